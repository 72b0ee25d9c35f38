"""Results entered elsewhere: our workbook filled in, a line per item, a line per estate; wrong ones told by row."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from desktop.data.tables.inspections import ChecklistVersion, Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding
from desktop.documents.inspection import entry
from desktop.domain.errors import Cancelled, Refused
from desktop.domain.inspection.checklist import Way, plain
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.forms.inspection import ItemAnswer
from desktop.forms.registry import NewEstate
from desktop.services.imports.inspection_results import ImportedResults, import_results, save_rejected
from desktop.services.inspection import inspecting, lists, plans, preparing, results_file
from desktop.services.registry.adding import add_estate
from tests.office import Office

LIST = "物业服务日常考核评分表"


@pytest.fixture
def town(office: Office) -> Office:
    """The office with a second estate."""
    with office.database.write() as session:
        add_estate(session, NewEstate("祥和家园", company=office.rival), office.operator, office.now)
    return office


def take(office: Office, path: Path) -> ImportedResults:
    with office.database.write() as session:
        return import_results(session, path, office.operator, office.now)


def made(office: Office) -> list[Inspection]:
    with office.database.read() as session:
        found = session.scalars(select(Inspection).order_by(Inspection.id)).all()
        session.expunge_all()
        return list(found)


def table(path: Path, *rows: tuple[Any, ...], title: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if title:
        sheet.append([title])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def entry_workbook(office: Office, path: Path) -> list[int]:
    """A workbook with a sheet for each estate; the ids of its inspections."""
    with office.database.write() as session:
        wanted = lists.newest(session, LIST)
        estates = plans.proposed_quarter(session, wanted.id, office.now.date()).estates
        ids = preparing.prepare(session, wanted.id, estates, InspectionKind.QUARTERLY, office.operator, office.now)
        inspecting.save_answer(session, ids[0], ItemAnswer("1.3", value=1), office.operator, office.now)
    with office.database.read() as session:
        results_file.save_entry_workbook(session, ids, path, office.now)
    return ids


def fill(path: Path, sheet: str, day: datetime | None, rest: str, **cells: tuple[str, Any]) -> None:
    """Write into a sheet as somebody in Excel does; `cells` are (column letter, value), i1_2 is item 1.2."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    page.cell(entry.DAY_CELL[0] + 1, entry.DAY_CELL[1] + 1, day)
    page.cell(entry.PEOPLE_CELL[0] + 1, entry.PEOPLE_CELL[1] + 1, "王芳、李强")
    page.cell(entry.REST_CELL[0] + 1, entry.REST_CELL[1] + 1, rest or None)
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for code, (letter, value) in cells.items():
        page[f"{letter}{rows[code[1:].replace('_', '.')]}"] = value
    book.save(path)


def test_our_workbook_comes_back_with_scores_and_findings(town: Office, tmp_path: Path) -> None:
    path = tmp_path / "录入.xlsx"
    first, second = entry_workbook(town, path)
    with town.database.read() as session:
        names = {row.id: row for row in session.scalars(select(Inspection))}
        estate = {key: "丰翔新城" if row.estate_id == town.estate else "祥和家园" for key, row in names.items()}
    fill(path, estate[first], town.now, "是", i1_2=("E", 3), i1_5=("F", "不适用"), i2_6=("E", "不符合"))
    outcome = take(town, path)
    assert (outcome.counts.imported, outcome.counts.skipped, outcome.counts.rejected) == (1, 1, 0)
    row, waiting = made(town)
    # 100 − 3 (1.5 does not apply) = 97; 1.2: 3 × 0.5, 1.3: 1 × 1, 2.6: 3
    assert (row.state, row.score, row.full, row.obtained) == (InspectionState.DONE, 94.3, 97.0, 91.5)
    assert (row.inspectors, row.inspected_on) == ("王芳、李强", town.now.date())
    assert waiting.state == InspectionState.PREPARED
    with town.database.read() as session:
        codes = set(session.scalars(select(Finding.item_code).where(Finding.inspection_id == row.id)))
    assert codes == {"1.2", "1.3", "2.6"}
    again = take(town, path)
    assert (again.counts.imported, again.counts.skipped, again.counts.rejected) == (0, 2, 0)
    fill(path, estate[second], town.now, "", i1_2=("E", -1))
    unfinished = take(town, path)
    assert unfinished.counts.rejected == 1
    told = " ".join(reject.reason for reject in unfinished.rejects)
    assert "1.2请填发现的处数" in told
    assert "还有3" in told


