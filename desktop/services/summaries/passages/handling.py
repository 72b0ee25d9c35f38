"""How the complaints were handled: what is closed, in time, and what the callers say."""

from sqlalchemy import select

from desktop.data.tables.estates import Organisation
from desktop.documents.word.content import Sentence
from desktop.domain.indicators import FEW
from desktop.domain.wording import figures_in_words as words
from desktop.domain.wording.figures_in_words import Share
from desktop.services.counting.definitions import indicator
from desktop.services.counting.pressing_now import pressing_now
from desktop.services.counting.scope import By
from desktop.services.reports.by_unit import NOBODY
from desktop.services.summaries.facts import Facts, each_of, told
from desktop.services.summaries.passages.intake import Passage, say


def standing(facts: Facts) -> Passage:
    """How what came in stands now; the four add up to what was received (V3)."""
    figures = facts.counts.figures
    if not figures.received:
        return ()
    counts = (
        ("已办结", figures.ended),
        ("在办", figures.under_way),
        ("挂账", figures.held),
        ("退单待重新派出", figures.returned),
    )
    return say("standing", f"{facts.words}受理的诉求中,{facts.today}{words.each(counts)}")


def in_time(facts: Facts) -> Passage:
    """办结率 and 按时办结率."""
    rates = facts.counts.rates
    return say("in_time", *_told(facts, ("K05", "K04"), parts=bool(rates["K05"].denominator)))


def called_back(facts: Facts) -> Passage:
    """Callers asked afterwards: 先行联系率, 实际解决率, 满意率, and the answers."""
    figures, done = facts.counts.figures, facts.counts.doings
    answers = (
        ("满意", figures.content),
        ("基本满意", figures.fairly),
        ("一般", figures.so_so),
        ("不满意", figures.discontent),
    )
    rated = words.each(answers)
    said = [
        f"{facts.words}回访{done.called_back}件,接通{done.reached}次" if done.called_back else "",
        f"{facts.words}办结的工单中有评价的{figures.rated}件,其中{rated}" if rated else "",
    ]
    return _joined("called_back", ";".join(one for one in said if one), *_told(facts, ("K03", "K06", "K09")))


def pressed(facts: Facts) -> Passage:
    """How often the office urged, supervised and had things done again."""
    done = facts.counts.doings
    pairs = (
        _times("催办", done.urged, done.urges),
        _times("督办", done.supervised, done.supervisions),
        f"批准延期{done.extensions}次" if done.extensions else "",
        f"批准挂账{done.holds}次" if done.holds else "",
        f"重办{done.redos}次" if done.redos else "",
    )
    said = [pair for pair in pairs if pair]
    return say("pressed", f"{facts.words}" + said[0], *said[1:]) if said else ()


def units(facts: Facts, most: int = 3) -> Passage:
    """Which units have most to do."""
    every = [(row["unit"], row["received"]) for row in facts.rows("U01") if row["unit"] != NOBODY and row["received"]]
    shown, of = words.leaders(every, most), facts.counts.figures.received
    parts = "、".join(f"{name}({count}件,{words.part_of(count, of)})" for name, count in shown)
    match every:
        case []:
            return ()
        case [(name, count)]:
            return say("units", f"由{name}承办{count}件,{words.part_of(count, of)}")
        case [(_, highest), *_, (_, lowest)] if highest == lowest:
            return say("units", f"共有{len(every)}家单位承办,各{highest}件")
    leading = f"承接量居{words.places(len(shown))}的为:{parts}" if shown else ""
    return say("units", f"共有{len(every)}家单位承办", leading)


