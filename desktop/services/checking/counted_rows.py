"""A ledger held against the tables that count it: as many records, estate by estate, and no name that only one has."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from desktop.services.checking.across import period_words
from desktop.services.checking.blocks import Block, Line, Part
from desktop.services.checking.disagreement import Disagreement, Rule, Severity, in_words
from desktop.services.checking.headings import Role, plain

_NUMBER = re.compile(r"(?:12345)?(?:热线)?(?:工单|受理|登记|诉求|投诉|派单|任务|案件)(?:编号|工单号|单号|号)")
_RECEIVED = re.compile(r"(?:受理|登记|来电|投诉|诉求|接单|接件|收件)(?:时间|日期)")
_CLOSED = re.compile(r"(?:办结|结案|完成)(?:时间|日期)")
_SAME = {
    "小区名称": "小区",
    "所属小区": "小区",
    "受理渠道": "渠道",
    "诉求来源": "渠道",
    "渠道名称": "渠道",
    "诉求类别": "类别",
}
_ENOUGH = 0.6  # of a table's lines must be what the ledger counts before the others are wrong


def counted_rows(blocks: Sequence[Block]) -> Iterator[Disagreement]:
    """Every table of the ledger's period that counts by a column of the ledger."""
    for ledger in blocks:
        if not _is_ledger(ledger):
            continue
        for table in blocks:
            if table is not ledger and not _is_ledger(table) and period_words(table) == period_words(ledger):
                yield from _against(ledger, table)


def _is_ledger(block: Block) -> bool:
    heads = [plain(head.words) for head in block.heads]
    return (
        len(block.lines) >= 5
        and block.total() is None
        and any(map(_NUMBER.fullmatch, heads))
        and any(map(_RECEIVED.fullmatch, heads))
    )


def _named(words: str) -> str:
    return _SAME.get(plain(words), plain(words))


def _against(ledger: Block, table: Block) -> Iterator[Disagreement]:
    by = [at for at in sorted(ledger.labels) if _named(ledger.heads[at].words) == _named(table.label)]
    if len(by) != 1:
        return
    closed = next((at for at in sorted(ledger.labels) if _CLOSED.fullmatch(plain(ledger.heads[at].words))), None)
    lines = [line for line in table.lines if line.part is Part.ROW and plain(line.words)]
    all_of_it = Counter(plain(line.spots[by[0]].text) for line in ledger.lines)
    ended = Counter(
        plain(line.spots[by[0]].text)
        for line in ledger.lines
        if closed is not None and line.spots[closed].day is not None
    )
    yield from _names(ledger, by[0], table, lines)
    for at in table.counts():
        head = table.heads[at]
        if head.role in (Role.RECEIVED, Role.COUNT):
            yield from _compare(ledger, table, at, lines, all_of_it, len(ledger.lines))
        elif head.role is Role.CLOSED and closed is not None:
            yield from _compare(ledger, table, at, lines, ended, sum(ended.values()))


def _compare(
    ledger: Block, table: Block, at: int, lines: Sequence[Line], counted: Counter[str], whole: int
) -> Iterator[Disagreement]:
    """Lines that say another number, where most say what the ledger counts."""
    told = [(line, number) for line in lines if (number := line.spots[at].number) is not None]
    wrong = [(line, number) for line, number in told if number != counted[plain(line.words)]]
    if len(told) < 2 or len(told) - len(wrong) < min(_ENOUGH * len(told), len(told) - 1):
        return
    for line, number in wrong:
        count = counted[plain(line.words)]
        what = f"{ledger.sheet}里有{count}条,这里是{in_words(number)},相差{in_words(number - count)}。"
        yield Disagreement(Rule.SAME, table.where(line, at), what)
    total = table.total()
    said = total.spots[at].number if total is not None else None
    if total is not None and said is not None and said != whole:
        what = f"{ledger.sheet}一共{whole}条,这里合计{in_words(said)},相差{in_words(said - whole)}。"
        yield Disagreement(Rule.SAME, table.where(total, at), what)


def _names(ledger: Block, by: int, table: Block, lines: Sequence[Line]) -> Iterator[Disagreement]:
    """A name of the ledger that the table does not have, though it has nearly all: most often a slip."""
    known = {plain(line.words) for line in lines}
    strange = [line for line in ledger.lines if (name := plain(line.spots[by].text)) and name not in known]
    if not known or len(strange) > len(ledger.lines) / 5:
        return
    for line in strange:
        near = get_close_matches(plain(line.spots[by].text), known, 1, 0.5)
        like = f",最像的是“{near[0]}”" if near else ""
        what = f"“{line.spots[by].text}”在{table.sheet}里没有{like},请核实写法。"
        yield Disagreement(Rule.SAME, ledger.where(line, by), what, Severity.LOOK)
