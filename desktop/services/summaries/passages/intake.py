"""How many complaints came in, through which channels, of what and where."""

import re
from collections.abc import Sequence

from desktop.documents.word.content import Sentence, digest
from desktop.domain.indicators import FEW
from desktop.domain.wording import figures_in_words as words
from desktop.domain.wording.figures_in_words import Share, amount, told
from desktop.services.reports.r02_by_estate import NOWHERE
from desktop.services.reports.r03_by_category import UNSORTED
from desktop.services.reports.r04_by_channel import lines_of
from desktop.services.summaries.facts import Counts, Facts, Row

_LISTED = re.compile(r"(.+?)\((\d+)\)(?:、|$)")
MANY = 6  # that are named where all are alike

Passage = tuple[Sentence, ...]


def say(key: str, *clauses: str) -> Passage:
    """One paragraph of these clauses, or none."""
    text = told(*clauses)
    return (Sentence(key, text),) if text else ()


def received(facts: Facts) -> Passage:
    """How many, and against the periods before."""
    figures = facts.counts.figures
    when = f"{facts.today},{facts.words}" if facts.period.until else facts.words
    if not figures.received:
        return say("received", f"{when}没有受理物业服务诉求")
    inside = f"(其中主动发现{figures.proactive}件)" if figures.proactive else ""
    return say("received", f"{when}共受理物业服务诉求{figures.received}件{inside}", _compared(facts))


def _compared(facts: Facts) -> str:
    missing = [name for name, counts in facts.versus if counts is None]
    parts = [_than(facts.counts, counts) for _, counts in facts.versus if counts is not None]
    return ";".join([*parts, *([f"{'、'.join(missing)}没有记录,无法比较"] if missing else [])])


def _than(now: Counts, then: Counts) -> str:
    """What is not whole on record is named with the day since which it is, and without a percentage."""
    day = f"(自{then.since.year}年{then.since.month}月{then.since.day}日起有记录)" if then.since else ""
    told = words.than(now.figures.received, then.figures.received, then.words + day)
    return told.partition(",")[0] if day else told


def channels(facts: Facts) -> Passage:
    """How much came through each channel, the busiest first."""
    complaints, proactive = lines_of(facts.session, facts.period)
    counted = [(line.cells["channel"], line.figures.received) for line in [*complaints, *proactive]]
    shown = [(name, count) for name, count in counted if count]
    if not shown:
        return ()
    of = facts.counts.figures.received
    if len(shown) == 1:
        return say("channels", f"全部通过{shown[0][0]}受理")
    parts = (f"{name}({count}件,{words.part_of(count, of)})" for name, count in shown)
    return say("channels", "按渠道分为:" + "、".join(parts))


def matters(facts: Facts) -> Passage:
    """How many are about the same thing, or came again."""
    figures = facts.counts.figures
    if not figures.received:
        return ()
    merged = figures.received - figures.matters
    return say(
        "matters",
        f"其中并入其他工单的{merged}件,实际事项{figures.matters}件" if merged else "",
        f"重复件{figures.repeats}件,占受理的{_percent(figures.repeats, figures.received)}" if figures.repeats else "",
        f"有效投诉{figures.effective}件" if figures.effective else "",
    )


def categories(facts: Facts, most: int = 3) -> Passage:
    """Which categories lead."""
    every = [(row["first"], row["received"]) for row in _categories(facts)]
    of = facts.counts.figures.received
    if len(every) == 1 and every[0][1] == of:
        return say("hot", f"受理的诉求均为{every[0][0]}类")
    shown = words.leaders(every, most)
    if alike := _alike(every, shown, "类"):
        return say("hot", alike)
    parts = "、".join(f"{name}({count}件,{words.part_of(count, of)})" for name, count in shown)
    return say("hot", f"受理量居{words.places(len(shown))}的类别为:{parts}") if shown else ()


def _alike(every: Sequence[words.Counted], shown: Sequence[words.Counted], what: str) -> str:
    """Where none leads: 受理的诉求涉及3类,各1件."""
    if len(every) < 2 or every[0][1] != every[-1][1]:
        return "" if shown or not every else f"受理量居前的{what}较多,没有明显集中"
    names = f":{'、'.join(name for name, _ in every)}" if len(every) <= MANY else ""
    return f"受理的诉求涉及{len(every)}{what},各{every[0][1]}件{names}"


