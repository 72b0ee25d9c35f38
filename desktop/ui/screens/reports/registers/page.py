"""基础台账: the registers on the left, the records of the chosen one, and what is done to them."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.forms.fields import fields_of
from desktop.services.registers import keeping
from desktop.services.registers.catalogue import REGISTERS, summaries
from desktop.services.registers.local_terms import keep_terms, terms_form
from desktop.services.registers.register import Line, Listing, Register
from desktop.services.registry import lists
from desktop.services.registry.lists import Option
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.paged import Page
from desktop.ui.screens.reports.registers.files import contents
from desktop.ui.screens.reports.registers.record_list import RecordList
from desktop.ui.screens.reports.registers.registers_card import RegistersCard
from desktop.ui.screens.reports.registers.stated_grid import StatedGrid
from desktop.ui.screens.reports.registers.vote_form import VoteForm
from desktop.ui.workbook_files import WorkbookFiles

STATED = "stated"
WITH_TERMS = ("committees", "contracts")
_MANY = 8  # fields from which a form takes three columns


class RegistersPage(Page):
    """`open` takes a register's key, or (key, a record's id)."""

    name, title = "registers", "基础台账"
    tables = frozenset(
        {
            "committee_term", "service_contract", "owners_vote", "vote_matter", "renovation", "renovation_progress",
            "disinfection", "supply", "supply_movement", "stated_figure", "estate", "organisation", "setting",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listed, self._summed, self._wanted = Latest(), Latest(), 0
        self._estates: list[Option] = []
        self._lists: dict[str, RecordList] = {}
        self.card = RegistersCard()
        self.grid = StatedGrid(desk, self.refresh)
        self.asking = Asking(desk, self)
        self.files = WorkbookFiles("registers", desk, self, lambda: contents(self.register), self.refresh)
        self._lay_out()
        self._keys()
        self.card.picked.connect(self._turn)
        self.card.list.itemActivated.connect(lambda _: self._go_in())

    @property
    def register(self) -> Register:
        """The register that is shown."""
        return REGISTERS[self.card.key]

    @property
    def records(self) -> RecordList:
        """Its list."""
        key = self.card.key
        if key not in self._lists:
            made = self._lists[key] = RecordList(self.desk, self.register)
            made.view.opened.connect(lambda _: self.change())
            made.shown.connect(self._count)
            made.offer_estates(self._estates)
            self._stack.addWidget(made)
        return self._lists[key]

    def open(self, what: object = None) -> None:
        """Show a register, perhaps with one record marked; or what was shown before."""
        match what:
            case str() as key if key in REGISTERS:
                self.card.mark(key)
            case (str() as key, int() as record) if key in REGISTERS:
                self.card.mark(key)
                self._wanted = record
        self._turn(self.card.key)
        self.desk.background.read(lists.options, "estate", self.desk.now()).then(self._offer)
        self.card.list.setFocus() if what is None else self._go_in()

    def refresh(self) -> None:
        """Read the shown register and the counts anew."""
        background, now = self.desk.background, self.desk.now()
        self._summed(background.read(summaries, now)).then(self.card.show_summaries)
        if self.card.key == STATED:
            self.grid.refresh()
        else:
            self._listed(background.read(self.register.listing, now)).then(partial(self._show, self.card.key))

    def add(self) -> None:
        """Ask for a new record, filled with what is known."""
        if self.card.key == STATED:
            self.grid.table.setFocus()
            return
        read = self.desk.background.read(self.register.prepared, self.desk.now())
        read.then(partial(self._ask, self.register, None), self.asking.complain)

    def change(self) -> None:
        """Ask for other contents of the chosen record."""
        if (line := self._chosen()) is not None:
            read = self.desk.background.read(keeping.form_of, self.register, line.id)
            read.then(partial(self._ask, self.register, line), self.asking.complain)

    def remove(self) -> None:
        """Remove the chosen record; 撤销 enters it again."""
        if (line := self._chosen()) is not None:
            desk, register = self.desk, self.register
            task = desk.background.write(keeping.remove, register, line.id, desk.operator, desk.now(), line.version)
            task.then(partial(self._removed, register), self.asking.complain)

    def set_terms(self) -> None:
        """Ask for the terms that the place prescribes."""
        self.desk.background.read(terms_form).then(self._ask_terms)

    def _lay_out(self) -> None:
        self._right = Card(self.register.name, "registers.records")
        self._right.note.setObjectName("registers.status")
        self._hint = label("", "muted", wrap=True, name="registers.hint")
        self._terms = button("地方期限", "registers.terms", self.set_terms, icon="settings", tip="F8")
        blank = button("下载模板", "registers.template", self.files.ask_template, icon="export", tip="Ctrl+E")
        take = button("导入Excel", "registers.import", self.files.ask_import, icon="import", tip="Ctrl+I")
        for made in (self._terms, blank, take):
            self._right.add_action(made)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        self._acts = (
            button("新增", "registers.add", self.add, kind="primary", icon="add", tip="Ctrl+N"),
            button("修改", "registers.change", self.change, icon="intake", tip="Enter"),
            button("删除", "registers.remove", self.remove, icon="delete", tip="Del"),
        )
        for made in self._acts:
            acts.addWidget(made)
        acts.addStretch(1)
        self._right.add(self._hint)
        self._right.add(self._stack, 1)
        self._right.add(acts)
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.card)
        row.addWidget(self._right, 1)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.files.progress)

    def _keys(self) -> None:
        self.command("Ctrl+N", "新增记录", self.add)
        self.command("Del", "删除选中的记录", self._delete_key)
        self.command("Ctrl+F", "查找", self._find)
        self.command("Ctrl+I", "从Excel导入", self.files.ask_import)
        self.command("Ctrl+E", "下载空白模板", self.files.ask_template)
        self.command("F6", "台账和记录之间切换", self._other_side)
        self.command("F8", "地方期限", self.set_terms)
        self.command("Alt+Left", "其他数字:上一年", partial(self._year, -1))
        self.command("Alt+Right", "其他数字:下一年", partial(self._year, 1))

    def _turn(self, key: str) -> None:
        stated = key == STATED
        self._stack.setCurrentWidget(self.grid if stated else self.records)
        self._right.set_title(self.register.name)
        self._hint.setText(self.register.hint)
        self._right.note.setText("")
        self._terms.setVisible(key in WITH_TERMS)
        for made in self._acts:
            made.setVisible(not stated)
        self.refresh()

    def _show(self, key: str, listing: Listing) -> None:
        if key == self.card.key:
            wanted, self._wanted = self._wanted or None, 0
            self.records.show_listing(listing, wanted)

    def _offer(self, options: list[Option]) -> None:
        self._estates = options
        for made in self._lists.values():
            made.offer_estates(options)

    def _count(self, shown: int, every: int) -> None:
        self._right.note.setText(f"{every}条" if shown == every else f"{shown}/{every}条")

    def _chosen(self) -> Line | None:
        line = None if self.card.key == STATED else self.records.current()
        if line is None:
            self.desk.say("请先在列表里选一条记录。")
        return line

    def _ask(self, register: Register, line: Line | None, filled: Any) -> None:
        title = f"修改{register.one}" if line else f"新增{register.one}"
        save = (
            self.asking.write(keeping.change, register, line.id, seen=line.version)
            if line
            else self.asking.write(keeping.enter, register)
        )
        then = partial(self._saved, line.id if line else None)
        if register.key == "votes":
            form = VoteForm(self.desk.now)
            self.asking.furnish(form)
            form.set_value(filled)
            self.asking.show(title, form, save, then, (), "保存")
        else:
            columns = 3 if len(fields_of(register.form)) > _MANY else 2
            name = f"registers.{register.key}.form"
            self.asking.ask(name, title, filled, save, then, columns=columns, action="保存")

    def _ask_terms(self, filled: Any) -> None:
        self.asking.ask(
            "registers.terms.form",
            "地方期限",
            filled,
            self.asking.write(keep_terms),
            lambda _: self.desk.say("地方期限已保存", Tone.DONE),
            ["各地规定不同,默认取上海;改后提醒和R16、R17按新期限算。"],
            action="保存",
        )

    def _saved(self, key: int | None, made: Any) -> None:
        self._wanted = made if key is None else key
        self.desk.say("已保存", Tone.DONE)
        self.refresh()

    def _removed(self, register: Register, form: Any) -> None:
        self.desk.say(f"已删除这条{register.one}", Tone.DONE, "撤销", partial(self._bring_back, register, form))

    def _bring_back(self, register: Register, form: Any) -> None:
        desk = self.desk
        task = desk.background.write(keeping.enter, register, form, desk.operator, desk.now())
        task.then(lambda _: desk.say("已恢复", Tone.DONE), self.asking.complain)

    def _delete_key(self) -> None:
        if self.card.key == STATED:
            self.grid.table.empty()
        elif self.records.view.hasFocus():
            self.remove()

    def _find(self) -> None:
        if self.card.key != STATED:
            self.records.bar.focus_search()

    def _go_in(self) -> None:
        (self.grid.table if self.card.key == STATED else self.records.view).setFocus()

    def _other_side(self) -> None:
        if self.card.list.hasFocus():
            self._go_in()
        else:
            self.card.list.setFocus()

    def _year(self, by: int) -> None:
        if self.card.key == STATED:
            self.grid.turn(by)
