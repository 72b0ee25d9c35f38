"""What stands in the cells of a form: kinds, values, and rich text in its pieces."""

import re
from typing import Final

from desktop.documents.form_parts.look_data import CellKind
from desktop.documents.form_parts.package import FormPackage
from desktop.documents.form_parts.xml_parts import Node, child, children, local, number, whole

Held = str | float | bool | None
_CODE: Final = re.compile("_x([0-9A-Fa-f]{4})_")


class CellTexts:
    """Reads cells; the shared texts of the workbook are read once."""

    def __init__(self, package: FormPackage) -> None:
        part = next(iter(package.leads_to(package.workbook, "sharedStrings")), None)
        self._shared = children(package.tree(part), "si") if part is not None else []

    def read(self, cell: Node) -> tuple[CellKind, Held]:
        """Kind and value, of a formula its kept result; the kind says nothing of formulas."""
        kind = cell.get("t") or "n"
        if kind in ("s", "inlineStr"):
            item = self.item(cell)
            text = "" if item is None else text_of(item)
            return (CellKind.TEXT, text) if text else (CellKind.EMPTY, None)
        node = child(cell, "v")
        written = "" if node is None else node.text or ""
        if not written:
            return CellKind.EMPTY, None
        match kind:
            case "b":
                return CellKind.TRUTH, written.strip() in ("1", "true")
            case "e":
                return CellKind.ERROR, written
            case "str" | "d":
                return CellKind.TEXT, _decoded(written)
        found = number(written, float("nan"))
        return (CellKind.NUMBER, found) if found == found else (CellKind.ERROR, written)  # noqa: PLR0124 - not a number

    def item(self, cell: Node) -> Node:
        """The element that holds a text cell's pieces; None where there is none."""
        if cell.get("t") == "inlineStr":
            return child(cell, "is")
        if cell.get("t") != "s":
            return None
        node = child(cell, "v")
        at = whole(None if node is None else (node.text or "").strip(), -1)
        return self._shared[at] if 0 <= at < len(self._shared) else None


def text_of(item: Node) -> str:
    """The whole text of a plain or rich item, without its reading aids."""
    return "".join(text for text, _ in pieces(item))


def pieces(item: Node) -> list[tuple[str, Node]]:
    """Text and run properties (None: the cell's own font) of each piece."""
    found = []
    for node in item:
        if local(node) == "t":
            found.append((_decoded(node.text or ""), None))
        elif local(node) == "r":
            text = child(node, "t")
            found.append((_decoded("" if text is None else text.text or ""), child(node, "rPr")))
    return found


def _decoded(text: str) -> str:
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
