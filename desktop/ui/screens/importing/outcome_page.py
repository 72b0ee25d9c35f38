"""Step 5: what the import did, and where to go from here."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.privacy.masking import mask_text
from desktop.forms.imports.targets import Target
from desktop.services.imports.outcomes import Judged, Outcome
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, Card
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.labels import ElidedLabel, label

MOST_LISTED = 10  # rows named one by one; the workbook has all
_FIGURES = (("导入", Tone.DONE), ("跳过", Tone.NEUTRAL), ("未导入", Tone.OVERDUE))


class OutcomePage(QWidget):
    """Three figures, one sentence, and the ways on."""

    def __init__(self, save: Callable[[], object], show: Callable[[], object], again: Callable[[], object]) -> None:
        super().__init__()
        self._card = Card("导入完成", "importing.outcome")
        self._figures = [label("", "figure", name=f"importing.figure{at}") for at in range(len(_FIGURES))]
        self.sentence = label("", wrap=True, name="importing.sentence")
        self._doubts = label("", "muted", wrap=True, name="importing.outcome.doubts")
        self.save = button("保存未导入的行", "importing.save_rest", save, icon="export", tip="Ctrl+E")
        self.show_them = button("查看导入的工单", "importing.show", show, kind="primary", icon="orders", tip="Ctrl+L")
        self.again = button("再导一个", "importing.again", again, icon="import", tip="Ctrl+N")
        self._left = Card("没有导入的行", "importing.left")
        self._lay_out()

    def show_outcome(self, outcome: Outcome, path: Path) -> None:
        """The counts, and what they mean in a sentence."""
        counts = outcome.counts
        self._card.set_title(f"{path.name} · {outcome.mapping.target.label}")
        figures = (counts.imported, counts.skipped, counts.rejected)
        for shown, count, (_, tone) in zip(self._figures, figures, _FIGURES, strict=True):
            shown.setText(f"{count:,}")
            restyle(shown, tone=(tone if count else Tone.VOID).value)
        self.sentence.setText(sentence_of(outcome))
        self._show_left([*outcome.rejects, *outcome.skips])
        self._doubts.setText("\n".join(outcome.doubts))
        self._doubts.setVisible(bool(outcome.doubts))
        self.save.setVisible(bool(outcome.rejects))
        self.show_them.setVisible(outcome.mapping.target is Target.ORDERS and bool(counts.imported))

    def _show_left(self, rows: Sequence[Judged]) -> None:
        self._left.clear()
        self._left.note.setText(f"{len(rows):,} 行" if rows else "")
        for row in rows[:MOST_LISTED]:
            line = QHBoxLayout()
            number = label(f"第 {row.number:,} 行", "muted")
            number.setFixedWidth(current().px(96))
            line.addWidget(number)
            line.addWidget(ElidedLabel(mask_text(row.reason)), 1)
            self._left.add(line)
        if len(rows) > MOST_LISTED:
            self._left.add(label(f"还有 {len(rows) - MOST_LISTED:,} 行", "muted"))
        if rows:
            self._left.body.addStretch(1)
        else:
            self._left.add(EmptyState("done", "每一行都导入了"), 1)

    def first_button(self) -> QWidget:
        """What one most likely wants next."""
        ways: Sequence[QWidget] = (self.save, self.show_them, self.again)
        return next(way for way in ways if way.isVisibleTo(self))

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setSpacing(current().px(40))
        for figure, (word, _) in zip(self._figures, _FIGURES, strict=True):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(figure)
            pair.addWidget(label(f"{word}(行)", "muted"))
            figures.addLayout(pair)
        figures.addStretch(1)
        self._card.add(figures)
        self._card.add(self.sentence)
        self._card.add(self._doubts)
        ways = QHBoxLayout()
        ways.setSpacing(GAP)
        for way in (self.save, self.show_them, self.again):
            ways.addWidget(way)
        ways.addStretch(1)
        self._card.add(ways)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(BETWEEN)
        page.addWidget(self._card)
        page.addWidget(self._left, 1)


def sentence_of(outcome: Outcome) -> str:
    """What the counts mean."""
    counts, target = outcome.counts, outcome.mapping.target
    known = sum(row.reason.startswith("已") for row in outcome.skips)
    if not counts.imported and not counts.rejected and known:
        return f"这份表里的 {known:,} 行都已经登记过,没有新增{target.label}。"
    unit = "件" if target is Target.ORDERS else "个"
    told = f"新增{target.label} {counts.imported:,} {unit}。" if counts.imported else f"没有新增{target.label}。"
    if counts.skipped:
        told += (
            f"跳过的行里,{known:,} 行已经登记过,其余是表里重复的或合计行。" if known else "跳过的是表里重复的或合计行。"
        )
    if counts.rejected:
        told += "未导入的行可以保存成表格,改正后直接再导入。"
    return told
