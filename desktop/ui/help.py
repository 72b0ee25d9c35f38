"""F1: which keys a screen knows, its own first; and what it is for."""

from PySide6.QtWidgets import QWidget

from desktop.ui.kit.messages.shortcuts import Shortcut, ShortcutSheet
from desktop.ui.kit.parts.labels import label
from desktop.ui.screen import Screen

EVERYWHERE = (
    Shortcut("F2", "新登记"),
    Shortcut("Ctrl+K", "跳转"),
    Shortcut("Alt+1", "第1个功能,Alt+2 第2个,依此类推"),
    Shortcut("Esc", "返回"),
    Shortcut("F1", "本页帮助"),
)


def help_sheet(screen: Screen, parent: QWidget) -> ShortcutSheet:
    """The help of one screen."""
    own = [Shortcut(command.keys, command.words) for command in screen.commands]
    known = {shortcut.keys for shortcut in own}
    sheet = ShortcutSheet(
        f"{screen.title} · 帮助", [*own, *(one for one in EVERYWHERE if one.keys not in known)], parent
    )
    if (layout := sheet.layout()) is not None and hasattr(layout, "insertWidget"):
        for place, text in enumerate(screen.help_lines):
            layout.insertWidget(1 + place, label(text, wrap=True))
    return sheet
