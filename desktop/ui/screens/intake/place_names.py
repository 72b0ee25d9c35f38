"""Offers the known buildings, units and rooms of the chosen estate under their lines."""

from PySide6.QtCore import QObject

from desktop.services.registry.buildings import KnownPlaces, known_places
from desktop.ui.desk import Desk
from desktop.ui.kit.background import Latest
from desktop.ui.screens.intake.entry import Entry
from desktop.ui.screens.intake.names_below import NamesBelow

FOLLOWED = frozenset({"estate", "building", "unit"})  # what decides which names may come next


class PlaceNames(QObject):
    """Asks anew whenever estate, building or unit changes."""

    def __init__(self, desk: Desk, entry: Entry, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._entry = desk, entry
        self._latest = Latest()
        self._lists = {name: NamesBelow(entry[name]) for name in ("building", "unit", "room")}

    def ask(self) -> None:
        """What is known about the place typed so far."""
        estate = self._entry["estate"].value()
        if estate is None:
            self.clear()
            return
        typed = self._entry["building"].value(), self._entry["unit"].value()
        self._latest(self._desk.background.read(known_places, estate, *typed)).then(self._offer)

    def clear(self) -> None:
        """No estate, nothing to offer."""
        self._latest.forget()
        self._offer(KnownPlaces())

    def _offer(self, known: KnownPlaces) -> None:
        for name, found in zip(self._lists, (known.buildings, known.units, known.rooms), strict=True):
            self._lists[name].offer(found)
