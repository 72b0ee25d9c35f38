"""Photos of a fault and of how it was put right, side by side."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.inspection.states import Stage
from desktop.services.rectification.finding_view import Photo
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.background import Background
from desktop.ui.kit.parts.card import GAP
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.parts.thumbnail import Thumbnail
from desktop.ui.screens.inspection.records.entry.photo_strip import small

WIDE, HIGH = 136, 102  # design pixels


class Shot(Thumbnail):
    """A photo large enough to compare; a click or Enter opens the file."""

    def __init__(self, photo: Photo, path: Path, background: Background) -> None:
        super().__init__(photo.name, "", QPixmap())
        self.setObjectName(f"finding.photo.{photo.id}")
        self.setAccessibleName(f"{photo.stage.label} {photo.name}")
        self.clicked.connect(partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path))))
        side = current().px(WIDE)
        background.run(small, str(path), side).then(self._show).while_alive(self)

    def sizeHint(self) -> QSize:
        return QSize(current().px(WIDE), current().px(HIGH))

    def _show(self, image: QImage) -> None:
        high = current().px(HIGH) - 4
        kept = image.scaledToHeight(high, Qt.TransformationMode.SmoothTransformation)
        self.show_picture(QPixmap.fromImage(kept if image.height() > high else image))


class BeforeAfter(QWidget):
    """Two columns: 整改前 and 整改后; a side without photos says so."""

    def __init__(self, photos: Sequence[Photo], files: Path, background: Background) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for stage in (Stage.BEFORE, Stage.AFTER):
            column = QVBoxLayout()
            column.setSpacing(4)
            found = [one for one in photos if one.stage is stage]
            column.addWidget(label(f"{stage.label} {len(found)} 张" if found else f"{stage.label} 没有照片", "muted"))
            for photo in found:
                column.addWidget(Shot(photo, files / photo.stored, background), 0, Qt.AlignmentFlag.AlignLeft)
            column.addStretch(1)
            row.addLayout(column, 1)
