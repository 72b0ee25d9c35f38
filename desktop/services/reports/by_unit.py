"""U01 承办单位办理情况统计表: one line for each unit that handles orders.

R06 (热线绩效汇总) needs the town's own deductions for late orders, which kpis.json leaves open, so this is no R06.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.documents.table import Chart, Kind, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.scope import By
from desktop.services.indicators import defined
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY as ABSENT
from desktop.services.reports.measures import Line, Measure, count, label, measured
from desktop.system.resources import load_json

NAME = "承办单位办理情况统计表"
NOBODY = "未派单"
CHARTED = 12
_RATES = ("K03", "K04", "K05", "K06", "K09")


def by_unit(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The units by how many orders they have; what no unit has stands last."""
    known = defined.definitions(session)
    columns = _measures(known)
    lines = _lines(session, period, now)
    whole = measures.whole_of(lines)
    charted = min(CHARTED, sum(line.cells["unit"] != NOBODY and line.figures.received > 0 for line in lines))
    return Table(
        title=period.words + NAME,
        columns=[measure.column for measure in columns],
        rows=[measures.row(columns, line) for line in lines],
        total=measures.row(columns, Line({"unit": "合计"}, whole, whole, values=measures.rates_of(lines)))
        if lines
        else None,
        head=head(session, period, operator, now),
        notes=[
            "按现在的承办单位统计,改派的计入改派后的单位;直接答复、尚未派单的列在最后。",
            *defined.notes(known, *_RATES),
        ],
        charts=[Chart("bar", f"{period.words}承办件次居前的单位", "unit", ("received",), charted)] if charted else (),
        source="U01",
        keys=[line.key for line in lines],
    )


def _lines(session: Session, period: Period, now: datetime) -> list[Line]:
    found = measures.counted(session, By.UNIT, period, now, _RATES)
    whole = scope.total(figures for figures, _ in found.values())
    parties = {entry["code"]: entry["name"] for entry in load_json("parties.json")["parties"]}
    units = {
        key: (name, parties.get(party, ""))
        for key, name, party in session.execute(select(Organisation.id, Organisation.name, Organisation.party))
    }
    lines = []
    for key, (figures, values) in found.items():
        name, party = units.get(key, (NOBODY, ""))
        cells = {"unit": name, "party": party}
        lines.append(Line(cells, figures, whole, key=ABSENT if key is None else key, values=values))
    lines.sort(key=lambda line: (line.cells["unit"] == NOBODY, -line.figures.received, line.cells["unit"]))
    for number, line in enumerate(lines, 1):
        line.cells["number"] = number
    return lines


def _measures(known: Definitions) -> tuple[Measure, ...]:
    return (
        label("number", "序号", 3, Kind.COUNT),
        label("unit", "承办单位", 13),
        label("party", "单位类型", 8),
        count("received", "受理件次", "受理时间在期内、由该单位承办", "K01"),
        measures.share_of_all(),
        count("matters", "事项数", "不含并入其他工单的件"),
        count("closed", "办结", "办结时间在期内"),
        count("due", "应办结", "办结截止时间在期内"),
        measured(known["K05"]),
        count("on_time", "按时办结", "按时考核件中截止前办结的"),
        measured(known["K04"]),
        measured(known["K03"]),
        count("solved", "实际解决", "期内办结、评判为实际解决"),
        measured(known["K06"]),
        measured(known["K09"]),
        count("explained", "解释说明", "期内办结、评判为解释说明", printed=False),
        *measures.parts(*(known[code] for code in _RATES)),
        *measures.RATINGS,
    )
