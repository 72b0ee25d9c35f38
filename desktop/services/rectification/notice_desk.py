"""What is on the desk when a notice, or several findings, are worked on: the next step, measures, what is possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.rectification.escalation import WRITTEN, Next, next_step, otherwise
from desktop.domain.rectification.lifecycle import FINDING_RULES, RUNNING, FindingAct
from desktop.forms.rectification import MeasureLevel
from desktop.services.rectification import measure_list, notice_list
from desktop.services.rectification.measure_list import MeasureView
from desktop.services.rectification.measures import rules
from desktop.services.rectification.notice_history import history_of_notice
from desktop.services.rectification.notice_list import NoticeView
from desktop.services.rectification.rechecking import items_to_recheck


@dataclass(frozen=True, slots=True)
class NoticeCase:
    """A notice with its measures, the step that is due now (or None) and `ahead`: what follows when nothing happens.

    `levels` are the measures that may be taken, the one that is due first; none once the notice is settled.
    """

    notice: NoticeView
    due: Next | None
    ahead: str
    measures: tuple[MeasureView, ...]
    levels: tuple[MeasureLevel, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Several chosen findings: those that a notice can take and that can be looked at again, and why no notice."""

    notify: tuple[int, ...]
    recheck: tuple[int, ...]
    sheets: int
    words: str


def case(session: Session, notice_id: int, now: datetime) -> NoticeCase:
    """Everything about one notice; refused where it does not exist."""
    shown = notice_list.view(session, notice_id, now)
    measures = tuple(measure_list.view(session, key, now) for key, _ in shown.measures)
    if shown.state not in RUNNING:
        return NoticeCase(shown, None, "", measures, ())
    history = history_of_notice(session, session.get_one(RectificationNotice, notice_id), now)
    known = rules()
    due = next_step(history, now, known)
    if due is not None:
        ahead = due.otherwise
    elif history.put_right:
        ahead = ""
    else:
        until = history.answer_due_at if history.level >= WRITTEN else history.due_at
        follows = otherwise(history.level, history.yellows, known.thresholds)
        ahead = f"{until:%m月%d日 %H:%M}前等候反馈。{follows}" if until is not None else follows
    first = MeasureLevel(str(due.level.level)) if due is not None and due.level.level else None
    levels = sorted(MeasureLevel, key=lambda level: level is not first)
    return NoticeCase(shown, due, ahead, measures, tuple(levels))


def choice(session: Session, finding_ids: Sequence[int]) -> Choice:
    """What can be done to several findings together."""
    rows = session.scalars(select(Finding).where(Finding.id.in_(finding_ids)).order_by(Finding.id)).all()
    notify = tuple(row.id for row in rows if row.state in FINDING_RULES[FindingAct.NOTIFY])
    recheck = tuple(row.id for row in rows if row.state in FINDING_RULES[FindingAct.RECHECK])
    sheets = len(items_to_recheck(session, recheck))
    kept = {row.id: row for row in rows}
    places = {(kept[key].estate_id, kept[key].organisation_id) for key in notify}
    if len(places) > 1:
        return Choice(
            (), recheck, sheets, "选中的问题不在同一小区和企业,不能写进一份通知书;请在上方选一个小区,再选问题。"
        )
    left = len(rows) - len(notify)
    words = f"{left}个问题已在整改或已了结,不会写进通知书。" if notify and left else ""
    return Choice(notify, recheck, sheets, words)
