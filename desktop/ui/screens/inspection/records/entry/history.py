"""What happened to an inspection, beside the sheet of a finished one."""

from desktop.services.inspection.viewing import InspectionView
from desktop.ui.kit.parts.card import Card
from desktop.ui.kit.parts.timeline import Entry, Timeline


class HistoryCard(Card):
    """The newest act first."""

    def __init__(self) -> None:
        super().__init__("办理记录", "inspection.history")
        self._timeline = Timeline("inspection.timeline")
        self.add(self._timeline, 1)

    def show_view(self, view: InspectionView) -> None:
        """Show its acts."""
        self._timeline.show_entries([_entry(act.text, f"{act.at:%m-%d %H:%M}", act.who) for act in view.acts])


def _entry(text: str, when: str, who: str) -> Entry:
    what, _, more = text.partition(":")
    return Entry(when, who, what, more)
