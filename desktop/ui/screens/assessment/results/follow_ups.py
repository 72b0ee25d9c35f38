"""What follows for an estate that fell short: the interview, the look-back, the exposure."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.assessment.term import Term
from desktop.forms.rectification import IssueMeasure, MeasureLevel
from desktop.services.assessment import falling_short
from desktop.services.assessment.falling_short import Talk
from desktop.services.assessment.followups import FollowUp
from desktop.services.rectification import measures
from desktop.services.rectification.measures import Target
from desktop.services.rectification.notices import Issued
from desktop.ui.asking import Asking
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label
from desktop.ui.printing.cases import CasePrinting, MeasurePaper

_ASKED = tuple(field.name for field in fields(IssueMeasure))


class FollowUps:
    """`exposed()` prints the list of those that are made public."""

    def __init__(self, desk: Desk, parent: QWidget, exposed: Callable[[], object]) -> None:
        self._desk, self._exposed = desk, exposed
        self.asking = Asking(desk, parent)
        self.printing = CasePrinting(desk, parent)
        self.term: Term | None = None
        self.current: FollowUp | None = None

    def notice(self, follow: FollowUp) -> QWidget:
        """A notice with what there is to do, for the estate's panel."""
        self.current = follow
        made = QFrame()
        made.setObjectName("assessment.follow")
        made.setProperty("kind", "notice")
        made.setProperty("tone", "overdue")
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        what = "约谈、曝光、回头看" if follow.exposed else "约谈、回头看"
        column.addWidget(label(f"{follow.reason}按办法应{what}。", wrap=True))
        row = Flow(gap=6)
        row.addWidget(button("约谈", "assessment.talk", partial(self.talk, follow), tip="F10"))
        row.addWidget(button("安排回头看", "assessment.look_back", partial(self.look_back, follow)))
        if follow.exposed:
            row.addWidget(button("曝光名单", "assessment.expose", self._exposed))
        column.addLayout(row)
        held = QVBoxLayout()
        held.setSpacing(2)
        column.addLayout(held)
        if self.term is not None:
            read = self._desk.background.read(falling_short.talks, follow.estate_id, self.term, self._desk.now())
            read.while_alive(made).then(partial(self._held, held))
        return made

    def talk(self, follow: FollowUp) -> None:
        """Ask for the interview with everything that is known."""
        read = self._desk.background.read(falling_short.prepared_talk, follow, self._desk.now())
        read.then(partial(self._ask, follow), self.asking.complain)

    def look_back(self, follow: FollowUp) -> None:
        """Prepare the look-back and offer to open it."""
        desk = self._desk
        task = desk.background.write(falling_short.prepare_look_back, follow.estate_id, desk.operator, desk.now())
        task.then(partial(self._prepared, follow), self.asking.complain)

    def _ask(self, follow: FollowUp, filled: IssueMeasure) -> None:
        self.asking.ask(
            "assessment.measure",
            f"约谈 {follow.company or follow.estate}",
            filled,
            self.asking.write(measures.issue, Target(estate=follow.estate_id)),
            self._issued,
            ["下达后有编号,可以打印约谈通知书和约谈记录;黄牌会在“加扣分”里建议扣分。"],
            columns=3,
            only=_ASKED,
            spans={"reason": 3},
            action="下达约谈",
        )

    def _issued(self, issued: Issued) -> None:
        go = partial(self.printing.start_measure, MeasurePaper.INTERVIEW, issued.id)
        self._desk.say(f"已下达 {issued.number}", Tone.DONE, "打印约谈通知书", go)

    def _prepared(self, follow: FollowUp, inspection: int) -> None:
        go = partial(self._desk.go, "inspection", ("records", inspection))
        self._desk.say(f"已准备{follow.estate}的回头看检查。", Tone.DONE, "打开", go)

    def _held(self, column: QVBoxLayout, found: list[Talk]) -> None:
        for talk in found:
            card = "红牌" if talk.level is MeasureLevel.RED else "黄牌"
            words = f"{talk.number} {card} {talk.at:%m-%d} {talk.state.label}"
            printed = partial(self.printing.start_measure, MeasurePaper.INTERVIEW, talk.id)
            column.addWidget(
                button(words, f"assessment.talk.{talk.id}", printed, kind="row", icon="print", tip="打印约谈通知书")
            )
