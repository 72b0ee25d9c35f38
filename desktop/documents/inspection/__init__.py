"""Inspections on paper and in workbooks to fill in."""
