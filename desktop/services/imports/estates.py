"""Importing a list of estates with their companies, or of their rooms: all acceptable rows at once, or none."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter
from desktop.data.tables.estates import Estate, EstateService
from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.wording.calendar_text import day
from desktop.domain.wording.cleaning import street_key
from desktop.domain.wording.companies import CompanyName, company, company_key, completed, is_self_managed
from desktop.forms.imports.estates import ImportedEstate
from desktop.forms.imports.mapping import ImportMapping
from desktop.forms.imports.proposal import refusal
from desktop.forms.imports.targets import Target
from desktop.services.imports.opening import open_table
from desktop.services.imports.orders import NO_ROWS, keep_run
from desktop.services.imports.outcomes import Counts, Fate, Judged, Outcome
from desktop.services.imports.rooms import RoomList, lists_rooms
from desktop.services.imports.units import Units
from desktop.services.registry.pinyin import keys_of
from desktop.services.registry.serving import PROPERTY_COMPANY

ESTATE = (
    "id", "office_id", "name", "aliases", "district", "address", "built_year", "kind", "developer", "fee",
    "longitude", "latitude", "building_count", "households", "area", "committee_term_ends", "keys", "note",
    "source_key",
)  # fmt: skip
SERVICE = (
    "office_id", "estate_id", "organisation_id", "party", "since", "contract_ends", "manager", "manager_phone",
)  # fmt: skip
_DATE = r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?"
_TERM = re.compile(
    rf"(?:自|从)?\s*(?P<begins>{_DATE})\s*(?:起)?\s*(?:至|到|—+|－|~|～|-+)\s*(?P<ends>{_DATE})\s*(?:止)?"
)
_STEP = 200  # estates between two looks at the cancel button
_LONGEST_KEY = 64
_COORDINATES = re.compile(r"\s*(?P<longitude>\d{2,3}(?:\.\d+)?)\s*[,;，、 ]\s*(?P<latitude>\d{1,2}(?:\.\d+)?)\s*")


def import_estates(
    session: Session,
    path: Path,
    mapping: ImportMapping | None,
    operator: Operator,
    now: datetime,
    report: Report = unreported,
) -> Outcome:
    """Take in every estate that is not here yet, and its company; raises Refused where file or columns will not do.

    A list of rooms or buildings adds those, and the estates that are not here.
    `report(done, total)` counts every row twice; when it raises Cancelled nothing is kept.
    """
    with open_spreadsheet(path, report) as book:
        table = open_table(book, Target.ESTATES, mapping)
        if sentence := refusal(table.mapping):
            raise Refused(sentence)
        rows, rooms = judge_estates(session, table.rows(lambda done, total: report(done, 2 * total)), operator)
    if not rows:
        raise Refused(NO_ROWS)
    accepted = [row for row in rows if row.fate is Fate.IMPORT]
    counts = Counts.of(rows)
    run = keep_run(session, Target.ESTATES, path, counts, operator, now)
    if rooms:
        rooms.insert(_insert(session, rooms.new_estates, operator, unreported), report)
    else:
        _insert(session, accepted, operator, report)
    rejects, skips = ([row for row in rows if row.fate is fate] for fate in (Fate.REJECT, Fate.SKIP))
    return Outcome(counts, run.id, table.mapping, table.headings, table.doubts, rejects, skips)


def judge_estates(
    session: Session, rows: Iterable[Judged], operator: Operator
) -> tuple[Sequence[Judged], RoomList | None]:
    """All rows with their fate, and the list of rooms where they are rooms or buildings rather than estates."""
    judged = list(rows)
    if lists_rooms(judged):
        return judged, RoomList(session, judged, operator)
    _judge(session, judged, operator)
    return judged, None


def _judge(session: Session, rows: Sequence[Judged], operator: Operator) -> None:
    """An estate is known by its key at the source, else by its name in its street."""
    columns = (Estate.source_key, Estate.name, Estate.district, Estate.address)
    query = select(*columns).where(Estate.office_id == operator.office_id)
    sources: dict[str, str] = {}
    names: dict[str, list[tuple[str, str, str, str]]] = {}
    for source, name, district, address in session.execute(query):
        if source:
            sources[source] = "已有这个小区"
        names.setdefault(company_key(name), []).append((source or "", district, address, "已有同名的小区"))
    for row in rows:
        if row.fate is not Fate.IMPORT:
            continue
        form: ImportedEstate = replace(row.form, building="", unit="")  # how many there are, not which
        row.form = form
        key = source_key(form)
        district = district_of(form)
        twins = names.setdefault(company_key(form.name), [])
        if key and key in sources:
            row.skip(sources[key])
        elif told := next((told for *twin, told in twins if _same(twin, key, district, form.address)), None):
            row.skip(told)
        else:
            if key:
                sources[key] = f"与第{row.number}行相同"
            twins.append((key, district, form.address, f"与第{row.number}行相同"))


def source_key(form: ImportedEstate) -> str:
    """The estate's key in the list it came from; a long one as its digest."""
    key = form.source_key
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()


