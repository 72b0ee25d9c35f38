"""考核办法: the scheme in sections, saved as a new version; its versions; the groups of the estates."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.errors import Refused
from desktop.services import desk as desk_service
from desktop.services.assessment import scheme_desk
from desktop.services.assessment.scheme import KeptScheme
from desktop.services.assessment.scheme_desk import SchemeDesk
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.paged import Page
from desktop.ui.screens.assessment.scheme.groups_view import GroupsView
from desktop.ui.screens.assessment.scheme.rules_sheet import RulesSheet
from desktop.ui.screens.assessment.scheme.scheme_form import SchemeForm
from desktop.ui.screens.assessment.scheme.versions_card import VersionsCard

DRAFT = "assessment.scheme"
PAUSE = 800  # milliseconds without typing before the draft is kept


class SchemePage(Page):
    """`open` takes "groups" to show those. What was changed and not saved is kept."""

    name, title = "scheme", "考核办法"
    tables = frozenset({"assessment_scheme", "checklist", "estate_group", "estate"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read = Latest()
        self._found: SchemeDesk | None = None
        self._touched = False
        self._draft: dict[str, Any] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep_draft)
        self.sheet: RulesSheet | None = None
        self.form = SchemeForm(desk)
        self.versions = VersionsCard()
        self.groups = GroupsView(desk)
        self._lay_out()
        self.form.edited.connect(self._edited)
        self.versions.opened.connect(self._read_version)
        self._keys()
        desk.background.read(desk_service.draft, DRAFT).while_alive(self).then(self._restore)

    def open(self, what: object = None) -> None:
        """Show the scheme, or the groups."""
        self._face(int(what == "groups"))
        self.refresh()
        self._home()

    def refresh(self) -> None:
        """Read scheme, versions and groups anew; what is being changed stays."""
        self._read(self.desk.background.read(scheme_desk.read)).then(self._show)
        self.groups.refresh()

    def save(self) -> None:
        """Keep what was changed as a new version."""
        if self._found is None:
            return
        self.form.show_problems({})
        try:
            card = self.form.value()
        except Refused as refusal:
            self.form.show_failure(refusal)
            return
        desk = self.desk
        task = desk.background.write(scheme_desk.keep, card, self._found.kept.number, desk.operator, desk.now())
        task.then(self._saved, self.form.show_failure)

    def drop(self) -> None:
        """Go back to the scheme in force; 撤销 brings the changes back."""
        if self._found is None or not self._touched:
            self.desk.say("没有改动。")
            return
        before = self.form.editors.draft()
        self._settle()
        self.form.show_card(self._found.card)
        self._tell()
        self.desk.say("已放弃改动。", Tone.NEUTRAL, "撤销", partial(self._bring_back, before))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        self._faces = QButtonGroup(self)
        for at, (words, name) in enumerate((("考核办法", "rules"), ("小区分组", "groups"))):
            face = button(words, f"assessment.scheme.face.{name}", partial(self._choose_face, at))
            face.setCheckable(True)
            face.setChecked(at == 0)
            face.setProperty("compact", True)
            self._faces.addButton(face, at)
            head.addWidget(face)
        head.addSpacing(BETWEEN)
        self._state = label("", "muted", name="assessment.scheme.state")
        head.addWidget(self._state)
        head.addStretch(1)
        self.body.addLayout(head)
        rules = QWidget()
        row = QHBoxLayout(rules)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        contents = Card("各部分", "assessment.scheme.contents")
        contents.setFixedWidth(current().px(150))
        contents.add(self.form.contents, 1)
        row.addWidget(contents)
        row.addWidget(self.form, 1)
        row.addLayout(self._right())
        self._stack = QStackedWidget()
        self._stack.addWidget(rules)
        self._stack.addWidget(self.groups)
        self.body.addWidget(self._stack, 1)

    def _right(self) -> QVBoxLayout:
        keeping = Card("保存为新的一版", "assessment.scheme.keeping")
        keeping.setFixedWidth(current().px(256))
        keeping.add(self.form.editors.block("note"))
        keeping.add(self.form.editors.general)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        self._save = button("保存新版", "assessment.scheme.save", self.save, kind="primary", icon="save", tip="Ctrl+S")
        acts.addWidget(self._save)
        acts.addWidget(button("放弃改动", "assessment.scheme.drop", self.drop, kind="quiet"))
        acts.addStretch(1)
        keeping.add(acts)
        self.versions.setFixedWidth(current().px(256))
        column = QVBoxLayout()
        column.setSpacing(BETWEEN)
        column.addWidget(keeping)
        column.addWidget(self.versions, 1)
        return column

    def _keys(self) -> None:
        self.command("Ctrl+S", "保存新版", self.save)
        self.command("Ctrl+Return", "把选中的小区列入分组", self._put)
        self.command("F6", "到各部分或小区列表", self._home)
        self.command("F7", "办法和小区分组之间切换", self._other)
        self.command("F9", "到历次修改", self.versions.list.setFocus)

    def _show(self, found: SchemeDesk) -> None:
        moved = self._found is not None and self._found.kept.number != found.kept.number
        first = self._found is None
        self._found = found
        self.versions.show_versions(found.versions)
        if first or (moved and not self._touched):
            self.form.show_card(found.card)
            if self._draft:
                self._bring_back(self._draft)
        self._tell()

    def _tell(self) -> None:
        kept = self._found.kept if self._found else None
        if kept is None:
            return
        version = f"现行第{kept.number}版" if kept.number else "现行的是软件自带的示例,请按本单位的办法核对后保存"
        self._state.setText(f"{version} · 有未保存的改动" if self._touched else version)

    def _edited(self) -> None:
        self._touched = True
        self._draft = self.form.editors.draft()
        self._pause.start()
        self._tell()

    def _keep_draft(self) -> None:
        self._pause.stop()
        self.desk.background.write(desk_service.keep_draft, DRAFT, self._draft)

    def _restore(self, draft: dict[str, Any]) -> None:
        if draft and not self._touched:
            self._bring_back(draft)

    def _bring_back(self, draft: dict[str, Any]) -> None:
        self._draft = draft
        if self._found is not None:
            self.form.set_draft(draft)
            self._touched = True
            self._tell()

    def _settle(self) -> None:
        self._touched, self._draft = False, {}
        self._keep_draft()

    def _saved(self, number: int) -> None:
        self._settle()
        self.desk.say(f"考核办法第{number}版已保存;已公布的考核不变。", Tone.DONE)
        self.refresh()

    def _read_version(self, kept: KeptScheme) -> None:
        read = self.desk.background.read(scheme_desk.rules_of, kept)
        read.while_alive(self).then(partial(self._show_rules, kept))

    def _show_rules(self, kept: KeptScheme, rules: list[tuple[str, str]]) -> None:
        title = f"考核办法第{kept.number}版" if kept.number else "软件自带的示例办法"
        about = " · ".join(filter(None, [f"{kept.at:%Y-%m-%d %H:%M}" if kept.at else "", kept.by, kept.note]))
        self.sheet = RulesSheet(title, about, rules, self)
        self.sheet.open()

    def _face(self, at: int) -> None:
        self._faces.button(at).setChecked(True)
        self._stack.setCurrentIndex(at)

    def _choose_face(self, at: int) -> None:
        self._face(at)
        self._home()

    def _other(self) -> None:
        self._choose_face(int(self._stack.currentIndex() == 0))

    def _home(self) -> None:
        (self.groups.board if self._stack.currentIndex() else self.form.contents).setFocus()

    def _put(self) -> None:
        if self._stack.currentIndex():
            self.groups.put()
