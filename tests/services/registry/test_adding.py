import pytest

from desktop.domain.errors import Refused
from desktop.forms.registry import NewEstate, NewOrganisation
from desktop.services.registry import adding, cards, lists
from tests.office import Office


def test_an_estate_is_served_by_its_company_from_today_and_found_by_pinyin(office: Office) -> None:
    with office.database.write() as session:
        key = adding.add_estate(
            session, NewEstate(" 海锦花园 ", "海锦路1号", office.rival, 820.0, 9.5), office.operator, office.now
        )
        card = cards.estate_card(session, key, office.now)
        (option,) = (one for one in lists.options(session, "estate", office.now) if one.key == key)
    assert card is not None
    assert (card.name, card.company, card.households, card.area) == ("海锦花园", "海锦物业", 820, 9.5)
    assert "hjhy" in option.keys.split() and option.text == "海锦花园"


@pytest.mark.parametrize(
    ("form", "field"),
    [(NewEstate("丰翔新城"), "name"), (NewEstate(""), "name"), (NewEstate("新", company=999), "company")],
)
def test_what_is_wrong_with_a_new_estate(office: Office, form: NewEstate, field: str) -> None:
    with pytest.raises(Refused) as refused, office.database.write() as session:
        adding.add_estate(session, form, office.operator, office.now)
    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (NewOrganisation("丰翔物业", "property_company"), {"name"}),
        (NewOrganisation("新单位", "nobody"), {"party"}),
        (NewOrganisation(phone="不知道"), {"name", "party", "phone"}),
    ],
)
def test_what_is_wrong_with_a_new_unit(office: Office, form: NewOrganisation, fields: set[str]) -> None:
    with pytest.raises(Refused) as refused, office.database.write() as session:
        adding.add_organisation(session, form, office.operator)
    assert set(refused.value.problems) == fields
