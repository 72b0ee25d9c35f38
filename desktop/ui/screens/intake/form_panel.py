"""The left card: the intake form in the order a call goes."""

import itertools

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.intake.intake_help import ChannelRule
from desktop.services.intake.suggesting import Proposal
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.appearance.style import restyle
from desktop.ui.kit.forms.chooser import Chooser
from desktop.ui.kit.forms.editors import moves_on
from desktop.ui.kit.forms.form_editors import Editors
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import BETWEEN, GAP, INSIDE
from desktop.ui.kit.parts.labels import ElidedLabel
from desktop.ui.screens.intake.columns import ScrolledColumn

# One line each: fields with the share of the width that they take.
BEFORE = (
    {"phone": 5, "caller_name": 4},
    {"estate": 40, "building": 13, "unit": 12, "room": 13, "spot": 30},
)
AFTER = (
    {"channel": 1, "kind": 1, "urgency": 1},
    {"upstream_number": 1, "upstream_due_at": 1},
)
CHECKS = ("confidential", "wants_callback", "sensitive")
UNSEEN = ("repeat_of", "merge_into", "received_at")  # set elsewhere on the screen, or always now
ORDER = (
    *BEFORE[0], *BEFORE[1], "content", "category", *AFTER[0], *AFTER[1], "expectation", *CHECKS,
)  # fmt: skip
NO_PROPOSAL = "写了诉求内容后,这里按文字建议类别。"
TAKE, CHANGE = "按 Enter 采用", "Alt+Enter 改用"
NO_UPSTREAM = "此渠道一般没有"


class FormPanel(QFrame):
    """Lays the editors out; `accepted` asks to take the suggested category."""

    accepted = Signal()

    def __init__(self, editors: Editors) -> None:
        super().__init__()
        self.setObjectName("intake.form")
        self.setProperty("kind", "card")
        self.setAccessibleName("来电与诉求")
        self.editors = editors
        self.setAcceptDrops(True)
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 2, 0)
        self._rows.setSpacing(GAP)
        for row in BEFORE:
            self._row(row)
        self._rows.addWidget(editors.block("content"), 10)
        for name in ("content", "expectation"):  # they give room to photos and problems before the form scrolls
            editors[name].setMinimumHeight(current().px(56))
            editors[name].setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._rows.addWidget(editors.block("category"))
        self._rows.addLayout(self._suggestion_line())
        for row in AFTER:
            self._row(row)
        self._last_rows()
        inside, above = current().px(INSIDE), current().px(BETWEEN)
        card = QVBoxLayout(self)
        card.setContentsMargins(inside, above, inside, above)
        self._scroll = ScrolledColumn(content, "intake.form_scroll")
        card.addWidget(self._scroll)
        self._order()
        unseen = QWidget(self)
        unseen.hide()
        for name in UNSEEN:
            for widget in (editors[name], editors.problems[name]):
                widget.setParent(unseen)
        for name in (*UNSEEN, *CHECKS, "photos"):  # a check box carries its own label
            editors.labels[name].setParent(unseen)
        editors["category"].installEventFilter(self)
        editors["content"].installEventFilter(self)

    def suggest(self, proposal: Proposal | None, chosen: str | None) -> None:
        """Offer the category that the text speaks for, unless it is the one chosen already."""
        offered = proposal is not None and proposal.code != chosen
        self._accept.setVisible(offered)
        if proposal is None:
            self._why.setText("" if chosen else NO_PROPOSAL)
        elif offered:
            self._accept.setText(proposal.name)
            self._accept.setAccessibleName(f"采用建议的类别{proposal.name}")
            self._why.setText(f"{proposal.reason} · {CHANGE if chosen else TAKE}")
        else:
            self._why.setText(f"与文字相符:{proposal.reason}")

    def emphasise(self, rule: ChannelRule | None) -> None:
        """Let the upstream fields stand out where the channel asks for them, and be passed over where it has none."""
        asked = {
            "upstream_number": rule is not None and rule.upstream_number == "required",
            "upstream_due_at": rule is not None and rule.upstream_due,
        }
        some = rule is not None and (rule.upstream_number != "none" or rule.upstream_due)
        for name, wanted in asked.items():
            field = self.editors.fields[name]
            title = self.editors.labels[name]
            title.setText(f"{field.label} *" if wanted and name == "upstream_number" else field.label)
            restyle(title, role="strong" if wanted else "label")
            editor = self.editors[name]
            example = "11-23 17:30" if name == "upstream_due_at" else ""
            editor.setPlaceholderText(example if some else NO_UPSTREAM)
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus if some else Qt.FocusPolicy.ClickFocus)

    def has_keyboard(self) -> bool:
        """Whether one of its fields is being typed in."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def bring_into_view(self, field: QObject) -> None:
        """Scroll to the field that has the keyboard, where the form is higher than the screen."""
        if isinstance(field, QWidget) and self._scroll.isAncestorOf(field):
            self._scroll.ensureWidgetVisible(field, 0, current().px(30))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        category: Chooser = self.editors["category"]
        if watched is category and moves_on(event) and not category.text().strip() and not category.list_open:
            self.accepted.emit()
        if watched is self.editors["content"] and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pasted_picture(event)
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.editors["photos"].dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.editors["photos"].dropEvent(event)

    def _pasted_picture(self, event: QKeyEvent) -> bool:
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = QGuiApplication.clipboard().mimeData()
        if data.hasText() or not data.hasImage():
            return False
        self.editors["photos"].paste()
        return True

    def _row(self, fields: dict[str, int]) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for name, share in fields.items():
            self.editors[name].setMinimumWidth(current().px(48))
            row.addWidget(self.editors.block(name), share)
        self._rows.addLayout(row)

    def _suggestion_line(self) -> QHBoxLayout:
        self._accept = button("", "intake.accept_category", self.accepted.emit, kind="quiet", icon="check")
        self._accept.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter in the empty category and Alt+Enter do the same
        self._why = ElidedLabel("", "muted")
        self._why.setObjectName("intake.category_why")
        self._why.setMinimumHeight(current().px(32))
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(self._accept)
        line.addWidget(self._why, 1)
        return line

    def _last_rows(self) -> None:
        checks = QVBoxLayout()
        checks.setSpacing(0)
        for name in CHECKS:
            checks.addWidget(self.editors[name])
            checks.addWidget(self.editors.problems[name])
        checks.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.editors.block("expectation"), 1)
        row.addLayout(checks)
        self._rows.addLayout(row)
        photos = self.editors["photos"]
        photos.add_button.setObjectName("intake.add_photo")
        photos.paste_button.setObjectName("intake.paste_photo")
        self._rows.addWidget(photos)
        self._rows.addWidget(self.editors.problems["photos"])

    def _order(self) -> None:
        widgets = [self.editors[name] for name in ORDER]
        photos = self.editors["photos"]
        widgets += [photos.add_button, photos.paste_button]
        for one, following in itertools.pairwise(widgets):
            QWidget.setTabOrder(one, following)
