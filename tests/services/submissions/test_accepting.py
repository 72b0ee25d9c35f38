"""Taking in: trust on first use, what replaces what, what waits for somebody, and undoing it."""

from datetime import date, datetime

import pytest
from sqlalchemy import delete, func, select

from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.submissions import Contributor, Submission, SubmittedOrder
from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period
from desktop.forms.submissions import ExpectedOffices, OfficeEntry
from desktop.services.reference.settings import name_office
from desktop.services.submissions import accepting, agreeing, contributors, reading
from desktop.services.submissions.accepting import Doubt, Fate, withdraw, withdraw_all
from desktop.services.submissions.consolidating import consolidate
from desktop.services.submissions.reading import read
from desktop.services.submissions.standing import Standing, board, year
from tests.committees import OCTOBER
from tests.services.submissions.handwork import address, named, with_hidden_of, with_number, without_channels

LATER = datetime(2026, 11, 5, 16)


def stands(database, period=OCTOBER) -> dict[str, str]:
    with database.read() as session:
        return {row.name: row.standing.label for row in board(session, period, LATER).offices}


def received(database, period=OCTOBER) -> int:
    with database.read() as session:
        return board(session, period, LATER).whole.received


def test_the_lines_are_kept_and_none_becomes_an_order_of_the_town(three, take, database):
    first = three[0]
    accepted = take(first.send())
    assert (accepted.fate, accepted.words) == (Fate.TAKEN, "丰翔居委会2026年10月:已收。")
    with database.read() as session:
        office = session.scalars(select(Contributor)).one()
        assert (office.name, office.expected, len(office.public_key)) == (first.name, True, 64)
        assert session.scalar(select(func.count()).select_from(WorkOrder)) == 0
        kept = session.scalars(select(SubmittedOrder).order_by(SubmittedOrder.number)).all()
        assert [(row.number, row.estate, row.summary) for row in kept] == [
            (f"GD-000{number}", "丰翔新村", "楼道灯不亮。") for number in (1, 2, 3)
        ]


def test_the_same_file_twice_is_taken_once(three, take, database, tmp_path):
    path = three[0].send()
    take(path)
    again = take(path.rename(tmp_path / "换了名字.xlsx"))
    assert (again.fate, again.words) == (Fate.SAME, "丰翔居委会2026年10月:与已收的内容相同,没有重复收。")
    assert received(database) == 3


def test_a_later_report_replaces_the_earlier_and_both_are_kept(three, take, database):
    first = three[0]
    take(first.send())
    first.take(2)
    again = take(first.send(now=LATER))
    assert (again.fate, received(database)) == (Fate.REPLACED, 5)
    assert stands(database) == {first.name: "重报"}
    with database.read() as session:
        newest = session.scalars(select(Submission.id).order_by(Submission.id.desc())).first()
        kept = session.scalars(select(Submission.replaced_by_id).order_by(Submission.id)).all()
        assert kept == [newest, None]
        assert session.scalar(select(func.count()).select_from(SubmittedOrder)) == 8


def test_an_older_report_replaces_a_newer_one_only_when_somebody_says_so(three, take, database):
    first = three[0]
    old = first.send(first.folder / "old.xlsx")
    first.take()
    take(first.send(now=LATER))
    held = take(old)
    assert (held.fate, held.doubts, held.submission_id) == (Fate.DOUBTFUL, (Doubt.OLDER,), None)
    assert received(database) == 4
    assert take(old, confirmed=True).fate is Fate.REPLACED
    assert received(database) == 3


def test_another_key_for_the_same_office_waits_for_somebody(three, take, database):
    first = three[0]
    take(first.send())
    first.new_key()
    first.take()
    path = first.send(now=LATER)
    held = take(path)
    assert held.words == "丰翔居委会2026年10月:签名与以前不同,请核实后确认。"
    assert received(database) == 3
    assert take(path, confirmed=True).fate is Fate.REPLACED
    first.take()
    assert take(first.send(now=datetime(2026, 11, 6))).fate is Fate.REPLACED  # the new key is known now


