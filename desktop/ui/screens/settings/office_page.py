"""单位和人员: whose office it is, and who works here."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.domain.operator import Operator
from desktop.forms.settings import OfficeCard, StaffName
from desktop.services.reference import editing, settings
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screens.settings.page import Page


class OfficePage(Page):
    """Every change is saved at once; who is taken off the list keeps what she did."""

    name, words = "office", "单位和人员"
    hint = "单位名称印在受理单、派遣单和报表上;工作人员在左下角换人时选用。"
    tables = frozenset({"office", "staff_member"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._staff: list[Operator] = []
        self.form = FormView(OfficeCard, columns=1, name="settings.office", now=desk.now)
        self.list = two_line_list("settings.office.staff", "工作人员")
        self.list.setFixedHeight(current().px(200))
        self.new = QLineEdit()
        self.new.setObjectName("settings.office.new")
        self.new.setAccessibleName("新增工作人员的姓名")
        self.new.setPlaceholderText("姓名,回车新增")
        self.new.setMaxLength(30)
        self.new.returnPressed.connect(self.add_person)
        self.dialog: FormDialog | None = None
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GAP)
        left.addWidget(label("单位", "heading"))
        left.addWidget(self.form)
        self._save = button("保存单位信息", "settings.office.save", self.save_office, kind="primary", icon="save")
        saving = QHBoxLayout()
        saving.addWidget(self._save)
        saving.addStretch(1)
        left.addLayout(saving)
        left.addStretch(1)
        right.addWidget(label("工作人员", "heading"))
        right.addWidget(self.list)
        adding = QHBoxLayout()
        adding.setSpacing(GAP)
        adding.addWidget(self.new, 1)
        adding.addWidget(button("新增", "settings.office.add", self.add_person, icon="add"))
        right.addLayout(adding)
        changing = QHBoxLayout()
        changing.setSpacing(GAP)
        changing.addWidget(button("改名", "settings.office.rename", self.rename, icon="person"))
        changing.addWidget(button("移出名单", "settings.office.remove", self.remove, icon="delete"))
        changing.addStretch(1)
        right.addLayout(changing)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.add(row, 1)

    def refresh(self) -> None:
        """The card, unless it is being edited, and the people."""
        if not any(self.form.editors[name].hasFocus() for name in self.form.editors):
            self.desk.background.read(settings.office).then(self._show_office)
        self.desk.background.read(settings.staff).then(self._show_staff)

    def begin(self) -> None:
        """Begin with the name of the office."""
        self.form.editors["name"].setFocus()

    def save_office(self) -> None:
        """Save whose office it is."""
        background = self.desk.background
        self.save(
            self.form,
            lambda card: background.write(settings.name_office, card.name, card.town, card.phone),
            "单位信息已保存",
        )

    def add_person(self) -> None:
        """Add one who works here."""
        name = self.new.text().strip()
        if name:
            self._keep([*(one.name for one in self._staff), name], f"已新增{name}")
            self.new.clear()
        else:
            self.desk.say("请先填写姓名。")

    def remove(self) -> None:
        """Take the marked one off the list; 撤销 brings her back."""
        if (one := self._marked()) is None:
            return
        before = [each.name for each in self._staff]
        after = [name for name in before if name != one.name]
        task = self.desk.background.write(settings.name_staff, after)
        back = partial(self._keep, before, f"{one.name}已恢复")
        task.then(
            lambda _: self.desk.say(f"{one.name}已移出名单,办过的事仍记在名下。", Tone.DONE, "撤销", back),
            self.say_failure,
        )

    def rename(self) -> None:
        """Ask for another name for the marked one."""
        if (one := self._marked()) is None:
            return
        form = FormView(StaffName, columns=1, name="settings.staff", now=self.desk.now)
        form.set_value(StaffName(one.name))
        self.dialog = FormDialog(
            "改名",
            form,
            lambda value: self.desk.background.write(editing.rename_staff, one.id, value),
            "保存",
            "settings.office.naming",
            ["以前办过的事会显示新名字。"],
            self,
        )
        self.dialog.open()

    def _keep(self, names: list[str], said: str) -> None:
        task = self.desk.background.write(settings.name_staff, names)
        task.then(lambda _: self.desk.say(said, Tone.DONE), self.say_failure)

    def _marked(self) -> Operator | None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._staff):
            self.desk.say("请先在名单里选一位。")
            return None
        return self._staff[row]

    def _show_office(self, card: settings.OfficeCard) -> None:
        self.form.set_value(OfficeCard(card.name, card.town, card.phone))

    def _show_staff(self, staff: list[Operator]) -> None:
        at = max(self.list.currentRow(), 0)
        self._staff = staff
        self.list.clear()
        self.list.addItems([one.name for one in staff])
        self.list.setCurrentRow(min(at, len(staff) - 1))
