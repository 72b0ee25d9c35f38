"""The score while it is made: points, grade, how far one is, what each section loses, and vetoes in words."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.inspection.checklist import Checklist, points_words
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import BETWEEN, GAP, INSIDE
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.bar import PartBar
from desktop.ui.screens.inspection.records.entry.lines import SheetLines

ROW = 21  # design pixels of a section


def tone_of_grade(checklist: Checklist, grade: str) -> Tone:
    """The best two grades are green, the lowest is red, what lies between amber."""
    names = [band.name for band in sorted(checklist.bands, key=lambda band: -band.least)]
    if grade not in names:
        return Tone.VOID
    at = names.index(grade)
    if at == len(names) - 1:
        return Tone.OVERDUE
    return Tone.DONE if at < 2 else Tone.DUE_SOON


class ScoreCard(QFrame):
    """Follows the lines of a sheet; `section_wanted(row)` comes from a click on a section."""

    section_wanted = Signal(int)

    def __init__(self, lines: SheetLines) -> None:
        super().__init__()
        self.setObjectName("inspection.score")
        self.setProperty("kind", "card")
        self.setAccessibleName("得分")
        self._lines = lines
        self.total = label("", "figure", name="inspection.score.total")
        self.grade = Chip("", icon=False)
        self.count = label("", "muted", name="inspection.score.count")
        self.veto = label("", "problem", wrap=True, name="inspection.score.veto")
        self._bar = PartBar("已查")
        self.sections = _Sections(lines)
        self.sections.pointed.connect(self.section_wanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.total)
        head.addWidget(self.grade)
        head.addStretch(1)
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        inside = current().px(INSIDE)
        column.setContentsMargins(inside, current().px(BETWEEN), inside, current().px(BETWEEN))
        column.setSpacing(GAP)
        column.addLayout(head)
        for part in (self._bar, self.veto, self.sections):
            column.addWidget(part)
        lines.scored.connect(self.refresh)

    def refresh(self) -> None:
        """Show the score as it is now."""
        score, checklist = self._lines.score, self._lines.checklist
        all_items = sum(1 for _ in self._lines.items())
        answered = all_items - len(score.unanswered)
        scoring = checklist.points > 0
        if not scoring:
            self.total.setText(f"{len(score.failed)}项未改" if score.failed else "已整改" if answered else "—")
        else:
            self.total.setText("—" if score.total is None else f"{points_words(score.total)}分")
        self.grade.show_state(score.grade, tone_of_grade(checklist, score.grade))
        self.grade.setVisible(bool(score.grade) and scoring)
        self.count.setText(f"已查 {answered}/{all_items}")
        self._bar.show_part(answered, all_items)
        named = [f"{code} {_short(checklist.item(code).text)}" for code in score.vetoed]
        self.veto.setText(f"一票否决,等次按“{score.grade}”:{'; '.join(named)}" if named else "")
        self.veto.setVisible(bool(named))
        self.sections.updateGeometry()
        self.sections.update()


class _Sections(QWidget):
    """A line per section: its name, what it loses, how many of its items are done."""

    pointed = Signal(int)

    def __init__(self, lines: SheetLines) -> None:
        super().__init__()
        self._lines = lines
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, current().px(ROW) * max(len(self._lines.checklist.sections), 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // current().px(ROW)
        sections = self._lines.checklist.sections
        if at < len(sections):
            self.pointed.emit(self._lines.row_of(sections[at].items[0].code))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look, high = current(), current().px(ROW)
        painter = QPainter(self)
        for at, section in enumerate(self._lines.checklist.sections):
            tally = self._lines.tally(section)
            area = QRect(0, at * high, self.width(), high)
            done = tally.answered == tally.items
            right = area.adjusted(area.width() - look.px(58), 0, 0, 0)
            middle = area.adjusted(0, 0, -look.px(64), 0)
            painter.setFont(body_font(13))
            painter.setPen(look.colour("muted"))
            painter.drawText(middle, _RIGHT, f"{tally.answered}/{tally.items}")
            painter.setPen(look.colour("text" if done else "muted"))
            name = painter.fontMetrics().elidedText(
                f"{section.code} {section.name}", Qt.TextElideMode.ElideRight, middle.width() - look.px(44)
            )
            painter.drawText(area, _LEFT, name)
            painter.setFont(body_font(13, QFont.Weight.DemiBold))
            taken = tally.taken != "0"
            painter.setPen(look.colour("overdue" if taken else "muted"))
            painter.drawText(right, _RIGHT, f"扣{tally.taken}" if taken else "—" if not tally.answered else "不扣")
        painter.end()


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _short(text: str) -> str:
    return text if len(text) <= 14 else f"{text[:13]}…"
