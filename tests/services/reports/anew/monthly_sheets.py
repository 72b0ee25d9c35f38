"""R08: the month of the units by what callers said, and its five further sheets."""

from fractions import Fraction
from typing import Any

from books import Books, Row, top3
from cells import Cells, Line, Sheet
from order_sheets import compared, estates_of, share_of, tallies
from spans import Span
from tallies import RATINGS, XINING, Q, Several, Tally, competition, ids, two
from weekly_sheets import two_counts, two_rates


class Said:
    """The last answers of some orders in a period: (order, call)."""

    def __init__(self, pairs: list[tuple[Row, Row]]) -> None:
        self.pairs = pairs

    def of(self, key: Any) -> "Said":
        return Said([pair for pair in self.pairs if pair[0].organisation_id == key])

    def ids(self, test: Any = lambda _: True) -> Several:
        return Several(order.id for order, call in self.pairs if test(call))

    @property
    def counts(self) -> Cells:
        found: Cells = {rating: self.ids(lambda call, rating=rating: call.rating == rating) for rating in RATINGS}
        return found | {
            "called": self.ids(), "solved": self.ids(lambda call: call.solved == "yes"),
            "unsolved": self.ids(lambda call: call.solved != "yes"),
            "unrated": self.ids(lambda call: call.rating not in RATINGS),
        }  # fmt: skip

    @property
    def content(self) -> Q:
        rated = [(order, call) for order, call in self.pairs if call.rating in XINING]
        weighed = sum((XINING[call.rating] for _, call in rated), Fraction(0))
        return Q(weighed, Several(order.id for order, _ in rated))

    @property
    def solving(self) -> Q:
        return Q(self.counts["solved"], self.counts["called"])


def said(books: Books, span: Span) -> Said:
    """Of each order the last call in the period that was reached and answered."""
    seen = {order.id: order for order in books.seen(span)}
    last: dict[int, Row] = {}
    for call in sorted(books.rows["call_back"], key=lambda call: call.id):
        if call.work_order_id in seen and span.holds(call.at) and call.reached and call.solved:
            last[call.work_order_id] = call
    return Said([(seen[key], call) for key, call in last.items()])


def dispatched(books: Books, span: Span) -> list[Row]:
    return [order for order in books.seen(span) if span.holds(order.dispatched_at)]


def response(books: Books, taken: list[Row]) -> Q:
    due = {row.work_order_id: row.due_at for row in books.rows["clock"] if row.kind == "first_contact"}
    asked = [one for one in taken if one.id in due]
    answered = [one for one in asked if one.signed_at and one.first_contact_at and one.first_contact_at <= due[one.id]]
    return Q(ids(answered), ids(asked))


def bulletin(books: Books, span: Span) -> Sheet:
    every, taken = said(books, span), dispatched(books, span)
    lines = []
    for key in {order.organisation_id for order in books.orders}:
        tally = Tally(books, span, lambda order, key=key: order.organisation_id == key)
        mine = [one for one in taken if one.organisation_id == key]
        own = every.of(key)
        if not (mine or tally.closed or own.pairs):
            continue
        cells = {**_unit(books, tally, mine, own, len(taken)), "unit": books.unit_name(key)}
        if key is None:
            cells["score"] = None
        lines.append(Line("nobody" if key is None else key, cells))
    places = competition([line.cells["score"] for line in lines])
    for line, place in zip(lines, places, strict=True):
        line.cells["rank"] = place
        line.sort = (line.key == "nobody", place or 99, -len(line.cells["taken"]), line.cells["unit"])
    lines.sort(key=lambda line: line.sort)
    total = None
    if lines:
        total = {**_unit(books, Tally(books, span), taken, every, len(taken)), "unit": "合计", "rank": None}
    extras = [running(books, span), rates(books, span), hot(books, span), ends(lines), discontent(books, every)]
    return Sheet("R08", lines, total, extras)


