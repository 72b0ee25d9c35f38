"""A thousand random inspections through the services, against marks computed another way from the shipped files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from sqlalchemy import select

from desktop.data.tables.inspections import Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding
from desktop.domain.inspection.states import InspectionKind
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services import concluding
from desktop.services.inspection import inspecting, lists, preparing, viewing
from desktop.system.resources import path
from tests.office import Office

TENTH = Decimal("0.1")


@dataclass
class Marked:
    """What an auditor with a pocket calculator gets."""

    total: Decimal | None
    grade: str
    vetoed: bool
    lost: dict[str, Decimal]
    faulty: set[str]


def shipped() -> list[dict[str, Any]]:
    """The twelve files as they are, with decimal numbers."""
    files = sorted(path("checklists").glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal) for file in files]


def items_of(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in entry["sections"]:
        yield from section["items"]


def random_answers(entry: dict[str, Any], random: Random) -> dict[str, ItemAnswer]:
    """Any answer that the item can have, most of them good."""
    answers = {}
    for item in items_of(entry):
        code, good = item["code"], random.random() < 0.6
        if item.get("may_not_apply", True) and random.random() < 0.12:
            answers[code] = ItemAnswer(code, applicable=False)
            continue
        match item["way"]:
            case "per_occurrence":
                value: float = 0 if good else random.choice((1, 2, 3, 7, 40))
            case "tiered":
                value = random.randrange(len(item["tiers"]))
            case "ratio":
                value = 100 if good else random.choice((0, 33.3, 50, 87.25, 99.9))
            case "number":
                value = 0 if good else random.choice((0.1, 0.5, float(item["points"])))
            case _:
                value = 0 if good else 1
        answers[code] = ItemAnswer(code, value=value, fixed_on_spot=random.random() < 0.1)
    return answers


def marked(entry: dict[str, Any], answers: dict[str, ItemAnswer]) -> Marked:
    """Points, total, grade and veto, item by item, in decimals."""
    possible = got = Decimal(0)
    lost: dict[str, Decimal] = {}
    faulty: set[str] = set()
    vetoed = False
    for item in items_of(entry):
        answer, worth = answers[item["code"]], item["points"]
        if not answer.applicable:
            if not entry["rules"]["leave_out"]:
                possible, got = possible + worth, got + worth
            continue
        value = Decimal(str(answer.value))
        if item["way"] == "per_occurrence":
            off = value * item["amount"]
        elif item["way"] == "all_or_nothing":
            off = worth * value
        elif item["way"] == "tiered":
            off = item["tiers"][int(value)]["deduct"]
        elif item["way"] == "ratio":
            off = worth - (worth * value / 100).quantize(TENTH, ROUND_HALF_UP)
        elif item["way"] == "number":
            off = value
        else:
            off = Decimal(0)
        limit = worth if item.get("most") is None else min(worth, item["most"])
        off = min(off, limit)
        possible, got = possible + worth, got + worth - off
        if off:
            lost[item["code"]] = off
        if off or (item["way"] == "yes_no" and value):
            faulty.add(item["code"])
            vetoed = vetoed or bool(item.get("veto") and entry["rules"]["veto_fails"])
    if not possible:
        return Marked(None, "", vetoed, lost, faulty)
    unit = Decimal(1).scaleb(-int(entry["rules"]["decimals"]))
    way = ROUND_DOWN if entry["rules"]["rounding"] == "truncate" else ROUND_HALF_UP
    total = (got * 100 / possible).quantize(unit, way)
    grades = sorted(entry["bands"], key=lambda band: band["least"])
    reached = [band["name"] for band in grades if total >= band["least"]]
    return Marked(total, grades[0]["name"] if vetoed or not reached else reached[-1], vetoed, lost, faulty)


def test_live_scores_of_a_thousand_random_inspections(office: Office) -> None:
    random = Random(20261122)
    files = shipped()
    with office.database.write() as session:
        ids = {entry["code"]: lists.newest(session, entry["code"]).id for entry in files}
        prepared = {
            code: preparing.prepare(session, key, [office.estate], InspectionKind.DAILY, office.operator, office.now)[0]
            for code, key in ids.items()
        }
        for _ in range(1000):
            entry = random.choice(files)
            answers = random_answers(entry, random)
            saved = inspecting.save_answers(
                session, prepared[entry["code"]], list(answers.values()), office.operator, office.now
            )
            expected = marked(entry, answers)
            result = saved.score
            shown = None if result.total is None else Decimal(str(float(result.total)))
            assert (shown, result.grade, bool(result.vetoed)) == (expected.total, expected.grade, expected.vetoed)
            assert {code: Decimal(str(float(off))) for code, off in result.deductions.items()} == expected.lost
            assert set(result.failed) == expected.faulty
            assert not result.unanswered


def test_kept_scores_deductions_and_findings_of_random_inspections(office: Office) -> None:
    random = Random(3)
    expected: dict[int, Marked] = {}
    with office.database.write() as session:
        for entry in shipped():
            key = lists.newest(session, entry["code"]).id
            for _ in range(3):
                answers = random_answers(entry, random)
                (made,) = preparing.prepare(
                    session, key, [office.estate], InspectionKind.DAILY, office.operator, office.now
                )
                head = InspectionHead(office.now.date(), "王芳")
                inspecting.save_head(session, made, head, office.operator, office.now)
                inspecting.save_answers(session, made, list(answers.values()), office.operator, office.now)
                concluding.finish(session, made, office.operator, office.now)
                expected[made] = marked(entry, answers)
    assert len(expected) == 36
    with office.database.read() as session:
        for key, marks in expected.items():
            row = session.get_one(Inspection, key)
            assert (Decimal(str(row.score)), row.grade, row.vetoed) == (marks.total, marks.grade, marks.vetoed)
            kept = session.scalars(select(InspectionAnswer).where(InspectionAnswer.inspection_id == key)).all()
            assert {a.item_code: Decimal(str(a.deduction)) for a in kept if a.deduction} == marks.lost
            found = set(session.scalars(select(Finding.item_code).where(Finding.inspection_id == key)))
            assert found == marks.faulty == set(viewing.view(session, key).score.failed)