def each_category(facts: Facts, most: int = 5) -> Passage:
    """A paragraph for each of the leading categories: how many, against the period before, what and where."""
    found: list[Sentence] = []
    inner, of = facts.rows("R03"), facts.counts.figures.received
    for row in _categories(facts)[:most]:
        name, count = row["first"], row["received"]
        second = [(one["second"], one["received"]) for one in inner if one["first"] == name]
        named = [(what, number) for what, number in second if what not in (UNSORTED, "(未细分)", name)]
        found += say(
            f"hot.{digest(name)[:8]}",
            f"{name}{count}件",
            words.part_of(count, of) if count < of else "",
            words.than(count, row["before"], facts.earlier) if facts.before else "",
            words.mainly("反映", named, count, "等问题"),
            words.mainly("在", _counts(row["estates"]), count, "等小区"),
        )
    return tuple(found)


def estates(facts: Facts, most: int = 5) -> Passage:
    """Which estates lead, with what they complain of."""
    rows = {row["estate"]: row for row in facts.rows("R02") if row["estate"] != NOWHERE and row["received"]}
    every = [(name, row["received"]) for name, row in rows.items()]
    shown = words.leaders(every, most)
    if alike := _alike(every, shown, "个小区"):
        return say("estates", alike)
    about = {name: words.mainly("反映", _counts(rows[name]["problems"]), count, "等问题") for name, count in shown}
    if len(every) == 1:
        return say("estates", f"受理的诉求均在{every[0][0]}", *about.values())
    parts = ";".join(f"{name}{count}件" + _after(",", about[name]) for name, count in shown)
    return say("estates", f"受理量居{words.places(len(shown))}的小区为:{parts}") if shown else ()


def dense(facts: Facts, most: int = 3) -> Passage:
    """Which estates have the most complaints for their size (实务第0节第12条)."""
    if facts.counts.figures.effective < FEW:
        return ()
    sized = [row for row in facts.rows("R02") if row["per_area"] and row["estate"] != NOWHERE]
    rows = sorted(sized, key=lambda row: (-row["per_area"], row["estate"]))[:most]
    if len(rows) < 2:
        return ()
    parts = "、".join(f"{row['estate']}({amount(row['per_area'])}件)" for row in rows)
    return say("dense", f"按每10万平方米有效投诉量,居{words.places(len(rows))}的小区为:{parts}")


def growing(facts: Facts, most: int = 3) -> Passage:
    """Where clearly more came in than in the period before."""
    shown = moved(facts, up=True)[:most]
    parts = "、".join(f"{name}(增加{count}件)" for name, count in shown)
    return say("growing", f"较{compared_words(facts)}增加较多的小区为:{parts}") if shown else ()


def moved(facts: Facts, up: bool, least: int = 2) -> list[tuple[str, int]]:
    """The estates with at least so many more (or fewer) than in the main period of comparison, and by how many."""
    main = facts.main
    if main is None or main.since:
        return []
    key = column_of(facts, main)
    changes = [
        (row["estate"], (row["received"] - row[key]) * (1 if up else -1))
        for row in facts.rows("R02")
        if row["estate"] != NOWHERE
    ]
    return words.first([(name, by) for name, by in changes if by >= least], len(changes))


def column_of(facts: Facts, counts: Counts) -> str:
    """The column of the reports that holds the counts of this earlier period."""
    return "before" if counts is facts.before else "a_year_before"


def compared_words(facts: Facts) -> str:
    """What the main period of comparison is called."""
    return facts.main.words if facts.main else facts.earlier


def repeated(facts: Facts, most: int = 5) -> Passage:
    """共性问题: what several people of one estate complained of in both periods, and what spreads over estates."""
    again = [cause for cause in facts.causes.places if cause.before][:most]
    parts = (
        f"{one.estate}的{one.category}({facts.words}{len(one.orders)}件、{facts.earlier}{len(one.before)}件)"
        for one in again
    )
    spread = [(one.category, len(one.estates)) for one in facts.causes.spreads]
    return (
        *(say("common", f"连续两期多人反映的共性问题有{len(again)}项:" + "、".join(parts)) if again else ()),
        *say("spread", _after("多个小区都有反映的问题为:", words.leading(spread, "个小区"))),
    )


def _counts(listed: str) -> list[words.Counted]:
    """A list as the reports have it: 屋面渗漏(5)、车辆乱停(3)."""
    return [(name, int(count)) for name, count in _LISTED.findall(listed or "")]


def _categories(facts: Facts) -> Sequence[Row]:
    rows = facts.rows("R03.first")
    return [row for row in rows if row["received"] and row["first"] != UNSORTED]


def _after(before: str, text: str) -> str:
    return before + text if text else ""


def _percent(part: int, of: int) -> str:
    return Share(part, of).words
