"""Everything beside the form that answers to what is typed: who calls, what it becomes, what is like it."""

from PySide6.QtCore import QObject

from desktop.services.intake.intake_help import CallerFacts, Outlook
from desktop.services.intake.suggesting import Proposal
from desktop.services.registry.callers import EarlierOrder, KnownAddress
from desktop.ui.desk import Desk
from desktop.ui.screens.intake.asking import Asking
from desktop.ui.screens.intake.entry import DECIDING, Entry
from desktop.ui.screens.intake.form_panel import FormPanel
from desktop.ui.screens.intake.known_people import KnownPeople
from desktop.ui.screens.intake.matters_panel import MattersPanel
from desktop.ui.screens.intake.outcome_panel import OutcomePanel
from desktop.ui.screens.intake.place_names import FOLLOWED, PlaceNames


class Beside(QObject):
    """Asks the services a moment after each change and shows the answers in the two other columns."""

    def __init__(self, desk: Desk, entry: Entry, form: FormPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._entry, self._form = desk, entry, form
        self.outcome, self.matters = OutcomePanel(), MattersPanel()
        self.known = KnownPeople(entry["phone"], entry["caller_name"])
        self._places = PlaceNames(desk, entry, self)
        self._asking = Asking(desk, entry["phone"].value, entry.question, self)
        self._proposal: Proposal | None = None
        entry["phone"].editingFinished.connect(self._asking.number_finished)
        form.accepted.connect(self.accept_category)
        self.known.taken.connect(self._take)
        self._asking.caller.connect(self._show_caller)
        self._asking.outlook.connect(self._show_outlook)
        self.matters.merge_asked.connect(self.merge)
        self.matters.viewed.connect(lambda order: desk.go("orders", order))
        self.clear()

    def changed(self, name: str) -> None:
        """A field was changed."""
        if name == "phone":
            self._asking.number_changed()
        if name in FOLLOWED:
            self._places.ask()
        if name in DECIDING:
            self._asking.matter_changed()
        if name == "channel":
            self.emphasise()
        if name == "category":
            self._show_proposal()

    def refresh(self) -> None:
        """The whole form was put in, or the office's data changed."""
        self.emphasise()
        self._places.ask()
        if not self._entry.is_blank():
            self._asking.number_changed()
            self._asking.matter_changed()

    def rest(self) -> None:
        """Nobody looks: await no answer."""
        self._asking.forget()
        self.known.hide()

    def clear(self) -> None:
        """The form was emptied."""
        self.rest()
        self._proposal = None
        self._places.clear()
        self.outcome.clear()
        self.matters.clear()
        self.emphasise()
        self._show_proposal()

    def emphasise(self) -> None:
        """Let the upstream fields stand out where the channel asks for them."""
        channel, rules = self._entry["channel"].value(), self._entry.rules
        self._form.emphasise(rules.channels.get(channel) if rules else None)

    def accept_category(self) -> None:
        """Take the suggested category."""
        if self._proposal is not None and self._entry["category"].value() != self._proposal.code:
            self._entry["category"].set_value(self._proposal.code)

    def merge(self, order: EarlierOrder | None) -> None:
        """Let the complaint go into another order once it is saved; None takes that back."""
        self._entry["merge_into"].set_value(None if order is None else order.id)
        self.matters.show_merging("" if order is None else order.number)

    def toggle_merge(self) -> None:
        """Merge into the likeliest duplicate, or take the merge back."""
        first = next(iter(self.matters.duplicates_shown), None)
        if self._entry["merge_into"].value() is not None:
            self.merge(None)
        elif first is not None:
            self.merge(first)

    def _show_caller(self, facts: CallerFacts) -> None:
        now = self._desk.now()
        self.matters.show_caller(facts, now)
        unknown = not self._entry["caller_name"].value() and self._entry["estate"].value() is None
        self.known.offer(facts.known if unknown else [], now.year)

    def _show_outlook(self, outlook: Outlook) -> None:
        now = self._desk.now()
        self.outcome.show_outlook(outlook, now)
        self.matters.show_merging(outlook.merge_number)
        self.matters.show_duplicates(outlook.duplicates, self._entry["merge_into"].value(), now)
        self.matters.show_estate(outlook.estate)
        self._proposal = outlook.category
        self._show_proposal()

    def _show_proposal(self) -> None:
        self._form.suggest(self._proposal, self._entry["category"].value())

    def _take(self, one: KnownAddress) -> None:
        """The person and the address are known: on to the complaint."""
        self._entry["caller_name"].set_value(one.name)
        for name, value in (("building", one.building), ("unit", one.unit), ("room", one.room)):
            self._entry[name].set_value(value)
        if one.estate_id is not None:
            self._entry["estate"].set_value(one.estate_id)
        following = "caller_name" if not one.name else "estate" if one.estate_id is None else "content"
        self._entry[following].setFocus()
