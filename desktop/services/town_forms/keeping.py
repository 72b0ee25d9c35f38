"""Town forms kept with their mapping: listed, opened again, saved as a new version, put away, recognised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.exc import StaleDataError

from desktop.data.tables.reporting import TownForm, TownFormFilling, TownFormVersion
from desktop.domain.errors import Refused
from desktop.domain.extent import Scope, scope_of
from desktop.domain.form_mapping.mapping import Mapping
from desktop.domain.operator import Operator
from desktop.domain.text import normalise
from desktop.domain.timing.periods import Period
from desktop.forms.fields import check
from desktop.forms.town_forms import FormName
from desktop.services.town_forms.opening import OpenForm, open_bytes
from desktop.services.town_forms.refilling import refillable
from desktop.services.town_forms.sheet_pairs import likeness

_SAME_FORM = 0.5  # of the words on the sheets must be the same
_AHEAD = 0.1  # how far the most alike must be ahead of the next


@dataclass(frozen=True, slots=True)
class FormEntry:
    """A kept form in the list; `filled_at` is when it was last filled for the period asked about."""

    id: int
    name: str
    file_name: str
    cells: int
    filled_at: datetime | None


@dataclass(frozen=True)
class KeptForm:
    """A kept form, opened; `seen` is the version on which a save must stand."""

    id: int
    name: str
    number: int
    seen: int
    form: OpenForm
    mapping: Mapping

    def brought_back(self, form: OpenForm) -> bool:
        """Whether a workbook is this form as we filled it in an earlier month."""
        return refillable(self.mapping, self.form.grids, form.grids)


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a form is called now, and the version on which a save must stand from now on."""

    name: str
    seen: int


def forms(session: Session, period: Period) -> list[FormEntry]:
    """The forms in use by name, with whether they were filled for the period and its scope."""
    fillings = (
        select(TownFormFilling.form_id, TownFormFilling.at, TownFormFilling.scope)
        .where(TownFormFilling.first == period.first, TownFormFilling.last == period.last)
        .order_by(TownFormFilling.at)
    )
    wanted = replace(scope_of(period), words="")
    filled: dict[int, datetime] = {
        key: at for key, at, scope in session.execute(fillings) if replace(Scope.parse(scope or {}), words="") == wanted
    }
    query = (
        select(TownForm.id, TownForm.name, TownFormVersion.file_name, TownFormVersion.mapping)
        .join(TownFormVersion, (TownFormVersion.form_id == TownForm.id) & (TownFormVersion.number == TownForm.latest))
        .where(TownForm.active)
        .order_by(TownForm.name)
    )
    return [
        FormEntry(key, name, file_name, len(mapping["cells"]), filled.get(key))
        for key, name, file_name, mapping in session.execute(query)
    ]


def kept_form(session: Session, form_id: int) -> KeptForm:
    """A kept form's newest version; Refused where it is gone."""
    row = session.get(TownForm, form_id)
    if row is None:
        raise Refused("这份表格已经不在了,请刷新后再选。")
    version = session.scalars(
        select(TownFormVersion)
        .where(TownFormVersion.form_id == form_id, TownFormVersion.number == row.latest)
        .options(undefer(TownFormVersion.file))
    ).one()
    form = open_bytes(version.file_name, version.file)
    return KeptForm(row.id, row.name, version.number, row.version, form, Mapping.from_json(version.mapping))


def keep_form(
    session: Session, name: FormName, form: OpenForm, mapping: Mapping, operator: Operator, now: datetime
) -> int:
    """Keep a new form with its mapping; Refused where the name is taken. The id."""
    text = _free_name(session, name)
    row = TownForm(office_id=operator.office_id, name=text, latest=1)
    session.add(row)
    session.flush()
    _add_version(session, row, form, mapping, operator, now)
    return row.id


def keep_version(
    session: Session, form_id: int, form: OpenForm, mapping: Mapping, operator: Operator, now: datetime, seen: int
) -> int:
    """Keep a changed mapping, or the form as the town changed it, as the next version; its number.

    Refused where somebody else saved the form since `seen`.
    """
    row = session.get(TownForm, form_id)
    if row is None or row.version != seen:
        raise Refused("这份表格刚被别人改过,请重新打开后再改。")
    row.latest += 1
    row.active = True
    try:
        session.flush()
    except StaleDataError as error:
        raise Refused("这份表格刚被别人改过,请重新打开后再改。") from error
    _add_version(session, row, form, mapping, operator, now)
    return row.latest


def rename_form(session: Session, form_id: int, name: FormName) -> Renamed:
    """Give a form another name; Refused where it is taken."""
    row = session.get_one(TownForm, form_id)
    row.name = _free_name(session, name, form_id)
    session.flush()
    return Renamed(row.name, row.version)


def put_away(session: Session, form_id: int, active: bool = False) -> None:
    """Take a form out of the list, or back into it; nothing of it is lost."""
    session.get_one(TownForm, form_id).active = active


def recognised(session: Session, form: OpenForm, name: str = "") -> KeptForm | None:
    """The kept form that this workbook is: of that name, the very same file, as it was filled before, or the one with
    the same words on its sheets."""
    query = select(TownForm.id, TownForm.name, TownFormVersion.digest).join(
        TownFormVersion, (TownFormVersion.form_id == TownForm.id) & (TownFormVersion.number == TownForm.latest)
    )
    rows = session.execute(query.where(TownForm.active).order_by(TownForm.id)).all()
    if name:
        return kept_form(session, _named([(key, known) for key, known, _ in rows], name))
    same = [key for key, _, digest in rows if digest == form.digest]
    if same:
        return kept_form(session, same[0])
    all_kept = [kept_form(session, key) for key, _, _ in rows]
    ours = [kept for kept in all_kept if kept.brought_back(form)]
    if ours:
        return ours[0]
    ranked = sorted(
        ((likeness(kept.form.grids, form.grids), -kept.id, kept) for kept in all_kept),
        key=lambda one: one[:2],
        reverse=True,
    )
    if not ranked or ranked[0][0] < _SAME_FORM or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    return ranked[0][2]


def _named(rows: Sequence[tuple[int, str]], name: str) -> int:
    found = [key for key, known in rows if known == normalise(name).strip()]
    if not found:
        known = "、".join(each for _, each in rows)
        raise Refused(
            f"没有名为“{name}”的表格" + (f",现有:{known}。" if known else ",请先在上级表格里打开并保存一份。")
        )
    return found[0]


def _free_name(session: Session, name: FormName, of: int | None = None) -> str:
    check(name)
    text = normalise(name.name).strip()
    row = session.scalars(select(TownForm).where(TownForm.name == text)).first()
    if row is not None and row.id != of:
        hint = "换一个名称" if row.active else "换一个名称(同名的表格已停用)"
        raise Refused({"name": f"已有名为“{text}”的表格,请{hint}。"})
    return text


def _add_version(
    session: Session, row: TownForm, form: OpenForm, mapping: Mapping, operator: Operator, now: datetime
) -> None:
    session.add(
        TownFormVersion(
            form_id=row.id,
            number=row.latest,
            file_name=form.file_name,
            file=form.data,
            digest=form.digest,
            mapping=mapping.labelled(form.grids).to_json(),
            at=now,
            staff_id=operator.id,
        )
    )
