"""What went well, what did not, and what is carried over."""

from desktop.domain.wording import figures_in_words as words
from desktop.services.counting.definitions import indicator
from desktop.services.summaries.facts import Facts
from desktop.services.summaries.passages.intake import Passage, compared_words, moved, say

BETTER_WHEN_HIGHER = ("K03", "K04", "K05", "K06", "K08", "K09")


def went_well(facts: Facts, most: int = 3) -> Passage:
    """Rates that rose, estates with fewer complaints, faults put right."""
    better = moved(facts, up=False)[:most]
    parts = "、".join(f"{name}(减少{count}件)" for name, count in better)
    total = facts.total("R10.estates")
    done = total["done"] if total else 0
    return (
        *say("well.rates", _rates(facts, up=True)),
        *(say("well.estates", f"较{compared_words(facts)}诉求减少较多的小区为:{parts}") if better else ()),
        *(say("well.faults", f"列入台账的整改问题{total['every']}项,已销号{done}项") if total and done else ()),
    )


def fell_short(facts: Facts) -> Passage:
    """Rates that fell."""
    return say("short.rates", _rates(facts, up=False))


def carried_over(facts: Facts) -> Passage:
    """What is still to be done after the period, as of the day on which it is written."""
    figures, total = facts.counts.figures, facts.total("R10.estates")
    open_faults = total["going"] if total else 0
    orders = words.each((("在办", figures.under_way), ("挂账", figures.held)))
    said = [
        f"{facts.words}受理的诉求尚有{orders}" if orders else "",
        f"整改问题尚有{open_faults}项未销号" if open_faults else "",
    ]
    parts = [part for part in said if part]
    return say("carried", *parts, "列入下一步继续办理") if parts else ()


def _rates(facts: Facts, up: bool) -> str:
    """较上年提高的指标有:满意率84.1%(上升1.0个百分点)…"""
    main, found = facts.main, []
    for code in BETTER_WHEN_HIGHER if main is not None else ():
        now = facts.counts.rates[code]
        told = words.points_than(now, main.rates[code] if main else None, "")
        if ("上升" if up else "下降") in told:
            found.append(f"{indicator(code).name}{now.words}({told.removeprefix('较')})")
    before = f"较{compared_words(facts)}{'提高' if up else '下降'}的指标有:"
    return before + "、".join(found) if found else ""
