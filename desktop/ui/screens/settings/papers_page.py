"""印发抬头: who signs the papers, how their heads look, and their fixed wordings; a page shows what comes out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from desktop.documents.official.notices import Notice, notice_letter
from desktop.domain.errors import Refused
from desktop.forms.papers import PaperWords, PrintHeads
from desktop.paper.official.letter_paper import lay_out_letter
from desktop.paper.pages import page_image
from desktop.services.papers import samples
from desktop.services.reference import print_heads as heads
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Latest
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.screens.settings.page import Page

DPI = 120  # of the picture, which is shown smaller
WIDTH = 300  # of the shown page, in design pixels
PAUSE = 300  # milliseconds without typing before the page is drawn anew
GROUPS = (
    ("notice", "整改通知书用语", ("notice_basis", "notice_demand", "notice_consequence")),
    ("advice", "问题告知单用语", ("advice_basis", "advice_demand", "advice_consequence")),
    (
        "steps",
        "告知单和报告用语",
        ("parking_appeal", "parking_consequence", "clearing_appeal", "clearing_consequence", "report_request"),
    ),
    (
        "others",
        "其他单据用语",
        ("reminder_demand", "supervision_demand", "interview_people", "interview_demand", "public_note"),
    ),
)


class PapersPage(Page):
    """The form at the left, the first page of a notice as it would be printed at the right."""

    name, words = "papers", "印发抬头"
    hint = (
        "印在通知书、督办单、约谈通知等单据上。签发单位是居(村)委会时印“问题告知单”;限期整改通知书由街镇房管部门签发。"
    )
    tables = frozenset({"setting", "office"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._drawn = Latest()
        self.dialog: FormDialog | None = None
        self.form = FormView(PrintHeads, columns=2, name="settings.papers", now=desk.now)
        self.picture = QLabel()
        self.picture.setObjectName("settings.papers.picture")
        self.picture.setAccessibleName("单据样张")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.picture.setFixedWidth(current().px(WIDTH))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.draw)
        self.form.editors.edited.connect(lambda _: self._pause.start())
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(self.form)
        saving = QHBoxLayout()
        saving.addWidget(button("保存", "settings.papers.save", self.save_heads, kind="primary", icon="save"))
        saving.addStretch(1)
        left.addLayout(saving)
        left.addSpacing(GAP)
        left.addWidget(label("固定用语", "heading"))
        left.addWidget(label("依据、要求、逾期后果等;外地单位请改成本地规定的名称和条号。", "muted", wrap=True))
        wordings = QHBoxLayout()
        wordings.setSpacing(GAP)
        for key, title, only in GROUPS:
            wordings.addWidget(button(title, f"settings.papers.{key}", partial(self.edit_words, key, title, only)))
        wordings.addStretch(1)
        left.addLayout(wordings)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.picture)
        self.add(row, 1)

    def refresh(self) -> None:
        """What is set, unless it is being edited."""
        if not any(self.form.editors[name].hasFocus() for name in self.form.editors):
            self.desk.background.read(heads.heads).then(self._show)
        else:
            self.draw()

    def begin(self) -> None:
        """Begin with who signs."""
        self.form.editors["issuer"].setFocus()

    def save_heads(self) -> None:
        """Save the heads."""
        self.save(
            self.form,
            lambda form: self.desk.background.write(heads.keep_heads, form),
            "印发抬头已保存,以后印的单据照此",
        )

    def edit_words(self, key: str, title: str, only: tuple[str, ...]) -> None:
        """Open the wordings of one group of papers."""
        self.desk.background.read(heads.words).then(partial(self._ask_words, key, title, only))

    def draw(self) -> None:
        """Draw the page anew from what is typed, as far as it can be read."""
        try:
            form = self.form.value()
        except Refused:
            return
        if form.issuer:
            task = self.desk.background.read(_sample(form), self.desk.now())
            self._drawn(task).then(self._picture)

    def _ask_words(self, key: str, title: str, only: tuple[str, ...], wording: PaperWords) -> None:
        form = FormView(PaperWords, columns=1, only=only, name=f"settings.{key}", now=self.desk.now)
        form.set_value(wording)
        self.dialog = FormDialog(
            title,
            form,
            lambda value: self.desk.background.write(heads.keep_words, value),
            "保存",
            f"settings.papers.{key}_words",
            ["改动用于以后印的单据;清空后恢复默认用语。"],
            self,
        )
        self.dialog.saved.connect(lambda _: self.draw())
        self.dialog.open()

    def _show(self, form: PrintHeads) -> None:
        self.form.set_value(form)
        self.draw()

    def _picture(self, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        wide = round(current().px(WIDTH) * ratio)
        scaled = image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        edge = QPainter(scaled)
        edge.setPen(QPen(current().colour("line"), 2))
        edge.drawRect(scaled.rect())
        edge.end()
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(scaled))


def _sample(form: PrintHeads) -> Callable[..., QImage]:
    """A read that draws the first page of the sample; drawing takes a tenth of a second, off the screen's thread."""

    def read(session: object, now: object) -> QImage:
        notice: Notice = samples.sample_notice(session, form, now)  # type: ignore[arg-type]
        return page_image(lay_out_letter(notice_letter(notice, "第一联\u3000存根"))[0], DPI)

    return read
