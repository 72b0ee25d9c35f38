"""R09, R10 and R11 against counts made another way; K20 with rounds, extensions and what was fixed on the spot."""

import shutil
import subprocess
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from inspected import ALL_FAILED, Inspected
from sqlalchemy import select

from desktop.data.database import Database
from desktop.data.tables.rectification import Finding, Measure
from desktop.documents.table import Rate, Table
from desktop.domain.timing.periods import Period
from desktop.forms.acts import Reason
from desktop.forms.rectification import (
    AnswerMeasure,
    ExtendTerm,
    JudgeMeasure,
    MeasureLevel,
    PutRight,
    Recheck,
    Rechecked,
)
from desktop.services.cases import Subject, acts_of
from desktop.services.rectification import findings, measures, notices, rechecking
from desktop.services.rectification.measures import Target
from desktop.services.reports import report, save_report

NOVEMBER, DECEMBER = Period.month(2026, 11), Period.month(2026, 12)


@pytest.fixture
def busy(database: Database, now: datetime) -> Inspected:
    """Two months of inspections, with every fate a finding can have."""
    office = Inspected(database, now)
    chance = Random(8)
    for day in range(14):
        ids = office.inspect(
            {code: value for code, value in ALL_FAILED.items() if chance.random() < 0.7} or {"1.1": 1.0},
            fixed=("1.1",) if chance.random() < 0.3 else (),
        )
        office.now += timedelta(days=2, hours=chance.randrange(5))
        fate(office, chance, [one for one in ids if office.finding(one).state == "open"], day)
    return office


def fate(office: Inspected, chance: Random, ids: list[int], day: int) -> None:
    if not ids:
        return
    notice = office.notify(ids)
    for one in ids:
        match chance.randrange(6):
            case 0:
                until = office.finding(one).due_at + timedelta(days=20)
                office.write(findings.extend, one, ExtendTerm(until, "等材料", "赵主任"))
            case 1:
                office.write(findings.void, one, Reason("重复"))
            case 2:
                office.write(rechecking.recheck, Recheck("李强"), [Rechecked(one, False)])
                office.now += timedelta(days=2)
                office.notify([one])
                office.write(rechecking.recheck, Recheck("李强"), [Rechecked(one)])
            case 3 | 4:
                office.write(notices.put_right, PutRight(one, "已整改"))
                office.write(rechecking.recheck, Recheck("李强"), [Rechecked(one)])
    if office.notice(notice).state in ("issued", "signed", "failed", "partly"):
        level = list(MeasureLevel)[day % 3]
        form = office.read(measures.prepared, Target(notice=notice), level, "超期未办结", office.now)
        press = office.write(measures.issue, Target(notice=notice), form).id
        if day % 2:
            office.write(measures.answer, press, AnswerMeasure("已安排"))
            office.write(measures.clear, press, JudgeMeasure())
        elif day % 4 == 0:
            office.write(measures.void, press, Reason("误发"))


def table(office: Inspected, code: str, period: Period) -> Table:
    made: Table = office.read(report(code).make, period, office.operator, office.now)
    return made


def columns(made: Table) -> list[dict[str, Any]]:
    return [dict(zip([column.key for column in made.columns], row, strict=True)) for row in made.rows]


def counted(office: Inspected, period: Period) -> Fraction | None:
    """K20 from the histories alone: the first term, moved by extensions; the last look-back's word."""
    due = passed = 0
    with office.database.read() as session:
        rows = session.scalars(select(Finding)).all()
        for row in rows:
            if row.state == "void":
                continue
            acts = [act for act in told(session, row.id) if act.act in ("open", "notify", "extend", "recheck")]
            term = first_term(acts, row)
            if term is not None and period.start <= term < period.end:
                due += 1
                looked = [act.details["passed"] for act in acts if act.act == "recheck"]
                passed += (looked[-1] if looked else row.state == "fixed") is True
    return Fraction(passed, due) if due else None


def told(session: Any, key: int) -> list[Any]:
    return acts_of(session, Subject.FINDING, key)


def first_term(acts: list[Any], row: Finding) -> datetime | None:
    extended = [act.details["due_at"][1] for act in acts if act.act == "extend"]
    if extended:
        return datetime.fromisoformat(extended[-1])
    return row.counted_due_at if not any(act.act == "notify" for act in acts) else noticed(acts)