LONG = ("小区", "检查表", "检查日期", "检查人", "条目", "扣分", "备注")


def test_a_line_per_item_with_points_taken(town: Office, tmp_path: Path) -> None:
    day = datetime(2026, 11, 12)
    path = table(
        tmp_path / "明细.xlsx",
        LONG,
        ("丰翔新城", LIST, day, "王芳", 1.1, 1, "响铃很久"),
        ("丰翔新城", LIST, day, "王芳", "1.2 台账", 1.5, "缺3件"),
        ("丰翔新城", LIST, day, "王芳", "2.6", 3, None),
        ("祥和家园", LIST, "2026年11月13日", "王芳", None, None, None),
        ("合计", None, None, None, None, 5.5, None),
    )
    outcome = take(town, path)
    assert (outcome.counts.imported, outcome.counts.skipped, outcome.counts.rejected) == (2, 0, 0)
    assert any("都按“符合”计" in doubt for doubt in outcome.doubts)
    assert [row.score for row in made(town)] == [94.5, 100.0]
    with town.database.read() as session:
        value, remark = session.execute(
            select(InspectionAnswer.value, InspectionAnswer.remark).where(InspectionAnswer.item_code == "1.2").limit(1)
        ).one()
    assert (value, remark) == (3.0, "缺3件")
    assert take(town, path).counts.imported == 0


def test_everything_wrong_is_told_by_row_and_the_rest_is_taken(town: Office, tmp_path: Path) -> None:
    day = datetime(2026, 11, 12)
    tomorrow = town.now + timedelta(days=1)
    path = table(
        tmp_path / "明细.xlsx",
        LONG,
        ("丰翔新成", LIST, day, "王芳", "1.2", 1, None),
        ("祥和家园", "没有的表", tomorrow, None, "1.2", 1, None),
        ("丰翔新城", LIST, day, "王芳", "9.9", 1, None),
        ("丰翔新城", LIST, day, "王芳", "1.2", 0.7, None),
        ("丰翔新城", LIST, day, "王芳", "1.3", 2, "正确的一行"),
        ("丰翔新城", LIST, day, "王芳", "1.3", 2, None),
        ("祥和家园", LIST, day, "王芳", "1.4", 1, None),
    )
    outcome = take(town, path)
    assert (outcome.counts.imported, outcome.counts.rejected) == (1, 3)
    told = {reject.row: reject.reason for reject in outcome.rejects}
    assert told[2] == "没有小区“丰翔新成”,是不是“丰翔新城”"
    for part in ("没有检查表“没有的表”", "晚于今天", "没有填检查人"):
        assert part in told[3]
    assert "没有条目“9.9”" in told[4]
    assert "1.2不能扣0.7分(每处扣0.5分,扣完为止)" in told[5]
    assert "同一次检查" in told[6]
    assert "写了两次" in told[7]
    assert len(made(town)) == 1
    rejects = tmp_path / "未导入.xlsx"
    save_rejected(outcome, path.name, rejects, town.now)
    book = openpyxl.load_workbook(rejects)
    page = book.active
    assert page is not None
    for row in page.iter_rows(min_row=3):
        for cell in row:
            if cell.value in ("9.9", "0.7"):
                cell.value = {"9.9": "1.6", "0.7": "0.5"}[str(cell.value)]
            elif cell.value == "丰翔新成":
                cell.value = "丰翔新城"
        if row[1].value and row[2].value in ("2", "7"):
            for cell in row:
                cell.value = None
    book.save(rejects)
    repaired = take(town, rejects)
    assert (repaired.counts.imported, repaired.counts.rejected) == (1, 1)
    assert [row.score for row in made(town)] == [99.0, 96.5]


def test_a_line_per_estate_with_points_left(town: Office, tmp_path: Path) -> None:
    with town.database.read() as session:
        content = lists.version(session, lists.newest(session, LIST).version_id)
    items = list(content.items())
    head = ("小区", "检查日期", "检查人", *(f"{item.code}" for item in items), "总分")
    full = [float(item.points) for item in items]
    worse = [full[0] - 1, *full[1:]]
    path = table(
        tmp_path / "得分.xlsx",
        head,
        ("丰翔新城", "2026-11-12", "王芳", *worse, 99),
        ("祥和家园", "2026-11-12", "王芳", *full[:-1], None, 100),
        title=f"{LIST}得分汇总",
    )
    outcome = take(town, path)
    assert (outcome.counts.imported, outcome.counts.rejected) == (1, 1)
    assert [row.score for row in made(town)] == [99.0]
    assert outcome.rejects[0].reason == f"还有1项没有填({items[-1].code})"
    rejects = tmp_path / "扣分.xlsx"
    save_rejected(outcome, "扣分汇总.xlsx", rejects, town.now)
    book = openpyxl.load_workbook(rejects)
    page = book.active
    assert page is not None
    (codes,) = (row for row in page.iter_rows() if row[3].value == "小区")
    at = next(cell.column for cell in codes if cell.value == items[-1].code)
    page.cell(codes[0].row + 1, at, full[-1])
    book.save(rejects)
    assert take(town, rejects).counts.imported == 1
    assert [row.score for row in made(town)] == [99.0, 100.0]


