"""Seeing papers before they are printed or saved as PDF, from any screen."""