def test_another_office_under_a_known_name_waits_for_somebody(three, take):
    first, second, _ = three
    take(first.send())
    with second.database.write() as session:
        name_office(session, first.name, "云港镇")
    assert take(second.send()).doubts == (Doubt.OTHER_OFFICE,)


def test_an_office_that_changed_its_name_is_still_the_same(three, take, database):
    first = three[0]
    take(first.send())
    with first.database.write() as session:
        name_office(session, "丰翔第一居委会", "云港镇")
    assert take(first.send(now=LATER)).fate is Fate.REPLACED
    assert stands(database) == {"丰翔第一居委会": "重报"}


def test_an_office_whose_new_name_was_entered_beforehand_is_that_office(three, take, database):
    take(three[0].send())
    with database.write() as session:
        contributors.expect(session, ExpectedOffices("丰翔第一居委会,东片"))
    with three[0].database.write() as session:
        name_office(session, "丰翔第一居委会", "云港镇")
    take(three[0].send(now=LATER))
    assert stands(database) == {"丰翔第一居委会": "重报"}
    with database.read() as session:
        assert [row.group for row in session.scalars(select(Contributor))] == ["东片"]


def test_a_report_of_fewer_orders_than_the_one_it_replaces_says_so(three, take, database, tmp_path):
    first = three[0]
    whole = take(first.send())
    assert whole.words == "丰翔居委会2026年10月:已收。"
    with first.database.write() as session:
        session.execute(delete(WorkOrder).where(WorkOrder.number == "GD-0001"))
    again = take(first.send(tmp_path / "少.xlsx", now=LATER))
    assert again.words == "丰翔居委会2026年10月:已收,替换了上一份,工单由3件减为2件,请核实。"
    assert received(database) == 2


def test_an_office_that_was_expected_is_recognised_by_its_name_and_keeps_its_group(three, take, database):
    with database.write() as session:
        assert contributors.expect(session, ExpectedOffices("丰翔居委会,东片\n\n西湖居委会,西片")) == 2
    take(three[0].send())
    assert stands(database) == {"西湖居委会": "未报", "丰翔居委会": "已报"}
    with database.read() as session:
        assert [row.group for row in board(session, OCTOBER, LATER).offices] == ["西片", "东片"]


def test_undoing_brings_back_what_was_replaced_with_its_key(three, take, database):
    first = three[0]
    take(first.send())
    with database.read() as session:
        known = session.scalars(select(Contributor.public_key)).one()
    first.new_key()
    first.take()
    path = first.send(now=LATER)
    newer = take(path, confirmed=True)
    with database.write() as session:
        assert withdraw(session, newer.submission_id) == "已撤销收取丰翔居委会2026年10月的报送,恢复为上一份。"
    assert (received(database), stands(database)) == (3, {first.name: "已报"})
    with database.read() as session:
        assert session.scalars(select(Contributor.public_key)).one() == known
    assert take(path, confirmed=True).fate is Fate.REPLACED  # what was undone may be taken in again


def test_undoing_the_last_leaves_the_office_to_be_expected_and_its_key_unknown(three, take, database):
    first = three[0]
    ids = [take(first.send(period=month, now=LATER)).submission_id for month in (OCTOBER, OCTOBER.previous())]
    with database.write() as session:
        assert withdraw_all(session, ids) == "已撤销收取2份报送。"
    assert stands(database) == {first.name: "未报"}
    first.new_key()
    assert take(first.send(now=LATER)).fate is Fate.TAKEN
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SubmittedOrder)) == 3


def test_what_was_replaced_cannot_be_undone_before_what_replaced_it(three, take, database):
    first = three[0]
    old = first.send(first.folder / "old.xlsx")
    earlier_one = take(old)
    first.take()
    take(first.send(now=LATER))
    with database.write() as session, pytest.raises(Refused, match="先撤销后来的"):
        withdraw(session, earlier_one.submission_id)
    with pytest.raises(Refused, match="已被替换的旧件"):
        take(old, confirmed=True)
    with database.write() as session, pytest.raises(Refused, match="已经撤销"):
        withdraw(session, 999)


