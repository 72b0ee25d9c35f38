"""Official texts as Word files: filled from a template that the office may edit, and read back when refilled."""
