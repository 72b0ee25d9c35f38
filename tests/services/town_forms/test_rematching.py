"""A mapping follows its labels through what a town does to its form; what is doubtful is asked, never guessed."""

from collections.abc import Sequence
from typing import Any

import pytest

from desktop.domain.cell_names import cell_name, cell_place
from desktop.domain.extent import Scope
from desktop.domain.form_mapping.fillings import Figure, ListColumn, Lists, Of, Rows, Words
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.rematching import Carried, Fate, carry
from tests.services.town_forms.form_files import made

FORM: list[list[Any]] = [
    ["物业诉求月报表"],
    ["小区名称", "受理件数", "办结件数", "满意率"],
    ["丰翔新城"],
    ["海锦花园"],
    ["合计"],
]
MERGES = ("A1:D1",)
CELLS = {"B3": "N01", "C3": "N07", "D3": "K09", "B4": "N01", "C4": "N07", "D4": "K09"}


def mapping(form: OpenForm, cells: dict[str, str], sheet: str = "月报") -> Mapping:
    mapped = [Mapped(Spot(sheet, cell_place(cell)), Figure(code)) for cell, code in cells.items()]
    return Mapping().with_cells(mapped).labelled(form.grids)


def carried(rows: Sequence[Sequence[Any]], title: str = "月报", merges: Sequence[str] = MERGES) -> Carried:
    old = made(FORM, MERGES)
    return carry(mapping(old, CELLS), old.grids, made(rows, merges, title=title).grids)


def places(result: Carried) -> dict[str, str]:
    """From where each cell went where."""
    return {
        cell_name(*step.before.spot.at): cell_name(*step.after.spot.at) if step.after else "" for step in result.steps
    }


def test_the_same_form_keeps_every_cell() -> None:
    result = carried(FORM)
    assert places(result) == {cell: cell for cell in CELLS}
    assert {step.fate for step in result.steps} == {Fate.SAME}
    assert result.plain


def test_inserted_rows_and_columns_are_followed() -> None:
    rows = [["物业诉求月报表"], ["填报单位"], ["序号", "小区名称", "受理件数", "新增一列", "办结件数", "满意率"]]
    result = carried([*rows, [1, "丰翔新城"], [2, "新来的小区"], [3, "海锦花园"]], merges=("A1:F1", "A2:F2"))
    assert places(result) == {"B3": "C4", "C3": "E4", "D3": "F4", "B4": "C6", "C4": "E6", "D4": "F6"}
    assert {step.fate for step in result.steps} == {Fate.MOVED}
    assert result.plain


def test_reordered_rows_and_columns_are_followed() -> None:
    rows = [["物业诉求月报表"], ["小区名称", "满意率", "受理件数", "办结件数"], ["海锦花园"], ["丰翔新城"], ["合计"]]
    assert places(carried(rows)) == {"B3": "C4", "C3": "D4", "D3": "B4", "B4": "C3", "C4": "D3", "D4": "B3"}


def test_a_month_in_the_title_or_the_name_of_the_sheet_changes_nothing() -> None:
    rows = [["2026年10月物业诉求月报表"], *FORM[1:]]
    result = carried(rows, title="10月")
    assert result.plain
    assert {step.after.spot.sheet for step in result.steps if step.after} == {"10月"}


def test_a_renamed_heading_is_asked() -> None:
    rows = [FORM[0], ["小区名称", "受理总件数", "办结件数", "满意率"], *FORM[2:]]
    result = carried(rows)
    doubtful = result.of(Fate.DOUBTFUL)
    assert [cell_name(*step.before.spot.at) for step in doubtful] == ["B3", "B4"]
    assert all(step.after is not None and step.after.spot == step.before.spot for step in doubtful)
    assert all(mapped.asked for mapped in result.mapping.cells if mapped.spot.at[1] == 2)
    assert "受理总件数" in doubtful[0].why
    assert not result.plain


def test_an_estate_that_is_replaced_by_another_is_gone_not_followed() -> None:
    rows = [*FORM[:3], ["大桥一村"], FORM[4]]
    result = carried(rows)
    assert [cell_name(*step.before.spot.at) for step in result.of(Fate.GONE)] == ["B4", "C4", "D4"]
    assert {cell_name(*mapped.spot.at) for mapped in result.mapping.cells} == {"B3", "C3", "D3"}
    assert "海锦花园" in result.of(Fate.GONE)[0].why


def test_an_estate_that_only_looks_like_another_row_is_said_to_be_missing() -> None:
    old = made([*FORM[:2], ["乾禾新村"], ["丰禾新城"], FORM[4]], MERGES)
    new = made([*FORM[:2], ["云湖小区"], ["丰禾新城"], FORM[4]], MERGES)
    result = carry(mapping(old, CELLS), old.grids, new.grids)
    assert [(cell_name(*step.before.spot.at), step.why) for step in result.of(Fate.GONE)] == [
        (cell, "没有“乾禾新村”了") for cell in ("B3", "C3", "D3")
    ]
    assert {step.fate for step in result.steps[3:]} == {Fate.SAME}


