"""Somebody at the inspection screen: prepares inspections, and enters them with the keys alone."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.inspections import Inspection
from desktop.domain.inspection.checklist import Item, Way
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import InspectionHead
from desktop.services.inspection import inspecting, preparing, viewing
from desktop.services.inspection.lists import newest
from desktop.services.inspection.viewing import InspectionView
from desktop.ui.screens.inspection.records.entry.entry import Entry
from tests.office import Office
from tests.ui.screens.seat import Seat

LIST = "property_daily_assessment"


def prepare(office: Office, code: str = LIST, estates: Sequence[int] = ()) -> list[int]:
    """Inspections with a shipped list."""
    with office.database.write() as session:
        wanted = newest(session, code).id
        kind = InspectionKind.DAILY
        return preparing.prepare(session, wanted, estates or [office.estate], kind, office.operator, office.now)


def stored(database: Database, inspection_id: int) -> InspectionView:
    """The inspection as it is kept."""
    with database.read() as session:
        return viewing.view(session, inspection_id)


def row(database: Database, inspection_id: int) -> Inspection:
    """The stored inspection, apart from any session."""
    with database.read() as session:
        found = session.scalars(select(Inspection).where(Inspection.id == inspection_id)).one()
        session.expunge_all()
        return found


def sign(office: Office, inspection_id: int) -> None:
    """Fill in the head, so that the inspection can be finished."""
    with office.database.write() as session:
        head = InspectionHead(date(2026, 11, 13), "王芳、李强", "陈经理", "多云")
        inspecting.save_head(session, inspection_id, head, office.operator, office.now)


def entry_of(seat: Seat) -> Entry:
    """The entry on the page that is shown."""
    return seat.screen.page.entry


def keys(seat: Seat, *typed: str | Qt.Key) -> None:
    """Press keys one after the other without waiting, as quick fingers do."""
    for key in typed:
        focus: Any = QApplication.activeModalWidget() or seat.screen
        target = focus.focusWidget() or focus
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def found_on(item: Item, at: int) -> tuple[str, Fraction]:
    """What is typed on an item, and the points that this must take away."""
    faulty = at % 3 == 0
    match item.way:
        case Way.PER_OCCURRENCE:
            places = 12 if at % 6 == 0 else 1 if faulty else 0
            return str(places), min(item.amount * places, item.cap)
        case Way.ALL_OR_NOTHING:
            return ("2", item.points) if faulty else ("1", Fraction(0))
        case Way.TIERED:
            last = len(item.tiers) if faulty else 1
            return str(last), item.tiers[last - 1].deduct
        case Way.RATIO:
            return "87.5", item.points - round(item.points * Fraction(875, 1000) * 10 + Fraction(1, 10**9)) / Fraction(
                10
            )
        case Way.NUMBER:
            return "0.5", Fraction(1, 2)
        case _:
            return ("2" if faulty else "1"), Fraction(0)
