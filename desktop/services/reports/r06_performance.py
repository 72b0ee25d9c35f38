"""R06 12345热线绩效汇总表: the units' scores by the town's way of reckoning (K12), ranked within their groups.

Committees are ranked among committees, offices among offices and companies among companies; the points of each part and
what a late order costs are the parameters of K12, which the office edits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.documents.formulas import NOTHING
from desktop.documents.table import Column, Kind, Table
from desktop.domain.indicators import Rate, Rounding, ranks, rounded
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, evaluating
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY, subtotal
from desktop.services.reports.measures import Line, Measure, count, label, measured
from desktop.system.resources import load_json

NAME = "12345热线绩效汇总表"
LATE = "N34"  # the indicator of late orders
GROUPS = {"resident": "村居", "authority": "科室", "company": "企业"}
_WITHOUT, _UNGROUPED = "未派单", "未分组"
_RATES = ("K03", "K04", "K06", "K07", "K09")
_DECIMALS = 2
# Where the office's own copy leaves a parameter out; the deductions are not the town's but chosen by us.
_USUAL = {
    "受理分": Fraction(5), "联系分": Fraction(30), "解决分": Fraction(20), "满意分": Fraction(40),
    "逾期减分": Fraction(1, 2), "减分上限": Fraction(5),
}  # fmt: skip
_LATE = "按时考核件中办结晚于截止,或至今没有办结而截止已过的"


@dataclass(frozen=True, slots=True)
class Points:
    """How many points each part gives at most, what a late order costs, and the most that is taken away."""

    volume: Fraction
    contact: Fraction
    solving: Fraction
    content: Fraction
    late: Fraction
    most: Fraction


def points(known: Definitions) -> Points:
    """The parameters of K12 as the office has them."""
    found = known["K12"].params
    usual = _USUAL | dict(found)
    return Points(
        usual["受理分"], usual["联系分"], usual["解决分"], usual["满意分"], usual["逾期减分"], usual["减分上限"]
    )


def performance(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The groups one after the other, each by its places, with what no unit has last."""
    known = defined.definitions(session)
    by = points(known)
    columns = _columns(by, known)
    lines = _lines(session, period, now, by)
    groups = [group for group in (*GROUPS.values(), _UNGROUPED) if any(line.cells["group"] == group for line in lines)]
    listed = []
    for group in groups:
        own = [line for line in lines if line.cells["group"] == group]
        listed += [*own, _sum(own, f"{group}小计", subtotal(group))]
    return Table(
        title=period.words + NAME,
        columns=[measure.column for measure in columns],
        rows=[measures.row(columns, line) for line in listed],
        total=measures.row(columns, _sum(lines, "合计", None)) if lines else None,
        head=head(session, period, operator, now),
        notes=[
            f"{known['K12'].words}{known['K12'].note}",
            f"减分为每件逾期减{_short(by.late)}分,最多减{_short(by.most)}分;没有评判、没有评价的,该项得分为0。"
            "总得分为各得分之和减去减分;各项得分先四舍五入到两位小数。村居、科室、企业各自排名,并列的名次相同。",
            *defined.notes(known, *_RATES),
        ],
        source="R06",
        keys=[line.key for line in listed],
    )


def _lines(session: Session, period: Period, now: datetime, by: Points) -> list[Line]:
    """The units by group and place."""
    found = measures.counted(session, By.UNIT, period, now, _RATES)
    late = evaluating.grouped(session, [LATE], By.UNIT, period, now)
    units = _units(session)
    lines = []
    for key, (figures, values) in found.items():
        name, group = units.get(key, (_WITHOUT, _UNGROUPED)) if key is not None else (_WITHOUT, _UNGROUPED)
        number = int(late[key][LATE].numerator) if key in late else 0
        cells = {"unit": name, "group": group, "late": number}
        lines.append(Line(cells, figures, key=NOBODY if key is None else key, values=values))
    placed: list[Line] = []
    for group in (*GROUPS.values(), _UNGROUPED):
        own = [line for line in lines if line.cells["group"] == group]
        placed += _placed(own, by) if group != _UNGROUPED else own
    return placed


def _placed(own: Sequence[Line], by: Points) -> list[Line]:
    """The units of a group with their scores, the best first."""
    received = sum(line.figures.received for line in own)
    scored = [replace(line, cells={**line.cells, **_scores(line, received, by)}) for line in own]
    places = ranks([line.cells["total"] for line in scored])
    ranked = [replace(line, cells={**line.cells, "rank": place}) for line, place in zip(scored, places, strict=True)]
    return sorted(ranked, key=lambda line: (line.cells["rank"], line.cells["unit"]))


def _scores(line: Line, received: int, by: Points) -> Mapping[str, Fraction]:
    def of(most: Fraction, share: Fraction | None) -> Fraction:
        return rounded(most * (share or 0), _DECIMALS)

    scores = {
        "volume_score": of(by.volume, Rate(line.figures.received, received).value),
        "contact_score": of(by.contact, _exact(line, "K03")),
        "solving_score": by.solving if line.figures.judged else Fraction(0),
        "content_score": of(by.content, _exact(line, "K09")),
    }
    taken = min(by.most, by.late * line.cells["late"])
    return {**scores, "taken": taken, "total": sum(scores.values(), Fraction(0)) - taken}


