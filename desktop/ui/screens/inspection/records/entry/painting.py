"""Draws the rows of a sheet: like the paper, with boxes to tick, boxes for numbers, and the points taken away."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.inspection.checklist import Item, Section, Way, points_words
from desktop.domain.inspection.scoring import fails
from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.screens.inspection.records.entry import answering
from desktop.ui.screens.inspection.records.entry.columns import BOX, boxes, columns, field, text_width
from desktop.ui.screens.inspection.records.entry.lines import Entered, SheetLines

Index = QModelIndex | QPersistentModelIndex

ABOVE, LINE, SMALL_LINE, HEADING = 8, 20, 18, 38  # design pixels
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere)


class SheetPainter(QStyledItemDelegate):
    """Rows are as high as their text needs; the current one is marked and shows where the keys go."""

    def __init__(self, lines: SheetLines, view: QListView) -> None:
        super().__init__(view)
        self._lines, self._view = lines, view
        self._measured: dict[tuple[str, int, float], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        line, px = self._lines.lines[index.row()], current().px
        if isinstance(line, Section):
            return QSize(0, px(HEADING))
        entered = self._lines.entered(line.code)
        kept = bool(entered.photos or entered.fixed_on_spot or entered.remark)
        small = 1 + kept + (line.code in self._lines.problems)
        high = self._height(line.text, text_width(self._view.viewport().width()))
        return QSize(0, 2 * px(ABOVE) + high + small * px(SMALL_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, area = self._lines.lines[index.row()], QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Section):
            self._heading(painter, area, line)
        else:
            marked = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            self._item(painter, area, line, marked)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, section: Section) -> None:
        look, place = current(), columns(area)
        painter.fillRect(area, look.colour("ground"))
        tally = self._lines.tally(section)
        _words(painter, place.code, section.code, body_font(14, QFont.Weight.DemiBold), "text")
        _words(painter, place.text, section.name, body_font(14, QFont.Weight.DemiBold), "text")
        points = points_words(section.points)
        _words(painter, place.points, points if section.points else "", body_font(13), "muted", _CENTRE)
        _words(painter, place.result, f"已查 {tally.answered}/{tally.items}", body_font(13), "muted")
        if tally.taken != "0":
            _words(painter, place.taken, f"-{tally.taken}", body_font(14, QFont.Weight.DemiBold), "overdue", _RIGHT)

    def _item(self, painter: QPainter, area: QRect, item: Item, marked: bool) -> None:
        look, place = current(), columns(area)
        entered = self._lines.entered(item.code)
        if marked:
            painter.fillRect(area, look.colour("accent_soft"))
            painter.fillRect(QRect(area.left(), area.top(), look.px(4), area.height()), look.colour("accent"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look.colour("line"))
        top = area.top() + look.px(ABOVE)
        high = self._height(item.text, place.text.width())
        _words(
            painter, QRect(place.code.left(), top, place.code.width(), look.px(LINE)), item.code, body_font(), "muted"
        )
        _words(painter, _part(place.text, top, high), item.text, body_font(), "text", _WRAPPED)
        top += high
        self._rule(painter, _part(place.text, top, look.px(SMALL_LINE)), item)
        for icon, text, role in self._below(item, entered):
            top += look.px(SMALL_LINE)
            self._mark(painter, _part(place.text, top, look.px(SMALL_LINE)), icon, text, role)
        points = points_words(item.points) if item.way is not Way.YES_NO else "—"
        _words(painter, place.points, points, body_font(), "muted", _CENTRE)
        self._result(painter, place.result, item, entered, marked)
        self._taken(painter, place.taken, item, entered)

    def _height(self, text: str, wide: int) -> int:
        """Pixels that a text takes in that width; asked for every row at every key, so it is remembered."""
        key = (text, wide, current().factor)
        if (found := self._measured.get(key)) is None:
            found = self._measured[key] = _text_height(text, wide)
        return found

    def _rule(self, painter: QPainter, area: QRect, item: Item) -> None:
        """How points are taken, for a degree which one, what to look at, and what fails the whole inspection."""
        if item.veto:
            _words(painter, area, "否决项", body_font(12.5, QFont.Weight.DemiBold), "overdue")
            area.setLeft(area.left() + current().px(48))
        answer = self._lines.entered(item.code).answer
        if item.way is not Way.TIERED:
            said = item.rule_words
        elif answer.applicable and answer.value is not None:
            said = item.tiers[int(answer.value)].label
        else:
            said = " ".join(f"{at}.{tier.label}" for at, tier in enumerate(item.tiers, 1))
        said = " · ".join(part for part in (said, item.evidence and f"查{item.evidence}") if part)
        _elided(painter, area, said, body_font(12.5), "muted")

    def _below(self, item: Item, entered: Entered) -> list[tuple[str, str, str]]:
        """What stands below the rule: icon, words and colour of each line."""
        found = []
        kept = [f"{len(entered.photos)}张照片"] if entered.photos else []
        if entered.fixed_on_spot:
            kept.append("当场已改")
        if entered.remark:
            kept.append(entered.remark.replace("\n", " "))
        if kept:
            found.append(("photo" if entered.photos else "intake", " · ".join(kept), "text"))
        if wrong := self._lines.problems.get(item.code):
            found.append(("warning", wrong, "overdue"))
        return found

    def _mark(self, painter: QPainter, area: QRect, icon: str, text: str, role: str) -> None:
        size = current().px(14)
        icons.paint(painter, QRectF(area.left(), area.center().y() - size / 2 + 1, size, size), icon, role)
        _elided(painter, area.adjusted(size + current().px(5), 0, 0, 0), text, body_font(12.5), role)

    def _result(self, painter: QPainter, area: QRect, item: Item, entered: Entered, marked: bool) -> None:
        answer, look = entered.answer, current()
        if not answer.applicable:
            _words(painter, area, "不适用", body_font(), "muted")
        elif unit := answering.UNITS.get(item.way):
            box = field(area)
            wrong = item.code in self._lines.problems
            text = self._lines.typed.get(item.code) or answering.written(item, answer)
            active = marked and self._view.hasFocus() and self._lines.editable
            painter.setPen(
                QPen(look.colour("overdue" if wrong else "accent" if active else "border"), 2 if active else 1)
            )
            painter.setBrush(look.colour("card"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            role = "overdue" if wrong else "text"
            _words(painter, box, text, body_font(15, QFont.Weight.DemiBold), role, _CENTRE)
            if active and not text:
                middle = box.center()
                painter.fillRect(QRect(middle.x(), middle.y() - look.px(8), 1, look.px(16)), look.colour("accent"))
            beside = QRect(box.right() + look.px(8), area.top(), area.right() - box.right(), area.height())
            _words(painter, beside, unit, body_font(), "muted")
        elif item.way is Way.TIERED:
            self._tiers(painter, area, item, -1 if answer.value is None else int(answer.value))
        else:
            for at, box in enumerate(boxes(item, area)):
                self._tick_box(painter, box, answering.choices(item)[at], answer.value == at, bad=at == 1)

    def _tiers(self, painter: QPainter, area: QRect, item: Item, chosen: int) -> None:
        look, places = current(), boxes(item, area)
        for at, box in enumerate(places):
            on = at == chosen
            painter.setPen(look.colour("accent" if on else "border"))
            painter.setBrush(look.colour("accent" if on else "card"))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            _words(painter, box, str(at + 1), body_font(13), "on_accent" if on else "text", _CENTRE)
        if not places:
            _elided(painter, area, item.tiers[chosen].label if chosen >= 0 else "按数字键选一档", body_font(13), "text")

    def _tick_box(self, painter: QPainter, area: QRect, text: str, on: bool, bad: bool) -> None:
        look = current()
        side = look.px(BOX)
        box = QRectF(area.left(), area.center().y() - side / 2 + 0.5, side, side)
        role = ("overdue" if bad else "done") if on else "border"
        painter.setPen(look.colour(role))
        painter.setBrush(look.colour(role) if on else look.colour("card"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            icons.paint(painter, box.adjusted(1, 1, -1, -1), "check", "card")
        words = area.adjusted(side + look.px(6), 0, look.px(4), 0)
        weight = QFont.Weight.DemiBold if on else QFont.Weight.Normal
        _words(painter, words, text, body_font(14, weight), role if on else "text")

    def _taken(self, painter: QPainter, area: QRect, item: Item, entered: Entered) -> None:
        if not entered.answer.given or not entered.answer.applicable:
            return
        taken = self._lines.score.deductions.get(item.code)
        if taken:
            words = f"-{points_words(taken)}"
            _words(painter, area, words, body_font(15, QFont.Weight.DemiBold), "overdue", _RIGHT)
        elif not fails(item, entered.answer):
            size = current().px(16)
            icons.paint(
                painter, QRectF(area.right() - size, area.center().y() - size / 2 + 1, size, size), "check", "done"
            )


def _part(column: QRect, top: int, high: int) -> QRect:
    return QRect(column.left(), top, column.width(), high)


def _text_height(text: str, wide: int) -> int:
    metrics = QFontMetrics(body_font())
    if metrics.horizontalAdvance(text) <= wide:
        return current().px(LINE)
    return max(metrics.boundingRect(QRect(0, 0, wide, 10_000), _WRAPPED, text).height(), current().px(LINE))


def _words(painter: QPainter, area: QRect, text: str, font: QFont, role: str, flags: int = _LEFT) -> None:
    painter.setFont(font)
    painter.setPen(current().colour(role))
    painter.drawText(area, flags, text)


def _elided(painter: QPainter, area: QRect, text: str, font: QFont, role: str) -> None:
    painter.setFont(font)
    painter.setPen(current().colour(role))
    painter.drawText(area, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width()))
