"""Checklists of a test's own, put into a database as the program keeps them."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from desktop.data.tables.inspections import Checklist as ChecklistRow
from desktop.data.tables.inspections import ChecklistVersion
from desktop.domain.inspection.checklist import Checklist, Item, Section, Tier, Way, plain

SMALL = Checklist(
    code="small",
    name="小区小检查表",
    sections=(
        Section("1", "保洁", (
            Item("1.1", "楼道无堆物、无积灰", Fraction(40), Way.PER_OCCURRENCE, Fraction("0.5")),
            Item("1.2", "消防通道畅通", Fraction(30), Way.ALL_OR_NOTHING, veto=True, may_not_apply=False),
        )),
        Section("2", "秩序", (
            Item("2.1", "门岗24小时值守", Fraction(10), Way.TIERED, tiers=(
                Tier("有人", Fraction(0)), Tier("脱岗", Fraction(4)), Tier("无人", Fraction(10)),
            )),
            Item("2.2", "公示栏内容更新比例", Fraction(10), Way.RATIO),
            Item("2.3", "台账登记完整", Fraction(10), Way.NUMBER, most=Fraction(6)),
            Item("2.4", "有应急预案", Fraction(0), Way.YES_NO),
        )),
    ),
)  # fmt: skip


def keep(session: Session, checklist: Checklist, office_id: int, now: datetime, number: int = 1) -> int:
    """Store a version of a list; the id of the list, which is made with its first version."""
    row = session.query(ChecklistRow).filter_by(code=checklist.code).one_or_none()
    if row is None:
        row = ChecklistRow(office_id=office_id, code=checklist.code, name=checklist.name)
        session.add(row)
        session.flush()
    row.latest = number
    session.add(
        ChecklistVersion(office_id=office_id, checklist_id=row.id, number=number, content=plain(checklist), at=now)
    )
    session.flush()
    return row.id
