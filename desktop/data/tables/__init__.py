"""The tables, a file per noun."""

from desktop.data.tables import (
    assessments,
    callers,
    estates,
    indicators,
    inspections,
    offices,
    orders,
    rectification,
    reference,
    registers,
    reporting,
    submissions,
)
from desktop.data.tables.base import Base

metadata = Base.metadata

__all__ = [
    "assessments",
    "callers",
    "estates",
    "indicators",
    "inspections",
    "metadata",
    "offices",
    "orders",
    "rectification",
    "reference",
    "registers",
    "reporting",
    "submissions",
]
