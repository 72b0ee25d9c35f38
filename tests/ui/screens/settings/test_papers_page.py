"""印发抬头 in the settings: what is saved, what is refused, the page that shows what comes out, the wordings."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.forms.papers import HeadInk
from desktop.services.reference import print_heads as heads
from desktop.ui.screens.settings import SettingsScreen
from tests.office import Office
from tests.ui.screens.seat import Seat


@pytest.fixture
def seat(qtbot: QtBot, office: Office, database: Database) -> Iterator[Seat]:
    made = Seat(qtbot, SettingsScreen, database, office.operator, office.now, "papers")
    yield made
    made.leave()


def test_heads_are_saved_and_the_sample_follows_what_is_typed(seat: Seat, qtbot: QtBot, database: Database) -> None:
    page = seat.screen.page
    before = page.picture.pixmap().toImage()
    assert before.width() > 250
    page.form.editors["issuer"].setText("云港镇房屋管理办公室")
    page.form.editors["ink"].set_value(HeadInk.RED)
    qtbot.waitUntil(lambda: page.picture.pixmap().toImage() != before)
    seat.settle()
    seat.part("settings.papers.save").click()
    seat.settle()
    with database.read() as session:
        kept = heads.heads(session)
    assert (kept.issuer, kept.ink) == ("云港镇房屋管理办公室", HeadInk.RED)
    assert seat.told[-1].startswith("印发抬头已保存")


def test_problems_stand_at_their_fields(seat: Seat, qtbot: QtBot) -> None:
    page = seat.screen.page
    page.form.editors["code"].setText("")
    page.form.editors["phone"].setText("电话")
    seat.part("settings.papers.save").click()
    seat.settle()
    assert "代字" in page.form.editors.problems["code"].text()
    assert page.form.editors.problems["phone"].text()
    qtbot.wait(400)  # the sample waits for a pause in typing
    seat.settle()


@pytest.mark.parametrize("group", ["notice", "advice", "others"])
def test_wordings_are_changed_by_group_and_the_others_stay(seat: Seat, database: Database, group: str) -> None:
    seat.part(f"settings.papers.{group}").click()
    seat.settle()
    dialog = seat.screen.page.dialog
    first = next(iter(dialog.form.editors))
    dialog.form.editors[first].setPlainText("按本地规定办理。")
    dialog.accept()
    seat.settle()
    with database.read() as session:
        found = heads.words(session)
    assert getattr(found, first) == "按本地规定办理。"
    changed = {code for code, text in heads.default_words().items() if getattr(found, code) != text}
    assert changed == {first}


def test_the_page_fits_in_every_look(
    qtbot: QtBot, office: Office, database: Database, every_look: str, clipped: Callable[..., list[str]]
) -> None:
    wide, high = (1700, 1080) if every_look == "large" else (1202, 768)
    made = Seat(qtbot, SettingsScreen, database, office.operator, office.now, "papers", wide=wide, high=high)
    assert clipped(made.screen) == []
    made.leave()
