"""R12 to R14: live totals, places and means that LibreOffice computes as we do."""

import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.inspections import ChecklistVersion, Inspection
from desktop.domain.assessment.term import Term
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.assessment import AdjustmentForm, Direction, OpinionForm, PublishForm, Source, SurveyForm
from desktop.forms.registry import NewOrganisation
from desktop.services.assessment import adjustments, opinions, surveys
from desktop.services.assessment.publishing import publish
from desktop.services.assessment.showing import given
from desktop.services.registry.adding import add_organisation
from desktop.services.reports import CATALOGUE, save_report
from desktop.services.reports.assessment_book import book
from desktop.services.saving import save_table

NOW = datetime(2026, 10, 9, 10)
Q3, YEAR = Term(2026, 3), Term(2026)


def furnish(session: Session, operator: Operator) -> None:
    """Fourteen estates in three groups with ties, missing parts, caps reached, and one that nobody looked at."""
    office = operator.office_id
    companies = [
        add_organisation(session, NewOrganisation(name, "property_company"), operator) for name in ("甲物业", "乙物业")
    ]
    version = session.query(ChecklistVersion.id).order_by(ChecklistVersion.id).limit(1).scalar()
    for n in range(14):
        estate = Estate(office_id=office, name=f"小区{n:02}", households=900, area=None if n == 3 else 4.5 + n,
                        built_year=(2000, 2022, None)[n % 3] if n < 12 else 2000)  # fmt: skip
        session.add(estate)
        session.flush()
        session.add(EstateService(office_id=office, estate_id=estate.id, organisation_id=companies[n % 2],
                                  party="property_company", since=date(2024, 1, 1), manager="陈立群"))  # fmt: skip
        if n != 13:
            for month, score in ((5, 80.0 + n % 4), (8, (95.5, 95.5, 71.3, 88.8, 52.1)[n % 5])):
                session.add(Inspection(
                    office_id=office, number=f"JC-{n}-{month}", checklist_version_id=version, estate_id=estate.id,
                    kind="quarterly", state="done", inspected_on=date(2026, month, 3), score=score, created_at=NOW,
                    created_by_id=operator.id,
                ))  # fmt: skip
        if n % 4:
            form = SurveyForm(estate.id, None, None, 40 + n, 20, 9, 3, n % 3, 1)
            surveys.enter(session, Q3, form, operator, NOW)
        if n % 3:
            opinions.enter(session, Q3, OpinionForm(estate.id, Source.OWNERS, 70.5 + n), operator, NOW)
        if n in (2, 5):
            points = AdjustmentForm(estate.id, None, Direction.PENALTY, 12.5, "火情处置不力")
            adjustments.enter(session, Q3, points, operator, NOW)
        opinions.enter(session, YEAR, OpinionForm(estate.id, Source.DEPARTMENT, 60.0 + 2 * n), operator, NOW)
    credit = AdjustmentForm(None, companies[0], Direction.BONUS, 1.5, "信用表彰")
    adjustments.enter(session, YEAR, credit, operator, NOW)


@pytest.fixture
def books(database, operator, tmp_path) -> list[Path]:
    """The workbooks of a quarter with a published one before it, and of the year."""
    with database.write() as session:
        furnish(session, operator)
        publish(session, Q3.previous, PublishForm(), operator, NOW)
    made = []
    with database.read() as session:
        for term in (Q3, YEAR):
            path = tmp_path / f"{term.code}.xlsx"
            save_table(book(session, given(session, term, NOW), operator, NOW), path, NOW)
            made.append(path)
    return made


def test_the_workbook_has_summary_parts_lists_companies_and_scheme(books):
    sheets = openpyxl.load_workbook(books[0]).sheetnames
    assert sheets == [
        "2026年第三季度物业服务项目季度考核汇总表", "2026年第三季度考核分项得分表", "2026年第三季度红黑榜公示表",
        "2026年第三季度物业服务企业季度考核表", "2026年第三季度所用考核办法",
    ]  # fmt: skip
    summary = openpyxl.load_workbook(books[0])[sheets[0]]
    titles = [cell.value for cell in summary[3]]
    assert titles[:16] == [
        "排名", "小区", "类别", "物业服务企业", "现场检查", "业主满意度", "居委会意见", "业委会意见", "投诉处理",
        "配合整改", "加分", "扣分", "总分", "等次", "较上季", "主要扣分项",
    ]  # fmt: skip
    assert "权重50%" in summary["E3"].comment.text
    assert summary["M3"].comment.text.startswith("K22:50%×现场检查+20%×业主满意度")
    first = [cell.value for cell in summary[4]]
    assert first[0].startswith("=IF(ISNUMBER(M4),COUNTIFS($C$4")
    assert first[12].startswith("=MAX(0,MIN(100,ROUND(ROUND((IF(ISNUMBER(E4),50*E4,0)")
    assert [row[1].value for row in summary.iter_rows() if row[1].value in ("分类平均", "全部平均")] == [
        "分类平均", "分类平均", "分类平均", "全部平均",
    ]  # fmt: skip


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice recalculates; it is not installed")
def test_libreoffice_computes_totals_places_grades_and_means_as_we_do(books, tmp_path):
    bare = []
    for path in books:
        without_kept_values(path, bare_path := tmp_path / f"bare-{path.name}")
        bare.append(bare_path)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), *map(str, bare)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    compared = 0
    for path, empty in zip(books, bare, strict=True):
        ours, live = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
        theirs = openpyxl.load_workbook(tmp_path / "out" / empty.name, data_only=True)
        for sheet in ours.worksheets:
            for row in live[sheet.title].iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("="):
                        mine = sheet[cell.coordinate].value
                        expected = mine if isinstance(mine, str) else pytest.approx(mine, abs=1e-9)
                        other = theirs[sheet.title][cell.coordinate].value
                        assert other == expected, (sheet.title, cell.coordinate, cell.value)
                        compared += 1
    assert compared > 250


def test_the_reports_take_the_quarter_or_year_in_which_the_period_ends(books, database, operator, tmp_path):
    assert len(books) == 2
    with database.read() as session:
        for code, title in (("R12", "2026年第三季度"), ("R13", "2026年"), ("R14", "2026年第三季度")):
            period = Period.month(2026, 8)
            path = tmp_path / f"{code}.xlsx"
            save_report(session, CATALOGUE[code], path, period, operator, NOW)
            assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == title + CATALOGUE[code].name
        whole = Period(date(2026, 1, 1), date(2026, 12, 31))
        assert CATALOGUE["R14"].make(session, whole, operator, NOW).title == "2026年红黑榜公示表"


@pytest.mark.usefixtures("books")
def test_half_a_year_has_the_lists_of_its_quarters_that_have_begun(database, operator):
    with database.read() as session:
        half = CATALOGUE["R14"].make(session, Period.parse("2026H1"), operator, NOW)
        assert [one.title[:9] for one in (half, *half.extras)] == ["2026年第二季度", "2026年第一季度"]
        august = datetime(2026, 8, 20, 9)
        begun = CATALOGUE["R14"].make(session, Period.parse("2026H2"), operator, august)
        assert (begun.title[:9], len(begun.extras)) == ("2026年第三季度", 0)


def test_an_office_without_estates_has_empty_tables(database, operator):
    with database.read() as session:
        for code in ("R12", "R13", "R14"):
            table = CATALOGUE[code].make(session, Period.month(2026, 8), operator, NOW)
            assert list(table.rows) == []
            assert table.total is None


def without_kept_values(source: Path, target: Path) -> None:
    """Copy a workbook without the results of its formulas, so that a reader must compute them."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(name, data)
