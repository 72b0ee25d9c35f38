"""The chosen finding: what is wrong, what is asked until when, photos before and after, and what it belongs to."""

from collections.abc import Sequence

from desktop.domain.inspection.checklist import Severity
from desktop.domain.rectification.lifecycle import ACTIVE, SETTLED
from desktop.services.rectification.finding_view import FindingView
from desktop.services.rectification.notice_desk import Choice
from desktop.services.rectification.procedures import Case
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.card import Facts
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label, line, selectable
from desktop.ui.procedure_steps import ProcedureSteps
from desktop.ui.screens.inspection.findings.before_after import BeforeAfter
from desktop.ui.screens.inspection.findings.offers import Offer, offered
from desktop.ui.screens.inspection.findings.record_panel import RecordPanel, going
from desktop.ui.screens.inspection.findings.tones import tone_of_finding
from desktop.ui.tones import tone_of_level

_GRAVE = {Severity.SERIOUS: Tone.DUE_SOON, Severity.MAJOR: Tone.OVERDUE}


class FindingPanel(RecordPanel):
    """Shows one finding, or what can be done to several."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("finding")
        self._desk = desk
        self._unfolded = False
        self.finding: FindingView | None = None
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen."""
        self.finding = None
        self.show_nothing("inspect", "没有选中问题", "用上下键在列表里选一个。")

    def show_choice(self, count: int, choice: Choice, offers: Sequence[Offer]) -> None:
        """Several are chosen."""
        self.finding = None
        self.show_several(f"已选 {count} 个问题", choice.words, offers)

    def show_finding(self, shown: FindingView, offers: Sequence[Offer]) -> None:
        """Everything about one finding."""
        self.begin()
        self.finding = shown
        self.lines.addWidget(selectable(label(shown.text, "title", wrap=True)))
        self.lines.addLayout(_chips(shown))
        where = " · ".join(filter(None, [shown.number, shown.estate, shown.company, shown.category]))
        self.lines.addWidget(selectable(label(where, "muted", wrap=True)))
        first = "primary" if shown.state in ACTIVE else ""
        self.lines.addLayout(offered(self._name, offers, 0 if shown.state in SETTLED else 2, first))
        self.lines.addWidget(line())
        facts = Facts()
        facts.show_facts(facts_of(shown))
        self.lines.addWidget(facts)
        self._links(shown)
        if shown.photos:
            self.lines.addWidget(BeforeAfter(shown.photos, self._desk.files, self._desk.background))
        self.lines.addWidget(self._steps(shown.id))
        self.end(shown.timeline)

    def _steps(self, finding_id: int) -> ProcedureSteps:
        made = ProcedureSteps(self._desk, "finding.procedure", Case(finding=finding_id), opened=self._unfolded)
        made.unfolded.connect(self._remember)
        return made

    def _remember(self, unfolded: bool) -> None:
        self._unfolded = unfolded

    def _links(self, shown: FindingView) -> None:
        go = self._desk.go
        found = []
        if shown.inspection is not None:
            key, number = shown.inspection
            found.append(("检查", number, going(go, "inspection", ("records", key))))
        if shown.notice is not None:
            key, number = shown.notice
            found.append(("通知书", number, going(go, "inspection", ("findings", ("notice", key)))))
        for word, linked in (("来自工单", shown.source_order), ("已转工单", shown.opened_order)):
            if linked is not None:
                found.append((word, linked[1], going(go, "orders", linked[0])))
        self.links(found)


def facts_of(shown: FindingView) -> dict[str, str]:
    """What is known about a finding, in words."""
    due = f"{shown.due_at:%Y年%m月%d日 %H:%M}前" if shown.due_at else ""
    rechecked = f"{shown.rechecked_at:%m月%d日 %H:%M} {shown.rechecked_by}" if shown.rechecked_at else ""
    return {
        "检查要求": " ".join(filter(None, [shown.item_code, shown.item_text])),
        "扣分": f"{shown.deduction:g}分" if shown.deduction else "",
        "整改要求": shown.requirement,
        "整改期限": f"{due}({shown.limit},{shown.severity.label})" if due and shown.limit else due,
        "依据": shown.basis,
        "责任人": shown.responsible,
        "发现日期": f"{shown.found_on:%Y年%m月%d日}",
        "整改措施": shown.measure,
        "完成日期": f"{shown.done_on:%Y年%m月%d日}" if shown.done_on else "",
        "复查": f"第{shown.rechecks}次 {rechecked}" if shown.rechecks else "",
        "销号": f"{shown.cleared_at:%Y年%m月%d日 %H:%M}" if shown.cleared_at else "",
        "备注": shown.note,
    }


def _chips(shown: FindingView) -> Flow:
    chips = Flow()
    chips.addWidget(Chip(shown.state.label, tone_of_finding(shown.state)))
    if shown.state in ACTIVE and shown.due_at is not None:
        tone = tone_of_level(shown.level)
        chips.addWidget(Chip(f"{shown.level.label} {shown.left}" if tone is not Tone.NEUTRAL else shown.left, tone))
    chips.addWidget(Chip(shown.severity.label, _GRAVE.get(shown.severity, Tone.NEUTRAL), icon=False))
    if shown.rechecks > 1:
        chips.addWidget(Chip(f"复查{shown.rechecks}次", Tone.DUE_SOON))
    return chips
