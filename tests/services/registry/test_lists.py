from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from desktop.data.tables.estates import EstateService, Organisation
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.services.registry import callers, cards, lists
from tests.office import Office


def test_the_most_used_of_late_come_first(office: Office) -> None:
    for category in ("0101", "0209", "0209"):
        office.register(category=category)
    office.register(category="0801", received_at=office.now - timedelta(days=100))
    with office.database.read() as session:
        found = lists.options(session, "category", office.now)
        assert [(one.key, one.weight) for one in found[:3]] == [("0209", 2), ("0101", 1), ("0102", 0)]
        assert lists.options(session, "channel", office.now)[0].key == "CH01"
        assert len({one.key for one in found}) == len(found) > 100


def test_orders_to_merge_into_are_open_or_ended_and_recent(office: Office) -> None:
    kept = [office.order_in(state) for state in (State.REGISTERED, State.DONE)]
    void = office.order_in(State.VOID)
    old = office.register(received_at=office.now - timedelta(days=91)).id
    with office.database.read() as session:
        keys = {one.key for one in lists.options(session, "work_order", office.now)}
    assert keys == set(kept) and not keys & {void, old}


def test_a_unit_out_of_use_is_not_offered(office: Office) -> None:
    with office.database.write() as session:
        session.execute(update(Organisation).where(Organisation.id == office.rival).values(active=False))
        assert office.rival not in {one.key for one in lists.options(session, "organisation", office.now)}
    order_id = office.register().id
    with pytest.raises(Refused) as refused:
        office.do(order_id, Act.DISPATCH, organisation=office.rival)
    assert set(refused.value.problems) == {"organisation"}


def test_an_unknown_list_is_refused(office: Office) -> None:
    with pytest.raises(Refused), office.database.read() as session:
        lists.options(session, "nonsense", office.now)


def test_who_serves_the_estate_now_is_proposed_first_with_reasons(office: Office) -> None:
    with office.database.write() as session:
        session.execute(update(EstateService).values(until=date(2026, 11, 1)))
        session.add(
            EstateService(
                office_id=1, estate_id=office.estate, organisation_id=office.rival, party="property_company",
                since=date(2026, 11, 1), contract_ends=date(2028, 1, 1),
            )
        )  # fmt: skip
    with office.database.read() as session:
        first, *_ = cards.suggestions(session, office.estate, "0209", office.now)
        card = cards.estate_card(session, office.estate, office.now)
        assert cards.estate_card(session, 99, office.now) is None
    assert first.organisation_id == office.rival
    assert first.reasons[0] == "该小区现任物业,合同至2028-01-01"
    assert card is not None and (card.company, card.contract_ends) == ("海锦物业", date(2028, 1, 1))


def test_the_last_handler_of_the_like_is_proposed_too(office: Office) -> None:
    order_id = office.register().id
    for act, values in (
        (Act.DISPATCH, {"organisation": office.bureau}),
        (Act.SIGN, {}),
        (Act.REPORT, {}),
        (Act.REVIEW, {}),
    ):
        office.do(order_id, act, **values)
    with office.database.read() as session:
        found = {
            one.organisation_id: one.reasons for one in cards.suggestions(session, office.estate, "0209", office.now)
        }
    assert found[office.bureau][-1].startswith("上次同类工单由其办理")


def test_a_caller_is_known_by_the_whole_number(office: Office) -> None:
    office.register(room="301")
    office.register(room="302", caller_name="")
    office.register(phone="13900000000")
    with office.database.read() as session:
        known = callers.known_under(session, "13812345678")
        assert [(one.name, one.estate, one.room) for one in known] == [
            ("李女士", "丰翔新城", "302"),
            ("李女士", "丰翔新城", "301"),
        ]
        assert callers.known_under(session, "1381234567") == callers.known_under(session, "") == []
        assert len(callers.earlier_orders(session, "13812345678")) == 2
        assert callers.earlier_orders(session, "") == []


def test_the_same_matter_near_in_time_is_noticed(office: Office) -> None:
    same = office.register(content="12号楼电梯又坏了,老人下不了楼").id
    office.register(content="楼上太吵,半夜打麻将", category="1101")
    office.register(content="12号楼电梯坏了", received_at=office.now - timedelta(days=91))
    office.do(office.register(content="12号楼电梯坏了").id, Act.VOID)
    with office.database.read() as session:
        found = callers.possible_duplicates(session, office.estate, "0209", "12号楼电梯坏了", "12", office.now)
        assert [one.id for one in found] == [same]
        assert "同小区·同类·同楼栋" in found[0].why
        assert callers.possible_duplicates(session, None, "0209", "电梯", "", office.now) == []
        assert callers.possible_duplicates(session, office.estate, "0209", " ", "", datetime(2026, 11, 16)) == []
