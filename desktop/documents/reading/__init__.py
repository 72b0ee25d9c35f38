"""Spreadsheets in: a gate before parsing, a limited child process that parses, rows or a sentence that come out."""
