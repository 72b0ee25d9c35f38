"""The town's workbook: what a single book with all orders would say, whoever sent them."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop.data.database import Database
from desktop.data.tables.estates import Estate
from desktop.data.tables.indicators import IndicatorVersion
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.reference import Category
from desktop.domain.extent import WHOLE
from desktop.domain.indicators import Rounding
from desktop.domain.lifecycle import OPEN, State, Urgency
from desktop.domain.timing.periods import Period
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Verdict
from desktop.forms.submissions import ExpectedOffices
from desktop.services.counting import scope
from desktop.services.counting.scope import By
from desktop.services.indicators import defined, editing, evaluating
from desktop.services.indicators.effective import effective
from desktop.services.reference.seeding import ensure_office
from desktop.services.sealing import workbook
from desktop.services.sealing.definitions import definitions
from desktop.services.sealing.sent_orders import names_of, sent_orders
from desktop.services.submissions import contributors
from desktop.services.submissions.accepting import accept
from desktop.services.submissions.consolidating import consolidate, save
from desktop.services.submissions.content import Content, Sender
from desktop.services.submissions.gathered import gather
from desktop.services.submissions.reading import Received
from tests.committees import OCTOBER, SENT

NOW = datetime(2026, 11, 4, 11)


def titled(table) -> list[dict[str, object]]:
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def total(table) -> dict[str, object]:
    return dict(zip([column.key for column in table.columns], table.total, strict=True))


@pytest.fixture
def town(three, take, database, operator):
    """All three have sent; a fourth has not."""
    for office in three:
        take(office.send())
    with database.write() as session:
        contributors.expect(session, ExpectedOffices("西湖居委会,西片\n丰翔居委会,东片\n海锦居委会,东片"))
    with database.read() as session:
        yield consolidate(session, OCTOBER, operator, NOW)


def test_every_office_is_a_row_and_rates_are_made_anew(town):
    rows = {row["office"]: row for row in titled(town.table)}
    assert [name for name in rows if "小计" not in name] == ["丰翔居委会", "海锦居委会", "西湖居委会", "东方居委会"]
    assert rows["丰翔居委会"]["on_time_rate"].value == 1
    assert rows["海锦居委会"]["on_time_rate"].value * 2 == 1
    assert rows["东片小计"]["on_time_rate"].value * 5 == 4  # 4 of 5, not the mean of 1 and 1/2
    assert total(town.table)["on_time_rate"].value * 5 == 4
    assert (rows["西湖居委会"]["state"], rows["西湖居委会"]["received"]) == ("未报", "")
    assert (town.missing, town.problems, town.sound) == (("西湖居委会",), 0, False)
    assert "应报4个单位,未报1个:西湖居委会。" in town.table.notes


def test_estates_categories_and_channels_stand_on_sheets_of_their_own(town):
    estates, categories, channels, *_, problems, _ = town.table.extras
    assert Counter({row["estate"]: row["received"] for row in titled(estates)}) == {"丰翔新村": 3, "海锦新村": 2}
    assert {row["category"]: row["offices"] for row in titled(categories)} == {
        titled(categories)[0]["category"]: "丰翔居委会(3)、海锦居委会(1)",
        titled(categories)[1]["category"]: "海锦居委会(1)",
    }
    assert sum(row["received"] for row in titled(channels)) == total(channels)["received"] == 5
    assert [(row["office"], row["kind"]) for row in titled(problems)] == [("西湖居委会", "未报")]


def test_an_order_in_two_offices_is_named_and_definitions_that_differ_are_set_side_by_side(
    three, take, database, operator, monkeypatch
):
    first, second, _ = three
    first.take(channel_code="CH06", upstream_number="SH-1")

    def other(session):
        found = definitions(session)
        cut = found["K05"] | {"digest": "1" * 64, "content": found["K05"]["content"] | {"rounding": "truncate"}}
        return found | {"K05": cut, "K09": found["K09"] | {"digest": "0" * 64, "words": "满意率按五档算。"}}

    with monkeypatch.context() as patched:
        patched.setattr(workbook, "definitions", other)
        take(first.send())
    take(second.send())
    with database.read() as session:
        made = consolidate(session, OCTOBER, operator, NOW)
    assert (made.shared, made.differing) == (1, 2)
    problems, differing = made.table.extras[-2:]
    assert titled(problems)[-1]["office"] == "丰翔居委会GD-0004、海锦居委会GD-0001"
    said = {row["code"]: (row["office"], row["theirs"], row["ours"]) for row in titled(differing)}
    assert said["K09"][:2] == ("丰翔居委会", "满意率按五档算。")
    assert said["K05"][1].endswith("truncate") and said["K05"][2].endswith("half_up")  # where the words are the same
    assert "口径不同:K05、K09" in {row["office"]: row["remark"] for row in titled(made.table)}["丰翔居委会"]


def test_each_office_that_counts_otherwise_is_named_on_the_sheet_of_definitions(
    three, take, database, operator, tmp_path
):
    first, second, third = three
    changes = (
        (second, defined.variant_of("K09", "xining")),
        (third, replace(defined.shipped()["K05"], rounding=Rounding.TRUNCATE)),
    )
    for office, wanted in changes:
        with office.database.write() as session:
            editing.save(session, wanted, "按区里办法", office.operator, SENT)
    for office in three:
        take(office.send())
    with database.read() as session:
        _, place = save(session, tmp_path / "汇总.xlsx", OCTOBER, operator, NOW)
    book = openpyxl.load_workbook(place.path)
    sheet = next(book[name] for name in book.sheetnames if name.endswith("口径对照"))
    lines = [[cell.value for cell in row[:5]] for row in sheet.iter_rows() if str(row[0].value).startswith("K")]
    assert [(line[0], line[2]) for line in lines] == [("K05", third.name), ("K09", second.name)]
    assert all(theirs and ours and theirs != ours for *_, theirs, ours in lines)
    whole = book.worksheets[0]
    titles = [cell.value for cell in whole[3]]
    told = {row[1].value: row[titles.index("说明")].value or "" for row in whole.iter_rows(min_row=4)}
    named = {name: told[name] for name in (first.name, second.name, third.name)}
    assert named == {first.name: "", second.name: "口径不同:K09", third.name: "口径不同:K05"}


def test_an_indicator_that_names_a_rewritten_one_is_another(three, database):
    with three[0].database.write() as session:
        wanted = replace(defined.shipped()["N83"], numerator="计数(已填(小区面积))")
        editing.save(session, wanted, "按区里办法", three[0].operator, SENT)
        sent = definitions(session)["K17"]
    with database.read() as session:
        own = definitions(session)["K17"]
    assert own["digest"] == defined.shipped()["K17"].digest  # as those who rewrote nothing have always sent it
    assert sent["content"] == own["content"] and sent["digest"] != own["digest"]
    assert sent["words"] == own["words"] + "N83 有面积小区的有效投诉:计数(已填(小区面积))(受理时间在期内)。"


def test_a_code_that_the_town_does_not_know_bears_the_senders_name(three, take, database, operator):
    first = three[0]
    with first.database.write() as session:
        session.add(Category(code="9901", parent_code="01", name="本所自设", position=99, keys=""))
    first.take(category_code="9901")
    take(first.send())
    with database.read() as session:
        made = consolidate(session, OCTOBER, operator, NOW)
    assert "本所自设" in {row["category"] for row in titled(made.table.extras[1])}


def test_a_rate_over_records_that_are_not_sent_is_left_out_and_said(three, take, database, operator):
    take(three[0].send())
    with database.write() as session:
        known = defined.definitions(session)["K09"]
        changed = replace(known, source="回访", basis="回访时间", numerator="计数()", denominator="计数()", weights={})
        session.add(
            IndicatorVersion(office_id=operator.office_id, code="K09", number=1, content=changed.as_json(), at=NOW)
        )
    with database.read() as session:
        made = consolidate(session, OCTOBER, operator, NOW)
    assert "satisfaction" not in [column.key for column in made.table.columns]
    assert any(note.startswith("K09没有算:") for note in made.table.notes)


def test_the_workbook_opens_and_its_totals_are_live(three, take, database, operator, tmp_path):
    for office in three:
        take(office.send())
    path = tmp_path / "汇总.xlsx"
    with database.read() as session:
        _, place = save(session, path, OCTOBER, operator, NOW)
    book = openpyxl.load_workbook(place.path)
    assert book.sheetnames[:3] == [
        "2026年10月物业投诉汇总表(各单位)", "2026年10月物业投诉汇总表(分小区)", "2026年10月物业投诉汇总表(分类别)",
    ]  # fmt: skip
    sheet = book.worksheets[0]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert any(text.startswith("=SUM(") for text in formulas)


def test_nothing_taken_in_yet_is_an_empty_table(database, operator):
    with database.read() as session:
        made = consolidate(session, OCTOBER, operator, NOW)
    assert (list(made.table.rows), made.missing, made.sound) == ([], (), True)


EDGES = [edge + timedelta(seconds=by) for edge in (OCTOBER.start, OCTOBER.end) for by in (-1, 0, 1)]
MOMENTS = st.sampled_from(EDGES) | st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 4)).map(
    lambda moment: moment.replace(microsecond=0)
)


@st.composite
def order(draw: st.DrawFn) -> dict[str, object]:
    state = draw(st.sampled_from(list(State)))
    closed = draw(st.none() if state in OPEN else st.none() | MOMENTS)
    return {
        "office": draw(st.integers(0, 2)),
        "received_at": draw(MOMENTS),
        "closed_at": closed,
        "close_due_at": draw(st.just(closed) | st.none() | MOMENTS),
        "state": state,
        "channel_code": draw(st.sampled_from(["CH01", "CH06", "CH15", "CH16"])),
        "category_code": draw(st.sampled_from([None, "0101", "0201", "1401", "1403", "03"])),
        "kind": draw(st.sampled_from(list(Kind))),
        "verdict": draw(st.none() | st.sampled_from(list(Verdict))),
        "rating": draw(st.none() | st.sampled_from(list(Rating))),
        "contacted": draw(st.none() | st.booleans()),
        "excluded": draw(st.integers(0, 5)) == 0,
        "repeat_of_number": draw(st.sampled_from(["", "GD-1"])),
        "estate": draw(st.integers(0, 2)),
    }


class Undone(Exception):
    """Nothing of an example stays."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    database = Database(tmp_path_factory.mktemp("book") / "linliban.sqlite3")
    with database.write() as session:
        operator = ensure_office(session)
    yield database, operator
    database.close()


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(order(), max_size=25))
def test_the_town_counts_what_one_book_with_all_orders_counts(book, orders):
    database, operator = book
    with pytest.raises(Undone), database.write() as session:
        estates = keep(session, operator, orders)
        for period in (OCTOBER, Period(OCTOBER.first, OCTOBER.first + timedelta(days=14))):
            for office, content in contents(session, period).items():
                digest = f"{office}{period.span}"
                received = Received(f"{office}.xlsx", "0" * 64, digest, digest, content, (), (), {})
                accept(session, received, operator, NOW)
            found = gather(session, period)
            for by, key in (
                (By.CHANNEL, lambda one: one.channel_code),
                (By.CATEGORY, lambda one: one.category_code),
                (By.ESTATE, lambda one: one.estate or None),
            ):
                expected = {
                    estates.get(group, group) if by is By.ESTATE else group: alone
                    for group, figures in scope.figures(session, by, period, effective(session, NOW)).items()
                    if (alone := replace(figures, before=0, a_year_before=0)) != scope.Figures()
                }
                assert found.by(key) == expected
            made = consolidate(session, period, operator, NOW)
            whole = scope.total(scope.figures(session, By.CHANNEL, period, effective(session, NOW)).values())
            check_rows(made.table, whole, evaluating.values(session, ("K04", "K05", "K06", "K09"), period, NOW))
        raise Undone


