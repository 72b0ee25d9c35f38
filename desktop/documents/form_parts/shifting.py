"""What names rows outside of the cells, moved where rows are put in: lists of areas, formulas, anchors, page breaks."""

import re
from typing import Final
from xml.sax.saxutils import escape, unescape

from desktop.documents.form_parts.formula_refs import Insertion, shifted
from desktop.documents.form_parts.xml_parts import Node, child, children, local, true, whole
from desktop.domain.cell_names import areas

# Attributes that hold areas, by element; True where an area that ends with the pattern row takes in its copies.
_AREAS: Final = {
    ("conditionalFormatting", "sqref"): True,
    ("dataValidation", "sqref"): True,
    ("protectedRange", "sqref"): True,
    ("ignoredError", "sqref"): True,
    ("dimension", "ref"): True,
    ("autoFilter", "ref"): True,
    ("sortState", "ref"): True,
    ("sortCondition", "ref"): True,
    ("table", "ref"): True,
    ("selection", "sqref"): False,
    ("selection", "activeCell"): False,
    ("hyperlink", "ref"): False,
    ("comment", "ref"): False,
    ("threadedComment", "ref"): False,
    ("inputCells", "r"): False,
    ("cellWatch", "r"): False,
    ("singleXmlCell", "r"): False,
    ("location", "ref"): False,
    ("webPublishItem", "sourceRef"): True,
}
_NAMES: Final = frozenset(element for element, _ in _AREAS)
_FORMULAS: Final = frozenset(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
)
_FORMULA_ATTRIBUTES: Final = (
    ("hyperlink", "location"),
    ("sp", "textlink"),
    ("formControlPr", "fmlaLink"),
    ("formControlPr", "fmlaRange"),
    ("formControlPr", "fmlaTxbx"),
    ("controlPr", "linkedCell"),
    ("controlPr", "listFillRange"),
    ("cameraTool", "cellRange"),
)
_FORMULA_HOLDERS: Final = frozenset(element for element, _ in _FORMULA_ATTRIBUTES)
_SERIES: Final = frozenset(("cat", "val", "xVal", "yVal", "bubbleSize"))
_FILTERED: Final = frozenset(("fullRef", "levelRef", "formulaRef"))  # what a chart's filter hides, as a formula
# Their formulas are written for one cell and read along with each: a range within the pattern row stays within it.
_RULES: Final = frozenset(("conditionalFormatting", "dataValidation", "sparkline"))
_VML_NOTE: Final = re.compile(rb"<(?:\w+:)?ClientData\b[^>]*>.*?</(?:\w+:)?ClientData\s*>", re.DOTALL)
_VML_ANCHOR: Final = re.compile(rb"(<(?:\w+:)?Anchor\s*>)([^<]*)(<)")
_VML_ROW: Final = re.compile(rb"(<(?:\w+:)?Row\s*>)\s*(\d+)\s*(<)")
_VML_FORMULA: Final = re.compile(rb"(<(?:\w+:)?Fmla(?:Link|Range|Txbx|Pict|Group)\s*>)([^<]*)(<)")


def shift_formulas(root: Node, home: str, insertion: Insertion) -> bool:
    """Shift the formulas of a part other than those of the sheet that grows (`home` is another, or "" for none).

    On the sheet itself those in cells are left out: they were shifted with their rows. Say whether any changed.
    """
    changed = False
    own_cells = home.lower() == insertion.sheet.lower()
    for node in root.iter():
        name = local(node)
        if name == "sqref" and node.text and local(node.getparent()) in _FILTERED:
            changed = _set_text(node, shifted(node.text, home, insertion)) or changed
        if name in _FORMULAS and node.text and not (own_cells and name == "f" and local(node.getparent()) == "c"):
            above = {local(holder) for holder in node.iterancestors()}
            moved = shifted(node.text, home, insertion, bool(above & _RULES), name == "f" and bool(above & _SERIES))
            changed = _set_text(node, moved) or changed
        if name in _FORMULA_HOLDERS:
            for element, attribute in _FORMULA_ATTRIBUTES:
                text = node.get(attribute)
                if element == name and text:
                    changed = _set(node, attribute, shifted(text, home, insertion)) or changed
        if name == "cfvo" and node.get("type") == "formula" and node.get("val"):
            changed = _set(node, "val", shifted(node.get("val"), home, insertion)) or changed
    return changed


