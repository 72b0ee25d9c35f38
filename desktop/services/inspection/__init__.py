"""Checklists, plans, inspections and their sheets."""
