"""A form is filled with the figures of the period; kept, recognised again, and refused where it became a formula."""

import io
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from desktop.data.tables.orders import Disclosure
from desktop.data.tables.reporting import TownFormFilling
from desktop.domain.cell_names import cell_place
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope
from desktop.domain.form_mapping.fillings import (
    TOTAL,
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
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.indicators import percent_words, rounded
from desktop.domain.lifecycle import State
from desktop.domain.timing.periods import Period
from desktop.forms.registry import NewEstate
from desktop.forms.town_forms import FormName
from desktop.services.registry.adding import add_estate
from desktop.services.town_forms import choosing, keeping, saving
from desktop.services.town_forms.figures import Figures
from desktop.services.town_forms.filling import FilledForm, fill_form, preview
from desktop.services.town_forms.matching import matched
from desktop.services.town_forms.opening import OpenForm, open_bytes, open_path
from desktop.services.town_forms.rematching import Fate
from tests.office import Office
from tests.services.town_forms.form_files import by_estate, bytes_of, made

NOVEMBER = Period.month(2026, 11)


@pytest.fixture
def busy(office: Office) -> Office:
    """Four complaints of November, two closed, one of them of another estate and from 12345."""
    with office.database.write() as session:
        other = add_estate(session, NewEstate("海锦花园"), office.operator, office.now)
    office.order_in(State.DONE)
    office.order_in(State.CLOSED, estate=other, channel="CH06", upstream_number="20261116000001")
    office.order_in(State.REGISTERED, category="0101")
    office.order_in(State.HANDLING)
    return office


def mapped(form: OpenForm, cells: dict[str, Filling], sheet: str = "月报") -> Mapping:
    return (
        Mapping()
        .with_cells(Mapped(Spot(sheet, cell_place(cell)), filling) for cell, filling in cells.items())
        .labelled(form.grids)
    )


def fill(office: Office, form: OpenForm, mapping: Mapping, period: Period = NOVEMBER) -> FilledForm:
    with office.database.read() as session:
        return fill_form(session, form, mapping, period, office.operator, office.now)


def sheet(filled: FilledForm, name: str = "月报") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(filled.data))[name]


def test_all_that_is_proposed_is_filled_and_the_total_row_keeps_its_formulas(busy: Office) -> None:
    form = by_estate("丰翔新城", "海锦花园")
    with busy.database.read() as session:
        found = choosing.proposals(session, form, Mapping())
    mapping = Mapping().with_cells(Mapped(one.spot, one.filling) for one in found)
    page = sheet(fill(busy, form, mapping))
    assert [page[cell].value for cell in ("C5", "D5", "E5", "C6", "D6")] == [3, 0, 0, 1, 1]
    assert page["C7"].value == "=SUM(C5:C6)"
    assert page["G5"].value == 1
    assert page["G6"].value == "—", "nobody rated it"
    assert page["A2"].value.startswith("填报单位:")
    assert page["H5"].value is None


def test_filled_twice_gives_the_same_bytes(busy: Office) -> None:
    form = by_estate("丰翔新城")
    mapping = mapped(form, {"C5": Figure("N01"), "E5": Figure("K05")})
    first = fill(busy, form, mapping)
    assert fill(busy, form, mapping).data == first.data
    assert first.data != form.data


def test_per_cent_is_written_as_the_cell_and_its_labels_take_it(busy: Office) -> None:
    form = made(
        [["满意率(%)", None], ["满意率", None], ["满意率", None], ["满意率", None]],
        framed="A1:B4",
        formats={"B2": "0.0%", "B3": "@"},
    )
    mapping = mapped(form, {f"B{row}": Figure("K09") for row in range(1, 5)})
    page = sheet(fill(busy, form, mapping))
    assert [page[f"B{row}"].value for row in range(1, 4)] == [100, 1, "100.0%"]
    assert page["B4"].value == 1
    assert "%" in page["B4"].number_format, "a cell without a format of its own gets one"


def test_a_count_in_a_cell_of_per_cent_is_seen_as_a_count(busy: Office) -> None:
    form = made([["受理件次", None], ["满意率", None]], framed="A1:B2", formats={"B1": "0.00%", "B2": "0.00%"})
    filled = fill(busy, form, mapped(form, {"B1": Figure("N01"), "B2": Figure("K09")}))
    page = sheet(filled)
    assert [(page[cell].value, page[cell].number_format) for cell in ("B1", "B2")] == [(4, "0"), (1, "0.00%")]
    assert page["B1"].border.left.style == "thin"
    assert [one.shown for one in filled.placed] == ["4", "100.00%"]


