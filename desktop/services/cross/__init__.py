"""Cross tables that the office makes for itself."""
