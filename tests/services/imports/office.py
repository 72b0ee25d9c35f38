"""An office with a few estates and units, and small sheets to import into it."""

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

from desktop.data.database import Database
from desktop.data.tables.estates import Estate, Organisation
from desktop.domain.operator import Operator
from desktop.domain.wording.cleaning import Cell
from desktop.services.reference.seeding import ensure_office

HOTLINE = (
    "工单编号",
    "诉求内容",
    "交办时间",
    "办结期限",
    "诉求渠道",
    "工单状态",
    "求助人员",
    "求助号码",
    "诉求详细地址",
    "主办单位",
)


def new_office(folder: Path) -> tuple[Database, Operator]:
    """A fresh database with its seeds, two estates and one company."""
    database = Database(folder / "office.db")
    with database.write() as session:
        operator = ensure_office(session)
        office = operator.office_id
        session.add(Estate(office_id=office, name="丰翔新城", address="丰翔路100弄", district="大场镇"))
        session.add(Estate(office_id=office, name="和欣苑", aliases="和欣花园", address="沪太路3000弄、3010弄"))
        session.add(Organisation(office_id=office, name="上海丰翔物业管理有限公司", party="property_company"))
    return database, operator


def sheet(path: Path, headings: Sequence[Cell], *rows: Sequence[Cell], title: str = "工单") -> Path:
    """A workbook with one sheet."""
    with Workbook(path) as book:
        made = book.add_worksheet(title)
        for at, row in enumerate([headings, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    made.write_string(at, column, cell)
                elif cell is not None:
                    made.write(at, column, cell)
    return path
