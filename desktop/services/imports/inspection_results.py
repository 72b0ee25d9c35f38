"""Importing results of inspections made elsewhere: every acceptable one with its score and findings, or none."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate
from desktop.data.tables.inspections import ChecklistVersion, Inspection, InspectionPlan, PlannedEstate
from desktop.documents.reading.spreadsheet import Report, open_spreadsheet, unreported
from desktop.documents.table import Column, Table
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Checklist, Item
from desktop.domain.inspection.results import Measure, read_result
from desktop.domain.inspection.states import InspectionKind, InspectionState
from desktop.domain.operator import Operator
from desktop.domain.wording.calendar_text import day
from desktop.domain.wording.cleaning import Cell, text
from desktop.domain.wording.companies import company_key
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services.cases import Subject, record
from desktop.services.concluding import finish
from desktop.services.imports.outcomes import Counts
from desktop.services.imports.result_tables import Line, Results, Visit, read_results
from desktop.services.inspection.inspecting import save_answers, save_head
from desktop.services.inspection.lists import ListEntry, checklists, newest
from desktop.services.inspection.preparing import prepare
from desktop.services.inspection.viewing import checklist_of, head_of
from desktop.services.saving import save_table
from desktop.system.files import Place

SUGGESTED = 3
OTHERS = "同一次检查的其他行有问题,一起没有导入"


class RejectedRow(NamedTuple):
    """A row that was not taken, its cells, and why."""

    sheet: str
    row: int
    reason: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class ImportedResults:
    """What an import did. `counts` are inspections, not rows; `ids` those that are new or were completed."""

    counts: Counts
    ids: tuple[int, ...]
    headings: tuple[str, ...]
    doubts: tuple[str, ...]
    rejects: Sequence[RejectedRow]
    skips: Sequence[str]
    measure: Measure
    own: bool


class _Skip(Exception):
    """The inspection is here already, or nobody wrote on its sheet."""


class _Wrong(Exception):
    """What is wrong with a visit, by row."""

    def __init__(self, problems: dict[int, list[str]]) -> None:
        super().__init__()
        self.problems = problems


def import_results(
    session: Session, path: Path, operator: Operator, now: datetime, report: Report = unreported, checklist: str = ""
) -> ImportedResults:
    """Take in every visit that is not here yet; raises Refused where the file cannot be read or has no results.

    `checklist` (code or name) is the list of visits that do not say theirs. `report(done, total)` counts visits; when
    it raises Cancelled nothing is kept.
    """
    entries = checklists(session, with_inactive=True)
    usual = newest(session, checklist).code if checklist else ""
    with open_spreadsheet(path, report) as book:
        found = read_results(book, path.stem, {entry.code: entry.name for entry in entries}, report)
        from_1904 = book.from_1904
    if not found.visits:
        raise Refused("表头下面没有检查结果,请检查是否选对了文件。")
    office = _Office(session, entries, operator, now, path.name, from_1904)
    ids: list[int] = []
    rejects: list[RejectedRow] = []
    skips: list[str] = []
    for done, visit in enumerate(found.visits):
        report(done, len(found.visits))
        visit.checklist = visit.checklist or usual
        try:
            with session.begin_nested():
                ids.append(office.take(visit))
        except _Skip as skip:
            skips.append(f"{visit.sheet}第{visit.row}行:{skip}")
        except _Wrong as wrong:
            rejects += _rows_of(visit, wrong.problems)
        except Refused as refused:
            rejects += _rows_of(visit, {visit.row: [str(refused)]})
    report(len(found.visits), len(found.visits))
    counts = Counts(len(ids), len(skips), len(found.visits) - len(ids) - len(skips))
    return ImportedResults(counts, tuple(ids), found.headings, found.doubts, rejects, skips, _measure(found), found.own)


def save_rejected(outcome: ImportedResults, file_name: str, path: Path, now: datetime) -> Place:
    """Save the rejected rows with the reason in front of each; raises as `save_table` does."""
    return save_table(rejected_table(outcome, file_name), path, now)


def rejected_table(outcome: ImportedResults, file_name: str) -> Table:
    """The rejected rows as they stood: a plain table can be put right and imported as it is."""
    width = max([len(outcome.headings), *(len(row.cells) for row in outcome.rejects)])
    titles = [*outcome.headings, *[""] * (width - len(outcome.headings))]
    counts = outcome.counts
    next_ = "请在原来的录入表里改正,再导入一次。" if outcome.own else "改正后可以直接再导入这个文件。"
    return Table(
        "没有导入的检查结果",
        [
            Column("reason", "未导入的原因", width=30),
            Column("sheet", "工作表", width=10),
            Column("row", "原表行号", width=5),
            *(Column(f"c{at}", title or f"第{at + 1}列", width=12) for at, title in enumerate(titles)),
        ],
        [
            (row.reason, row.sheet, str(row.row), *(text(cell) for cell in row.cells), *[""] * (width - len(row.cells)))
            for row in outcome.rejects
        ],
        head=(
            f"来源:{file_name}",
            f"导入{counts.imported}次检查,跳过{counts.skipped}次,未导入{counts.rejected}次",
            f"数字含义:{outcome.measure.label}",
            next_,
        ),
    )


@dataclass(slots=True)
class _Office:
    """What a visit is compared with: estates, lists, plans, and what is here already."""

    session: Session
    entries: list[ListEntry]
    operator: Operator
    now: datetime
    file_name: str
    from_1904: bool
    _names: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _shown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        query = select(Estate.id, Estate.name, Estate.aliases).where(Estate.active)
        for key, name, aliases in self.session.execute(query):
            for each in (name, *aliases.replace("、", " ").replace(",", " ").split()):
                self._names[company_key(each)].add(key)
                self._shown.setdefault(company_key(each), name)

    def take(self, visit: Visit) -> int:
        """Enter and finish one visit; its inspection's id."""
        problems: dict[int, list[str]] = defaultdict(list)
        row = self._prepared(visit) if visit.number else self._new(visit, problems)
        on = self._day(visit, problems)
        head = head_of(row) if row else InspectionHead()
        head = replace(
            head,
            inspected_on=on,
            inspectors=visit.inspectors or head.inspectors,
            accompanied_by=visit.accompanied or head.accompanied_by,
        )
        if not head.inspectors:
            problems[visit.row].append("没有填检查人")
        answers = _answers(checklist_of(self.session, row), visit, problems) if row else []
        if row is None or problems:
            raise _Wrong(problems)
        save_head(self.session, row.id, head, self.operator, self.now)
        save_answers(self.session, row.id, answers, self.operator, self.now)
        record(self.session, Subject.INSPECTION, row.id, "import", self.operator, self.now, f"从“{self.file_name}”导入")
        finish(self.session, row.id, self.operator, self.now, visit.rest)
        return row.id

    def _prepared(self, visit: Visit) -> Inspection:
        """The inspection that our own workbook was made for."""
        query = select(Inspection).where(
            Inspection.number == visit.number, Inspection.office_id == self.operator.office_id
        )
        row = self.session.scalars(query).one_or_none()
        if row is None:
            raise Refused(f"这里没有检查{visit.number},录入表可能是在别的电脑上准备的,请在那台电脑导入。")
        if row.state == InspectionState.DONE:
            raise _Skip(f"{visit.number}已经完成")
        if row.state == InspectionState.VOID:
            raise Refused(f"检查{visit.number}已作废,要导入请先恢复它。")
        if not visit.lines and visit.day is None:
            raise _Skip("没有填写")
        return row

    def _new(self, visit: Visit, problems: dict[int, list[str]]) -> Inspection | None:
        """A new inspection, or None where estate or list are not known; it is rolled back where anything is wrong."""
        estate_id = self._estate(visit, problems)
        entry = next((each for each in self.entries if visit.checklist in (each.code, each.name)), None)
        if entry is None:
            named = f"没有检查表“{visit.checklist}”" if visit.checklist else "看不出是哪张检查表"
            problems[visit.row].append(f"{named},请在“检查表”一列写检查表的名称")
        if estate_id is None or entry is None:
            return None
        on = self._day(visit, {visit.row: []})
        if on and (there := self._there(entry.id, estate_id, on)):
            raise _Skip(f"已有{visit.estate}{on:%m月%d日}的检查{there}")
        plan = self._plan(entry.id, estate_id, on) if on else None
        kind = InspectionKind(plan.kind) if plan else InspectionKind.DAILY
        (key,) = prepare(
            self.session, entry.id, [estate_id], kind, self.operator, self.now, plan_id=plan.id if plan else None
        )
        row = self.session.get_one(Inspection, key)
        row.import_key = hashlib.sha256(f"{entry.code}|{estate_id}|{on}".encode()).hexdigest()
        return row

    def _estate(self, visit: Visit, problems: dict[int, list[str]]) -> int | None:
        key = company_key(visit.estate)
        found = self._names.get(key, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            problems[visit.row].append(f"有{len(found)}个小区都叫“{visit.estate}”,请写成能区分的名称或别名")
        elif not key:
            problems[visit.row].append("没有填小区")
        else:
            near = list(dict.fromkeys(self._shown[each] for each in get_close_matches(key, self._shown, SUGGESTED)))
            meant = f",是不是{'、'.join(f'“{name}”' for name in near)}" if near else ",请先新增小区或导入小区名册"
            problems[visit.row].append(f"没有小区“{visit.estate}”{meant}")
        return None

    def _day(self, visit: Visit, problems: dict[int, list[str]]) -> date | None:
        try:
            found = day(visit.day, self.from_1904)
        except ValueError as error:
            problems[visit.row].append(f"检查日期:{error}")
            return None
        if found is None:
            problems[visit.row].append("没有填检查日期")
        elif found > self.now.date():
            problems[visit.row].append(f"检查日期{found}晚于今天")
        return found

    def _there(self, checklist_id: int, estate_id: int, on: date) -> str | None:
        """The number of an inspection of that estate with that list on that day."""
        versions = select(ChecklistVersion.id).where(ChecklistVersion.checklist_id == checklist_id)
        return self.session.scalar(
            select(Inspection.number)
            .where(
                Inspection.estate_id == estate_id,
                Inspection.inspected_on == on,
                Inspection.checklist_version_id.in_(versions),
                Inspection.recheck_of_id.is_(None),
                Inspection.state != InspectionState.VOID,
            )
            .limit(1)
        )

    def _plan(self, checklist_id: int, estate_id: int, on: date) -> InspectionPlan | None:
        """The plan that such an inspection fulfils; the one that ends first where there are two."""
        return self.session.scalars(
            select(InspectionPlan)
            .join(PlannedEstate, PlannedEstate.plan_id == InspectionPlan.id)
            .where(
                InspectionPlan.active,
                InspectionPlan.checklist_id == checklist_id,
                InspectionPlan.first <= on,
                InspectionPlan.last >= on,
                PlannedEstate.estate_id == estate_id,
            )
            .order_by(InspectionPlan.last, InspectionPlan.id)
            .limit(1)
        ).first()


def _answers(checklist: Checklist, visit: Visit, problems: dict[int, list[str]]) -> list[ItemAnswer]:
    """The answers of a visit; what cannot be read is told by row."""
    items = {item.code: item for item in checklist.items()}
    by_words = {item.text: item for item in items.values()}
    answers: dict[str, ItemAnswer] = {}
    for each in visit.lines:
        item = items.get(each.item) or by_words.get(each.item)
        if item is None:
            problems[each.row].append(f"检查表里没有条目“{each.item}”")
        elif item.code in answers:
            problems[each.row].append(f"条目{item.code}在同一次检查里写了两次")
        else:
            try:
                answers[item.code] = _answer(item, each, visit.measure)
            except ValueError as error:
                problems[each.row].append(str(error).removesuffix("。"))
    given = {code for code, answer in answers.items() if answer.value is not None or not answer.applicable}
    if not visit.rest and (left := [code for code in items if code not in given]):
        named = "、".join(left[:6]) + ("等" if len(left) > 6 else "")
        problems[visit.row].append(f"还有{len(left)}项没有填({named})")
    return list(answers.values())


def _answer(item: Item, each: Line, measure: Measure) -> ItemAnswer:
    found = read_result(item, "不适用" if each.not_applicable else each.cell, measure)
    value = None if found.value is None else float(found.value)
    return ItemAnswer(item.code, found.applicable, value, each.remark, each.fixed)


def _rows_of(visit: Visit, problems: dict[int, list[str]]) -> list[RejectedRow]:
    """Every row of the visit, so that what is put right is whole again; the reason at the row that has it."""
    rows = {visit.row: (visit.estate,), **visit.rows}
    wrong = {row: "；".join(sentences) for row, sentences in problems.items()}
    shown = sorted(wrong) if visit.number else sorted({*rows, *wrong})
    return [RejectedRow(visit.sheet, row, wrong.get(row, OTHERS), rows.get(row, (visit.estate,))) for row in shown]


def _measure(found: Results) -> Measure:
    return found.visits[0].measure
