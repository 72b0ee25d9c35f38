"""From a figure to the orders behind it, and back."""

from collections.abc import Sequence

from desktop.forms.order_filter import Gathered
from desktop.ui.desk import Desk


def open_orders(desk: Desk, ids: Sequence[int], words: str, back: tuple[str, object]) -> None:
    """Show the orders with these ids; `words` say what they are, `back` is the page of the reports to return to."""
    desk.go("orders", Gathered(tuple(ids), words, "reports", back))
