"""What a register's workbooks hold."""

from desktop.services.registers.importing import import_file
from desktop.services.registers.register import Register
from desktop.services.registers.template import save_template
from desktop.ui.workbook_files import Contents


def contents(register: Register) -> Contents:
    """The records of one register, those in the file and those to come."""
    return Contents(
        kind="台账",
        title=f"导入{register.name}",
        blank_name=f"{register.name}录入表",
        take=lambda session, path, operator, now, report: import_file(session, register, path, operator, now, report),
        blank=lambda _session, path, now: save_template(register, path, now),
        new=lambda outcome: f"新增{outcome.new}条",
    )
