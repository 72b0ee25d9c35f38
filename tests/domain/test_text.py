import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import normalise

ANY = st.text(st.characters(exclude_categories=()))  # with lone surrogates, controls and non-characters


@given(ANY)
def test_what_comes_out_is_clean_and_stays_as_it_is(text: str) -> None:
    found = normalise(text)
    assert unicodedata.is_normalized("NFC", found)
    assert not any((c < " " and c not in "\n\t") or c in "\x7f\ufffe\uffff" for c in found)
    assert found.encode("utf-8").decode("utf-8") == found
    assert normalise(found) == found


@given(st.text(st.characters(categories=["Lu", "Lo", "Nd", "Zs"])))
def test_ordinary_text_is_only_composed(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb", "a\tb"),
        ("cafe\u0301", "café"),
        ("e\x00\u0301", "é"),
        ("a\ud800b\uffff", "ab"),
        ("楼道灯\x07不亮\x1b[31m", "楼道灯不亮[31m"),
        ("😀\u202eabc\u200b", "😀\u202eabc\u200b"),
        ("长" * 10_001, "长" * 10_001),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert normalise(text) == expected
