"""Formulas that are made otherwise than those above, below or beside them; totals that average rates; lost cells."""

import re
from collections import Counter
from collections.abc import Iterator

from desktop.documents.reading.marked import MarkedSheet
from desktop.domain.cell_names import cell_name, cell_place, column_number
from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where
from desktop.services.checking.headings import Role

_CELL = re.compile(r"(?<![A-Za-z.\d])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\d(])")
_MOST = 0.6


def alike(block: Block) -> Iterator[Disagreement]:
    """Down every column, and along every line of sums."""
    if block.own:
        return
    for at in range(len(block.heads)):
        lines = [line for line in block.lines if line.part is Part.ROW and line.spots[at].formula]
        lines = [line for line in lines if line.words or not line.spots[at].formula.upper().startswith("=SUM(")]
        yield from _odd(block, [(line, at) for line in lines], "上下各行")
        for line in block.lines:
            if block.heads[at].role is Role.RATE and line.part is Part.TOTAL and _averages(line, at):
                what = "合计的率取了各行的平均,请改成合计的分子÷合计的分母。"
                yield Disagreement(Rule.RATE, block.where(line, at), what)
    for line in block.lines:
        if line.part in (Part.TOTAL, Part.SUBTOTAL):
            sums = [at for at, spot in enumerate(line.spots) if spot.formula.upper().startswith("=SUM(")]
            yield from _odd(block, [(line, at) for at in sums], "这一行别的格")


def lost(sheet: MarkedSheet) -> Iterator[Disagreement]:
    """Formulas that name a cell which was deleted, whatever they were computed to."""
    for cell in sheet.cells:
        if "#REF!" in cell.formula and not cell.error:
            what = "公式里有#REF!(取的格子已被删除),请重新写公式。"
            yield Disagreement(Rule.FAULT, Where(sheet.name, place=cell_name(cell.row + 1, cell.column + 1)), what)


def _odd(block: Block, spots: list[tuple[Line, int]], beside: str) -> Iterator[Disagreement]:
    """The few that differ from what most are like, seen from where each stands."""
    made = [(line, at, _relative(line.spots[at].formula, line.spots[at].place)) for line, at in spots]
    if len(made) < 3:
        return
    usual, times = Counter(pattern for *_, pattern in made).most_common(1)[0]
    if times < _MOST * len(made):
        return
    for line, at, pattern in made:
        if pattern != usual:
            what = f"公式{line.spots[at].formula}与{beside}的写法不同,请核对它取的格子。"
            yield Disagreement(Rule.TYPED, block.where(line, at), what, Severity.LOOK)


def _relative(formula: str, place: str) -> str:
    """The formula with its cells told by their distance."""
    if not place:
        return formula
    row, column = cell_place(place)

    def distance(found: re.Match[str]) -> str:
        across = found[2] if found[1] else f"c{column_number(found[2]) - column}"
        down = found[4] if found[3] else f"r{int(found[4]) - row}"
        return f"[{across},{down}]"

    return _CELL.sub(distance, formula.upper().replace(" ", ""))


def _averages(line: Line, at: int) -> bool:
    return line.spots[at].formula.upper().lstrip("=").startswith("AVERAGE(")
