"""Editors for the fields of any form."""