def test_what_a_cell_shows_is_what_is_in_it(busy: Office) -> None:
    """Three complaints, one of them closed: a third, in cells of two decimals, of none and without a format."""
    form = made([["占比", None]] * 3, framed="A1:B3", formats={"B1": "0.00%", "B2": "0%"})
    estate = Scope(estates=(busy.estate,), words="丰翔新城")
    share = Figure("K05", scope=estate)
    with busy.database.read() as session:
        exact = Figures(session, NOVEMBER, busy.now).amount(share).exact
    assert exact is not None
    filled = fill(busy, form, mapped(form, {f"B{row}": share for row in (1, 2, 3)}))
    page = sheet(filled)
    wanted = [float(rounded(exact, places)) for places in (4, 2, 3)]
    assert [page[f"B{row}"].value for row in (1, 2, 3)] == wanted
    assert [one.shown for one in filled.placed] == [percent_words(exact, places) for places in (2, 0, 1)]


def test_changes_are_counted_against_the_time_that_is_named(busy: Office) -> None:
    form = made([["增减", None], ["同比", None], ["满意率增减", None], ["分子", None], ["分母", None]])
    cells: dict[str, Filling] = {
        "B1": Figure("N01", shows=Shows.DIFFERENCE),
        "B2": Figure("N01", shows=Shows.GROWTH, against=When.YEAR_AGO),
        "B3": Figure("K05", shows=Shows.DIFFERENCE),
        "B4": Figure("K05", shows=Shows.NUMERATOR),
        "B5": Figure("K05", shows=Shows.DENOMINATOR),
    }
    page = sheet(fill(busy, form, mapped(form, cells)))
    assert page["B1"].value == 4, "there was nothing in October"
    assert page["B2"].value == "—", "nothing can grow from nothing"
    assert page["B3"].value == "—"
    assert page["B4"].value <= page["B5"].value


def test_words_are_filled_in(busy: Office) -> None:
    form = made([["{{标题}}"], [None], [None]])
    cells: dict[str, Filling] = {
        "A1": Words("{year}年{month}月 {period}"),
        "A2": Words("{month}"),
        "A3": Words("{compiler},{nonsense}"),
    }
    page = sheet(fill(busy, form, mapped(form, cells)))
    assert page["A1"].value == "2026年11月 2026年11月"
    assert page["A2"].value == 11
    assert page["A3"].value == f"{busy.operator.name},{{nonsense}}"


def test_a_list_of_names_grows_and_what_is_below_moves(busy: Office) -> None:
    form = made([["渠道", "件次"], [None, None], [None, None], ["合计", "=SUM(B2:B3)"]], framed="A1:B4")
    rows = Rows(Lists.CHANNELS, (ListColumn(1, Of.NAME), ListColumn(2, Figure("N01"))))
    filled = fill(busy, form, mapped(form, {"A2": rows}))
    page = sheet(filled)
    names = [page.cell(row, 1).value for row in range(2, page.max_row + 1)]
    assert names[-1] == "合计"
    assert names[0] == "来电"
    counts = {page.cell(row, 1).value: page.cell(row, 2).value for row in range(2, page.max_row)}
    assert counts["来电"] == 3
    assert counts["12345"] == 1
    assert page.cell(page.max_row, 2).value == f"=SUM(B2:B{page.max_row - 1})"


def test_a_list_of_units_leaves_out_who_has_nothing(busy: Office) -> None:
    form = made([["承办单位", "件次"], *[[None, None]] * 6], framed="A1:B7")
    rows = Rows(Lists.UNITS, (ListColumn(1, Of.NAME), ListColumn(2, Figure("N01"))), least=1)
    page = sheet(fill(busy, form, mapped(form, {"A2": rows})))
    assert [page.cell(row, 1).value for row in (2, 3)] == ["丰翔物业", None]


def test_a_ledger_is_filled_with_masked_lines(busy: Office) -> None:
    form = made([["序号", "小区", "诉求内容"], *[[None] * 3] * 2], framed="A1:C3")
    columns = (ListColumn(1, "序号"), ListColumn(2, "小区"), ListColumn(3, "诉求摘要(脱敏)"))
    page = sheet(fill(busy, form, mapped(form, {"A2": Rows("R01", columns)})))
    lines = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [line[0] for line in lines] == [1, 2, 3, 4]
    assert sorted(line[1] for line in lines) == ["丰翔新城"] * 3 + ["海锦花园"]
    assert not any("李女士" in str(line) or "13812345678" in str(line) for line in lines)


def test_a_cell_of_a_report_is_taken_by_its_row_and_column(busy: Office) -> None:
    form = made([["丰翔新城受理", None], ["合计受理", None], ["没有的小区", None]])
    cells: dict[str, Filling] = {
        "B1": ReportCell("R02", busy.estate, "received"),
        "B2": ReportCell("R02", TOTAL, "受理件次"),
        "B3": ReportCell("R02", 99_999, "received"),
    }
    page = sheet(fill(busy, form, mapped(form, cells)))
    assert [page[f"B{row}"].value for row in (1, 2, 3)] == [3, 4, "—"]
    with pytest.raises(Refused, match="没有“没有的列”这一列"):
        fill(busy, form, mapped(form, {"B1": ReportCell("R02", busy.estate, "没有的列")}))


