"""What a template may ask for, told to those who edit one: the names in braces, and what stands in their place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.documents.word.filling import ANY, PRESENT, WORDS
from desktop.documents.word.rows import NOTES, PERIOD, TITLE
from desktop.domain.indicators.definition import number_of
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.indicators.picking import pickable
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.summaries.gathering import PASSAGES, TABLES, gathered
from desktop.services.summaries.keeping import Written

PARTED = "表名.列名"  # how a table's column is asked for


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`written` is what stands in the template, with its braces; `words` what it is filled with, where a word helps."""

    written: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Placeholders of one sort, and how they are used."""

    title: str
    words: str
    placeholders: tuple[Placeholder, ...]


def placeholders(
    session: Session, kind: SummaryKind, period: Period, operator: Operator, now: datetime
) -> tuple[Group, ...]:
    """All that the template of this text may ask for; nothing is counted for it."""
    filling = gathered(session, kind, period, Written(), operator, now)
    picks = {pick.name: pick for pick in pickable(session)}
    sections = tuple(filling.sections)
    plain = [name for name in filling.texts if name.partition(".")[0] not in picks]
    passage, table = next(iter(PASSAGES)), next(iter(TABLES))
    return (
        Group("一段话", "单独占一段,由软件按这一期的数字写成;没有可说的,这一段不出现。", _named(PASSAGES)),
        Group(
            "自己写的话",
            "单独占一段,留给自己写;再生成时保留。这份文稿的各节:",
            _named(f"{WORDS}{name}" for name in sections),
        ),
        Group(
            "有才出现",
            "放在小标题或一句话里,本身不显示字。",
            (
                Placeholder(_braced(f"{PRESENT}{sections[0]}"), "这一节不写时,所在的段落不出现"),
                Placeholder(_braced(f"{ANY}{passage}"), "这段话或这张表没有内容时,所在的段落不出现"),
            ),
        ),
        Group(
            "表",
            f"{PARTED}写在Word表格的一行里,有几行就重复几行,合计在最后;列名同报表的列名,不带括号。",
            (
                Placeholder(_braced(f"{table}.受理件次"), f"如:“{table}”这张表的“受理件次”一列"),
                Placeholder(_braced(f"{table}.{TITLE}"), "表的标题"),
                Placeholder(_braced(f"{table}.{NOTES}"), "表下的说明"),
                Placeholder(_braced(f"{table}.{PERIOD}"), "表上的单位、时段"),
                *(Placeholder(name, _report(TABLES.get(name, "R23"))) for name in filling.tables),
            ),
        ),
        Group(
            "一个数",
            "写在句子里。名称后加“.上期”“.上年同期”取那时的数,如{{受理量.上期}}。",
            tuple(Placeholder(_braced(name), f"{number_of(pick.code)} {pick.group}") for name, pick in picks.items()),
        ),
        Group("时间和单位", "写在句子里。", _named(plain)),
    )


def _named(names: Iterable[str]) -> tuple[Placeholder, ...]:
    return tuple(Placeholder(_braced(name)) for name in names)


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def _report(source: str) -> str:
    """R02 月报, of a report's sheet too."""
    report = CATALOGUE[source.partition(".")[0]]
    return f"{report.id} {report.name}"
