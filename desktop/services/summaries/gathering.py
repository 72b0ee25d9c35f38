"""Everything that a template may ask for, each made when it is first asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from desktop.documents.official.letter import day_words
from desktop.documents.table import Table
from desktop.documents.word.content import Filling, Section, Sentence
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SECTIONS, SectionOf, SummaryKind
from desktop.services.indicators import evaluating
from desktop.services.indicators.picking import pickable
from desktop.services.reference.settings import office
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.summaries.facts import Facts
from desktop.services.summaries.keeping import Written
from desktop.services.summaries.passages import conclusions, handling, inspecting, intake, works

T = TypeVar("T")
Passage = tuple[Sentence, ...]


class Asked(Mapping[str, T]):
    """Values by name, made when they are first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], T]]) -> None:
        self._makers, self._made = makers, dict[str, T]()

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, name: object) -> bool:
        return name in self._makers


def gathered(
    session: Session, kind: SummaryKind, period: Period, words: Written, operator: Operator, now: datetime
) -> Filling:
    """The figures of the period and what was written for it."""
    facts = Facts(session, period, operator, now)
    passages = Asked({name: _passage(makers, facts) for name, makers in PASSAGES.items()})
    return Filling(
        texts=_texts(session, facts),
        passages=passages,
        tables=Asked(_tables(facts)),
        sections={one.name: _section(one, words, passages) for one in SECTIONS[kind]},
        changed=words.changed,
        removed=words.removed,
    )


def _texts(session: Session, facts: Facts) -> Mapping[str, str | None]:
    """The plain words, and every indicator by its name: of this period, 上期 and 上年同期."""
    card, period = office(session), facts.period
    plain: dict[str, str | None] = {
        "期间": period.words,
        "年度": f"{period.last.year}年",
        "本期": facts.words,
        "上期": facts.earlier,
        "单位": card.name,
        "街镇": card.town,
        "单位全称": card.town + card.name,
        "电话": card.phone or None,
        "填报人": facts.operator.name,
        "成文日期": day_words(facts.now.date()),
        "填报日期": day_words(facts.now.date()),
    }
    made: dict[str, Callable[[], str | None]] = {name: partial(plain.get, name) for name in plain}
    for pick in pickable(session):
        for suffix, when in (("", period), ("上期", period.previous()), ("上年同期", period.a_year_before())):
            made[f"{pick.name}.{suffix}" if suffix else pick.name] = partial(_shown, facts, pick.code, when)
    return Asked(made)


def _shown(facts: Facts, code: str, period: Period) -> str:
    return evaluating.values(facts.session, [code], period, facts.now)[code].shown


def _section(one: SectionOf, words: Written, passages: Mapping[str, Passage]) -> Section:
    own = words.sections.get(one.name, ())
    told = bool(own) or not one.optional or one.name in words.wanted or bool(passages.get(one.name))
    present = told and one.name not in words.left_out
    return Section(one.name, one.asked or "在此补充。", own, present, bool(one.asked))


def _passage(makers: tuple[Callable[[Facts], Passage], ...], facts: Facts) -> Callable[[], Passage]:
    """One paragraph of all that the makers say, or each of their sentences a paragraph where there is one maker."""

    def make() -> Passage:
        said = [sentence for maker in makers for sentence in maker(facts)]
        if len(makers) == 1 or not said:
            return tuple(said)
        return (Sentence(said[0].key, "".join(sentence.text for sentence in said)),)

    return make


PASSAGES: dict[str, tuple[Callable[[Facts], Passage], ...]] = {
    "受理情况": (intake.received, intake.channels, intake.matters),
    "办理情况": (handling.standing, handling.in_time),
    "回访情况": (handling.called_back, handling.pressed),
    "热点类别": (intake.categories,),
    "分类情况": (intake.each_category,),
    "重点小区": (intake.estates,),
    "投诉密度": (intake.dense, intake.growing),
    "共性问题": (intake.repeated,),
    "承接情况": (handling.units, handling.best_and_worst),
    "不满意情况": (handling.discontent, lambda _: ()),
    "超期情况": (handling.overdue,),
    "检查情况": (inspecting.inspections, inspecting.rectification, inspecting.cards),
    "红黑榜": (inspecting.lists,),
    "未销号问题": (inspecting.repeated_faults,),
    "疫情防控": (works.epidemic,),
    "备案情况": (works.filings, works.committees),
    "老旧小区改造": (works.renovation,),
    "联合督查": (works.supervision,),
    "法规宣贯": (works.publicity,),
    "主要成效": (conclusions.went_well,),
    "不足": (conclusions.fell_short,),
    "结转事项": (conclusions.carried_over,),
}

TABLES = {
    "分小区": "R02",
    "分二级类别": "R03",
    "分类别": "R03.first",
    "分渠道": "R04",
    "统计表": "R05",
    "周报表": "R07",
    "预警清单": "R07.list",
    "下周": "R07.ahead",
    "通报表": "R08",
    "督办": "R09",
    "整改": "R10.estates",
    "企业": "R11",
    "考核": "R12",
    "红黑榜表": "R14",
    "改造": "R18",
    "投诉集中": "R22",
    "承办单位": "U01",
    "共性问题表": "U03",
}


def _tables(facts: Facts) -> dict[str, Callable[[], Table]]:
    makers = {name: partial(facts.table, source) for name, source in TABLES.items() if _report(source) in CATALOGUE}
    return {**makers, "数字附表": partial(_known_only, facts)}


def _known_only(facts: Facts) -> Table:
    """R23 without the figures that nobody knows: what is attached to a letter has no gaps."""
    table = facts.table("R23")
    now = [column.key for column in table.columns].index("now")
    return replace(table, rows=[row for row in table.rows if row[now] is not None], keys=())


def _report(source: str) -> str:
    return source.partition(".")[0]