def best_and_worst(facts: Facts, most: int = 3) -> Passage:
    """The units that close in time most and least often, without those with fewer than ten orders due."""
    like = facts.counts.rates["K04"]
    shares = [(row["unit"], told(row["on_time_rate"], like)) for row in facts.rows("U01") if row["unit"] != NOBODY]
    judged = [(unit, share) for unit, share in shares if share.denominator >= FEW]
    if len({share.value for _, share in judged}) < 2:
        return ()
    ordered = sorted(judged, key=lambda one: (-(one[1].value or 0), one[0]))
    half = min(most, len(ordered) // 2)
    front, back = ordered[:half], ordered[-half:][::-1]
    return say("ranks", f"按时办结率居前的为:{_ranked(front)}", f"居后的为:{_ranked(back)}")


def discontent(facts: Facts) -> Passage:
    """Orders closed in the period whose callers are not content: how many, of what, whose."""
    figures, main = facts.counts.figures, facts.main
    if not figures.closed:
        return ()
    if not figures.rated:
        return say("discontent", f"{facts.words}办结的工单没有收到评价")
    if not figures.discontent:
        return say("discontent", f"{facts.words}有评价的{figures.rated}件工单中没有不满意件")
    by_category = list(each_of(facts.rows("R03.first"), "first", "discontent"))
    by_unit = list(each_of(facts.rows("U01"), "unit", "discontent", lambda row: row["unit"] != NOBODY))
    by_estate = list(each_of(facts.rows("R02"), "estate", "discontent"))
    mainly, number = words.mainly, figures.discontent
    found = (
        ("discontent.of", "从类别看,", mainly("为", by_category, number)),
        ("discontent.by", "从承办单位看,", mainly("由", by_unit, number) + ("承办" if by_unit else "")),
        ("discontent.at", "从小区看,", mainly("在", by_estate, number)),
    )
    if number == 1:
        one = ",".join(part for _, _, part in found if part)
        details = say("discontent.of", f"该件{one}" if one else "")
    else:
        details = tuple(one for key, before, part in found for one in say(key, before + part if part else ""))
    return (
        *say(
            "discontent",
            f"{facts.words}办结并评价为不满意的工单{figures.discontent}件",
            f"占有评价工单的{Share(figures.discontent, figures.rated).words}",
            words.than(figures.discontent, main.figures.discontent, main.words) if main else "",
        ),
        *details,
    )


def overdue(facts: Facts) -> Passage:
    """What is open past its term today whenever it came in, and whose it is."""
    found = pressing_now(facts.session, By.UNIT, facts.period, facts.now)
    every = sum(late for _, late in found.values())
    if not every:
        return ()
    names: dict[int, str] = dict(facts.session.execute(select(Organisation.id, Organisation.name)).all())
    by_unit = [(names[key], late) for key, (_, late) in found.items() if key is not None]
    nobody = every - sum(late for _, late in by_unit)
    waiting = f"另有{nobody}件未派单" if by_unit else "均未派单" if nobody > 1 else "尚未派单"
    return say(
        "overdue",
        f"{facts.today},仍有{every}件超过办结时限未办结",
        words.mainly("由", by_unit, every) + ("承办" if by_unit else ""),
        waiting if nobody else "",
    )


def _told(facts: Facts, codes: tuple[str, ...], parts: bool = True) -> list[str]:
    """The rates with their numbers and their difference in points."""
    main, found = facts.main, []
    for code in codes:
        now = facts.counts.rates[code]
        said = words.rate(indicator(code).name, now, parts)
        against = words.points_than(now, main.rates[code], main.words) if main else ""
        found.append(",".join(part for part in (said, against if said else "") if part))
    joined = ";".join(part for part in found if part)
    return [joined] if joined else []


def _times(what: str, orders: int, times: int) -> str:
    """催办4件, 催办4件5次."""
    return f"{what}{orders}件" + (f"{times}次" if times != orders else "") if orders else ""


def _joined(key: str, *sentences: str) -> Passage:
    """A paragraph of several sentences."""
    text = "".join(words.told(one) for one in sentences)
    return (Sentence(key, text),) if text else ()


def _ranked(shares: list[tuple[str, Share]]) -> str:
    return "、".join(f"{name}({share.words},{share.numerator}/{share.denominator})" for name, share in shares)
