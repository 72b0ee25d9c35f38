"""Records of the registers: entered, corrected, removed; refused at the field; collisions; what follows from them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.registers import OwnersVote, StatedFigure, Supply, VoteMatter
from desktop.domain.errors import Refused
from desktop.domain.timing.clocks import Level
from desktop.domain.timing.periods import Period
from desktop.forms.registers.committees import CommitteeTermForm, LegalTermsForm
from desktop.forms.registers.contracts import ContractKind, ServiceContractForm
from desktop.forms.registers.daily import DisinfectionForm, MovementForm, MovementKind
from desktop.forms.registers.renovations import ProgressForm, RenovationForm
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm, VotedMatter
from desktop.services.cases import Subject, acts_of, broken_links
from desktop.services.registers import keeping, stated
from desktop.services.registers.catalogue import REGISTERS, register, summaries
from desktop.services.registers.local_terms import keep_terms, legal_terms, terms_form
from desktop.services.registers.register import Listing, Register
from desktop.services.registers.supplies import stocks
from desktop.services.registers.votes import judged, rules
from tests.office import Office

TERM = CommitteeTermForm(ordinal=2, starts=date(2023, 5, 1), ends=date(2027, 4, 30), members_due=7, members_present=7)
MATTER = MatterForm("续聘物业", VotedMatter.COMPANY, 60, 6000, 10, 1000, 0, 0, 0, 0)
CONTRACT = ServiceContractForm(kind=ContractKind.OWNERS)
VOTE = OwnersVoteForm(name="大会", closes_on=date(2026, 10, 1), total_heads=60, total_area=9000)


class Desk:
    """Acts on a register in units of work of their own."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def enter(self, one: Register, form: Any) -> int:
        with self.office.database.write() as session:
            return keeping.enter(session, one, form, self.office.operator, self.office.now)

    def change(self, one: Register, key: int, form: Any, seen: int | None = None) -> None:
        with self.office.database.write() as session:
            keeping.change(session, one, key, form, self.office.colleague, self.office.now, seen)

    def remove(self, one: Register, key: int, seen: int | None = None) -> Any:
        with self.office.database.write() as session:
            return keeping.remove(session, one, key, self.office.operator, self.office.now, seen)

    def form(self, one: Register, key: int) -> Any:
        with self.office.database.read() as session:
            return keeping.form_of(session, one, key)

    def listing(self, one: Register) -> Listing:
        with self.office.database.read() as session:
            return one.listing(session, self.office.now)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def filled(key: str, estates: list[int], desk: Desk) -> tuple[Any, Any]:
    """A form of each register that will do, and another that differs in one figure."""
    estate = estates[0]
    match key:
        case "committees":
            return replace(TERM, estate=estate), replace(TERM, estate=estate, members_present=5)
        case "contracts":
            form = ServiceContractForm(estate, desk.office.company, ContractKind.OWNERS, signed_on=date(2026, 9, 1))
            return form, replace(form, filed_on=date(2026, 9, 20))
        case "votes":
            vote = OwnersVoteForm(estate, "第一次大会", date(2026, 10, 1), 100, 10000, matters=(MATTER,))
            return vote, replace(vote, matters=(MATTER, replace(MATTER, topic="调整物业费", agree_heads=20)))
        case "renovations":
            project = RenovationForm("一村改造", estates=3, estate=(estate,), area=4.25)
            return project, replace(project, households=420)
        case "progress":
            project = desk.enter(register("renovations"), RenovationForm("二村改造", estates=3))
            at = ProgressForm(project, date(2026, 10, 1), 2, 0, 35.5, 120)
            return at, replace(at, done=40.0)
        case "disinfection":
            day = DisinfectionForm(estate, date(2026, 11, 10), 12, 2, agent=7.5)
            return day, replace(day, staff=4)
        case "supplies":
            move = MovementForm("口罩", "只", date(2026, 11, 1), MovementKind.IN, 500)
            return move, replace(move, amount=600)
        case _:
            said = stated.StatedFigureForm("booklets", date(2026, 10, 1), date(2026, 10, 31), 120)
            return said, replace(said, value=130)