def test_every_figure_counted_together_is_what_it_is_alone(busy: Office) -> None:
    """The short way for many estates, channels and units gives the same as one question for each."""
    with busy.database.read() as session:
        subjects = choosing.subjects(session)
        codes = ("N01", "N07", "K04", "K05", "K09", "K17", "N60")
        figures = [Figure(code, scope=one.scope) for one in subjects for code in codes]
        together = Figures(session, NOVEMBER, busy.now)
        together.count(figures)
        for figure in figures:
            assert together.amount(figure) == Figures(session, NOVEMBER, busy.now).amount(figure), figure


def test_the_scope_of_the_period_holds_for_every_figure(busy: Office) -> None:
    form = made([["受理件次", None]])
    mapping = mapped(form, {"B1": Figure("N01")})
    extent = Extent.of(NOVEMBER, Scope(channels=("CH06",), words="12345"))
    assert sheet(fill(busy, form, mapping, extent))["B1"].value == 1


def test_who_is_outside_the_chosen_scope_never_gets_a_nought(busy: Office) -> None:
    form = by_estate("丰翔新城", "海锦花园")
    mapping = mapped(form, {f"C{row}": figure for row, figure in zip((5, 6), estate_figures(busy), strict=True)})
    for scope in (Scope(estates=(busy.estate,), words="丰翔新城"), Scope(companies=(busy.company,), words="丰翔物业")):
        extent = Extent.of(NOVEMBER, scope)
        filled = fill(busy, form, mapping, extent)
        assert [sheet(filled)[cell].value for cell in ("C5", "C6")] == [3, None]
        assert [left.spot.words for left in filled.outside] == ["月报!C6"]
        with busy.database.read() as session:
            shown = preview(session, form, mapping, extent, busy.operator, busy.now)
        assert shown[Spot("月报", (6, 3))] == "不在统计范围内,不填"
    assert fill(busy, form, mapping).outside == ()


def test_a_column_outside_the_chosen_scope_stays_empty_and_is_told(busy: Office) -> None:
    form = made([["小区", "其中12345"], *[[None] * 2] * 2], framed="A1:B3")
    hotline = Figure("N01", scope=Scope(channels=("CH06",), words="12345"))
    rows = Rows(Lists.ESTATES, (ListColumn(1, Of.NAME), ListColumn(2, hotline)))
    extent = Extent.of(NOVEMBER, Scope(channels=("CH01",), words="来电"))
    filled = fill(busy, form, mapped(form, {"A2": rows}), extent)
    assert [cell.value for cell in sheet(filled)["B"]] == ["其中12345", None, None]
    assert [left.spot.words for left in filled.outside] == ["月报!B2"]


def estate_figures(office: Office) -> list[Figure]:
    """Received, of each estate."""
    with office.database.read() as session:
        found = {one.name: one for one in choosing.subjects(session)}
    return [Figure("N01", scope=found[name].scope) for name in ("丰翔新城", "海锦花园")]


def test_a_formula_is_never_overwritten(busy: Office) -> None:
    form = made([["受理件次", "=1+1"]])
    with pytest.raises(Refused, match="月报!B1现在是公式"):
        fill(busy, form, mapped(form, {"B1": Figure("N01")}))


def test_an_indicator_that_is_gone_is_said_at_its_cell(busy: Office) -> None:
    form = made([["受理件次", None], ["没有的", None]])
    mapping = mapped(form, {"B1": Figure("N01"), "B2": Figure("X99")})
    with pytest.raises(Refused, match="X99"):
        fill(busy, form, mapping)
    with busy.database.read() as session:
        shown = preview(session, form, mapping, NOVEMBER, busy.operator, busy.now)
    assert shown[Spot("月报", (1, 2))] == "4"
    assert "X99" in shown[Spot("月报", (2, 2))]


def test_preview_shows_what_is_written(busy: Office) -> None:
    form = made([["满意率", None], ["受理件次", None]])
    mapping = mapped(form, {"B1": Figure("K09"), "B2": Figure("N01")})
    with busy.database.read() as session:
        shown = preview(session, form, mapping, NOVEMBER, busy.operator, busy.now)
    assert shown == {Spot("月报", (1, 2)): "100.0%", Spot("月报", (2, 2)): "4"}
    assert [placed.shown for placed in fill(busy, form, mapping).placed] == ["100.0%", "4"]


def keep(office: Office, form: OpenForm, mapping: Mapping, name: str = "月报") -> int:
    with office.database.write() as session:
        return keeping.keep_form(session, FormName(name), form, mapping, office.operator, office.now)


