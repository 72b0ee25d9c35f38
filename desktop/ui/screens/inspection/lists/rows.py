"""Checklists as rows of a table: parts as headings, items with how they are scored below their text."""

from collections.abc import Mapping

from desktop.domain.inspection.checklist import Checklist, Item, Section, Severity, points_words
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import Column, Kind, Row

TEXT = 1  # the column of what is inspected
_TONES = {Severity.MAJOR: Tone.OVERDUE, Severity.SERIOUS: Tone.DUE_SOON}
COLUMNS = (
    Column("code", "编号", 60, sortable=False),
    Column("text", "检查内容和扣分办法", 300, sortable=False, grows=True),
    Column("points", "分值", 56, Kind.NUMBER, sortable=False),
    Column("term", "整改期限", 96, sortable=False),
    Column("mark", "程度", 90, Kind.STATE, sortable=False),
    Column("category", "关联类别", 124, sortable=False),
)
VETO = "否决项"


def rows(content: Checklist, categories: Mapping[str, str]) -> list[Row]:
    """The lines of the paper; `categories` are names by code."""
    found = []
    for section in content.sections:
        found.append(section_row(section, len(COLUMNS)))
        found += [_item_row(item, categories) for item in section.items]
    return found


def in_full(item: Item) -> str:
    """Everything that an item says, on a few lines."""
    basis = f"依据:{item.basis}" if item.basis else ""
    evidence = f"检查方法:{item.evidence}" if item.evidence else ""
    skip = "可以不适用" if item.may_not_apply else "必须检查"
    below = ";".join(filter(None, (item.rule_words, evidence, skip, basis)))
    return f"{item.code} {item.text}\n{below}"


def section_row(section: Section, columns: int) -> Row:
    """The heading of a part, with its points."""
    cells = (section.code, section.name or "(没有名称)", f"{points_words(section.points)}")
    return Row(cells + ("",) * (columns - 3), {0: Tone.ACCENT, TEXT: Tone.ACCENT, 2: Tone.ACCENT})


def mark(item: Item) -> tuple[str, Tone]:
    """What stands out about an item: a veto before its severity."""
    if item.veto:
        return VETO, Tone.OVERDUE
    if item.severity is Severity.GENERAL:
        return "", Tone.NEUTRAL
    return item.severity.label, _TONES[item.severity]


def _item_row(item: Item, categories: Mapping[str, str]) -> Row:
    words, tone = mark(item)
    category = categories.get(item.category or "", item.category or "")
    below = " · ".join(filter(None, (item.rule_words, item.evidence)))
    return Row(
        (
            item.code,
            item.text,
            points_words(item.points),
            item.rectify.words if item.rectify else "",
            words,
            category,
        ),
        {4: tone},
        {TEXT: below},
    )
