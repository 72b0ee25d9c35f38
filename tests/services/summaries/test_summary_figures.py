"""The figures in a summary are those of the reports, and its sentences say nothing of nothing."""

import re
from io import BytesIO

import docx
import pytest

from desktop.data.tables.registers import Disinfection, Renovation, StatedFigure
from desktop.documents.cells import shown_in
from desktop.documents.punctuation import full_width
from desktop.documents.word.filling import Filled, Sort
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SECTIONS, SummaryKind, usual
from desktop.services.reports.catalogue import CATALOGUE
from desktop.services.summaries.gathering import TABLES
from desktop.services.summaries.making import make
from tests.office import Office
from tests.services.summaries.summary_office import NOVEMBER, SECOND_HALF

_WRONG = (
    "(增加|减少)0",
    r"(增长|下降|上升)0\.0",
    "[，、；：。][，、；：。]",
    "None|{{",
    r"率[^，。；]*(上升|下降)[\d.]+%",  # the difference of two rates is told in points
)
WEEK = Period.parse("2026W47")
PERIODS = {
    SummaryKind.BULLETIN: NOVEMBER,
    SummaryKind.WEEKLY: WEEK,
    SummaryKind.TERM: SECOND_HALF,
    SummaryKind.YEAR: Period.parse("2026"),
}


def made(office: Office, kind: SummaryKind, period: Period | None = None) -> Filled:
    with office.database.read() as session:
        return make(session, kind, period or PERIODS[kind], office.operator, office.now)


def sentences(filled: Filled) -> dict[str, str]:
    return {piece.name: piece.text for piece in filled.pieces if piece.sort is Sort.GENERATED}


def table(office: Office, report: str, period: Period = NOVEMBER):
    with office.database.read() as session:
        found = CATALOGUE[report].make(session, period.running(office.now.date()), office.operator, office.now)
        return found, [dict(zip([c.key for c in found.columns], row, strict=True)) for row in found.rows]


def test_the_sentences_of_a_bulletin_tell_the_counts_and_their_change(working):
    told = sentences(made(working, SummaryKind.BULLETIN))
    since = "（自2026年10月12日起有记录）"
    assert told["received"].startswith(
        f"截至11月16日，本月共受理物业服务诉求8件，较上月同期{since}增加4件；上年同期没有记录，无法比较。"
    )
    _, channels = table(working, "R04")
    for row in channels:
        assert f"{row['channel']}（{row['received']}件，占" in told["received"]
    assert "已办结7件、在办1件" in told["standing"]
    assert "不满意的工单1件" in told["discontent"]
    assert "个百分点" in told["called_back"]


def test_rates_in_the_text_are_those_of_the_attached_table(working):
    working.now = NOVEMBER.end  # until then, not every order is due
    filled = made(working, SummaryKind.BULLETIN)
    units, _ = table(working, "U01")
    total = dict(zip([column.key for column in units.columns], units.total, strict=True))
    shown = {c.title: shown_in(c, total[c.key], True) for c in units.columns}
    text = "".join(sentences(filled).values())
    for name in ("办结率", "按时办结率", "实际解决率", "满意率"):
        assert f"{name}{shown[name]}（" in text


@pytest.mark.parametrize("kind", list(SummaryKind))
def test_every_cell_of_the_attached_tables_is_the_reports_cell(working, kind):
    filled = made(working, kind)
    by_title = {}
    with working.database.read() as session:
        for source in (*TABLES.values(), "R23"):
            report = CATALOGUE.get(source.partition(".")[0])
            if report is None:
                continue
            period = PERIODS[kind].running(working.now.date())
            found = report.make(session, period, working.operator, working.now)
            for one in (found, *found.extras):
                by_title[full_width(one.title)] = one
    document = docx.Document(BytesIO(filled.data))
    titles = [p.text for p in document.paragraphs if p.style.name == "附件标题"]
    attached = document.tables[-len(titles) :]
    assert titles
    for title, printed in zip(titles, attached, strict=True):
        source = by_title.get(full_width(title)) or by_title[title]
        expected = {tuple(cells(source, row, False)) for row in source.rows}
        if source.total is not None:
            expected.add(tuple(cells(source, source.total, True)))
        for row in printed.rows[1:]:
            values = [cell.text for cell in row.cells]
            assert any(set(values) <= set(one) for one in expected), (title, values)


def cells(source, row, total):
    for column, value in zip(source.columns, row, strict=True):
        text = shown_in(column, value, total)
        yield full_width(text) if isinstance(value, str) else text


@pytest.mark.parametrize("kind", list(SummaryKind))
@pytest.mark.parametrize("empty", [True, False])
def test_no_sentence_is_empty_and_nothing_is_told_of_nothing(office, working, kind, empty):
    filled = made(office if empty else working, kind)
    for piece in filled.pieces:
        if piece.sort is not Sort.GENERATED:
            continue
        assert piece.text.strip()
        for wrong in _WRONG:
            assert not re.search(wrong, piece.text), piece.text
    assert set(filled.unwritten) <= {one.name for one in SECTIONS[kind]}


@pytest.mark.parametrize("kind", list(SummaryKind))
def test_nobody_is_named(working, kind):
    text = "".join(p.text for p in docx.Document(BytesIO(made(working, kind).data)).element.body.iter() if p.text)
    for personal in ("李女士", "13812345678", "13900000001", "301"):
        assert personal not in text


def test_the_sections_stand_in_the_order_of_the_practice(working):
    headings = [piece.text for piece in made(working, SummaryKind.TERM).pieces if piece.sort is Sort.HEADING]
    wanted = [one.name for one in SECTIONS[SummaryKind.TERM] if not one.optional]
    assert [heading for heading in headings if heading in wanted] == wanted
    assert "疫情防控" not in headings


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2026-10", "bulletin"), ("2026W40", "weekly"), ("2026Q3", "term"), ("2026H1", "term"), ("2026", "year")],
)
def test_the_usual_text_of_a_period(text, kind):
    assert usual(Period.parse(text)) is SummaryKind(kind)


REGISTERS = (
    StatedFigure(code="booklets", first=SECOND_HALF.first, last=SECOND_HALF.last, value=120),
    StatedFigure(code="bidding", first=SECOND_HALF.first, last=SECOND_HALF.last, value=10),
    Disinfection(estate_id=1, on=NOVEMBER.first, buildings=12),
    Renovation(
        name="丰翔片区", estates=3, estate_ids=[1], households=4240, area=44.6, investment=1200.0,
        starts_on=NOVEMBER.first,
    ),
)  # fmt: skip


def test_the_registers_fill_their_sections(working):
    with working.database.write() as session:
        for row in REGISTERS:
            made_row = type(row)(
                **{key: value for key, value in vars(row).items() if not key.startswith("_")},
                office_id=working.operator.office_id,
            )
            session.add(made_row)
    told = sentences(made(working, SummaryKind.TERM))
    assert told["epidemic"] == "下半年消毒楼栋12栋次。"
    assert told["filings"].startswith("下半年办理招标备案10件")
    assert told["publicity"] == "下半年发放条例宣传册120本。"
    renovated = "实施改造的老旧小区3个，涉及居民4240户，建筑面积44.6万㎡，总投资1200万元。"
    assert told["renovation"] == "下半年" + renovated
    _, rows = table(working, "R23", SECOND_HALF)
    attached = {row["item"]: row["now"] for row in rows}
    assert attached["发放条例宣传册(本)"] == 120
    assert attached["消毒楼栋(栋次)"] == 12
