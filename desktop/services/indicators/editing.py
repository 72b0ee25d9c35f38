"""The office's own way of counting: checking a definition, trying it out, keeping versions, choosing a place's way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.data.tables.indicators import IndicatorVersion
from desktop.data.tables.offices import StaffMember
from desktop.data.tables.reference import Category, Channel
from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition, Meaning, check
from desktop.domain.indicators.figures import Rounding
from desktop.domain.indicators.language import meaning
from desktop.domain.indicators.language.faults import FormulaFault
from desktop.domain.indicators.sources import Type
from desktop.domain.indicators.value import Value
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.indicators import evaluating, pinned
from desktop.services.indicators.defined import Preset, definitions, presets, shipped, variant_of
from desktop.services.indicators.effective import EFFECTIVE, told_by_order
from desktop.services.indicators.evaluating import Definitions

# They stand in reports with a total row, which is made from the sums of both numbers.
ADDED_UP: Final = frozenset({"K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "K13", "K20"})
_ADDING: Final = (meaning.Function.COUNT, meaning.Function.SUM)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the office's copy; `active` is False where it went back to the shipped definition."""

    number: int
    at: datetime
    by: str
    note: str
    active: bool
    definition: Definition


def checked(session: Session, definition: Definition, known: Definitions | None = None) -> Meaning:
    """What the definition means among the others in force; raises FormulaFault with its part and place."""
    known = {**(known or definitions(session)), definition.code: definition}
    if not definition.name.strip():
        raise FormulaFault(0, "请填写名称。", "name")
    if definition.provider:
        raise FormulaFault(0, "这个指标由程序按考核或名次计算,公式不能改;可改参数、小数和舍入。", "numerator")
    found = check(definition, tuple(known))
    _no_circle(known, definition, found)
    if definition.code in ADDED_UP:
        _adds_up(definition, found)
    if definition.code == EFFECTIVE and not told_by_order(definition, found):
        raise FormulaFault(0, "报表要逐件列出有效投诉,请写成“计数(条件)”,记录用工单,时间用受理时间。", "numerator")
    pinned.hold(known, definition.code)
    _names_are_known(session, definition, found)
    return found


def preview(session: Session, definition: Definition, period: Period, now: datetime) -> Value:
    """What the definition would come to in a period; raises FormulaFault."""
    known = {**definitions(session), definition.code: definition}
    if not definition.provider:
        checked(session, definition, known)
    return evaluating.values(session, [definition.code], period, now, definitions=known)[definition.code]


def trial(
    session: Session, written: Definition, in_force: Definition, period: Period, now: datetime
) -> tuple[Value, Value]:
    """What is written and what it would replace come to in a period; raises FormulaFault."""
    tried = preview(session, written, period, now)
    return tried, tried if written == in_force else preview(session, in_force, period, now)


def versions(session: Session, code: str) -> list[Version]:
    """All versions of an indicator's copy, the newest first."""
    rows = session.execute(
        select(IndicatorVersion, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == IndicatorVersion.staff_id)
        .where(IndicatorVersion.code == code)
        .order_by(IndicatorVersion.number.desc())
    )
    return [
        Version(row.number, row.at, name or "", row.note, row.active, Definition.parse(row.content))
        for row, name in rows
    ]


def save(session: Session, definition: Definition, note: str, operator: Operator, now: datetime) -> int:
    """Keep a new version, which is in force at once; its number. Refused where nothing has changed or no note is given,
    FormulaFault where the formula is wrong."""
    known = definitions(session)
    if definition.code not in known:
        raise Refused("没有这个指标,请从列表里选。")
    before = known[definition.code]
    if definition == before:
        raise Refused("口径没有改动,不用保存。")
    if not note.strip():
        raise Refused({"note": "请写明为什么改,如“按镇2026年考核办法”。"})
    if definition.provider:
        _only_looks_changed(definition, before)
    else:
        checked(session, definition, known)
    said = definition if _says_the_same(definition, before) else replace(definition, meaning="")
    return _keep(session, said, note.strip(), True, operator, now)


def restore(session: Session, code: str, operator: Operator, now: datetime) -> int:
    """Back to the shipped definition, as a new version; refused where it is in force already."""
    if definitions(session)[code] == shipped()[code]:
        raise Refused("现在用的就是原口径。")
    return _keep(session, shipped()[code], "恢复原口径", False, operator, now)


def choose(session: Session, preset: str, operator: Operator, now: datetime) -> list[str]:
    """Count as a place does: its variants and its rounding; the codes that have changed."""
    wanted: Preset = next(one for one in presets() if one.code == preset)
    changed = []
    for code, variant in wanted.chosen.items():
        one, before = variant_of(code, variant), definitions(session)[code]
        one = replace(one, decimals=before.decimals, rounding=before.rounding)
        changed += _settle(session, one, f"采用{wanted.name}口径", operator, now)
    if wanted.decimals is not None and wanted.rounding:
        changed += round_all(session, wanted.decimals, Rounding(wanted.rounding), operator, now)
    return sorted(set(changed))


