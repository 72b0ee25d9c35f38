"""Everything that a template may ask for, each made when it is first asked for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from desktop.documents.official.letter import day_words
from desktop.documents.table import Table
from desktop.documents.word.content import Filling, Section, Sentence
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SECTIONS, SectionOf, SummaryKind
from desktop.services.reference.settings import office
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.summaries import order_lists
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


def _texts(session: Session, facts: Facts) -> dict[str, str | None]:
    card, period = office(session), facts.period
    return {
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


def _section(one: SectionOf, words: Written, passages: Mapping[str, Passage]) -> Section:
    own = words.sections.get(one.name, ())
    told = bool(own) or not one.optional or bool(passages.get(one.name))
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
    "法规宣贯": (works.publicity,),
    "主要成效": (conclusions.went_well,),
    "不足": (conclusions.fell_short,),
    "结转事项": (conclusions.carried_over,),
}

REPORTS = {
    "分小区": ("R02", 0),
    "分类别": ("R03", 1),
    "分二级类别": ("R03", 0),
    "分渠道": ("R04", 0),
    "统计表": ("R05", 0),
    "质量指标": ("R05", 1),
    "承办单位": ("U01", 0),
    "整改": ("R10", 1),
    "企业": ("R11", 0),
    "通报表": ("R08", 0),
    "周报表": ("R07", 0),
    "数字附表": ("R23", 0),
}


def _tables(facts: Facts) -> dict[str, Callable[[], Table]]:
    def report(wanted: str, sheet: int) -> Callable[[], Table]:
        return lambda: facts.table(wanted, sheet)

    made: dict[str, Callable[[], Any]] = {
        name: report(wanted, sheet) for name, (wanted, sheet) in REPORTS.items() if wanted in CATALOGUE
    }
    made["不满意工单"] = lambda: order_lists.discontent(facts.session, facts.period)
    made["临期工单"] = lambda: order_lists.pressing(facts.session, facts.period, facts.now)
    return made
