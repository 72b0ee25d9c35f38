"""A saved table is whole, or the old file stays."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.documents.table import Column, Table
from desktop.domain.errors import Cancelled, Refused
from desktop.services.saving import save_table

NOW = datetime(2026, 6, 2, 9, 30)
TABLE = Table("台账", [Column("a", "受理编号")], [("DC1",), ("DC2",)])


def test_the_ending_decides(tmp_path: Path) -> None:
    place = save_table(TABLE, tmp_path / "台账.xlsx", NOW)
    assert place.sentence == "已保存到“台账.xlsx”。"
    assert openpyxl.load_workbook(place.path).worksheets[0]["A3"].value == "DC1"
    assert save_table(TABLE, tmp_path / "台账.csv", NOW).path.read_text("utf-8-sig") == "受理编号\nDC1\nDC2\n"
    with pytest.raises(Refused, match=r"\.xlsx"):
        save_table(TABLE, tmp_path / "台账.doc", NOW)


def test_an_export_cancelled_between_rows_leaves_the_old_file(tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[str]]:
        yield ("DC1",)
        raise Cancelled

    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        save_table(Table("台账", TABLE.columns, rows()), path, NOW)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
