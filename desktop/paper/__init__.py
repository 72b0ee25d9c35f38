"""Draws documents: for the printer, for PDF and as pictures."""
