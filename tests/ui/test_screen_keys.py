"""A screen's keys work wherever the keyboard is in the window, and only those of the screen that is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from desktop.ui.screen import Screen


@pytest.fixture
def window(qtbot):
    """Two screens that know the same key, and beside them something else that takes the keyboard."""
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.beside, whole.stack, whole.pressed = QPushButton("换人"), QStackedWidget(), []
    row = QHBoxLayout(whole)
    row.addWidget(whole.beside)
    row.addWidget(whole.stack)
    for name in ("first", "second"):
        screen = Screen(None)
        screen.command("Ctrl+S", "保存", lambda name=name: whole.pressed.append(name))
        screen.command("D", "显示号码", lambda: whole.pressed.append("D"))
        screen.body.addWidget(QLineEdit())
        whole.stack.addWidget(screen)
    with qtbot.waitExposed(whole):
        whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    return whole


def test_a_key_works_when_the_keyboard_is_beside_the_screen(qtbot, window):
    window.beside.setFocus()
    qtbot.keyClick(window.beside, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == ["first"]


def test_a_key_works_after_the_editor_that_had_the_keyboard_was_switched_off(qtbot, window):
    editor = window.stack.currentWidget().findChild(QLineEdit)
    editor.setFocus()
    window.stack.currentWidget().setEnabled(False)  # as while something is saved
    window.stack.currentWidget().setEnabled(True)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == ["first"]


def test_only_the_screen_that_is_shown_answers(qtbot, window):
    window.stack.setCurrentIndex(1)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == ["second"]


def test_a_letter_typed_into_a_field_is_a_letter(qtbot, window):
    editor = window.stack.currentWidget().findChild(QLineEdit)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_D)
    assert editor.text() == "d"
    assert window.pressed == []
