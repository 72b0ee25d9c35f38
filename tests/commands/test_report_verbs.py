"""export and report, from the command line to the line of JSON."""

import json
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy import select

from desktop.commands.verbs import main
from desktop.data.database import Database
from desktop.data.tables.orders import Disclosure
from desktop.forms.intake import Intake
from desktop.services.orders.acts.register import register
from desktop.services.reference.seeding import ensure_office
from desktop.system.arguments import parse

DAY = datetime(2024, 10, 12, 9, 30)


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a verb on three orders of October and one of November; gives the exit code, the JSON and the other lines."""
    base = tmp_path / "data"
    base.mkdir()
    database = Database(base / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
        for day in (DAY, DAY, DAY.replace(day=31, hour=23), DAY.replace(month=11, day=1, hour=0)):
            form = Intake(
                phone="13812345678", caller_name="王小明", content="楼道灯不亮", category="0101", channel="CH01",
                received_at=day,
            )  # fmt: skip
            register(session, form, operator, datetime(2024, 11, 5))
    database.close()

    def verb(*words):
        code = main(parse(["--basedir", str(base), *map(str, words)]))
        lines = capsys.readouterr().out.strip().splitlines()
        return code, json.loads(lines[-1]), lines[:-1]

    verb.base = base
    return verb


def exports(run) -> list[tuple[str, str]]:
    database = Database(run.base / "linliban.sqlite3")
    with database.read() as session:
        found = [(row.purpose, row.recipient) for row in session.scalars(select(Disclosure))]
    database.close()
    return found


def test_the_ledger_is_exported_and_that_is_logged(run, tmp_path):
    path = tmp_path / "台账.xlsx"
    code, counts, told = run("export", "orders", "--out", path, "--from", "2024-10-01", "--to", "2024-10-31")
    assert (code, counts["exported"], counts["file"]) == (0, 3, str(path))
    assert told == ["已保存到“台账.xlsx”。"]
    assert exports(run) == [("诉求受理台账(2024-10-01至2024-10-31)", "台账.xlsx")]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    values = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"138****5678", "王**"} <= values


@pytest.mark.parametrize(("words", "count"), [([], 4), (["--from", "2024-10-31"], 2), (["--to", "2024-10-12"], 2)])
def test_either_end_may_stay_open(run, tmp_path, words, count):
    code, counts, _ = run("export", "orders", "--out", tmp_path / "a.csv", *words)
    assert (code, counts["exported"]) == (0, count)


def test_the_list_of_reports(run):
    code, counts, told = run("report", "list")
    assert code == 0
    wanted = [*(f"R{number:02}" for number in range(1, 25)), "U01", "U02", "U03", "monthly"]
    assert [entry["id"] for entry in counts["reports"]] == wanted
    assert [line.split()[0] for line in told] == [entry["id"] for entry in counts["reports"]]


def test_a_report_is_saved(run, tmp_path):
    path = tmp_path / "月报.xlsx"
    code, counts, _ = run("report", "r04", "--from", "2024-10-01", "--to", "2024-10-31", "--out", path)
    assert (code, counts["report"], counts["period"], counts["rows"]) == (0, "R04", "2024年10月", 1)
    assert openpyxl.load_workbook(path).sheetnames == ["2024年10月受理渠道统计表", "图表", "邻里办数据"]
    assert exports(run) == []  # no single orders in it


def test_a_report_is_found_by_its_name(run, tmp_path):
    code, counts, _ = run("report", "受理渠道统计表", "--period", "2024-10", "--out", tmp_path / "月报.xlsx")
    assert (code, counts["report"]) == (0, "R04")


def test_a_report_of_a_named_month(run, tmp_path):
    code, counts, _ = run("report", "R04", "--period", "2024-10", "--out", tmp_path / "月报.xlsx")
    assert (code, counts["period"]) == (0, "2024年10月")


def test_the_ledger_as_a_report_is_logged_too(run, tmp_path):
    code, counts, _ = run("report", "R01", "--from", "2024-10-01", "--to", "2024-10-31", "--out", tmp_path / "a.xlsx")
    assert (code, counts["rows"], len(exports(run))) == (0, 3, 1)


@pytest.mark.parametrize(
    ("report", "name", "words"),
    [("R77", "a.xlsx", "report list"), ("R02", "a.ods", ".docx"), ("monthly", "a.csv", ".xlsx")],
)
def test_what_cannot_be_done_is_refused_and_leaves_nothing(run, tmp_path, report, name, words):
    code, counts, _ = run("report", report, "--from", "2024-10-01", "--to", "2024-10-31", "--out", tmp_path / name)
    assert code == 1
    assert words in counts["error"]
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_folder_that_is_not_there_is_storage_trouble(run, tmp_path):
    code, counts, _ = run("export", "orders", "--out", tmp_path / "nowhere" / "a.xlsx")
    assert (code, counts["ok"]) == (3, False)


def test_a_report_is_made_for_a_part_of_the_records(run, tmp_path):
    path = tmp_path / "渠道.xlsx"
    words = ("report", "R03", "--period", "2024-10", "--out", path, "--channel", "CH01", "--category", "0101")
    code, counts, _ = run(*words)
    assert (code, counts["scope"]) == (
        0,
        openpyxl.load_workbook(path).worksheets[0].cell(2, 1).value.split("统计范围:")[1].split("\u3000")[0],
    )
    assert counts["rows"] == 2
    code, counts, _ = run("report", "R03", "--period", "2024-10", "--out", path, "--channel", "12345")
    assert (code, counts["rows"]) == (0, 0)


def test_a_name_that_is_not_on_record_is_refused_by_its_side(run, tmp_path):
    words = ("report", "R03", "--period", "2024-10", "--out", tmp_path / "a.xlsx")
    code, counts, _ = run(*words, "--estate", "没有的小区", "--category", "01")
    assert code == 1 and counts["problems"] == {"estates": "没有名为“没有的小区”的小区。"}


def test_a_period_that_has_not_begun_makes_no_report(run, tmp_path):
    path = tmp_path / "月报.xlsx"
    code, told, _ = run("report", "R02", "--period", "2099", "--out", path)
    assert (code, told["error"]) == (1, "2099年还没有开始,没有数据可以统计,请选已经开始的统计期。")
    assert not path.exists()
