"""Last month's filled form brought back: the kept form is filled again; what else was written into it is never lost."""

import io
from typing import Any

import openpyxl
import pytest

from desktop.domain.cell_names import cell_place
from desktop.domain.form_mapping.fillings import Figure, Filling, ListColumn, Lists, Of, Rows, Words
from desktop.domain.form_mapping.mapping import Mapped, Mapping, Spot
from desktop.domain.timing.periods import Period
from desktop.forms.registry import NewEstate
from desktop.forms.town_forms import FormName
from desktop.services.registry.adding import add_estate
from desktop.services.town_forms.filling import fill_form
from desktop.services.town_forms.keeping import keep_form
from desktop.services.town_forms.matching import Matched, matched
from desktop.services.town_forms.opening import OpenForm, open_bytes
from tests.office import Office
from tests.services.town_forms.form_files import bytes_of, made

OCTOBER, NOVEMBER = Period.month(2026, 10), Period.month(2026, 11)
LISTED: dict[str, Filling] = {
    "A3": Rows(Lists.ESTATES, (ListColumn(1, Of.NUMBER), ListColumn(2, Of.NAME), ListColumn(3, Figure("N01")))),
    "B1": Words("{year}年{month}月"),
}
SINGLE: dict[str, Filling] = {"B1": Words("{year}年{month}月"), "B3": Figure("N01"), "B4": Figure("N20")}


def listed() -> OpenForm:
    rows = [["统计月份:"], ["序号", "小区名称", "受理件数", "备注"], [], ["合计", None, "=SUM(C3:C3)"], ["填表人:"]]
    return made(rows, framed="A2:D4")


def single() -> OpenForm:
    return made([["统计月份:"], ["项目", "件数"], ["受理件数"], ["办结件数"], ["合计", "=B3+B4"]], framed="A2:B5")


@pytest.fixture
def busy(office: Office) -> Office:
    with office.database.write() as session:
        for name in ("海锦花园", "临港名邸", "东方花苑"):
            add_estate(session, NewEstate(name), office.operator, office.now)
    office.register()
    return office


def kept(office: Office, form: OpenForm, cells: dict[str, Filling]) -> Mapping:
    mapping = Mapping().with_cells(Mapped(Spot("月报", cell_place(cell)), each) for cell, each in cells.items())
    mapping = mapping.labelled(form.grids)
    with office.database.write() as session:
        keep_form(session, FormName("月报"), form, mapping, office.operator, office.now)
    return mapping


def filled(office: Office, form: OpenForm, mapping: Mapping, period: Period) -> bytes:
    with office.database.read() as session:
        return fill_form(session, form, mapping, period, office.operator, office.now).data


def brought(office: Office, data: bytes) -> Matched | None:
    with office.database.read() as session:
        return matched(session, open_bytes("上月填好.xlsx", data))


def changed(data: bytes, cell: str, value: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["月报"][cell] = value
    return bytes_of(book)


@pytest.mark.parametrize(("form", "cells"), [(listed(), LISTED), (single(), SINGLE)])
def test_the_form_filled_last_month_is_filled_as_if_it_were_empty(
    busy: Office, form: OpenForm, cells: dict[str, Filling]
) -> None:
    mapping = kept(busy, form, cells)
    found = brought(busy, filled(busy, form, mapping, OCTOBER))
    assert found is not None
    assert found.carried.plain
    assert not found.changed
    again = filled(busy, found.form, found.certain, NOVEMBER)
    assert again == filled(busy, form, mapping, NOVEMBER)


def test_what_somebody_wrote_besides_is_not_thrown_away(busy: Office) -> None:
    mapping = kept(busy, single(), SINGLE)
    data = filled(busy, single(), mapping, OCTOBER)
    figure = brought(busy, changed(data, "B3", 77))
    assert figure is not None
    assert not figure.changed, "a figure of ours is counted anew"
    for cell, value in (("A6", "联系电话"), ("B3", "见附件"), ("B1", "第三次催报"), ("B5", "=B3-B4")):
        found = brought(busy, changed(data, cell, value))
        assert found is not None, cell
        assert found.changed, cell
    assert brought(busy, changed(single().data, "A2", "事项")) is not None


def test_a_remark_beside_the_list_is_not_thrown_away(busy: Office) -> None:
    mapping = kept(busy, listed(), LISTED)
    data = filled(busy, listed(), mapping, OCTOBER)
    found = brought(busy, changed(data, "D4", "已上门"))
    assert found is None or found.changed


def test_an_empty_form_with_another_look_is_the_one_that_is_filled(busy: Office) -> None:
    """The town sends the same words anew: its own file goes back to it."""
    kept(busy, single(), SINGLE)
    book = openpyxl.load_workbook(io.BytesIO(single().data))
    book["月报"].column_dimensions["A"].width = 40
    found = brought(busy, bytes_of(book))
    assert found is not None
    assert found.changed
    assert found.carried.plain
