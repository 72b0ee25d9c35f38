"""An official letter as data, as GB/T 9704-2012 orders it: head, title, receiver, text, signature, date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.documents.sheets import Grid
from desktop.forms.papers import HeadInk, HeadStyle

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Head:
    """The body's name over everything, and how it is printed."""

    name: str
    ink: HeadInk = HeadInk.BLACK
    style: HeadStyle = HeadStyle.LETTER


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, numbered when it is laid out: 一、 (一) 1. (1)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, its first line two characters in."""

    text: str


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `number` is the 发文字号, `mark` says which copy it is, `contact` stands in brackets below the date;
    `receipt` are rows of empty boxes at the end for whoever takes it, a tuple of labels each."""

    head: Head
    number: str
    title: str
    receiver: str
    blocks: tuple[Block, ...]
    issuer: str
    dated: date
    attachments: tuple[str, ...] = ()
    contact: str = ""
    receipt: tuple[tuple[str, ...], ...] = ()
    mark: str = ""


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the headings' numbers written out; a heading begins the count of those below it anew."""
    counts = [0, 0, 0, 0]
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (4 - block.level)
            made.append(Heading(ordinal(block.level, counts[block.level - 1]) + block.text, block.level))
        else:
            made.append(block)
    return made


def ordinal(level: int, count: int) -> str:
    """The number of a heading: 一、 (一) 1. (1), the brackets full-width (GB/T 9704-2012, 7.3.3)."""
    match level:
        case 1:
            return chinese(count) + "、"
        case 2:
            return f"\uff08{chinese(count)}\uff09"
        case 3:
            return f"{count}."
        case _:
            return f"\uff08{count}\uff09"


def chinese(count: int) -> str:
    """1 to 99 in Chinese: 三, 十, 二十一."""
    tens, ones = divmod(count, 10)
    before = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return before + (_DIGITS[ones] if ones or not tens else "")


def day_words(day: date) -> str:
    """A date on a letter: 2026年5月4日, Arabic digits without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
