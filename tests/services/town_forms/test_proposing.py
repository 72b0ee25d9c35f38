"""What a form asks for is read from its labels; what is not there to be filled is left alone."""

import pytest

from desktop.domain.cell_names import cell_name
from desktop.domain.extent import Scope
from desktop.domain.form_mapping.fillings import Figure, Filling, Lists, Of, Rows, Shows, When, Words
from desktop.domain.form_mapping.mapping import Mapped, Mapping
from desktop.forms.registry import NewEstate
from desktop.services.registry.adding import add_estate
from desktop.services.town_forms.choosing import proposals, subjects
from desktop.services.town_forms.label_reading import Reading, read_label
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.proposals import Proposal
from tests.office import Office
from tests.services.town_forms.form_files import by_estate, made


@pytest.fixture
def second(office: Office) -> int:
    """Another estate beside 丰翔新城."""
    with office.database.write() as session:
        return add_estate(session, NewEstate("海锦花园"), office.operator, office.now)


def found(office: Office, form: OpenForm) -> dict[str, Proposal]:
    with office.database.read() as session:
        return {cell_name(*one.spot.at): one for one in proposals(session, form, Mapping())}


def filling(office: Office, form: OpenForm, cell: str) -> Filling:
    return found(office, form)[cell].filling


@pytest.mark.parametrize(
    ("label", "reading"),
    [
        ("受理件数(件)", Reading("受理件数", unit="件")),
        ("本月办结率%", Reading("办结率", When.THIS, unit="%")),
        ("去年同期", Reading("", When.YEAR_AGO)),
        ("上年同期累计", Reading("", When.YEAR_AGO_TO_DATE)),
        ("1-10月受理量", Reading("受理量", When.TO_DATE)),
        ("较上月增减", Reading("", None, When.PREVIOUS, Shows.DIFFERENCE)),
        ("同比(%)", Reading("", None, When.YEAR_AGO, None, "%")),
        ("满意率同比(百分点)", Reading("满意率", None, When.YEAR_AGO, None, "百分点")),
        ("增长率", Reading("", None, None, Shows.GROWTH)),
        ("一、受理情况", Reading("受理情况")),
        ("其中:12345热线", Reading("12345热线", part=True)),
        ("合  计", Reading("", total=True)),
        ("2026年10月", Reading("")),
    ],
)
def test_a_label_says_when_in_which_unit_and_what(label: str, reading: Reading) -> None:
    assert read_label(label) == reading


def test_a_table_by_estates_is_proposed_row_by_row(office: Office, second: int) -> None:
    form = by_estate("丰翔新城", "海锦花园", "不认识的小区")
    cells = found(office, form)
    estate = Scope(estates=(office.estate,), words="丰翔新城")
    assert cells["C5"].filling == Figure("N01", scope=estate)
    assert cells["D5"].filling == Figure(
        "N01", scope=Scope(estates=(office.estate,), channels=("CH06",), words="丰翔新城、12345")
    )
    assert cells["E6"].filling == Figure("N01", When.YEAR_AGO, scope=Scope(estates=(second,), words="海锦花园"))
    assert cells["F5"].filling == Figure("K04", scope=estate)
    assert cells["G5"].filling == Figure("K09", scope=estate)
    assert all(cells[cell].sure for cell in ("C5", "D5", "E6", "F5", "G5"))
    assert not {"C7", "F7", "H5"} & cells.keys(), "an unknown estate and remarks are nobody's figures"
    assert not {"C8", "D8", "E8"} & cells.keys(), "formulas are left alone"
    assert cells["F8"].filling == Figure("K04"), "the rate of the total row is that of all"
    assert {cells["C5"].block, cells["C6"].block} == {"estates:3"}


def test_channels_take_times_and_changes_from_their_headings(office: Office) -> None:
    rows = [["受理渠道", "本月件数", "上月", "环比(%)", "本年累计", "办结率"], ["居民来电"], ["12345"], ["合计"]]
    form = made(rows, framed="A1:F4", formats={"F2": "0.0%"})
    cells = found(office, form)
    calls = Scope(channels=("CH01",), words="来电")
    assert cells["B2"].filling == Figure("N01", scope=calls)
    assert cells["C2"].filling == Figure("N01", When.PREVIOUS, scope=calls)
    assert cells["D2"].filling == Figure("N01", When.THIS, Shows.GROWTH, When.PREVIOUS, calls)
    assert cells["E2"].filling == Figure("N01", When.TO_DATE, scope=calls)
    assert cells["F2"].filling == Figure("K05", scope=calls)
    assert cells["B3"].filling == Figure("N01", scope=Scope(channels=("CH06",), words="12345"))
    both = Scope(channels=("CH01", "CH06"), words="来电、12345")
    assert cells["B4"].filling == Figure("N01", scope=both), "the total of a part of the channels is theirs"
    assert cells["D4"].filling == Figure("N01", When.THIS, Shows.GROWTH, When.PREVIOUS, both)


