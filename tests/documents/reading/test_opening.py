"""What comes out of good files: sheets, rows, values, progress, cancel."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from desktop.documents.reading.spreadsheet import open_spreadsheet, preview, rows, sheets
from desktop.domain.errors import Cancelled, Refused


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "六月.xlsx"
    with Workbook(path) as made:
        sheet = made.add_worksheet("工单")
        moment = made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row("B3", ["编号", "时间", "内容", "数"])
        sheet.write_string("B4", "00123")
        sheet.write_datetime("C4", datetime(2024, 6, 1, 11, 25, 5), moment)
        sheet.write_string("D4", "楼道灯\n不亮")
        sheet.write_number("E4", 13812345678)
        sheet.write_datetime("C5", datetime(2024, 6, 2), moment)
        sheet.write_boolean("D5", True)
        sheet.write_number("E5", 0.5)
        sheet.write_formula("D6", "=1/0", None, "#DIV/0!")
        sheet.write_datetime("E6", time(9, 30), made.add_format({"num_format": "hh:mm"}))
        sheet.write_blank("Z900", None, moment)
        made.add_worksheet("空表").hide()
        made.add_chartsheet("图")
    return path


def test_values_come_typed_and_in_their_places(book: Path) -> None:
    assert list(rows(book, "工单")) == [
        [],
        [],
        [None, "编号", "时间", "内容", "数"],
        [None, "00123", datetime(2024, 6, 1, 11, 25, 5), "楼道灯\n不亮", 13812345678],
        [None, None, date(2024, 6, 2), True, 0.5],
        [None, None, None, None, "09:30:00"],
    ]


def test_sheets_are_counted_from_a1_and_charts_left_out(book: Path) -> None:
    found = sheets(book)
    assert [(one.name, one.hidden, one.rows, one.columns) for one in found] == [
        ("工单", False, 6, 5),
        ("空表", True, 0, 0),
    ]


def test_one_open_file_gives_its_rows_as_often_as_asked(book: Path) -> None:
    with open_spreadsheet(book) as opened:
        assert list(opened.rows("空表")) == []
        assert len(list(opened.rows("工单", most=3))) == 3
        assert len(list(opened.rows("工单"))) == 6


def test_days_counted_from_1904_are_told_and_true_dates_are_right(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with Workbook(path, {"date_1904": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_datetime("A1", datetime(2024, 6, 1), made.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_number("B1", 43982)
    with open_spreadsheet(path) as opened:
        assert opened.from_1904
        assert list(opened.rows("Sheet1")) == [[date(2024, 6, 1), 43982]]


def test_content_decides_not_the_name(book: Path, tmp_path: Path) -> None:
    renamed = book.rename(tmp_path / "六月.xls")
    assert len(preview(renamed, "工单", 4)) == 4
    text = tmp_path / "名单.xls"
    text.write_text("编号\t内容\n1\t灯\n", encoding="gb18030")
    assert list(rows(text, "名单")) == [["编号", "内容"], ["1", "灯"]]


def test_progress_reaches_the_number_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("".join(f"{n},x\n" for n in range(1, 1_301)), encoding="utf-8")
    seen: list[tuple[int, int]] = []
    assert len(list(rows(path, "长", lambda done, total: seen.append((done, total))))) == 1_300
    assert [pair for pair in seen if pair[0]][-1] == (1_300, 1_300)


def test_cancel_ends_the_child(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("".join(f"{n},x\n" for n in range(20_000)), encoding="utf-8")

    def stop_at_1000(done: int, _total: int) -> None:
        if done >= 1_000:
            raise Cancelled

    opened = open_spreadsheet(path)
    with pytest.raises(Cancelled), opened:
        list(opened.rows("长", stop_at_1000))
    assert opened._child.poll() is not None
    assert not opened._listener.is_alive()


def test_an_iteration_left_half_way_ends_the_child(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("".join(f"{n},x\n" for n in range(20_000)), encoding="utf-8")
    with open_spreadsheet(path) as opened:
        assert next(opened.rows("长")) == ["0", "x"]
    assert opened._child.poll() is not None


def test_a_child_that_died_meanwhile_is_a_sentence(book: Path) -> None:
    with open_spreadsheet(book) as opened:
        opened._child.kill()
        opened._child.wait()
        with pytest.raises(Refused, match="读不下去"):
            list(opened.rows("工单"))


def test_the_child_starts_from_any_folder(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python_calamine.py").write_text("raise SystemExit('a stranger')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "")
    assert sheets(book)[0].name == "工单"
