"""What is looked at: live or published, when and by whom; what should be seen to first, and what has changed since."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.assessment.sight import LIVE, Sight
from desktop.services.published import Publication, Standing
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.chips import Chip
from desktop.ui.kit.parts.labels import ElidedLabel, label, selectable


class StandingLine(QFrame):
    """One line, which opens to all its sentences; `wanted` asks for a publication's id or LIVE."""

    wanted = Signal(int)
    completing = Signal()  # 去补录

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("assessment.standing")
        self.setProperty("kind", "card")
        self._chip = Chip("", Tone.NEUTRAL)
        self._about = label("", "muted", name="assessment.standing.about")
        self._first = ElidedLabel("", "")
        self._first.setObjectName("assessment.standing.first")
        self.which = QComboBox()
        self.which.setObjectName("assessment.standing.which")
        self.which.setAccessibleName("看哪一次的结果")
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.activated.connect(lambda at: self.wanted.emit(self.which.itemData(at)))
        self.more = button("", "assessment.standing.more", self._unfold, kind="quiet")
        self.more.setCheckable(True)
        self._complete = button("去补录", "assessment.complete", self.completing.emit, kind="quiet", tip="F8")
        self._all = QWidget()
        self._sentences = QVBoxLayout(self._all)
        self._sentences.setContentsMargins(4, 0, 4, 6)
        self._sentences.setSpacing(4)
        self._all.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._chip)
        row.addWidget(self._about)
        row.addWidget(self._first, 1)
        for made in (self.more, self._complete, self.which):
            row.addWidget(made)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 5, 8, 5)
        whole.setSpacing(4)
        whole.addLayout(row)
        whole.addWidget(self._all)

    def show_sight(self, sight: Sight) -> None:
        """Say how the term stands."""
        shown = sight.given.publication
        self._chip.show_state(*_state(shown))
        self._about.setText(_about(shown) if shown else "")
        self._about.setVisible(shown is not None)
        words = list(sight.differences) if shown else list(sight.given.view.warnings)
        broken = shown is not None and not shown.sound
        self._first.setText("" if shown else words[0] if words else "各项齐全,可以公布。")
        if broken:
            self._first.setText("与公布时的校验码不符,数据可能被改动,请核对公布时打印的公示表。")
        elif shown:
            self._first.setText("" if words else "与现在的数据相同")
        restyle(self._first, tone=Tone.OVERDUE.value if broken else "")
        title = f"与现在数据的不同之处 {len(words)}" if shown else f"公布前要看的 {len(words)} 条"
        self.more.setText(title)
        self.more.setVisible(bool(words) and (bool(shown) or len(words) > 1))
        self._complete.setVisible(shown is None)
        self._fill(words)
        self._list(sight)

    def unfold(self) -> None:
        """Open or close the sentences."""
        if not self.more.isHidden():
            self.more.click()

    def _unfold(self) -> None:
        self._all.setVisible(self.more.isChecked())

    def _fill(self, words: list[str]) -> None:
        while self._sentences.count():
            if (old := self._sentences.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        for sentence in words[:12]:
            self._sentences.addWidget(selectable(label(f"· {sentence.rstrip('。')}", wrap=True)))
        if len(words) > 12:
            self._sentences.addWidget(label(f"· 另有{len(words) - 12}处", "muted"))
        if not words:
            self.more.setChecked(False)
        self._all.setVisible(bool(words) and self.more.isChecked() and not self.more.isHidden())

    def _list(self, sight: Sight) -> None:
        shown = sight.given.publication
        self.which.clear()
        for one in sight.publications:
            words = one.standing.label if one == sight.stands or one.standing is Standing.WITHDRAWN else "已被替代"
            self.which.addItem(f"第{one.number}次 {words}", one.id)
        self.which.addItem("现在的数据", LIVE)
        self.which.setCurrentIndex(self.which.findData(shown.id if shown else LIVE))
        self.which.setVisible(bool(sight.publications))


def _state(shown: Publication | None) -> tuple[str, Tone]:
    if shown is None:
        return "未公布", Tone.DUE_SOON
    return (shown.standing.label, Tone.DONE if shown.standing is Standing.PUBLISHED else Tone.VOID)


def _about(shown: Publication) -> str:
    note = f" · {shown.note}" if shown.note else ""
    return f"第{shown.number}次 · {shown.at:%Y-%m-%d %H:%M} · {shown.by} · 校验码{shown.digest[:8]}{note}"