def district_of(form: ImportedEstate) -> str:
    """A chain like 上海房产网>上海小区>普陀小区>… names the district in its third place."""
    links = form.district.split(">")
    return links[2].removesuffix("小区") if len(links) > 3 else form.district


def term_of(form: ImportedEstate) -> tuple[date | None, date | None]:
    """When the contract begins and ends, from their own columns or from one that holds both."""
    begins, ends = form.since, form.contract_ends
    if both := _TERM.fullmatch(form.contract):
        with suppress(ValueError):
            begins, ends = begins or day(both["begins"]), ends or day(both["ends"])
    return begins, ends


def _same(twin: Sequence[str], key: str, district: str, address: str) -> bool:
    """Estates of one name are one unless their keys, or their streets and addresses, say otherwise."""
    other_key, other_district, other_address = twin
    if key and other_key:
        return False
    here, there = street_key(district), street_key(other_district)
    return (not here or not there or here == there) and (
        not address or not other_address or company_key(address) == company_key(other_address)
    )


def _insert(session: Session, rows: Sequence[Judged], operator: Operator, report: Report) -> int:
    """Write the estates; their ids go on from the one returned."""
    units = Units(session, operator)
    named = [company(row.form.company) for row in rows]
    known = [CompanyName(name, False) for name in units.names]
    full = completed([*known, *filter(None, named)])
    first = (session.scalar(select(func.max(Estate.id))) or 0) + 1
    Inserter(Estate, ESTATE).many(session, _estates(rows, first, operator, report))
    units.add_companies(full[name.name] for name in named if name)
    served = [
        (row, key, full[name.name]) for key, (row, name) in enumerate(zip(rows, named, strict=True), first) if name
    ]
    Inserter(EstateService, SERVICE).many(
        session,
        (
            (
                *(operator.office_id, key, units.company(name), PROPERTY_COMPANY),
                *(*term_of(row.form), row.form.manager, row.form.manager_phone),
            )
            for row, key, name in served
        ),
    )
    report(2 * len(rows), 2 * len(rows))
    return first


def _estates(rows: Sequence[Judged], first: int, operator: Operator, report: Report) -> Iterator[tuple[Any, ...]]:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            report(len(rows) + done, 2 * len(rows))
        values = {"id": first + done, "office_id": operator.office_id, **_values(row)}
        yield tuple(values[name] for name in ESTATE)


def _values(row: Judged) -> dict[str, Any]:
    form: ImportedEstate = row.form
    longitude, latitude = form.longitude, form.latitude
    if form.coordinates:
        if found := _COORDINATES.fullmatch(form.coordinates):
            longitude, latitude = float(found["longitude"]), float(found["latitude"])
        else:
            row.remarks.append(f"经纬度:{form.coordinates}")
    if is_self_managed(form.company):
        row.remarks.append(f"物业公司:{form.company}")
    if form.contract and term_of(form) == (form.since, form.contract_ends):
        row.remarks.append(f"合同期限:{form.contract}")
    developer = company(form.developer)
    return {
        "name": form.name,
        "aliases": form.aliases,
        "district": district_of(form),
        "address": form.address,
        "built_year": _whole(form.built_year),
        "kind": form.kind,
        "developer": developer.name if developer else "",
        "fee": form.fee,
        "longitude": longitude,
        "latitude": latitude,
        "building_count": _whole(form.building_count),
        "households": _whole(form.households),
        "area": form.area,
        "committee_term_ends": form.committee_term_ends,
        "keys": keys_of(form.name),
        "note": "\n".join(filter(None, (form.note, *dict.fromkeys(row.remarks)))),
        "source_key": source_key(form) or None,
    }


def _whole(figure: float | None) -> int | None:
    return None if figure is None else int(figure)
