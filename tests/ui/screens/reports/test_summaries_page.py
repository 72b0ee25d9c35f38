"""工作总结: figures are read, words are written between them and saved by themselves, Word goes out and comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.summaries import keeping, templates
from desktop.ui.desk import Desk
from desktop.ui.screen import Screen
from desktop.ui.screens.reports.screen import ReportsScreen
from desktop.ui.screens.reports.summaries.page import SummariesPage
from tests.documents.word.filled_files import edited, rewrite, template, texts
from tests.office import Office

NOVEMBER = Period.month(2026, 11)
Show = Callable[..., Screen]


@pytest.fixture
def page(show: Show, office: Office) -> SummariesPage:
    office.register()
    screen = show(ReportsScreen, ("summaries", "bulletin"))
    assert isinstance(screen, ReportsScreen)
    assert isinstance(screen.page, SummariesPage)
    return screen.page


@pytest.fixture
def said(desk: Desk) -> list[str]:
    told: list[str] = []
    desk.told.connect(lambda sentence, *_: told.append(sentence))
    return told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy, timeout=20_000)


def kept(office: Office, kind: SummaryKind = SummaryKind.BULLETIN) -> dict[str, str]:
    with office.database.read() as session:
        found = keeping.written(session, kind, NOVEMBER).sections
        return {name: "\n".join("".join(run.text for run in line) for line in prose) for name, prose in found.items()}


def shown(page: SummariesPage) -> str:
    return "\n".join(label.text() for label in page.text.findChildren(QLabel))


def test_figures_stand_between_boxes_in_the_order_of_the_document(page):
    assert "本月共受理物业服务诉求1件" in shown(page)
    assert list(page.text.boxes) == ["运行情况", "热点分析", "承接情况", "不满意工单分析", "工作要求"]
    assert page.text.boxes["工作要求"].placeholderText() == "在此填写对承办单位的要求。"
    assert page.state.text().endswith("处待填写")


def test_what_is_typed_is_saved_by_itself(page, office, desk, qtbot):
    box = page.text.boxes["工作要求"]
    box.setPlainText("请各单位抓紧。\n重点小区要上门。")
    assert page.state.text() == "正在输入…"
    qtbot.waitUntil(lambda: kept(office) == {"工作要求": "请各单位抓紧。\n重点小区要上门。"}, timeout=5000)
    qtbot.waitUntil(lambda: page.state.text().startswith("已保存"))
    page.refresh()
    settled(qtbot, desk)
    assert page.text.boxes["工作要求"].toPlainText() == "请各单位抓紧。\n重点小区要上门。"


def test_words_survive_a_refresh_at_any_moment(page, office, desk, qtbot):
    box = page.text.boxes["工作要求"]
    box.setFocus()
    box.setPlainText("还没有保存的话")
    office.register(content="又来一件")
    page.refresh()
    settled(qtbot, desk)
    assert page.text.boxes["工作要求"].toPlainText() == "还没有保存的话"
    assert "本月共受理物业服务诉求2件" in shown(page)
    assert kept(office) == {"工作要求": "还没有保存的话"}


def test_another_text_does_not_take_these_words(page, office, desk, qtbot):
    page.text.boxes["工作要求"].setPlainText("只给通报")
    page.list.setCurrentRow(list(SummaryKind).index(SummaryKind.TERM))
    settled(qtbot, desk)
    assert page.over.period == Period.parse("2026H2")
    assert "工作要求" not in page.text.boxes
    assert kept(office) == {"工作要求": "只给通报"}
    page.list.setCurrentRow(0)
    settled(qtbot, desk)
    assert page.text.boxes["工作要求"].toPlainText() == "只给通报"


def test_leaving_the_page_saves_at_once(page, office, desk, qtbot):
    page.text.boxes["工作要求"].setPlainText("就要走了")
    page.hide()
    settled(qtbot, desk)
    assert kept(office) == {"工作要求": "就要走了"}


def test_word_goes_out_and_comes_back(page, desk, qtbot, said, tmp_path: Path):
    path = tmp_path / "通报.docx"
    page.text.boxes["工作要求"].setPlainText("请各单位抓紧。")
    page.export_to(path)
    settled(qtbot, desk)
    assert said[-1].startswith("已保存到“通报.docx”。还有")
    assert "请各单位抓紧。" in texts(path.read_bytes())
    path.write_bytes(edited(path.read_bytes(), lambda document: rewrite(document, "请各单位抓紧", "请抓紧,不要拖。")))
    page.adopt(path)
    settled(qtbot, desk)
    assert said[-1] == "已带过来1节自己写的文字。"
    assert page.text.boxes["工作要求"].toPlainText() == "请抓紧,不要拖。"


def test_a_rewritten_sentence_is_shown_beside_the_newest_and_can_be_given_up(page, office, desk, qtbot, tmp_path: Path):
    path = tmp_path / "通报.docx"
    page.export_to(path)
    settled(qtbot, desk)
    path.write_bytes(edited(path.read_bytes(), lambda document: rewrite(document, "截至11月16日", "受理了一件。")))
    page.adopt(path)
    settled(qtbot, desk)
    office.register(content="又来一件")
    page.refresh()
    settled(qtbot, desk)
    assert "受理了一件。" in shown(page)
    assert "本段改写过。按最新数据应为:截至11月16日，本月共受理物业服务诉求2件" in shown(page)
    (take,) = [one for one in page.text.findChildren(QPushButton) if one.text() == "用最新的"]
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert "受理了一件。" not in shown(page)


def test_what_cannot_be_read_is_said(page, desk, qtbot, said, tmp_path: Path):
    other = tmp_path / "别的.docx"
    other.write_bytes(template("随便"))
    page.adopt(other)
    settled(qtbot, desk)
    assert said[-1] == "“别的.docx”不是本程序生成的,请选择在这里生成、后来改过的文件。"
    page.import_template(tmp_path / "没有.docx")
    settled(qtbot, desk)
    assert said[-1].startswith("读不到“没有.docx”")


def test_an_edited_template_is_used_and_given_up(page, office, desk, qtbot, said, tmp_path: Path):
    path = tmp_path / "模板.docx"
    path.write_bytes(template("#本单位的通报", "{{受理情况}}", "{{填写:工作要求}}"))
    page.import_template(path)
    settled(qtbot, desk)
    assert said[-1] == "月度通报以后用“模板.docx”作模板。"
    assert list(page.text.boxes) == ["工作要求"]
    assert page.about.text().startswith("正在用本单位改过的模板。")
    page.reset_template()
    settled(qtbot, desk)
    assert len(page.text.boxes) == 5
    with office.database.read() as session:
        assert not templates.is_own(session, SummaryKind.BULLETIN)


def test_a_template_that_cannot_be_filled_changes_nothing(page, desk, qtbot, said, tmp_path: Path):
    path = tmp_path / "模板.docx"
    path.write_bytes(template("{{受里}}"))
    page.import_template(path)
    settled(qtbot, desk)
    assert "认不出来" in said[-1]
    assert len(page.text.boxes) == 5


def test_an_optional_section_comes_and_goes(page, desk, qtbot):
    page.list.setCurrentRow(list(SummaryKind).index(SummaryKind.TERM))
    settled(qtbot, desk)
    (box,) = page.findChildren(QCheckBox)
    assert not box.isChecked()
    box.click()
    settled(qtbot, desk)
    assert "疫情防控" in page.text.boxes


def test_the_keyboard_reaches_every_box(page, qtbot):
    page.window().activateWindow()
    page.text.begin()
    qtbot.waitUntil(page.text.boxes["运行情况"].hasFocus)
    for section in ("热点分析", "承接情况"):
        qtbot.keyClick(page.text.boxes["运行情况"].window().focusWidget(), Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda section=section: page.text.boxes[section].hasFocus())
    page.text.step(-1)
    assert page.text.boxes["热点分析"].hasFocus()
    assert {"Ctrl+E", "Ctrl+O", "Ctrl+S", "F6", "Alt+Down"} <= {command.keys for command in page.commands}


def test_nothing_is_clipped_in_any_look(every_look, page, clipped, desk, qtbot):
    settled(qtbot, desk)
    inside = page.text.widget()  # the new lines are laid out with the next events
    qtbot.waitUntil(lambda: inside.height() >= max(inside.minimumSizeHint().height(), 300))
    assert not clipped(page), every_look


def test_the_names_that_a_template_may_use_can_be_read_and_copied(page, desk, qtbot, clipped):
    page.findChild(QPushButton, "reports.summaries.placeholders").click()
    settled(qtbot, desk)
    dialog = page.explained
    assert dialog is not None and dialog.isVisible() and dialog.text.isReadOnly()
    told = dialog.text.toPlainText()
    for name in (
        "{{受理情况}}",
        "{{填写:工作要求}}",
        "{{节:运行情况}}",
        "{{分小区.标题}}",
        "投诉集中\tR22",
        "{{单位}}",
    ):
        assert name in told, name
    assert clipped(dialog) == []
    dialog.close()
