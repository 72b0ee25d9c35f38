"""Live formulas of report columns, written with column keys and turned into cells of one row.

`{closed}` is the cell of column `closed` in the same row, `{closed:total}` its cell in the total row, `{closed:all}`
the whole column without headings and total. Only the functions that every office program knows are used. Missing
figures stand as —, so differences ask before they count.
"""

import re
from collections.abc import Callable

NOTHING = "—"
_REFERENCE = re.compile(r"\{(\w+)(?::(total|all))?\}")


def share(numerator: str, denominator: str, cut: int | None = None) -> str:
    """The share of one column in another (`count:total` for the total row's cell), — where nothing is counted.

    `cut` cuts it off after so many decimals of the percentage (截断); otherwise the number format rounds it half up.
    """
    divided = f"{{{numerator}}}/{{{denominator}}}"
    figure = divided if cut is None else f"ROUNDDOWN({divided},{cut + 2})"
    return f'IF(N({{{denominator}}})=0,"{NOTHING}",{figure})'  # a missing number stands as — itself


def difference(now: str, before: str, times: int = 1) -> str:
    """How much more than before; `times` 100 makes percentage points of two rates."""
    factor = f"*{times}" if times != 1 else ""
    return f'IF(COUNT({{{now}}},{{{before}}})<2,"{NOTHING}",({{{now}}}-{{{before}}}){factor})'


def growth(now: str, before: str) -> str:
    """The change against before as a share of before."""
    return f'IF(COUNT({{{now}}},{{{before}}})<2,"{NOTHING}",IF({{{before}}}=0,"{NOTHING}",{{{now}}}/{{{before}}}-1))'


def in_cells(formula: str, cell: Callable[[str, str], str]) -> str:
    """Put `cell(key, where)` in the place of every reference; `where` is "", "total" or "all". A leading = is added."""
    return "=" + _REFERENCE.sub(lambda found: cell(found[1], found[2] or ""), formula)
