"""An office that has inspected: finished inspections with failed items, and what comes of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.data.tables.inspections import Checklist, ChecklistVersion, Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.forms.rectification import IssueNotice
from desktop.services.cases import next_number
from desktop.services.rectification import findings, notices
from tests.office import Office

ITEMS = [
    {"code": "1.1", "text": "楼道无堆物", "points": 4, "way": "per_occurrence", "amount": 1, "category": "0602",
     "severity": "serious", "rectify": {"value": 3, "unit": "workday"}, "basis": "消防法第28条"},
    {"code": "1.2", "text": "24小时电话能接通", "points": 4, "way": "tiered", "category": "0903",
     "tiers": [{"label": "30秒内接通", "deduct": 0}, {"label": "两次拨打均无人接", "deduct": 4}],
     "severity": "general", "rectify": {"value": 24, "unit": "hour"}},
    {"code": "2.1", "text": "消防车通道畅通", "points": 6, "way": "all_or_nothing", "category": "0601",
     "severity": "major"},
    {"code": "2.2", "text": "巡查记录齐全", "points": 6, "way": "ratio", "severity": "general",
     "rectify": {"value": 7, "unit": "workday"}},
]  # fmt: skip
CONTENT = {"code": "test", "name": "测试表", "sections": [{"code": "1", "name": "一", "items": ITEMS}]}
ALL_FAILED = {"1.1": 3.0, "1.2": 1.0, "2.1": 1.0, "2.2": 80.0}


class Inspected(Office):
    """The office with a list of four items; `inspect` makes a finished inspection and opens its findings."""

    def __init__(self, database: Database, now: datetime) -> None:
        super().__init__(database, now)
        with database.write() as session:
            checklist = Checklist(office_id=self.operator.office_id, code="test", name="测试表")
            session.add(checklist)
            session.flush()
            version = ChecklistVersion(
                office_id=self.operator.office_id, checklist_id=checklist.id, number=1, content=CONTENT, at=now
            )
            session.add(version)
            session.flush()
            self.version = version.id

    def write(self, service: Any, *args: Any, by: Operator | None = None, **more: Any) -> Any:
        """Run a service in its own unit of work; (…, operator, now) come on top of its arguments."""
        with self.database.write() as session:
            done = service(session, *args, by or self.operator, self.now, **more)
        self.now += self.pace
        return done

    def read(self, service: Any, *args: Any) -> Any:
        with self.database.read() as session:
            return service(session, *args)

    def inspection(self, answers: dict[str, float], fixed: tuple[str, ...] = (), again: int | None = None) -> int:
        """A finished inspection (or a look-back at `again`) without findings; its id."""
        with self.database.write() as session:
            return finished(session, self, answers, fixed, again)

    def inspect(self, answers: dict[str, float] | None = None, fixed: tuple[str, ...] = ()) -> list[int]:
        """A finished inspection with its findings; their ids."""
        inspection_id = self.inspection(ALL_FAILED if answers is None else answers, fixed)
        found: list[int] = self.write(findings.open_findings, inspection_id)
        return found

    def notify(self, finding_ids: list[int], **values: Any) -> int:
        """A notice about these findings; its id."""
        form = IssueNotice("消防法第28条", "按期整改并报回执", "约谈", issuer="丰翔居委会")
        form = IssueNotice(**({name: getattr(form, name) for name in IssueNotice.__dataclass_fields__} | values))
        issued: int = self.write(notices.issue, finding_ids, form).id
        return issued

    def finding(self, finding_id: int) -> Finding:
        return self._row(Finding, finding_id)

    def notice(self, notice_id: int) -> RectificationNotice:
        return self._row(RectificationNotice, notice_id)

    def measure(self, measure_id: int) -> Measure:
        return self._row(Measure, measure_id)

    def states(self, finding_ids: list[int]) -> list[str]:
        return [self.finding(one).state for one in finding_ids]

    def _row(self, table: Any, key: int) -> Any:
        with self.database.read() as session:
            found = session.get_one(table, key)
            session.expunge_all()
            return found


def finished(
    session: Session, office: Inspected, answers: dict[str, float], fixed: tuple[str, ...], again: int | None
) -> int:
    row = Inspection(
        office_id=office.operator.office_id,
        number=next_number(session, Series.INSPECTION, office.operator.office_id, office.now.date()),
        checklist_version_id=office.version,
        estate_id=office.estate,
        organisation_id=office.company,
        manager="陈经理",
        kind=InspectionKind.DAILY if again is None else InspectionKind.LOOK_BACK,
        state=InspectionState.DONE,
        inspected_on=office.now.date(),
        inspectors="王芳",
        recheck_of_id=again,
        created_at=office.now,
        created_by_id=office.operator.id,
        done_at=office.now,
    )
    session.add(row)
    session.flush()
    codes = [item["code"] for item in ITEMS] if again is None else list(answers)
    for code in codes:
        session.add(
            InspectionAnswer(
                office_id=row.office_id,
                inspection_id=row.id,
                item_code=code,
                value=answers.get(code, 100.0 if code == "2.2" else 0.0),
                deduction=1.0 if code in answers else 0.0,
                fixed_on_spot=code in fixed,
            )
        )
    return row.id


def answer_again(session: Session, inspection_id: int, code: str, value: float) -> None:
    """Change one answer of an inspection."""
    _answer(session, inspection_id, code).value = value


def remark(session: Session, inspection_id: int, code: str, words: str) -> None:
    """Note something on one answer of an inspection."""
    _answer(session, inspection_id, code).remark = words


def _answer(session: Session, inspection_id: int, code: str) -> InspectionAnswer:
    answers = select(InspectionAnswer).where(
        InspectionAnswer.inspection_id == inspection_id, InspectionAnswer.item_code == code
    )
    return session.scalars(answers).one()