def test_a_kept_form_is_opened_again_with_its_bytes_and_its_mapping(busy: Office) -> None:
    form = by_estate("丰翔新城")
    mapping = mapped(form, {"C5": Figure("N01")})
    form_id = keep(busy, form, mapping)
    with busy.database.read() as session:
        kept = keeping.kept_form(session, form_id)
        entry = keeping.forms(session, NOVEMBER)[0]
    assert kept.form.data == form.data
    assert kept.mapping == mapping
    assert (entry.name, entry.cells, entry.filled_at) == ("月报", 1, None)
    with pytest.raises(Refused, match="已有名为“月报”"):
        keep(busy, form, mapping)
    with pytest.raises(Refused):
        keep(busy, form, mapping, " ")


def test_a_save_on_an_old_copy_is_refused(busy: Office) -> None:
    form = by_estate("丰翔新城")
    form_id = keep(busy, form, mapped(form, {"C5": Figure("N01")}))
    with busy.database.read() as session:
        seen = keeping.kept_form(session, form_id).seen

    def save(code: str) -> int:
        changed = mapped(form, {"C5": Figure(code)})
        with busy.database.write() as session:
            return keeping.keep_version(session, form_id, form, changed, busy.operator, busy.now, seen)

    assert save("N05") == 2
    with pytest.raises(Refused, match="刚被别人改过"):
        save("N06")
    with busy.database.read() as session:
        assert keeping.kept_form(session, form_id).mapping.cells[0].filling == Figure("N05")


def test_a_form_put_away_is_not_listed_nor_recognised_and_comes_back(busy: Office) -> None:
    form = by_estate("丰翔新城")
    form_id = keep(busy, form, mapped(form, {"C5": Figure("N01")}))
    for active in (False, True):
        with busy.database.write() as session:
            keeping.put_away(session, form_id, active)
        with busy.database.read() as session:
            assert bool(keeping.forms(session, NOVEMBER)) is active
            assert (matched(session, form) is not None) is active


def test_a_form_is_recognised_by_its_bytes_or_by_its_words(busy: Office) -> None:
    form = by_estate("丰翔新城", "海锦花园")
    form_id = keep(busy, form, mapped(form, {"C5": Figure("N01"), "D6": Figure("N02")}))
    keep(busy, made([["完全不同", "另一份"]]), Mapping(), "别的")
    changed = by_estate("丰翔新城", "大桥一村", "海锦花园", extra=("新增列",), title="2026年11月物业诉求月报表")
    with busy.database.read() as session:
        same, moved = matched(session, form), matched(session, changed)
        assert matched(session, made([["谁也不认识"]])) is None
    assert same is not None
    assert not same.changed
    assert moved is not None
    assert (moved.kept.id, moved.changed) == (form_id, True)
    assert [step.fate for step in moved.carried.steps] == [Fate.SAME, Fate.MOVED]
    assert {mapped.spot.at for mapped in moved.certain.cells} == {(5, 3), (7, 4)}


def test_a_filling_is_noted_with_its_definitions_before_the_file_is_written(busy: Office, tmp_path: Path) -> None:
    form = by_estate("丰翔新城")
    mapping = mapped(form, {"C5": Figure("N01"), "A2": Words("{office}")})
    form_id = keep(busy, form, mapping)
    filled = fill(busy, form, mapping)
    path = tmp_path / "填好.xlsx"
    with busy.database.write() as session:
        saving.note_filling(session, form_id, filled, path, NOVEMBER, busy.operator, busy.now)
    saved = saving.write_file(filled, path)
    assert saved.sentence == "已填2格。已保存到“填好.xlsx”。"
    assert path.read_bytes() == filled.data
    with busy.database.read() as session:
        row = session.scalars(select(TownFormFilling)).one()
        left = session.scalars(select(Disclosure.purpose).where(Disclosure.recipient == "填好.xlsx")).one()
        assert keeping.forms(session, NOVEMBER)[0].filled_at == busy.now
        assert keeping.forms(session, Period.month(2026, 10))[0].filled_at is None
    assert left == "上级表格:月报(2026-11-01至2026-11-30)"
    figure, words = row.placed
    assert (figure["cell"], figure["shown"], figure["code"], len(figure["digest"])) == ("月报!C5", "4", "N01", 64)
    assert (words["code"], words["digest"]) == ("", "")
    with pytest.raises(Refused, match="xlsx"):
        saving.write_file(filled, tmp_path / "填好.xls")


def test_a_workbook_from_disk_is_opened_unchanged(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "受理件数"
    path = tmp_path / "表.xlsx"
    path.write_bytes(bytes_of(book))
    form = open_path(path)
    assert form.data == path.read_bytes()
    assert form.losses == ()
    assert open_bytes("表.xlsx", form.data).digest == form.digest


def test_a_folder_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="这是一个文件夹"):
        open_path(tmp_path)
