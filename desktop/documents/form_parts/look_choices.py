"""The drop-down lists of a sheet's cells: words written out, or read from the cells that a list names."""

from collections.abc import Iterator
from typing import Final

from desktop.documents.form_parts.cell_texts import CellTexts
from desktop.documents.form_parts.look_data import CellKind
from desktop.documents.form_parts.number_formats import general
from desktop.documents.form_parts.package import FormPackage, SheetInfo
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.xml_parts import Node, child, children, local
from desktop.domain.cell_names import Area, areas
from desktop.domain.errors import Refused

_MOST: Final = 500  # words of a list
_LISTS_MOST: Final = 200  # lists of a sheet


def choices(
    package: FormPackage, info: SheetInfo, root: Node, texts: CellTexts
) -> list[tuple[list[Area], tuple[str, ...]]]:
    """Areas with the words that may stand there; no words where a list is computed by a formula."""
    found = []
    for places, formula in list(_lists(root))[:_LISTS_MOST]:
        found.append((places, tuple(_words(package, info, root, formula, texts))))
    return found


def _lists(root: Node) -> Iterator[tuple[list[Area], str]]:
    for node in root.iter():
        if local(node) != "dataValidation" or node.get("type") != "list":
            continue
        formula, places = child(node, "formula1"), node.get("sqref")
        if formula is not None and len(formula):  # the newer form, in the sheet's extensions
            formula = formula[0]
        if places is None and (listed := child(node, "sqref")) is not None:
            places = listed.text
        if formula is not None and formula.text and places:
            yield areas(places), formula.text


def _words(package: FormPackage, info: SheetInfo, root: Node, formula: str, texts: CellTexts) -> Iterator[str]:
    formula = formula.strip()
    if formula.startswith('"') and formula.endswith('"'):
        yield from (word.strip() for word in formula[1:-1].replace('""', '"').split(",")[:_MOST])
        return
    sheet, _, place = _named(package, formula).rpartition("!")
    sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    found = areas(place)
    if not found or " " in place:
        return
    try:
        other = package.sheet(sheet) if sheet else info
        cells = SheetCells(root if other.part == info.part else package.tree(other.part))
    except Refused:
        return
    area = found[0]
    for row in range(area.top, min(area.bottom, area.top + _MOST) + 1):
        line = cells.cells(row)
        for column in sorted(column for column in line if area.left <= column <= area.right):
            kind, value = texts.read(line[column])
            if kind is CellKind.TEXT:
                yield str(value)
            elif kind is CellKind.NUMBER and isinstance(value, float):
                yield general(value)


def _named(package: FormPackage, formula: str) -> str:
    """What a defined name stands for; the formula itself where it is none."""
    for node in children(child(package.tree(package.workbook), "definedNames"), "definedName"):
        if (node.get("name") or "").lower() == formula.lower():
            return node.text or ""
    return formula
