from dataclasses import replace

import pytest

from desktop.domain.errors import Refused
from desktop.domain.text import LONGEST
from desktop.forms import registry
from desktop.forms.fields import Choice, Field, LongText, Pick, Text, check, fields_of, problems_of
from desktop.forms.intake import Intake
from desktop.services.orders.acts.performing import PERFORMERS

FORMS = {form for form, _ in PERFORMERS.values()} | {Intake, registry.NewEstate, registry.NewOrganisation}
FILLED = Intake(content="楼道灯不亮", category="0209", channel="CH01")


@pytest.mark.parametrize("form", sorted(FORMS, key=lambda one: one.__name__), ids=lambda one: one.__name__)
def test_every_part_of_a_form_is_a_field_with_its_own_label(form: type) -> None:
    fields = fields_of(form)
    assert list(fields) == list(form.__dataclass_fields__)
    labels = [field.label for field in fields.values()]
    assert all(labels) and len(set(labels)) == len(labels)


@pytest.mark.parametrize("form", sorted(FORMS, key=lambda one: one.__name__), ids=lambda one: one.__name__)
def test_an_empty_form_names_every_missing_field_at_once(form: type) -> None:
    empty = form()
    missing = {
        name for name, field in fields_of(form).items() if field.required and getattr(empty, name) in (None, "", ())
    }
    assert problems_of(empty) == {name: f"请填写{fields_of(form)[name].label}。" for name in missing}


def test_all_problems_come_together() -> None:
    with pytest.raises(Refused) as refused:
        check(replace(FILLED, phone="打不通", content="", room="一" * 21))
    assert set(refused.value.problems) == {"phone", "content", "room"}


def test_what_is_too_long_is_refused_and_never_cut() -> None:
    assert check(replace(FILLED, content="长" * LONGEST)).content == "长" * LONGEST
    with pytest.raises(Refused) as refused:
        check(replace(FILLED, content="长" * (LONGEST + 1)))
    assert refused.value.problems == {"content": f"诉求内容最多{LONGEST}字,现在是{LONGEST + 1}字,请删减。"}


def test_text_is_normalised_before_it_is_measured() -> None:
    found = check(replace(FILLED, content=" \x00e\u0301 \r\n坏了 ", spot="\x07" * 100 + "车库"))
    assert (found.content, found.spot) == ("é \n坏了", "车库")


@pytest.mark.parametrize(
    "phone", ["13812345678", "021-66120000", "66120000-801", "12345", "+8613812345678", "021-66120000-8"]
)
def test_phones_as_they_are_said(phone: str) -> None:
    assert "phone" not in problems_of(replace(FILLED, phone=phone))


@pytest.mark.parametrize("phone", ["1", "一二三", "138 1234 5678", "138-", "13812345678,", "1" * 14, "١٢٣x"])
def test_no_phones(phone: str) -> None:
    assert "phone" in problems_of(replace(FILLED, phone=phone))


def test_numbers_keep_their_bounds() -> None:
    assert problems_of(registry.NewEstate("丰翔新城", households=-1)) == {"households": "户数不能小于0户,请修改。"}
    assert problems_of(registry.NewEstate("丰翔新城", area=10_001)) == {"area": "建筑面积不能大于10000万㎡,请修改。"}


def test_too_many_files() -> None:
    assert problems_of(replace(FILLED, photos=tuple(map(str, range(21))))) == {"photos": "照片最多20个,请去掉一些。"}


def test_a_choice_knows_its_words() -> None:
    for form in FORMS:
        for name, field in fields_of(form).items():
            if isinstance(field, Choice):
                default = getattr(form(), name)
                assert default is None or default in field.options
            if isinstance(field, Text) and not isinstance(field, LongText):
                assert field.longest <= 200
            assert isinstance(field, Field) and (not isinstance(field, Pick) or field.of)
