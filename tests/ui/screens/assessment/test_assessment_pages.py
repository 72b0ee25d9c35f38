"""The pages of the assessment in every look; points, groups and drafts by the keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from desktop.data.database import Database
from desktop.domain.assessment.term import Term
from desktop.services import desk as desk_service
from desktop.services.assessment import grouping, inputs
from tests.office import Office
from tests.services.assessment.assessed_office import Town
from tests.ui.screens.seat import Seat

Sit = Callable[..., Seat]
Q3 = Term(2026, 3)


@pytest.mark.parametrize("page", ["results", "inputs", "scheme"])
@pytest.mark.parametrize("term", ["2026Q3", "2026"])
def test_nothing_is_cut(
    sit: Sit, every_look: str, clipped: Callable[[QWidget], list[str]], page: str, term: str
) -> None:
    size = {"wide": 1674, "high": 1080} if every_look == "large" else {}
    seat = sit((page, None if page == "scheme" else term), **size)
    assert clipped(seat.screen) == []


def test_the_companies_are_shown_and_lead_to_their_estates(sit: Sit) -> None:
    seat = sit(("results", "2026"))
    seat.press("F7")
    page = seat.screen.page
    assert page.ranking.by_company and page.ranking.board.records.rowCount() >= 1
    share = next(
        made for made in page.company_panel.findChildren(QWidget) if made.objectName().startswith("assessment.share.")
    )
    share.click()
    assert seat.went[-1][0] == "assessment"
    seat.press("Alt+Left")
    assert page.term == Term(2025)
    seat.press("Alt+Y")
    assert page.term == Term(2025, 4)


def test_a_card_s_points_are_taken_over_and_taken_back(
    sit: Sit, office: Office, database: Database, estates: list[int]
) -> None:
    with database.write() as session:
        measure = Town(session, office.operator).card(estates[0], 3)
    seat = sit(("inputs", None))
    seat.press("F7")
    seat.part(f"assessment.proposal.{measure}").click()
    seat.settle()
    (row,) = _read(database).points
    assert (row.estate_id, row.points) == (estates[0], -2)
    assert "建议" not in seat.part("assessment.inputs.face.points").text()
    seat.press("F6")
    seat.press("Del")
    assert _read(database).points == ()


def test_points_are_refused_with_the_text_kept_and_then_saved(sit: Sit, database: Database, estates: list[int]) -> None:
    seat = sit(("inputs", ("2026Q3", "estate", estates[1])))
    seat.press("Ctrl+N")
    editors = seat.screen.page.points.asking.dialog.form.editors
    editors["points"].setText("2")
    seat.press("Ctrl+Return")
    assert editors.problems["reason"].text() and editors["points"].text() == "2"
    editors["direction"].setCurrentIndex(0)
    editors["reason"].setText("示范小区")
    seat.press("Ctrl+Return")
    (row,) = _read(database).points
    assert (row.estate_id, row.points, row.reason) == (estates[1], 2, "示范小区")


def test_what_was_typed_for_an_estate_waits_until_it_is_saved(sit: Sit, database: Database, estates: list[int]) -> None:
    seat = sit(("inputs", ("2026Q3", "estate", estates[0])))
    page = seat.screen.page
    page.sheets.entry.survey["five"].setText("33")
    page.sheets.board.select_ids([estates[1]])
    assert page.sheets.entry.survey["five"].text() == ""
    page.sheets.board.select_ids([estates[0]])
    assert page.sheets.entry.survey["five"].text() == "33"
    page.sheets.entry.survey["issued"].setText("5")
    seat.press("Ctrl+S")
    assert page.sheets.entry.survey.problems["issued"].text() and page.sheets.entry.survey["five"].text() == "33"
    page.sheets.entry.survey["issued"].setText("")
    seat.press("Ctrl+S")
    with database.read() as session:
        assert desk_service.draft(session, "assessment.inputs") == {}
    assert next(one for one in _read(database).estates if one.estate_id == estates[0]).surveys[0].valid == 33


def test_an_emptied_opinion_is_removed(sit: Sit, office: Office, database: Database, estates: list[int]) -> None:
    with database.write() as session:
        Town(session, office.operator).opine(estates[0], 80)
    seat = sit(("inputs", ("2026Q3", "estate", estates[0])))
    next(iter(seat.screen.page.sheets.entry.opinions.values()))["score"].setText("")
    seat.press("Ctrl+S")
    assert next(one for one in _read(database).estates if one.estate_id == estates[0]).opinions == {}


def test_the_template_is_filled_in_and_taken_in(
    sit: Sit, database: Database, estates: list[int], tmp_path: Path
) -> None:
    seat = sit(("inputs", "2026Q3"))
    path = tmp_path / "录入表.xlsx"
    seat.screen.page.files.template_to(path)
    seat.settle()
    book = load_workbook(path)
    sheet = book["满意度"]
    line = next(row for row in sheet.iter_rows() if any(cell.value == "一品苑" for cell in row))
    heading = next(row for row in sheet.iter_rows() if any(cell.value == "5分" for cell in row))
    at = next(place for place, cell in enumerate(heading) if cell.value == "5分")
    line[at].value = 40
    book.save(path)
    seat.screen.page.files.take_in(path)
    seat.settle()
    assert seat.told[-1] == "已导入:新增问卷1份、评分0条、加扣分0条。"
    assert next(one for one in _read(database).estates if one.estate_id == estates[0]).surveys[0].valid == 40


def test_estates_are_put_into_a_group_and_back(
    sit: Sit, office: Office, database: Database, estates: list[int]
) -> None:
    seat = sit(("scheme", "groups"))
    groups = seat.screen.page.groups
    groups.board.select_ids(estates[:2])
    groups.group.setCurrentText("前期")
    seat.press("Ctrl+Return")
    with database.read() as session:
        said = {one.estate_id: one.said for one in grouping.groups(session, office.now).estates}
    assert [said[key] for key in estates[:3]] == ["前期", "前期", None]
    groups.board.select_ids(estates[:2])
    seat.part("assessment.groups.rule").click()
    seat.settle()
    with database.read() as session:
        assert not any(one.said for one in grouping.groups(session, office.now).estates)


def test_who_fell_short_is_interviewed_and_looked_back_at(sit: Sit, estates: list[int]) -> None:
    seat = sit(("results", ("2026Q3", estates[5])))
    assert "约谈、曝光、回头看" in seat.part("assessment.follow").findChildren(QWidget)[0].text()
    seat.press("F10")
    assert "云顶园" in seat.screen.page.follow_ups.asking.dialog.form.editors["matter"].toPlainText()
    seat.press("Ctrl+Return")
    assert seat.told[-1].startswith("已下达 ")
    seat.part("assessment.look_back").click()
    seat.settle()
    assert seat.told[-1] == "已准备云顶园的回头看检查。"


def _read(database: Database) -> inputs.TermInputs:
    with database.read() as session:
        return inputs.read(session, Q3)
