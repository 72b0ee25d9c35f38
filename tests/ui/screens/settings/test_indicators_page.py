"""统计口径 in the settings: a definition is checked while it is typed, tried out, kept and taken back."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.data.database import Database
from desktop.domain.indicators.definition import Definition
from desktop.domain.indicators.figures import Rounding
from desktop.domain.lifecycle import State
from desktop.services.indicators import defined
from desktop.ui.screens.settings import SettingsScreen
from desktop.ui.screens.settings.indicators import IndicatorsPage
from tests.office import Office
from tests.ui.screens.seat import Seat


@pytest.fixture
def seat(qtbot: QtBot, office: Office, database: Database) -> Iterator[Seat]:
    office.order_in(State.DONE)
    office.order_in(State.HANDLING)
    made = Seat(qtbot, SettingsScreen, database, office.operator, office.now, "indicators")
    yield made
    made.leave()


def turn_to(seat: Seat, code: str) -> IndicatorsPage:
    page: IndicatorsPage = seat.screen.page
    rows = [page.list.item(row).text() for row in range(page.list.count())]
    page.list.setCurrentRow(next(row for row, words in enumerate(rows) if words.startswith(f"{code} ")))
    seat.settle()
    return page


def write(seat: Seat, page: IndicatorsPage, name: str, text: str) -> None:
    """Type into a formula, until it is checked."""
    with seat.qtbot.waitSignal(page.editor.changed, timeout=5000):
        page.editor.formula(name).setPlainText(text)
    seat.settle()


def in_force(database: Database, code: str) -> Definition:
    with database.read() as session:
        return defined.definitions(session)[code]


def test_a_definition_is_shown_with_its_story(seat: Seat) -> None:
    page = turn_to(seat, "K09")
    form = page.editor.form.value()
    assert (form.name, form.basis, form.unit, form.decimals) == ("满意率", "办结时间", "%", 1)
    assert form.weights == "评价:满意=1、基本满意=0.8、一般=0.6、不满意=0"
    assert page.about.text().startswith("K09 · 原口径(上海某镇(约2018))")
    assert not page.touched
    assert not seat.part("settings.indicators.restore").isEnabled()


def test_what_no_number_can_be_is_said_at_its_field(seat: Seat) -> None:
    page = turn_to(seat, "K09")
    editors = page.editor.form.editors
    for name, text, told in (
        ("decimals", "1.5", "小数位数请填整数"),
        ("weights", "评价:满意=1/00", "权重看不懂"),
        ("weights", "评价:满意=1;评价:一般=0.6", "“评价”写了两次"),
    ):
        before = editors[name].text()
        with seat.qtbot.waitSignal(page.editor.changed, timeout=5000):
            editors[name].setText(text)
        seat.settle()
        assert told in editors.problems[name].text()
        assert not seat.part("settings.indicators.save").isEnabled()
        with seat.qtbot.waitSignal(page.editor.changed, timeout=5000):
            editors[name].setText(before)
        seat.settle()
        assert not editors.problems[name].text()


def test_a_fault_stands_under_its_box_and_is_marked_in_it(seat: Seat) -> None:
    page = turn_to(seat, "K05")
    write(seat, page, "where", "非 已作废 且 非 认定踢除")
    assert "是不是“认定剔除”?(第11个字)" in page.editor.form.editors.problems["where"].text()
    marked = page.editor.formula("where").extraSelections()
    assert [each.cursor.selectedText() for each in marked] == ["认定踢除"]
    assert not seat.part("settings.indicators.save").isEnabled()
    seat.part("settings.indicators.try").click()
    assert seat.told[-1] == "请先改好标红的地方,再试算。"
    write(seat, page, "where", "非 已作废")
    assert not page.editor.form.editors.problems["where"].text()
    assert not page.editor.formula("where").extraSelections()
    assert page.touched


def test_weights_and_parameters_that_cannot_be_read_are_told(seat: Seat) -> None:
    page = turn_to(seat, "K09")
    page.editor.form.editors["weights"].setText("评价:满意很多")
    page.editor.check()
    assert "写成" in page.editor.form.editors.problems["weights"].text()
    page.editor.form.editors["weights"].setText("评价: 满意=1, 基本满意=60%")
    page.editor.check()
    assert page.editor.definition().weights == {"评价": {"满意": 1, "基本满意": Fraction(3, 5)}}


def test_words_are_found_and_inserted_at_the_cursor(seat: Seat) -> None:
    page = turn_to(seat, "K05")
    write(seat, page, "numerator", "")
    page.editor.formula("numerator").setFocus()
    page.formulas.sought.setText("计数()为全部")
    shown = [row for row in range(page.formulas.list.count()) if not page.formulas.list.item(row).isHidden()]
    assert len(shown) == 1
    page.formulas.list.itemActivated.emit(page.formulas.list.item(shown[0]))
    page.editor.insert("已并案")
    assert page.editor.formula("numerator").toPlainText() == "计数(已并案)"


def test_trying_out_shows_both_numbers_beside_what_is_in_force(seat: Seat) -> None:
    page = turn_to(seat, "K04")
    page.trial.period.setText("2026")
    seat.part("settings.indicators.try").click()
    seat.settle()
    assert page.trial.outcome.text() == "2026年:1 ÷ 2 = 50.0%"
    write(seat, page, "denominator", "计数(已填(办结时间))")
    seat.part("settings.indicators.try").click()
    seat.settle()
    assert page.trial.outcome.text() == "2026年:1 ÷ 1 = 100.0%\n现行口径:1 ÷ 2 = 50.0%"
    page.trial.period.setText("去年")
    seat.part("settings.indicators.try").click()
    assert "不是统计期" in page.trial.outcome.text()


def test_a_version_is_saved_with_its_reason_and_taken_back(seat: Seat, database: Database) -> None:
    page = turn_to(seat, "K04")
    write(seat, page, "where", "非 已作废")
    seat.part("settings.indicators.save").click()
    page.dialog.form.editors["note"].setText("按镇2026年办法")
    page.dialog.accept()
    seat.settle()
    kept = in_force(database, "K04")
    assert (kept.where, kept.meaning) == ("非 已作废", "")
    assert "第1版" in page.about.text()
    assert "与原口径不同:剔除" in page.about.text()
    assert page.note.text() == "1 项已改"
    seat.part("settings.indicators.restore").click()
    seat.settle()
    assert in_force(database, "K04") == defined.shipped()["K04"]
    assert page.note.text() == "0 项已改"


def test_what_is_typed_survives_a_change_by_somebody_else(seat: Seat) -> None:
    page = turn_to(seat, "K04")
    write(seat, page, "where", "非 已作废")
    page.refresh()
    seat.settle()
    assert page.editor.formula("where").toPlainText() == "非 已作废"
    seat.part("settings.indicators.undo").click()
    assert page.editor.formula("where").toPlainText() == defined.shipped()["K04"].where


def test_a_place_and_a_rounding_are_taken_over(seat: Seat, database: Database) -> None:
    page = turn_to(seat, "K09")
    seat.part("settings.indicators.preset").click()
    page.dialog.form.editors["preset"].set_value("xining")
    page.dialog.accept()
    seat.settle()
    assert in_force(database, "K09").variant == "xining"
    seat.part("settings.indicators.round").click()
    page.dialog.form.editors["decimals"].set_value(1)
    page.dialog.form.editors["rounding"].set_value(Rounding.TRUNCATE)
    page.dialog.accept()
    seat.settle()
    assert in_force(database, "K04").rounding is Rounding.TRUNCATE


def test_another_kind_of_record_brings_its_own_words(seat: Seat) -> None:
    page = turn_to(seat, "K20")
    words = [page.formulas.list.item(row).text() for row in range(page.formulas.list.count())]
    assert any(line.startswith("整改期限\n") for line in words)
    page.editor.form.editors["source"].set_value("检查")
    page.editor.check()
    assert "可按检查日期统计" in page.editor.form.editors.problems["basis"].text()


def test_finding_an_indicator_hides_the_others(seat: Seat) -> None:
    page: IndicatorsPage = seat.screen.page
    QTest.keyClicks(page.sought, "k09")
    shown = [page.list.item(row).text() for row in range(page.list.count()) if not page.list.item(row).isHidden()]
    assert shown
    assert all("K09" in words for words in shown)
    assert page.list.item(0).data(Qt.ItemDataRole.DisplayRole)