def shift_attributes(root: Node, insertion: Insertion) -> bool:
    """Shift areas and page breaks in a part that belongs to the sheet that grows; say whether any changed."""
    changed = False
    for node in root.iter():
        name = local(node)
        if name in _NAMES:
            for (element, attribute), grows in _AREAS.items():
                text = node.get(attribute)
                if element == name and text:
                    changed = _set(node, attribute, _moved(text, insertion, grows)) or changed
        elif name == "sqref" and node.text:  # of the newer conditional formats, validations, small charts
            grows = local(node.getparent()) != "sparkline"
            changed = _set_text(node, _moved(node.text, insertion, grows)) or changed
        elif name == "rowBreaks":
            for line in children(node, "brk"):
                if whole(line.get("id")) >= insertion.after:
                    changed = _set(line, "id", str(whole(line.get("id")) + insertion.count)) or changed
    return changed


def shift_anchors(root: Node, insertion: Insertion) -> bool:
    """Shift pictures, charts, shapes and controls, each as it is set to move with its cells; say whether any moved."""
    changed = False
    for node in root.iter():
        match local(node):
            case "oneCellAnchor":
                moves, sizes = True, False
            case "twoCellAnchor":
                moves, sizes = node.get("editAs") != "absolute", node.get("editAs") in (None, "twoCell")
            case "anchor" if local(node.getparent()) in ("controlPr", "objectPr"):
                sizes = true(node.get("sizeWithCells"))
                moves = sizes or true(node.get("moveWithCells"))
            case _:
                continue
        start, end = child(node, "from", "row"), child(node, "to", "row")
        if not moves or start is None:
            continue
        steps = _steps(start, insertion)
        changed = _move_row(start, steps) or changed
        if end is not None:
            changed = _move_row(end, _steps(end, insertion) if sizes else steps) or changed
    return changed


def shift_vml(data: bytes, insertion: Insertion) -> bytes:
    """Shift the notes and old controls of a VML part of the sheet that grows.

    It is often no sound XML, so only its numbers and the cells that it is linked to are touched.
    """

    def linked(found: re.Match[bytes]) -> bytes:
        text = unescape(found[2].decode(errors="surrogateescape"), {"&apos;": "'", "&quot;": '"'})
        moved = shifted(text, insertion.sheet, insertion)
        return found[0] if moved == text else found[1] + escape(moved).encode(errors="surrogateescape") + found[3]

    def moved(found: re.Match[bytes]) -> bytes:
        block = _VML_FORMULA.sub(linked, found[0])
        anchor, row = _VML_ANCHOR.search(block), _VML_ROW.search(block)
        numbers = [whole(part.decode("ascii", "ignore").strip()) for part in anchor[2].split(b",")] if anchor else []
        of_cell = int(row[2]) if row else numbers[2] if len(numbers) == 8 else -1
        if of_cell < insertion.after:
            return block
        if len(numbers) == 8:  # some programs leave the place of a note to the reader
            numbers[2] += insertion.count
            numbers[6] += insertion.count
            block = _VML_ANCHOR.sub(rb"\g<1>" + b", ".join(b"%d" % part for part in numbers) + rb"\g<3>", block)
        return _VML_ROW.sub(rb"\g<1>%d\g<3>" % (of_cell + insertion.count), block)

    return _VML_NOTE.sub(moved, data)


def _moved(text: str, insertion: Insertion, grows: bool) -> str:
    """A list of areas; what is none of them (whole columns) stays."""
    parts: list[str] = []
    for part in text.split():
        found = areas(part)
        parts += map(str, insertion.spread(found[0], grows)) if found else [part]
    return " ".join(parts)


def _steps(row: Node, insertion: Insertion) -> int:
    return insertion.count if whole(row.text) >= insertion.after else 0


def _move_row(row: Node, steps: int) -> bool:
    if steps:
        row.text = str(whole(row.text) + steps)
    return bool(steps)


def _set(node: Node, attribute: str, value: str) -> bool:
    if node.get(attribute) == value:
        return False
    node.set(attribute, value)
    return True


def _set_text(node: Node, value: str) -> bool:
    if node.text == value:
        return False
    node.text = value
    return True
