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
from desktop.services.counting import definitions, scope
from desktop.services.counting.scope import By
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY as ABSENT
from desktop.services.reports.measures import Line, count, label, rate
from desktop.system.resources import load_json

NAME = "承办单位办理情况统计表"
NOBODY = "未派单"
CHARTED = 12


def by_unit(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The units by how many orders they have; what no unit has stands last."""
    lines = _lines(session, period)
    whole = measures.whole_of(lines)
    charted = min(CHARTED, sum(line.cells["unit"] != NOBODY and line.figures.received > 0 for line in lines))
    return Table(
        title=period.words + NAME,
        columns=[measure.column for measure in MEASURES],
        rows=[measures.row(MEASURES, line) for line in lines],
        total=measures.row(MEASURES, Line({"unit": "合计"}, whole, whole)) if lines else None,
        head=head(session, period, operator, now),
        notes=[
            "按现在的承办单位统计,改派的计入改派后的单位;直接答复、尚未派单的列在最后。",
            *definitions.notes("K03", "K04", "K05", "K06", "K09"),
        ],
        charts=[Chart("bar", f"{period.words}承办件次居前的单位", "unit", ("received",), charted)] if charted else (),
        source="U01",
        keys=[line.key for line in lines],
    )


def _lines(session: Session, period: Period) -> list[Line]:
    found = scope.figures(session, By.UNIT, period)
    whole = scope.total(found.values())
    parties = {entry["code"]: entry["name"] for entry in load_json("parties.json")["parties"]}
    units = {
        key: (name, parties.get(party, ""))
        for key, name, party in session.execute(select(Organisation.id, Organisation.name, Organisation.party))
    }
    lines = []
    for key, figures in found.items():
        name, party = units.get(key, (NOBODY, ""))
        cells = {"unit": name, "party": party}
        lines.append(Line(cells, figures, whole, key=ABSENT if key is None else key))
    lines.sort(key=lambda line: (line.cells["unit"] == NOBODY, -line.figures.received, line.cells["unit"]))
    for number, line in enumerate(lines, 1):
        line.cells["number"] = number
    return lines


MEASURES = (
    label("number", "序号", 3, Kind.COUNT),
    label("unit", "承办单位", 13),
    label("party", "单位类型", 8),
    count("received", "受理件次", "受理时间在期内、由该单位承办", "K01"),
    measures.share_of_all(),
    count("matters", "事项数", "不含并入其他工单的件"),
    count("closed", "办结", "办结时间在期内"),
    count("due", "应办结", "办结截止时间在期内"),
    rate("K05", "closed_rate", "due_closed", "due"),
    count("on_time", "按时办结", "按时考核件中截止前办结的"),
    rate("K04", "on_time_rate", "on_time", "timed"),
    rate("K03", "contact_rate", "contacted", "asked"),
    count("solved", "实际解决", "期内办结、评判为实际解决"),
    rate("K06", "solved_rate", "solved", "judged"),
    measures.satisfaction(),
    count("due_closed", "应办结中已办结", "应办结中至今已办结", printed=False),
    count("timed", "按时考核件", "应办结中除去挂账、退单的", printed=False),
    count("contacted", "先行联系", "期内办结、回访确认联系过", printed=False),
    count("asked", "先行联系已评价", "期内办结、回访问到是否联系过", printed=False),
    count("explained", "解释说明", "期内办结、评判为解释说明", printed=False),
    count("judged", "有结案评判", "实际解决与解释说明之和", printed=False),
    *measures.RATINGS,
)
