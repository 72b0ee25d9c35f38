"""满意度与意见: what is entered and what is missing for all estates of a term, and the points beside it."""

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget

from desktop.domain.assessment.term import Term
from desktop.services.assessment import inputs
from desktop.services.assessment.inputs import TermInputs
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP
from desktop.ui.paged import Page
from desktop.ui.screens.assessment.board import Board
from desktop.ui.screens.assessment.inputs.files import contents
from desktop.ui.screens.assessment.inputs.points_view import PointsView
from desktop.ui.screens.assessment.inputs.sheets_view import SheetsView
from desktop.ui.screens.assessment.terms import TermBar, term_in
from desktop.ui.workbook_files import WorkbookFiles


class InputsPage(Page):
    """`open` takes a term, or (term, "estate" | "points" | "missing", id)."""

    name, title = "inputs", "满意度与意见"
    tables = frozenset({"survey", "opinion", "adjustment", "assessment_scheme", "estate", "estate_service", "measure"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._read = Latest()
        self._wanted_points: int | None = None
        self.terms = TermBar("assessment.inputs.term", desk.now)
        self.sheets = SheetsView(desk, lambda: self.term)
        self.points = PointsView(desk, lambda: self.term, self.refresh)
        self.files = WorkbookFiles("assessment", desk, self, lambda: contents(self.term), self.refresh)
        self._lay_out()
        self._keys()
        self.terms.changed.connect(self._term_changed)
        for entry in self.sheets.entries.values():
            entry.points_wanted.connect(self._add_points)

    @property
    def term(self) -> Term:
        """The term that is shown."""
        return self.terms.term

    def open(self, what: object = None) -> None:
        """Show what is asked, or what was shown before, read anew."""
        match what:
            case (term, "points", int() as key):
                self._take(term_in(term))
                self._wanted_points = key
                self._face(1)
            case (term, "estate", int() as key):
                self._take(term_in(term))
                self.sheets.go_to(key)
                self._face(0)
            case (term, "missing", _):
                self._take(term_in(term))
                self._face(0)
                self.sheets.show_missing(True)
            case _:
                self._take(term_in(what))
        self.refresh()
        self._home()

    def refresh(self) -> None:
        """Read what was entered anew; what is being typed stays."""
        self._read(self.desk.background.read(inputs.read, self.term)).then(self._show, self._failed)

    @property
    def _on_points(self) -> bool:
        return self._faces.checkedId() == 1

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.terms)
        above.addStretch(1)
        take = button("导入Excel", "assessment.import", self.files.ask_import, icon="import", tip="Ctrl+I")
        blank = button("下载模板", "assessment.template", self.files.ask_template, icon="export", tip="Ctrl+E")
        above.addWidget(blank)
        above.addWidget(take)
        self.body.addLayout(above)
        self.body.addLayout(self._face_line())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheets)
        self._stack.addWidget(self.points)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.files.progress)

    def _face_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        self._faces = QButtonGroup(self)
        for at, (words, name) in enumerate((("问卷和评分", "sheets"), ("加扣分", "points"))):
            face = button(words, f"assessment.inputs.face.{name}", partial(self._choose_face, at))
            face.setCheckable(True)
            face.setChecked(at == 0)
            face.setProperty("compact", True)
            self._faces.addButton(face, at)
            line.addWidget(face)
        line.addSpacing(BETWEEN)
        line.addWidget(self.sheets.filters, 1)
        line.addStretch()  # holds the faces at the left while the filters are hidden
        return line

    def _keys(self) -> None:
        self.command("Alt+Left", "上一期", self.terms.back)
        self.command("Alt+Right", "下一期", self.terms.on)
        self.command("Alt+Y", "季度和年度之间切换", self.terms.turn)
        self.command("Ctrl+Return", "保存并到下一个小区", partial(self.sheets.save, True))
        self.command("Ctrl+S", "保存", partial(self.sheets.save, False))
        self.command("Ctrl+F", "查找小区", self.sheets.bar.focus_search)
        self.command("Ctrl+N", "新增加扣分", self._add_points)
        self.command("Del", "撤销选中的加扣分", self._remove_points)
        self.command("Ctrl+I", "导入Excel", self.files.ask_import)
        self.command("Ctrl+E", "下载模板", self.files.ask_template)
        self.command("F6", "回到列表", self._home)
        self.command("F7", "问卷评分和加扣分之间切换", self._other)

    def _show(self, found: TermInputs) -> None:
        self.points.show_inputs(found, self._wanted_points)
        self._wanted_points = None
        button_words = f"加扣分 {len(found.points)}" if found.points else "加扣分"
        proposals = len(found.proposals)
        self._faces.button(1).setText(button_words + (f" · 建议{proposals}" if proposals else ""))
        self.sheets.show_inputs(found)

    def _take(self, term: Term | None) -> None:
        if term is not None and term != self.term:
            self.terms.show_term(term)
            self.sheets.leave_term()

    def _term_changed(self) -> None:
        self.sheets.leave_term()
        self.refresh()

    def _face(self, at: int) -> None:
        self._faces.button(at).setChecked(True)
        self._stack.setCurrentIndex(at)
        self.sheets.filters.setVisible(at == 0)

    def _choose_face(self, at: int) -> None:
        self._face(at)
        self._home()

    def _other(self) -> None:
        self._choose_face(int(not self._on_points))

    def _home(self) -> None:
        board: Board = self.points.board if self._on_points else self.sheets.board
        board.setFocus()

    def _add_points(self) -> None:
        self.points.add(None if self._on_points else self.sheets.board.current_id())

    def _remove_points(self) -> None:
        if self._on_points and self.points.board.hasFocus():
            self.points.remove()

    def _failed(self, error: object) -> None:
        self.desk.say(str(error))
