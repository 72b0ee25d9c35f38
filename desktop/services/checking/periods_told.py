"""Whether title, sheet name and cells speak of one period, and figures of then are not those of now pasted again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from desktop.documents.reading.marked import MarkedSheet
from desktop.domain.timing.periods import Period
from desktop.services.checking.blocks import Block, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where
from desktop.services.checking.headings import Role, plain

_YEAR_MONTH = re.compile(r"(20\d\d)年(1[0-2]|0?[1-9])月(?!\d*[日号]|[-至到、]|\d|底|末)")
_MONTH = re.compile(r"(?<![\d年])(1[0-2]|[1-9])月份?(?!\d|[-至到、])")
_LEAST = 4  # lines with numbers before two columns are said to be the same


def titles(sheet: MarkedSheet, period: Period | None) -> Iterator[Disagreement]:
    """The title and the sheet's name against the days that the lines over the table state, and each other."""
    lines = [(cell.row, str(cell.value)) for cell in sheet.cells if cell.row < 4 and isinstance(cell.value, str)]
    titled = [(row, found) for row, text in lines[:1] if (found := _YEAR_MONTH.search(plain(text)))]
    if not titled:
        return
    row, found = titled[0]
    said = Period.month(int(found[1]), int(found[2]))
    where = Where(sheet.name, place=f"A{row + 1}")
    if period is not None and (period.last < said.first or period.first > said.last):
        what = f"标题写的是{said.words},统计期间是{period.span},请改成一致。"
        yield Disagreement(Rule.PERIOD, where, what)
    named = _MONTH.search(plain(sheet.name)) if not _YEAR_MONTH.search(plain(sheet.name)) else None
    if named and int(named[1]) != int(found[2]):
        what = f"标题写的是{said.words},工作表名称是“{sheet.name}”,请核实是哪个月的。"
        yield Disagreement(Rule.PERIOD, where, what, Severity.LOOK)


def odd_one(sheets: Sequence[MarkedSheet]) -> Iterator[Disagreement]:
    """The one sheet whose title names another month than all the others do."""
    named: list[tuple[MarkedSheet, str]] = []
    for sheet in sheets:
        first = next((str(cell.value) for cell in sheet.cells if isinstance(cell.value, str)), "")
        if not sheet.hidden and (found := _YEAR_MONTH.search(plain(first))):
            named.append((sheet, f"{found[1]}年{int(found[2])}月"))
    months = Counter(month for _, month in named)
    if len(named) < 3 or len(months) != 2 or min(months.values()) != 1:
        return
    usual = months.most_common(1)[0][0]
    for sheet, month in named:
        if month != usual and not _MONTH.search(plain(sheet.name)):
            what = f"标题写的是{month},其他各表都是{usual},请核实。"
            yield Disagreement(Rule.PERIOD, Where(sheet.name, place="A1"), what, Severity.LOOK)


def pasted(block: Block) -> Iterator[Disagreement]:
    """上月 that is 本月 once more, 上年同期 that is 上月: line by line the same numbers."""
    numeric = block.numeric()
    then = [at for at in block.columns(Role.LAST, Role.YEAR_AGO) if at in numeric]
    now = [at for at in numeric if block.heads[at].role in (Role.THIS, Role.RECEIVED, Role.COUNT, Role.MONTH)]
    a_year = re.search(r"20\d\d年(?!\d|第|上半|下半)", plain(block.title))  # then both are the year before
    pairs = [(one, other) for one in now for other in then] + ([] if a_year else list(combinations(then, 2)))
    for one, other in pairs:
        if block.heads[one].group != block.heads[other].group:
            continue
        lines = [line for line in block.lines if line.part is Part.ROW]
        told = [(line.spots[one].number, line.spots[other].number) for line in lines]
        values = {a for a, b in told if a}
        if len(told) >= _LEAST and len(values) >= _LEAST - 1 and all(a == b for a, b in told):
            names = [plain(block.heads[at].words) for at in (one, other)]
            what = f"“{names[1]}”与“{names[0]}”每一行都相同,像是复制后没有改,请核实。"
            yield Disagreement(Rule.COPIED, block.where(lines[0], other), what, Severity.LOOK)


def hidden(block: Block) -> Iterator[Disagreement]:
    """Rows that nobody sees, and that the total adds up."""
    unseen = [line for line in block.lines if line.hidden and any(spot.number is not None for spot in line.spots)]
    total = block.total()
    if not unseen or total is None or total.hidden:
        return
    names = "、".join(filter(None, (line.words for line in unseen[:3]))) + ("等" if len(unseen) > 3 else "")
    what = f"隐藏了{len(unseen)}行({names}),合计里却算了,看到的各行加起来会不对;请取消隐藏或删去这些行。"
    at = next((place for place, spot in enumerate(total.spots) if spot.number is not None), 0)
    yield Disagreement(Rule.HIDDEN, block.where(unseen[0], at), what, Severity.LOOK)