@pytest.mark.parametrize("key", list(REGISTERS))
def test_a_record_is_entered_corrected_removed_and_brought_back(key: str, desk: Desk, estates: list[int]) -> None:
    one = register(key)
    form, other = filled(key, estates, desk)
    made = desk.enter(one, form)
    assert desk.form(one, made) == form
    assert [line.id for line in desk.listing(one).lines] == [made]
    assert all(len(line.cells) == len(one.columns) for line in desk.listing(one).lines)
    seen = desk.listing(one).lines[0].version
    desk.change(one, made, other, seen)
    assert desk.form(one, made) == other
    with pytest.raises(Refused, match="刚被别人改过"):
        desk.change(one, made, form, seen)
    with pytest.raises(Refused, match="刚被别人改过"):
        desk.remove(one, made, seen)
    assert desk.remove(one, made) == other
    assert not desk.listing(one).lines
    with pytest.raises(Refused, match="已被删除"):
        desk.form(one, made)
    again = desk.enter(one, other)
    assert desk.form(one, again) == other
    with desk.office.database.read() as session:
        acts = [act.act for act in acts_of(session, one.subject, made)]
        assert acts[:3] == ["enter", "change", "remove"]
        assert not list(broken_links(session))


@pytest.mark.parametrize("key", [key for key in REGISTERS if key != "supplies"])
def test_the_same_record_is_not_entered_twice(key: str, desk: Desk, estates: list[int]) -> None:
    form, other = filled(key, estates, desk)
    desk.enter(register(key), form)
    if key == "contracts":  # two contracts of a day are two contracts
        return
    with pytest.raises(Refused, match=r"已登记|已填报|已有"):
        desk.enter(register(key), other)


def test_what_a_change_leaves_as_it_was_is_no_act(desk: Desk, estates: list[int]) -> None:
    one = register("committees")
    made = desk.enter(one, replace(TERM, estate=estates[0]))
    desk.change(one, made, desk.form(one, made))
    with desk.office.database.read() as session:
        assert len(acts_of(session, Subject.COMMITTEE_TERM, made)) == 1


