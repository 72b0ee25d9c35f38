"""The sheet of one estate: the survey's counts, what each source gave; its score is shown while it is typed."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.assessment.parts import Sheets, survey
from desktop.domain.assessment.scheme import Scheme
from desktop.domain.errors import Refused
from desktop.domain.indicators import number_words
from desktop.forms.assessment import OpinionForm, Source, SurveyForm
from desktop.services.assessment.inputs import EstateInputs, EstateSheet
from desktop.services.assessment.surveys import ANSWERS, SurveyRow
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import label, line
from desktop.ui.screens.assessment.scroll_card import ScrollCard

_SHORT = {
    Source.NEIGHBORHOOD: "居委会评分",
    Source.OWNERS: "业委会评分",
    Source.COOPERATION: "配合整改",
    Source.DEPARTMENT: "主管部门评分",
}
_HINT = {False: "各方评分,满分100;配合整改不填的按整改记录算。", True: "主管部门的年度考评,满分100。"}
_OF_QUARTER = (Source.NEIGHBORHOOD, Source.OWNERS, Source.COOPERATION)
_SURVEY = (*ANSWERS, "invalid", "issued", "on", "note")


class EntryCard(ScrollCard):
    """`save_wanted(and_next)` asks the page to save; `edited` follows every key."""

    save_wanted = Signal(bool)
    points_wanted = Signal()
    edited = Signal()

    def __init__(self, desk: Desk, yearly: bool) -> None:
        super().__init__("assessment.entry")
        self._scheme: Scheme | None = None
        self._shown: EstateInputs | None = None
        self._survey: SurveyRow | None = None
        self.touched = self._filling = False
        self.title = label("", "title", wrap=True, name="assessment.entry.title")
        self._about = label("", "muted", wrap=True)
        self._live = label("", "strong", wrap=True, name="assessment.entry.live")
        self.survey = None if yearly else Editors(SurveyForm, "survey", desk.now, _SURVEY, self)
        self.opinions = {
            source: Editors(OpinionForm, source.value, desk.now, ("score", "by", "text"), self)
            for source in ((Source.DEPARTMENT,) if yearly else _OF_QUARTER)
        }
        self.save_button = button(
            "保存并下一个", "assessment.entry.next", partial(self.save_wanted.emit, True), kind="primary", icon="save"
        )
        self.save_button.setToolTip("Ctrl+Enter")
        self._lay_out()
        fields = [self.survey[name] for name in _SURVEY] if self.survey is not None else []
        fields += [editors[name] for editors in self.opinions.values() for name in ("score", "by", "text")]
        for before, after in pairwise((*fields, self.save_button)):
            QWidget.setTabOrder(before, after)
        for editors in self._editors():
            editors.edited.connect(self._typed)

    @property
    def estate_id(self) -> int | None:
        """Whose sheet is shown."""
        return self._shown.estate_id if self._shown else None

    def show_estate(self, one: EstateInputs, scheme: Scheme) -> None:
        """Show what an estate has; what was typed before is gone."""
        self._shown, self._scheme, self._filling = one, scheme, True
        self._survey = one.surveys[-1] if one.surveys else None
        self.title.setText(one.estate)
        households = f"{one.households}户" if one.households else "户数未填"
        more = f" · 共{len(one.surveys)}份问卷,这里是最后一份" if len(one.surveys) > 1 else ""
        self._about.setText(" · ".join(filter(None, [one.company, households])) + more)
        if self.survey is not None:
            self.survey.set_value(_survey_form(self._survey))
        for source, editors in self.opinions.items():
            row = one.opinions.get(source)
            editors.set_value(OpinionForm(None, source, row.score, row.text, row.by) if row else OpinionForm())
        self.touched = self._filling = False
        self._tell()

    def sheet(self) -> EstateSheet:
        """What was typed. Raises Refused, with the problems shown, where something cannot be read."""
        self.show_problems({})
        problems: dict[str, str] = {}
        survey_form, opinions = None, {}
        if self.survey is not None:
            try:
                survey_form = self.survey.value()
            except Refused as refusal:
                problems |= refusal.problems
        for source, editors in self.opinions.items():
            try:
                opinions[source] = editors.value()
            except Refused as refusal:
                problems |= {f"{source}.{name}": text for name, text in refusal.problems.items()}
        if problems:
            self.show_problems(problems)
            raise Refused(problems)
        known = self._shown.opinions if self._shown else {}
        return EstateSheet(
            survey_form,
            (self._survey.id, self._survey.version) if self._survey else None,
            opinions,
            {source: (row.id, row.version) for source, row in known.items()},
        )

    def show_failure(self, error: object) -> None:
        """Say why it was not saved, at the fields where they are known; what was typed stays."""
        if isinstance(error, Refused):
            self.show_problems(error.problems)
        else:
            self._editors()[0].show_failure(error)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Problems of the survey by field, of opinions as neighborhood.score."""
        own = {name: text for name, text in problems.items() if "." not in name}
        for source, editors in self.opinions.items():
            prefix = f"{source}."
            editors.show_problems({n.removeprefix(prefix): t for n, t in problems.items() if n.startswith(prefix)})
        if self.survey is not None:
            self.survey.show_problems(own)
        elif own:
            self._editors()[0].show_problems(own)

    def begin_typing(self) -> None:
        """The keyboard goes to the first field."""
        first = self.survey["five"] if self.survey is not None else self.opinions[Source.DEPARTMENT]["score"]
        first.setFocus()
        first.selectAll()

    def draft(self) -> dict[str, object]:
        """Everything as typed."""
        return {editors.name: editors.draft() for editors in self._editors()}

    def set_draft(self, draft: dict[str, dict[str, object]]) -> None:
        """Bring back what was typed."""
        self._filling = True
        for editors in self._editors():
            editors.set_draft(draft.get(editors.name, {}))
        self._filling, self.touched = False, True
        self._tell()

    def _editors(self) -> list[Editors]:
        return [*([self.survey] if self.survey else []), *self.opinions.values()]

    def _lay_out(self) -> None:
        self.lines.addWidget(self.title)
        self.lines.addWidget(self._about)
        if self.survey is not None:
            self.lines.addWidget(line())
            self.lines.addWidget(label("业主满意度问卷", "heading"))
            self.lines.addLayout(self._counts(self.survey))
        self.lines.addWidget(self._live)
        self._live.setVisible(self.survey is not None)
        self.lines.addWidget(line())
        self.lines.addWidget(label(_HINT[self.survey is None], "muted", wrap=True))
        self.lines.addLayout(self._given())
        for editors in self.opinions.values():
            self.lines.addWidget(editors.general)
        self.lines.addStretch(1)
        look = current()
        self.foot.setContentsMargins(look.px(16), look.px(8), look.px(12), look.px(12))
        self.foot.addWidget(self.save_button)
        self.foot.addWidget(
            button("保存", "assessment.entry.save", partial(self.save_wanted.emit, False), tip="Ctrl+S")
        )
        self.foot.addStretch(1)
        self.foot.addWidget(
            button("加扣分", "assessment.entry.points", self.points_wanted.emit, kind="quiet", tip="Ctrl+N")
        )

    def _counts(self, editors: Editors) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for at, name in enumerate((*ANSWERS, "invalid", "issued")):
            grid.addWidget(editors.block(name), at // 4, at % 4)
        _low(editors["note"])
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(editors.block("on"), 1)
        below.addWidget(editors.block("note"), 1)
        whole = QVBoxLayout()
        whole.setSpacing(6)
        whole.addLayout(grid)
        whole.addWidget(editors.general)
        whole.addLayout(below)
        return whole

    def _given(self) -> QGridLayout:
        """A line for each source: who, how many points, by whom, what was said."""
        look = current()
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for at, (source, editors) in enumerate(self.opinions.items()):
            editors["score"].setFixedWidth(look.px(84))
            editors["by"].setFixedWidth(look.px(100))
            _low(editors["text"])
            for column, name in enumerate(("score", "by", "text")):
                words = _SHORT[source] if name == "score" else editors.fields[name].label
                editors.labels[name].setText(words)
                editors[name].setAccessibleName(words if name == "score" else f"{_SHORT[source]} {words}")
                grid.addWidget(editors.block(name), at, column)
        return grid

    def _typed(self, _name: str) -> None:
        if self._filling:
            return
        self.touched = True
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        """The score as it would be."""
        if self.survey is None or self._scheme is None or self._shown is None:
            return
        counts = tuple(int(self.survey[name].value() or 0) for name in ANSWERS)
        if not sum(counts):
            self._live.setText("填各档份数,得分和样本比例随填随算。")
            return
        figure = survey(self._scheme, [Sheets(0, counts)], self._shown.households)
        sample = figure.why.partition(";")[2]
        self._live.setText(f"得分 {number_words(figure.value, self._scheme.decimals)} · {sample}")


def _low(editor: QPlainTextEdit) -> None:
    """A long text as high as a line; it scrolls."""
    editor.setFixedHeight(current().px(34))
    editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _survey_form(row: SurveyRow | None) -> SurveyForm:
    if row is None:
        return SurveyForm()
    counts: dict[str, Any] = {name: float(count) for name, count in zip(ANSWERS, row.counts, strict=True)}
    form = SurveyForm(row.estate_id, row.on, invalid=float(row.invalid), note=row.note)
    return replace(form, issued=None if row.issued is None else float(row.issued), **counts)
