"""Small templates and what came of them, for the tests of Word files."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from desktop.documents.word.content import Filling
from desktop.documents.word.filling import Filled, fill
from desktop.documents.word.memory import Memory

NOW = datetime(2026, 11, 16, 9, 30)


def template(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A template of these paragraphs; those that begin with # are headings; behind them a table of these rows."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text.removeprefix("#"), style="Heading 1" if text.startswith("#") else None)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return saved(document)


def saved(document: Any) -> bytes:
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def filled(data: bytes, **given: Any) -> Filled:
    return fill(data, Filling(**given), Memory("bulletin", "2026-10-01", "2026-10-31"), NOW)


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def texts(data: bytes) -> list[str]:
    """Every paragraph of the body with text, in order, those in controls and tables too."""
    found = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in opened(data).element.body.iter(qn("w:p")))
    return [text for text in found if text]


def bookmarks(data: bytes) -> list[str]:
    """The names of the hidden bookmarks, in order."""
    return [one.get(qn("w:name")) for one in opened(data).element.body.iter(qn("w:bookmarkStart"))]


def prompts(data: bytes) -> dict[str, str]:
    """What the content controls prompt for, by their tag."""
    found = opened(data).element.body.iter(qn("w:sdt"))
    return {
        one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): "".join(t.text or "" for t in one.iter(qn("w:t")))
        for one in found
        if one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
    }


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The file as somebody changed it."""
    document = opened(data)
    change(document)
    return saved(document)


def rewrite(document: Any, before: str, after: str) -> None:
    """Change the words of the paragraph that begins so, as a person does: in its own place."""
    for paragraph in document.element.body.iter(qn("w:p")):
        nodes = list(paragraph.iter(qn("w:t")))
        if "".join(node.text or "" for node in nodes).startswith(before):
            nodes[0].text = after
            for node in nodes[1:]:
                node.text = ""
            return
    raise AssertionError(before)


def add_after(document: Any, before: str, text: str, bold: bool = False) -> None:
    """Press Enter behind the paragraph that begins so, and write."""
    for paragraph in document.element.body.iter(qn("w:p")):
        nodes = list(paragraph.iter(qn("w:t")))
        if "".join(node.text or "" for node in nodes).startswith(before):
            made = paragraph.makeelement(qn("w:p"), {})
            run = deepcopy(next(paragraph.iter(qn("w:r"))))
            run.find(qn("w:t")).text = text
            if bold:
                properties = run.get_or_add_rPr()
                properties.append(properties.makeelement(qn("w:b"), {}))
            made.append(run)
            paragraph.addnext(made)
            return
    raise AssertionError(before)