def _exact(line: Line, code: str) -> Fraction | None:
    """The rate that its cell holds: cut off where the office cuts off."""
    value = line.values.get(code)
    if value is None or value.exact is None or value.definition.rounding is Rounding.HALF_UP:
        return value.exact if value else None
    return rounded(value.exact, value.definition.decimals + 2, Rounding.TRUNCATE)


def _units(session: Session) -> dict[int, tuple[str, str]]:
    """Name and group of every unit."""
    groups = {entry["code"]: GROUPS[entry["group"]] for entry in load_json("parties.json")["parties"]}
    rows = session.execute(select(Organisation.id, Organisation.name, Organisation.party))
    return {key: (name, groups.get(party, GROUPS["company"])) for key, name, party in rows}


def units_of(group: str) -> Select[int] | None:
    """The ids of a group's units; None for what has no unit. Who belongs nowhere else stands with the companies."""
    if group == _UNGROUPED:
        return None
    parties = load_json("parties.json")["parties"]
    others = [entry["code"] for entry in parties if GROUPS[entry["group"]] != group]
    own = [entry["code"] for entry in parties if GROUPS[entry["group"]] == group]
    wanted = Organisation.party.not_in(others) if group == GROUPS["company"] else Organisation.party.in_(own)
    return select(Organisation.id).where(wanted)


def _sum(lines: Sequence[Line], words: str, key: Any) -> Line:
    cells = {"unit": words, "late": sum(line.cells["late"] for line in lines)}
    whole, rates = measures.whole_of(lines), measures.rates_of(lines)
    return Line(cells, whole, subtotal=key is not None, key=key, values=rates)


def _columns(by: Points, known: Definitions) -> tuple[Measure, ...]:
    def score(key: str, title: str, meaning: str, formula: str) -> Measure:
        live = f'IF({{group}}="{_UNGROUPED}","{NOTHING}",ROUND(ROUND({formula},8),{_DECIMALS}))'
        column = Column(key, title, Kind.NUMBER, 4, "K12", meaning, live)
        return Measure(column, lambda line: line.cells.get(key))

    def zero(key: str) -> str:
        return f"IF(ISNUMBER({{{key}}}),{{{key}}},0)"

    own = "SUMIF({group:all},{group},{received:all})"
    scores = "{volume_score}+{contact_score}+{solving_score}+{content_score}-{taken}"
    return (
        label("unit", "承办单位", 12),
        count("received", "受理量", "受理时间在期内、由该单位承办", "K01"),
        score(
            "volume_score", "受理量得分", f"{_short(by.volume)}×受理量÷同组合计",
            f"IF({own}=0,0,{float(by.volume):g}*{{received}}/{own})",
        ),
        measured(known["K03"]),
        score(
            "contact_score", "先行联系得分", f"{_short(by.contact)}×先行联系率",
            f"{float(by.contact):g}*{zero('contact_rate')}",
        ),
        count("closed", "办结量", "办结时间在期内"),
        Measure(
            Column(
                "late", "逾期工单量", Kind.COUNT, 4, LATE, _LATE, summed=True
            ),
            lambda line: line.cells["late"],
        ),
        measured(known["K04"]),
        score(
            "taken", "减分", f"每件逾期减{_short(by.late)}分,最多{_short(by.most)}分,由软件暂定,可在统计口径中修改",
            f"MIN({float(by.most):g},{float(by.late):g}*{{late}})",
        ),
        count("solved", "实际解决数", "期内办结、评判为实际解决"),
        measured(known["K06"]),
        count("explained", "解释说明数", "期内办结、评判为解释说明"),
        measured(known["K07"]),
        score(
            "solving_score", "诉求解决得分", f"有结案评判则{_short(by.solving)}",
            f"IF({{judged}}=0,0,{float(by.solving):g})",
        ),
        measured(known["K09"], "市民满意率"),
        score(
            "content_score", "市民满意得分", f"{_short(by.content)}×市民满意率",
            f"{float(by.content):g}*{zero('satisfaction')}",
        ),
        score("total", "总得分", "各得分之和-减分", scores),
        Measure(
            Column(
                "rank", "排名", Kind.COUNT, 3, "", "同组内按总得分,并列的名次相同,其后顺延",
                f'IF(ISNUMBER({{total}}),COUNTIFS({{group:all}},{{group}},{{total:all}},">"&{{total}})+1,"{NOTHING}")',
            ),
            lambda line: line.cells.get("rank"),
        ),
        Measure(Column("group", "分组", width=5, printed=False), lambda line: line.cells.get("group")),
        count("judged", "有结案评判", "实际解决与解释说明之和", printed=False),
        *measures.parts(*(known[code] for code in _RATES)),
    )  # fmt: skip


def _short(value: Fraction) -> str:
    return f"{float(value):g}"
