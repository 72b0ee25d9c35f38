"""The opened form: its sheets as tabs, the one that is shown, and what can be done with all of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar

from desktop.domain.form_mapping.mapping import Spot
from desktop.services.town_forms.opening import OpenForm
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.reports.forms.sheet_view import SheetView
from desktop.ui.screens.reports.forms.work import Work


class SheetCard(Card):
    """`moved` follows the current cell, also to another sheet."""

    moved = Signal()

    def __init__(self, open_file: Callable[[], object]) -> None:
        super().__init__("表格内容", "reports.forms.card")
        self._form: OpenForm | None = None
        self._work: Work | None = None
        self.view = SheetView()
        self.tabs = QTabBar()
        self.tabs.setObjectName("reports.forms.tabs")
        self.tabs.setAccessibleName("工作表")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.notice = label("", "muted", wrap=True, name="reports.forms.notice")
        self.notice.hide()
        self.sure = button("全部采纳", "reports.forms.sure", icon="check", tip="Ctrl+Shift+Enter")
        self.undo = button("撤销", "reports.forms.undo", icon="undo", tip="Ctrl+Z")
        self.save = button("保存对应关系", "reports.forms.save", icon="save", tip="Ctrl+S")
        for act in (self.sure, self.undo, self.save):
            self.add_action(act)
        opening = button("打开表格", "reports.forms.first", open_file, kind="primary", icon="folder", tip="Ctrl+O")
        self.nothing = EmptyState(
            "file", "打开上级发来的表格", "点一格,选要填的数;程序会按旁边的文字提出建议。保存后每月一键填好。", opening
        )
        self._faces = QStackedWidget()
        self._faces.addWidget(self.nothing)
        self._faces.addWidget(self.view)
        self.add(self.notice)
        self.add(self._faces, 1)
        self.add(self.tabs)
        self.tabs.currentChanged.connect(self._turned)
        self.view.moved.connect(self.moved)
        self.show_state(None)

    @property
    def spot(self) -> Spot | None:
        """The current cell."""
        look = self.view.look if self._work else None
        return Spot(look.name, self.view.at) if look else None

    def show_work(self, work: Work, at: Spot | None = None) -> None:
        """Show a form from its first sheet that is seen, or at a cell."""
        self._work, self._form = work, work.form
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for look in work.form.looks:
            self.tabs.addTab(look.name + ("(隐藏)" if look.hidden else ""))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 1)
        self._faces.setCurrentWidget(self.view)
        self.go_to(at or Spot(work.form.looks[0].name, (1, 1)))

    def show_nothing(self) -> None:
        """No form is open."""
        self._work = self._form = None
        self._faces.setCurrentWidget(self.nothing)
        self.tabs.hide()
        self.set_title("表格")
        self.note.clear()
        self.say(())

    def go_to(self, spot: Spot) -> None:
        """Make a cell current, on whichever sheet."""
        if self._form is None:
            return
        nth = next(nth for nth, look in enumerate(self._form.looks) if look.name == spot.sheet)
        self.tabs.setCurrentIndex(nth)
        if self.view.look is not self._form.looks[nth]:
            self.view.show_sheet(self._form.looks[nth], spot.at)
        else:
            self.view.go_to(spot.at)
        self.show_marks()

    def turn(self, by: int) -> None:
        """The next or the previous sheet."""
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def show_marks(self) -> None:
        """Lay over the sheet what fills its cells now."""
        if self._work is not None and (look := self.view.look) is not None:
            self.view.show_marks(self._work.marks(look.name))

    def show_state(self, work: Work | None) -> None:
        """What the form is called, what is still to be done, and which acts there are."""
        self.sure.setVisible(work is not None and bool(work.sure))
        self.undo.setVisible(work is not None)
        self.save.setVisible(work is not None)
        if work is None:
            return
        self.set_title(work.name or work.form.file_name)
        asked = len(work.mapping.asked)
        parts = [f"{len(work.mapping.cells)}处已对应"]
        parts += [f"{asked}处请确认"] if asked else []
        parts += [f"{len(work.proposals)}处有建议"] if work.proposals else []
        self.note.setText(" · ".join(parts))
        self.sure.setText(f"全部采纳({len(work.sure)})")
        self.undo.setEnabled(work.undoable)
        self.save.setEnabled(work.changed)

    def say(self, sentences: Sequence[str]) -> None:
        """What the conversion of an old file loses; nothing to hide the line."""
        self.notice.setVisible(bool(sentences))
        self.notice.setText("\n".join(sentences))

    def _turned(self, nth: int) -> None:
        if self._form is not None and 0 <= nth < len(self._form.looks):
            look = self._form.looks[nth]
            if self.view.look is not look:
                self.view.show_sheet(look)
                self.show_marks()
