"""The estates of an assessment as lines of a table: which are shown, in which order, and what stands in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain.assessment.outcome import AssessmentView, Figure, Listed
from desktop.domain.assessment.outcome import Row as Estate
from desktop.domain.assessment.scheme import QUARTER_PARTS, YEAR_PARTS, Part, Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.indicators import NOTHING, number_words
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import Column, Kind, Row

SHORT = {
    Part.INSPECTION: "现场",
    Part.SURVEY: "满意",
    Part.NEIGHBORHOOD: "居委",
    Part.OWNERS: "业委",
    Part.COMPLAINTS: "投诉",
    Part.COOPERATION: "配合",
    Part.TOWN: "街镇",
    Part.DEPARTMENT: "主管",
}
QUARTERS = ("一季", "二季", "三季", "四季")
VIEWS: Mapping[str, tuple[str, Tone, Callable[[Estate], bool]]] = {
    "all": ("全部", Tone.ACCENT, lambda _: True),
    "red": ("红榜", Tone.DONE, lambda row: row.listed is Listed.RED),
    "black": ("黑榜", Tone.OVERDUE, lambda row: row.listed is Listed.BLACK),
    "below": ("低于{line}分", Tone.OVERDUE, lambda row: row.below),
    "lacking": ("缺项", Tone.DUE_SOON, lambda row: bool(lacking(row))),
    "unranked": ("无总分", Tone.DUE_SOON, lambda row: row.total is None),
}


def columns(term: Term) -> list[Column]:
    """The columns of a quarter or of a year."""
    parts = QUARTER_PARTS if term.quarter else YEAR_PARTS
    quarters = [] if term.quarter else [Column(f"q{at}", name, 52, Kind.NUMBER) for at, name in enumerate(QUARTERS)]
    return [
        Column("rank", "排名", 70),
        Column("estate", "小区", 110, grows=True),
        Column("total", "总分", 58, Kind.NUMBER),
        Column("grade", "等次", 60),
        Column("listed", "榜单", 110, Kind.STATE),
        Column("change", "较上季" if term.quarter else "较上年", 60, Kind.NUMBER),
        *quarters,
        *(Column(part.value, SHORT[part], 52, Kind.NUMBER) for part in parts),
        Column("points", "加扣", 54, Kind.NUMBER),
    ]


def chosen(view: AssessmentView, wanted: Mapping[str, Any], key: str) -> list[Estate]:
    """The rows that meet the conditions of the bar and belong to the view `key`."""
    text, group = str(wanted.get("text", "")).casefold(), wanted.get("group")
    return [
        row
        for row in view.rows
        if VIEWS[key][2](row)
        and (group is None or row.group == group)
        and (not text or text in f"{row.estate} {row.company} {row.manager}".casefold())
    ]


def ordered(rows: Sequence[Estate], key: str, descending: bool) -> list[Estate]:
    """By a column; those without a figure stand last either way."""
    if key == "estate":
        return sorted(rows, key=lambda row: row.estate, reverse=descending)
    if key == "listed":
        return sorted(rows, key=lambda row: (row.listed.value, row.below), reverse=not descending)
    there = [(figure, row) for row in rows if (figure := _figure(row, key)) is not None]
    there.sort(key=lambda one: one[0], reverse=descending)
    return [row for _, row in there] + [row for row in rows if _figure(row, key) is None]


def line(row: Estate, scheme: Scheme, tied: bool, group: str = "") -> Row:
    """A line of the table, with its `group` where there are several. What was not found says so; so does a place that
    is shared."""
    figures = [_part_words(figure, scheme) for figure in row.figures]
    quarters = [number_words(total, scheme.decimals) for total in row.quarters]
    cells = (
        place_words(row, tied),
        row.estate,
        number_words(row.total, scheme.decimals),
        row.grade,
        listed_words(row, scheme),
        NOTHING if row.change is None else _signed(row.change, scheme, zero="持平"),
        *quarters,
        *figures,
        _signed(row.bonus.counted - row.penalty.counted, scheme, zero=""),
    )
    at = {column.key: place for place, column in enumerate(columns_of(row))}
    tones = {at[figure.part.value]: Tone.DUE_SOON for figure in row.figures if figure.weight and not figure.known}
    if row.below:
        tones |= {at["total"]: Tone.OVERDUE, at["grade"]: Tone.OVERDUE}
    if row.change is not None and row.change < 0:
        tones[at["change"]] = Tone.OVERDUE
    tones[at["listed"]] = listed_tone(row)
    return Row(cells=cells, tones=tones, second={0: group, 1: row.company or "没有物业企业"})


def columns_of(row: Estate) -> list[Column]:
    """The columns that a row has."""
    return columns(Term(2000) if row.quarters else Term(2000, 1))


def lacking(row: Estate) -> list[Part]:
    """The parts with a weight for which nothing was found."""
    return [figure.part for figure in row.figures if figure.weight and not figure.known]


def tied_places(view: AssessmentView) -> set[int]:
    """The estates that share their place in their group."""
    places: dict[tuple[str, int], list[int]] = {}
    for row in view.rows:
        if row.rank is not None:
            places.setdefault((row.group, row.rank), []).append(row.estate_id)
    return {key for found in places.values() if len(found) > 1 for key in found}


def place_words(row: Estate, tied: bool) -> str:
    """3, 并列3, —."""
    return NOTHING if row.rank is None else f"并列{row.rank}" if tied else str(row.rank)


def listed_words(row: Any, scheme: Scheme) -> str:
    """红榜, 黑榜, 低于60分, 黑榜 低于60; the reason where there is no total."""
    line_words = f"低于{float(scheme.exposure):g}"
    if row.total is None:
        return "无总分"
    if row.listed is Listed.BLACK and row.below:
        return f"黑榜 {line_words}"
    return f"{line_words}分" if row.below and row.listed is Listed.NONE else row.listed.label


def listed_tone(row: Any) -> Tone:
    """Red lists are the good ones here: they are shown as done, black ones and low scores as overdue."""
    if row.total is None:
        return Tone.DUE_SOON
    if row.below or row.listed is Listed.BLACK:
        return Tone.OVERDUE
    return Tone.DONE if row.listed is Listed.RED else Tone.NEUTRAL


def _part_words(figure: Figure, scheme: Scheme) -> str:
    """88.20, 100, 缺, 缺→0 where the rule gives a missing part points."""
    if not figure.known and figure.weight:
        return "缺" if figure.value is None else f"缺→{float(figure.value):g}"
    return "100" if figure.value == 100 else number_words(figure.value, scheme.decimals)


def _figure(row: Estate, key: str) -> Any:
    match key:
        case "rank" | "total" | "change":
            return getattr(row, key)
        case "grade":
            return row.total
        case "points":
            return row.bonus.counted - row.penalty.counted
        case str() if key.startswith("q") and key[1:].isdigit():
            return row.quarters[int(key[1:])]
    return row.figure(Part(key)).value


def _signed(value: Any, scheme: Scheme, zero: str) -> str:
    if not value:
        return zero
    return ("+" if value > 0 else "-") + number_words(abs(value), scheme.decimals)
