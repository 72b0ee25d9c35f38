"""Seeing pages before they are printed or saved as PDF; whoever asks keeps note of it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.paper.pages import Page, print_pages, save_pdf
from desktop.services.orders.disclosing import Disclosed
from desktop.system.files import Place
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.messages.print_preview import PrintPreview

Keep = Callable[[Disclosed], Task]  # writes down that the paper was printed or exported
_SIZES = {
    (2100, 2970): QPageSize.PageSizeId.A4,
    (1480, 2100): QPageSize.PageSizeId.A5,
    (2970, 4200): QPageSize.PageSizeId.A3,
}


def preview(
    desk: Desk, parent: QWidget, pages: Sequence[Page], title: str, file_name: str, keep: Keep | None = None
) -> PrintPreview:
    """Show the pages, with printing and 另存为PDF; `keep` is called once for each that was done."""
    width, height = sorted((round(pages[0].size.width()), round(pages[0].size.height())))
    lying = pages[0].size.width() > pages[0].size.height()
    size = _SIZES.get((width, height), QPageSize.PageSizeId.A4)
    shown = PrintPreview(title, partial(print_pages, pages), size, lying, parent)
    shown.add_action("另存为PDF", "Ctrl+S", lambda: _ask(desk, shown, pages, file_name, keep))
    shown.printed.connect(partial(_done, desk, keep, Disclosed.PRINT, f"{title}已送到打印机。"))
    shown.finished.connect(shown.deleteLater)
    shown.open()
    return shown


def save(desk: Desk, pages: Sequence[Page], path: Path, keep: Keep | None = None) -> Task:
    """Save the pages as PDF; said, and kept note of, only when the file is there."""
    task = desk.background.run(save_pdf, pages, path, path.stem)
    return task.then(
        lambda place: _saved(desk, keep, place),
        lambda error: desk.say(str(error), Tone.OVERDUE),
    )


def _ask(desk: Desk, parent: QWidget, pages: Sequence[Page], file_name: str, keep: Keep | None) -> None:
    chosen, _ = QFileDialog.getSaveFileName(parent, "另存为PDF", f"{file_name}.pdf", "PDF 文件 (*.pdf)")
    if chosen:
        path = Path(chosen)
        save(desk, pages, path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf"), keep)


def _saved(desk: Desk, keep: Keep | None, place: Place) -> None:
    _done(desk, keep, Disclosed.EXPORT, place.sentence)


def _done(desk: Desk, keep: Keep | None, what: Disclosed, said: str) -> None:
    if keep is None:
        desk.say(said, Tone.DONE)
    else:
        keep(what).then(lambda _: desk.say(said, Tone.DONE))
