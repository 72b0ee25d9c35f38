"""A workbook that a committee sent: true as it left, told cell by cell where it was changed, refused in a sentence."""

import base64
import json
import shutil
import subprocess
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from desktop.documents.hidden_sheet import SHEETS
from desktop.domain.errors import Cancelled, Refused
from desktop.domain.extent import Extent, Scope
from desktop.services.reference.settings import FIRST_OFFICE, name_office
from desktop.services.reference.signing_key import signing_key
from desktop.services.reports import report, save_report
from desktop.services.sealing import workbook
from desktop.services.sealing.sent_orders import as_json
from desktop.services.submissions.agreeing import ProblemKind, problems
from desktop.services.submissions.reading import read, read_all
from desktop.services.submissions.taking import workbooks
from tests.committees import OCTOBER, SENT
from tests.services.submissions.handwork import address, named, with_hidden_of, with_number, without_channels


def test_an_untouched_workbook_says_whose_it_is_and_agrees(three):
    first, second, empty = three
    for office, orders in ((first, 3), (second, 2), (empty, 0)):
        received = read(office.send())
        assert received.content.sender.name == office.name
        assert received.content.period == OCTOBER
        assert received.content.made_at == SENT
        assert len(received.content.orders) == orders
        assert (received.edits, received.missing, problems(received)) == ((), (), [])
    assert read(second.send()).content.orders[0].upstream_number == "SH-1"


def test_a_changed_figure_is_named_with_its_cell_and_denied_by_sum_and_total(three, tmp_path):
    path = three[0].send()
    sheet = named(read(path).content.sheets, "R02")
    cell = address(sheet, 0, "received")
    received = read(with_number(path, tmp_path / "changed.xlsx", "分小区", cell, 30))
    assert [(edit.cell, edit.was, edit.now) for edit in received.edits] == [(cell, "3", "30")]
    found = problems(received)
    assert [(one.kind, one.cell) for one in found[:2]] == [
        (ProblemKind.EDITED, cell), (ProblemKind.SUM, address(sheet, -1, "received")),
    ]  # fmt: skip
    assert {one.kind for one in found[2:]} <= {ProblemKind.CHECK}
    assert found[1].words == "“受理件次”合计3,各行相加30"
    assert received.content.orders == read(path).content.orders


def test_results_that_a_program_did_not_keep_are_computed_and_are_no_edits(three, tmp_path):
    path = three[0].send()
    sheet = named(read(path).content.sheets, "R02")
    cell = address(sheet, 0, "received")
    book = openpyxl.load_workbook(path)
    next(each for each in book.worksheets if "分小区" in each.title)[cell] = 30
    book.save(tmp_path / "saved.xlsx")
    received = read(tmp_path / "saved.xlsx")
    assert (cell, "3", "30") in [(edit.cell, edit.was, edit.now) for edit in received.edits]
    assert "空" not in [edit.now for edit in received.edits]
    assert all("分小区" in edit.sheet for edit in received.edits)
    assert len(problems(received)) < 20


def test_a_total_that_was_changed_is_no_sum_any_more(three, tmp_path):
    path = three[1].send()
    sheet = named(read(path).content.sheets, "R04")
    cell = address(sheet, -1, "received")
    received = read(with_number(path, tmp_path / "changed.xlsx", "受理渠道", cell, 5))
    found = problems(received)
    assert [(one.kind, one.cell) for one in found[:2]] == [(ProblemKind.EDITED, cell), (ProblemKind.SUM, cell)]
    assert {(one.kind, one.cell) for one in found[2:]} == {(ProblemKind.CHECK, cell)}  # other sheets still say 2


def test_a_sheet_taken_away_is_missed(three, tmp_path):
    received = read(without_channels(three[0].send(), tmp_path / "a.xlsx"))
    assert received.missing == ("2026年10月受理渠道统计表",)
    assert [one.kind for one in problems(received)] == [ProblemKind.SHEET]


