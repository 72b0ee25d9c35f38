"""What the editor of a definition reads, and what it refuses in a sentence."""

from dataclasses import replace
from fractions import Fraction

import pytest

from desktop.domain.errors import Refused
from desktop.domain.indicators.definition import Definition
from desktop.forms.indicators import definition_of, form_of

BEFORE = Definition(
    "K11", "综合分", params={"w1": Fraction(1, 3)}, weights={"评价": {"满意": Fraction(1), "一般": Fraction(1, 3)}}
)


def test_what_is_shown_is_read_back() -> None:
    assert definition_of(form_of(BEFORE), BEFORE) == BEFORE


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("params", "w1=1/0", "参数看不懂"),
        ("params", "w1=1/00", "参数看不懂"),
        ("params", "w1=0.5/2", "参数看不懂"),
        ("params", "、", "参数看不懂"),
        ("weights", "评价", "权重看不懂"),
        ("params", "w1=0.3、w1=0.4", "“w1”写了两次,请只留一个"),
        ("weights", "评价:满意=1/00", "权重看不懂"),
        ("weights", "评价:满意=1、满意=0.8", "“满意”写了两次,请只留一个"),
        ("weights", "评价:满意=1;评价:一般=0.6", "“评价”写了两次,请只留一个"),
        ("weights", "评价:满意=1; 评价 :一般=0.6", "“评价”写了两次,请只留一个"),
        ("decimals", 1.5, "小数位数请填整数"),
    ],
)
def test_what_would_be_read_otherwise_than_it_is_written_is_refused(field: str, text: object, words: str) -> None:
    with pytest.raises(Refused) as caught:
        definition_of(replace(form_of(BEFORE), **{field: text}), BEFORE)
    assert list(caught.value.problems) == [field]
    assert words in caught.value.problems[field]
