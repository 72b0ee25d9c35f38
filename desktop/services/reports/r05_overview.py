"""R05 物业管理工作统计表: the office's figures of a quarter, half-year or year beside those of the year before."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.documents.formulas import difference, growth, share
from desktop.documents.table import Column, Kind, Rate, Table
from desktop.domain.indicators.figures import Rounding, points, rounded
from desktop.domain.indicators.value import Value
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.counting.definitions import indicator
from desktop.services.counting.scope import Figures
from desktop.services.indicators import defined, evaluating
from desktop.services.indicators.effective import EFFECTIVE
from desktop.services.reports import measures, r05_further, trend
from desktop.services.reports.doings import Doings, doings
from desktop.services.reports.heads import head
from desktop.services.reports.kept import kept
from desktop.services.reports.r04_by_channel import lines_of

NAME = "物业管理工作统计表"
_RATES = ("K03", "K04", "K05", "K06", "K07", "K08", "K09", "K13")
Counted = tuple[str, int, int, str]  # the words of a row, this period, a year before, what it means


def overview(session: Session, period: Period, operator: Operator, now: datetime) -> Table:
    """Counts first; further sheets hold the rates and the course of the last twelve months."""
    then = period.a_year_before()
    this, channels = _whole(session, period, now)
    before, channels_before = _whole(session, then, now)
    done, done_before = doings(session, period), doings(session, then)
    known = kept(session, then)
    counts = [
        *_intake(this, before, channels, channels_before),
        *_standing(this, before),
        *_doing(done, done_before),
    ]
    rows = [*(_row(counted, known) for counted in counts), *r05_further.rows(session, period)]
    top = head(session, period, operator, now)
    return Table(
        title=period.words + NAME,
        columns=COLUMNS,
        rows=rows,
        head=top,
        notes=[
            f"上年同期为{then.words}({then.span})。检查以下各行有台账的按台账,没有的按本单位填报;都没有的显示“—”,不当作0。",
            *defined.notes(defined.definitions(session), "K02", "K25"),
        ],
        extras=[
            _quality(session, period, now, top),
            trend.by_month(session, period, operator, now),
        ],
        landscape=False,
        source="R05",
        keys=[str(row[0]).strip() for row in rows],
    )


def _row(counted: Counted, known: bool) -> tuple[object, ...]:
    words, this, then, meaning = counted
    if not known:
        return (words, this, None, None, None, meaning)
    return (words, this, then, this - then, Rate(this - then, then), meaning)


def _whole(session: Session, period: Period, now: datetime) -> tuple[Figures, dict[str, int]]:
    """All figures of the period, and how many came through each channel of complaints."""
    complaints, proactive = lines_of(session, period)
    by_channel = {line.cells["channel"]: line.figures.received for line in complaints}
    effective = evaluating.values(session, [EFFECTIVE], period, now)[EFFECTIVE].numerator
    return replace(measures.whole_of([*complaints, *proactive]), effective=int(effective)), by_channel


def _intake(this: Figures, before: Figures, channels: dict[str, int], channels_before: dict[str, int]) -> list[Counted]:
    names = [name for name in {**channels, **channels_before} if channels.get(name) or channels_before.get(name)]
    return [
        ("受理总数(件次)", this.received, before.received, "受理时间在期内,含重复、并案和主动发现"),
        ("投诉渠道受理", this.received - this.proactive, before.received - before.proactive, "居民反映和上级转派"),
        *((f"\u3000其中:{name}", channels.get(name, 0), channels_before.get(name, 0), "按渠道,件次") for name in names),
        ("主动发现", this.proactive, before.proactive, "网格巡查、检查发现、物业自报,单列,不计投诉量"),
        ("事项数", this.matters, before.matters, "不含并入其他工单的件"),
        ("有效投诉量", this.effective, before.effective, "投诉渠道中可统计的投诉,定义见表下K02"),
        ("重复件", this.repeats, before.repeats, "判定为重复的件次"),
    ]


def _standing(this: Figures, before: Figures) -> list[Counted]:
    return [
        ("受理件的现状:已办结", this.ended, before.ended, "期内受理的件,至填报时已办结"),
        ("\u3000在办", this.under_way, before.under_way, "已办结、在办、挂账、退单之和等于受理总数"),
        ("\u3000挂账", this.held, before.held, "已批准挂账,停表中"),
        ("\u3000退单", this.returned, before.returned, "已批准退单,尚未重新派出"),
        ("办结数", this.closed, before.closed, "办结时间在期内"),
        ("\u3000实际解决", this.solved, before.solved, "结案评判"),
        ("\u3000解释说明", this.explained, before.explained, "结案评判"),
        ("应办结数", this.due, before.due, "办结截止时间在期内"),
        ("\u3000按时办结", this.on_time, before.on_time, "截止前办结,不含挂账、退单"),
    ]


def _doing(done: Doings, before: Doings) -> list[Counted]:
    return [
        ("催办件数", done.urged, before.urged, "期内催办过的工单"),
        ("\u3000催办次数", done.urges, before.urges, "同一工单多次催办的分别计次"),
        ("督办件数", done.supervised, before.supervised, "期内下达督办的工单"),
        ("\u3000督办次数", done.supervisions, before.supervisions, "逐级升级的分别计次"),
        ("退单申请", done.returns, before.returns, "期内申请的次数"),
        ("批准延期", done.extensions, before.extensions, "期内批准的次数"),
        ("批准挂账", done.holds, before.holds, "期内批准的次数"),
        ("重办", done.redos, before.redos, "期内重办的次数"),
        ("回访件数", done.called_back, before.called_back, "期内回访过的工单"),
        ("\u3000回访次数", done.calls, before.calls, "含未接通"),
        ("\u3000接通次数", done.reached, before.reached, "接通来电人的次数"),
    ]


def _quality(session: Session, period: Period, now: datetime, top: list[str]) -> Table:
    """The rates of the period beside those of the year before, as the office defines them."""
    known = defined.definitions(session)
    this = evaluating.values(session, _RATES, period, now)
    before = evaluating.values(session, _RATES, period.a_year_before(), now)
    looks = {(known[code].decimals, known[code].rounding) for code in _RATES}
    decimals, rounding = looks.pop() if len(looks) == 1 else (None, Rounding.HALF_UP)  # one column holds all rates
    cut = decimals if rounding is Rounding.TRUNCATE else None
    return Table(
        title=f"{period.words}办理质量指标表",
        columns=_rate_columns(decimals, cut),
        rows=[_rate_row(this[code], before[code], cut) for code in _RATES],
        head=top,
        notes=["率的增减以百分点计。", *defined.notes(known, *_RATES)],
        landscape=False,
        source="R05.rates",
        keys=_RATES,
    )


def _rate_row(now: Value, then: Value, cut: int | None) -> tuple[object, ...]:
    known = now.definition
    numbers = (now.rate.numerator, now.rate.denominator, then.rate.numerator, then.rate.denominator)
    parts = (int(part) if part == int(part) else part for part in numbers)
    told = points(_cut(now.rate, cut), _cut(then.rate, cut))
    return (indicator(now.code).name, now.code, now.rate, then.rate, told, known.said, *parts)


def _cut(rate: Rate, decimals: int | None) -> Rate:
    """As it is printed where rates are cut off, so that the difference is that of the printed ones."""
    if decimals is None or rate.value is None:
        return rate
    return Rate(rounded(rate.value, decimals + 2, Rounding.TRUNCATE), 1)


COLUMNS = (
    Column("row", "指标", width=13),
    Column("now", "本期", Kind.AMOUNT, 6),
    Column("then", "上年同期", Kind.AMOUNT, 6),
    Column("change", "增减", Kind.AMOUNT, 6, meaning="本期-上年同期", formula=difference("now", "then")),
    Column("growth", "同比", Kind.RATE, 6, "K25", indicator("K25").meaning, growth("now", "then")),
    Column("meaning", "说明", width=20),
)


def _rate_columns(decimals: int | None, cut: int | None) -> tuple[Column, ...]:
    rounding = Rounding.HALF_UP if cut is None else Rounding.TRUNCATE
    this, then = share("numerator", "denominator", cut), share("numerator_then", "denominator_then", cut)
    return (
        Column("name", "指标", width=11),
        Column("code", "编号", width=4),
        Column("now", "本期", Kind.RATE, 6, formula=this, decimals=decimals, rounding=rounding),
        Column("then", "上年同期", Kind.RATE, 6, formula=then, decimals=decimals, rounding=rounding),
        Column("points", "增减(百分点)", Kind.POINTS, 6, meaning="两期之差", formula=difference("now", "then", 100)),
        Column("meaning", "公式", width=26),
        Column("numerator", "本期分子", Kind.NUMBER, 6, printed=False),
        Column("denominator", "本期分母", Kind.COUNT, 6, printed=False),
        Column("numerator_then", "上年同期分子", Kind.NUMBER, 6, printed=False),
        Column("denominator_then", "上年同期分母", Kind.COUNT, 6, printed=False),
    )