def round_all(session: Session, decimals: int, rounding: Rounding, operator: Operator, now: datetime) -> list[str]:
    """Give all percentages the same decimals and rounding; the codes that have changed."""
    changed = []
    for one in definitions(session).values():
        if one.is_rate:
            wanted = replace(one, decimals=decimals, rounding=rounding)
            changed += _settle(session, wanted, f"比率统一为{decimals}位小数,{rounding.label}", operator, now)
    return changed


def _settle(session: Session, wanted: Definition, note: str, operator: Operator, now: datetime) -> list[str]:
    if definitions(session)[wanted.code].digest == wanted.digest:
        return []
    _keep(session, wanted, note, wanted.digest != shipped()[wanted.code].digest, operator, now)
    return [wanted.code]


def _keep(session: Session, one: Definition, note: str, active: bool, operator: Operator, now: datetime) -> int:
    newest = session.scalar(select(func.max(IndicatorVersion.number)).where(IndicatorVersion.code == one.code))
    row = IndicatorVersion(
        office_id=operator.office_id,
        code=one.code,
        number=(newest or 0) + 1,
        content=one.as_json(),
        active=active,
        note=note,
        at=now,
        staff_id=operator.id,
    )
    session.add(row)
    session.flush()
    return row.number


def _says_the_same(definition: Definition, before: Definition) -> bool:
    """Whether the words of the definition still fit: no formula was changed, or its words were changed with it."""
    parts = ("source", "basis", "numerator", "denominator", "where")
    if definition.meaning != before.meaning:
        return True
    return all(getattr(definition, part) == getattr(before, part) for part in parts)


def _only_looks_changed(definition: Definition, before: Definition) -> None:
    said = replace(
        definition, name=before.name, params=before.params, decimals=before.decimals, rounding=before.rounding
    )
    if said != before or definition.params.keys() != before.params.keys():
        raise Refused("这个指标由程序计算,只能改名称、参数、小数和舍入。")


def _no_circle(known: Mapping[str, Definition], definition: Definition, found: Meaning) -> None:
    waiting: list[tuple[str, tuple[str, ...]]] = [(code, (definition.code, code)) for code in found.others]
    seen: set[str] = set()
    while waiting:
        code, way = waiting.pop()
        if code == definition.code:
            text, part = definition.numerator, "numerator"
            if way[1] not in text:
                text, part = definition.denominator or "", "denominator"
            raise FormulaFault(max(0, text.find(way[1])), f"指标互相引用:{'→'.join(way)};请去掉其中一个。", part)
        if code not in seen and not known[code].provider:
            seen.add(code)
            waiting += [(further, (*way, further)) for further in check(known[code], tuple(known)).others]


def _adds_up(definition: Definition, found: Meaning) -> None:
    """Reports add up its two numbers, so that both must be counts or sums."""
    if found.denominator is None or not definition.is_rate:
        raise FormulaFault(0, "这个指标在报表里是比率,请写明分母,单位用%。", "denominator")
    for part, figure in (("numerator", found.numerator), ("denominator", found.denominator)):
        if not _is_sum(figure):
            raise FormulaFault(0, "这个指标进报表的合计行,只能用计数、合计和它们的加减。", part)


def _is_sum(figure: meaning.Figure) -> bool:
    match figure:
        case meaning.Aggregate():
            return figure.function in _ADDING
        case meaning.Reckoned() if figure.sign in "+-":
            return _is_sum(figure.left) and _is_sum(figure.right)
        case meaning.Reckoned():
            return _is_sum(figure.left) and isinstance(figure.right, meaning.Constant)
    return False


def _names_are_known(session: Session, definition: Definition, found: Meaning) -> None:
    """Channels and categories that a formula names are on the office's lists."""
    for part, text in (
        ("numerator", definition.numerator), ("denominator", definition.denominator or ""), ("where", definition.where)
    ):  # fmt: skip
        for held in _held(part, found):
            if found.source.fields[held.field].type is Type.TEXT:
                for word in held.answers:
                    if not _on_list(session, held.field, word):
                        place = max(0, text.find(word))
                        raise FormulaFault(place, f"{held.field}里没有“{word}”,请照清单里的名称或编号写。", part)


def _held(part: str, found: Meaning) -> Iterator[meaning.Holds]:
    waiting: list[object] = [getattr(found, part)]
    while waiting:
        node = waiting.pop()
        match node:
            case meaning.Holds():
                yield node
            case meaning.Every() | meaning.Either():
                waiting += node.parts
            case meaning.Not() | meaning.Present() | meaning.OrZero():
                waiting.append(node.inner)
            case meaning.Aggregate():
                waiting.append(node.condition)
            case meaning.Reckoned():
                waiting += [node.left, node.right]


def _on_list(session: Session, name: str, word: str) -> bool:
    if name == "渠道":
        known = select(Channel.code).where(or_(Channel.code == word, Channel.name == word, Channel.short == word))
    else:
        level = Category.parent_code.is_(None) if name == "一级类别" else Category.parent_code.is_not(None)
        known = select(Category.code).where(level, or_(Category.code == word, Category.name == word))
    return session.scalar(known.limit(1)) is not None
