"""The plans as a list: name, list and days, how many estates are done, and what is overdue."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.services.inspection.coverage import PlanView
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import body_font
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts import chips
from desktop.ui.screens.inspection.bar import HIGH as BAR
from desktop.ui.screens.inspection.bar import draw_bar

HIGH = 78  # design pixels of a plan
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def standing(plan: PlanView) -> tuple[str, Tone]:
    """How a plan stands, in words and tone."""
    if not plan.active:
        return "已结束", Tone.VOID
    if plan.estates and not plan.left:
        return "已完成", Tone.DONE
    if plan.overdue:
        return f"逾期{-plan.days_left}天", Tone.OVERDUE
    if plan.days_left <= 7:
        return "今天截止" if plan.days_left == 0 else f"还剩{plan.days_left}天", Tone.DUE_SOON
    return f"还剩{plan.days_left}天", Tone.NEUTRAL


class PlanList(QListView):
    """`came(plan)` tells which is current, None where there is none; `opened` comes with Enter."""

    came = Signal(object)
    opened = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plans = _Plans()
        self.setObjectName(name)
        self.setAccessibleName("检查计划")
        self.setModel(self._plans)
        self.setItemDelegate(_Painter(self._plans, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    @property
    def plan(self) -> PlanView | None:
        """The current plan."""
        at = self.currentIndex().row()
        return self._plans.plans[at] if 0 <= at < len(self._plans.plans) else None

    def show_plans(self, plans: Sequence[PlanView], wanted: int | None) -> None:
        """Show plans; the one with the id `wanted` becomes current, else the one that was."""
        before = wanted or (self.plan.id if self.plan else None)
        self._plans.show(plans)
        row = next((at for at, plan in enumerate(plans) if plan.id == before), 0)
        if plans:
            self.setCurrentIndex(self._plans.index(row))
        else:
            self.came.emit(None)

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.isValid():
            self.came.emit(self._plans.plans[now.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _Plans(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.plans: list[PlanView] = []

    def show(self, plans: Sequence[PlanView]) -> None:
        self.beginResetModel()
        self.plans = list(plans)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.plans)

    def data(self, index: Index, role: int = 0) -> str | None:
        if role not in (0, 11):  # DisplayRole, AccessibleTextRole
            return None
        plan = self.plans[index.row()]
        return f"{plan.name},检查了{plan.done}/{plan.estates},{standing(plan)[0]}"


class _Painter(QStyledItemDelegate):
    def __init__(self, plans: _Plans, view: PlanList) -> None:
        super().__init__(view)
        self._plans = plans

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, current().px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, plan = current(), self._plans.plans[index.row()]
        area = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        inner = area.adjusted(look.px(8), look.px(8), -look.px(8), 0)
        words, tone = standing(plan)
        wide = chips.width(words, tone)
        chip = QRectF(inner.right() - wide, inner.top(), wide, look.px(chips.HEIGHT))
        chips.draw(painter, chip, words, tone)
        line = QRect(inner.left(), inner.top(), inner.width() - wide - look.px(8), look.px(22))
        _line(painter, line, plan.name, body_font(14, QFont.Weight.DemiBold), "text" if plan.active else "muted")
        line = QRect(inner.left(), line.bottom() + 1, inner.width(), look.px(20))
        days = f"{plan.first:%m-%d} 至 {plan.last:%m-%d}"
        _line(painter, line, f"{plan.kind.label} · {days} · {plan.checklist}", body_font(13), "muted")
        self._bar(painter, QRect(inner.left(), line.bottom() + look.px(4), inner.width(), look.px(18)), plan)
        painter.restore()

    def _bar(self, painter: QPainter, area: QRect, plan: PlanView) -> None:
        look = current()
        text = f"检查了 {plan.done}/{plan.estates}"
        painter.setFont(body_font(12.5))
        painter.setPen(look.colour("text"))
        painter.drawText(area, _RIGHT, text)
        wide = area.width() - look.px(96)
        draw_bar(
            painter,
            QRect(area.left(), area.center().y() - look.px(BAR) // 2, wide, look.px(BAR)),
            plan.done,
            plan.estates,
        )


def _line(painter: QPainter, area: QRect, text: str, font: QFont, role: str) -> None:
    painter.setFont(font)
    painter.setPen(current().colour(role))
    painter.drawText(area, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width()))
