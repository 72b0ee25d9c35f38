"""What may stand in a cell of a town's form: a figure, words, a cell of one of our reports, or a list that grows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from desktop.domain.cell_names import At
from desktop.domain.extent import WHOLE, Scope
from desktop.domain.form_mapping.labels import NO_LABELS, Labels
from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled


class When(Labelled):
    """Which days, seen from the period that the form is filled for; a scope stays as it is."""

    THIS = "this", "本期"
    PREVIOUS = "previous", "上期"
    YEAR_AGO = "year_ago", "上年同期"
    TO_DATE = "to_date", "本年累计"
    YEAR_AGO_TO_DATE = "year_ago_to_date", "上年同期累计"
    MONTH = "month", "期末当月"

    def of(self, period: Period) -> Period:
        """The days meant."""
        match self:
            case When.PREVIOUS:
                return period.previous()
            case When.YEAR_AGO:
                return period.a_year_before()
            case When.TO_DATE:
                return replace(period, first=date(period.last.year, 1, 1))
            case When.YEAR_AGO_TO_DATE:
                return When.TO_DATE.of(period).a_year_before()
            case When.MONTH:
                return replace(period, first=period.last.replace(day=1))
            case _:
                return period


class Shows(Labelled):
    """What of an indicator is written; the last two compare it with another time."""

    VALUE = "value", "数值"
    NUMERATOR = "numerator", "分子"
    DENOMINATOR = "denominator", "分母"
    DIFFERENCE = "difference", "增减"  # of a rate: in percentage points
    GROWTH = "growth", "增减幅度"

    @property
    def compares(self) -> bool:
        return self in (Shows.DIFFERENCE, Shows.GROWTH)


class Blank(Labelled):
    """What is written where nothing is counted (a rate of nothing)."""

    DASH = "dash", "写“—”"
    ZERO = "zero", "写0"
    EMPTY = "empty", "留空"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator by its code; `against` is what it is compared with."""

    code: str
    when: When = When.THIS
    shows: Shows = Shows.VALUE
    against: When = When.PREVIOUS
    scope: Scope = WHOLE
    blank: Blank = Blank.DASH


@dataclass(frozen=True, slots=True)
class Words:
    """Text with fields in braces: {office}填报,{year}年{month}月; see `FIELDS`."""

    pattern: str


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell of one of our reports: `source` is its Table.source, `row` what its row is about or TOTAL."""

    source: str
    row: str | int
    column: str
    when: When = When.THIS
    blank: Blank = Blank.DASH


class Lists(Labelled):
    """Whose names a list goes through, one on a row."""

    ESTATES = "estates", "小区"
    CATEGORIES = "categories", "类别"
    CHANNELS = "channels", "渠道"
    UNITS = "units", "承办单位"


class Of(Labelled):
    """What of the row's own subject is written."""

    NUMBER = "number", "序号"
    NAME = "name", "名称"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """What stands in one column of the sheet: the record's number or name, a figure of it, or a report's column.

    `line` says on which of the rows of a record, 0 the first. `merged`: records that have the same here stand together
    and share one cell.
    """

    column: int
    content: "Of | Figure | str"
    labels: Labels = NO_LABELS
    line: int = 0
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A list from a cell downwards: the office's `Lists`, or the rows of a report by its Table.source (R01).

    A record takes `height` rows of the sheet.
    """

    of: Lists | str
    columns: tuple[ListColumn, ...]
    when: When = When.THIS
    least: int = 0  # only records whose first figure, in one of their rows, is at least this
    height: int = 1

    def column_at(self, start: int, at: At) -> ListColumn | None:
        """What fills a cell of the list that begins in row `start`; None where nothing does."""
        row, column = at
        line = (row - start) % self.height
        return next((one for one in self.columns if (one.line, one.column) == (line, column)), None)

    def places(self, start: int, record: int) -> list[At]:
        """Where the values of a record stand, counted from 0, in the order of the columns."""
        return [(start + record * self.height + column.line, column.column) for column in self.columns]


Filling: TypeAlias = Figure | Words | ReportCell | Rows

TOTAL = "total"  # ReportCell.row of the total row
FIELDS = {
    "office": "单位名称",
    "town": "街镇名称",
    "period": "统计期",
    "scope": "统计范围",  # nothing where it is the whole office
    "year": "年",
    "month": "月",
    "quarter": "季",
    "first": "起始日期",
    "last": "截止日期",
    "today": "填报日期",
    "compiler": "填报人",
    "reviewer": "审核人",
}


def to_json(filling: Filling) -> dict[str, Any]:
    """As it is kept; `from_json` reads it back."""
    match filling:
        case Figure():
            kept: dict[str, Any] = {"kind": "figure", "code": filling.code}
            for name, usual in (("when", When.THIS), ("shows", Shows.VALUE), ("blank", Blank.DASH)):
                if (value := getattr(filling, name)) is not usual:
                    kept[name] = value.value
            if filling.shows.compares:
                kept["against"] = filling.against.value
            return kept if filling.scope.whole else {**kept, "scope": filling.scope.as_json()}
        case Words():
            return {"kind": "words", "pattern": filling.pattern}
        case ReportCell():
            return {
                "kind": "report",
                "source": filling.source,
                "row": filling.row,
                "column": filling.column,
                "when": filling.when.value,
                "blank": filling.blank.value,
            }
        case Rows():
            return {
                "kind": "rows",
                "of": filling.of.value if isinstance(filling.of, Lists) else f"report:{filling.of}",
                "when": filling.when.value,
                "least": filling.least,
                **({"height": filling.height} if filling.height > 1 else {}),
                "columns": [_column_json(column) for column in filling.columns],
            }


def from_json(kept: dict[str, Any]) -> Filling:
    """KeyError, TypeError or ValueError where it is not what `to_json` gives."""
    match kept["kind"]:
        case "figure":
            return Figure(
                str(kept["code"]),
                When(kept.get("when", When.THIS)),
                Shows(kept.get("shows", Shows.VALUE)),
                When(kept.get("against", When.PREVIOUS)),
                Scope.parse(kept.get("scope", {})),
                Blank(kept.get("blank", Blank.DASH)),
            )
        case "words":
            return Words(str(kept["pattern"]))
        case "report":
            return ReportCell(kept["source"], kept["row"], kept["column"], When(kept["when"]), Blank(kept["blank"]))
        case "rows":
            report = kept["of"].removeprefix("report:")
            columns = tuple(_column_from(column) for column in kept["columns"])
            of = report if report != kept["of"] else Lists(report)
            return Rows(of, columns, When(kept["when"]), kept["least"], int(kept.get("height", 1)))
        case other:
            raise ValueError(f"{other} is no filling")


def _column_json(column: ListColumn) -> dict[str, Any]:
    match column.content:
        case Of() as of:
            content: Any = {"of": of.value}
        case Figure() as figure:
            content = to_json(figure)
        case key:
            content = {"key": key}
    kept = {"column": column.column, "content": content, "labels": column.labels.to_json()}
    unusual = {"line": column.line, "merged": column.merged}
    return kept | {name: value for name, value in unusual.items() if value}


def _column_from(kept: dict[str, Any]) -> ListColumn:
    content: Of | Filling | str
    match kept["content"]:
        case {"of": of}:
            content = Of(of)
        case {"key": str() as key}:
            content = key
        case figure:
            content = from_json(figure)
    if not isinstance(content, Of | Figure | str):
        raise ValueError("a column of a list holds no list")
    line, merged = int(kept.get("line", 0)), bool(kept.get("merged"))
    return ListColumn(int(kept["column"]), content, Labels.from_json(kept["labels"]), line, merged)
