"""The shipped lists: each usable as it stands, in every database, and never put over the office's own."""

import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, select

from desktop.data.database import Database
from desktop.data.tables.inspections import Checklist, ChecklistVersion
from desktop.domain.inspection.checklist import parse, plain
from desktop.domain.inspection.scoring import Answer, score
from desktop.domain.inspection.validation import problems
from desktop.domain.operator import Operator
from desktop.services.inspection.lists import checklists, version
from desktop.services.inspection.seeding import ensure_checklists
from desktop.services.reference.seeding import ensure_office
from desktop.system.resources import load_json, path

FILES = sorted(file.name for file in path("checklists").glob("*.json"))
LEAVES = {leaf["code"] for top in load_json("categories.json")["categories"] for leaf in top["children"]}
KNOWN = {
    "code", "text", "points", "way", "amount", "most", "tiers", "evidence", "severity", "rectify", "category", "veto",
    "may_not_apply", "basis", "sources", "inferred",
}  # fmt: skip


def shipped(name: str) -> dict[str, Any]:
    return json.loads(path("checklists", name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_list_is_good(name: str) -> None:
    entry = shipped(name)
    made = parse(entry)
    assert problems(made) == []
    assert made.points == 100
    assert parse(plain(made)) == made
    assert {item.category for item in made.items()} <= LEAVES | {None}
    for section in made.sections:
        assert all(item.code.startswith(f"{section.code}.") for item in section.items)
    assert all(set(item) <= KNOWN for section in entry["sections"] for item in section["items"])
    assert all(item.evidence for item in made.items())
    assert datetime.fromisoformat(entry["issued"]) < datetime(2027, 1, 1)
    assert entry["position"] == int(name[:2])


@pytest.mark.parametrize("name", FILES)
def test_a_list_without_a_fault_gives_full_marks_and_one_in_every_item_none(name: str) -> None:
    made = parse(shipped(name))
    best = score(made, {item.code: Answer(_best(item.way)) for item in made.items()})
    assert (best.total, best.grade, best.failed) == (100, "优秀", ())
    worst = score(made, {item.code: Answer(_worst(item)) for item in made.items()})
    assert (worst.total, worst.grade) == (0, "不合格")
    assert len(worst.failed) == sum(1 for _ in made.items())


def _best(way: str) -> Any:
    return 100 if way == "ratio" else 0


def _worst(item: Any) -> Any:
    return {"per_occurrence": 999, "tiered": len(item.tiers) - 1, "ratio": 0}.get(item.way, 1)


def test_a_new_database_has_the_twelve_lists_in_their_order(database: Database) -> None:
    with database.read() as session:
        found = checklists(session)
        assert [entry.code for entry in found] == [shipped(name)["code"] for name in FILES]
        assert all(entry.shipped and entry.active and entry.number == 1 and entry.points == 100 for entry in found)
        assert version(session, found[0].version_id) == parse(shipped(FILES[0]))


def test_a_database_from_before_gets_them_at_its_next_start(database: Database) -> None:
    with database.write() as session:
        session.execute(delete(ChecklistVersion))
        session.execute(delete(Checklist))
    with database.write() as session:
        ensure_office(session)
    with database.read() as session:
        assert len(checklists(session)) == 12


def test_an_office_that_has_lists_is_left_alone(database: Database, operator: Operator) -> None:
    with database.write() as session:
        session.execute(delete(ChecklistVersion).where(ChecklistVersion.checklist_id > 1))
        session.execute(delete(Checklist).where(Checklist.id > 1))
        session.get_one(Checklist, 1).name = "我们改过的名字"
    with database.write() as session:
        ensure_checklists(session, operator.office_id)
    with database.read() as session:
        assert session.scalars(select(Checklist.name)).all() == ["我们改过的名字"]
