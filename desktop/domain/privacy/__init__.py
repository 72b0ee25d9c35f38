"""Hiding people and keeping facts."""
