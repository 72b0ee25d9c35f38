"""References through several sheets (1月:3月!B11) spelled out before one of those sheets grows.

Such a reference names the same cells on every sheet; once rows are put into one of them, they stand at other places
there. SUM(1月:3月!B11) becomes SUM('1月'!B11,'2月'!B11,'3月'!B11), whose parts move each with its own sheet.
"""

import re
from collections.abc import Sequence
from typing import Final

from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.formula_cells import formula_nodes, write_out_shared
from desktop.documents.form_parts.formula_refs import Insertion
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.xml_parts import Node, child, children
from desktop.domain.cell_names import Area, area, cell_name
from desktop.domain.errors import Refused

# Functions that take any number of references: there one for all sheets may stand as one for each.
_OF_MANY: Final = re.compile(r"SUM(?:SQ)?|PRODUCT|AVERAGEA?|COUNTA?|MAXA?|MINA?|(?:STDEV|VAR)(?:A|PA?|\.[SP])?")
_MOST: Final = 200  # sheets; a function takes 255 arguments
_TOKEN: Final = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<sheets>'(?:[^'\[\]]|'')+:(?:[^'\[\]]|'')+'|(?<![\w.\]'!$])[\w.]+:[\w.]+)!
      (?P<cells>\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})?)
    | '(?:[^']|'')*'
    | (?P<opened>(?P<function>[\w.]*)\()
    | (?P<closed>\))
    """,
    re.VERBOSE,
)
_REFUSED: Final = "工作表“{}”的{}里的公式一次引用了几张工作表,其中“{}”的清单要加行,请先在表样里把公式改成逐张相加。"


def spell_out_spans(edits: Edits, insertion: Insertion) -> None:
    """Before `insertion`: spell out what reaches through its sheet to cells that move.

    Raise Refused where that cannot be said in another way: outside of sums and the like, and in defined names.
    """
    package = edits.package
    order = [info.name for info in package.sheets]
    for node in children(child(edits.tree(package.workbook), "definedNames"), "definedName"):
        if _reaches(node, order, insertion):
            raise Refused(_REFUSED.format("名称管理器", f"“{node.get('name')}”", insertion.sheet))
    for info in package.sheets:
        cells = SheetCells(edits.tree(info.part))
        if not any(_reaches(formula, order, insertion) for _, _, _, formula in formula_nodes(cells)):
            continue
        write_out_shared(cells)
        for row, column, _, formula in formula_nodes(cells):
            text = spelled_out(formula.text or "", order, insertion)
            if text is None:
                raise Refused(_REFUSED.format(info.name, cell_name(row, column), insertion.sheet))
            formula.text = text or None
        edits.changed(info.part)


def spelled_out(formula: str, order: Sequence[str], insertion: Insertion) -> str | None:
    """The formula with a reference for each sheet (`order`: all of them) where one for several would move with one.

    None where such a reference is not an argument of its own of a function that takes many.
    """
    parts, done = [], 0
    functions: list[str] = []
    for found in _TOKEN.finditer(formula):
        if found["opened"]:
            functions.append(found["function"].upper().removeprefix("_XLFN."))
        elif found["closed"] and functions:
            functions.pop()
        sheets = _through(found, order, insertion)
        if not sheets:
            continue
        before, after = formula[: found.start()].rstrip()[-1:], formula[found.end() :].lstrip()[:1]
        alone = before in ("(", ",") and after in (")", ",") and bool(functions)
        alone = alone and _OF_MANY.fullmatch(functions[-1]) is not None
        if not alone or len(sheets) > _MOST:
            return None
        parts += [formula[done : found.start()], ",".join(f"{_quoted(name)}!{found['cells']}" for name in sheets)]
        done = found.end()
    return "".join(parts) + formula[done:]


def _reaches(node: Node, order: Sequence[str], insertion: Insertion) -> bool:
    text = node.text or ""
    return "!" in text and ":" in text and any(_through(it, order, insertion) for it in _TOKEN.finditer(text))


def _through(found: re.Match[str], order: Sequence[str], insertion: Insertion) -> Sequence[str]:
    """The sheets that a reference goes through, where the one that grows is among them and moves what is meant."""
    if not found["sheets"] or not _moves(area(found["cells"]), insertion):
        return ()
    names = [name.lower() for name in order]
    ends = found["sheets"].strip("'").replace("''", "'").lower().split(":")
    if len(ends) != 2 or not set(ends) <= set(names):
        return ()
    low, high = sorted(map(names.index, ends))
    return order[low : high + 1] if insertion.sheet.lower() in names[low : high + 1] else ()


def _moves(cells: Area, insertion: Insertion) -> bool:
    return insertion.area(cells) != cells


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
