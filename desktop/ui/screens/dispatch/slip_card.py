"""What goes to the chat group: the dispatch picture and text, without the person; each copy is logged."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QSizePolicy

from desktop.documents.orders.dispatch_slip import DispatchSlip, dispatch_text
from desktop.documents.orders.papers import dispatch_sheet
from desktop.forms.acts import Dispatch
from desktop.paper.dispatch_picture import dispatch_picture, save_png
from desktop.paper.sheet import lay_out
from desktop.services.orders import disclosing
from desktop.services.orders.disclosing import Disclosed
from desktop.services.orders.views import papers
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Latest, Task
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label
from desktop.ui.printing.pages import preview


class SlipCard(Card):
    """The picture of the slip as it would be sent, and the ways to send it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("派单图", "dispatch.slip")
        self._desk = desk
        self._latest, self._drawn = Latest(), Latest()
        self._order_id: int | None = None
        self._slip: DispatchSlip | None = None
        self._image = QImage()
        self._picture = QLabel()
        self._picture.setObjectName("dispatch.picture")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._picture)
        self.preview: PrintPreview | None = None
        self._buttons = [
            button("复制图片", "dispatch.copy_picture", self.copy_picture, icon="copy", tip="Ctrl+Shift+C"),
            button("复制文字", "dispatch.copy_text", self.copy_text, icon="copy"),
            button("保存", "dispatch.save_picture", self.save_picture, icon="save"),
            button("打印派遣单", "dispatch.print", self.print_slip, icon="print", tip="Ctrl+P"),
        ]
        buttons = Flow()
        for one in self._buttons:
            buttons.addWidget(one)
        self.add(label("不含姓名、电话、房号", "muted"))
        self.add(self._scroll, 1)
        self.add(buttons)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No order is on the desk."""
        self._latest.forget()
        self._drawn.forget()
        self._order_id, self._slip = None, None
        self._picture.clear()
        for one in self._buttons:
            one.setEnabled(False)

    def show_slip(self, order_id: int, proposed: Dispatch | None) -> None:
        """Draw the slip of an order as dispatched, or as it would be with what is chosen now."""
        self._order_id = order_id
        task = self._desk.background.read(papers.dispatch_slip, order_id, self._desk.now(), proposed)
        self._latest(task).then(self._show)

    def sent(self) -> None:
        """The order was dispatched: what is shown stays until another order comes."""
        self.set_title("派单图(已派)")

    def copy_picture(self) -> None:
        """Put the picture on the clipboard, ready for the chat group."""
        if self._slip is not None:
            QGuiApplication.clipboard().setImage(self._image)
            self._log(Disclosed.COPY_PICTURE, "派单图已复制,可以粘贴到微信群。")

    def copy_text(self) -> None:
        """Put the same as text on the clipboard."""
        if self._slip is not None:
            QGuiApplication.clipboard().setText(dispatch_text(self._slip))
            self._log(Disclosed.COPY_TEXT, "派单文字已复制。")

    def save_picture(self) -> None:
        """Ask where to save the picture."""
        if self._slip is None:
            return
        name = f"派单图{self._slip.number}.png"
        chosen, _ = QFileDialog.getSaveFileName(self, "保存派单图", name, "图片 (*.png)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the picture; said only when it is on the disk."""
        task = self._desk.background.run(save_png, self._image, path)
        task.then(
            lambda place: self._log(Disclosed.SAVE_PICTURE, place.sentence),
            lambda error: self._desk.say(str(error), Tone.OVERDUE),
        )

    def print_slip(self) -> None:
        """Preview and print the dispatch slip."""
        if self._slip is None:
            return
        pages, name = lay_out(dispatch_sheet(self._slip)), f"派遣单{self._slip.number}"
        self.preview = preview(self._desk, self, pages, "派遣单", name, self._keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the picture as wide as the card."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, slip: DispatchSlip | None) -> None:
        if slip is None:
            self.show_nothing()
            return
        task = self._desk.background.run(dispatch_picture, slip)  # a long complaint takes a third of a second
        self._drawn(task).then(partial(self._show_picture, slip))

    def _show_picture(self, slip: DispatchSlip, image: QImage) -> None:
        self.set_title("派单图")
        self._slip, self._image = slip, image
        self._picture.setAccessibleName(dispatch_text(slip))
        for one in self._buttons:
            one.setEnabled(True)
        self._fit()

    def _fit(self) -> None:
        if not self._image.isNull() and self._slip is not None:
            ratio = self.devicePixelRatioF()
            width = max(100, self._scroll.viewport().width() - 4)
            scaled = self._image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            self._picture.setPixmap(QPixmap.fromImage(scaled))

    def _log(self, what: Disclosed, said: str) -> None:
        self._keep(what).then(lambda _: self._desk.say(said, Tone.DONE))

    def _keep(self, what: Disclosed) -> Task:
        assert self._slip is not None
        desk, unit, order_id = self._desk, self._slip.receiving_unit, self._order_id

        def write(session: object) -> None:
            disclosing.log(session, what, desk.operator, desk.now(), order_id=order_id, recipient=unit)  # type: ignore[arg-type]

        return desk.background.write(write)
