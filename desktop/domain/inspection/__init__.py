"""Checklists, their scoring, and the life of what an inspection finds."""
