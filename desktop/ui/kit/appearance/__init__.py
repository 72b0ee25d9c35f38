"""Colours, sizes, fonts and icons of everything."""
