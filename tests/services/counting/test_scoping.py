"""A scope is chosen from the lists or named, and says in words what it is."""

import pytest
from sqlalchemy.orm import Session

from desktop.data.database import Database
from desktop.domain.errors import Refused
from desktop.domain.extent import WHOLE
from desktop.forms.reporting import ScopeForm
from desktop.services.counting.scoping import Chosen, by_names, chosen
from desktop.services.registry import lists
from tests.office import Office


@pytest.fixture
def session(database: Database, office: Office) -> Session:  # noqa: ARG001 - the office adds its estate
    with database.read() as opened:
        yield opened


def test_nothing_chosen_is_the_whole_office(session: Session) -> None:
    assert chosen(session, ScopeForm()) == Chosen() and Chosen().scope is WHOLE and by_names(session, {}).whole


def test_every_side_is_named_in_words(session: Session, office: Office) -> None:
    form = ScopeForm((office.estate,), (office.company,), (office.bureau,), ("CH06",), ("02",))
    found = chosen(session, form)
    assert found.scope.words.split(";")[:3] == ["丰翔新城", "丰翔物业", "东方物业"]
    assert found.form == form
    fewer = found.without(found.marks[0])
    assert fewer.form == ScopeForm((), (office.company,), (office.bureau,), ("CH06",), ("02",))


def test_what_is_gone_is_left_out(session: Session) -> None:
    assert chosen(session, ScopeForm(estates=(999,), categories=("9999",))).scope.whole


def test_names_parts_of_names_and_codes_are_understood(session: Session, office: Office) -> None:
    scope = by_names(
        session, {"estates": ["丰翔"], "units": ["海锦物业"], "channels": ["CH06"], "categories": ["0209"]}
    )
    assert (scope.estates, scope.units, scope.channels, scope.categories) == (
        (office.estate,), (office.rival,), ("CH06",), ("0209",),
    )  # fmt: skip


@pytest.mark.parametrize(("side", "text", "words"), [("units", "物业", "写全名"), ("companies", "某某", "没有名为")])
def test_an_unclear_name_is_refused(session: Session, side: str, text: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        by_names(session, {side: [text]})
    assert words in refused.value.problems[side]


def test_the_lists_to_choose_from_hold_companies_and_both_levels_of_categories(
    session: Session, office: Office
) -> None:
    companies = {option.key for option in lists.options(session, "company", office.now)}
    assert companies >= {office.company, office.rival}
    codes = {option.key for option in lists.options(session, "any_category", office.now)}
    assert {"02", "0209"} <= codes
