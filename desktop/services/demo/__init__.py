"""A demonstration office out of invented data."""
