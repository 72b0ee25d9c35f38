"""What can be imported."""

from typing import Any

from desktop.domain.words import Labelled
from desktop.forms.imports.estates import ImportedEstate
from desktop.forms.imports.orders import ImportedOrder


class Target(Labelled):
    """What is imported."""

    ORDERS = "orders", "工单"
    ESTATES = "estates", "小区"

    @property
    def form(self) -> type[Any]:
        """The form that one row fills."""
        return ImportedOrder if self is Target.ORDERS else ImportedEstate
