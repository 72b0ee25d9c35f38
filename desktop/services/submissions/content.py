"""What a signed workbook says, checked field by field: a signature proves who made it, not that it is well formed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from desktop.domain.errors import Refused
from desktop.domain.extent import Scope
from desktop.domain.lifecycle import State, Urgency
from desktop.domain.text import normalise
from desktop.domain.timing.periods import Period, sensible
from desktop.domain.words import Labelled
from desktop.forms.intake import Kind
from desktop.forms.outcomes import Rating, Solved, Verdict
from desktop.services.sealing.sent_orders import COLUMNS, SentOrder

MOST_ORDERS: Final = 300_000
MOST_CELLS: Final = 2_000_000
_MOST_SHEETS = 60
_CODE, _SHORT, _PROSE = 40, 200, 4_000  # characters, as the tables take them
_MALFORMED = "报送数据的内容不完整,读不懂;请对方升级程序后重新导出“月度汇总”再报。"


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose figures these are; `gid` stays when the name changes."""

    gid: str
    name: str
    town: str


@dataclass(frozen=True, slots=True)
class Content:
    """A report as it was signed. `definitions` are by code (digest, name, words, content), `names` what the codes in
    the orders are called at the sender's, `sheets` as `documents.sealed_cells.sealed` gives them."""

    sender: Sender
    period: Period
    scope: Scope
    report: str
    report_name: str
    program: str
    made_at: datetime
    definitions: Mapping[str, Mapping[str, Any]]
    sheets: Sequence[Mapping[str, Any]]
    names: Mapping[str, Mapping[str, Mapping[str, Any]]]
    orders: tuple[SentOrder, ...]


def parse(report: Any, orders: Any) -> Content:
    """The content of the two parts; `orders` is None where a report carries none. Raises Refused for odd shapes."""
    try:
        sender = report["office"]
        return Content(
            Sender(_text(sender["gid"], 64, needed=True), _text(sender["name"], _SHORT, needed=True),
                   _text(sender["town"], _SHORT)),
            _period(report["period"]),
            Scope.parse(report["scope"]),
            _text(report["report"], _CODE),
            _text(report["report_name"], _SHORT),
            _text(report["program"], _SHORT),
            _moment(report["made_at"]),
            {_text(code, _CODE): _definition(found) for code, found in report["definitions"].items()},
            _sheets(report["sheets"]),
            _names(orders["names"]) if orders is not None else {"channels": {}, "categories": {}},
            _orders(orders["columns"], orders["rows"]) if orders is not None else (),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise Refused(_MALFORMED) from error


def _period(found: Any) -> Period:
    first, last = (sensible(date.fromisoformat(found[end])) for end in ("first", "last"))
    until = date.fromisoformat(found["until"]) if "until" in found else None
    if until is not None and not first <= until < last:
        raise ValueError("until")
    return Period(first, last, until=until)


def _text(value: Any, most: int, needed: bool = False) -> str:
    if not isinstance(value, str) or len(value) > most or (needed and not value.strip()):
        raise ValueError("text")
    return normalise(value)


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is not None:
        raise ValueError("moment")
    return found


def _definition(found: Any) -> dict[str, Any]:
    return {
        "digest": _text(found["digest"], 64),
        "name": _text(found["name"], _SHORT),
        "words": _text(found["words"], _PROSE),
        "content": dict(found["content"]),
    }


def _names(found: Any) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        kind: {
            _text(code, _CODE): {
                "name": _text(entry["name"], _SHORT),
                "parent": _maybe(_code)(entry.get("parent")),
                "counted": _flag(entry["counted"]),
            }
            for code, entry in found[kind].items()
        }
        for kind in ("channels", "categories")
    }


def _sheets(found: Any) -> list[Mapping[str, Any]]:
    if len(found) > _MOST_SHEETS or sum(len(one["rows"]) * len(one["columns"]) for one in found) > MOST_CELLS:
        raise ValueError("sheets")
    return [_sheet(one) for one in found]


def _sheet(found: Any) -> Mapping[str, Any]:
    columns = [
        {
            "key": _text(column["key"], _SHORT),
            "title": _text(column["title"], _SHORT),
            "kind": _text(column["kind"], _CODE),
            "summed": _flag(column["summed"]),
        }
        for column in found["columns"]
    ]
    rows, total = found["rows"], found["total"]
    if any(len(row) != len(columns) for row in (*rows, *([total] if total is not None else ()))):
        raise ValueError("rows")
    return {
        "name": _text(found["name"], 31, needed=True),
        "source": _text(found["source"], _CODE),
        "columns": columns,
        "first": _whole(found["first"], 2, 10),
        "rows": [list(row) for row in rows],
        "cut": _flag(found["cut"]),
        "subtotals": [_whole(at, 0, len(rows)) for at in found["subtotals"]],
        "total": total if total is None else list(total),
        "keys": list(found["keys"]),
        "lines": [[_whole(row, 1, 2_000_000), _text(text, 40_000)] for row, text in found["lines"]],
    }


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("number")
    return value


def _orders(columns: Any, rows: Any) -> tuple[SentOrder, ...]:
    """Columns that a newer program adds are left out; those that an older one lacks are refused."""
    places = [list(columns).index(name) for name in COLUMNS]
    if len(rows) > MOST_ORDERS:
        raise ValueError("orders")
    readers = [_READERS[name] for name in COLUMNS]
    orders = tuple(SentOrder(*(read(row[place]) for read, place in zip(readers, places, strict=True))) for row in rows)
    if len({order.gid for order in orders}) != len(orders):
        raise ValueError("twice")
    return orders


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def _code(value: Any) -> str:
    return _text(value, _CODE)


def _short(value: Any) -> str:
    return _text(value, _SHORT)


def _gid(value: Any) -> str:
    return _text(value, 32, needed=True)


def _prose(value: Any) -> str:
    return _text(value, _PROSE)


def _maybe(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _word(words: type[Labelled]) -> Callable[[Any], str]:
    return lambda value: words(value).value


_READERS: dict[str, Callable[[Any], Any]] = {
    "gid": _gid,
    "number": _code,
    "upstream_number": _short,
    "received_at": _moment,
    "channel_code": _code,
    "category_code": _maybe(_code),
    "kind": _word(Kind),
    "urgency": _word(Urgency),
    "estate": _short,
    "unit": _short,
    "summary": _prose,
    "state": _word(State),
    "verdict": _maybe(_word(Verdict)),
    "rating": _maybe(_word(Rating)),
    "solved": _maybe(_word(Solved)),
    "contacted": _maybe(_flag),
    "repeat": _flag,
    "merged": _flag,
    "returned": _flag,
    "dispatched_at": _maybe(_moment),
    "first_contact_at": _maybe(_moment),
    "closed_at": _maybe(_moment),
    "close_due_at": _maybe(_moment),
}
