"""Tables as plain text: CSV files and what is pasted into a spreadsheet."""

import csv
from pathlib import Path
from typing import Any

from desktop.documents.cells import clean_text, shown_in
from desktop.documents.table import Kind, Subtotal, Table

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


def write_csv(table: Table, target: Path) -> None:
    """Headings, rows and total as UTF-8 with a byte order mark, which Excel and WPS need. Raises OSError."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(safe(column.title) for column in table.columns)
        for row in table.rows:
            writer.writerow(_texts(table, row, total=isinstance(row, Subtotal)))
        if table.total is not None:
            writer.writerow(_texts(table, table.total, total=True))


def as_clipboard_text(table: Table) -> str:
    """Headings, rows and total as lines with tabs, the form in which spreadsheets take a pasted table."""
    lines = [[safe(column.title) for column in table.columns]]
    lines += [_texts(table, row, total=isinstance(row, Subtotal)) for row in table.rows]
    if table.total is not None:
        lines.append(_texts(table, table.total, total=True))
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines) + "\n"


def safe(text: object) -> str:
    """Clean text that no spreadsheet takes for a formula: such a beginning gets an apostrophe."""
    clean = clean_text(text)
    return "'" + clean if clean.lstrip(" \n").startswith(_FORMULA_STARTS) else clean


def _texts(table: Table, row: tuple[Any, ...], total: bool = False) -> list[str]:
    return [
        safe(value) if column.kind is Kind.TEXT or isinstance(value, str) else shown_in(column, value, total)
        for column, value in zip(table.columns, row, strict=True)
    ]
