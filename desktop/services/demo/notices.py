"""The stations of an invented notice: issued, signed for, answered by receipt, looked back at."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.inspection.states import FindingState
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.forms.rectification import PutRight, Receipt, SignNotice
from desktop.services.concluding import finish
from desktop.services.demo import content
from desktop.services.demo.scene import Scene
from desktop.services.demo.visits import INSPECTORS
from desktop.services.inspection import inspecting, sheets
from desktop.services.rectification import notices, rechecking
from desktop.services.reference.print_heads import words

WAITING = (FindingState.OPEN, FindingState.NOTIFIED, FindingState.FAILED)


def issue(scene: Scene, inspection: int, at: datetime, *, by_committee: bool = False) -> int:
    """A notice about what an inspection found and is not put right yet; its id. The committee's own only advises."""
    keys = [row.id for row in findings(scene, Finding.inspection_id == inspection) if row.state in WAITING]
    form = notices.prepared(scene.session, keys)
    if by_committee:
        said = words(scene.session)
        form = replace(form, issuer=content.OFFICE, requirement=said.advice_demand, consequence=said.advice_consequence)
    return notices.issue(scene.session, keys, form, scene.clerk, at).id


def sign(scene: Scene, notice: int, at: datetime) -> None:
    """The manager takes it."""
    signed = findings(scene, Finding.notice_id == notice)[0].responsible
    notices.sign(scene.session, notice, SignNotice(signed), scene.clerk, at)


def answer(scene: Scene, notice: int, at: datetime) -> None:
    """The company says that all of it is done."""
    lines = [
        PutRight(row.id, scene.random.choice(content.MEASURES), at.date())
        for row in findings(scene, Finding.notice_id == notice)
        if row.state in WAITING
    ]
    receipt = Receipt("已按通知逐项整改,附照片,请复查。")
    notices.receive(scene.session, notice, receipt, lines, scene.clerk, at)


def look_back(scene: Scene, notice: int, at: datetime, failing: int = 0) -> int:
    """A look-back with its sheet; the first `failing` faults are still there. The inspection's id."""
    keys = [row.id for row in findings(scene, Finding.notice_id == notice)]
    [(first, codes)] = rechecking.items_to_recheck(scene.session, keys).items()
    key = inspecting.start_recheck(scene.session, first, codes, scene.clerk, at)
    sheets.note_printed(scene.session, [key], scene.clerk, at)
    head = InspectionHead(inspected_on=at.date(), inspectors=INSPECTORS, weather=scene.random.choice(content.WEATHER))
    inspecting.save_head(scene.session, key, head, scene.clerk, at)
    bad = set(codes[:failing])
    answers = [ItemAnswer(code, True, int(code in bad), "仍未整改到位" if code in bad else "") for code in codes]
    inspecting.save_answers(scene.session, key, answers, scene.clerk, at)
    finish(scene.session, key, scene.clerk, at)
    return key


def through(scene: Scene, inspection: int, at: datetime) -> int:
    """A notice that goes its whole way until it is cleared; its id."""
    notice = issue(scene, inspection, at)
    sign(scene, notice, scene.at(at, 1))
    answer(scene, notice, scene.at(at, 8))
    look_back(scene, notice, scene.at(at, 10))
    return notice


def due_of(scene: Scene, notice: int) -> datetime:
    """Until when a notice is to be followed, but an hour ago at the latest: what is late is late by now."""
    return min(scene.session.get_one(RectificationNotice, notice).due_at, scene.now - timedelta(hours=1))


def findings(scene: Scene, where: object) -> list[Finding]:
    """Findings in their order."""
    return list(scene.session.scalars(select(Finding).where(where).order_by(Finding.id)))  # type: ignore[arg-type]
