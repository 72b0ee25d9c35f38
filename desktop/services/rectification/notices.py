"""Notices to put faults right (限期整改通知书): issued, signed for, answered by receipt, extended, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.data.tables.inspections import CaseAct
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState, NoticeState, Stage
from desktop.domain.numbering import Series
from desktop.domain.operator import Operator
from desktop.domain.rectification.lifecycle import FINDING_RULES, FindingAct, NoticeAct
from desktop.domain.timing.limits import Due
from desktop.domain.wording.bodies import is_committee
from desktop.forms.acts import Reason
from desktop.forms.fields import check
from desktop.forms.rectification import ExtendTerm, IssueNotice, PutRight, Receipt, SignNotice
from desktop.services.cases import Subject, acts_of, next_number
from desktop.services.papers.issued import PAPER, kept
from desktop.services.papers.notices import composed
from desktop.services.rectification.acting import begin_finding, begin_notice, moment, told
from desktop.services.rectification.findings import prolong
from desktop.services.rectification.photos import keep_photos
from desktop.services.rectification.terms import kept_limit, term
from desktop.services.reference.print_heads import heads, words
from desktop.services.settling import findings_of, settle


@dataclass(frozen=True, slots=True)
class Issued:
    """What issuing gives back: the notice's id and its number."""

    id: int
    number: str


def prepared(session: Session, finding_ids: Sequence[int]) -> IssueNotice:
    """The form of a notice about these findings with everything that is known."""
    rows = [session.get_one(Finding, key) for key in finding_ids]
    bases = [basis for basis in dict.fromkeys(row.basis for row in rows) if basis]
    head, wording = heads(session), words(session)
    orders = not is_committee(head.issuer)  # a committee advises, the town orders
    return IssueNotice(
        basis="；".join(bases) or (wording.notice_basis if orders else wording.advice_basis),
        requirement=wording.notice_demand if orders else wording.advice_demand,
        consequence=wording.notice_consequence if orders else wording.advice_consequence,
        issuer=head.issuer,
    )


def issue(session: Session, finding_ids: Sequence[int], form: IssueNotice, operator: Operator, now: datetime) -> Issued:
    """One notice about findings of one estate; each keeps its own time, counted from now, and the notice names the
    latest of them. `form.until` sets one term for all.

    Findings that failed their look-back go into a second round: the new notice has the old one as its parent.
    """
    form = check(form)
    if form.until is not None and form.until <= now:
        raise Refused({"until": "整改期限应晚于现在,请修改。"})
    rows = [begin_finding(session, key, FindingAct.NOTIFY) for key in dict.fromkeys(finding_ids)]
    parent = _parent(rows)
    terms = {row.id: _term(session, row, form, now) for row in rows}
    first = rows[0]
    notice = RectificationNotice(
        office_id=operator.office_id,
        number=next_number(session, Series.NOTICE, operator.office_id, now.date()),
        estate_id=first.estate_id,
        organisation_id=first.organisation_id,
        inspection_id=first.inspection_id if len({row.inspection_id for row in rows}) == 1 else None,
        parent_id=parent,
        basis=form.basis,
        requirement=form.requirement,
        consequence=form.consequence,
        issued_at=now,
        issuer=form.issuer,
        handled_by_id=operator.id,
        due_at=max(due.at for due in terms.values()),
        provisional=any(due.provisional for due in terms.values()),
        state=NoticeState.ISSUED,
    )
    session.add(notice)
    session.flush()
    for row in rows:
        _notify(session, row, notice, terms[row.id], operator, now)
    round_ = ",第二轮整改" if parent is not None else ""
    sent = "发出问题告知单" if is_committee(notice.issuer) else "下达整改通知书"
    text = f"{sent},{len(rows)}个问题,最迟{notice.due_at:%m月%d日 %H:%M}前整改到位{round_}"
    named = sorted(rows, key=lambda row: row.id)
    details = {
        "findings": [row.id for row in rows],
        PAPER: kept(composed(session, notice, named), [row.id for row in named]),
    }
    told(session, notice, NoticeAct.ISSUE, operator, now, text, details=details)
    settle(session, parent, operator, now)
    return Issued(notice.id, notice.number)


