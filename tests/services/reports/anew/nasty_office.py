"""A random office on a database that has the shipped lists: estates, companies that came and went, orders, records."""

from datetime import date, timedelta
from typing import Any

from nasty_moments import Chance
from nasty_orders import Orders
from nasty_records import Records
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from desktop.data.tables import metadata
from desktop.data.tables.inspections import Checklist, ChecklistVersion
from desktop.domain.assessment.term import Term
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.assessment import PublishForm
from desktop.services.assessment.publishing import publish
from desktop.services.registers.stated import figures

PARTIES = [
    "property_company", "property_company", "property_company", "neighborhood_committee", "owners_committee",
    "urban_enforcement", "", "town_housing_office",
]  # fmt: skip
LISTS = ("civilized_city_community", "property_daily_assessment", "handover_filing")
SIZES = [
    (None, None),
    (1.5, 300),
    (0.7, 500),
    (12.25, 1500),
    (None, 0),
    (0.0, 499),
    (3.0, None),
    (2.5, 800),
    (9.9, 1499),
]


def office(session: Session, operator: Operator, seed: int) -> Chance:
    """Everything is written, nothing committed; returns the chance, which knows the moment and the period."""
    chance = Chance(seed)
    session.execute(text("PRAGMA defer_foreign_keys=ON"))  # rows come in any order
    own = {"office_id": operator.office_id}
    staff = [operator.id, *_staff(session, own)]
    units, estates = _places(session, chance, own)
    orders = Orders(chance, own, staff, estates, units)
    orders.fill(chance.pick([0, 1, 5, 20, 40, 80, 120]))
    records = Records(chance, own, staff, estates, units, len(orders.rows["work_order"]))
    if chance.maybe(0.85):
        records.inspections(_versions(session))
    if chance.maybe(0.85):
        records.registers()
    _categories(session, chance)
    for rows in (
        orders.rows,
        records.rows,
        {"stated_figure": _stated(chance, own)},
        _assessed(chance, own, estates, units),
    ):
        for table, values in rows.items():
            _keep(session, table, values)
    session.flush()
    if chance.maybe(0.4):
        _publish(session, chance, operator)
    return chance


def _keep(session: Session, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(metadata.tables[table]), rows)


def _staff(session: Session, own: dict[str, Any]) -> list[int]:
    _keep(
        session,
        "staff_member",
        [{"id": 900 + at, "name": name, **own} for at, name in enumerate(("钱一", "孙二"))],
    )
    return [900, 901]


def _places(session: Session, chance: Chance, own: dict[str, Any]) -> tuple[list[int], list[int]]:
    units = list(range(701, 701 + len(PARTIES)))
    _keep(
        session,
        "organisation",
        [{"id": key, "name": f"单位{key}", "party": party, **own} for key, party in zip(units, PARTIES, strict=True)],
    )
    sizes = chance.random.sample(SIZES, chance.random.randint(2, len(SIZES)))
    estates = list(range(801, 801 + len(sizes)))
    same = chance.maybe(0.15)  # two estates of one name
    alike = chance.maybe(0.3)  # all in one group of the assessment, which then has lists
    _keep(
        session,
        "estate",
        [
            {
                "id": key, "name": "小区801" if same and at < 2 else f"小区{key}", "area": area,
                "households": households, "kind": "" if alike else chance.pick(["", "商品房", "老旧小区", "前期物业"]),
                "built_year": 1998 if alike else chance.pick([None, 1998, 2018, 2020]), "active": chance.maybe(0.88),
                "committee_term_ends": chance.day() if chance.maybe(0.3) else None, **own,
            }
            for at, (key, (area, households)) in enumerate(zip(estates, sizes, strict=True))
        ],
    )  # fmt: skip
    services: list[dict[str, Any]] = []
    for estate in estates:
        services += _served(chance, estate, units, own)
    _keep(session, "estate_service", [{"id": at, **row} for at, row in enumerate(services, 5001)])
    return units, estates


def _served(chance: Chance, estate: int, units: list[int], own: dict[str, Any]) -> list[dict[str, Any]]:
    """One company, several one after the other, some at once, or none."""

    def row(company: int, since: date | None, until: date | None, party: str = "property_company") -> dict[str, Any]:
        return {
            "estate_id": estate, "organisation_id": company, "party": party, "since": since, "until": until,
            "manager": chance.pick(["", "吴经理"]), **own,
        }  # fmt: skip

    way = chance.pick(["none", "one", "handed", "edge", "any", "ended"])
    first, second, _third = chance.random.sample(units[:3], 3)
    change = chance.day()
    edge = chance.pick([chance.period.first, chance.period.last])
    found = {
        "none": [],
        "one": [row(first, chance.pick([None, change]), None)],
        "handed": [row(first, None, change - timedelta(days=1)), row(second, change, None)],
        "edge": [row(first, date(2023, 1, 1), edge), row(second, edge + timedelta(days=chance.pick([0, 1])), None)],
        "any": [row(chance.pick(units[:3]), chance.pick([None, chance.day()]), None) for _ in range(2)],
        "ended": [row(first, date(2023, 1, 1), change)],
    }[way]
    if chance.maybe(0.5):
        found.append(row(units[3], None, None, "neighborhood_committee"))
    return found


