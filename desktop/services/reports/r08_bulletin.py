"""R08 热线月度通报: what the units took on and what callers said of it; further sheets are the bulletin's sections.

Answers go by the day of the call, one for each order (the last of the month), and so add up to those reached (V4);
满意率 takes the weights of K09.xining, whose bulletin the form is from.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.data.tables.orders import WorkOrder
from desktop.documents.formulas import NOTHING, share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators import ranks, rounded
from desktop.domain.indicators.definition import Definition
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.counting import scope
from desktop.services.counting.answers import RATED, Answers, answers, together, weighed
from desktop.services.counting.scope import By, Figures, counted, looked_at, span, within
from desktop.services.indicators import defined, evaluating
from desktop.services.indicators.evaluating import Definitions
from desktop.services.reports import bulletin_sections
from desktop.services.reports.bulletin_sections import CONTENT
from desktop.services.reports.heads import head
from desktop.services.reports.keys import NOBODY
from desktop.services.reports.period_words import named

NAME = "热线月度通报"
_OVER_OTHERS = "热线通报"
_WITHOUT = "未派单"
_DECIMALS = 2  # of the score, by which units are ranked
W = WorkOrder


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's month: what it took on, closed, answered in time, and what callers said."""

    key: Any
    name: str
    taken: int
    closed: int
    answered: Rate
    solved: Rate
    said: Answers