def sign(
    session: Session, notice_id: int, form: SignNotice, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Keep who took the notice and when."""
    form = check(form)
    notice = begin_notice(session, notice_id, NoticeAct.SIGN, seen)
    at = moment(form.happened_at, notice.issued_at, now)
    notice.signed_by, notice.signed_at, notice.state = form.signed_by, at, NoticeState.SIGNED
    told(session, notice, NoticeAct.SIGN, operator, now, f"{form.signed_by}签收", happened_at=at)
    settle(session, notice.id, operator, now)


def receive(
    session: Session,
    notice_id: int,
    form: Receipt,
    lines: Sequence[PutRight],
    operator: Operator,
    now: datetime,
    seen: int | None = None,
) -> None:
    """Keep the company's receipt: for each finding it speaks of the measure, the day, the photos; those without a
    line are still to be put right. The notice waits for the look-back once all are answered."""
    form = check(form)
    notice = begin_notice(session, notice_id, NoticeAct.RECEIVE, seen)
    at = moment(form.happened_at, notice.signed_at or notice.issued_at, now)
    own = {one.id for one in findings_of(session, notice_id)}
    if not lines or not own.issuperset(line.finding for line in lines):
        raise Refused("请对这份通知书里的问题逐项填写整改情况。")
    notice.receipt, notice.receipt_at = form.text, at
    text = f"收到整改回执,{len(lines)}项" + (f"。{form.text}" if form.text else "")
    told(session, notice, NoticeAct.RECEIVE, operator, now, text, happened_at=at)
    for line in lines:
        put_right(session, line, operator, now)


def put_right(session: Session, line: PutRight, operator: Operator, now: datetime, seen: int | None = None) -> None:
    """Keep what was done about one finding, with or without a notice; it waits for the look-back."""
    line = check(line)
    row = begin_finding(session, line.finding, FindingAct.ANSWER, seen)
    done_on = line.done_on or now.date()
    if done_on > now.date():
        raise Refused({"done_on": "完成时间不能晚于今天,请修改。"})
    if done_on < row.found_on:
        raise Refused({"done_on": f"完成时间不能早于发现日期({row.found_on:%m月%d日}),请修改。"})
    keep_photos(session, row, Stage.AFTER, line.photos, now)
    before = row.state
    row.state, row.measure, row.done_on = FindingState.ANSWERED, line.measure, done_on
    details = {"state": [before, row.state]}
    told(session, row, FindingAct.ANSWER, operator, now, f"已整改:{line.measure}", details=details)
    settle(session, row.notice_id, operator, now)


def extend(
    session: Session, notice_id: int, form: ExtendTerm, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Give more time for all that is still to be put right and is due before it."""
    form = check(form)
    notice = begin_notice(session, notice_id, NoticeAct.EXTEND, seen)
    assert form.until is not None
    before = notice.due_at
    rows = [row for row in findings_of(session, notice_id) if row.state in FINDING_RULES[FindingAct.EXTEND]]
    late = [row for row in rows if row.due_at is not None and row.due_at < form.until]
    if not late:
        raise Refused({"until": f"延期应晚于现在的期限{before:%m月%d日 %H:%M},请修改。"})
    for row in late:
        prolong(session, row, form, operator, now)
    settle(session, notice_id, operator, now)
    text = f"{form.approved_by}批准延期至{form.until:%m月%d日 %H:%M}({len(late)}项)。原因:{form.reason}"
    details = {"due_at": [before.isoformat(), notice.due_at.isoformat()]}
    told(session, notice, NoticeAct.EXTEND, operator, now, text, details=details)


def void(
    session: Session, notice_id: int, form: Reason, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Take back a notice to which nothing has been answered; its findings stand as before it. Its number is not given
    out again."""
    form = check(form)
    notice = begin_notice(session, notice_id, NoticeAct.VOID, seen)
    notice.state = NoticeState.VOID
    told(session, notice, NoticeAct.VOID, operator, now, f"作废。原因:{form.reason}")
    for row in findings_of(session, notice_id):
        _back(session, row, notice, operator, now)
    settle(session, notice.parent_id, operator, now)


def _back(session: Session, row: Finding, notice: RectificationNotice, operator: Operator, now: datetime) -> None:
    """A finding as it stood before its notice; a term that was extended since is a day somebody named: it stays."""
    since: list[CaseAct] = []
    for act in reversed(acts_of(session, Subject.FINDING, row.id)):
        since.append(act)
        if act.act == FindingAct.NOTIFY:
            break
    before = since[-1].details
    row.state, row.notice_id = before["state"][0], before["notice"][0]
    back = {"state": [FindingState.NOTIFIED, row.state], "notice": [notice.id, row.notice_id]}
    if not any(act.act == FindingAct.EXTEND for act in since):
        row.due_at, row.counted_due_at = (datetime.fromisoformat(at) if at else None for at in before["due_at"])
    told(session, row, FindingAct.FOLLOW, operator, now, f"{notice.number}作废,恢复原状", details=back)


def _parent(rows: Sequence[Finding]) -> int | None:
    """The notice whose second round it is; refused where the findings do not belong together."""
    if not rows:
        raise Refused("请先选要写进通知书的问题。")
    if len({row.estate_id for row in rows}) > 1:
        raise Refused("一份通知书只写一个小区的问题,请分小区下达。")
    if len({row.organisation_id for row in rows}) > 1:
        raise Refused("这些问题分属不同的物业企业,请按企业分别下达。")
    earlier = {row.notice_id for row in rows if row.notice_id is not None}
    if len(earlier) > 1:
        raise Refused("复查不合格的问题来自两份通知书,请分别下达第二轮通知。")
    return next(iter(earlier), None)


def _term(session: Session, row: Finding, form: IssueNotice, now: datetime) -> Due:
    found = term(session, kept_limit(row.limit_value, row.limit_unit, row.severity), now)
    if form.until is not None:
        return replace(found, at=form.until, reason="统一整改期限", provisional=False)
    if row.due_at is not None and row.due_at > found.at:  # it was given more time before
        return replace(found, at=row.due_at, reason="经批准延期", provisional=False)
    return found


def _notify(
    session: Session, row: Finding, notice: RectificationNotice, due: Due, operator: Operator, now: datetime
) -> None:
    details = {
        "state": [row.state, FindingState.NOTIFIED],
        "notice": [row.notice_id, notice.id],
        "due_at": [at.isoformat() if at else None for at in (row.due_at, row.counted_due_at)],
    }
    if row.state == FindingState.OPEN:  # the first round: the company learns of it, and of its time, by the notice
        row.counted_due_at = due.at
    row.state, row.notice_id, row.due_at = FindingState.NOTIFIED, notice.id, due.at
    asked = "问题告知" if is_committee(notice.issuer) else "限期整改"
    told(
        session,
        row,
        FindingAct.NOTIFY,
        operator,
        now,
        f"{notice.number}{asked},{due.at:%m月%d日 %H:%M}前({due.reason})",
        details=details,
    )
