"""Changing the office's lists and hours; an old copy on another screen is refused, running orders keep their limits."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.data.tables.offices import StaffMember
from desktop.data.tables.reference import Category, Channel, LimitProfile
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.limits import Limit, Unit
from desktop.forms.fields import check
from desktop.forms.settings import CategoryCard, ChannelCard, Hours, LimitCard, StaffName, UpstreamNumber
from desktop.services.reference.settings import HOURS, keep_setting
from desktop.services.registry.pinyin import keys_of
from desktop.system.resources import load_json

CLOCKS = ("first_contact", "on_site", "close")
STALE = "这一条刚被别人改过,请关闭后看最新内容再改。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its code and version, the words of its columns, and its form."""

    code: str
    version: int
    words: tuple[str, ...]
    form: Any


def set_hours(session: Session, form: Hours) -> None:
    """Change the office hours; what is registered from now on ends at the new close."""
    form = check(form)
    problems, found = {}, {}
    for name in ("opens", "closes"):
        try:
            found[name] = time.fromisoformat(getattr(form, name).replace(":", ":").zfill(5))
        except ValueError:
            problems[name] = "时间请写成 09:00 这样。"
    if not problems and found["closes"] <= found["opens"]:
        problems["closes"] = "下班时间应晚于上班时间,请检查。"
    if problems:
        raise Refused(problems)
    keep_setting(session, HOURS, {name: f"{moment:%H:%M}" for name, moment in found.items()})


def rename_staff(session: Session, staff_id: int, form: StaffName) -> None:
    """Give a worker another name; what she did stays hers. Refused where somebody else is called so."""
    form = check(form)
    other = session.scalar(select(StaffMember.id).where(StaffMember.name == form.name, StaffMember.id != staff_id))
    if other is not None:
        raise Refused({"name": f"已有叫“{form.name}”的工作人员(可能已停用),请换个写法区分。"})
    session.get_one(StaffMember, staff_id).name = form.name


def categories(session: Session) -> list[Entry]:
    """The categories of the second level: 编号 类别 责任单位 紧急程度 时限 在用."""
    parties = _parties()
    parent = aliased(Category)
    query = (
        select(Category, parent.name, LimitProfile.name)
        .join(parent, parent.code == Category.parent_code)
        .outerjoin(LimitProfile, LimitProfile.code == Category.profile_code)
        .order_by(Category.code)
    )
    return [
        Entry(
            row.code,
            row.version,
            (
                row.code,
                f"{above} › {row.name}",
                parties.get(row.responsible, row.responsible),
                Urgency(row.urgency).label if row.urgency else "",
                profile or "",
                _state(row.active, row.counted),
            ),
            CategoryCard(
                row.name,
                row.responsible or None,
                Urgency(row.urgency) if row.urgency else None,
                row.profile_code,
                row.counted,
                row.active,
            ),
        )
        for row, above, profile in session.execute(query)
    ]


def change_category(session: Session, code: str, form: CategoryCard, seen: int) -> None:
    """Change a category; refused where a code is unknown or `seen` is no longer its version."""
    form = check(form)
    row = session.get_one(Category, code)
    _not_stale(row, seen)
    if form.responsible not in _parties():
        raise Refused({"responsible": "请从列表里选责任单位类型。"})
    if session.get(LimitProfile, form.profile) is None:
        raise Refused({"profile": "请从列表里选一种时限。"})
    row.name, row.keys, row.responsible = form.name, keys_of(form.name), str(form.responsible)
    row.urgency, row.profile_code = form.urgency, form.profile
    row.counted, row.active = form.counted, form.active


def channels(session: Session) -> list[Entry]:
    """The channels: 渠道 简称 上游工单号 保密 在用."""
    return [
        Entry(
            row.code,
            row.version,
            (
                row.name,
                row.short,
                UpstreamNumber(row.upstream_number).label,
                "保密" if row.confidential else "",
                _state(row.active, row.counted),
            ),
            ChannelCard(
                row.name,
                row.short,
                UpstreamNumber(row.upstream_number),
                row.confidential,
                row.counted,
                row.active,
            ),
        )
        for row in session.scalars(select(Channel).order_by(Channel.position))
    ]


def change_channel(session: Session, code: str, form: ChannelCard, seen: int) -> None:
    """Change a channel; at least one stays in use."""
    form = check(form)
    row = session.get_one(Channel, code)
    _not_stale(row, seen)
    if not form.active and not session.scalar(select(Channel.code).where(Channel.active, Channel.code != code)):
        raise Refused({"active": "至少要留一个在用的渠道。"})
    row.name, row.short, row.upstream_number = form.name, form.short, str(form.upstream_number)
    row.confidential, row.counted, row.active = form.confidential, form.counted, form.active


def profiles(session: Session) -> list[Entry]:
    """The sets of limits: 时限 先行联系 到场 办结 延期后最晚 说明."""
    return [
        Entry(
            row.code,
            row.version,
            (row.name, *(_words(row.limits.get(clock)) for clock in CLOCKS), _words(row.extend_max), row.note),
            LimitCard(name=row.name, note=row.note, **_parts(row)),
        )
        for row in session.scalars(select(LimitProfile).order_by(LimitProfile.code))
    ]


def change_profile(session: Session, code: str, form: LimitCard, seen: int) -> None:
    """Change a set of limits for orders registered from now on."""
    form = check(form)
    row = session.get_one(LimitProfile, code)
    _not_stale(row, seen)
    limits = {clock: _limit(form, clock, row.limits.get(clock)) for clock in CLOCKS}
    if limits["close"] is None and row.limits.get("close") is not None:
        raise Refused({"close": "请填写办结时限;不计时效的请选“不计时效”的时限。"})
    extended = _limit(form, "extended", row.extend_max)
    row.name, row.note, row.limits = form.name, form.note, limits
    row.extend_max = {"value": extended["value"], "unit": extended["unit"]} if extended else None


def _not_stale(row: Category | Channel | LimitProfile, seen: int) -> None:
    if row.version != seen:
        raise Refused(STALE)


def _limit(form: LimitCard, clock: str, before: dict[str, Any] | None) -> dict[str, Any] | None:
    """One limit as it is stored, counted from the same moment as before; None where none is set."""
    value, unit = getattr(form, clock), getattr(form, f"{clock}_unit")
    if value is None:
        return None
    if unit is None:
        raise Refused({f"{clock}_unit": "请选择时限的单位。"})
    return {"value": int(value), "unit": str(unit), "from": (before or {}).get("from", "received")}


def _parts(row: LimitProfile) -> dict[str, Any]:
    """The limits as the form's fields: a number and its unit each."""
    entries = {clock: row.limits.get(clock) for clock in CLOCKS} | {"extended": row.extend_max}
    set_ones = {name: entry for name, entry in entries.items() if entry}
    numbers = {name: entry["value"] for name, entry in set_ones.items()}
    return numbers | {f"{name}_unit": Unit(entry["unit"]) for name, entry in set_ones.items()}


def _words(entry: dict[str, Any] | None) -> str:
    return Limit.parse(entry).words if entry else "—"


def _state(active: bool, counted: bool) -> str:
    return ("在用" if counted else "在用,不计投诉量") if active else "停用"


def _parties() -> dict[str, str]:
    return {entry["code"]: entry["short"] for entry in load_json("parties.json")["parties"]}