def test_files_without_results_are_refused_with_what_is_needed(town: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有找到检查结果"):
        take(town, table(tmp_path / "a.xlsx", ("姓名", "电话"), ("张三", "1")))
    with pytest.raises(Refused, match="表头下面没有"):
        take(town, table(tmp_path / "b.xlsx", LONG))


def test_a_cancelled_import_leaves_nothing(town: Office, tmp_path: Path) -> None:
    day = datetime(2026, 11, 12)
    rows = [("丰翔新城", LIST, day - timedelta(days=at), "王芳", "1.2", 1, None) for at in range(5)]
    path = table(tmp_path / "c.xlsx", LONG, *rows)

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled), town.database.write() as session:
        import_results(session, path, town.operator, town.now, stop)
    assert not made(town)
    with town.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Finding)) == 0


def test_a_plan_is_fulfilled_by_imported_results(town: Office, tmp_path: Path) -> None:
    with town.database.write() as session:
        wanted = lists.newest(session, LIST)
        plan = plans.add(session, plans.proposed_quarter(session, wanted.id, town.now.date()), town.operator, town.now)
    path = table(tmp_path / "d.xlsx", LONG, ("丰翔新城", LIST, town.now, "王芳", "1.2", 1, None))
    take(town, path)
    (row,) = made(town)
    assert (row.plan_id, row.kind) == (plan, InspectionKind.QUARTERLY)


def test_a_merged_estate_covers_all_its_rows(town: Office, tmp_path: Path) -> None:
    day = datetime(2026, 11, 12)
    rows = [("丰翔新城", LIST, day, "王芳", "1.2", 1, None), (None, LIST, None, None, "1.3", 1, None)]
    rows += [("祥和家园", LIST, day, "王芳", "1.2", 2, None), (None, None, None, None, "1.6", 1, None)]
    outcome = take(town, table(tmp_path / "合并.xlsx", LONG, *rows))
    assert (outcome.counts.imported, outcome.counts.rejected) == (2, 0)
    assert "没有写小区的行算作上一行的小区(合并的单元格)。" in outcome.doubts
    with town.database.read() as session:
        taken = session.scalars(select(InspectionAnswer.item_code).where(InspectionAnswer.deduction > 0)).all()
    assert sorted(taken) == ["1.2", "1.2", "1.3", "1.6"]


def test_a_total_beside_the_items_does_not_say_what_their_figures_are(town: Office, tmp_path: Path) -> None:
    with town.database.read() as session:
        content = lists.version(session, lists.newest(session, LIST).version_id)
    head = ("小区", "检查日期", "检查人", *(item.code for item in content.items()))
    none_found = ("丰翔新城", "2026-11-12", "王芳", *(100 if i.way is Way.RATIO else 0 for i in content.items()))
    outcome = take(town, table(tmp_path / f"{LIST}.xlsx", (*head, "得分"), (*none_found, 100)))
    assert [row.score for row in made(town)] == [100.0]
    assert outcome.doubts[0].startswith("表里没有写明")
    given = ("祥和家园", "2026-11-12", "王芳", *[float(item.points) for item in content.items()])
    outcome = take(town, table(tmp_path / f"{LIST}2.xlsx", head, given, title="各项得分"))
    assert outcome.doubts == ("各条目下的数字按“得分”读。",)
    assert [row.score for row in made(town)] == [100.0, 100.0]


def test_a_day_of_another_century_is_a_slip(town: Office, tmp_path: Path) -> None:
    path = table(tmp_path / "e.xlsx", LONG, ("丰翔新城", LIST, "1926-11-12", "王芳", "1.2", 1, None))
    assert take(town, path).rejects[0].reason == "检查日期1926-11-12太早,请检查年份"


