"""Registers from workbooks: the template comes back, other headings are understood, one bad row keeps all out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from desktop.domain.errors import Refused
from desktop.forms.fields import fields_of
from desktop.forms.registers.renovations import ProgressForm, RenovationForm, RenovationKind
from desktop.services.registers import importing, keeping
from desktop.services.registers.catalogue import REGISTERS, register
from desktop.services.registers.template import save_template
from desktop.services.registers.votes import voted
from tests.office import Office


def workbook(path: Path, *rows: list[Any], title: str = "台账") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def take(office: Office, key: str, path: Path) -> importing.Imported:
    with office.database.write() as session:
        return importing.import_file(session, register(key), path, office.operator, office.now)


def forms(office: Office, key: str) -> list[Any]:
    with office.database.read() as session:
        lines = register(key).listing(session, office.now).lines
        return [keeping.form_of(session, register(key), line.id) for line in lines]


TERMS = [
    ["小区", "届别", "任期起", "任期止"],
    ["丰翔新城", "第三届", date(2024, 1, 1), "2028-12-31"],
    ["海锦花园", 2, "2023.5.1", ""],
]
FILLED: dict[str, list[Any]] = {
    "committees": ["丰翔新城", "第三届", date(2024, 1, 1), date(2028, 12, 31), 7, 5],
    "contracts": ["丰翔新城", "丰翔物业", "前期", "包干制", date(2026, 10, 8), "", "2026.11.1", "2029.10.31"],
    "votes": ["丰翔新城", "首次大会", date(2026, 9, 30), 100, 9500.5, "选举业委会", "选举业委会或更换成员", 70, 6700],
    "renovations": ["东片改造", "东社区", "提升", 2, "丰翔新城、海锦花园", 12, 480, "4.46万㎡", 1200],
    "progress": ["东片改造", "2026年10月", 1, 0, "35%", 300],
    "disinfection": ["丰翔新城", date(2026, 11, 10), 12, 2, 3, 6.5],
    "supplies": ["口罩", "只", date(2026, 11, 2), "入库", 500, "镇下拨"],
    "stated": ["发放条例宣传册", date(2026, 10, 1), date(2026, 10, 31), 120],
}  # fmt: skip


@pytest.mark.parametrize("key", list(REGISTERS))
def test_a_filled_template_is_taken_in_once(key: str, office: Office, estates: list[int], tmp_path: Path) -> None:
    assert estates
    if key == "progress":
        with office.database.write() as session:
            project = RenovationForm("东片改造", kind=RenovationKind.BASIC, estates=2)
            keeping.enter(session, register("renovations"), project, office.operator, office.now)
    path = tmp_path / "模板.xlsx"
    save_template(register(key), path, office.now)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).rstrip("*") == next(iter(titles(key))))
    for place, value in enumerate(FILLED[key], 1):
        sheet.cell(row + 1, place).value = value
    book.save(path)
    assert vars_of(take(office, key, path)) == (1, 0, 0)
    (found,) = forms(office, key)
    assert vars_of(take(office, key, path)) == (0, 0, 1)
    assert forms(office, key) == [found]
    match key:
        case "committees":
            assert (found.ordinal, found.ends, found.members_present) == (3, date(2028, 12, 31), 5)
        case "renovations":
            assert (found.estate, found.area) == (tuple(sorted(estates[:2])), 4.46)
        case "progress":
            assert found == ProgressForm(found.renovation, date(2026, 10, 1), 1, 0, 35, 300)


def titles(key: str) -> list[str]:
    return [one.label for one in fields_of(register(key).line_form).values()]


def vars_of(found: importing.Imported) -> tuple[int, int, int]:
    return found.new, found.changed, found.unchanged


def test_a_corrected_file_corrects_what_is_there(office: Office, estates: list[int], tmp_path: Path) -> None:
    assert estates
    path = workbook(tmp_path / "a.xlsx", *TERMS, ["合计", 2])
    found = take(office, "committees", path)
    assert vars_of(found) == (2, 0, 0) and found.notes == ["台账第4行是合计,没有导入。"]
    changed = [TERMS[0], TERMS[1], ["海锦花园", 2, "2023.5.1", "2027年4月30日"]]
    assert vars_of(take(office, "committees", workbook(tmp_path / "b.xlsx", *changed))) == (0, 1, 1)


def test_every_bad_row_is_named_and_nothing_is_taken(office: Office, estates: list[int], tmp_path: Path) -> None:
    assert estates
    path = workbook(
        tmp_path / "a.xlsx", *TERMS, ["丰翔", 1], ["西郊一村", "末届"], ["西郊一村", 1, "2025-05-01", "2024-05-01"],
        ["丰翔新城", 3],
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        take(office, "committees", path)
    words = str(refused.value)
    assert words.startswith("没有导入。") and words.count("台账第") == 4
    for told in (
        "第4行:没有小区“丰翔”",
        "第5行:第几届“末届”不是一个数",
        "第6行:任期止不能早于",
        "第7行:与上面的行重复",
    ):
        assert told in words
    assert forms(office, "committees") == []


def test_the_rows_of_a_vote_are_its_matters(office: Office, estates: list[int], tmp_path: Path) -> None:
    assert estates
    head = [
        "小区",
        "表决名称",
        "表决截止",
        "总人数",
        "总面积(㎡)",
        "议题",
        "事项类别",
        "同意人数",
        "同意面积",
        "反对人数",
        "反对面积",
    ]
    vote = ["丰翔新城", "首次大会", date(2026, 9, 30), 100, 10000]
    rows = [head, [*vote, "选举", "3", 60, 6000, 10, 1000], [*vote, "续筹", "筹集维修资金", 52, 5200, 18, 1800]]
    assert vars_of(take(office, "votes", workbook(tmp_path / "a.xlsx", *rows))) == (1, 0, 0)
    with office.database.read() as session:
        assert [one.judgement.words for one in voted(session)] == [
            "通过",
            "不通过:同意人数52/70不足3/4;同意面积5200/7000不足3/4",
        ]
    rows[2][3] = 90
    with pytest.raises(Refused, match="总人数、总面积不一致"):
        take(office, "votes", workbook(tmp_path / "b.xlsx", *rows))


def test_a_share_that_may_mean_either_is_asked_for(office: Office, tmp_path: Path) -> None:
    with office.database.write() as session:
        keeping.enter(session, register("renovations"), RenovationForm("改造", estates=2), office.operator, office.now)
    rows = [["项目名称", "月份", "已开工", "已完工", "工程量%"], ["改造", date(2026, 10, 1), 1, 0, 0.62]]
    with pytest.raises(Refused, match=r"0\.62%还是62%"):
        take(office, "progress", workbook(tmp_path / "a.xlsx", *rows))


def test_a_file_of_something_else_is_refused_with_what_is_needed(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="要有这些列:小区、日期"):
        take(office, "disinfection", workbook(tmp_path / "a.xlsx", ["姓名", "电话"], ["张三", "1"]))
    with pytest.raises(Refused, match="没有可导入的行"):
        take(office, "disinfection", workbook(tmp_path / "b.xlsx", ["小区", "日期"]))
