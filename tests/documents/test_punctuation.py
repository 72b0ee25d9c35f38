"""Punctuation on paper: full-width beside Chinese, untouched in times, numbers and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.punctuation import full_width


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("编号:GD-12,请办(续)", "编号：GD-12，请办（续）"),
        ("17:30前,共1,234件", "17:30前，共1,234件"),
        ("A(B),C", "A(B),C"),
        ("检查(JC-1,JC-2)", "检查（JC-1,JC-2）"),
        ("(1)清理", "(1)清理"),
        ("好?好!", "好？好！"),
        ("(甲(乙))", "（甲（乙））"),
        (")(", ")("),
        ("", ""),
    ],
)
def test_punctuation_is_full_width_beside_chinese(typed: str, printed: str) -> None:
    assert full_width(typed) == printed


@given(st.text())
def test_nothing_is_lost_and_twice_is_once(text: str) -> None:
    made = full_width(text)
    assert len(made) == len(text)
    assert full_width(made) == made
