"""A workbook of ours is held against what it was signed with: every changed cell is told, and nothing else."""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.checking import Disagreement, Rule, Severity, check_file
from desktop.services.reports import CATALOGUE, save_report
from tests.services.reports.random_office import fill

NOW = datetime(2026, 4, 9, 10)


@pytest.fixture
def filled(database: Database, operator: Operator) -> Iterator[Session]:
    with database.write() as session:
        fill(session, operator, random.Random(11), 40, NOW)
    with database.read() as session:
        yield session


def edited(path: Path) -> dict[str, Disagreement]:
    return {each.where.place: each for each in check_file(path) if each.rule is Rule.EDITED}


@pytest.mark.parametrize("name", ["R02", "R03", "R04", "R06", "R08", "U01"])
def test_a_cell_changed_after_the_export_is_told_with_both_figures(
    filled: Session, operator: Operator, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.xlsx"
    save_report(filled, CATALOGUE[name], path, Period.parse("2026Q1"), operator, NOW)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    figures = [
        cell for row in sheet.iter_rows(min_row=4, min_col=3) for cell in row if isinstance(cell.value, int | float)
    ]
    for cell in random.Random(name).sample(figures, 3):
        before = cell.value
        cell.value = before + 1
        book.save(tmp_path / "改.xlsx")
        cell.value = before
        told = edited(tmp_path / "改.xlsx")[cell.coordinate]
        assert told.severity is Severity.MUST
        assert told.what == f"导出后被改动:导出时{before:.6g},现在{before + 1:.6g}。"


def test_saving_anew_without_kept_results_is_no_change(filled: Session, operator: Operator, tmp_path: Path) -> None:
    for name in ("monthly", "R06", "R08"):
        path = tmp_path / f"{name}.xlsx"
        save_report(filled, CATALOGUE[name], path, Period.parse("2026Q1"), operator, NOW)
        openpyxl.load_workbook(path).save(path)  # drops every result of a formula
        assert edited(path) == {}, name


def test_a_changed_hidden_sheet_is_told(filled: Session, operator: Operator, tmp_path: Path) -> None:
    path = tmp_path / "R02.xlsx"
    save_report(filled, CATALOGUE["R02"], path, Period.parse("2026Q1"), operator, NOW)
    book = openpyxl.load_workbook(path)
    book["邻里办数据"]["A5"].value = "eJwDAAAAAAE="
    book.save(path)
    assert "签名不符" in edited(path)[""].what
