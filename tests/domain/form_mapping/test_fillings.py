"""Fillings and mappings are kept as JSON; times, amounts and labels mean what they say."""

import json
from datetime import date
from fractions import Fraction

import pytest

from desktop.domain.cell_names import Area
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope, scope_of
from desktop.domain.form_mapping import fillings
from desktop.domain.form_mapping.amounts import Amount, Content, content
from desktop.domain.form_mapping.fillings import (
    Blank,
    Figure,
    Filling,
    ListColumn,
    Lists,
    Of,
    ReportCell,
    Rows,
    Shows,
    When,
    Words,
)
from desktop.domain.form_mapping.grid import Cell, Grid, Holds
from desktop.domain.form_mapping.labels import Labels, label_key, labels_of
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.indicators import Rounding
from desktop.domain.timing.periods import Period

OCTOBER = Period.month(2026, 10)
ALL: tuple[Filling, ...] = (
    Figure("N01"),
    Figure("K04", When.YEAR_AGO, Shows.GROWTH, When.TO_DATE, Scope(estates=(3,), words="丰翔新城"), Blank.EMPTY),
    Words("{year}年{month}月"),
    ReportCell("R02", 7, "received", When.PREVIOUS, Blank.ZERO),
    Rows("R01", (ListColumn(2, "小区", Labels(("a",), ("b",), 2)),)),
    Rows(Lists.UNITS, (ListColumn(1, Of.NUMBER), ListColumn(3, Figure("N01"))), When.TO_DATE, 1),
)


@pytest.mark.parametrize("filling", ALL)
def test_a_filling_is_read_back_as_it_was_kept(filling: Filling) -> None:
    assert fillings.from_json(json.loads(json.dumps(fillings.to_json(filling)))) == filling


def test_a_mapping_is_read_back_and_anything_else_is_refused() -> None:
    mapping = Mapping(
        tuple(Mapped(Spot("月报", (nth, 2)), one, Labels(("x",)), nth == 2) for nth, one in enumerate(ALL, 1))
    )
    assert Mapping.from_json(json.loads(json.dumps(mapping.to_json()))) == mapping
    assert [mapped.spot.at for mapped in mapping.asked] == [(2, 2)]
    for wrong in ({}, {"cells": [{}]}, {"cells": [{"sheet": "a", "cell": "11", "filling": {}, "labels": {}}]}, []):
        with pytest.raises(Refused, match="重新选择"):
            Mapping.from_json(wrong)


def test_a_cell_holds_one_filling() -> None:
    spot, beside = Spot("月报", (3, 1)), Spot("月报", (3, 2))
    rows = Rows(Lists.ESTATES, (ListColumn(1, Of.NAME), ListColumn(2, Figure("N01"))))
    mapping = Mapping().with_cells([Mapped(beside, Figure("K04"))]).with_cells([Mapped(spot, rows)])
    assert [mapped.filling for mapped in mapping.cells] == [rows]
    assert mapping.at(beside) == mapping.at(spot)
    assert mapping.without(beside).cells == ()


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        (When.THIS, date(2026, 10, 1), date(2026, 10, 31)),
        (When.PREVIOUS, date(2026, 9, 1), date(2026, 9, 30)),
        (When.YEAR_AGO, date(2025, 10, 1), date(2025, 10, 31)),
        (When.TO_DATE, date(2026, 1, 1), date(2026, 10, 31)),
        (When.YEAR_AGO_TO_DATE, date(2025, 1, 1), date(2025, 10, 31)),
        (When.MONTH, date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_times_are_seen_from_the_period_and_keep_its_scope(when: When, first: date, last: date) -> None:
    scope = Scope(channels=("CH06",))
    found = when.of(Extent.of(OCTOBER, scope))
    assert (found.first, found.last) == (first, last)
    assert scope_of(found) == scope


RATE = Amount(Fraction(461, 514), True, 1)


@pytest.mark.parametrize(
    ("amount", "number_format", "per_cent", "expected"),
    [
        (Amount(Fraction(618)), "", False, Content(618, "618")),
        (Amount(Fraction(7, 2), False, 1), "", False, Content(3.5, "3.5")),
        (RATE, "0.0%", False, Content(0.897, "89.7%")),
        (RATE, "", True, Content(89.7, "89.7")),
        (RATE, "0.00", False, Content(89.69, "89.69")),
        (RATE, "@", True, Content("89.7%", "89.7%")),
        (RATE, "General", False, Content(0.897, "89.7%", "0.0%")),
        (Amount(Fraction(461, 514), True, 1, Rounding.TRUNCATE), "0%", False, Content(0.89, "89%")),
        (Amount(Fraction(6, 5), False, 1, points=True), "0.0%", False, Content(0.012, "1.2")),
        (Amount(Fraction(6, 5), False, 1, points=True), "", True, Content(1.2, "1.2")),
        (Amount(Fraction(3)), "0.0%", False, Content(3, "3", "0")),
        (Amount(None, True), "0%", False, Content("—", "—")),
    ],
)
def test_an_amount_is_written_as_its_cell_takes_it(
    amount: Amount, number_format: str, per_cent: bool, expected: Content
) -> None:
    assert content(amount, number_format, per_cent) == expected


def test_what_is_not_counted_is_written_as_chosen() -> None:
    nothing = Amount(None, True)
    assert content(nothing, "", False, Blank.ZERO) == Content(0, "0")
    assert content(nothing, "", False, Blank.EMPTY) == Content(None, "")


def grid() -> Grid:
    """Two rows of headings, a merged group, a merged estate, a figure and a title across all."""
    cells = {
        (1, 1): Cell("月报(2026年9月)"),
        (2, 1): Cell("填报单位:"),
        (3, 1): Cell("小区"),
        (3, 2): Cell("受理"),
        (4, 2): Cell("本月"),
        (4, 3): Cell("上月"),
        (5, 1): Cell("丰翔新城"),
        (5, 2): Cell("12", Holds.NUMBER),
        (6, 3): Cell("=B6", Holds.FORMULA),
        (7, 1): Cell("12345", Holds.NUMBER),
    }
    return Grid("月报", cells, (Area(1, 1, 1, 3), Area(3, 1, 4, 1), Area(3, 2, 3, 3), Area(5, 1, 6, 1)), 7, 3)


@pytest.mark.parametrize(
    ("at", "left", "above"),
    [
        ((5, 2), ("丰翔新城",), ("本月", "受理")),
        ((6, 2), ("丰翔新城",), ("本月", "受理")),
        ((6, 3), ("丰翔新城",), ("上月", "受理")),
        ((7, 3), ("12345",), ("上月", "受理")),
        ((2, 2), ("填报单位:",), ()),
        ((3, 3), ("小区",), ()),
    ],
)
def test_labels_of_a_cell_cross_merged_cells_and_gaps(
    at: tuple[int, int], left: tuple[str, ...], above: tuple[str, ...]
) -> None:
    found = labels_of(grid(), at)
    assert (found.left, found.above) == (left, above)


def test_labels_are_the_same_for_another_month_width_or_blank() -> None:
    assert label_key("受理件数 (件)") == label_key("受理件数（件）")
    assert label_key("2026年9月受理件数") == label_key("受理件数")
    assert label_key("9月") != label_key("10月")