@pytest.mark.parametrize(
    ("key", "form", "field"),
    [
        ("committees", replace(TERM, ends=date(2023, 4, 1)), "ends"),
        ("committees", replace(TERM, members_present=8), "members_present"),
        ("committees", replace(TERM, reported_on=date(2026, 12, 1)), "reported_on"),
        ("committees", replace(TERM, ordinal=None), "ordinal"),
        ("contracts", replace(CONTRACT, signed_on=date(2026, 9, 1), filed_on=date(2026, 8, 1)), "filed_on"),
        ("votes", replace(VOTE, matters=(MATTER,)), ""),
        ("votes", VOTE, ""),
        ("disinfection", DisinfectionForm(on=date(2026, 11, 17)), "on"),
        ("supplies", MovementForm("手套", "", date(2026, 11, 1), MovementKind.IN, 5), "unit"),
        ("supplies", MovementForm("手套", "双", date(2026, 11, 1), MovementKind.OUT, 0), "amount"),
        ("stated", stated.StatedFigureForm("nothing", date(2026, 10, 1), date(2026, 10, 31), 1), "figure"),
        ("renovations", RenovationForm("改造", estates=1, estate=(1, 2)), "estates"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    key: str, form: Any, field: str, desk: Desk, estates: list[int]
) -> None:
    if hasattr(form, "estate") and form.estate is None:
        form = replace(form, estate=estates[0])
    with pytest.raises(Refused) as refused:
        desk.enter(register(key), form)
    assert list(refused.value.problems) == [field]


def test_the_estate_knows_the_end_of_its_newest_term_and_contract(desk: Desk, estates: list[int]) -> None:
    estate, terms = estates[0], register("committees")
    first = desk.enter(terms, replace(TERM, estate=estate))
    desk.enter(terms, replace(TERM, estate=estate, ordinal=3, starts=date(2026, 11, 1), ends=date(2031, 10, 31)))

    def ends() -> date | None:
        with desk.office.database.read() as session:
            return session.get_one(Estate, estate).committee_term_ends

    assert ends() == date(2031, 10, 31)
    later = next(line.id for line in desk.listing(terms).lines if line.id != first)
    desk.remove(terms, later)
    assert ends() == date(2027, 4, 30)
    form = ServiceContractForm(estate, desk.office.company, ContractKind.OWNERS, ends=date(2029, 1, 31))
    desk.enter(register("contracts"), form)
    with desk.office.database.read() as session:
        service = session.scalars(select(EstateService).where(EstateService.estate_id == estate)).one()
        assert service.contract_ends == date(2029, 1, 31)


def test_local_terms_move_what_is_due(desk: Desk, estates: list[int]) -> None:
    estate = estates[0]
    desk.enter(register("committees"), replace(TERM, estate=estate, ends=date(2027, 4, 20)))  # report by 2026-11-20
    (line,) = desk.listing(register("committees")).lines
    assert line.level is Level.DUE_SOON and "还有4天" in line.cells[-1]
    form = ServiceContractForm(estate, desk.office.company, ContractKind.OWNERS, signed_on=date(2026, 10, 20))
    desk.enter(register("contracts"), form)
    assert desk.listing(register("contracts")).remarks == ()
    with desk.office.database.write() as session:
        found = terms_form(session)
        assert found == LegalTermsForm(5, 60, 90, 30, 30, 90, found.renewal_unit)
        own = replace(found, report_months=6, contract_filing_days=15)
        keep_terms(session, own, desk.office.operator, desk.office.now)
    with desk.office.database.read() as session:
        assert (legal_terms(session).report_months, terms_form(session)) == (6, own)
    (line,) = desk.listing(register("committees")).lines
    assert line.level is Level.OVERDUE and "已逾期27天" in line.cells[-1]
    (remark,) = desk.listing(register("contracts")).remarks
    assert remark.words == "备案超期1"  # 2026-11-04, a Wednesday
    with desk.office.database.read() as session:
        found_remarks = {one.key: [each.words for each in one.remarks] for one in summaries(session, desk.office.now)}
    assert found_remarks["committees"] == ["逾期未报告1"] and found_remarks["contracts"] == ["备案超期1"]


def test_a_contract_says_what_is_to_be_done_next(desk: Desk, estates: list[int]) -> None:
    contracts = register("contracts")

    def state() -> list[tuple[str, Level]]:
        return [(line.cells[-1], line.level) for line in desk.listing(contracts).lines]

    form = ServiceContractForm(estates[0], None, ContractKind.OWNERS, signed_on=date(2026, 11, 2))
    made = desk.enter(contracts, form)
    assert state() == [("待备案", Level.DUE_SOON)]
    desk.change(contracts, made, replace(form, filed_on=date(2026, 11, 10)))
    assert state() == [("已备案", Level.MET)]
    old = ServiceContractForm(estates[1], None, ContractKind.OWNERS, ends=date(2027, 3, 1))
    key = desk.enter(contracts, old)
    assert state()[0] == ("续聘待定(至12-01)", Level.DUE_SOON)
    desk.change(contracts, key, replace(old, ends=date(2027, 2, 1)))
    assert state()[0] == ("续聘待定,过期13天", Level.OVERDUE)
    assert [one.words for one in desk.listing(contracts).remarks] == ["待定续聘1"]
    desk.enter(contracts, replace(old, starts=date(2027, 2, 2), ends=date(2030, 2, 1)))
    assert ("续聘待定,过期13天", Level.OVERDUE) not in state()  # it goes on
    assert ("已到期", Level.PAUSED) not in state()
    desk.office.now = desk.office.now.replace(year=2027, month=2)
    assert ("已到期", Level.PAUSED) in state()


def test_a_vote_says_at_once_whether_it_would_pass(estates: list[int]) -> None:
    vote = OwnersVoteForm(estates[0], "大会", date(2026, 10, 1), 100, 10000)
    found = judged(vote, MATTER)
    assert found is not None and found.passed
    found = judged(vote, replace(MATTER, matter=VotedMatter.REBUILDING, against_heads=21))
    assert found is not None and found.words == "不通过:同意人数60/81不足3/4"
    assert judged(vote, MatterForm("还没填")) is None
    assert {int(one.value): one.label for one in VotedMatter} == {n: m.text for n, m in rules().matters.items()}


def test_matters_go_with_their_vote(desk: Desk, estates: list[int]) -> None:
    votes = register("votes")
    many = tuple(replace(MATTER, topic=f"议题{n}") for n in range(3))
    made = desk.enter(votes, OwnersVoteForm(estates[0], "大会", date(2026, 10, 1), 100, 10000, matters=many))
    desk.change(votes, made, replace(desk.form(votes, made), matters=many[:1]))
    with desk.office.database.read() as session:
        assert [one.topic for one in session.scalars(select(VoteMatter))] == ["议题0"]
    desk.remove(votes, made)
    with desk.office.database.read() as session:
        assert not session.scalars(select(VoteMatter)).all() and not session.scalars(select(OwnersVote)).all()


def test_a_project_with_months_is_not_removed(desk: Desk) -> None:
    project = desk.enter(register("renovations"), RenovationForm("改造", estates=2))
    desk.enter(register("progress"), ProgressForm(project, date(2026, 10, 9), 1, 0, 20.0))
    with pytest.raises(Refused, match="1条月进度"):
        desk.remove(register("renovations"), project)
    with pytest.raises(Refused, match="共2个小区"):
        desk.enter(register("progress"), ProgressForm(project, date(2026, 11, 1), 3, 0))


def test_a_count_is_what_the_next_days_begin_with(desk: Desk) -> None:
    supplies = register("supplies")
    for on, kind, amount in (
        (1, MovementKind.IN, 500),
        (3, MovementKind.OUT, 120.5),
        (5, MovementKind.COUNTED, 379),
        (7, MovementKind.OUT, 9),
    ):
        desk.enter(supplies, MovementForm("口罩", "只", date(2026, 11, on), kind, amount))
    with desk.office.database.read() as session:
        (whole,) = stocks(session, date(2026, 11, 1), date(2026, 11, 30))
        (after,) = stocks(session, date(2026, 11, 6), date(2026, 11, 30))
        assert session.scalars(select(Supply)).one().unit == "只"
    assert (whole.before, whole.came, float(whole.went), float(whole.left)) == (0, 500, 129.5, 370.5)
    assert whole.counted == 370 and float(whole.difference or 0) == -0.5
    assert (after.before, after.left, after.counted) == (379, 370, None)
    with pytest.raises(Refused, match="单位是只"):
        desk.enter(supplies, MovementForm("口罩", "盒", date(2026, 11, 8), MovementKind.IN, 3))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], (None, "")),
        ([("2026-01", 5)], (None, "填报不全")),
        ([("2026-01", 5), ("2026-02", 6), ("2026-03", 0)], (11, "本单位填报")),
        ([("2026Q1", 20), ("2026-01", 5)], (20, "本单位填报")),
    ],
)
def test_a_stated_figure_is_that_of_the_period_or_of_all_its_parts(
    said: list[tuple[str, int]], expected: tuple[int | None, str], desk: Desk
) -> None:
    office, quarter = desk.office, Period.parse("2026Q1")
    for words, value in said:
        with office.database.write() as session:
            stated.state(session, "booklets", Period.parse(words), value, None, office.operator, office.now)
    with office.database.read() as session:
        assert stated.stated(session, "booklets", quarter) == expected


