"""放假安排: which years are official, and entering the next one from the State Council's notice."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout

from desktop.domain.errors import Refused
from desktop.domain.timing.holidays import YearTable
from desktop.forms.settings import Notice
from desktop.services.orders import calendar_years
from desktop.services.orders.calendar_years import Corrected, YearCard
from desktop.services.reference.year_files import read_year
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.tables.two_lines import two_line_list
from desktop.ui.screens.settings.page import Page


class CalendarPage(Page):
    """First read, then looked at, then saved: nothing changes before 保存."""

    name, words = "calendar", "放假安排"
    hint = "工作日按国务院办公厅每年的放假通知计算;没有录入的年份暂按法定节假日推算,录入后自动更正相关时限。"
    tables = frozenset({"calendar_year"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._table: YearTable | None = None
        self._source = ""
        self.years = two_line_list("settings.calendar.years", "各年的放假安排")
        self.years.setFixedWidth(current().px(220))
        self.form = FormView(Notice, columns=1, name="settings.notice", now=desk.now)
        self.form.editors.edited.connect(lambda _: self._forget())
        self._preview = label("", wrap=True, name="settings.calendar.preview")
        self._read = button("识别", "settings.calendar.read", self.read, icon="search")
        self._file = button("从文件读取", "settings.calendar.file", self._choose_file, icon="folder")
        self._save = button("保存并更正时限", "settings.calendar.save", self.keep, kind="primary", icon="save")
        self._save.setEnabled(False)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.form, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for one in (self._read, self._file, self._save):
            buttons.addWidget(one)
        buttons.addStretch(1)
        right.addLayout(buttons)
        right.addWidget(self._preview)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.years)
        row.addLayout(right, 1)
        self.add(row, 1)

    def refresh(self) -> None:
        """The years as they are."""
        self.desk.background.read(calendar_years.years, self.desk.now()).then(self._show)

    def begin(self) -> None:
        """Begin where the notice is pasted."""
        self.form.editors["text"].setFocus()

    def read(self) -> None:
        """Read the pasted notice and show what it says."""
        try:
            notice = self.form.value()
            if not notice.text:
                raise Refused({"text": "请先粘贴通知全文,或从文件读取。"})
            self._take(YearTable.from_notice(notice.text, _year(notice)), "国务院办公厅通知")
        except Refused as refusal:
            self._refused(refusal)

    def read_file(self, path: Path) -> None:
        """Read a list of days (日期, 休/班, 名称) or the notice as text."""
        try:
            year = _year(self.form.value())
        except Refused as refusal:
            self._refused(refusal)
            return
        task = self.desk.background.run(read_year, path, year)
        task.then(lambda table: self._take(table, path.name), self._refused)

    def keep(self) -> None:
        """Keep what was read; every due time that hangs on the year is counted anew."""
        if self._table is None:
            return
        desk = self.desk
        self._save.setEnabled(False)
        task = desk.background.write(calendar_years.enter_year, self._table, self._source, desk.operator, desk.now())
        task.then(self._kept, self._refused)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "放假安排", "", "通知或日期表 (*.txt *.csv *.xlsx *.xls);;所有文件 (*)"
        )
        if chosen:
            self.read_file(Path(chosen))

    def _take(self, table: YearTable, source: str) -> None:
        self._table, self._source = table, source
        self.form.show_problems({})
        self._preview.setText("\n".join(arrangement(table)))
        self._save.setEnabled(True)
        self._save.setFocus()

    def _kept(self, corrected: Corrected) -> None:
        moved = f"更正了{corrected.clocks}个时限" if corrected.clocks else "没有时限需要更正"
        self.desk.say(f"{corrected.year}年放假安排已保存,{moved}。", Tone.DONE)
        self.form.clear()
        self._forget()

    def _refused(self, error: object) -> None:
        self._forget()
        if isinstance(error, Refused):
            known = {name: text for name, text in error.problems.items() if name in self.form.editors.fields}
            others = [text for name, text in error.problems.items() if name not in known]
            self.form.show_problems(known | ({"": " ".join(others)} if others else {}))
        else:
            self.form.show_failure(error)

    def _forget(self) -> None:
        self._table = None
        self._preview.clear()
        self._save.setEnabled(False)

    def _show(self, years: list[YearCard]) -> None:
        self.years.clear()
        for card in years:
            state = "官方安排" if card.official else "暂推"
            self.years.addItem(QListWidgetItem(f"{card.year}年 · {state}\n{card.source}"))
            self.years.item(self.years.count() - 1).setToolTip(card.source)


def arrangement(table: YearTable) -> list[str]:
    """What a table says, a line for each holiday, then the weekend days worked."""
    names: dict[str, list[date]] = {}
    for day in sorted(table.off):
        names.setdefault(table.names.get(day, "放假"), []).append(day)
    lines = [f"{table.year}年共放假{len(table.off)}天,调休上班{len(table.on)}天:"]
    lines += [f"{name} {'、'.join(_spans(days))},共{len(days)}天" for name, days in names.items()]
    if table.on:
        lines.append("上班 " + "、".join(_short(day) for day in sorted(table.on)))
    return lines


def _spans(days: Sequence[date]) -> Iterator[str]:
    """Days in a row together: 2月15日至2月23日."""
    first = last = days[0]
    for day in (*days[1:], None):
        if day is not None and day == last + timedelta(days=1):
            last = day
            continue
        yield _short(first) if first == last else f"{_short(first)}至{_short(last)}"
        if day is not None:
            first = last = day


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _year(notice: Notice) -> int | None:
    return int(notice.year) if notice.year is not None else None
