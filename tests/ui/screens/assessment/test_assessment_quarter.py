"""A quarter at the keyboard: entered estate by estate, seen, published, exported, printed, withdrawn."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.data.database import Database
from desktop.domain.assessment.scheme import Part
from desktop.domain.assessment.term import Term
from desktop.forms.assessment import Source
from desktop.services.assessment import inputs
from desktop.services.assessment.sight import Sight, look
from tests.office import Office
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
Q3 = Term(2026, 3)


def keys(seat: Seat, *typed: str | Qt.Key) -> None:
    """Press keys one after the other where the keyboard is."""
    for key in typed:
        window: Any = QApplication.activeModalWidget() or seat.screen
        target = window.focusWidget() or window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def kept(database: Database, office: Office, wanted: int | None = None) -> Sight:
    with database.read() as session:
        return look(session, Q3, wanted, office.now)


def row_words(seat: Seat, estate: int) -> dict[str, str]:
    """What stands in an estate's line, by column."""
    board = seat.screen.page.ranking.board
    found = board.records.known(estate)
    return {column.key: text for column, text in zip(board.records.columns, found.cells, strict=True)}


def test_the_first_month_of_a_quarter_shows_the_one_before(sit: Sit) -> None:
    page = sit().screen.page
    assert page.term == Q3
    assert page.ranking.board.records.rowCount() == 7  # the office's own estate too


def test_several_estates_are_entered_with_the_keys(sit: Sit, database: Database, estates: list[int]) -> None:
    seat = sit(("inputs", None))
    seat.screen.page.sheets.bar.search.setText("安心")
    seat.screen.page.sheets.bar.search.returnPressed.emit()
    seat.screen.page.sheets.board.select_ids([estates[0]])
    seat.press("Return")
    for counts, score in ((("90", "30"), "85"), (("60", "60"), "91.5"), (("10", "5"), "60")):
        keys(seat, *[key for count in counts for key in (count, Qt.Key.Key_Return)])
        seat.screen.page.sheets.entry.opinions[Source.NEIGHBORHOOD]["score"].setFocus()
        keys(seat, score)
        seat.press("Ctrl+Return")
    with database.read() as session:
        found = {one.estate_id: one for one in inputs.read(session, Q3).estates}
    entered = [found[key] for key in estates[:3]]
    assert [one.surveys[0].counts[:2] for one in entered] == [(90, 30), (60, 60), (10, 5)]
    assert [next(iter(one.opinions.values())).score for one in entered] == [85, 91.5, 60]
    assert seat.screen.page.sheets.entry.estate_id == estates[3]
    assert all(Part.OWNERS in one.missing for one in entered)
    assert [key for key in estates[3:] if found[key].surveys] == []


def test_places_that_are_shared_and_what_is_missing_are_said_in_words(sit: Sit, estates: list[int]) -> None:
    seat = sit(("results", "2026Q3"))
    first, second, third = (row_words(seat, key) for key in estates[:3])
    assert (first["rank"], second["rank"], third["rank"]) == ("1", "并列2", "并列2")
    assert first["survey"] == "缺"
    seat.screen.page.ranking.board.select_ids([estates[1]])
    seat.settle()
    seat.press("Return")
    head = seat.part("assessment.part.survey")
    assert head.accessibleName() == "业主满意度 20% 缺,摊给其他"
    seat.screen.page.ranking.views["below"].click()
    assert seat.screen.page.ranking.board.records.rowCount() == 1
    assert row_words(seat, estates[5])["listed"] == "黑榜 低于60"


def test_a_figure_opens_to_its_records_and_they_open_elsewhere(sit: Sit, estates: list[int]) -> None:
    seat = sit(("results", ("2026Q3", estates[1])))
    seat.press("Return")
    seat.press("Space")
    panel = seat.screen.page.estate_panel
    (record,) = [made for made in panel.findChildren(object) if made.objectName().startswith("assessment.record.")]
    assert "88分" in record.text()
    record.click()
    assert seat.went[-1][0] == "inspection"
    seat.press("Down")
    assert seat.screen.focusWidget().objectName() == "assessment.part.survey"
    seat.press("Up")
    seat.press("Up")
    assert seat.screen.focusWidget() is seat.screen.page.ranking.board


def test_a_quarter_is_published_exported_and_printed(
    sit: Sit, office: Office, database: Database, estates: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = sit(("results", "2026Q3"))
    seat.press("Ctrl+Return")
    dialog = seat.screen.page.publishing.asking.dialog
    assert any("封存" in words for words in _texts(dialog))
    seat.press("Ctrl+Return")
    sight = kept(database, office)
    assert sight.stands is not None and sight.stands.number == 1
    assert seat.part("assessment.standing.about").text().startswith("第1次")
    path = tmp_path / "结果.xlsx"
    monkeypatch.setattr(
        "desktop.ui.screens.assessment.results.publishing.QFileDialog.getSaveFileName", lambda *_: (str(path), "")
    )
    seat.press("Ctrl+E")
    seat.settle()
    book = load_workbook(path)
    words = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line}
    assert {"一品苑", "云顶园"} <= words
    seat.press("Ctrl+P")
    seat.settle()
    preview = seat.screen.page.publishing.preview
    assert preview is not None and preview.windowTitle().startswith("2026年第三季度公示表")
    preview.reject()
    assert kept(database, office).given.view.row(estates[0]).total is not None


def test_withdrawing_asks_why_and_says_so(sit: Sit, office: Office, database: Database) -> None:
    seat = sit(("results", "2026Q3"))
    seat.press("Ctrl+Return")
    seat.press("Ctrl+Return")
    seat.part("assessment.withdraw").click()
    dialog = seat.screen.page.publishing.asking.dialog
    seat.press("Ctrl+Return")
    assert dialog.form.editors.problems["reason"].text()
    dialog.form.editors["reason"].setPlainText("漏了一次检查")
    seat.press("Ctrl+Return")
    assert kept(database, office).stands is None
    which = seat.screen.page.standing.which
    assert which.itemText(0).endswith("已撤回")


def test_a_later_change_leaves_what_was_published_and_is_named(sit: Sit, estates: list[int]) -> None:
    seat = sit(("results", "2026Q3"))
    seat.press("Ctrl+Return")
    seat.press("Ctrl+Return")
    before = row_words(seat, estates[0])
    seat.screen.open(("scheme", None))
    seat.settle()
    form = seat.screen.page.form
    form.editors["inspection"].setText("40")
    assert seat.part("assessment.scheme.weights.sum").text() == "合计90%,应为100%"
    seat.press("Ctrl+S")
    assert "100%" in form.editors.problems["inspection"].text()
    form.editors["survey"].setText("30")
    seat.press("Ctrl+S")
    assert seat.told[-1].startswith("考核办法第1版已保存")
    seat.screen.open(("results", None))
    seat.settle()
    assert row_words(seat, estates[0]) == before
    assert "不同之处" in seat.screen.page.standing.more.text()
    seat.press("F9")
    assert any("第0版" in words for words in _texts(seat.screen.page.standing))
    seat.screen.page.standing.wanted.emit(0)
    seat.settle()
    assert seat.screen.page.sight.live


def _texts(widget: Any) -> list[str]:
    return [made.text() for made in widget.findChildren(QLabel)]