def test_a_cell_of_the_grid_is_filled_changed_and_emptied(desk: Desk) -> None:
    office, months = desk.office, (Period.month(2026, 9), Period.month(2026, 10))

    def put(value: float | None, seen: tuple[int, int] | None) -> None:
        with office.database.write() as session:
            stated.state(session, "bidding", months[1], value, seen, office.operator, office.now)

    def cell() -> stated.Cell | None:
        with office.database.read() as session:
            return stated.grid(session, months).get(("bidding", 1))

    put(4, None)
    found = cell()
    assert found is not None and found.value == 4
    put(5, (found.id, found.version))
    with pytest.raises(Refused, match="刚被别人改过"):
        put(6, (found.id, found.version))
    found = cell()
    assert found is not None and found.value == 5
    put(None, (found.id, found.version))
    assert cell() is None
    with office.database.read() as session:
        assert not session.scalars(select(StatedFigure)).all()


def test_days_to_come_are_not_counted_yet(desk: Desk, estates: list[int]) -> None:
    desk.enter(register("disinfection"), DisinfectionForm(estates[0], desk.office.now.date(), 3))
    assert [one.words for one in desk.listing(register("disinfection")).remarks] == ["今日1"]
    desk.office.now += timedelta(days=1)
    assert desk.listing(register("disinfection")).remarks == ()
