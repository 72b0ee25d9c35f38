"""What stands in the selected cell: what is proposed, everything that may be chosen, and how it is counted."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.domain.cell_names import cell_name
from desktop.domain.form_mapping.fillings import FIELDS, Figure, Filling, Of, ReportCell, Rows, Words
from desktop.domain.form_mapping.mapping import Mapped, Spot
from desktop.services.town_forms.choosing import Choice
from desktop.services.town_forms.proposals import Proposal
from desktop.services.town_forms.vocabulary import Subject
from desktop.services.town_forms.wording import column_words, words_of
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP, Card
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.reports.forms.figure_options import FigureOptions
from desktop.ui.screens.reports.forms.search_list import SearchList
from desktop.ui.screens.reports.forms.work import Work


class CellCard(Card):
    """`filled` gives another filling of the cell, `chosen` a Choice of the list."""

    filled = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("这一格", "reports.forms.cell")
        self.names: Mapping[str, str] = {}
        self._pattern = ""  # as it is kept, "" where the cell holds no words
        self.setFixedWidth(current().px(304))
        self.about = label("", "muted", wrap=True, name="reports.forms.about")
        self.now = label("", "strong", wrap=True, name="reports.forms.now")
        self.value = label("", "muted", wrap=True, name="reports.forms.value")
        self.take = button("采纳", "reports.forms.take", kind="primary", icon="check", tip="Enter")
        self.take_block = button("", "reports.forms.take_block", tip="Ctrl+Enter")
        self.other = button("", "reports.forms.other", tip="这一格也可能指这个")
        self._other: Filling | None = None
        self.other.clicked.connect(self._take_other)
        self.confirm = button("对,就是这一格", "reports.forms.confirm", kind="primary", icon="check", tip="Enter")
        self.drop = button("清除", "reports.forms.clear", icon="delete", tip="Delete")
        self.pattern = QLineEdit()
        self.pattern.setObjectName("reports.forms.pattern")
        self.pattern.setAccessibleName("文字")
        self.pattern.setToolTip("可用的字段:" + "、".join(f"{{{key}}}{name}" for key, name in FIELDS.items()))
        self.pattern.editingFinished.connect(self._typed)
        self.options = FigureOptions()
        self.options.changed.connect(self.filled)
        self.search = SearchList("输入名称或拼音,Enter 选用")
        self.search.chosen.connect(self.chosen)
        acts = QHBoxLayout()
        acts.setSpacing(GAP)
        for act in (self.take, self.take_block, self.confirm, self.drop):
            acts.addWidget(act)
        acts.addStretch(1)
        for part in (self.about, self.now, self.value):
            self.add(part)
        self.add(acts)
        self.add(self.other)
        self.add(self.pattern)
        self.add(self.options)
        self.add(self.search, 1)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """What may be found below."""
        self.search.set_choices(choices)

    def set_subjects(self, subjects: Sequence[Subject], keys_of: Callable[[str], str]) -> None:
        """Whose figures may be asked for."""
        self.options.set_subjects(subjects, keys_of)

    def show_cell(self, work: Work, spot: Spot) -> None:
        """Show what stands in a cell, or what is proposed for it."""
        mapped, proposal = work.mapped(spot), work.proposal(spot)
        self.set_title(cell_name(*spot.at))
        self.about.setText(work.about(spot))
        content = _content(mapped, spot)
        figure = content if isinstance(content, Figure | ReportCell) else None
        self.options.show_figure(figure)
        self.pattern.setVisible(isinstance(content, Words))
        self._pattern = content.pattern if isinstance(content, Words) else ""
        self.pattern.setText(self._pattern)
        asked = mapped is not None and mapped.asked
        self.confirm.setVisible(asked)
        self.drop.setVisible(mapped is not None)
        offered = proposal is not None and mapped is None
        self.take.setVisible(offered)
        block = len(work.block(proposal)) if proposal is not None and offered else 0
        self.take_block.setVisible(block > 1)
        self.take_block.setText(f"整块({block}格)")
        self._offer_other(proposal if offered else None)
        if mapped is not None:
            self._show_mapped(work, mapped, content, work.shown.get(spot, ""))
        elif proposal is not None:
            self._show_proposal(proposal)
        else:
            self._say("还没有内容", "在下面选要填的数、文字或清单。")

    def _show_mapped(self, work: Work, mapped: Mapped, content: Filling | Of | str | None, shown: str) -> None:
        if isinstance(mapped.filling, Rows):
            what = words_of(mapped.filling, self.names)
            column = column_words(content, self.names) if isinstance(content, Figure | Of | str) else "这一列不填"
            rows, room = work.length(mapped)
            unit = "行" if mapped.filling.height == 1 else "条"
            longer = f",填时加{rows - room}{unit}" if rows > room else ""
            each = "" if mapped.filling.height == 1 else f"(每条{mapped.filling.height}行)"
            self._say(f"{what}\n本列:{column}", f"现有{rows}{unit},表里留了{room}{unit}{each}{longer}。")
        else:
            self._say(words_of(mapped.filling, self.names), f"现在是:{shown}" if shown else "")
        if mapped.asked:
            restyle(self.value, tone="due_soon")
            self.value.setText("表格改过,请确认这一格。" + self.value.text())

    def _show_proposal(self, proposal: Proposal) -> None:
        sure = "" if proposal.sure else f",{proposal.doubt},请核对" if proposal.doubt else ",请核对"
        self._say(f"建议:{words_of(proposal.filling, self.names)}", f"按“{proposal.why}”推断{sure}")

    def _offer_other(self, proposal: Proposal | None) -> None:
        self._other = next(iter(proposal.others), None) if proposal is not None else None
        self.other.setVisible(self._other is not None)
        if proposal is not None and self._other is not None:
            self.other.setText(f"改用:{self._told(self._other, proposal.filling)}")

    def _told(self, filling: Filling, instead: Filling) -> str:
        """What is meant instead, in a list only the columns that differ."""
        if isinstance(filling, Rows) and isinstance(instead, Rows):
            pairs = zip(filling.columns, instead.columns, strict=True)
            return "、".join(column_words(mine.content, self.names) for mine, theirs in pairs if mine != theirs)
        return self.names.get(filling.code, filling.code) if isinstance(filling, Figure) else ""

    def _take_other(self) -> None:
        if self._other is not None:
            self.filled.emit(self._other)

    def _say(self, now: str, value: str) -> None:
        self.now.setText(now)
        restyle(self.value, tone="")
        self.value.setText(value)

    def _typed(self) -> None:
        text = self.pattern.text().strip()
        if text and self._pattern and text != self._pattern:
            self.filled.emit(Words(text))


def _content(mapped: Mapped | None, spot: Spot) -> Filling | Of | str | None:
    """What fills just this cell; of a list what fills its column."""
    if mapped is None or not isinstance(mapped.filling, Rows):
        return mapped.filling if mapped else None
    column = mapped.filling.column_at(mapped.spot.at[0], spot.at)
    return column.content if column else None
