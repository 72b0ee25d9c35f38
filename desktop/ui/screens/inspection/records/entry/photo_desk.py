"""The photos of an inspection's items: added from wherever they come, taken away, brought back."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.domain.inspection.states import InspectionState
from desktop.domain.operator import Operator
from desktop.services.inspection import photos, viewing
from desktop.services.inspection.viewing import InspectionView, PhotoView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.screens.inspection.records.entry.item_card import ItemCard
from desktop.ui.screens.inspection.records.entry.lines import Photo
from desktop.ui.screens.inspection.records.entry.photo_intake import brought, chosen_files, chosen_folder
from desktop.ui.screens.inspection.records.entry.sheet import AnswerSheet
from desktop.ui.screens.inspection.records.entry.tray import Tray, photos_in


class PhotoDesk(QObject):
    """Goes between the sheet, the card of the current item, the tray, and the services; `told` says what was kept."""

    told = Signal(str)

    def __init__(self, desk: Desk, sheet: AnswerSheet, item: ItemCard, tray: Tray) -> None:
        super().__init__(sheet)
        self._desk, self._sheet, self._lines, self._tray = desk, sheet, sheet.sheet_lines, tray
        self._view: InspectionView | None = None
        sheet.photo_wanted.connect(partial(self.want, "files"))
        sheet.paste_wanted.connect(partial(self.want, "paste"))
        sheet.dropped.connect(self._take)
        item.photos_wanted.connect(self.want)
        item.photo_removed.connect(self._remove)
        item.photo_opened.connect(lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
        tray.given.connect(self._give)
        tray.left.connect(sheet.setFocus)

    def begin(self, view: InspectionView) -> None:
        """Another inspection."""
        self._view = view

    def want(self, how: str) -> None:
        """Ask for files, a folder, or look into the clipboard; a finished inspection takes photos too."""
        if self._view is None or self._view.state is InspectionState.VOID:
            return
        match how:
            case "files":
                self.add(self._sheet.code, chosen_files(self._sheet))
            case "folder":
                if (folder := chosen_folder(self._sheet)) is not None:
                    self.open_folder(folder)
            case _:
                self._take(self._sheet.code, QGuiApplication.clipboard().mimeData())

    def open_folder(self, folder: Path) -> None:
        """Offer the photos of a folder; each is given to an item."""
        self._desk.background.run(photos_in, folder).then(self._offer)

    def add(self, code: str, paths: Sequence[str]) -> None:
        """Keep photos with an item."""
        if not paths or self._view is None:
            return
        desk = self._desk
        task = desk.background.write(_add, self._view.id, code, tuple(paths), desk.operator, desk.now())
        task.then(partial(self._kept, self._view.id, code, list(paths)), partial(self._failed, code))

    def _give(self, paths: list[str]) -> None:
        self.add(self._sheet.code, paths)

    def _take(self, code: str, data: QMimeData) -> None:
        desk = self._desk
        if not brought(data, desk.background, desk.pasted, desk.now(), partial(self.add, code)):
            desk.say("剪贴板里没有图片或文件,请先复制或截图。")

    def _offer(self, paths: list[str]) -> None:
        if paths:
            self._tray.show_photos(paths)
            self._tray.list.setFocus()
        else:
            self._desk.say("这个文件夹里没有照片。")

    def _kept(self, inspection_id: int, code: str, paths: list[str], kept: Sequence[PhotoView]) -> None:
        if self._view is not None and self._view.id == inspection_id:
            self._lines.put(code, photos=tuple(Photo(one.id, str(self._desk.files / one.stored)) for one in kept))
            self._tray.take(paths)
            self.told.emit(f"已存{len(paths)}张照片")

    def _failed(self, code: str, error: object) -> None:
        problems = getattr(error, "problems", {})
        self._lines.say(code, problems.get(code) or str(error))

    def _remove(self, photo_id: int) -> None:
        """Taken away at once; 撤销 brings it back."""
        code, desk = self._sheet.code, self._desk
        gone = next((photo for photo in self._lines.entered(code).photos if photo.id == photo_id), None)
        if gone is not None and self._view is not None:
            task = desk.background.write(photos.remove, photo_id, desk.operator, desk.now())
            task.then(partial(self._removed, self._view.id, code, gone), partial(self._failed, code))

    def _removed(self, inspection_id: int, code: str, gone: Photo, _done: object) -> None:
        if self._view is None or self._view.id != inspection_id:
            return
        left = tuple(photo for photo in self._lines.entered(code).photos if photo.id != gone.id)
        self._lines.put(code, photos=left)
        self._sheet.setFocus()
        self._desk.say(f"已移除{code}的照片", Tone.NEUTRAL, "撤销", partial(self.add, code, [gone.path]))


def _add(session: Any, inspection_id: int, code: str, paths: tuple[str, ...], by: Operator, now: datetime) -> Any:
    """Keep photos with an item; all its photos then."""
    photos.add(session, inspection_id, code, paths, by, now)
    return viewing.view(session, inspection_id).photos[code]
