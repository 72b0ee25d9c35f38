"""The tables, a file per noun."""

from desktop.data.tables import callers, estates, offices, orders, reference
from desktop.data.tables.base import Base

metadata = Base.metadata

__all__ = ["callers", "estates", "metadata", "offices", "orders", "reference"]
