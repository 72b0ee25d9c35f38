"""assessment --period 2026Q3|2026 --out FILE.xlsx, and assessment import FILE | publish | template."""

from argparse import Namespace
from datetime import datetime
from typing import Any

from desktop.commands.desk import open_desk
from desktop.domain.assessment.outcome import Listed
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.forms.assessment import PublishForm
from desktop.services.assessment.import_template import template
from desktop.services.assessment.importing import import_file
from desktop.services.assessment.publishing import publish
from desktop.services.assessment.showing import Given, given
from desktop.services.published import standing
from desktop.services.reports.assessment_book import book
from desktop.services.saving import save_table


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """The counts of the task that was asked for."""
    term = _term(arguments.period)
    match arguments.task:
        case "import":
            return _import(arguments, term, now)
        case "publish":
            return _publish(arguments, _needed(term), now)
        case "template":
            return _template(arguments, _needed(term), now)
    return _export(arguments, _needed(term), now)


def _export(arguments: Namespace, term: Term, now: datetime) -> dict[str, Any]:
    """Counts: estates, those with a total, red, black, below the exposure line, companies."""
    with open_desk(arguments) as desk, desk.database.read() as session:
        found = given(session, term, now)
        place = save_table(book(session, found, desk.operator, now), arguments.out, now)
    for warning in () if found.publication else found.view.warnings:
        print(warning)
    print(place.sentence)
    return {"period": term.code, **_counts(found), "file": str(place.path)}


def _publish(arguments: Namespace, term: Term, now: datetime) -> dict[str, Any]:
    with open_desk(arguments) as desk:
        with desk.database.write() as session:
            publish(session, term, PublishForm(arguments.note), desk.operator, now)
        with desk.database.read() as session:
            found, stands = given(session, term, now), standing(session, term)
    assert stands is not None
    print(f"已公布{term.words}考核结果(第{stands.number}次)。")
    return {"period": term.code, "number": stands.number, "digest": stands.digest, **_counts(found)}


def _import(arguments: Namespace, term: Term | None, now: datetime) -> dict[str, Any]:
    if not arguments.file.is_file():
        raise Refused(f"找不到文件“{arguments.file}”,请检查路径。")
    with open_desk(arguments) as desk, desk.database.write() as session:
        outcome = import_file(session, arguments.file, term, desk.operator, now)
        stand = [Term.parse(code) for code in outcome.terms if standing(session, Term.parse(code)) is not None]
    for note in outcome.notes:
        print(note)
    for published in stand if outcome.new or outcome.changed else ():
        print(f"{published.words}的结果已经公布,公布的不变;要用新的数据,请重新公布。")
    return {
        "surveys": outcome.surveys,
        "opinions": outcome.opinions,
        "adjustments": outcome.adjustments,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "periods": outcome.terms,
    }


def _template(arguments: Namespace, term: Term, now: datetime) -> dict[str, Any]:
    with open_desk(arguments) as desk, desk.database.read() as session:
        table = template(session, term)
        place = save_table(table, arguments.out, now)
    print(place.sentence)
    return {"period": term.code, "sheets": 1 + len(table.extras), "file": str(place.path)}


def _counts(found: Given) -> dict[str, Any]:
    rows = found.view.rows
    return {
        "published": found.publication.number if found.publication else None,
        "estates": len(rows),
        "ranked": sum(row.total is not None for row in rows),
        "red": sum(row.listed is Listed.RED for row in rows),
        "black": sum(row.listed is Listed.BLACK for row in rows),
        "below": sum(row.below for row in rows),
        "companies": len(found.view.companies),
    }


def _term(text: str | None) -> Term | None:
    if text is None:
        return None
    try:
        return Term.parse(text)
    except ValueError as error:
        raise Refused({"period": str(error)}) from error


def _needed(term: Term | None) -> Term:
    """A term, which the command line has made sure of."""
    assert term is not None
    return term
