"""The empty workbook of a register, to be filled in and imported."""

from datetime import datetime
from pathlib import Path

from desktop.documents.table import Column, Kind, Table
from desktop.forms.fields import Choice, Day, Field, LongText, Number, fields_of
from desktop.services.registers.import_rows import choices, heading
from desktop.services.registers.register import Register
from desktop.services.saving import save_table
from desktop.system.files import Place

_EMPTY_LINES = 20


def template(register: Register) -> Table:
    """Its headings with what may be written, over empty lines."""
    fields = fields_of(register.line_form)
    columns = [Column(name, heading(one), _kind(one), _width(one)) for name, one in fields.items()]
    words = [f"{one.label}填{choices(one)}" for one in fields.values() if isinstance(one, Choice)]
    return Table(
        register.name,
        columns,
        [("",) * len(columns)] * _EMPTY_LINES,
        notes=[
            "带*的必填;日期写成2026-11-22。",
            *(f"{each}。" for each in words),
            "同一条再导入一次,只更正有变化的内容。",
        ],
    )


def save_template(register: Register, path: Path, now: datetime) -> Place:
    """Save that workbook."""
    return save_table(template(register), path, now)


def _kind(one: Field) -> Kind:
    match one:
        case Day():
            return Kind.DATE
        case Number(decimals=0):
            return Kind.COUNT
        case Number():
            return Kind.NUMBER
    return Kind.TEXT


def _width(one: Field) -> int:
    match one:
        case Day():
            return 7
        case Number():
            return 6
        case LongText():
            return 18
    return 12