def test_figures_that_the_orders_deny_are_found_though_nothing_was_edited(three, monkeypatch):
    """As a program with a fault would sign them: the channels lack an order."""
    first = three[0]
    whole = workbook.sent_orders
    monkeypatch.setattr(workbook, "sent_orders", lambda *given: list(whole(*given))[1:])
    received = read(first.send())
    assert received.edits == ()
    found = {(one.sheet, one.cell): one.words for one in problems(received)}
    sheet = named(received.content.sheets, "R04")
    assert found[sheet["name"], address(sheet, -1, "received")] == "“渠道合计件次”为3,按明细应为2"
    assert found[sheet["name"], address(sheet, 0, "received")] == "“件次”为3,按明细应为2"


def test_another_offices_sheets_over_a_signed_report_differ_from_it_cell_by_cell(three, tmp_path):
    first, second, _ = three
    received = read(with_hidden_of(first.send(), second.send(), tmp_path / "a.xlsx"))
    assert received.content.sender.name == second.name
    heads = [edit for edit in received.edits if edit.cell == "A2"]
    assert heads and all(f"填报单位:云港镇{first.name}" in edit.now for edit in heads)


def test_hidden_sheets_alone_are_no_report(three, tmp_path):
    book = openpyxl.load_workbook(three[1].send())
    strange = openpyxl.Workbook()
    for name in SHEETS.values():
        sheet = strange.create_sheet(name)
        for row in book[name].iter_rows():
            sheet.cell(row[0].row, 1, row[0].value)
    strange.save(tmp_path / "copied.xlsx")
    with pytest.raises(Refused, match="从别的工作簿复制"):
        read(tmp_path / "copied.xlsx")


def spoiled(path: Path, target: Path, sheet: str, row: int, text: str | None) -> Path:
    book = openpyxl.load_workbook(path)
    book[SHEETS[sheet]].cell(row, 1).value = text
    book.save(target)
    return target


@pytest.mark.parametrize(("sheet", "row", "text"), [
    ("report", 3, "{}"), ("report", 4, "00"), ("report", 5, "AAAA"), ("orders", 3, None), ("orders", 4, "x"),
])  # fmt: skip
def test_hidden_cells_that_were_touched_break_the_signature(three, tmp_path, sheet, row, text):
    with pytest.raises(Refused, match="签名不符"):
        read(spoiled(three[0].send(), tmp_path / "a.xlsx", sheet, row, text))


def test_what_cannot_be_added_up_is_refused_with_what_to_do(three, tmp_path):
    first = three[0]
    with first.database.read() as session:
        ledger, part = tmp_path / "台账.xlsx", tmp_path / "部分.xlsx"
        save_report(session, report("R01"), ledger, OCTOBER, first.operator, SENT)
        scope = Extent.of(OCTOBER, Scope(estates=(first.estate,), words="丰翔新村"))
        save_report(session, report("monthly"), part, scope, first.operator, SENT)
    plain = tmp_path / "普通.xlsx"
    openpyxl.Workbook().save(plain)
    text = tmp_path / "说明.txt"
    text.write_text("各位好", encoding="utf-8")
    for path, words in (
        (ledger, "这是“诉求受理台账”,汇总要用“月度汇总”"),
        (part, "只统计了丰翔新村"),
        (plain, "这是普通工作簿"),
        (text, "这是普通工作簿"),
        (tmp_path / "没有.xlsx", "找不到这个文件"),
    ):
        with pytest.raises(Refused, match=words):
            read(path)


def test_an_office_without_a_name_is_asked_for_one(three):
    first = three[0]
    with first.database.write() as session:
        name_office(session, FIRST_OFFICE, "")
    with pytest.raises(Refused, match="没有写明是哪个单位"):
        read(first.send())


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0" + bytes(600), b"PK\x03\x04" * 999]
)
def test_hostile_files_end_in_a_sentence(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused):
        read(path)


def test_a_part_that_inflates_past_what_it_says_is_refused(three, tmp_path):
    bomb = base64.b64encode(zlib.compress(bytes(30 << 20))).decode()
    with pytest.raises(Refused, match="签名不符"):
        read(spoiled(three[0].send(), tmp_path / "a.xlsx", "report", 5, bomb[:30_000]))


