"""What the registers and the office's own figures tell: epidemic control, filings, works, publicity."""

from collections.abc import Sequence

from desktop.domain.wording.figures_in_words import amount
from desktop.services.summaries.facts import Facts, Stated
from desktop.services.summaries.passages.intake import Passage, say


def epidemic(facts: Facts) -> Passage:
    """疫情防控: disinfection and supplies."""
    return _listed(facts, "epidemic", "疫情防控", facts.words)


def filings(facts: Facts) -> Passage:
    """备案、查验、选聘."""
    return _listed(facts, "filings", "备案", facts.words)


def committees(facts: Facts) -> Passage:
    """业委会组建、换届."""
    return _listed(facts, "committees", "业委会")


def renovation(facts: Facts) -> Passage:
    """老旧小区改造: estates, households, area and money of the projects under way."""
    sizes = {
        stated.code: f"{amount(stated.now)}{stated.unit}" for stated in facts.stated.get("老旧改造", ()) if stated.now
    }
    if not sizes:
        return ()
    parts = (
        ("renovation_estates", "实施改造的老旧小区"),
        ("renovation_households", "涉及居民"),
        ("renovation_area", "建筑面积"),
        ("renovation_investment", "总投资"),
    )
    return say("renovation", facts.words + ",".join(name + sizes[code] for code, name in parts if code in sizes))


def supervision(facts: Facts) -> Passage:
    """联合督查: what was supervised in writing."""
    written = next((one for one in facts.stated.get("日常监管", ()) if one.code == "written" and one.now), None)
    if written is None:
        return ()
    return say("written", f"{facts.words}督查督办{amount(written.now)}{written.unit}{_than(written)}")


def publicity(facts: Facts) -> Passage:
    """法规宣贯."""
    return _listed(facts, "publicity", "法规宣贯", facts.words)


def _listed(facts: Facts, key: str, group: str, before: str = "") -> Passage:
    """The group's figures as a list; nothing of what is 0 or not known."""
    shown = [stated for stated in facts.stated.get(group, ()) if stated.now]
    if not shown:
        return ()
    parts = [f"{stated.name}{amount(stated.now)}{stated.unit}{_than(stated)}" for stated in shown]
    return say(key, before + _joined(parts))


def _than(stated: Stated) -> str:
    then = stated.then
    return f"(上年同期{amount(then)}{stated.unit})" if then is not None and then != stated.now else ""


def _joined(parts: Sequence[str]) -> str:
    return "、".join(parts)
