"""Where photos come from: files chosen, a folder, the clipboard, a drag."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.kit import words
from desktop.ui.kit.background import Background


def chosen_files(parent: QWidget) -> list[str]:
    """Files the user chooses, or none."""
    paths, _ = QFileDialog.getOpenFileNames(parent, "选择照片", "", words.PICTURES)
    return list(paths)


def chosen_folder(parent: QWidget) -> Path | None:
    """A folder the user chooses, or none."""
    folder = QFileDialog.getExistingDirectory(parent, "打开照片文件夹")
    return Path(folder) if folder else None


def brought(
    data: QMimeData, background: Background, folder: Path, now: datetime, bring: Callable[[list[str]], object]
) -> bool:
    """Call `bring` with the files that the clipboard or a drag holds, a pasted picture once it is written to `folder`.

    False where there is neither a file nor a picture.
    """
    files = [url.toLocalFile() for url in data.urls() if Path(url.toLocalFile()).is_file()]
    if files:
        bring(files)
        return True
    picture = data.imageData() if data.hasImage() else None
    if not isinstance(picture, QImage):
        return False
    background.run(_written, picture, folder, f"{now:%Y%m%d-%H%M%S-%f}.png").then(lambda path: bring([path]))
    return True


def _written(picture: QImage, folder: Path, name: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if not picture.save(str(path)):
        raise OSError(f"cannot write {path}")
    return str(path)
