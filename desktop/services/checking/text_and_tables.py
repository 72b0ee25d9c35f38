"""What the words of a report say, held against its own tables: what was received, and the pieces of it by name."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from desktop.services.checking.blocks import Block, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, Where, in_words
from desktop.services.checking.headings import Role, plain
from desktop.services.checking.sentences import received_in

_SENTENCE = re.compile(r"[^。!?\uff01\uff1f\n]+")
_LEAST = 3  # names of one table in a sentence, before their numbers are held against it


def text_and_tables(paragraphs: Sequence[str], blocks: Sequence[Block]) -> Iterator[Disagreement]:
    """The first number received against the totals; then every list of names."""
    yield from _whole(paragraphs, blocks)
    for number, paragraph in enumerate(paragraphs, 1):
        for sentence in _SENTENCE.findall(paragraph):
            for block in blocks:
                yield from _pieces(sentence, block, Where(f"第{number}段", paragraph[:16]))


def _whole(paragraphs: Sequence[str], blocks: Sequence[Block]) -> Iterator[Disagreement]:
    totals = [
        (block, whole)
        for block in blocks
        if (total := block.total()) is not None
        for at in block.columns(Role.RECEIVED, Role.COUNT)
        if (whole := total.spots[at].number) is not None
    ]
    for number, paragraph in enumerate(paragraphs, 1):
        said = received_in(paragraph)
        if said is None:
            continue
        if totals and all(said != whole for _, whole in totals):
            block, told = totals[0]
            what = f"文中受理{in_words(said)},{block.sheet}合计{in_words(told)},相差{in_words(said - told)},请核对。"
            yield Disagreement(Rule.SAME, Where(f"第{number}段", paragraph[:16]), what, Severity.LOOK)
        return


def _pieces(sentence: str, block: Block, where: Where) -> Iterator[Disagreement]:
    """来电141件、来访118件: names of one table, half of them at least with its numbers."""
    told: list[tuple[str, Fraction, list[Fraction]]] = []
    for line in block.lines:
        name = plain(line.words)
        if line.part is not Part.ROW or len(name) < 2:
            continue
        found = re.findall(rf"{re.escape(name)}(?:类|投诉|诉求|热线)?(\d[\d,]*)\s*(?:件|起|个|次)", plain(sentence))
        if len(found) == 1:
            numbers = [number for at in block.counts() if (number := line.spots[at].number) is not None]
            told.append((line.words, Fraction(found[0].replace(",", "")), numbers))
    wrong = [(name, said, numbers) for name, said, numbers in told if numbers and said not in numbers]
    if len(told) < _LEAST or 2 * len(wrong) > len(told):
        return
    for name, said, numbers in wrong:
        what = f"文中{name}{in_words(said)},{block.sheet}里是{in_words(numbers[0])},请核对。"
        yield Disagreement(Rule.SAME, where, what, Severity.LOOK)