def noticed(acts: list[Any]) -> datetime:
    """The term that the first notice gave, from its words: …问题告知,11月19日 17:30前(…)."""
    words = next(act for act in acts if act.act == "notify").text.split("问题告知,")[1].split("前(")[0]
    year = 2027 if words.startswith(("1月", "2月", "01月")) else 2026
    return datetime.strptime(f"{year}年{words}", "%Y年%m月%d日 %H:%M")


@pytest.mark.parametrize("period", [NOVEMBER, DECEMBER], ids=["november", "december"])
def test_k20_is_what_the_histories_say(busy: Inspected, period: Period) -> None:
    made = table(busy, "R10", period)
    (summary,) = made.extras
    assert summary.total is not None
    expected = counted(busy, period)
    assert expected is not None and 0 < expected < 1
    assert summary.total[-1].value == expected
    line = next(row for row in columns(table(busy, "R11", period)) if row["company"] == "丰翔物业")
    assert line["rate"].value == expected


def test_the_ledger_of_findings_adds_up(busy: Inspected) -> None:
    made = table(busy, "R10", NOVEMBER)
    rows = columns(made)
    (summary,) = made.extras
    total = dict(zip([column.key for column in summary.columns], summary.total or (), strict=True))
    assert total["every"] == len(rows) == total["done"] + total["going"]
    assert total["done"] == sum(row["cleared"] == "是" for row in rows) == sum(row["state"] == "已完成" for row in rows)
    assert total["late"] == sum(row["cleared"] == "否" and row["late"] > 0 for row in rows)
    assert made.notes[0].startswith(f"总数{len(rows)}项,已销号{total['done']}项,整改中{total['going']}项")
    assert {row["number"][:2] for row in rows} <= {"ZG", "JC"}
    assert any("当场已改" in row["remark"] for row in rows)


def test_the_supervision_ledger_counts_workdays(busy: Inspected) -> None:
    rows = columns(table(busy, "R09", Period(NOVEMBER.first, date(2027, 12, 31))))
    with busy.database.read() as session:
        assert [row["number"] for row in rows] == session.scalars(select(Measure.number).order_by(Measure.id)).all()
    assert {row["level"] for row in rows} == {level.label for level in list(MeasureLevel)[:3]}
    for row in rows:
        if row["remark"] == "已撤回":
            assert row["left"] is None and row["result"] == ""
        if row["result"] == "销号":
            assert row["cleared"] is not None
        if row["left"] is not None and row["answered"] is None and row["cleared"] is None:
            assert (row["left"] >= 0) == (busy.now <= row["due"])


def test_every_company_that_serves_is_listed(busy: Inspected) -> None:
    made = table(busy, "R11", NOVEMBER)
    assert [row["company"] for row in columns(made)] == ["丰翔物业"]
    assert made.notes[0].startswith("检查覆盖率:1÷1=100")
    empty = table(busy, "R11", Period.month(2028, 1))
    assert columns(empty)[0]["rate"] == Rate(0, 0)


@pytest.mark.parametrize("code", ["R09", "R10", "R11"])
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
def test_the_workbook_recalculates_to_our_figures(busy: Inspected, code: str, tmp_path: Path) -> None:
    path = tmp_path / f"{code}.xlsx"
    with busy.database.read() as session:
        save_report(session, report(code), path, NOVEMBER, busy.operator, busy.now)
    bare = tmp_path / "bare.xlsx"
    openpyxl.load_workbook(path).save(bare)  # without the kept values
    ours = [[cell.value for cell in row] for sheet in openpyxl.load_workbook(path, data_only=True) for row in sheet]
    profile, target = f"-env:UserInstallation=file://{tmp_path}/lo", "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, str(bare)], check=True, capture_output=True, timeout=120)
    again = openpyxl.load_workbook(tmp_path / "again" / bare.name, data_only=True)
    theirs = [[cell.value for cell in row] for sheet in again for row in sheet]
    assert flat(theirs) == flat(ours)


def flat(rows: list[list[Any]]) -> list[Any]:
    values = [value for row in rows for value in row if value is not None]
    return [round(value, 9) if isinstance(value, float) else value for value in values]
