"""The intake screen: one page of three columns, from the ringing phone to the number of the order."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.errors import Refused
from desktop.forms.intake import Intake
from desktop.services.intake import intake_help
from desktop.services.intake.intake_help import Opening
from desktop.services.orders.acts.register import Registered, register
from desktop.services.papers.orders import OrderPaper
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN
from desktop.ui.printing.orders import OrderPrinting
from desktop.ui.screen import Screen
from desktop.ui.screens.intake.actions import SaveBar, SavedCard
from desktop.ui.screens.intake.beside import Beside
from desktop.ui.screens.intake.columns import ScrolledColumn
from desktop.ui.screens.intake.entry import Entry
from desktop.ui.screens.intake.estate_dialog import EstateDialog
from desktop.ui.screens.intake.form_panel import FormPanel
from desktop.ui.screens.intake.head_notice import HeadNotice
from desktop.ui.screens.intake.paste_dialog import PasteDialog
from desktop.ui.screens.intake.typed import Typed

LISTS = ("estate", "category", "channel")
SHOWN = frozenset({"work_order", "estate", "estate_service", "organisation", "category", "channel"})
LEFT_AS_IT_WAS = "上一件还没有保存,已为您留着。"
CLEARED = "已清空。"
SAVE_FIRST = "请先保存,再打印受理单。"


class IntakeScreen(Screen):
    """Opened by F2 with "new", from the bar with None; what is typed stays until it is saved or cleared."""

    name = "intake"
    title = "受理登记"
    icon = "intake"
    help_lines = (
        "按通话的顺序填写。号码下面会列出以前的来电人和地址,按 Enter 采用。",
        "楼栋、单元、室列出小区里已知的,按 ↓ 选用,也可以直接写别的。",
        "类别按文字建议:在空着的类别里按 Enter,或随时按 Alt+Enter 采用。",
        "保存后给出工单号,可接着派单、打印受理单或继续登记。没保存的内容会自动保留。",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entry = Entry(desk, self)
        self.editors = self.entry.editors
        self.form = FormPanel(self.editors)
        self.beside = Beside(desk, self.entry, self.form, self)
        self.bar, self.saved = SaveBar(self.editors.general), SavedCard()
        self.notice = HeadNotice()
        self.printing = OrderPrinting(desk, self)
        self.typed = Typed(desk, self.entry, self)
        self._saving = False
        self._lay_out()
        self._connect()
        self._bind_keys()
        desk.fill_lists(self.editors, *LISTS)
        desk.background.read(intake_help.opening).then(self._begin)

    def open(self, what: object = None) -> None:
        """ "new" asks for an empty form; a filled one is never thrown away."""
        self.beside.refresh()
        if what == "new" and not self.entry.is_blank():
            self.desk.say(LEFT_AS_IT_WAS)
        elif what == "new":
            self.next()
        if not self._shows_saved() and not self.form.has_keyboard():
            self.editors["phone"].setFocus()

    def save(self) -> None:
        """Save; the number is shown once it is committed."""
        self._save(dispatch=False)

    def save_and_dispatch(self) -> None:
        """Save and go on to the dispatch; with a saved order shown, dispatch that one."""
        if self._shows_saved():
            self.saved.dispatch.click()
        else:
            self._save(dispatch=True)

    def next(self) -> None:
        """Ready for the next call."""
        self._show_saved(None)
        self.editors["phone"].setFocus()

    def clear(self) -> None:
        """Empty the form; the same button, or 撤销, brings everything back."""
        if self.typed.cleared:
            self.typed.undo_clear()
        elif not self.entry.is_blank():
            self.typed.clear()
            self.desk.say(CLEARED, Tone.NEUTRAL, "撤销", self.typed.undo_clear)
            self.editors["phone"].setFocus()

    def recognise(self) -> None:
        """Paste a message and let its fields be recognised."""
        dialog = PasteDialog(self.desk, self.entry.readings(), self)
        dialog.confirmed.connect(self._fill)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_saved(self) -> None:
        """Print the slip of the order just saved."""
        if self._shows_saved():
            self.saved.print.click()
        else:
            self.desk.say(SAVE_FIRST, Tone.DUE_SOON)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.typed.flush()
        elif event.type() == QEvent.Type.FocusIn:
            self.form.bring_into_view(watched)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.typed.flush()
        self.beside.rest()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        paste = button("粘贴识别", "intake.recognise", self.recognise, icon="paste", tip="粘贴识别 (Ctrl+Shift+V)")
        self.head.addWidget(self.notice, 1)
        self.head.addWidget(paste)
        middle = QVBoxLayout()
        middle.setSpacing(BETWEEN)
        middle.addWidget(ScrolledColumn(self.beside.outcome, "intake.outcome_scroll"), 1)
        middle.addWidget(self.bar)
        middle.addWidget(self.saved)
        columns = QHBoxLayout()
        columns.setSpacing(BETWEEN)
        columns.addWidget(self.form, 592)
        columns.addLayout(middle, 276)
        columns.addWidget(ScrolledColumn(self.beside.matters, "intake.matters_scroll"), 270)
        self.body.addLayout(columns, 1)

    def _connect(self) -> None:
        self.editors.edited.connect(self._edited)
        for name in self.editors:
            self.editors[name].installEventFilter(self)
        self.desk.pasted.mkdir(parents=True, exist_ok=True)
        self.editors["photos"].keep_in(self.desk.pasted)
        self.editors["photos"].refused.connect(lambda text: self.desk.say(text, Tone.DUE_SOON))
        self.editors["estate"].may_add = True
        self.editors["estate"].add_requested.connect(self._add_estate)
        self.typed.filled.connect(self._filled)
        self.typed.emptied.connect(self._emptied)
        self.typed.undo_offered.connect(self.bar.offer_undo)
        self.bar.dispatch.clicked.connect(self.save_and_dispatch)
        self.bar.save.clicked.connect(self.save)
        self.bar.clear.clicked.connect(self.clear)
        self.saved.dispatch_asked.connect(lambda order: self.desk.go("dispatch", order))
        self.saved.print_asked.connect(partial(self.printing.start, OrderPaper.INTAKE))
        self.saved.next_asked.connect(self.next)
        self.notice.dropped.connect(self._drop_draft)
        self.desk.background.changed.connect(self._changed)

    def _bind_keys(self) -> None:
        self.command("Ctrl+S", "保存", self.save)
        self.command("Ctrl+Enter", "保存并派单", self.save_and_dispatch)
        self.command("Alt+Enter", "采用建议的类别", self.beside.accept_category)
        self.command("Alt+M", "并入第一件可能重复的工单,再按一次撤销", self.beside.toggle_merge)
        self.command("Ctrl+Shift+V", "粘贴识别", self.recognise)
        self.command("Ctrl+P", "打印刚登记的受理单", self.print_saved)
        self.command("Ctrl+Shift+Delete", "清空,再按一次撤销", self.clear)
        for keys, act in (("Ctrl+Return", self.save_and_dispatch), ("Alt+Return", self.beside.accept_category)):
            main_key = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            main_key.activated.connect(act)  # to Qt, Enter is only the one of the number pad

    def _begin(self, opening: Opening) -> None:
        """The first answer: what the form starts with, and a draft that a kill left behind."""
        typed = not self.entry.is_blank()
        self.entry.learn(opening)
        if opening.draft and not typed:
            self.typed.put_in(opening.draft)
            self.notice.show_restored(True)
        elif not typed:
            self.typed.empty()
        self.beside.refresh()

    def _renewed(self, opening: Opening) -> None:
        """Lists changed, or another channel was used last."""
        blank = self.entry.is_blank()
        self.entry.learn(opening)
        if blank and opening.channel != self.entry.usual_channel:
            self.typed.empty()
        self.beside.emphasise()

    def _changed(self, tables: frozenset[str]) -> None:
        if stale := [name for name in LISTS if name in tables]:
            self.desk.fill_lists(self.editors, *stale)
        if tables & {"category", "channel", "work_order"}:
            self.desk.background.read(intake_help.opening).then(self._renewed)
        if tables & SHOWN and self.isVisible():
            self.beside.refresh()

    def _edited(self, name: str) -> None:
        if self.typed.filling or self._saving:
            return
        self.beside.changed(name)
        self.typed.touch()
        if not self.entry.is_blank():
            self._show_saved(None)

    def _save(self, dispatch: bool) -> None:
        if self.typed.filling or self._saving or self._shows_saved():
            return
        try:
            filled = self.editors.value()
        except Refused as refusal:
            self.editors.show_problems(refusal.problems)
            return
        self._wait(True)
        self.typed.rest()
        task = self.desk.background.write(register, filled, self.desk.operator, self.desk.now())
        task.then(lambda done: self._done(done, filled, dispatch), self._failed)

    def _done(self, order: Registered, filled: Intake, dispatch: bool) -> None:
        about, merged = self._about(), filled.merge_into is not None
        self._wait(False)
        self.typed.empty()
        self._show_saved(order, about, merged)
        self.desk.background.run(drop_pasted, filled.photos, self.desk.pasted)
        if dispatch and not merged:
            self.desk.go("dispatch", order.id)

    def _failed(self, error: object) -> None:
        self._wait(False)
        self.editors.show_failure(error)
        self.typed.touch()

    def _wait(self, saving: bool) -> None:
        self._saving = saving
        self.form.setEnabled(not saving)
        self.bar.wait(saving)

    def _emptied(self) -> None:
        self.notice.show_restored(False)
        self.beside.clear()

    def _filled(self) -> None:
        self.notice.show_restored(False)
        self.beside.refresh()

    def _drop_draft(self) -> None:
        self.typed.drop()
        self.editors["phone"].setFocus()

    def _fill(self, found: dict[str, Any]) -> None:
        """Put the confirmed fields in, then on to what is still to be said."""
        for name, value in found.items():
            self.editors[name].set_value(value)
        following = next((n for n in ("phone", "estate", "content") if not self.editors[n].value()), "category")
        self.editors[following].setFocus()

    def _add_estate(self, typed: str) -> None:
        dialog = EstateDialog(self.desk, typed, self)
        dialog.saved.connect(self._estate_added)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _estate_added(self, estate: int) -> None:
        self.editors["estate"].set_value(estate)  # its name comes with the list, which is being read anew
        self.editors["building"].setFocus()

    def _about(self) -> str:
        """经纬学士逸居 · 道闸/车牌识别: what was saved, in a line."""
        into = self.beside.matters.merge_number
        names = (self.editors[name].text() for name in ("estate", "category"))
        return " · ".join(filter(None, [*names, f"已并入 {into}" if into else ""]))

    def _shows_saved(self) -> bool:
        return not self.saved.isHidden()

    def _show_saved(self, order: Registered | None, about: str = "", merged: bool = False) -> None:
        if order is None:
            self.saved.hide()
        else:
            self.saved.show_saved(order, about, merged)
        self.bar.setVisible(order is None)


def drop_pasted(photos: tuple[str, ...], folder: Path) -> None:
    """Delete the pictures that were pasted into `folder`: the order has its own copies now."""
    for photo in map(Path, photos):
        if photo.parent == folder:
            photo.unlink(missing_ok=True)
