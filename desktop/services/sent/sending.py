"""Marking a report as sent: its file, its figures and a fingerprint of the data are kept and never changed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.offices import StaffMember
from desktop.data.tables.reporting import SentReport
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope, scope_of
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.fields import check
from desktop.forms.reporting import Against, Sending, Withdrawal
from desktop.services.orders.disclosing import Disclosed, log
from desktop.services.reports.catalogue import Report
from desktop.services.reports.comparing import held_against
from desktop.services.reports.exporting import save_report
from desktop.services.sent.content import content_of, digest_of, flat
from desktop.services.sent.stamp import stamp
from desktop.system.files import replacing


@dataclass(frozen=True, slots=True)
class SentLine:
    """A report that was sent, without its file; `withdrawn_at` is when a correction took its place."""

    id: int
    report: str
    name: str
    period: Period
    at: datetime
    who: str
    recipient: str
    file_name: str
    note: str
    withdrawn_at: datetime | None
    version: int

    @property
    def words(self) -> str:
        """11月3日 10:12 王芳 已上报."""
        return f"{self.at.month}月{self.at.day}日 {self.at:%H:%M} {self.who} 已上报"


@dataclass(frozen=True, slots=True)
class SentNow:
    """What was marked, and where its file lies."""

    line: SentLine
    sentence: str


def send(
    session: Session,
    wanted: Report,
    period: Period,
    path: Path,
    form: Sending,
    operator: Operator,
    now: datetime,
    must: int = 0,
    against: Against = Against.NONE,
) -> SentNow:
    """Save the report as `path`, keep that very file and its figures, and mark it as sent; noted as an export.

    What was sent before for the same period and scope is replaced by it: that is kept and marked as corrected.
    `must` is how much the self-check found that must be changed: then the form has to say that it goes up all the same.
    """
    form = check(form)
    if must and not form.despite:
        raise Refused({"despite": f"自检有{must}处必须改;确实要这样上报,请勾选。"})
    wanted = held_against(wanted, against)
    name = wanted.name.partition("(")[0]
    log(session, Disclosed.EXPORT, operator, now, purpose=f"上报{name}({period.span})", recipient=form.recipient)
    saved = save_report(session, wanted, path, period, operator, now)
    tables = flat(wanted.make(session, period, operator, now))
    for older in _same(session, wanted.id, period):
        older.withdrawn_at = now
        older.note = _noted(older.note, f"{now:%Y-%m-%d %H:%M} {operator.name}重新上报")
    row = SentReport(
        report=wanted.id,
        name=wanted.name,
        first=period.first,
        last=period.last,
        scope=scope_of(period).as_json(),
        at=now,
        staff_id=operator.id,
        recipient=form.recipient,
        file_name=saved.path.name,
        file=saved.path.read_bytes(),
        content={
            **content_of(tables),
            "stamp": stamp(session),
            "against": against,
            "until": period.until.isoformat() if period.until else None,
        },
        digest=digest_of(tables),
        note=form.note,
        office_id=operator.office_id,
    )
    session.add(row)
    session.flush()
    return SentNow(_line(row, operator.name), saved.sentence)


def withdraw(session: Session, sent_id: int, form: Withdrawal, operator: Operator, now: datetime) -> None:
    """更正: what was sent does not hold any more; the copy stays, with the reason."""
    form = check(form)
    row = session.get_one(SentReport, sent_id)
    if row.withdrawn_at is not None:
        raise Refused("这份上报已经标为更正,不用再标。")
    row.withdrawn_at = now
    row.note = _noted(row.note, f"{now:%Y-%m-%d %H:%M} {operator.name}更正:{form.reason}")


def sent_reports(session: Session, report: str = "", most: int = 500) -> list[SentLine]:
    """What was sent, the newest first; of one report, or of all."""
    query = select(SentReport, StaffMember.name).join(StaffMember, StaffMember.id == SentReport.staff_id)
    query = query.order_by(SentReport.at.desc(), SentReport.id.desc()).limit(most)
    if report:
        query = query.where(SentReport.report == report)
    return [_line(row, name) for row, name in session.execute(query)]


def sent_for(session: Session, report: str, period: Period) -> SentLine | None:
    """What holds as sent for this report, period and scope."""
    found = _same(session, report, period)
    return _line(found[0], session.get_one(StaffMember, found[0].staff_id).name) if found else None


def copy_of(session: Session, sent_id: int) -> tuple[str, bytes]:
    """The name and the bytes of the file as it left."""
    row = session.get_one(SentReport, sent_id)
    return row.file_name, row.file


def save_copy(session: Session, sent_id: int, path: Path) -> str:
    """Save the file as it left once more, byte for byte; the sentence that says where it is."""
    _, data = copy_of(session, sent_id)
    with replacing(path) as place:
        place.part.write_bytes(data)
    return place.sentence


def last_recipient(session: Session) -> str:
    """To whom the last report went: it will be the same."""
    return session.scalar(select(SentReport.recipient).order_by(SentReport.id.desc()).limit(1)) or ""


def period_of(row: SentReport) -> Period:
    """The period and scope of a report that was sent, and how far the period had run then."""
    until = row.content.get("until")
    days = Period(row.first, row.last, until=date.fromisoformat(until) if until else None)
    scope = Scope.parse(row.scope)
    return days if scope.whole else Extent.of(days, scope)


def _same(session: Session, report: str, period: Period) -> list[SentReport]:
    """What was sent for this report, period and scope and was not replaced since."""
    query = select(SentReport).where(
        SentReport.report == report,
        SentReport.first == period.first,
        SentReport.last == period.last,
        SentReport.withdrawn_at.is_(None),
    )
    return [
        row for row in session.scalars(query.order_by(SentReport.id.desc())) if _plain(period_of(row)) == _plain(period)
    ]


def _plain(period: Period) -> Period:
    """The same extent without the words of its scope, which change with the names."""
    return _of(Period(period.first, period.last), scope_of(period))


def _of(days: Period, scope: Scope) -> Period:
    return days if scope.whole else Extent.of(days, replace(scope, words=""))


def _noted(note: str, more: str) -> str:
    return f"{note}\n{more}" if note else more


def _line(row: SentReport, who: str) -> SentLine:
    return SentLine(
        row.id, row.report, row.name, period_of(row), row.at, who, row.recipient, row.file_name, row.note,
        row.withdrawn_at, row.version,
    )  # fmt: skip