def _unit(books: Books, tally: Tally, taken: list[Row], own: Said, whole: int) -> Cells:
    answered = response(books, taken)
    three = (answered.value, own.solving.value, own.content.value)
    score = None
    if None not in three:
        weights = (Fraction(3, 10), Fraction(35, 100), Fraction(35, 100))
        score = two(sum(weight * value for weight, value in zip(weights, three, strict=True)) * 100)
    return {
        **own.counts, "taken": ids(taken), "share": Q(len(taken), whole), "closed": ids(tally.closed),
        "answered": answered.above, "asked": answered.below, "answered_rate": answered, "solved_rate": own.solving,
        "satisfaction": own.content, "score": score,
    }  # fmt: skip


def _month(books: Books, span: Span) -> Cells:
    tally = Tally(books, span)
    return {**tally.cells("received", "closed"), "dispatched": ids(dispatched(books, span)), **said(books, span).counts}


def running(books: Books, span: Span) -> Sheet:
    this, last = _month(books, span), _month(books, span.before())
    known = books.known_before(span.before())
    words = {
        "received": "受理件次", "dispatched": "转办件次", "closed": "办结件次", "called": "回访件", "solved": "解决",
        "content": "满意", "fairly": "基本满意", "so_so": "一般", "discontent": "不满意", "unrated": "未评价",
    }  # fmt: skip
    return Sheet(
        "R08.running", [two_counts(key, name, this[key], last[key] if known else None) for key, name in words.items()]
    )


def rates(books: Books, span: Span) -> Sheet:
    def found(asked: Span) -> dict[str, Q]:
        own = said(books, asked)
        return {
            "K05": Tally(books, asked).rate("closed_rate"), "K10": response(books, dispatched(books, asked)),
            "K08": own.solving, "K09.xining": own.content,
        }  # fmt: skip

    this = found(span)
    last = found(span.before()) if books.known_before(span.before()) else {}
    return Sheet("R08.rates", [two_rates(code, rate, last.get(code)) for code, rate in this.items()])


def hot(books: Books, span: Span) -> Sheet:
    whole, lines = Tally(books, span), []

    def cells(tally: Tally) -> Cells:
        found = compared(tally)
        names = ("before", "change", "growth")
        return {"received": ids(tally.received), "share": share_of(tally, whole), **{key: found[key] for key in names}}

    for top, tally in tallies(books, span, lambda order: order.top).items():
        if tally.received or tally.before:
            name = books.categories[top].name if top else "未分类"
            own = {"category": name, "example": estates_of(books, tally.received, 1)}
            lines.append(Line(top or "nobody", {**cells(tally), **own}, (top is None, -len(tally.received), name)))
    total = {**cells(whole), "category": "合计", "example": ""} if lines else None
    return Sheet("R08.hot", sorted(lines, key=lambda line: line.sort), total)


def ends(lines: list[Line]) -> Sheet:
    """The first and the last three of those that have a place, none twice."""
    placed = [line for line in lines if line.cells["rank"]]
    first = placed[:3]
    last = placed[3:][-3:]
    return Sheet(
        "R08.ends",
        [
            Line(line.key, {**line.cells, "part": words})
            for words, part in (("前三", first), ("后三", last))
            for line in part
        ],
    )


def discontent(books: Books, every: Said) -> Sheet:
    def cells(own: Said, whole: int) -> Cells:
        bad = [(o, c) for o, c in own.pairs if "discontent" in (c.attitude, c.rating)]
        both = Several(o.id for o, c in bad if c.attitude == c.rating)
        names = [books.categories[o.category_code].name for o, _ in bad if o.category_code]
        return {
            "bad": Several(o.id for o, _ in bad), "share": Q(len(bad), whole),
            "service": Several(o.id for o, c in bad if c.attitude == "discontent"),
            "result": Several(o.id for o, c in bad if c.rating == "discontent"), "both": both, "problems": top3(names),
        }  # fmt: skip

    whole = len(cells(every, 0)["bad"])
    lines = []
    for key in {order.organisation_id for order, _ in every.pairs}:
        own = {**cells(every.of(key), whole), "unit": books.unit_name(key)}
        if own["bad"]:
            sort = (key is None, -len(own["bad"]), own["unit"] if key else "")
            lines.append(Line("nobody" if key is None else key, own, sort))
    total = {**cells(every, whole), "unit": "合计"} if lines else None
    return Sheet("R08.discontent", sorted(lines, key=lambda line: line.sort), total)
