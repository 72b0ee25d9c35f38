"""The chosen company: its score and the estates it is made from, weighted by area."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop.domain.assessment.outcome import CompanyRow, Share
from desktop.domain.assessment.scheme import Part, Scheme
from desktop.domain.indicators import number_words
from desktop.services.assessment.sight import Sight
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import ElidedLabel, label, line, selectable
from desktop.ui.screens.assessment.results.estate_rows import listed_tone, listed_words
from desktop.ui.screens.assessment.scroll_card import ScrollCard
from desktop.ui.screens.assessment.wording import short


class CompanyPanel(ScrollCard):
    """Each estate opens in the list of estates."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("assessment.company")
        self._desk = desk

    def show_row(self, row: CompanyRow, sight: Sight, tied: bool) -> None:
        """Everything about one company."""
        self.begin()
        scheme, term = sight.given.scheme, sight.term
        self.lines.addWidget(selectable(label(row.company, "title", wrap=True)))
        self.lines.addWidget(label(f"在管{len(row.shares)}个项目,{number_words(row.area, 2)}万㎡", "muted"))
        self.lines.addLayout(_total(row, scheme, tied))
        self.lines.addWidget(selectable(label(_sum_words(row, scheme, bool(term.quarter)), "muted", wrap=True)))
        if row.credit.ids:
            self.lines.addWidget(selectable(label(f"信用加扣分:{row.credit.why}", wrap=True)))
        self.lines.addWidget(line())
        self.lines.addWidget(label("各项目得分", "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for at, share in enumerate(sorted(row.shares, key=lambda one: (bool(one.left_out), one.estate))):
            self._share(grid, at, share, scheme)
        self.lines.addLayout(grid)
        if row.why:
            self.lines.addWidget(label(f"{row.why}。", "muted", wrap=True))
        self.lines.addStretch(1)

    def _share(self, grid: QGridLayout, at: int, share: Share, scheme: Scheme) -> None:
        go = partial(self._desk.go, "assessment", ("results", share.estate_id))
        grid.addWidget(button(share.estate, f"assessment.share.{share.estate_id}", go, kind="row"), at, 0)
        area = f"{number_words(share.area, 2)}万㎡" if share.area else "无面积"
        grid.addWidget(label(area, "muted"), at, 1)
        if share.left_out:
            said = ElidedLabel(f"{share.left_out},不计", "muted")
            said.setMinimumWidth(said.sizeHint().width())
            grid.addWidget(said, at, 2)
        else:
            grid.addWidget(label(number_words(share.score, scheme.decimals), "strong"), at, 2)


def _total(row: CompanyRow, scheme: Scheme, tied: bool) -> QHBoxLayout:
    shown = QHBoxLayout()
    shown.setSpacing(10)
    tone = Tone.OVERDUE if row.below else Tone.NEUTRAL
    shown.addWidget(label(number_words(row.total, scheme.decimals), "figure", tone))
    chips = Flow(gap=6)
    if row.rank is not None:
        chips.addWidget(Chip(f"第{row.rank}名" + ("(并列)" if tied else ""), Tone.ACCENT, icon=False))
        chips.addWidget(Chip(row.grade, tone, icon=False))
    if words := listed_words(row, scheme):
        chips.addWidget(Chip(words, listed_tone(row)))
    shown.addLayout(chips, 1)
    return shown


def _sum_words(row: CompanyRow, scheme: Scheme, quarter: bool) -> str:
    """Σ得分×面积÷Σ面积, and in a year what the department and the credit add."""
    if row.weighted is None:
        return "没有一个项目有总分,算不出企业得分。"
    words = f"项目按面积加权:{short(row.numerator)}÷{short(row.denominator)}"
    words += f"={number_words(row.weighted, scheme.decimals)}"
    if quarter:
        return words
    town, department = scheme.weight(Part.TOWN), scheme.weight(Part.DEPARTMENT)
    if row.department is None:
        return f"{words};缺主管部门考评,{scheme.missing[Part.DEPARTMENT].label}"
    return f"{words};街镇{short(town)}%、主管部门{short(department)}%({number_words(row.department, scheme.decimals)})"
