"""A checklist as a table for a workbook: ready for print, and complete, so that it can be imported again."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.inspections import ChecklistVersion
from desktop.data.tables.reference import Category
from desktop.documents.table import Column, Table
from desktop.domain.inspection.checklist import Checklist, Item, Section, parse, points_words
from desktop.forms.checklists import bands_text, tiers_text
from desktop.services.saving import save_table
from desktop.system.files import Place

SECTION, CODE, TEXT, POINTS, RULE, EVIDENCE, SEVERITY, TERM, VETO, MAY_NOT_APPLY, CATEGORY = (
    "部分", "编号", "检查内容", "分值", "扣分标准", "检查方法和证据", "程度", "整改期限", "一票否决", "可不适用",
    "关联类别",
)  # fmt: skip
WAY, AMOUNT, MOST, TIERS, BASIS, SECTION_CODE = "扣分办法", "每处扣分", "最多扣分", "分档", "依据", "部分编号"
SETTINGS, SETTING, VALUE = "全表设置", "项目", "内容"
NAME, PURPOSE, CYCLE, BANDS, LEAVE_OUT, VETO_FAILS, DECIMALS, ROUNDING = (
    "检查表名称", "用途", "检查周期", "等次", "不适用的项不计入满分", "一票否决生效", "得分小数位", "得分舍入",
)  # fmt: skip
YES, NO = "是", "否"
_COLUMNS = (
    Column("section", SECTION, width=8),
    Column("code", CODE, width=4),
    Column("text", TEXT, width=22),
    Column("points", POINTS, width=4),
    Column("rule", RULE, width=16),
    Column("evidence", EVIDENCE, width=9),
    Column("severity", SEVERITY, width=4),
    Column("term", TERM, width=6),
    Column("veto", VETO, width=4),
    Column("may_not_apply", MAY_NOT_APPLY, width=4),
    Column("category", CATEGORY, width=9),
    Column("way", WAY, width=10, printed=False),
    Column("amount", AMOUNT, width=5, printed=False),
    Column("most", MOST, width=5, printed=False),
    Column("tiers", TIERS, width=20, printed=False),
    Column("basis", BASIS, width=20, printed=False),
    Column("section_code", SECTION_CODE, width=5, printed=False),
)


def list_table(content: Checklist, number: int | None, categories: dict[str, str]) -> Table:
    """The list as a table, its settings on a second sheet; `categories` are names by code."""
    edition = f"第{number}版" if number else ""
    count = sum(1 for _ in content.items())
    head = [f"共{count}项,满分{points_words(content.points)}分", content.purpose, content.cycle, edition]
    rules = content.rules
    settings = (
        (NAME, content.name),
        (PURPOSE, content.purpose),
        (CYCLE, content.cycle),
        (BANDS, bands_text(content.bands)),
        (LEAVE_OUT, _yes(rules.leave_out)),
        (VETO_FAILS, _yes(rules.veto_fails)),
        (DECIMALS, str(rules.decimals)),
        (ROUNDING, rules.rounding.label),
    )
    return Table(
        title=content.name,
        columns=_COLUMNS,
        rows=[_row(section, item, categories) for section in content.sections for item in section.items],
        head=[line for line in head if line],
        notes=["可在本表上修改后再导入;“扣分标准”由右边的“扣分办法、每处扣分、最多扣分、分档”得来,改右边的列才有效。"],
        extras=[
            Table(
                SETTINGS,
                (Column("setting", SETTING, width=16), Column("value", VALUE, width=40)),
                settings,
                landscape=False,
            )
        ],
    )


def save_list(session: Session, version_id: int, path: Path, now: datetime) -> Place:
    """Save a version of a list as .xlsx; StorageTrouble where the disk does not take it."""
    row = session.get_one(ChecklistVersion, version_id)
    content = parse(row.content)
    names = session.execute(select(Category.code, Category.name))
    table = list_table(content, row.number, {code: name for code, name in names})  # noqa: C416 - rows are no pairs
    return save_table(table, path, now)


def _row(section: Section, item: Item, categories: dict[str, str]) -> tuple[str, ...]:
    category = " ".join(filter(None, (item.category, categories.get(item.category or "", ""))))
    return (
        section.name,
        item.code,
        item.text,
        points_words(item.points),
        item.rule_words,
        item.evidence,
        item.severity.label,
        item.rectify.words if item.rectify else "",
        _yes(item.veto),
        _yes(item.may_not_apply),
        category,
        item.way.label,
        points_words(item.amount) if item.amount else "",
        points_words(item.most) if item.most is not None else "",
        tiers_text(item.tiers),
        item.basis,
        section.code,
    )


def _yes(value: bool) -> str:
    return YES if value else NO
