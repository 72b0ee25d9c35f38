"""The right column: what is like it, what this caller called about before, and the estate."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.forms.outcomes import Rating, Verdict
from desktop.services.intake.intake_help import CallerFacts
from desktop.services.registry.callers import EarlierOrder
from desktop.services.registry.cards import EstateCard
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card, Facts, empty
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.labels import ElidedLabel, label
from desktop.ui.tones import tone_of_state

DUPLICATES_SHOWN, EARLIER_SHOWN = 3, 3
NOTHING_YET = "填好电话、小区和诉求后,这里列出可能重复的工单、这位来电人以前的工单和小区情况。"


class MattersPanel(QWidget):
    """`merge_asked(order)` is None when the merge is taken back; `viewed(id)` asks to see an order."""

    merge_asked = Signal(object)
    viewed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.nothing = Card("来电人与小区", "intake.nothing")
        self.nothing.add(label(NOTHING_YET, "muted", wrap=True))
        self.merging = QFrame()
        self.merging.setObjectName("intake.merging")
        self.merging.setProperty("kind", "notice")
        self._merging_text = label("", "strong", wrap=True)
        lines = QVBoxLayout(self.merging)
        lines.setContentsMargins(14, 8, 8, 4)
        lines.setSpacing(0)
        lines.addWidget(self._merging_text)
        undo = button("撤销并案", "intake.unmerge", lambda: self.merge_asked.emit(None), kind="quiet", icon="undo")
        lines.addWidget(undo, 0, Qt.AlignmentFlag.AlignRight)
        self.duplicates = Card("可能重复", "intake.duplicates")
        self.earlier = Card("这位来电人", "intake.earlier")
        self.estate = Card("小区", "intake.estate_card")
        self._facts = Facts()
        self._counts = label("", "muted", wrap=True)
        self.estate.add(self._facts)
        self.estate.add(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for part in (self.nothing, self.merging, self.duplicates, self.earlier, self.estate):
            column.addWidget(part)
        column.addStretch(1)
        self.merge_number = ""
        self.duplicates_shown: list[EarlierOrder] = []
        self._earlier: Sequence[EarlierOrder] = ()
        self.clear()

    def clear(self) -> None:
        """Nothing is known yet."""
        self.merge_number, self.duplicates_shown, self._earlier = "", [], ()
        for part in (self.merging, self.duplicates, self.earlier, self.estate):
            part.hide()
        self.nothing.show()

    def show_merging(self, number: str) -> None:
        """Say into which order this one goes once saved; an empty number takes the notice away."""
        self.merge_number = number
        self._merging_text.setText(f"保存后并入 {number}" if number else "")
        self.merging.setVisible(bool(number))
        self._settle()

    def show_duplicates(self, found: Sequence[EarlierOrder], merge_into: int | None, now: datetime) -> None:
        """Orders that may be about the same matter; none while one was chosen already."""
        empty(self.duplicates.body)
        shown = list(found[:DUPLICATES_SHOWN]) if merge_into is None else []
        self.duplicates_shown = shown
        self.duplicates.set_title(f"可能重复 {len(found)} 件")
        for order in shown:
            self.duplicates.add(self._order(order, order.why, _ago(order.received_at, now), mergeable=True))
        self.duplicates.setVisible(bool(shown))
        self._show_earlier(now)

    def show_caller(self, facts: CallerFacts, now: datetime) -> None:
        """Earlier orders under this number."""
        self._earlier = facts.earlier
        self._show_earlier(now)

    def _show_earlier(self, now: datetime) -> None:
        empty(self.earlier.body)
        above = {order.id for order in self.duplicates_shown}
        shown = [order for order in self._earlier if order.id not in above][:EARLIER_SHOWN]
        self.earlier.set_title(f"这位来电人 {len(self._earlier)} 件")
        for order in shown:
            words = [_ago(order.received_at, now)]
            words += [Verdict(order.verdict).label] if order.verdict else []
            words += [Rating(order.rating).label] if order.rating else []
            self.earlier.add(self._order(order, "", " · ".join(words), mergeable=False))
        self.earlier.setVisible(bool(shown))
        self._settle()

    def show_estate(self, card: EstateCard | None) -> None:
        if card is not None:
            self.estate.set_title(card.name)
            self._facts.show_facts(
                {
                    "物业": " ".join(filter(None, [card.company, card.company_phone])),
                    "项目经理": card.manager,
                    "合同至": _day(card.contract_ends),
                    "业委会": f"任期至{_day(card.committee_term_ends)}" if card.committee_term_ends else "",
                    "规模": _size(card),
                    "地址": card.address,
                },
                width=54,
            )
            self._counts.setText(f"本月{card.this_month}件,上月{card.last_month}件")
        self.estate.setVisible(card is not None)
        self._settle()

    def _settle(self) -> None:
        parts = (self.merging, self.duplicates, self.earlier, self.estate)
        self.nothing.setVisible(all(part.isHidden() for part in parts))

    def _order(self, order: EarlierOrder, why: str, when: str, mergeable: bool) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(ElidedLabel(order.number, "muted"), 1)
        head.addWidget(Chip(order.state.label, tone_of_state(order.state), icon=False))
        rows.addLayout(head)
        rows.addWidget(ElidedLabel(order.title))
        if why:
            rows.addWidget(ElidedLabel(why, "muted"))
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        if mergeable:
            merge = button("并案", f"intake.merge.{order.id}", lambda: self.merge_asked.emit(order), icon="merge")
            merge.setAccessibleName(f"并入{order.number}")
            foot.addWidget(merge)
        foot.addWidget(ElidedLabel(when, "muted"), 1)
        view = button("查看", f"intake.view.{order.id}", lambda: self.viewed.emit(order.id), kind="quiet", icon="eye")
        view.setAccessibleName(f"查看{order.number}")
        foot.addWidget(view)
        rows.addLayout(foot)
        return made


def _ago(at: datetime, now: datetime) -> str:
    match (now.date() - at.date()).days:
        case 0:
            return f"今天{at:%H:%M}"
        case 1:
            return "昨天"
        case days if days < 30:
            return f"{days}天前"
        case _:
            return f"{at.month}月{at.day}日" if at.year == now.year else f"{at:%Y-%m-%d}"


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _size(card: EstateCard) -> str:
    return "·".join(
        filter(
            None,
            [
                f"{card.households:,}户" if card.households else "",
                f"{card.building_count}幢" if card.building_count else "",
                f"{card.area:g}万㎡" if card.area else "",
            ],
        )
    )
