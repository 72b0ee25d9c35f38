"""The office's lists and settings."""
