"""Mappings kept under a name for next month."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import ImportMapping as Kept
from desktop.domain.errors import Refused
from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.targets import Target


def keep_mapping(session: Session, name: str, mapping: ImportMapping) -> None:
    """Save a mapping under a name; the same name is replaced."""
    name = name.strip()
    if not name:
        raise Refused({"name": "请给这个对应关系起个名字。"})
    if row := _row(session, mapping.target, name):
        row.mapping = mapping.to_json()
    else:
        session.add(Kept(target=mapping.target, name=name, mapping=mapping.to_json()))


def kept_mapping(session: Session, target: Target, name: str) -> ImportMapping:
    """The mapping of that name; Refused where there is none."""
    row = _row(session, target, name.strip())
    if row is None:
        names = "、".join(known for known, _ in kept_mappings(session, target))
        raise Refused(f"没有名为“{name}”的对应关系" + (f",现有:{names}。" if names else ",请先在导入时保存一个。"))
    return ImportMapping.from_json(row.mapping)


def kept_mappings(session: Session, target: Target) -> list[tuple[str, ImportMapping]]:
    """All mappings of a target by name, the newest last."""
    rows = session.scalars(select(Kept).where(Kept.target == target).order_by(Kept.id))
    return [(row.name, ImportMapping.from_json(row.mapping)) for row in rows]


def _row(session: Session, target: Target, name: str) -> Kept | None:
    return session.scalar(select(Kept).where(Kept.target == target, Kept.name == name))