def keep(session, operator, orders) -> dict[int, str]:
    """Three estates, and the orders; an order belongs to the office that its number begins with."""
    estates = [Estate(office_id=operator.office_id, name=f"小区{place}", area=1.5) for place in range(2)]
    session.add_all(estates)
    session.flush()
    for number, facts in enumerate(orders):
        given_ = dict(facts)
        office, estate = given_.pop("office"), given_.pop("estate")
        session.add(
            WorkOrder(
                office_id=operator.office_id, registered_by_id=operator.id, number=f"{office}-{number}",
                title="灯", content="灯不亮", urgency=Urgency.NORMAL,
                estate_id=estates[estate].id if estate < 2 else None, **given_,
            )
        )  # fmt: skip
    session.flush()
    return {estate.id: estate.name for estate in estates}


def contents(session, period) -> dict[str, Content]:
    """What three offices would send, each its own of the orders."""
    sent, names, told = list(sent_orders(session, period)), names_of(session), definitions(session)
    return {
        f"第{office}居委会": Content(
            Sender(f"gid{office}", f"第{office}居委会", ""), period, WHOLE, "monthly", "月度汇总", "0", SENT, told, [],
            names, tuple(one for one in sent if one.number.startswith(f"{office}-")),
        )
        for office in range(3)
    }  # fmt: skip


def check_rows(table, figures, values) -> None:
    """Every count of the total row, and both numbers of every rate; the offices add up to it."""
    last, rows = total(table), titled(table)
    for name in ("received", "hotline", "matters", "closed", "repeats", "effective"):
        assert last[name] == getattr(figures, name) == sum(row[name] for row in rows)
    for code, key in {"K04": "on_time_rate", "K05": "closed_rate", "K06": "solved_rate", "K09": "satisfaction"}.items():
        both = (last[key].numerator, last[key].denominator)
        assert both == (values[code].numerator, values[code].denominator), code
        assert sum(row[f"{key}_above"] for row in rows) == last[f"{key}_above"] == both[0]
        assert sum(row[f"{key}_below"] for row in rows) == last[f"{key}_below"] == both[1]
