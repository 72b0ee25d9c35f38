"""What can be done now with what is shown: the first as buttons, the rest in a menu that F4 opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QPushButton

from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.flow import Flow


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do; `key` is the end of its objectName. `apart` begins a new group in the menu."""

    key: str
    words: str
    act: Callable[[], object]
    icon: str = ""
    apart: bool = False


def offered(name: str, offers: Sequence[Offer], buttons: int = 2, first: str = "primary") -> Flow:
    """The offers in a line; the menu button, if there is one, is named `<name>.more`."""
    line = Flow()
    for place, offer in enumerate(offers[:buttons]):
        kind = first if place == 0 else ""
        line.addWidget(button(offer.words, f"{name}.{offer.key}", offer.act, kind=kind, icon=offer.icon))
    if rest := offers[buttons:]:
        line.addWidget(menu_button(name, rest))
    return line


def menu_button(name: str, offers: Sequence[Offer], words: str = "更多", kind: str = "") -> QPushButton:
    """A button that opens the offers as a menu."""
    more = button(words, f"{name}.more", kind=kind, icon="more", tip="F4" if not kind else "")
    menu = QMenu(more)
    menu.setObjectName(f"{name}.menu")
    for place, offer in enumerate(offers):
        if offer.apart and place:
            menu.addSeparator()
        menu.addAction(offer.words, offer.act)
    more.setMenu(menu)
    return more
