"""Heads and wordings: what follows from the office's name, what is set, what comes back when it is emptied."""

from dataclasses import replace

import pytest

from desktop.domain.errors import Refused
from desktop.domain.wording.bodies import is_committee, short_form
from desktop.forms.papers import HeadInk, HeadStyle, PaperWords, PrintHeads
from desktop.services.reference import print_heads as heads
from desktop.services.reference.settings import keep_setting, name_office
from tests.office import Office


def test_the_heads_follow_from_the_office_s_name(office: Office) -> None:
    for name, town, issuer, code in (
        ("丰翔第一居委会", "云港镇", "丰翔第一居委会", "丰翔第一居委"),
        ("房屋管理办公室", "云港镇", "云港镇房屋管理办公室", "云港房管"),
        ("云港镇房屋管理办公室", "云港镇", "云港镇房屋管理办公室", "云港房管"),
    ):
        with office.database.write() as session:
            name_office(session, name, town, "021-66120000")
            found = heads.heads(session)
        assert (found.issuer, found.code, found.phone) == (issuer, code, "021-66120000")
        assert (found.ink, found.style, found.copies) == (HeadInk.BLACK, HeadStyle.LETTER, "存根、送达、备案")


def test_what_is_set_stays_and_a_later_name_of_the_office_does_not_change_it(office: Office) -> None:
    form = PrintHeads(
        "云港镇房管所", "云港镇房管所文件", "云港房", "赵主任", "王芳", "66120000", "存根", HeadInk.RED, HeadStyle.FILE
    )
    with office.database.write() as session:
        heads.keep_heads(session, form)
    with office.database.write() as session:
        name_office(session, "别的居委会", "别镇")
        assert heads.heads(session) == form


def test_wrong_heads_are_refused_at_their_fields(office: Office) -> None:
    with office.database.write() as session, pytest.raises(Refused) as refusal:
        heads.keep_heads(session, PrintHeads(phone="电话"))
    assert set(refusal.value.problems) == {"issuer", "code", "phone"}


def test_a_setting_of_another_version_does_no_harm(office: Office) -> None:
    with office.database.write() as session:
        keep_setting(session, heads.HEADS, {"issuer": "某办", "gone": 1})
        assert heads.heads(session).issuer == "某办"


def test_wordings_have_defaults_and_are_kept_only_where_they_differ(office: Office) -> None:
    defaults = heads.default_words()
    assert set(defaults) == set(PaperWords.__dataclass_fields__)
    assert all(defaults.values())
    with office.database.write() as session:
        before = heads.words(session)
        heads.keep_words(session, replace(before, notice_basis="《某市条例》第一条。", advice_basis=""))
        after = heads.words(session)
    assert after == replace(before, notice_basis="《某市条例》第一条。")


def test_no_wording_of_a_committee_orders() -> None:
    words = heads.default_words()
    assert not [code for code, text in words.items() if "责令" in text]
    assert not [code for code in words if code.startswith("advice") and "整改" in words[code]]


@pytest.mark.parametrize(
    ("number", "suffix", "printed"),
    [
        ("ZG-2026-0012", "", "云港房管整改〔2026〕12号"),
        ("ZG-2026-0012", "告知", "云港房管告知〔2026〕12号"),
        ("DB-2026-0003", "", "云港房管督办〔2026〕3号"),
        ("CB-2026-0100", "", "云港房管催办〔2026〕100号"),
        ("YT-2026-Q4-003", "", "云港房管约谈2026-Q4-003"),
    ],
)
def test_numbers_are_printed_in_hexagonal_brackets_without_zeros(number: str, suffix: str, printed: str) -> None:
    assert heads.official(PrintHeads(code="云港房管"), number, suffix) == printed


@pytest.mark.parametrize(
    ("issuer", "printed"),
    [
        ("云港镇房管所", "云港房告知〔2026〕13号"),  # as it is set
        ("", "云港房告知〔2026〕13号"),
        ("丰禾第二居委会", "丰禾第二居委告知〔2026〕13号"),
    ],
)
def test_the_paper_of_another_body_has_that_body_s_code(issuer: str, printed: str) -> None:
    head = PrintHeads("云港镇房管所", code="云港房")
    assert heads.official(head, "ZG-2026-0013", heads.ADVICE, issuer) == printed


@pytest.mark.parametrize(
    ("name", "committee"),
    [
        ("丰翔居委会", True),
        ("丰翔第一居民委员会", True),
        ("大华村委会", True),
        ("云港镇房屋管理办公室", False),
        ("云港镇人民政府", False),
    ],
)
def test_a_committee_is_known_by_its_name(name: str, committee: bool) -> None:
    assert is_committee(name) is committee


def test_short_forms() -> None:
    assert [short_form(name) for name in ("云港镇人民政府", "丰翔居民委员会", "古美街道房管办")] == [
        "云港府",
        "丰翔居委",
        "古美房管",
    ]
