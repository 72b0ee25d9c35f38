"""Reports in words: what is reckoned in a sentence, carried from one to the next, and held against the tables."""

import pytest
from marked_rows import rules, sheet_of

TEXT = [
    "2026年10月共受理诉求618件,其中来电141件、来访118件、12345热线332件、其他27件。",
    "截至月底,已办结600件,在办18件,办结率97.09%。",
    "消防与公共安全隐患162件,占26.2%,比上月132件增加30件,环比增长22.73%。",
    "本月12件(其中主动发现2件),较上月增加1件,增长9.1%;较上年同期增加10件,增长500.0%。",
    "回访15件,接通15次;有评价的14件,其中满意8件、基本满意4件、不满意2件,解决率66.7%(10/15)。",
]
TABLE = [["渠道", "件数"], ["来电", 141], ["来访", 118], ["12345热线", 332], ["其他", 27], ["合计", 618]]
SLIPS = [
    (1, "在办18件", "在办28件", "V3"),
    (1, "97.09%", "98.09%", "V6"),
    (2, "26.2%", "36.2%", "V5"),
    (2, "增加30件", "增加40件", "V7"),
    (2, "22.73%", "18.5%", "V7"),
    (2, "环比增长", "环比下降", "V7"),
    (3, "9.1%", "8.3%", "V7"),
    (4, "满意8件", "满意9件", "V4"),
    (4, "66.7%", "67.7%", "V6"),
]


def test_a_correct_text_passes() -> None:
    assert rules(sheet_of(TABLE), paragraphs=TEXT) == []


@pytest.mark.parametrize(("at", "was", "now", "rule"), SLIPS)
def test_the_slip_is_found_in_its_paragraph(at: int, was: str, now: str, rule: str) -> None:
    spoilt = [line.replace(was, now, 1) if place == at else line for place, line in enumerate(TEXT)]
    assert spoilt != TEXT
    assert (rule, f"第{at + 1}段") in rules(sheet_of(TABLE), paragraphs=spoilt)


def test_words_and_tables_tell_the_same() -> None:
    other = [*TABLE[:1], ["来电", 118], ["来访", 141], *TABLE[3:]]
    assert rules(sheet_of(other), paragraphs=TEXT) == [("两处", "第1段")] * 2
    more = [*TABLE[:1], ["来电", 142], *TABLE[2:5], ["合计", 619]]
    assert ("两处", "第1段") in rules(sheet_of(more), paragraphs=TEXT)


def test_a_rate_whose_numbers_the_notes_define_and_no_column_prints_is_not_guessed() -> None:
    rows = [["单位", "受理", "办结", "办结率"], ["甲", 3, 2, "100%"], ["乙", 4, 4, "100%"]]
    assert rules(sheet_of(rows)) != []
    assert rules(sheet_of(rows, below=("K05 办结率:期内应办结中已办结÷期内应办结。",))) == []
