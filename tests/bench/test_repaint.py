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


def side_by_side(ours, floor, rounds=ROUNDS):
    """The shortest run of each, in seconds; they take turns, so that a busy machine slows both."""
    pairs = [(spent(ours), spent(floor)) for _ in range(rounds)]
    return tuple(min(times) for times in zip(*pairs, strict=True))


def spent(act):
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


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

    columns = [Column(str(at), str(at), 90, Kind.STATE if at == 14 else Kind.TEXT) for at in range(COLUMNS)]
    row = Row((TEXT,) * COLUMNS, {3: Tone.OVERDUE, 14: Tone.DUE_SOON})
    table = RecordTable(columns, lambda ids, deliver: deliver(dict.fromkeys(ids, row)))
    view = RecordView(table)
    begun = time.perf_counter()
    view.show_ids(array("q", range(1_000_000)))
    opened = time.perf_counter() - begun
    ours, floor = side_by_side(shown(qtbot, view), shown(qtbot, plain))
    ratio = ours / floor
    record_property("repaint_ratio", round(ratio, 2))
    print(f"\nrepaint 33 x 15: {ours * 1000:.1f} ms, C++ {floor * 1000:.1f} ms, ratio {ratio:.2f} (target 1.8)")
    print(f"a million ids: {opened * 1000:.0f} ms")
    style.deleteLater()
    assert ratio < 8, "far from the floor: look at what runs for every cell"


@pytest.mark.bench
def test_a_key_among_three_thousand_candidates():
    named = [(f"丰翔新城{at}期", f"fengxiangxincheng{at}qi", f"fxxc{at}q", "丰翔居委") for at in range(3_000)]
    places = Candidates(
        Candidate(at, name, (pinyin, initials), note, at % 50)
        for at, (name, pinyin, initials, note) in enumerate(named)
    )
    for typed in ("f", "fx", "城", "fengx", "99", "没有"):
        ours, floor = side_by_side(
            lambda typed=typed: places.find(typed),
            lambda typed=typed: [at for at, words in enumerate(named) if any(typed in word for word in words)],
        )
        print(
            f"\na key {typed!r} among 3,000: {ours * 1000:.1f} ms, plain scan {floor * 1000:.1f} ms, {ours / floor:.1f}"
        )
        assert ours < floor * 20 + 0.005, "far from the floor: look at what runs for every candidate"
