"""What a growing sheet moves in the other parts: its drawings, notes and tables, and all formulas that name it."""

from collections.abc import Iterator
from typing import Final

from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.formula_cells import write_out_shared
from desktop.documents.form_parts.formula_refs import Insertion, sheets_named
from desktop.documents.form_parts.package import FormPackage, SheetInfo
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.shifting import shift_anchors, shift_attributes, shift_formulas, shift_vml
from desktop.documents.form_parts.xml_parts import Node, child, children, local, related
from desktop.domain.cell_names import areas

_OWN: Final = ("comments", "threadedComment", "table", "pivotTable")
_CHARTS: Final = ("chart", "chartEx")
_SOURCES: Final = ("worksheetSource", "rangeSet", "dataRef")


def grow_other_parts(edits: Edits, sheet: SheetInfo, insertion: Insertion) -> None:
    """Shift all parts but the sheet itself; those that do not change are not touched."""
    package = edits.package
    for part in _own_parts(package, sheet.part):
        moved = shift_attributes(edits.tree(part), insertion)
        edits.note(part, shift_formulas(edits.tree(part), sheet.name, insertion) or moved)
    for part in package.leads_to(sheet.part, "drawing"):
        edits.note(part, shift_anchors(edits.tree(part), insertion))
    for part in package.leads_to(sheet.part, "vmlDrawing"):
        data = edits.whole(part)
        if (shifted := shift_vml(data, insertion)) != data:
            edits.replace(part, shifted)
    for other in package.sheets:
        if other.part != sheet.part:
            edits.note(other.part, _other_sheet(edits.tree(other.part), other.name, insertion))
            for table in package.leads_to(other.part, "table"):
                edits.note(table, shift_formulas(edits.tree(table), other.name, insertion))
    for part, home in _drawn(package):
        edits.note(part, shift_formulas(edits.tree(part), home, insertion))
    edits.note(package.workbook, shift_formulas(edits.tree(package.workbook), "", insertion))
    for part in package.leads_to(package.workbook, "pivotCacheDefinition"):
        edits.note(part, _sources(edits.tree(part), insertion))
    for other in package.sheets:
        consolidated = child(edits.tree(other.part), "dataConsolidate")
        edits.note(other.part, consolidated is not None and _sources(consolidated, insertion))


def _own_parts(package: FormPackage, part: str) -> Iterator[str]:
    for kind in _OWN:
        yield from package.leads_to(part, kind)


def _drawn(package: FormPackage) -> Iterator[tuple[str, str]]:
    """Drawings, charts and controls of all sheets, each with the sheet that a bare reference in it would mean."""
    book = package.workbook
    names = {info.part: info.name for info in package.sheets}
    for part in [*package.leads_to(book, "worksheet"), *package.leads_to(book, "chartsheet")]:
        home = names.get(part, "")
        for control in package.leads_to(part, "ctrlProp"):
            yield control, home
        for drawing in package.leads_to(part, "drawing"):
            yield drawing, home
            for kind in _CHARTS:
                for chart in package.leads_to(drawing, kind):
                    yield chart, home
                    for shapes in package.leads_to(chart, "chartUserShapes"):
                        yield shapes, home


def _other_sheet(root: Node, home: str, insertion: Insertion) -> bool:
    """Another sheet: shared formulas are written out first where one of them names the sheet that grows."""
    sharing = [
        node
        for data in children(root, "sheetData")
        for node in data.iter()
        if local(node) == "f" and node.get("t") == "shared" and node.text
    ]
    if any(insertion.sheet.lower() in sheets_named(node.text) for node in sharing):
        write_out_shared(SheetCells(root))
        shift_formulas(root, home, insertion)
        return True
    return shift_formulas(root, home, insertion)


def _sources(root: Node, insertion: Insertion) -> bool:
    """The areas that a pivot table was made from or figures were consolidated from; those of other workbooks stay."""
    changed = False
    for node in root.iter():
        named = (node.get("sheet") or "").lower()
        if local(node) in _SOURCES and named == insertion.sheet.lower() and not related(node):
            found = areas(node.get("ref") or "")
            if found and str(insertion.area(found[0])) != node.get("ref"):
                node.set("ref", str(insertion.area(found[0])))
                changed = True
    return changed