def test_odd_content_under_a_good_signature_is_refused(three, tmp_path, monkeypatch):
    for spoil in (
        lambda facts: facts | {"period": {"first": "2026-10-31", "last": "2026-10-01"}},
        lambda facts: facts | {"office": {"gid": "", "name": "甲", "town": ""}},
        lambda facts: facts | {"definitions": 3},
        lambda facts: facts | {"made_at": "昨天"},
        lambda facts: facts | {"scope": []},
        lambda facts: {key: value for key, value in facts.items() if key != "program"},
    ):
        with monkeypatch.context() as patched:
            whole = workbook._facts
            patched.setattr(workbook, "_facts", lambda *given, whole=whole, spoil=spoil: spoil(whole(*given)))
            path = three[0].send(tmp_path / "a.xlsx")
        with pytest.raises(Refused, match="读不懂"):
            read(path)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice saves it anew; it is not installed")
def test_saved_anew_by_another_program_it_is_still_the_same(three, tmp_path):
    first = three[0]
    path, out = first.send(), tmp_path / "again"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = read(out / path.name)
    assert (again.edits, problems(again)) == ((), [])
    assert again.digest == read(path).digest
    hidden = [
        sheet.title for sheet in openpyxl.load_workbook(out / path.name).worksheets if sheet.sheet_state != "visible"
    ]
    assert set(SHEETS.values()) <= set(hidden)


def test_files_are_delivered_one_by_one_and_the_rest_is_left_when_stopped(three, tmp_path):
    paths = [office.send() for office in three[:2]] + [tmp_path / "没有.xlsx"]
    found = {}
    read_all(paths, lambda path, received: found.update({path: received}), lambda *_: None)
    assert [type(one).__name__ for one in found.values()] == ["Received", "Received", "Refused"]

    def stop(done: int, _: int) -> None:
        if done == 1:
            raise Cancelled

    found.clear()
    with pytest.raises(Cancelled):
        read_all(paths, lambda path, received: found.update({path: received}), stop)
    assert list(found) == paths[:1]


def test_folders_and_patterns_name_their_workbooks_once(tmp_path):
    (tmp_path / "东片").mkdir()
    for name in ("a.xlsx", "东片/b.XLSX", "~$a.xlsx", "c.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in workbooks([tmp_path, tmp_path / "a.xlsx"])] == ["a.xlsx", "b.XLSX"]
    assert [path.name for path in workbooks([tmp_path / "*.xlsx"])] == ["a.xlsx"]
    assert workbooks([tmp_path / "没有.xlsx"]) == [tmp_path / "没有.xlsx"]
    assert workbooks([tmp_path / "东片" / "*.doc"]) == []


NAMES, PHONES, ROOMS = (
    ("欧阳建国", "司马秀兰", "王小明"),
    ("13987654321", "021-66120987", "18612349876"),
    ("1704", "2301", "905"),
)


def test_nobody_is_in_the_file(three):
    first = three[0]
    for name, phone, room in zip(NAMES, PHONES, ROOMS, strict=True):
        first.take(
            caller_name=name, phone=phone, room=room, building="12", unit="2", spot="楼道",
            content=f"来电人{name}(电话{phone})住12号楼2单元{room}室,反映{name}家门口灯坏了。请联系{phone}。",
            note=f"已联系{name}{phone}", received_at=datetime(2026, 10, 9, 9),
        )  # fmt: skip
    first.take(confidential=True, content="举报人李某某住3号楼,请保密。")
    path = first.send()
    received = read(path)
    assert [order.summary for order in received.content.orders if "保密件" in order.summary] == ["(保密件,摘要不报)"]
    assert sum("反映" in order.summary for order in received.content.orders) == 3
    with zipfile.ZipFile(path) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "ignore")
    everything += json.dumps([as_json(order) for order in received.content.orders], ensure_ascii=False)
    everything += json.dumps(received.content.sheets, ensure_ascii=False)
    for secret in (*NAMES, *PHONES, *(phone[-8:] for phone in PHONES), *(phone.replace("-", "") for phone in PHONES)):
        assert secret not in everything, secret
    for room in ROOMS:
        assert not any(room in order.summary for order in received.content.orders)


def test_the_private_key_is_in_no_file_and_in_no_setting_that_is_shown(three):
    first = three[0]
    with first.database.read() as session:
        private = signing_key(session)
    with zipfile.ZipFile(first.send()) as package:
        for name in package.namelist():
            assert private.encode() not in package.read(name)
