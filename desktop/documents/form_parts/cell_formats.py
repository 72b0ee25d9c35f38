"""Number formats for cells that have none of their own: added at the end of the styles, the others stay."""

from copy import deepcopy

from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.number_formats import BUILT_IN, GENERAL, TEXT
from desktop.documents.form_parts.xml_parts import Node, added, child, children, made, whole

_FIRST_OWN = 164  # numbers below belong to the built-in formats


class CellFormats:
    """The cell formats of a form's styles part, and new ones like them but for their number format."""

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._part = next(iter(edits.package.leads_to(edits.package.workbook, "styles")), None)
        self._made: dict[tuple[int, str], str] = {}

    def with_format(self, style: str | None, code: str) -> str | None:
        """The style number that shows `style` in the number format `code`.

        It is `style` itself where that has a number format of its own, other than General and text; but per cent gives
        way to a format that is none.
        """
        if self._part is None:
            return style
        root = self._edits.tree(self._part)
        formats = children(child(root, "cellXfs"), "xf")
        number = whole(style)
        if not 0 <= number < len(formats):
            return style
        known = whole(formats[number].get("numFmtId"))
        if known not in (GENERAL, TEXT) and ("%" in code or "%" not in _code_of(root, known)):
            return style
        key = number, code
        if key not in self._made:
            self._made[key] = self._add(root, formats[number], code)
        return self._made[key]

    def _add(self, root: Node, like: Node, code: str) -> str:
        all_formats = like.getparent()
        new = deepcopy(like)
        new.set("numFmtId", str(_number_of(root, code)))
        new.set("applyNumberFormat", "1")
        all_formats.append(new)
        count = len(children(all_formats, "xf"))
        all_formats.set("count", str(count))
        if self._part is not None:
            self._edits.changed(self._part)
        return str(count - 1)


def _code_of(root: Node, number: int) -> str:
    """The format code of a number, "" where it is not known."""
    own = {whole(node.get("numFmtId")): node.get("formatCode") for node in children(child(root, "numFmts"), "numFmt")}
    return own.get(number) or BUILT_IN.get(number, "")


def _number_of(root: Node, code: str) -> int:
    """The number of a format code: built in, among the form's own, or new."""
    for number, known in BUILT_IN.items():
        if known == code and number < 50:
            return number
    own = child(root, "numFmts")
    if own is None:
        own = made(root, "numFmts")
        root.insert(0, own)
    numbers = {whole(node.get("numFmtId")): node.get("formatCode") for node in children(own, "numFmt")}
    for number, known in numbers.items():
        if known == code:
            return number
    number = max([_FIRST_OWN - 1, *numbers]) + 1
    added(own, "numFmt", numFmtId=str(number), formatCode=code)
    own.set("count", str(len(numbers) + 1))
    return number
