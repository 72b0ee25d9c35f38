"""The demonstration's inspections: everything that a visitor should see is there, whole, and the same each time."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Finding, Measure, ProcedureStep, RectificationNotice
from desktop.domain.assessment.term import Term
from desktop.domain.inspection.states import FindingState, InspectionState, NoticeState
from desktop.services.demo import content, office, rounds
from desktop.services.demo.rounds import Inspected
from desktop.services.inspection import coverage
from desktop.services.published import standing
from desktop.services.reference.seeding import ensure_office
from desktop.services.safekeeping import verifying

SEED, NOW = 7, datetime(2026, 11, 21, 10, 30)


def made(path: Path, now: datetime) -> tuple[Database, Inspected]:
    """A demonstration office in a new database."""
    database, random = Database(path), Random(SEED)
    with database.write() as session:
        people = office.furnish(session, ensure_office(session), now, random)
        return database, rounds.inspect(session, people, now, random)


def scores(session: Session) -> list[tuple[str, float | None, int]]:
    """Every inspection by number with its score and how many faults it found."""
    found = Counter(session.scalars(select(Finding.inspection_id)))
    rows = session.scalars(select(Inspection).order_by(Inspection.id))
    return [(row.number, row.score, found[row.id]) for row in rows]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Inspected]]:
    """The office on a Saturday in November, made once."""
    database, inspected = made(tmp_path_factory.mktemp("demo") / "linliban.sqlite3", NOW)
    yield database, inspected
    database.close()


def test_everything_that_a_visitor_should_see_is_there(shown: tuple[Database, Inspected]) -> None:
    database, inspected = shown
    with database.read() as session:
        notices = list(session.scalars(select(RectificationNotice)))
        findings = list(session.scalars(select(Finding)))
        assert {one.state for one in notices} == set(NoticeState) - {NoticeState.VOID, NoticeState.FAILED}
        assert {one.state for one in findings} == set(FindingState) - {FindingState.VOID}
        assert any(one.parent_id for one in notices) and any(one.opened_order_id for one in findings)
        assert [one.source_order_id for one in findings if one.source_order_id] == [inspected.order_id]
        assert {one.level for one in session.scalars(select(Measure))} == {1, 2, 3}
        assert session.get_one(Measure, inspected.pressed.talk).interview["promise"]
        assert session.get_one(RectificationNotice, inspected.pressed.notice).due_at < NOW
        steps = list(session.scalars(select(ProcedureStep)))
        assert any(step.work_order_id for step in steps) and any(step.finding_id for step in steps)
        assert session.get_one(Inspection, inspected.under_way.half).state == InspectionState.ENTERING
        assert session.get_one(Inspection, inspected.under_way.printed).state == InspectionState.PREPARED
        standings = [(plan.done, plan.estates, plan.active) for plan in coverage.plans(session, NOW, True)]
        assert sorted(standings) == [(3, 4, True), (5, 8, True), (8, 8, False)]
        assert standing(session, Term(2026, 3)) is not None and standing(session, Term(2026, 4)) is None


def test_scores_are_spread_as_they_should_be(shown: tuple[Database, Inspected]) -> None:
    database, _ = shown
    with database.read() as session:
        kept = [score for _, score, _ in scores(session) if score is not None]
    for score, wanted in zip(kept, content.SCORES.values(), strict=False):
        assert score == pytest.approx(wanted, abs=1)


def test_it_is_sound(shown: tuple[Database, Inspected]) -> None:
    database, _ = shown
    with database.read() as session:
        path = database.attachments.parent / "linliban.sqlite3"
        assert verifying.verify(session, path, database.attachments).problems == ()


@pytest.mark.parametrize("now", [NOW, datetime(2027, 1, 1, 0, 5)])
def test_it_is_the_same_each_time_and_works_on_any_day(
    shown: tuple[Database, Inspected], tmp_path: Path, now: datetime
) -> None:
    database, inspected = made(tmp_path / "linliban.sqlite3", now)
    with database.read() as session, shown[0].read() as other:
        mine, theirs = scores(session), scores(other)
        assert [found for *_, found in mine] == [found for *_, found in theirs]
        assert mine == theirs or now != NOW
        assert all(row.done_at is None or row.done_at <= now for row in session.scalars(select(Inspection)))
        assert standing(session, inspected.published) is not None
    database.close()
