"""The chosen estate: its total, its parts that open to their records, its points, and what follows from it."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.assessment.outcome import Figure, Points, Row
from desktop.domain.assessment.scheme import Missing, Part, Scheme
from desktop.domain.assessment.term import Term
from desktop.domain.indicators import number_words, percent_words
from desktop.services.assessment.explaining import Behind, Explanation, explain, explain_points
from desktop.services.assessment.followups import FollowUp
from desktop.services.assessment.sight import Sight
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label, line, selectable
from desktop.ui.screens.assessment.results.estate_rows import QUARTERS, listed_tone, listed_words
from desktop.ui.screens.assessment.results.part_line import PartHead, PartLine
from desktop.ui.screens.assessment.results.record_lines import fill_records, way_to
from desktop.ui.screens.assessment.scroll_card import ScrollCard
from desktop.ui.screens.assessment.wording import short

BONUS, PENALTY = "bonus", "penalty"


class EstatePanel(ScrollCard):
    """One part is open at a time, and stays so from estate to estate. `left` asks for the list again."""

    left = Signal()

    def __init__(self, desk: Desk, follow: Callable[[FollowUp], QWidget]) -> None:
        super().__init__("assessment.estate")
        self._desk, self._follow = desk, follow
        self._read = Latest()
        self._open = ""
        self.heads: list[PartHead] = []

    def show_row(self, row: Row, sight: Sight, tied: bool, follow: FollowUp | None) -> None:
        """Everything about one estate."""
        self._read.forget()
        self.begin()
        self.heads = []
        view, scheme = sight.given.view, sight.given.scheme
        self.lines.addWidget(selectable(label(row.estate, "title", wrap=True)))
        area = f"{number_words(row.area, 2)}万㎡" if row.area is not None else "没有建筑面积"
        about = filter(None, [row.group, row.company or "没有物业企业", row.manager and f"项目经理{row.manager}", area])
        self.lines.addWidget(selectable(label(" · ".join(about), "muted", wrap=True)))
        self.lines.addLayout(_total(row, scheme, tied, view.term))
        if row.why_not:
            self.lines.addWidget(label(f"没有总分:{row.why_not}。", "", Tone.DUE_SOON, wrap=True))
        if follow is not None:
            self.lines.addWidget(self._follow(follow))
        self.lines.addWidget(line())
        parts = QVBoxLayout()
        parts.setSpacing(0)
        for figure in row.figures:
            parts.addWidget(self._part(row, figure, scheme, view.term))
        for key, title, points, sign in ((BONUS, "加分", row.bonus, "+"), (PENALTY, "扣分", row.penalty, "-")):
            if points.ids:
                words = sign + number_words(points.counted, scheme.decimals)
                parts.addWidget(self._points(row, key, title, words, points, view.term))
        self.lines.addLayout(parts)
        self.lines.addWidget(selectable(label(sum_words(row, scheme), "muted", wrap=True, name="assessment.sum")))
        if row.deductions:
            self.lines.addWidget(selectable(label(f"主要扣分:{row.deductions}", "muted", wrap=True)))
        if row.listed_why:
            self.lines.addWidget(label(f"{row.listed.label}:{row.listed_why}", "muted", wrap=True))
        self.lines.addStretch(1)
        for at, head in enumerate(self.heads):
            head.stepped.connect(partial(self._step, at))
        if self._open:
            again = next((head for head in self.heads if head.objectName().endswith(f".{self._open}")), None)
            if again is not None:
                again.setChecked(True)

    def go_in(self) -> None:
        """The keyboard goes to the first part."""
        if self.heads:
            self.heads[0].setFocus()

    def _part(self, row: Row, figure: Figure, scheme: Scheme, term: Term) -> PartLine:
        part = figure.part
        words, tone = figure_words(figure, scheme)
        share = None if figure.value is None else float(figure.value) / 100
        weight = f"{short(figure.weight)}%"
        head = PartHead(f"assessment.part.{part}", part.label, weight, words, share, tone)
        fill = partial(self._explain_part, row, figure, scheme, term)
        return self._line(part.value, head, fill)

    def _points(self, row: Row, key: str, title: str, words: str, points: Points, term: Term) -> PartLine:
        tone = Tone.OVERDUE if key == PENALTY else Tone.DONE
        head = PartHead(f"assessment.part.{key}", title, "", words, None, tone)
        return self._line(key, head, partial(self._explain, (explain_points, row, points), points.why, row, term))

    def _line(self, key: str, head: PartHead, fill: Callable[[QVBoxLayout], object]) -> PartLine:
        made = PartLine(key, head, fill)
        self.heads.append(head)
        made.opened.connect(self._opened)
        made.closed.connect(partial(self._closed, key))
        return made

    def _explain_part(self, row: Row, figure: Figure, scheme: Scheme, term: Term, column: QVBoxLayout) -> None:
        facts = [share_words(row, figure, scheme)]
        if figure.numerator is not None and figure.denominator is not None and figure.denominator != 1:
            facts.append(f"{short(figure.numerator)}÷{short(figure.denominator)}")
        if figure.part is Part.TOWN:
            column.addWidget(selectable(label(f"{figure.why}。", wrap=True)))
            column.addWidget(label(";".join(filter(None, facts)), "muted", wrap=True))
            column.addLayout(self._quarters(row, term, scheme))
            return
        self._explain((explain, row, figure.part), figure.why, row, term, column, ";".join(filter(None, facts)))

    def _explain(
        self, asked: tuple[Any, ...], why: str, row: Row, term: Term, column: QVBoxLayout, facts: str = ""
    ) -> None:
        column.addWidget(selectable(label(f"{why.rstrip('。')}。", wrap=True)))
        if facts:
            column.addWidget(label(facts, "muted", wrap=True))
        records = QVBoxLayout()
        records.setSpacing(2)
        column.addLayout(records)
        task = self._read(self._desk.background.read(*asked)).while_alive(self)
        task.then(partial(self._fill, records, row, term), lambda error: self._desk.say(str(error)))

    def _fill(self, records: QVBoxLayout, row: Row, term: Term, found: Explanation) -> None:
        fill_records(records, found, "assessment", partial(self._go, row, term))

    def _go(self, row: Row, term: Term, behind: Behind, record: int) -> None:
        self._desk.go(*way_to(behind, record, term, row.estate_id))

    def _quarters(self, row: Row, term: Term, scheme: Scheme) -> Flow:
        flow = Flow(gap=4)
        for quarter, name, total in zip(term.quarters, QUARTERS, row.quarters, strict=False):
            go = partial(self._desk.go, "assessment", ("results", (quarter, row.estate_id)))
            words = f"{name} {number_words(total, scheme.decimals)}"
            flow.addWidget(button(words, f"assessment.quarter.{quarter.quarter}", go, kind="quiet"))
        return flow

    def _opened(self, key: str) -> None:
        self._open = key
        for head in self.heads:
            if head.isChecked() and not head.objectName().endswith(f".{key}"):
                head.setChecked(False)

    def _closed(self, key: str) -> None:
        if self._open == key:
            self._open = ""

    def _step(self, at: int, by: int) -> None:
        if 0 <= at + by < len(self.heads):
            self.heads[at + by].setFocus()
            self.area.ensureWidgetVisible(self.heads[at + by])
        else:
            self.left.emit()


def figure_words(figure: Figure, scheme: Scheme) -> tuple[str, Tone]:
    """The figure of a part as it is shown; what was not found says what became of it."""
    if figure.known:
        return number_words(figure.value, scheme.decimals), Tone.NEUTRAL
    if figure.value is not None:
        return f"缺,按{short(figure.value)}分", Tone.DUE_SOON
    return ("缺,不排名" if scheme.missing[figure.part] is Missing.NOT_RANKED else "缺,摊给其他"), Tone.DUE_SOON


def share_words(row: Row, figure: Figure, scheme: Scheme) -> str:
    """折合44.10分(占62.50%)."""
    there = sum((one.weight for one in row.figures if one.value is not None), Fraction(0))
    if figure.value is None or not there:
        return ""
    share = figure.weight / there
    return f"折合{number_words(share * figure.value, scheme.decimals)}分(实际占{percent_words(share)})"


def sum_words(row: Row, scheme: Scheme) -> str:
    """How the total is made: 50%×88.20+20%×86.40…+加2.00-扣1.00=87.35."""
    there = [figure for figure in row.figures if figure.value is not None and figure.weight]
    whole = sum((figure.weight for figure in there), Fraction(0))
    if row.total is None or not there:
        return ""
    terms = " + ".join(f"{short(one.weight)}×{number_words(one.value, scheme.decimals)}" for one in there)
    words = f"({terms}) ÷ {short(whole)}"
    for points, sign in ((row.bonus, " + "), (row.penalty, " - ")):
        if points.counted:
            words += sign + number_words(points.counted, scheme.decimals)
    return f"总分 = {words} = {number_words(row.total, scheme.decimals)}"


def _total(row: Row, scheme: Scheme, tied: bool, term: Term) -> QHBoxLayout:
    shown = QHBoxLayout()
    shown.setSpacing(10)
    figure = label(number_words(row.total, scheme.decimals), "figure", Tone.OVERDUE if row.below else Tone.NEUTRAL)
    shown.addWidget(figure)
    chips = Flow(gap=6)
    if row.rank is not None:
        chips.addWidget(Chip(f"{row.group}第{row.rank}名" + ("(并列)" if tied else ""), Tone.ACCENT, icon=False))
        chips.addWidget(Chip(row.grade, Tone.OVERDUE if row.below else Tone.NEUTRAL, icon=False))
    words = listed_words(row, scheme)
    if words:
        chips.addWidget(Chip(words, listed_tone(row)))
    if row.vetoed:
        chips.addWidget(Chip("一票否决", Tone.OVERDUE))
    if row.change is not None:
        before = "上季" if term.quarter else "上年"
        words = "持平" if not row.change else f"{float(row.change):+.{scheme.decimals}f}"
        chips.addWidget(Chip(f"较{before} {words}", Tone.NEUTRAL, icon=False))
    shown.addLayout(chips, 1)
    return shown
