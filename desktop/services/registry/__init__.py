"""Estates, organisations and people."""
