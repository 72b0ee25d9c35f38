"""What was inspected, found, put right and published."""

from sqlalchemy import func, select

from desktop.data.tables.inspections import Inspection
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.wording import figures_in_words as words
from desktop.services.indicators import evaluating
from desktop.services.summaries.facts import Facts, told
from desktop.services.summaries.passages.intake import Passage, say


def inspections(facts: Facts) -> Passage:
    """How many inspections of which kind, and how many estates they reached (K21)."""
    done = (
        Inspection.state == InspectionState.DONE,
        Inspection.inspected_on.between(facts.period.first, facts.period.last),
    )
    query = select(Inspection.kind, func.count()).where(*done).group_by(Inspection.kind)
    by_kind = {InspectionKind(kind): count for kind, count in facts.session.execute(query)}
    if not by_kind:
        return ()
    seen = evaluating.values(facts.session, ["K21"], facts.period, facts.now)["K21"]
    kinds = words.each([(f"{kind.label}检查", by_kind.get(kind, 0)) for kind in InspectionKind], "次")
    return say(
        "inspections",
        f"{facts.words}开展小区检查{sum(by_kind.values())}次(其中{kinds.replace('回头看检查', '回头看')})",
        f"覆盖小区{seen.numerator}个,{seen.definition.name}{seen.shown}({seen.numerator}/{seen.denominator})",
    )


def rectification(facts: Facts) -> Passage:
    """Notices, faults and how many are put right (K20), as R11 has them."""
    total = facts.total("R11")
    if total is None or not any(total[key] for key in ("notices", "found", "due")):
        return ()
    rate = told(total["rate"])
    return say(
        "rectification",
        f"{facts.words}发现问题{total['found']}项,至填报时已整改{total['put_right']}项" if total["found"] else "",
        f"下达整改通知书{total['notices']}份" if total["notices"] else "",
        words.rate("期内到期问题的整改完成率", rate),
    )


def cards(facts: Facts) -> Passage:
    """Talks and cards, as R11 has them."""
    total = facts.total("R11")
    if total is None or not (total["talks"] or total["upward"]):
        return ()
    talked = [(row["company"], row["talks"]) for row in facts.rows("R11") if row["talks"]]
    return say(
        "cards",
        f"约谈{total['talks']}场次,涉及企业{len(talked)}家",
        words.each((("黄牌", total["yellow"]), ("红牌", total["red"])), "张"),
        f"上报信用线索{total['upward']}条" if total["upward"] else "",
    )


def lists(facts: Facts) -> Passage:
    """The red and the black lists that were published in the period, as R05 and R23 have them."""
    names = {"red": "红榜小区", "black": "黑榜小区"}
    known = facts.stated.get("创城考评", ())
    listed = words.each([(names[one.code], int(one.now)) for one in known if one.code in names], "个")
    return say("lists", f"{facts.words}公布的考核结果中,列入{listed}" if listed else "")


def repeated_faults(facts: Facts, most: int = 3) -> Passage:
    """The estates with most faults still open, as R10 has them."""
    rows = facts.rows("R10.estates")
    going = words.leading([(row["estate"], row["going"]) for row in rows], "项", most)
    late = sum(row["late"] for row in rows)
    total = sum(row["going"] for row in rows)
    return say(
        "faults",
        f"尚未销号的整改问题{total}项",
        f"其中超期{late}项" if late else "",
        f"主要在{going}",
    ) if total else ()  # fmt: skip