def bulletin(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """The units by their places; what no unit has stands last and has none."""
    known = defined.definitions(session)
    found = sorted(units(session, period, now), key=lambda unit: (unit.key == NOBODY, unit.name))
    scores = [None if unit.key == NOBODY else score(unit, known) for unit in found]
    places = dict(zip((unit.key for unit in found), ranks(scores), strict=True))
    last = len(found) + 1
    found.sort(key=lambda unit: (unit.key == NOBODY, places[unit.key] or last, -unit.taken, unit.name))
    whole = _together(found)
    columns = _columns(known)
    lines = head(session, period, operator, now, "承接、响应按派单时间,办结按办结时间,回访、解决、满意按回访时间")
    by_call = replace(known[CONTENT], basis="回访时间")  # as it is counted here
    main = Table(
        title=named(period, SummaryKind.BULLETIN, NAME, _OVER_OTHERS),
        columns=columns,
        rows=[_row(unit, whole, known, places[unit.key], columns) for unit in found],
        total=_row(whole, whole, known, None, columns) if found else None,
        head=lines,
        notes=[
            "按现在的承办单位统计。回访件为期内接通并答复是否解决的工单,一件以最后一次答复为准;"
            "满意、基本满意、一般、不满意、未评价之和等于回访件;部分解决的计入未解决。",
            "排名按三率综合分,三率缺一的、没有承办单位的不排名。",
            *defined.notes({**known, CONTENT: by_call}, "K10", "K08", CONTENT, "K11"),
        ],
        landscape=False,
        source="R08",
        keys=[unit.key for unit in found],
    )
    sections = (
        bulletin_sections.running(session, period, operator, now),
        bulletin_sections.rates(session, period, operator, now),
        bulletin_sections.hot(session, period, operator, now),
        bulletin_sections.ends(main, lines),
        bulletin_sections.discontent(session, period, operator, now),
    )
    return replace(main, extras=sections)


def units(session: Session, period: Period, now: datetime) -> list[Unit]:
    """Every unit that took on, closed or was spoken of, and what no unit has."""
    figures = scope.figures(session, By.UNIT, period)
    said = answers(session, W.organisation_id, period)
    rates = evaluating.grouped(session, ["K10", "K08"], By.UNIT, period, now)
    dispatched: dict[Any, int] = dict(
        session.execute(
            select(W.organisation_id, func.count())
            .where(counted(), within(W.dispatched_at), *looked_at(period))
            .group_by(W.organisation_id),
            span(period),
        ).all()
    )
    names: dict[Any, str] = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    none, silent = Figures(), Answers()
    found = [
        Unit(
            NOBODY if key is None else key,
            names.get(key, _WITHOUT),
            dispatched.get(key, 0),
            figures.get(key, none).closed,
            rates[key]["K10"].rate if key in rates else Rate(0, 0),
            rates[key]["K08"].rate if key in rates else Rate(0, 0),
            said.get(key, silent),
        )
        for key in {**figures, **said, **dispatched}
    ]
    return [unit for unit in found if unit.taken or unit.closed or unit.said.all or unit.answered.denominator]


def _content(said: Answers, known: Definitions) -> Rate:
    return weighed(said, known[CONTENT].weights["评价"])


def score(unit: Unit, known: Definitions) -> Fraction | None:
    """三率综合分 (K11), out of 100, as it is shown and ranked by; None where one of the three is missing."""
    params = known["K11"].params
    shares = (unit.answered.value, unit.solved.value, _content(unit.said, known).value)
    weighed = [
        params[name] * value for name, value in zip(("w1", "w2", "w3"), shares, strict=True) if value is not None
    ]
    return rounded(sum(weighed, Fraction(0)) * 100, _DECIMALS) if len(weighed) == len(shares) else None


def _together(found: list[Unit]) -> Unit:
    answered, solved = (sum((getattr(unit, name) for unit in found), Rate(0, 0)) for name in ("answered", "solved"))
    taken, closed = (sum(getattr(unit, name) for unit in found) for name in ("taken", "closed"))
    return Unit(None, "合计", taken, closed, answered, solved, together(unit.said for unit in found))


def _row(
    unit: Unit, whole: Unit, known: Definitions, place: int | None, columns: tuple[Column, ...]
) -> tuple[Any, ...]:
    said = unit.said
    values: dict[str, Any] = {
        "unit": unit.name,
        "taken": unit.taken,
        "share": Rate(unit.taken, whole.taken),
        "closed": unit.closed,
        "called": said.all,
        "answered": int(unit.answered.numerator),
        "answered_rate": unit.answered,
        "solved": said.solved,
        "unsolved": said.partly + said.unsolved,
        "solved_rate": unit.solved,
        "content": said.content,
        "fairly": said.fairly,
        "discontent": said.discontent,
        "satisfaction": _content(said, known),
        "rank": place,
        "score": NOTHING if unit.key == NOBODY else score(unit, known),
        "asked": int(unit.answered.denominator),
        "so_so": said.so_so,
        "unrated": said.unrated,
    }
    return tuple(values[column.key] for column in columns)


def _of_answers(known: Definition) -> str:
    """The live formula of 解决率 while it is the answers that stand beside it; of another definition there is none."""
    usual = defined.shipped()["K08"]
    counted = replace(known, decimals=usual.decimals, rounding=usual.rounding)
    return share("solved", "called") if counted.digest == usual.digest else ""


def _columns(known: Definitions) -> tuple[Column, ...]:
    def count(key: str, title: str, meaning: str, code: str = "", printed: bool = True) -> Column:
        return Column(key, title, Kind.COUNT, 3, code, meaning, summed=True, printed=printed)

    weights = known[CONTENT].weights["评价"]
    named = [(weights[label], name) for label, name in RATED if label in weights]
    above = "+".join(f"{float(weight):g}*{{{name}}}" for weight, name in named)
    below = "+".join(f"{{{name}}}" for _, name in named)
    params = known["K11"].params
    parts = (("w1", "answered_rate"), ("w2", "solved_rate"), ("w3", "satisfaction"))
    weighed = "+".join(f"{float(params[name]):g}*{{{key}}}" for name, key in parts)
    three = ",".join(f"{{{key}}}" for _, key in parts)
    return (
        Column("unit", "承办单位", width=12),
        count("taken", "承接件", "派单时间在期内、现由该单位承办的件次"),
        Column("share", "占派单总量", Kind.RATE, 4, "", "承接件÷合计承接件", share("taken", "taken:total")),
        count("closed", "办结", "办结时间在期内"),
        count("called", "回访件", "期内回访接通并答复是否解决的工单"),
        count("answered", "响应", "承接件中规定时限内签收并联系的"),
        Column("answered_rate", "响应率", Kind.RATE, 4, "K10", known["K10"].said, share("answered", "asked")),
        count("solved", "解决", "回访件中答已解决的"),
        count("unsolved", "未解决", "回访件中答未解决、部分解决的"),
        Column("solved_rate", "解决率", Kind.RATE, 4, "K08", known["K08"].said, _of_answers(known["K08"])),
        count("content", "满意", "回访件中评价满意的"),
        count("fairly", "基本满意", "回访件中评价基本满意的"),
        count("discontent", "不满意", "回访件中评价不满意的"),
        Column(
            "satisfaction", "满意率", Kind.RATE, 4, CONTENT, known[CONTENT].said,
            f'IF({below}=0,"{NOTHING}",({above})/({below}))',
        ),
        Column(
            "rank", "排名", Kind.COUNT, 3, "", "按三率综合分,并列的名次相同,其后顺延",
            f'IF(ISNUMBER({{score}}),COUNTIF({{score:all}},">"&{{score}})+1,"{NOTHING}")',
        ),
        Column(
            "score", "三率综合分", Kind.NUMBER, 5, "K11", known["K11"].said,
            f'IF(COUNT({three})<3,"{NOTHING}",ROUND(ROUND(({weighed})*100,8),{_DECIMALS}))', printed=False,
        ),
        count("asked", "应响应件", "承接件中有先行联系时限的", printed=False),
        count("so_so", "一般", "回访件中评价一般的", printed=False),
        count("unrated", "未评价", "回访件中没有评价的", printed=False),
    )  # fmt: skip
