"""Placeholders {{名称}} in a paragraph, however Word has split it into runs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

# People type full-width braces too; a name ends at the first closing pair.
_MARK = re.compile(r"(?:\{\{|\uff5b\uff5b)\s*([^{}\uff5b\uff5d]{1,80}?)\s*(?:\}\}|\uff5d\uff5d)")
_CODE = re.compile(r"\{[%#].*?[%#]\}")  # of other programs' templates
_SINGLE = re.compile(r"(?<![{\uff5b])[{\uff5b]\s*([^{}\uff5b\uff5d]{1,80}?)\s*[}\uff5d](?![}\uff5d])")
_BRACE = re.compile(r"[{}\uff5b\uff5d]+.{0,20}")
_T, _P = qn("w:t"), qn("w:p")


@dataclass(frozen=True, slots=True)
class Mark:
    """One placeholder: its name with ASCII ":" and ".", and where it stands in the paragraph's text."""

    name: str
    start: int
    end: int


def texts_of(paragraph: Any) -> list[Any]:
    """The paragraph's own w:t elements in order, without those of text boxes inside it."""
    return [node for node in paragraph.iter(_T) if next(node.iterancestors(_P)) is paragraph]


def text_of(paragraph: Any) -> str:
    """The paragraph's own text, without deleted revisions."""
    return "".join(node.text or "" for node in texts_of(paragraph))


def marks(text: str) -> list[Mark]:
    """The placeholders of a text, in order."""
    found = _MARK.finditer(text)
    return [Mark(one[1].replace("\uff1a", ":").replace("。", "."), one.start(), one.end()) for one in found]


def stray_braces(text: str) -> str:
    """What is wrong with the braces that are no placeholder's and would be printed; empty where there are none."""
    left = _MARK.sub("", text)
    if found := _CODE.search(left):
        return f"“{found[0]}”不是占位的写法,请删去,只用{{{{名称}}}}"
    if found := _SINGLE.search(left):
        return f"“{found[0]}”只有一层大括号,占位要写成{{{{{found[1]}}}}}"
    if found := _BRACE.search(left):
        return f"“{found[0]}”不成对,占位要写成{{{{名称}}}}"
    return ""


def replace_marks(paragraph: Any, value: Callable[[Mark], str]) -> None:
    """Put each value where its placeholder stands, in the formatting of the placeholder's first character."""
    nodes = texts_of(paragraph)
    for mark in reversed(marks("".join(node.text or "" for node in nodes))):
        _replace(nodes, mark.start, mark.end, value(mark))


def _replace(nodes: list[Any], start: int, end: int, value: str) -> None:
    put = False
    for node, first, last in list(_spans(nodes)):
        if last <= start or first >= end:
            continue
        text = node.text or ""
        before, after = text[: max(0, start - first)], text[max(0, end - first) :] if end < last else ""
        node.text = before + ("" if put else value) + after
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        put = True


def _spans(nodes: list[Any]) -> Iterator[tuple[Any, int, int]]:
    at = 0
    for node in nodes:
        length = len(node.text or "")
        yield node, at, at + length
        at += length
