"""All reports of a random office held against its rows: every cell, and the orders behind the figures."""

from collections.abc import Callable
from typing import Any

from assessed_sheets import assessment, company_year, lists
from books import Books
from case_sheets import civilised, enforcement, rectification, supervision
from cause_checks import check_causes
from cells import Found, Sheet, hold
from compared_sheets import SUFFIX, check_compared, first_sheet, other
from cross_sheets import MEASURES, SIDES, check_cross
from ledger_sheets import disclosures, ledger
from monthly_sheets import bulletin
from nasty_moments import Chance, span_of
from nasty_office import office
from opened_anew import check_opened
from order_sheets import by_category, by_channel, by_estate, by_unit
from overview_sheets import overview, summary
from register_sheets import contracts, disinfection, renovation, supplies
from score_sheets import gathered, performance, ranked
from spans import Span
from sqlalchemy.orm import Session
from vote_sheets import terms, votes
from weekly_sheets import weekly

from desktop.documents.table import Table
from desktop.domain.cross import CrossTable
from desktop.domain.errors import Refused
from desktop.domain.extent import Extent, Scope
from desktop.domain.operator import Operator
from desktop.services.analysis.common_causes import common_causes
from desktop.services.cross.making import columns_of, cross_table
from desktop.services.reports import report
from desktop.services.reports.comparing import compared
from desktop.services.reports.r01_ledger import full_ledger

Made = Sheet | tuple[Sheet, str] | None
SHEETS: dict[str, Callable[[Books, Span], Made]] = {
    "R01": ledger, "R02": by_estate, "R03": by_category, "R04": by_channel, "R05": overview, "R06": performance,
    "R07": weekly, "R08": bulletin, "R09": supervision, "R10": rectification, "R11": enforcement, "R12": assessment,
    "R13": company_year, "R14": lists, "R15": votes, "R16": terms, "R17": contracts, "R18": renovation,
    "R19": disinfection, "R20": supplies, "R21": civilised, "R22": gathered, "R23": summary, "R24": disclosures,
    "U01": by_unit, "U02": ranked,
}  # fmt: skip
COMPARED = ("R02", "R03", "R04", "R06", "R07", "R08", "R11", "R21", "R22", "U01", "U02")


def extent(books: Books, chance: Chance) -> Extent:
    units = list(books.units)
    companies = [key for key, row in books.units.items() if row.party == "property_company" and key > 700]
    sides: Any = chance.sides([key for key in books.estates if key > 800], companies, units)
    return Extent.of(chance.period, Scope(**sides, words="、".join(sides)))


def check_office(session: Session, operator: Operator, seed: int, opened: int = 6) -> Found:
    """Fill the database from the seed and recount everything once; `opened` figures of each report are opened."""
    chance = office(session, operator, seed)
    books, found = Books(session, chance.now), Found()
    period = extent(books, chance)
    span = span_of(period, {side: value for side, value in period.scope.as_json().items() if side != "words"})
    for code, make in SHEETS.items():
        made = make(books, span)
        check(session, code, made, period, operator, chance, found, opened)
    hold(full_ledger(session, None, operator, chance.now), ledger(books, None, full=True), found)
    table = report("U03").make(session, period, operator, chance.now)
    check_causes(books, span, table, common_causes(session, period, chance.now), found)
    for _ in range(2):
        hold_against(session, books, span, period, operator, chance, found)
        cross(session, books, span, period, operator, chance, found)
    return found


def hold_against(
    session: Session, books: Books, span: Span, period: Extent, operator: Operator, chance: Chance, found: Found
) -> None:
    """Some report beside the period before or the year before."""
    code, against = chance.pick(COMPARED), chance.pick(SUFFIX)
    table = compared(session, report(code), period, operator, chance.now, against)
    this, that = (first_sheet(SHEETS[code](books, asked)) for asked in (span, other(span, against)))
    added = check_compared(books, span, table, this, that, against)
    found.cells += added.cells
    found.wrong += added.wrong


def cross(
    session: Session, books: Books, span: Span, period: Extent, operator: Operator, chance: Chance, found: Found
) -> None:
    """Some cross table."""
    rows, columns = chance.random.sample(list(SIDES), 2)
    wanted = CrossTable(rows, chance.pick([columns, columns, None]), chance.pick(MEASURES), period.scope)
    table = cross_table(session, wanted, period, operator, chance.now)
    added = check_cross(books, span, table, wanted, columns_of(session, wanted, period, chance.now))
    found.cells += added.cells
    found.wrong += added.wrong


def check(
    session: Session,
    code: str,
    made: Made,
    period: Extent,
    operator: Operator,
    chance: Chance,
    found: Found,
    opened: int,
) -> None:
    sheet, words = made if isinstance(made, tuple) else (made, "")
    try:
        table: Table = report(code).make(session, period, operator, chance.now)
    except Refused:
        if sheet is not None:
            found.wrong.append(f"{code}: refused")
        return
    if sheet is None:
        found.wrong.append(f"{code}: made before it began")
        return
    found.cells += bool(words)
    if words and not any(words in note for note in table.notes):
        found.wrong.append(f"{code}: {words} is not below it")
    hold(table, sheet, found)
    check_opened(session, sheet, period, chance, found, opened)
