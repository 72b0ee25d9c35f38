"""The chosen notice: the step that is due, its faults, the measures taken, and what follows when nothing happens."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.domain.rectification.lifecycle import RUNNING, MeasureState
from desktop.services.rectification.measure_list import MeasureView
from desktop.services.rectification.notice_desk import NoticeCase
from desktop.services.rectification.notice_list import NoticeLine, NoticeView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Facts
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import ElidedLabel, label, line, selectable
from desktop.ui.screens.inspection.findings.offers import Offer, menu_button, offered
from desktop.ui.screens.inspection.findings.record_panel import RecordPanel, going
from desktop.ui.screens.inspection.findings.tones import tone_of_finding, tone_of_measure, tone_of_notice
from desktop.ui.tones import tone_of_level


class NoticePanel(RecordPanel):
    """`press_wanted` asks for the measure that is due."""

    finding_wanted = Signal(int)
    press_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("notice")
        self._desk = desk
        self.case: NoticeCase | None = None
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen."""
        self.case = None
        self.show_nothing("file", "没有选中通知书", "用上下键在列表里选一份。")

    def show_case(
        self, case: NoticeCase, offers: Sequence[Offer], measure_offers: Callable[[MeasureView], list[Offer]]
    ) -> None:
        """Everything about one notice."""
        self.begin()
        self.case = case
        shown = case.notice
        self.lines.addWidget(selectable(label(f"{shown.number} {shown.estate}", "title", wrap=True)))
        self.lines.addLayout(_chips(shown))
        self.lines.addWidget(
            selectable(label(" · ".join(filter(None, [shown.company, shown.issuer])), "muted", wrap=True))
        )
        self.lines.addLayout(offered(self._name, offers, first="primary" if shown.state in RUNNING else ""))
        self._next_step(case)
        self.lines.addWidget(line())
        self.lines.addWidget(label(f"问题 {len(shown.lines)} 项", "heading"))
        for one in shown.lines:
            self.lines.addLayout(self._fault(one))
        if case.measures:
            self.lines.addWidget(line())
            self.lines.addWidget(label("督办和约谈", "heading"))
        for measure in case.measures:
            self.lines.addWidget(self._measure(measure, measure_offers(measure)))
        self.lines.addWidget(line())
        facts = Facts()
        facts.show_facts(facts_of(shown))
        self.lines.addWidget(facts)
        self._links(shown)
        self.end(shown.timeline)

    def _next_step(self, case: NoticeCase) -> None:
        """What is due, why, and what comes after: shown before it happens."""
        if case.due is None and not case.ahead:
            return
        box = QFrame()
        box.setObjectName("notice.ahead")
        box.setProperty("kind", "notice")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        if case.due is not None:
            late = case.due.level.level > 1
            box.setProperty("tone", "overdue" if late else "due_soon")
            head = QHBoxLayout()
            head.addWidget(label(f"现在该{case.due.level.name}", "strong", Tone.OVERDUE if late else Tone.DUE_SOON))
            head.addStretch(1)
            if case.due.level.level:
                made = button("办理", "notice.due", self.press_wanted.emit)
                made.setProperty("compact", True)
                head.addWidget(made)
            column.addLayout(head)
            column.addWidget(label(case.due.reason, wrap=True))
        column.addWidget(label(f"下一步:{case.ahead}", "muted", wrap=True))
        self.lines.addWidget(box)

    def _fault(self, one: NoticeLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        name = button("", f"notice.finding.{one.number}", partial(self.finding_wanted.emit, one.finding_id), kind="row")
        name.setAccessibleName(f"{one.text},{one.state.label}")
        inside = QHBoxLayout(name)
        inside.setContentsMargins(6, 0, 6, 0)
        words = ElidedLabel(one.text)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(words, 1)
        row.addWidget(name, 1)
        row.addWidget(
            Chip(
                f"见{one.moved}" if one.moved else one.state.label,
                Tone.VOID if one.moved else tone_of_finding(one.state),
            )
        )
        return row

    def _measure(self, one: MeasureView, offers: list[Offer]) -> QFrame:
        made = QFrame()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(f"{one.measure.label} {one.number}", "strong", wrap=True), 1)
        head.addWidget(Chip(one.state.label, tone_of_measure(one.state)), 0, Qt.AlignmentFlag.AlignTop)
        more = menu_button(f"measure.{one.number}", offers, "办理")
        more.setProperty("compact", True)
        head.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        waiting = one.state is MeasureState.WAITING
        until = f"{one.due_at:%m月%d日 %H:%M}前反馈" if one.due_at and waiting else ""
        said = f"反馈:{one.answer}" if one.answer else ""
        column.addWidget(label(" · ".join(filter(None, [one.reason, until, said])), "muted", wrap=True))
        if waiting and one.otherwise:
            column.addWidget(label(one.otherwise, "muted", wrap=True))
        return made

    def _links(self, shown: NoticeView) -> None:
        go = self._desk.go
        found = []
        if shown.inspection is not None:
            key, number = shown.inspection
            found.append(("检查", number, going(go, "inspection", ("records", key))))
        for word, linked in (("上一轮", (shown.parent,) if shown.parent else ()), ("下一轮", shown.later)):
            for key, number in linked:
                found.append((word, number, going(go, "inspection", ("findings", ("notice", key)))))
        self.links(found)


def facts_of(shown: NoticeView) -> dict[str, str]:
    """What is known about a notice, in words."""
    counted = "(按暂定的放假安排)" if shown.provisional else ""
    return {
        "下达": f"{shown.issued_at:%Y年%m月%d日 %H:%M} {shown.handled_by}",
        "整改期限": f"最迟{shown.due_at:%Y年%m月%d日 %H:%M}{counted}",
        "签收": f"{shown.signed_by} {shown.signed_at:%m月%d日 %H:%M}" if shown.signed_at else "",
        "整改要求": shown.requirement,
        "依据": shown.basis,
        "逾期后果": shown.consequence,
        "回执": f"{shown.receipt_at:%m月%d日 %H:%M} {shown.receipt}" if shown.receipt_at else "",
        "复查": f"{shown.rechecked_at:%m月%d日 %H:%M} {shown.rechecked_by} {shown.conclusion}"
        if shown.rechecked_at
        else "",
        "销号": f"{shown.cleared_at:%Y年%m月%d日 %H:%M}" if shown.cleared_at else "",
    }


def _chips(shown: NoticeView) -> Flow:
    chips = Flow()
    chips.addWidget(Chip(shown.state.label, tone_of_notice(shown.state)))
    if shown.state in RUNNING:
        tone = tone_of_level(shown.level)
        chips.addWidget(Chip(f"{shown.level.label} {shown.left}" if tone is not Tone.NEUTRAL else shown.left, tone))
    if shown.parent is not None:
        chips.addWidget(Chip("第二轮", Tone.DUE_SOON))
    return chips