def _versions(session: Session) -> list[tuple[int, list[str]]]:
    rows = session.execute(
        select(ChecklistVersion.id, ChecklistVersion.content)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .where(Checklist.code.in_(LISTS))
        .order_by(ChecklistVersion.id)
    )
    return [
        (key, [item["code"] for section in content["sections"] for item in section["items"]]) for key, content in rows
    ]


def _categories(session: Session, chance: Chance) -> None:
    """Two of the office's own, one called like a shipped one; some no longer in use, one that counts no more."""
    table = metadata.tables["category"]
    _keep(
        session,
        "category",
        [
            {
                "code": "OWN1",
                "parent_code": "03",
                "name": "屋面渗漏",
                "position": 500,
                "counted": True,
                "hot_class": "绿化",
            },
            {
                "code": "OWN2",
                "parent_code": None,
                "name": "本镇专项",
                "position": 90,
                "counted": chance.maybe(0.5),
                "hot_class": "",
            },
        ],
    )
    for code in ("0101", "0202"):
        if chance.maybe(0.2):
            session.execute(table.update().where(table.c.code == code).values(active=False, counted=chance.maybe(0.5)))


def _stated(chance: Chance, own: dict[str, Any]) -> list[dict[str, Any]]:
    """Figures stated for the period, for its months, or for some days of it."""
    found: dict[tuple[str, date, date], dict[str, Any]] = {}
    whole = [chance.period, chance.period.a_year_before()]
    months = [month for one in whole for month in one.last_months(2)]
    for code in figures():
        for span in [*whole, *months, Period(chance.period.last, chance.period.last)]:
            if chance.maybe(0.25):
                found[code, span.first, span.last] = {
                    "code": code, "first": span.first, "last": span.last,
                    "value": chance.pick([0.0, 5.0, 12.5, 1000.0]), **own,
                }  # fmt: skip
    return [{"id": at, **row} for at, row in enumerate(found.values(), 1)]


def _terms(chance: Chance) -> list[Term]:
    quarter = Term.quarter_of(chance.period)
    return [quarter, quarter.previous, Term(chance.period.last.year), Term(chance.period.last.year, 1)]


def _assessed(
    chance: Chance, own: dict[str, Any], estates: list[int], units: list[int]
) -> dict[str, list[dict[str, Any]]]:
    """What was entered by hand for assessments."""
    rows: dict[str, list[dict[str, Any]]] = {"survey": [], "opinion": [], "adjustment": [], "estate_group": []}
    for term in dict.fromkeys(_terms(chance)):
        for estate in estates:
            if chance.maybe(0.5):
                counts = [chance.random.randint(0, 9) for _ in range(6)]
                counts = [0] * 6 if chance.maybe(0.1) else counts
                rows["survey"].append(
                    {"estate_id": estate, "period": term.code, "counts": counts, "invalid": 1, "on": chance.day()}
                )
            sources = ["neighborhood", "owners", "cooperation"] if term.quarter else ["department"]
            for source in sources:
                if chance.maybe(0.4):
                    rows["opinion"].append(
                        {
                            "estate_id": estate, "period": term.code, "source": source,
                            "score": chance.pick([0.0, 58.255, 70.5, 88.0, 100.0]), "at": chance.now,
                        }
                    )  # fmt: skip
            if chance.maybe(0.3):
                rows["adjustment"].append(_points(chance, term, estate, None))
        if chance.maybe(0.4):
            rows["adjustment"].append(_points(chance, term, None, chance.pick(units[:3])))
    for estate in estates:
        if chance.maybe(0.2):
            rows["estate_group"].append({"estate_id": estate, "group": chance.pick(["前期", "满8年", "从前的组"])})
    return {table: [{"id": at, **own, **row} for at, row in enumerate(found, 1)] for table, found in rows.items()}


def _points(chance: Chance, term: Term, estate: int | None, company: int | None) -> dict[str, Any]:
    size = chance.pick([1.5, -2.0, -12.5, 4.0, 7.0])
    return {
        "estate_id": estate,
        "organisation_id": company,
        "period": term.code,
        "points": size,
        "reason": "表彰",
        "on": chance.day(),
    }


def _publish(session: Session, chance: Chance, operator: Operator) -> None:
    for term in chance.random.sample(_terms(chance), 2):
        try:
            publish(session, term, PublishForm(), operator, chance.now)
        except Refused:
            continue
