"""Kept forms: filled for one estate alone, and called by another name."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.domain.form_mapping.fillings import Figure, ListColumn, Lists, Of, Rows
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.lifecycle import State
from desktop.forms.registry import NewEstate
from desktop.forms.reporting import ScopeForm
from desktop.forms.town_forms import FormName
from desktop.services.counting import scoping
from desktop.services.registry.adding import add_estate
from desktop.services.town_forms import keeping
from desktop.ui.paged import PagedScreen
from desktop.ui.screens.reports.forms import FormsPage
from tests.office import Office
from tests.services.town_forms.form_files import made
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]


class FormsAlone(PagedScreen):
    """The forms alone under a title."""

    name, title = "reports", "统计上报"
    makers = (FormsPage,)


@pytest.fixture
def sit(qtbot: QtBot, office: Office, database: Database) -> Iterator[Sit]:
    """Opens the page with a kept form: how many were received, and by estate."""
    seats: list[Seat] = []
    form = made([["受理件次", None], ["小区", "件次"], [None, None], [None, None]], framed="A1:B4")
    rows = Rows(Lists.ESTATES, (ListColumn(1, Of.NAME), ListColumn(2, Figure("N01"))))
    mapping = Mapping((Mapped(Spot("月报", (1, 2)), Figure("N01")), Mapped(Spot("月报", (3, 1)), rows)))
    with database.write() as session:
        other = add_estate(session, NewEstate("海锦花园"), office.operator, office.now)
        kept = keeping.keep_form(session, FormName("月报"), form, mapping, office.operator, office.now)
    office.order_in(State.DONE)
    office.order_in(State.HANDLING, estate=other)
    office.order_in(State.HANDLING, estate=other)

    def make() -> Seat:
        seats.append(Seat(qtbot, FormsAlone, database, office.operator, office.now, ("forms", kept)))
        return seats[-1]

    yield make
    for seat in seats:
        seat.leave()


def page(seat: Seat) -> FormsPage:
    shown = seat.screen.page
    assert isinstance(shown, FormsPage)
    return shown


def look_at(seat: Seat, office: Office) -> None:
    with office.database.read() as session:
        page(seat).over.scopes.take(scoping.chosen(session, ScopeForm(estates=(office.estate,))))
    seat.settle()


def test_a_form_is_filled_for_one_estate_alone(
    sit: Sit, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat, asked = sit(), []
    marks = page(seat).sheet.view.marks
    assert [marks[at].text for at in ((1, 2), (3, 2), (4, 2))] == ["3", "1", "2"]
    look_at(seat, office)
    marks = page(seat).sheet.view.marks
    assert [marks[at].text for at in ((1, 2), (3, 1), (3, 2), (4, 1))] == ["1", "丰翔新城", "1", ""]

    def save(_owner: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    seat.press("Ctrl+E")
    assert asked == ["月报2026年11月(丰翔新城).xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / asked[0]).read_bytes())).active
    assert [sheet[cell].value for cell in ("B1", "A3", "B3", "A4")] == [1, "丰翔新城", 1, None]
    assert "已填" in seat.part("reports.forms.list").item(0).text()
    page(seat).over.scopes.take(scoping.Chosen())
    seat.settle()
    assert "未填" in seat.part("reports.forms.list").item(0).text(), "it was filled for one estate only"


def test_a_kept_form_is_given_another_name(sit: Sit, office: Office) -> None:
    seat = sit()
    seat.press("Ctrl+R")
    dialog = page(seat).runs.dialog
    assert dialog is not None
    name = seat.part("reports.forms.rename.name")
    assert name.text() == "月报"
    name.setText("房管办月报")
    seat.press("Ctrl+Return")
    assert seat.told[-1] == "已改名为“房管办月报”"
    assert seat.part("reports.forms.list").item(0).text().startswith("房管办月报")
    work = page(seat).work
    assert work is not None
    assert work.name == "房管办月报"
    page(seat).sheet.view.go_to((1, 2))
    seat.press("Delete")
    seat.press("Ctrl+S")
    assert seat.told[-1] == "已保存对应关系"
    with office.database.read() as session:
        assert len(keeping.kept_form(session, 1).mapping.cells) == 1


def test_a_name_that_is_taken_is_refused_at_the_field(sit: Sit, office: Office) -> None:
    with office.database.write() as session:
        form = made([["别的", None]])
        keeping.keep_form(session, FormName("别的表"), form, Mapping(), office.operator, office.now)
    seat = sit()
    seat.press("Ctrl+R")
    dialog = page(seat).runs.dialog
    assert dialog is not None
    seat.part("reports.forms.rename.name").setText("别的表")
    seat.press("Ctrl+Return")
    assert dialog.isVisible()
    dialog.close()
