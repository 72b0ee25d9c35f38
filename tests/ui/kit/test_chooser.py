import pytest
from gallery import PLACES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.fields import Pick
from desktop.ui.kit.forms.candidates import Candidate, Candidates
from desktop.ui.kit.forms.chooser import Chooser


@pytest.fixture
def window(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def chooser(window):
    made = Chooser(Pick(label="小区", of="place"), may_add=True)
    made.set_candidates(PLACES)
    window.layout().addWidget(made)
    made.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("fxxc", ["丰翔新城"]),
        ("FX", ["丰翔新城"]),
        ("fengx", ["丰翔新城"]),
        ("学士", ["经纬学士逸居"]),
        ("大华 一", ["大华一村"]),
        ("yc", ["大华一村"]),
        ("", ["丰翔新城", "经纬学士逸居", "大华一村"]),
        ("没有", []),
    ],
)
def test_found_by_chinese_pinyin_and_initials(typed, found):
    assert [c.text for c in Candidates(PLACES).find(typed)] == found


def test_the_name_itself_comes_before_the_most_used():
    places = [Candidate(1, "大华一村东", weight=9), Candidate(2, "大华一村"), Candidate(3, "新大华一村", weight=20)]
    assert [c.id for c in Candidates(places).find("大华一村")] == [2, 1, 3]


def test_the_keyboard_alone_is_enough(chooser, qtbot):
    QTest.keyClicks(chooser, "dh")
    assert chooser.listed() == ("大华一村",) and chooser.value() is None
    with qtbot.waitSignal(chooser.chosen) as told:
        QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert told.args == [3] and chooser.text() == "大华一村" and not chooser.list_open
    assert chooser.candidate().detail == "大华居委"


def test_arrows_go_through_the_list_and_escape_closes_it(chooser):
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert len(chooser.listed()) == 3
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert chooser.value() == 2
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    QTest.keyClick(chooser, Qt.Key.Key_Escape)
    assert not chooser.list_open and chooser.value() == 2


def test_changing_the_text_forgets_the_choice(chooser, qtbot):
    chooser.set_value(1)
    with qtbot.waitSignal(chooser.chosen) as told:
        QTest.keyClick(chooser, Qt.Key.Key_Backspace)
    assert told.args == [None] and chooser.value() is None and chooser.mistake()


def test_leaving_a_full_name_chooses_it(chooser, window, compose):
    other = Chooser(Pick(label="其他", of="place"))
    window.layout().addWidget(other)
    other.show()
    compose(chooser, "丰翔新城")
    other.setFocus()
    assert chooser.value() == 1


def test_tab_takes_what_was_typed_for_but_not_what_only_lay_open(chooser):
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    QTest.keyClick(chooser, Qt.Key.Key_Tab)
    assert chooser.value() is None
    QTest.keyClicks(chooser, "jw")
    QTest.keyClick(chooser, Qt.Key.Key_Tab)
    assert chooser.value() == 2


def test_what_is_not_found_can_be_asked_for(chooser, qtbot, compose):
    compose(chooser, "新")
    assert chooser.listed() == ("丰翔新城",)
    chooser.clear()
    compose(chooser, "星河湾")
    assert chooser.listed() == ()
    with qtbot.waitSignal(chooser.add_requested) as told:
        QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert told.args == ["星河湾"]


def test_a_value_may_come_before_its_list(window):
    late = Chooser(Pick(label="小区", of="place"))
    window.layout().addWidget(late)
    late.set_value(2)
    assert late.value() == 2 and late.text() == ""
    late.set_candidates(PLACES)
    assert late.value() == 2 and late.text() == "经纬学士逸居"


def test_an_answer_that_comes_while_typing_refills_the_open_list(chooser, compose):
    compose(chooser, "星")
    chooser.set_candidates([*PLACES, Candidate(9, "星河湾")])
    assert chooser.listed() == ("星河湾",)


def test_the_list_lies_inside_the_window(chooser, window):
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    popup = next(child for child in window.children() if child.property("kind") == "popup")
    assert window.rect().contains(popup.geometry()) and popup.isVisible()