def test_a_bare_figure_does_not_name_a_degree(town: Office, tmp_path: Path) -> None:
    with town.database.read() as session:
        content = lists.version(session, lists.newest(session, LIST).version_id)
    item = next(item for item in content.items() if item.way is Way.TIERED)
    head = ("小区", "检查表", "检查日期", "检查人", "条目", "结果")
    for cell, counts in ((2, (0, 1)), (item.tiers[1].label, (1, 0))):
        path = table(tmp_path / "f.xlsx", head, ("丰翔新城", LIST, "2026-11-12", "王芳", item.code, cell))
        outcome = take(town, path)
        assert (outcome.counts.imported, outcome.counts.rejected) == counts
    assert [row.score for row in made(town)] == [100 - float(item.tiers[1].deduct)]


def test_an_item_that_is_listed_without_a_result_is_not_taken_as_fulfilled(town: Office, tmp_path: Path) -> None:
    day = datetime(2026, 11, 12)
    first, second = ("丰翔新城", LIST, day, "王芳"), ("祥和家园", LIST, day, "王芳")
    path = table(
        tmp_path / "公式.xlsx",
        (*LONG[:5], "结果", "扣分"),
        (*first, "1.2", 2, None),
        (*first, "1.3", None, "=1/0"),  # nothing calculated it: a reader finds an empty cell
        (*first, "1.6", None, None),
        (*second, "1.2", None, 1.5),
        (*second, "1.3", "符合", None),
        ("合计", None, None, None, None, None, "=SUM(G2:G6)"),
    )
    outcome = take(town, path)
    assert (outcome.counts.imported, outcome.counts.rejected) == (1, 1)
    told = {reject.row: reject.reason for reject in outcome.rejects}
    assert sorted(told) == [2, 3, 4]
    for row, code in ((3, "1.3"), (4, "1.6")):
        assert told[row] == f"{code}没有填结果,没有问题请填“符合”,格子里是公式的请改成数字"
    assert [row.score for row in made(town)] == [98.5]


def test_a_sheet_of_points_taken_leaves_them_blank_where_nothing_was_wrong(town: Office, tmp_path: Path) -> None:
    row = ("丰翔新城", LIST, datetime(2026, 11, 12), "王芳")
    path = table(
        tmp_path / "扣分.xlsx", LONG, (*row, "1.2", 1, "台账缺项"), (*row, "1.3", None, None), (*row, "1.6", None, "")
    )
    outcome = take(town, path)
    assert (outcome.counts.imported, outcome.counts.rejected) == (1, 0)
    assert [row.score for row in made(town)] == [99]
    assert any("2个条目的扣分空着" in doubt for doubt in outcome.doubts)


def test_points_beside_no_item_are_not_dropped(town: Office, tmp_path: Path) -> None:
    row = ("丰翔新城", LIST, datetime(2026, 11, 12), "王芳")
    outcome = take(town, table(tmp_path / "缺条目.xlsx", LONG, (*row, "1.2", 1, None), (*row, None, 2, "堆物")))
    assert outcome.counts.rejected == 1
    assert {reject.row: reject.reason for reject in outcome.rejects}[3] == "没有写条目"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (1e9, "1.2最多扣4分,现在是1000000000分,请检查"),
        (True, "1.2的“TRUE”看不懂,请填处数"),
    ],
)
def test_a_cell_that_cannot_be_is_quoted_as_it_is_seen(town: Office, tmp_path: Path, cell: Any, reason: str) -> None:
    path = table(tmp_path / "g.xlsx", LONG, ("丰翔新城", LIST, datetime(2026, 11, 12), "王芳", "1.2", cell, None))
    assert [reject.reason for reject in take(town, path).rejects] == [reason]


def test_words_that_two_items_share_do_not_name_one(town: Office, tmp_path: Path) -> None:
    with town.database.write() as session:
        row = session.get_one(ChecklistVersion, lists.newest(session, LIST).version_id)
        content = lists.version(session, row.id)
        first, second, *others = content.sections[0].items
        twins = (first, replace(second, text=first.text), *others)
        sections = (replace(content.sections[0], items=twins), *content.sections[1:])
        row.content = plain(replace(content, sections=sections))
    path = table(tmp_path / "h.xlsx", LONG, ("丰翔新城", LIST, datetime(2026, 11, 12), "王芳", first.text, 0, None))
    (reject,) = take(town, path).rejects
    assert reject.reason == f"检查表里{first.code}、{second.code}都是“{first.text}”,请写编号"