def test_a_changed_workbook_is_taken_in_and_marked_as_uneven(three, take, database, tmp_path):
    first = three[0]
    path = first.send()
    cell = address(named(read(path).content.sheets, "R02"), 0, "received")
    edited = with_number(path, tmp_path / "changed.xlsx", "分小区", cell, 30)
    held = take(edited)
    assert (held.fate, held.doubts, stands(database)) == (Fate.DOUBTFUL, (Doubt.ALTERED,), {})
    changed = take(edited, confirmed=True)
    assert changed.words == f"丰翔居委会2026年10月:已收,有{changed.problems}处不符。" and changed.problems >= 2
    assert (stands(database), received(database)) == ({first.name: "不平"}, 3)
    assert take(path).words == "丰翔居委会2026年10月:已收,恢复为没有改动的原件。"
    assert stands(database) == {first.name: "重报"}


def test_a_changed_copy_of_what_was_taken_in_replaces_nothing(three, take, database, tmp_path):
    first, second, _ = three
    path = first.send()
    kept = take(path)
    cell = address(named(read(path).content.sheets, "R02"), 0, "received")
    edited = with_number(path, tmp_path / "changed.xlsx", "分小区", cell, 30)
    for confirmed in (False, True):
        told = take(edited, confirmed)
        assert (told.fate, told.submission_id) == (Fate.ALTERED, kept.submission_id)
        assert told.words == "丰翔居委会2026年10月:与已收的是同一份,但可见的格子被改动1处,没有替换。"
    other = take(with_hidden_of(second.send(), path, tmp_path / "other.xlsx"))
    assert other.fate is Fate.ALTERED and other.words.endswith("处,没有替换。")
    gone = take(without_channels(path, tmp_path / "gone.xlsx"))
    assert gone.words == "丰翔居委会2026年10月:与已收的是同一份,但少了1张表,没有替换。"
    assert (stands(database), received(database)) == ({first.name: "已报"}, 3)
    assert take(path).fate is Fate.SAME


def test_another_offices_data_in_a_strange_workbook_waits_for_somebody(three, take, database, tmp_path):
    first, second, _ = three
    assert take(with_hidden_of(first.send(), second.send(), tmp_path / "a.xlsx")).doubts == (Doubt.ALTERED,)
    take(second.send())
    second.take()
    newer = second.send(now=LATER)
    assert take(with_hidden_of(first.send(), newer, tmp_path / "b.xlsx")).doubts == (Doubt.ALTERED,)
    assert (stands(database), received(database)) == ({second.name: "已报"}, 2)


def test_the_original_comes_back_though_it_was_replaced_before(three, take, database, tmp_path):
    """A newer one replaced it, then a changed copy of it was confirmed: the original takes the copy's place."""
    first = three[0]
    old = first.send(first.folder / "old.xlsx")
    original = take(old)
    first.take()
    take(first.send(now=LATER))
    cell = address(named(read(old).content.sheets, "R02"), 0, "received")
    edited = with_number(old, tmp_path / "changed.xlsx", "分小区", cell, 30)
    assert take(edited).doubts == (Doubt.OLDER, Doubt.ALTERED)
    assert take(edited, confirmed=True).fate is Fate.REPLACED
    back = take(old)
    assert (back.fate, back.submission_id) == (Fate.RESTORED, original.submission_id)
    assert (stands(database), received(database)) == ({first.name: "重报"}, 3)
    with database.write() as session:
        withdraw(session, back.submission_id)
    assert stands(database) == {first.name: "不平"}


