"""Lists of any length, their filters and views."""
