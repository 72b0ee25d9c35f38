"""Publishing an assessment: kept whole with its scheme and sealed; withdrawn with a reason; compared with now."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.tables.assessments import Assessment
from desktop.domain.assessment import outcome_json, scheme_json
from desktop.domain.assessment.outcome import AssessmentView
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.indicators import number_words
from desktop.domain.operator import Operator
from desktop.forms.assessment import PublishForm, WithdrawForm
from desktop.forms.fields import check
from desktop.services.assessment.assessing import assess
from desktop.services.assessment.entries import told
from desktop.services.assessment.scheme import current
from desktop.services.published import Standing, seal


def publish(session: Session, term: Term, form: PublishForm, operator: Operator, now: datetime) -> int:
    """Keep the assessment as it is now and publish it; returns its id. What was published before keeps its number and
    its figures and no longer stands. Refused where nothing could be ranked, or the same stands published already."""
    form = check(form)
    kept, view = current(session), assess(session, term, now)
    if not any(row.total is not None for row in view.rows):
        raise Refused("没有一个小区有总分,还不能公布;请先完成检查和登记。")
    figures = outcome_json.plain(view)
    scheme = {"number": kept.number, "content": scheme_json.plain(kept.scheme)}
    before = session.scalars(
        select(Assessment)
        .where(Assessment.period == term.code, Assessment.state == Standing.PUBLISHED)
        .order_by(Assessment.number.desc())
    ).first()
    if before is not None and (before.content, before.scheme) == (figures, scheme):
        raise Refused(f"与已公布的第{before.number}次完全相同,不用再公布。")
    number = (session.scalar(select(func.max(Assessment.number)).where(Assessment.period == term.code)) or 0) + 1
    row = Assessment(
        office_id=operator.office_id,
        period=term.code,
        number=number,
        state=Standing.PUBLISHED,
        scheme=scheme,
        content=figures,
        digest="",
        published_at=now,
        published_by_id=operator.id,
        note=form.note,
    )
    row.digest = seal(row)
    session.add(row)
    session.flush()
    text = f"公布{term.words}考核结果(第{number}次)" + (f":{form.note}" if form.note else "")
    told(session, term, "publish", operator, now, text, assessment=row.id, digest=row.digest)
    return row.id


def withdraw(
    session: Session, assessment_id: int, form: WithdrawForm, operator: Operator, now: datetime, seen: int | None = None
) -> None:
    """Say that a publication no longer stands; it keeps its figures, and the one before it stands again."""
    form = check(form)
    row = session.get_one(Assessment, assessment_id)
    if seen is not None and row.version != seen:
        raise Refused("这次公布刚被别人改过,请刷新后再看。")
    if row.state != Standing.PUBLISHED:
        raise Refused("这次公布已经撤回过了。")
    row.state = Standing.WITHDRAWN
    session.flush()
    term = Term.parse(row.period)
    text = f"撤回{term.words}考核结果(第{row.number}次):{form.reason}"
    told(session, term, "withdraw", operator, now, text, assessment=row.id)


def damaged(session: Session) -> list[str]:
    """Publications whose figures are no longer those that were sealed, in sentences; for the check of the data."""
    rows = session.scalars(select(Assessment).order_by(Assessment.id))
    return [
        f"{Term.parse(row.period).words}第{row.number}次公布的考核结果与公布时不符,可能被改动"
        for row in rows
        if seal(row) != row.digest
    ]


def differences(kept: AssessmentView, live: AssessmentView) -> list[str]:
    """Where the records now give other figures than were published, estate by estate."""
    now = {row.estate_id: row for row in live.rows}
    found = []
    for row in kept.rows:
        other = now.pop(row.estate_id, None)
        if other is None:
            found.append(f"{row.estate}现在不在考核范围内")
            continue
        changed = [
            f"{then.part.label}{number_words(then.value, 2)}→{number_words(this.value, 2)}"
            for then, this in zip(row.figures, other.figures, strict=False)
            if then.value != this.value
        ]
        for name, mine, theirs in (("加分", row.bonus, other.bonus), ("扣分", row.penalty, other.penalty)):
            if mine.counted != theirs.counted:
                changed.append(f"{name}{number_words(mine.counted, 2)}→{number_words(theirs.counted, 2)}")
        if row.total != other.total:
            changed.append(f"总分{number_words(row.total, 2)}→{number_words(other.total, 2)}")
        if row.group != other.group:
            changed.append(f"分组“{row.group}”→“{other.group}”")
        if row.rank != other.rank and not changed:
            changed.append(f"排名{row.rank or '—'}→{other.rank or '—'}")
        if changed:
            found.append(f"{row.estate}:{'、'.join(changed)}")
    found += [f"{row.estate}公布时不在考核范围内" for row in now.values()]
    then, these = _definitions(kept), _definitions(live)
    if then and then != these:
        others = "、".join(sorted(these - then))
        found.insert(0, f"公布时按{'、'.join(sorted(then - these))}计算" + (f",现在按{others}" if others else ""))
    if kept.scheme_number != live.scheme_number:
        found.insert(0, f"公布时用的是考核办法第{kept.scheme_number}版,现在是第{live.scheme_number}版")
    return found


def _definitions(view: AssessmentView) -> set[str]:
    """The definitions of indicators that its figures were counted by; none in what was kept before they were."""
    return {one for row in view.rows for figure in row.figures for one in figure.by}
