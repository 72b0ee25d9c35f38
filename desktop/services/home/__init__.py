"""The first page; it is read with SQL text that was made beforehand, so that a start does not wait for SQLAlchemy."""
