"""R04 受理渠道统计表: one line for each channel, what the office found itself apart from complaints."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.reference import Channel
from desktop.documents.table import Chart, Table
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting import scope
from desktop.services.counting.scope import By
from desktop.services.indicators import defined
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import measures
from desktop.services.reports.heads import head
from desktop.services.reports.keys import subtotal
from desktop.services.reports.measures import Counted, Line, Measure, count, label, measured
from desktop.system.resources import load_json

NAME = "受理渠道统计表"
RATES = ("K04", "K09")


def by_channel(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """Channels by how much came through them; a subtotal for complaints and one for 主动发现 where there is any."""
    known = defined.definitions(session)
    columns = _measures(known)
    complaints, proactive = lines_of(session, period, measures.counted(session, By.CHANNEL, period, now, RATES))
    everything = [*complaints, *proactive]
    whole = measures.whole_of(everything)
    lines = complaints
    if complaints and proactive:
        lines = [
            *complaints,
            _sum("complaints", "投诉渠道小计", complaints),
            *proactive,
            _sum("proactive", "主动发现小计", proactive),
        ]
    elif proactive:
        lines = proactive
    charted = sum(line.figures.received > 0 for line in complaints)
    return Table(
        title=period.words + NAME,
        columns=[measure.column for measure in columns],
        rows=[measures.row(columns, line) for line in lines],
        total=measures.row(columns, Line({"channel": "合计"}, whole, whole, values=measures.rates_of(everything)))
        if lines
        else None,
        head=head(session, period, operator, now),
        notes=["主动发现单列,计入受理件次,不计投诉量。", *defined.notes(known, "K04", "K09", "K25", "K26")],
        charts=[Chart("bar", f"{period.words}各渠道受理件次", "channel", ("received", "before"), charted)]
        if charted
        else (),
        landscape=False,
        source="R04",
        keys=[line.key for line in lines],
    )


def lines_of(session: Session, period: Period, found: Counted | None = None) -> tuple[list[Line], list[Line]]:
    """The channels of complaints and those of 主动发现, each with the most used first, with their rates if given."""
    if found is None:
        found = {key: (figures, {}) for key, figures in scope.figures(session, By.CHANNEL, period).items()}
    whole = scope.total(figures for figures, _ in found.values())
    groups = {entry["code"]: entry["name"].split("(")[0] for entry in load_json("channels.json")["groups"]}
    complaints: list[Line] = []
    proactive: list[Line] = []
    for channel in session.scalars(select(Channel).order_by(Channel.position)):
        if channel.code in found:
            cells = {"channel": channel.short, "group": groups.get(channel.group, "")}
            figures, values = found[channel.code]
            line = Line(cells, figures, whole, key=channel.code, values=values)
            (complaints if channel.counted else proactive).append(line)
    for lines in (complaints, proactive):
        lines.sort(key=lambda line: -line.figures.received)
    return complaints, proactive


def _sum(key: str, name: str, lines: Sequence[Line]) -> Line:
    cells = {"channel": name, "group": ""}
    rates = measures.rates_of(lines)
    return Line(cells, measures.whole_of(lines), lines[0].whole, subtotal=True, key=subtotal(key), values=rates)


def _measures(known: Definitions) -> tuple[Measure, ...]:
    return (
        label("channel", "渠道", 9),
        count("received", "件次", "受理时间在期内,含重复、并案件", "K01"),
        measures.share_of_all(),
        count("matters", "事项数", "不含并入其他工单的件"),
        measured(known["K04"]),
        measured(known["K09"]),
        count("before", "上期件次", "上一期受理件次"),
        measures.against_before(),
        count("a_year_before", "上年同期件次", "上年同期受理件次"),
        measures.against_a_year_before(),
        label("group", "备注", 11),
        *measures.parts(*(known[code] for code in RATES)),
        *measures.RATINGS,
    )
