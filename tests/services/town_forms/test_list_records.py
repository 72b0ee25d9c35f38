"""Lists whose records take several rows or share cells: proposed, filled, and found again when the form has changed."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from desktop.domain.extent import Scope
from desktop.domain.form_mapping.fillings import Figure, ListColumn, Lists, Of, Rows
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.lifecycle import State
from desktop.domain.timing.periods import Period
from desktop.forms.registry import NewEstate
from desktop.services.registry.adding import add_estate
from desktop.services.town_forms.choosing import proposals
from desktop.services.town_forms.filling import FilledForm, fill_form
from desktop.services.town_forms.grouping import grouped
from desktop.services.town_forms.list_layout import layout_below, record_top, room_below
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.proposing_lists import first_columns
from desktop.services.town_forms.rematching import Fate, carry
from desktop.services.town_forms.report_figures import Taken
from tests.office import Office
from tests.services.town_forms.form_files import made

NOVEMBER = Period.month(2026, 11)
HEADS = [["序号", "受理编号", "小区", "诉求摘要"], [None, "受理时间", "承办单位", "满意度"]]


def two_rows(
    records: int = 2, heads: Sequence[Sequence[Any]] = HEADS, before: Sequence[Sequence[Any]] = ()
) -> OpenForm:
    """A ledger: 序号 merged over the two rows of a record, the lower row says what was done."""
    top = len(before) + 1
    rows: list[Sequence[Any]] = [
        *before,
        *heads,
        *[[None] * 4] * (2 * records),
        ["合计", None, f"=COUNTA(C{top + 2}:C9)"],
    ]
    merges = [f"A{row}:A{row + 1}" for row in range(top, top + 2 + 2 * records, 2)]
    return made(rows, merges, f"A{top}:D{top + 2 + 2 * records}", title="台账")


def by_channel(*sides: str, estates: int = 2, total: str = "合计") -> OpenForm:
    """Each estate has a row for each channel."""
    rows: list[list[Any]] = [["序号", "小区", "渠道", "受理件数", "办结率"]]
    height = len(sides)
    merges = []
    for nth in range(estates):
        top = 2 + nth * height
        merges += [f"A{top}:A{top + height - 1}", f"B{top}:B{top + height - 1}"]
        rows += [[None, None, side, None, None] for side in sides]
    last = 1 + estates * height
    rows.append([total, None, None, f"=SUM(D2:D{last})"])
    return made(rows, merges, f"A1:E{last + 1}")


def proposed(office: Office, form: OpenForm) -> Mapping:
    with office.database.read() as session:
        found = proposals(session, form, Mapping())
    return Mapping().with_cells(Mapped(one.spot, one.filling) for one in found if one.sure).labelled(form.grids)


def the_list(mapping: Mapping) -> Rows:
    (rows,) = [mapped.filling for mapped in mapping.cells if isinstance(mapped.filling, Rows)]
    return rows


def fill(office: Office, form: OpenForm, mapping: Mapping) -> FilledForm:
    with office.database.read() as session:
        return fill_form(session, form, mapping, NOVEMBER, office.operator, office.now)


def lines(filled: FilledForm) -> tuple[list[list[Any]], set[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(filled.data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()], {
        str(area) for area in sheet.merged_cells.ranges
    }


@pytest.fixture
def busy(office: Office) -> Office:
    """Three complaints of one estate and one of another, from 12345."""
    with office.database.write() as session:
        other = add_estate(session, NewEstate("海锦花园"), office.operator, office.now)
    office.order_in(State.DONE)
    office.order_in(State.HANDLING, estate=other, channel="CH06", upstream_number="20261116000001")
    office.order_in(State.REGISTERED)
    office.order_in(State.HANDLING)
    return office


def test_two_rows_of_headings_head_the_two_rows_of_a_record(busy: Office) -> None:
    rows = the_list(proposed(busy, two_rows()))
    assert (rows.of, rows.height) == ("R01", 2)
    assert [(one.line, one.column, one.content) for one in rows.columns] == [
        (0, 1, "序号"),
        (0, 2, "受理编号"),
        (0, 3, "小区"),
        (0, 4, "诉求摘要(脱敏)"),
        (1, 2, "受理时间"),
        (1, 3, "承办单位"),
        (1, 4, "回访评价"),
    ]


def test_a_ledger_of_two_rows_a_record_is_filled_and_grows(busy: Office) -> None:
    form = two_rows()
    filled = fill(busy, form, proposed(busy, form))
    found, merges = lines(filled)
    assert merges == {f"A{row}:A{row + 1}" for row in range(1, 11, 2)}
    assert [line[0] for line in found[2:10:2]] == [1, 2, 3, 4]
    assert sorted(line[2] for line in found[2:10:2]) == ["丰翔新城"] * 3 + ["海锦花园"]
    assert all(line[0] is None and line[1] for line in found[3:10:2])
    assert found[10][0] == "合计"
    assert {placed.spot.at for placed in filled.placed} == {
        (row, column) for row in range(3, 11) for column in range(1, 5) if column > 1 or row % 2
    }


def test_nothing_is_counted_under_the_headings_of_a_ledger(busy: Office) -> None:
    form = two_rows()
    with busy.database.read() as session:
        found = proposals(session, form, Mapping())
    assert [type(one.filling) for one in found] == [Rows]


def test_rows_of_channels_in_each_estate(busy: Office) -> None:
    form = by_channel("来电", "12345", "小计")
    mapping = proposed(busy, form)
    rows = the_list(mapping)
    assert (rows.of, rows.height) == (Lists.ESTATES, 3)
    found, merges = lines(fill(busy, form, mapping))
    assert [line[1:4] for line in found[1:7]] == [
        ["丰翔新城", "来电", 3],
        [None, "12345", 0],
        [None, "小计", 3],
        ["海锦花园", "来电", 0],
        [None, "12345", 1],
        [None, "小计", 1],
    ]
    assert merges == {f"{column}{row}:{column}{row + 2}" for column in "AB" for row in (2, 5)}


def test_more_estates_than_the_form_has_blocks(busy: Office) -> None:
    form = by_channel("来电", "12345", estates=1)
    found, _ = lines(fill(busy, form, proposed(busy, form)))
    assert [line[:3] for line in found[1:6]] == [
        [1, "丰翔新城", "来电"],
        [None, None, "12345"],
        [2, "海锦花园", "来电"],
        [None, None, "12345"],
        ["合计", None, None],
    ]
    assert found[5][3] == "=SUM(D2:D5)"


def test_a_unit_that_has_something_in_one_of_its_rows_is_listed(busy: Office) -> None:
    form = by_channel("来访", "来电")
    figures = [Figure("N01", scope=Scope(channels=(channel,))) for channel in ("CH03", "CH01")]
    columns = (ListColumn(2, Of.NAME), *(ListColumn(4, each, line=line) for line, each in enumerate(figures)))
    rows = Rows(Lists.UNITS, columns, least=1, height=2)
    found, _ = lines(fill(busy, form, Mapping((Mapped(Spot("月报", (2, 2)), rows),))))
    assert [line[1:4] for line in found[1:4]] == [["丰翔物业", "来访", 0], [None, "来电", 2], [None, "来访", None]]


def test_rows_that_say_nothing_known_are_left(busy: Office) -> None:
    rows = the_list(proposed(busy, by_channel("来电", "神秘渠道")))
    assert {(one.line, one.column) for one in rows.columns} == {(0, 1), (0, 2), (0, 4), (0, 5)}
    (channels,) = {one.content.scope.channels for one in rows.columns if isinstance(one.content, Figure)}
    assert channels == ("CH01",)


def test_a_figure_beside_a_name_that_is_not_there_is_not_guessed(busy: Office) -> None:
    form = made([["小区", "渠道", "受理件数"], [None, "来电", None], ["丰翔新城", "12345", None]], framed="A1:C3")
    mapping = proposed(busy, form)
    assert [mapped.spot.at for mapped in mapping.cells] == [(3, 3)]
    assert mapping.cells[0].filling == Figure(
        "N01", scope=Scope(estates=(busy.estate,), channels=("CH06",), words="12345、丰翔新城")
    )


def test_records_that_share_a_cell_stand_together(busy: Office) -> None:
    rows: list[list[Any]] = [["序号", "小区", "受理编号", "诉求摘要"], *[[None] * 4] * 3, ["合计"]]
    form = made(rows, ["A2:A4", "B2:B4"], "A1:D5", title="台账")
    mapping = proposed(busy, form)
    assert [(one.content, one.merged) for one in the_list(mapping).columns] == [
        ("序号", True),
        ("小区", True),
        ("受理编号", False),
        ("诉求摘要(脱敏)", False),
    ]
    found, merges = lines(fill(busy, form, mapping))
    assert [line[:2] for line in found[1:6]] == [
        [1, "丰翔新城"],
        [None] * 2,
        [None] * 2,
        [2, "海锦花园"],
        ["合计", None],
    ]
    assert all(line[2] and line[3] for line in found[1:5])
    assert merges == {"A2:A4", "B2:B4"}


def test_groups_count_records_where_the_number_is_not_shared() -> None:
    rows = Rows("R01", (ListColumn(1, "序号"), ListColumn(2, "小区", merged=True)))
    records = [[Taken(nth, str(nth)), Taken(name, name)] for nth, name in enumerate("甲乙甲", 1)]
    found, groups = grouped(rows, records)
    assert [[taken.value for taken in record] for record in found] == [[1, "甲"], [2, "甲"], [3, "乙"]]
    assert groups == (2, 1)
    alone = Rows("R01", (ListColumn(1, "序号", merged=True), ListColumn(2, "小区")))
    assert grouped(alone, records) == (records, ())


def test_a_list_of_two_rows_a_record_is_found_again(busy: Office) -> None:
    old = two_rows()
    mapping = proposed(busy, old)
    lower = [HEADS[0], [None, "受理时间", "满意度", "承办单位"]]
    new, mixed = two_rows(3, before=[["2026年12月", None, None, None]]), two_rows(3, lower, [["2026年12月"]])
    for form, fate, wanted in ((new, Fate.MOVED, (3, 4)), (mixed, Fate.DOUBTFUL, (4, 3))):
        (step,) = [one for one in carry(mapping, old.grids, form.grids).steps if isinstance(one.before.filling, Rows)]
        assert step.fate is fate
        assert step.after is not None
        assert step.after.spot.at == (4, 1)
        rows = step.after.filling
        assert isinstance(rows, Rows)
        found = {one.content: one.column for one in rows.columns if one.line}
        assert found["受理时间"] == 2
        assert (found["承办单位"], found["回访评价"]) == wanted, fate
    assert room_below(new.grids[0], rows, 4) == 3


def test_a_list_is_chosen_by_hand_in_any_of_its_cells() -> None:
    grid = two_rows().grids[0]
    assert record_top(grid, (4, 3)) == 3
    chosen = first_columns(grid, Rows("R01", ()), (4, 3))
    assert chosen.height == 2
    assert chosen.columns[0] == ListColumn(1, "序号")
    channels = first_columns(by_channel("来电", "12345").grids[0], Rows(Lists.ESTATES, ()), (2, 2))
    assert [(one.line, one.column, one.content) for one in channels.columns] == [(0, 1, Of.NUMBER), (0, 2, Of.NAME)]


def test_one_row_a_record_where_a_remark_stands_beside_all() -> None:
    rows: list[list[Any]] = [["小区", "受理件数", "意见"], *[[None] * 3] * 4]
    layout = layout_below(made(rows, ["C2:C5"], "A1:C5").grids[0], 1)
    assert (layout.height, layout.merged) == (1, frozenset({3}))


def test_a_row_that_adds_up_its_own_figures_is_no_total_row(busy: Office) -> None:
    rows: list[list[Any]] = [
        ["小区", "受理件数", "办结件数", "和"],
        [None, None, None, "=SUM(B2:C2)"],
        [None, None, None, "=SUM(B3:C3)"],
        ["合计", "=SUM(B2:B3)", "=SUM(C2:C3)", "=SUM(D2:D3)"],
    ]
    form = made(rows, framed="A1:D4")
    assert room_below(form.grids[0], the_list(proposed(busy, form)), 2) == 2


def test_nothing_is_counted_in_the_column_of_names(busy: Office) -> None:
    form = made([["序号", "小区", "受理件数"], [1, "丰翔新城", None], ["合计", None, None]], framed="A1:C3")
    with busy.database.read() as session:
        found = proposals(session, form, Mapping())
    assert [one.spot.at for one in found] == [(2, 3), (3, 3)]