def sum_of(*rows: list[str | None], merges: tuple[str, ...] = ()) -> OpenForm:
    return made([["渠道", "受理件数"], *rows], merges, f"A1:B{len(rows) + 1}")


def test_a_total_is_that_of_all_where_all_are_listed_or_everybody_is_meant(office: Office) -> None:
    with office.database.read() as session:
        channels = [one.name for one in subjects(session) if one.side is Lists.CHANNELS]
    form = sum_of(*[[name] for name in channels], ["合计"])
    assert found(office, form)[f"B{len(channels) + 2}"].filling == Figure("N01")
    assert found(office, sum_of(["来电"], ["12345"], ["全居委"]))["B4"].filling == Figure("N01")
    assert found(office, sum_of(["合计"], ["其中:12345"]))["B2"].filling == Figure("N01")


def test_a_total_first_and_parts_of_a_total_add_up_too(office: Office) -> None:
    both = Scope(channels=("CH01", "CH06"), words="来电、12345")
    assert found(office, sum_of(["合计"], ["来电"], ["12345"]))["B2"].filling == Figure("N01", scope=both)
    cells = found(office, sum_of(["来电"], ["小计"], ["12345"], ["小计"], ["合计"]))
    assert [cells[cell].filling for cell in ("B3", "B5", "B6")] == [
        Figure("N01", scope=Scope(channels=("CH01",), words="来电")),
        Figure("N01", scope=Scope(channels=("CH06",), words="12345")),
        Figure("N01", scope=both),
    ]


def test_totals_of_rows_and_of_columns_meet(office: Office, second: int) -> None:
    form = made([["小区名称", "来电", "12345", "合计"], ["海锦花园"], ["合计"]], framed="A1:D3")
    cells = found(office, form)
    both = {"channels": ("CH01", "CH06")}
    assert cells["D2"].filling == Figure("N01", scope=Scope(estates=(second,), words="海锦花园、来电、12345", **both))
    assert cells["B3"].filling == Figure(
        "N01", scope=Scope(estates=(second,), channels=("CH01",), words="来电、海锦花园")
    )
    corner = cells["D3"].filling
    assert isinstance(corner, Figure)
    assert (corner.scope.estates, corner.scope.channels) == ((second,), ("CH01", "CH06"))


def test_a_total_beside_what_is_not_known_is_doubtful_and_says_why(office: Office) -> None:
    total = found(office, sum_of(["来电"], ["别的来处"], ["合计"]))["B4"]
    assert (total.sure, total.doubt) == (False, "列出的不是全部,说不准合计的是哪些")


def test_a_total_adds_up_what_was_taken_before(office: Office) -> None:
    form = sum_of(["来电"], ["12345"], ["合计"])
    with office.database.read() as session:
        first = {cell_name(*one.spot.at): one for one in proposals(session, form, Mapping())}
        taken = Mapping().with_cells(Mapped(first[cell].spot, first[cell].filling) for cell in ("B2", "B3"))
        assert proposals(session, form, taken) == [first["B4"]]


def test_a_sheet_of_indicators_with_sections_and_units(office: Office) -> None:
    rows = [
        ["物业管理工作指标月报"],
        ["指标名称", "计量单位", "本期", "上年同期", "增减", "同比(%)"],
        ["一、诉求办理"],
        ["受理件次", "件"],
        ["及时办结率", "%"],
        ["电梯维保台数", "台"],
    ]
    cells = found(office, made(rows, ("A1:F1", "A3:F3"), "A2:F6"))
    assert cells["C4"].filling == Figure("N01")
    assert cells["D4"].filling == Figure("N01", When.YEAR_AGO)
    assert cells["E4"].filling == Figure("N01", When.THIS, Shows.DIFFERENCE, When.YEAR_AGO), "as the column beside says"
    assert cells["F4"].filling == Figure("N01", When.THIS, Shows.GROWTH, When.YEAR_AGO)
    assert cells["C5"].filling == Figure("K04")
    assert cells["F5"].filling == Figure("K04", When.THIS, Shows.DIFFERENCE, When.YEAR_AGO)
    assert not {"C6", "D6"} & cells.keys(), "what the office does not count"


def test_a_ledger_is_a_list_that_grows(office: Office) -> None:
    heads = ["序号", "受理时间", "小区名称", "诉求类别", "诉求内容", "责任单位"]
    cells = found(office, made([["诉求办理台账"], heads, [], [], []], ("A1:F1",), "A2:F5"))
    rows = cells["A3"].filling
    assert isinstance(rows, Rows)
    assert rows.of == "R01"
    assert [column.content for column in rows.columns] == [
        "序号",
        "受理时间",
        "小区",
        "类别",
        "诉求摘要(脱敏)",
        "承办单位",
    ]


def test_room_under_category_headings_is_a_list_of_categories(office: Office) -> None:
    form = made(
        [
            ["类别", "受理", "办结", "办结率", "备注"],
            *[[None, None, None, f"=C{row}/B{row}"] for row in (2, 3)],
            ["合计", "=SUM(B2:B3)"],
        ],
        framed="A1:E4",
    )
    rows = filling(office, form, "A2")
    assert isinstance(rows, Rows)
    assert rows.of is Lists.CATEGORIES
    assert [(one.column, one.content) for one in rows.columns] == [(1, Of.NAME), (2, Figure("N01")), (3, Figure("N20"))]


