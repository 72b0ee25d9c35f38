"""Anybody's workbook: nothing is said of a correct one, and every kind of error is found wherever it stands."""

import random
from pathlib import Path

import pytest
from foreign_books import LOOKS, Book, made

from desktop.services.checking import Disagreement, check_file


def book_of(number: int, look: str) -> Book:
    return made(random.Random(number), look)


def said(found: list[Disagreement]) -> list[str]:
    return [f"{each.rule.value} {each.severity.label} {each.where.words}: {each.what}" for each in found]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("number", range(8))
def test_nothing_is_said_of_a_correct_workbook(number: int, look: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book_of(number, look).file.save(path)
    assert said(check_file(path)) == []


KINDS = sorted(book_of(0, "exact").spots)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(3))
def test_every_kind_of_error_is_found_where_it_stands(kind: str, number: int, tmp_path: Path) -> None:
    look = LOOKS[number % 3]
    chance = random.Random(f"{kind}{number}")
    book = book_of(100 + number, look)
    sheet, place, spoil = chance.choice(book.spots[kind])
    cell = book.file[sheet][place]
    before, cell.value = cell.value, spoil(cell.value)
    path = tmp_path / "表.xlsx"
    book.file.save(path)
    found = check_file(path)
    assert kind in {each.rule.value for each in found}, (sheet, place, before, cell.value, said(found))
    assert any(each.where.sheet == sheet for each in found if each.rule.value == kind), said(found)


def test_there_is_a_seed_for_every_kind() -> None:
    assert set(KINDS) >= {
        "V1",
        "V2",
        "V3",
        "V4",
        "V5",
        "V6",
        "V7",
        "V8",
        "合计",
        "分月",
        "名次",
        "件数",
        "数字",
        "隐私",
        "公式",
        "改写",
    }
