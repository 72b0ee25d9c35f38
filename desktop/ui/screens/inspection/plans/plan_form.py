"""The form of a plan: list, days, who, and the estates; a quarter or a month is filled in with one key."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from desktop.domain.errors import Refused
from desktop.domain.inspection.states import InspectionKind
from desktop.domain.timing.periods import Period
from desktop.forms.inspection import PlanForm
from desktop.services.inspection.lists import ListEntry
from desktop.services.inspection.plans import quarter_of
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.form_editors import Now
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.inspection.plans.estate_picker import EstatePicker

_FIELDS = ("checklist", "first", "last", "name", "kind", "inspectors", "note")
_SPANS = {"checklist": 2, "name": 2}


class PlanSheet(FormView):
    """The fields at the left, the estates at the right. The name follows list and days until it is typed."""

    def __init__(self, now: Now) -> None:
        super().__init__(PlanForm, 2, _SPANS, _FIELDS, "inspection.plan", now)
        self._now = now
        self._named = ""  # the name that was made up here
        self.estates = EstatePicker("inspection.plan.estates")
        self.estates.edited.connect(lambda: self.editors.edited.emit("estates"))
        self.editors["note"].setFixedHeight(self.editors["note"].minimumHeight())
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        below = grid.rowCount()
        grid.addLayout(self._spans(), below, 0, 1, 2)
        grid.addWidget(self.estates, 0, 2, below + 1, 1)
        grid.setColumnStretch(2, 2)
        for name in ("checklist", "first", "last"):
            self.editors[name].edited.connect(self._rename)

    def set_checklists(self, entries: list[ListEntry]) -> None:
        """Offer these lists; the only one, or the first, is taken where none is chosen."""
        self.editors.set_candidates(
            "checklist",
            [Candidate(one.id, one.name, (one.code,), f"{one.items}项 {one.points:g}分") for one in entries],
        )
        if entries and self.editors["checklist"].value() is None:
            self.editors["checklist"].set_value(entries[0].id)

    def value(self) -> PlanForm:
        try:
            filled: PlanForm = super().value()
        except Refused as refusal:
            raise refusal from None
        return replace(filled, estates=self.estates.value())

    def set_value(self, form: PlanForm) -> None:
        super().set_value(form)
        self.estates.set_value(form.estates)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.estates.problem.say(problems.get("estates", ""))
        super().show_problems({name: text for name, text in problems.items() if name != "estates"})

    def show_failure(self, error: object) -> None:
        if isinstance(error, Refused):
            self.show_problems(error.problems)
        else:
            super().show_failure(error)

    def propose(self, period: Period, kind: InspectionKind) -> None:
        """Fill in the days and the kind."""
        self.editors["kind"].set_value(kind)
        self.editors["first"].set_value(period.first)
        self.editors["last"].set_value(period.last)

    def _spans(self) -> QHBoxLayout:
        today = self._now().date()
        quarter = quarter_of(today)
        month = Period.month(today.year, today.month)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label("快速填写", "muted"))
        for words, name, period, kind in (
            ("本季度", "quarter", quarter, InspectionKind.QUARTERLY),
            ("下季度", "next_quarter", quarter_of(quarter.last + timedelta(days=1)), InspectionKind.QUARTERLY),
            ("本月", "month", month, InspectionKind.MONTHLY),
        ):
            made = button(words, f"inspection.plan.{name}", partial(self.propose, period, kind))
            made.setProperty("compact", True)
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _rename(self) -> None:
        name = self.editors["name"]
        if name.value() not in ("", self._named):
            return
        first, last = self.editors["first"].value(), self.editors["last"].value()
        candidate: Any = self.editors["checklist"].candidate()
        span = _words(first, last)
        self._named = f"{span} {candidate.text}"[:60].strip() if candidate and span else ""
        name.set_value(self._named)


def _words(first: date | None, last: date | None) -> str:
    return Period(first, last).words if first and last and first <= last else ""
