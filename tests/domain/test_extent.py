"""Scopes within scopes: a figure of one estate in a form that is filled for another counts nothing."""

import pytest

from desktop.domain.extent import WHOLE, Scope

ONE, BOTH = Scope(estates=(1,), words="甲"), Scope(estates=(1, 2), words="甲、乙")


@pytest.mark.parametrize(
    ("mine", "wider", "found"),
    [
        (ONE, WHOLE, Scope(estates=(1,))),
        (WHOLE, ONE, Scope(estates=(1,))),
        (BOTH, ONE, Scope(estates=(1,))),
        (Scope(estates=(3,)), BOTH, Scope(estates=(0,))),
        (Scope(channels=("CH06",)), ONE, Scope(estates=(1,), channels=("CH06",))),
        (Scope(channels=("CH06",)), Scope(channels=("CH01",)), Scope(channels=("",))),
        (Scope(categories=("01",)), Scope(categories=("0102", "0203")), Scope(categories=("0102",))),
        (Scope(categories=("0102", "0103")), Scope(categories=("01",)), Scope(categories=("0102", "0103"))),
        (Scope(categories=("0102",)), Scope(categories=("0103",)), Scope(categories=("",))),
    ],
)
def test_what_both_let_in(mine: Scope, wider: Scope, found: Scope) -> None:
    within = mine.within(wider)
    assert Scope(**{**within.as_json(), "words": ""}) == found


def test_both_are_said() -> None:
    assert Scope(channels=("CH06",), words="12345").within(ONE).words == "甲、12345"
