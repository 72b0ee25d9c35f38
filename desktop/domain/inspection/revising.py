"""Changing a checklist as the one who writes it does: each step gives a new list, so that any can be taken back."""

from dataclasses import replace
from fractions import Fraction

from desktop.domain.inspection.checklist import Checklist, Item, Section, Way
from desktop.domain.timing.limits import Limit, Unit

Place = tuple[int, int]  # of a section, and of an item in it, both from 0
A_WEEK = Limit(7, Unit.WORKDAY)


def add_section(checklist: Checklist, name: str) -> Checklist:
    """The list with an empty part at its end."""
    taken = {section.code for section in checklist.sections}
    number = len(checklist.sections) + 1
    while str(number) in taken:
        number += 1
    return replace(checklist, sections=(*checklist.sections, Section(str(number), name, ())))


def insert_section(checklist: Checklist, at: int, section: Section) -> Checklist:
    """The list with a part put in before the one at `at`."""
    return replace(checklist, sections=(*checklist.sections[:at], section, *checklist.sections[at:]))


def put_section(checklist: Checklist, at: int, name: str) -> Checklist:
    """The list with another name for a part."""
    return _with(checklist, at, replace(checklist.sections[at], name=name))


def remove_section(checklist: Checklist, at: int) -> Checklist:
    """The list without a part and its items."""
    return replace(checklist, sections=checklist.sections[:at] + checklist.sections[at + 1 :])


def move_section(checklist: Checklist, at: int, step: int) -> tuple[Checklist, int]:
    """A part one place up (-1) or down (1), and where it stands then; it stays where it is at the ends."""
    to = at + step
    if not 0 <= to < len(checklist.sections):
        return checklist, at
    sections = list(checklist.sections)
    sections[at], sections[to] = sections[to], sections[at]
    return replace(checklist, sections=tuple(sections)), to


def add_item(checklist: Checklist, place: Place) -> Checklist:
    """The list with a new item at a place; its code follows the largest of its part."""
    section = checklist.sections[place[0]]
    made = Item(_next_code(checklist, section), "", Fraction(1), Way.PER_OCCURRENCE, Fraction(1), rectify=A_WEEK)
    return insert_item(checklist, place, made)


def insert_item(checklist: Checklist, place: Place, item: Item) -> Checklist:
    """The list with an item put in before the one at a place."""
    items = checklist.sections[place[0]].items
    return _with_items(checklist, place[0], (*items[: place[1]], item, *items[place[1] :]))


def put_item(checklist: Checklist, place: Place, item: Item) -> Checklist:
    """The list with another item in its place."""
    items = list(checklist.sections[place[0]].items)
    items[place[1]] = item
    return _with_items(checklist, place[0], tuple(items))


def remove_item(checklist: Checklist, place: Place) -> Checklist:
    """The list without an item."""
    items = checklist.sections[place[0]].items
    return _with_items(checklist, place[0], items[: place[1]] + items[place[1] + 1 :])


def move_item(checklist: Checklist, place: Place, step: int) -> tuple[Checklist, Place]:
    """An item one place up (-1) or down (1), over the edge into the part before or after, and where it stands then."""
    at, inner = place
    items = list(checklist.sections[at].items)
    if 0 <= inner + step < len(items):
        items[inner], items[inner + step] = items[inner + step], items[inner]
        return _with_items(checklist, at, tuple(items)), (at, inner + step)
    to = at + step
    if not 0 <= to < len(checklist.sections):
        return checklist, place
    item, there = items[inner], checklist.sections[to].items
    moved = remove_item(checklist, place)
    if step > 0:
        return _with_items(moved, to, (item, *there)), (to, 0)
    return _with_items(moved, to, (*there, item)), (to, len(there))


def renumbered(checklist: Checklist) -> Checklist:
    """The list with parts 1, 2, 3 … and items 1.1, 1.2 … in the order of the paper."""
    return replace(
        checklist,
        sections=tuple(
            replace(
                section,
                code=str(at),
                items=tuple(replace(item, code=f"{at}.{inner}") for inner, item in enumerate(section.items, 1)),
            )
            for at, section in enumerate(checklist.sections, 1)
        ),
    )


def _next_code(checklist: Checklist, section: Section) -> str:
    taken = {item.code for item in checklist.items()}
    tails = [item.code.removeprefix(f"{section.code}.") for item in section.items]
    number = max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0) + 1
    while f"{section.code}.{number}" in taken:
        number += 1
    return f"{section.code}.{number}"


def _with(checklist: Checklist, at: int, section: Section) -> Checklist:
    sections = list(checklist.sections)
    sections[at] = section
    return replace(checklist, sections=tuple(sections))


def _with_items(checklist: Checklist, at: int, items: tuple[Item, ...]) -> Checklist:
    return _with(checklist, at, replace(checklist.sections[at], items=items))