@pytest.mark.parametrize("label", ["办结", "办结数", "办结件数", "本月办结(件)", "办结件次"])
def test_closed_is_counted_by_the_time_of_closing_as_in_our_report(office: Office, label: str) -> None:
    proposal = found(office, made([["小区名称", label], ["丰翔新城", None]], framed="A1:B2"))["B2"]
    assert isinstance(proposal.filling, Figure)
    assert (proposal.filling.code, proposal.sure, proposal.others) == ("N20", True, ())


@pytest.mark.parametrize("label", ["受理件中办结", "受理件中已办结", "其中:已办结", "其中办结数"])
def test_closed_of_those_received_is_said_so(office: Office, label: str) -> None:
    proposal = found(office, made([["小区名称", label], ["丰翔新城", None]], framed="A1:B2"))["B2"]
    assert isinstance(proposal.filling, Figure)
    assert (proposal.filling.code, proposal.sure, proposal.others) == ("N07", True, ())


def test_a_heading_of_which_holds_for_what_is_under_it_not_for_the_rows(office: Office) -> None:
    rows = [["小区名称", "受理件数", "其中", "办结"], [None, None, "办结"], ["其中:丰翔新城"]]
    cells = found(office, made(rows, ("A1:A2", "B1:B2", "D1:D2"), "A1:D3"))
    estate = Scope(estates=(office.estate,), words="丰翔新城")
    assert cells["C3"].filling == Figure("N07", scope=estate)
    assert cells["D3"].filling == Figure("N20", scope=estate)


def test_where_both_may_be_meant_both_are_offered_and_nothing_is_sure(office: Office) -> None:
    estate = Scope(estates=(office.estate,), words="丰翔新城")
    proposal = found(office, made([["小区名称", "已办结"], ["丰翔新城", None]], framed="A1:B2"))["B2"]
    assert (proposal.filling, proposal.others) == (Figure("N20", scope=estate), (Figure("N07", scope=estate),))
    assert not proposal.sure
    listed = found(office, made([["小区名称", "受理", "已办结"], [], []], framed="A1:C3"))["A2"]
    assert not listed.sure
    contents = [
        [column.content for column in rows.columns]
        for rows in (listed.filling, *listed.others)
        if isinstance(rows, Rows)
    ]
    assert contents == [[Of.NAME, Figure("N01"), Figure(code)] for code in ("N20", "N07")]


@pytest.mark.parametrize("label", ["受理总数", "受理总量", "总受理", "受理总件数"])
def test_a_total_of_what_was_received_is_proposed_beside_its_name(office: Office, label: str) -> None:
    plain = found(office, made([[label, None]], framed="A1:B1"))["B1"]
    assert (plain.filling, plain.sure) == (Figure("N01"), True)
    under_a_title = found(office, made([["附件", "物业诉求情况"], [label, None]], framed="A2:B2"))
    assert "B2" not in under_a_title, "what heads the column is not known"
    for title in (["", "大场镇物业诉求情况"], ["大场镇物业诉求情况"]):
        cells = found(office, made([title, [label, None, "联系电话"]], ("A1:B1",) if title[0] else (), "A2:B2"))
        assert cells["B2"].filling == Figure("N01")


def test_words_around_the_figures(office: Office) -> None:
    rows = [
        ["大场镇2026年9月物业月报"],
        ["填报单位:", None, "填表人:", "审核人：{{审核}}"],
        ["{{标题}}", "日期：{{日期}}"],
    ]
    cells = found(office, made(rows, ("A1:D1",)))
    assert cells["A1"].filling == Words("大场镇{year}年{month}月物业月报")
    assert not cells["A1"].sure, "a title is looked at"
    assert cells["B2"].filling == Words("{town}{office}")
    assert cells["C2"].filling == Words("填表人:{compiler}"), "its neighbour is taken"
    assert cells["B3"].filling == Words("日期：{today}")


def test_filled_cells_are_not_proposed_but_noughts_are(office: Office) -> None:
    form = made([["受理件次", 12], ["办结率", 0], ["满意率", "—"], ["事项数", "=1+1"]], framed="A1:B4")
    assert found(office, form).keys() == {"B2", "B3"}


def test_a_count_never_goes_into_a_cell_of_per_cent(office: Office) -> None:
    form = made([["受理件次", None], ["满意率(件)", None]], framed="A1:B2", formats={"B1": "0.0%"})
    assert found(office, form) == {}


def test_what_is_mapped_is_not_proposed_again(office: Office) -> None:
    form = by_estate("丰翔新城")
    with office.database.read() as session:
        first = proposals(session, form, Mapping())
        mapping = Mapping().with_cells(Mapped(one.spot, one.filling) for one in first)
        assert proposals(session, form, mapping) == []