def test_what_is_cut_is_said_to_be_more(three, take, database, operator, tmp_path, monkeypatch):
    path = three[0].send()
    sheet = named(read(path).content.sheets, "R02")
    edited = with_number(path, tmp_path / "a.xlsx", "分小区", address(sheet, 0, "received"), 30)
    monkeypatch.setattr(agreeing, "MOST", 2)
    assert take(edited, confirmed=True).words == "丰翔居委会2026年10月:已收,有2处以上不符。"
    with database.read() as session:
        made = consolidate(session, OCTOBER, operator, LATER).table
    assert any("2处以上不符" in row for row in made.rows)
    listed = next(table for table in made.extras if table.title.endswith("问题清单"))
    assert listed.notes == ["一份工作簿只列前2处。"]
    monkeypatch.setattr(reading, "MOST_EDITS", 1)
    take(path)
    assert take(edited).words.endswith("可见的格子被改动1处以上,没有替换。")


def test_a_quarter_is_made_of_its_months_and_says_which_are_missing(three, take, database):
    first, second, _ = three
    first.take(received_at=datetime(2026, 9, 20), closed_at=datetime(2026, 10, 3))
    september, november = OCTOBER.previous(), Period.month(2026, 11)
    for month in (september, OCTOBER):
        take(first.send(period=month, now=LATER))
    quarter = Period(date(2026, 9, 1), date(2026, 11, 30))
    with database.read() as session:
        found = board(session, quarter, LATER)
        row = next(one for one in found.offices if one.name == first.name)
        assert (row.standing, row.missing) == (Standing.PARTLY, (november,))
        assert (found.whole.received, found.whole.closed) == (4, 4)  # what both months know is counted once
    take(second.send(period=quarter, now=LATER))
    with database.read() as session:
        assert {row.name: row.standing for row in board(session, quarter, LATER).offices}[second.name] is Standing.SENT


def test_the_year_shows_who_sent_which_month(three, take, database):
    first, second, _ = three
    for month in (8, 9):
        take(first.send(period=Period.month(2026, month), now=LATER))
    take(second.send(period=Period.month(2026, 10), now=LATER))
    with database.read() as session:
        rows = {row.name: row.months for row in year(session, 2026, date(2026, 11, 20))}
    missing, sent = Standing.MISSING, Standing.SENT
    assert rows[first.name][6:] == (None, sent, sent, missing, None, None)
    assert rows[second.name][6:] == (None, missing, missing, sent, None, None)


def test_the_list_of_offices_is_edited(three, take, database):
    take(three[0].send())
    with database.write() as session:
        contributors.expect(session, ExpectedOffices("西湖居委会\n东湖居委会、东片"))
        ids = {row.name: row.id for row in session.scalars(select(Contributor))}
        contributors.edit(session, ids["西湖居委会"], OfficeEntry("西湖第一居委会", "西片", False))
        assert contributors.entry_of(session, ids["西湖居委会"]) == OfficeEntry("西湖第一居委会", "西片", False)
        with pytest.raises(Refused, match="已有名为"):
            contributors.edit(session, ids["东湖居委会"], OfficeEntry("丰翔居委会"))
        contributors.forget(session, ids["东湖居委会"])
        with pytest.raises(Refused, match="已有报送记录"):
            contributors.forget(session, ids["丰翔居委会"])
        assert contributors.expect(session, ExpectedOffices("西湖第一居委会")) == 0
    assert stands(database) == {"西湖第一居委会": "未报", "丰翔居委会": "已报"}


def test_a_failure_in_the_middle_leaves_nothing_of_the_file(three, take, database, monkeypatch):
    """A file is one transaction."""

    def broken(*_: object) -> None:
        raise RuntimeError

    first, second, _ = three
    take(first.send())
    monkeypatch.setattr(accepting, "insert", broken)
    with pytest.raises(RuntimeError):
        take(second.send())
    with database.read() as session:
        assert session.scalars(select(Submission.file_name)).all() == ["丰翔居委会2026年10月.xlsx"]
        assert session.scalars(select(Contributor.name)).all() == [first.name]
