import dataclasses
import json
from datetime import date, datetime

import pytest
from gallery import NOW, PLACES, Colour, Sample, form
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QPlainTextEdit

from desktop.domain.errors import Cancelled, Refused, StorageTrouble
from desktop.ui.kit.forms.editors import ChoiceBox
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.thumbnail import Thumbnail

FULL = Sample(
    phone="021-66120000",
    name="李女士",
    place=2,
    places=(3, 1),
    content="地下车库\n道闸坏了",
    colour=Colour.BLUE,
    shade=Colour.RED,
    due=datetime(2026, 11, 23, 17, 30),
    day=date(2026, 11, 23),
    agreed=False,
    secret=True,
    heard=False,
    amount=12.5,
    photos=("/somewhere/photo.jpg",),
)


@pytest.fixture
def view(qtbot):
    made = form()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


def test_a_form_goes_in_and_comes_out_the_same(view):
    view.set_value(FULL)
    assert view.value() == FULL
    assert type(view.value().colour) is Colour


def test_an_empty_view_holds_the_defaults_of_the_form(view):
    assert view.value() == Sample()
    view.set_value(FULL)
    view.clear()
    assert view.value() == Sample()


def test_a_draft_survives_as_json(view, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.touch()
    view.set_value(FULL)
    view.editors["photos"].set_value((str(photo),))
    view.editors["amount"].setText("十二")
    kept = json.loads(json.dumps(view.editors.draft()))
    view.clear()
    view.editors.set_draft(kept | {"unknown": 1})
    assert view.editors["amount"].text() == "十二"
    view.editors["amount"].setText("12.5")
    assert view.value().photos == (str(photo),)
    view.editors["photos"].set_value(FULL.photos)
    assert view.value() == FULL


def test_a_draft_of_tomorrow_means_the_same_day_later(view):
    view.editors["due"].setText("明天 17:00")
    assert view.editors.draft()["due"] == "2026-11-22 17:00"


def test_every_editor_is_named_and_labelled(view):
    for name, field in view.editors.fields.items():
        editor = view.editors[name]
        assert editor.objectName() == f"sample.{name}"
        assert editor.accessibleName() == field.label
        assert view.editors.labels[name].text() in ("", field.label, f"{field.label} *")
    assert view.findChild(QLineEdit, "sample.phone") is view.editors["phone"]
    assert view.findChild(QPlainTextEdit, "sample.content") is view.editors["content"]


def test_what_cannot_be_read_is_refused_with_all_other_problems(view):
    view.editors["due"].setText("乱写")
    view.editors["amount"].setText("十二")
    view.editors["place"].setText("没有的小区")
    with pytest.raises(Refused) as refusal:
        view.value()
    assert refusal.value.problems == {
        "phone": "请填写电话。",
        "content": "请填写内容。",
        "due": "看不懂截止时间,请写成 11-23 17:30 或 明天 17:00。",
        "amount": "金额应为数字,请检查。",
        "place": "请从列表中选择小区,或清空这一项。",
    }


def test_problems_are_told_at_the_field_and_go_when_it_is_edited(view):
    view.show_problems({"content": "请填写内容。", "phone": "请填写电话。", "other": "请刷新。"})
    phone, line = view.editors["phone"], view.editors.problems["phone"]
    assert phone.hasFocus() and line.isVisible() and line.text() == "请填写电话。"
    assert phone.property("invalid") is True and phone.accessibleDescription() == "请填写电话。"
    assert view.editors.general.text() == "请刷新。"
    QTest.keyClicks(phone, "1")
    assert not line.isVisible() and phone.property("invalid") is False
    assert view.editors.problems["content"].isVisible()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Refused({"phone": "请填写电话。"}), ""),
        (StorageTrouble("磁盘已满,请清理后再保存。"), "磁盘已满,请清理后再保存。"),
        (Cancelled(), "已取消,没有改动。"),
        (ValueError("x"), "没有完成,填写的内容还在。请再试一次;仍不行请重新打开程序。"),
    ],
)
def test_every_failure_says_what_to_do_and_keeps_the_text(view, error, told):
    view.set_value(FULL)
    view.editors.show_failure(error)
    assert view.editors.general.text() == told
    assert view.value() == FULL


def test_enter_goes_through_the_form(view):
    view.editors["phone"].setFocus()
    passed = []
    for _ in range(20):
        focused = view.focusWidget()
        passed.append(focused.objectName())
        if isinstance(focused, QPlainTextEdit):
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        else:
            QTest.keyClick(focused, Qt.Key.Key_Return)
        if view.focusWidget().objectName() == "files.add":
            break
    assert passed == [
        *("sample.phone", "sample.name", "sample.place", "", "sample.content", "sample.colour", "sample.shade"),
        *("sample.due", "sample.day", "sample.agreed", "sample.secret", "sample.heard", "sample.amount"),
    ]


