"""The tables, a file per noun."""

from desktop.data.tables import assessments, callers, estates, inspections, offices, orders, rectification, reference
from desktop.data.tables.base import Base

metadata = Base.metadata

__all__ = [
    "assessments",
    "callers",
    "estates",
    "inspections",
    "metadata",
    "offices",
    "orders",
    "rectification",
    "reference",
]
