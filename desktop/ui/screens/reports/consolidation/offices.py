"""The offices of a period as lines of a table, and those of a year."""

from desktop.domain.indicators import NOTHING
from desktop.services.counting.scope import Figures
from desktop.services.submissions.rates import Values
from desktop.services.submissions.standing import Board, OfficeRow, Standing, YearRow
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.reports.consolidation.tones import TONES

_STATE, _PROBLEMS = 1, 2
COLUMNS = (
    Column("office", "单位", 130, sortable=False, grows=True),
    Column("state", "状态", 92, Kind.STATE, sortable=False),
    Column("problems", "不符", 52, Kind.NUMBER, sortable=False),
    Column("received", "受理", 56, Kind.NUMBER, sortable=False),
    Column("closed", "办结", 56, Kind.NUMBER, sortable=False),
    Column("on_time", "按时办结率", 92, Kind.NUMBER, sortable=False),
    Column("satisfied", "满意率", 72, Kind.NUMBER, sortable=False),
    Column("group", "分组", 80, sortable=False),
)
YEAR_COLUMNS = (
    Column("office", "单位", 130, sortable=False, grows=True),
    *(Column(f"m{month}", f"{month}月", 72, Kind.STATE, sortable=False) for month in range(1, 13)),
)


def line(row: OfficeRow, differing: int) -> Row:
    """A line of the period; an office that has not sent has no figures."""
    odd = len(row.problems) + len(row.missing) + differing
    tones = {_STATE: TONES[row.standing]}
    if odd:
        tones[_PROBLEMS] = Tone.DUE_SOON
    if row.standing is Standing.MISSING:
        return Row((row.name, row.standing.label, "", "", "", "", "", row.group), tones)
    many = f"{odd}+" if row.cut else str(odd or "")
    cells = (row.name, row.standing.label, many, *figure_words(row.figures, row.values), row.group)
    return Row(cells, tones)


def figure_words(figures: Figures, values: Values) -> tuple[str, str, str, str]:
    """受理, 办结, 按时办结率, 满意率."""
    return (str(figures.received), str(figures.closed), _shown(values, "K04"), _shown(values, "K09"))


def _shown(values: Values, code: str) -> str:
    return values[code].shown if code in values else NOTHING


def sentence(board: Board) -> str:
    """The town in a line: 合计受理135件,办结135件,按时办结率84.0%,满意率90.0%."""
    received, closed, on_time, satisfied = figure_words(board.whole, board.values)
    return f"合计受理{received}件,办结{closed}件,按时办结率{on_time},满意率{satisfied}"


def counts(board: Board) -> str:
    """应报5 · 已报4 · 未报1 · 不平1."""
    sent = sum(bool(row.submissions) for row in board.offices)
    told = [f"应报{len(board.offices)}", f"已报{sent}"]
    for standing in (Standing.MISSING, Standing.PARTLY, Standing.UNEVEN, Standing.AGAIN):
        if number := board.count(standing):
            told.append(f"{standing.label}{number}")
    return " · ".join(told)


def year_line(row: YearRow) -> Row:
    """A line of the year."""
    words = [standing.label if standing else "" for standing in row.months]
    tones = {at: TONES[standing] for at, standing in enumerate(row.months, 1) if standing}
    return Row((row.name, *words), tones)
