"""What a paragraph or a table is in a document, and how generated words are set in print."""

import re
from typing import Any

from docx.oxml.ns import qn

from desktop.documents.cells import clean_text
from desktop.documents.punctuation import full_width
from desktop.documents.word.content import digest
from desktop.documents.word.elements import P_PR, TR, P
from desktop.documents.word.placeholders import text_of

TEXT_LEVEL = 10
_HEADING = re.compile(r"(?:heading|标题|title|subtitle)\s*([1-9]?)", re.IGNORECASE)
_BRACKETS = re.compile(r"(?<=%)\(([^()]*)\)|\(([^()]*[\u4e00-\u9fff][^()]*)\)")


def print_text(text: str) -> str:
    """As print wants it: on one line, punctuation full-width."""

    def full(found: re.Match[str]) -> str:
        inside = (found[1] or found[2]).replace("%,", "%\uff0c")
        return f"\uff08{inside}\uff09"

    return _BRACKETS.sub(full, full_width(" ".join(clean_text(text).split("\n"))))


def table_digest(table: Any) -> str:
    """By which a table is known again: the words of its first row."""
    row = table.find(TR)
    return digest("表:" + "|".join(text_of(paragraph) for paragraph in (row.iter(P) if row is not None else ())))


def is_heading(document: Any, element: Any) -> bool:
    """Whether a paragraph has one of Word's heading styles, by whatever name."""
    return level_of(document, element) < TEXT_LEVEL


def level_of(document: Any, element: Any) -> int:
    """0 for a title, 1 to 9 for headings, `TEXT_LEVEL` for text."""
    style = element.find(f"{P_PR}/{qn('w:pStyle')}")
    if style is None:
        return TEXT_LEVEL
    found = _HEADING.match(document.part.styles.get_by_id(style.get(qn("w:val")), 1).name or "")
    return int(found[1] or 0) if found else TEXT_LEVEL