def test_enter_breaks_a_line_in_long_text(view):
    content = view.editors["content"]
    content.setFocus()
    QTest.keyClicks(content, "a")
    QTest.keyClick(content, Qt.Key.Key_Return)
    QTest.keyClicks(content, "b")
    assert content.value() == "a\nb"
    assert content.counter() == "3/20"


def test_edited_names_the_field(view, qtbot):
    with qtbot.waitSignal(view.editors.edited) as told:
        view.editors["secret"].click()
    assert told.args == ["secret"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" 138 1234 5678 ", "13812345678"), ("(021)66120000", "021-66120000"), ("\uff11\uff13\uff18", "138"), ("", "")],
)
def test_phones_are_kept_as_digits(view, typed, kept):
    view.editors["phone"].setText(typed)
    assert view.editors["phone"].value() == kept


@pytest.mark.parametrize(
    ("typed", "number"), [("1,204.5", 1204.5), ("\uff15", 5), ("", None), ("nan", None), ("1e400", None)]
)
def test_numbers_as_typed(view, typed, number):
    view.editors["amount"].setText(typed)
    assert view.editors["amount"].value() == number


def test_a_moment_is_written_out_when_the_field_is_left(view):
    due = view.editors["due"]
    due.setFocus()
    QTest.keyClicks(due, "11-23 17:30")
    QTest.keyClick(due, Qt.Key.Key_Return)
    assert due.text() == "2026-11-23 17:30"
    due.take(date(2026, 12, 1))
    assert due.value() == datetime(2026, 12, 1, 17, 30)


def test_the_wheel_and_the_first_line_of_an_optional_choice(view):
    shade = view.editors["shade"]
    assert isinstance(shade, ChoiceBox) and shade.value() is None
    shade.setCurrentIndex(2)
    assert shade.value() is Colour.BLUE
    shade.setCurrentIndex(0)
    assert shade.value() is None


def test_several_are_chosen_and_taken_away(view):
    places = view.editors["places"]
    places.line.setFocus()
    for typed in ("fx", "dh", "fx"):
        QTest.keyClicks(places.line, typed)
        QTest.keyClick(places.line, Qt.Key.Key_Return)
        places.line.setFocus()
    assert places.value() == (1, 3) and places.line.text() == ""
    QTest.keyClick(places.line, Qt.Key.Key_Backspace)
    assert places.value() == (1,)


def test_files_come_by_paste_and_go_by_click(view, tmp_path, qtbot):
    files = view.editors["photos"]
    files.keep_in(tmp_path)
    with qtbot.waitSignal(files.refused):
        QGuiApplication.clipboard().setText("no picture")
        files.paste()
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    files.paste()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in files.value()])
    QGuiApplication.clipboard().setMimeData(data)
    files.paste()
    (path,) = files.value()  # the same file twice is one
    assert path == str(tmp_path / "20261121-093100-000000.png")
    assert QImage(path).size() == picture.size()
    qtbot.waitUntil(lambda: any(child.isVisible() for child in files.findChildren(Thumbnail)))
    (shown,) = (child for child in files.findChildren(Thumbnail) if child.isVisible())
    assert shown.accessibleName() == "移除20261121-093100-000000.png"
    shown.click()
    assert files.value() == ()


def test_a_view_of_some_fields_keeps_the_others(qtbot):
    view = FormView(Sample, columns=1, only=("name", "secret"), name="small", now=lambda: NOW)
    qtbot.addWidget(view)
    assert list(view.editors) == ["name", "secret"] and view.editors["name"].objectName() == "small.name"
    assert view.value() == Sample()
    view.set_value(FULL)
    view.editors["name"].setText("王先生")
    assert view.value() == dataclasses.replace(FULL, name="王先生")


def test_single_editors_serve_without_a_view(qtbot):
    editors = Editors(Sample, now=lambda: NOW, only=("place",))
    block = editors.block("place")
    qtbot.addWidget(block)
    qtbot.addWidget(editors.general)
    editors.set_candidates("place", PLACES)
    editors["place"].set_value(3)
    assert editors.value().place == 3


def test_a_day_is_chosen_in_the_calendar_by_keyboard(view, qtbot):
    day = view.editors["day"]
    day.setText("2026-11-23")
    day.setFocus()
    QTest.keyClick(day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = day.findChild(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
    assert day.value() == date(2026, 11, 24)
    qtbot.waitUntil(lambda: day.findChild(QCalendarWidget) is None)
