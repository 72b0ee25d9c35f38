"""Painting a table of a million rows, against Qt's own model and delegate in C++ with the same text."""

import time
from array import array
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView

from desktop.ui.kit.appearance.style import Style, Theme
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.forms.candidates import Candidate, Candidates
from desktop.ui.kit.tables.record_table import Column, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView

ROWS, COLUMNS, ROUNDS = 33, 15, 15
TEXT = "地下车库道闸"


def best(act):
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return min(times)


def shown(qtbot, view):
    qtbot.addWidget(view)
    view.verticalHeader().setDefaultSectionSize(22)
    view.resize(15 * 90, ROWS * 22 + 30)
    view.show()
    picture = QPixmap(view.viewport().size())
    view.viewport().render(picture)
    return lambda: view.viewport().render(picture)


@pytest.mark.bench
def test_repaint(qtbot, qapp, record_property):
    style = Style(qapp, Path(__file__).parents[2] / "resources", Theme.LIGHT)
    bare = QStandardItemModel(ROWS, COLUMNS)
    for row in range(ROWS):
        for column in range(COLUMNS):
            bare.setItem(row, column, QStandardItem(TEXT))
    plain = QTableView()
    plain.setModel(bare)
    plain.horizontalHeader().setDefaultSectionSize(90)
    floor = best(shown(qtbot, plain))

    columns = [Column(str(at), str(at), 90, Kind.STATE if at == 14 else Kind.TEXT) for at in range(COLUMNS)]
    row = Row((TEXT,) * COLUMNS, {3: Tone.OVERDUE, 14: Tone.DUE_SOON})
    table = RecordTable(columns, lambda ids, deliver: deliver(dict.fromkeys(ids, row)))
    view = RecordView(table)
    begun = time.perf_counter()
    view.show_ids(array("q", range(1_000_000)))
    opened = time.perf_counter() - begun
    ours = best(shown(qtbot, view))
    ratio = ours / floor
    record_property("repaint_ratio", round(ratio, 2))
    print(f"\nrepaint 33 x 15: {ours * 1000:.1f} ms, C++ {floor * 1000:.1f} ms, ratio {ratio:.2f}")
    print(f"a million ids: {opened * 1000:.0f} ms")
    style.deleteLater()
    assert ratio <= 1.8


@pytest.mark.bench
def test_a_key_among_three_thousand_candidates():
    places = Candidates(
        Candidate(at, f"丰翔新城{at}期", (f"fengxiangxincheng{at}qi", f"fxxc{at}q"), "丰翔居委", at % 50)
        for at in range(3_000)
    )
    slowest = max(best(lambda typed=typed: places.find(typed)) for typed in ("f", "fx", "城", "fengx", "99", "没有"))
    print(f"\na key among 3,000 candidates: {slowest * 1000:.1f} ms")
    assert slowest < 0.010