def test_two_rows_of_one_name_are_asked() -> None:
    rows = [*FORM[:4], ["海锦花园"], FORM[4]]
    result = carried(rows)
    assert [cell_name(*step.before.spot.at) for step in result.of(Fate.DOUBTFUL)] == ["B4", "C4", "D4"]


def test_a_sheet_that_is_gone_takes_its_cells_along() -> None:
    result = carried([["完全不同"], ["别的内容", "别的表头"]], title="通知", merges=())
    assert len(result.of(Fate.GONE)) == len(CELLS)
    assert result.mapping.cells == ()


def test_no_two_cells_go_to_one_place() -> None:
    rows = [FORM[0], ["小区名称", "受理办结件数"], *FORM[2:]]
    result = carried(rows)
    spots = [mapped.spot for mapped in result.mapping.cells]
    assert len(spots) == len(set(spots))


HEADS = ["序号", "小区", "受理件数", "满意率"]


def listed(heads: Sequence[str], before: int) -> tuple[OpenForm, int]:
    rows: list[list[Any]] = [["台账"], *[["说明"]] * before, list(heads), *[[None] * len(heads)] * 4, ["合计"]]
    return made(rows, framed=f"A{before + 2}:D{before + 7}"), before + 3


@pytest.mark.parametrize(
    ("heads", "before", "columns", "fate"),
    [
        (HEADS, 0, [1, 2, 3, 4], Fate.SAME),
        (HEADS, 2, [1, 2, 3, 4], Fate.MOVED),
        (["序号", "满意率", "小区", "受理件数"], 0, [1, 3, 4, 2], Fate.MOVED),
        (["序号", "小区", "受理总件数", "满意率"], 0, [1, 2, 3, 4], Fate.DOUBTFUL),
        (["序号", "小区", "备注", "满意率"], 1, [1, 2, 4], Fate.DOUBTFUL),
    ],
)
def test_a_list_goes_with_its_headings(heads: list[str], before: int, columns: list[int], fate: Fate) -> None:
    old, row = listed(HEADS, 0)
    contents = (Of.NUMBER, Of.NAME, Figure("N01"), Figure("K09"))
    rows = Rows("R02", tuple(ListColumn(nth, content) for nth, content in enumerate(contents, 1)))
    kept = Mapping((Mapped(Spot("月报", (row, 1)), rows),)).labelled(old.grids)
    new, start = listed(heads, before)
    result = carry(kept, old.grids, new.grids)
    step = result.steps[0]
    assert step.fate is fate
    assert step.after is not None
    assert step.after.spot.at[0] == start
    assert isinstance(step.after.filling, Rows)
    assert [column.column for column in step.after.filling.columns] == columns


def test_words_stay_with_the_text_they_replace() -> None:
    old = made([["{{标题}}"], ["受理件数", None]])
    kept = Mapping((Mapped(Spot("月报", (1, 1)), Words("{year}年")),)).labelled(old.grids)
    result = carry(kept, old.grids, made([["附件1"], ["{{标题}}"], ["受理件数", None]]).grids)
    assert places(result) == {"A1": "A2"}


def test_a_cell_that_the_town_computes_now_is_given_up() -> None:
    result = carried([*FORM[:2], ["丰翔新城", None, "=B3*2"], *FORM[3:]])
    (gone,) = result.of(Fate.GONE)
    assert (cell_name(*gone.before.spot.at), gone.why) == ("C3", "这一格现在是公式")
    assert len(result.mapping.cells) == 5


def test_a_column_of_a_list_that_the_town_computes_now_is_given_up() -> None:
    heads = ["小区名称", "受理件数", "办结件数"]
    old = made([heads], framed="A1:C3")
    new = made([heads, [None, None, "=B2"], [None, None, "=B3"]], framed="A1:C3")
    columns = (ListColumn(1, Of.NAME), ListColumn(2, Figure("N01")), ListColumn(3, Figure("N07")))
    kept = Mapping((Mapped(Spot("月报", (2, 1)), Rows(Lists.ESTATES, columns)),)).labelled(old.grids)
    (step,) = carry(kept, old.grids, new.grids).steps
    assert (step.fate, step.why) == (Fate.DOUBTFUL, "“办结件数”这一列现在是公式")
    assert step.after is not None
    assert isinstance(step.after.filling, Rows)
    assert [column.column for column in step.after.filling.columns] == [1, 2]


def test_a_total_of_those_listed_is_asked_when_others_are_listed() -> None:
    old = made(FORM, MERGES)
    both = Figure("N01", scope=Scope(estates=(1, 2), words="丰翔新城、海锦花园"))
    cells = Mapping((Mapped(Spot("月报", (5, 2)), both),)).labelled(old.grids)
    moved = carry(cells, old.grids, made([["附件"], *FORM], ("A2:D2",)).grids)
    assert moved.steps[0].fate is Fate.MOVED
    step = carry(cells, old.grids, made([*FORM[:4], ["临港名邸"], FORM[4]], MERGES).grids).steps[0]
    assert (step.fate, step.why) == (Fate.DOUBTFUL, "“合计 · 受理件数”合计的各项变了")
