"""The database: opening it, its tables, its upgrades."""
