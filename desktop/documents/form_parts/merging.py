"""Cells that the records of a list share: parted before the list is filled, joined again as its groups are long."""

from typing import Final

from desktop.documents.form_parts.puts import Block, Grow
from desktop.documents.form_parts.xml_parts import Node, added, child, children, local, made
from desktop.domain.cell_names import Area, areas, column_number

# What stands before the merged cells of a sheet, its cells first of all.
_BEFORE: Final = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
)


def part_groups(root: Node, block: Block) -> None:
    """Part what is merged within the room of the lists, in the columns that their groups share."""
    shared = {column_number(letters) for grow in block.lists for letters in grow.merged}
    parent = child(root, "mergeCells")
    for node in children(parent, "mergeCell") if shared else ():
        found = areas(node.get("ref") or "")
        if found and _within(found[0], block) and found[0].left in shared:
            parent.remove(node)
    _counted(parent)


def join_groups(root: Node, grow: Grow) -> None:
    """Merge the cells of each group in the columns that it shares."""
    parent = child(root, "mergeCells")
    top = grow.row
    for size in grow.groups:
        for letters in grow.merged if size > 1 else ():
            if parent is None:
                parent = made(root, "mergeCells")
                [node for node in root if local(node) in _BEFORE][-1].addnext(parent)
            column = column_number(letters)
            added(parent, "mergeCell", ref=str(Area(top, column, top + size - 1, column)))
        top += size
    _counted(parent)


def _within(area: Area, block: Block) -> bool:
    return block.row <= area.top and area.bottom < block.below and area.left == area.right


def _counted(parent: Node) -> None:
    """The number is right again; without any the element goes, which must not be empty."""
    if parent is None:
        return
    count = len(children(parent, "mergeCell"))
    if not count:
        parent.getparent().remove(parent)
    elif parent.get("count") is not None:
        parent.set("count", str(count))
