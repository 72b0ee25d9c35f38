"""An inspection sheet's page, against a bare painter that draws as many words of the same size."""

import time

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from desktop.documents.inspection.sheet import Head, inspection_sheet
from desktop.domain.inspection.checklist import parse
from desktop.paper import fonts
from desktop.paper.inspection.drawing import lay_out_inspections
from desktop.paper.pages import POINT, UNITS, Words, page_image
from desktop.system.resources import load_json

DPI, ROUNDS, STACK = 150, 5, 10
TARGET = 25  # milliseconds a page


@pytest.mark.bench
@pytest.mark.usefixtures("qapp")
def test_a_stack_of_sheets() -> None:
    checklist = parse(load_json("checklists", "01_property_daily_assessment.json"))
    sheets = [
        inspection_sheet(checklist, f"JC-20261121-{at:04d}", Head(number=f"JC-20261121-{at:04d}", estate=f"小区{at}"))
        for at in range(STACK)
    ]
    pages = lay_out_inspections(sheets)
    words = [len([mark for mark in page.marks if isinstance(mark, Words)]) for page in pages]

    def ours() -> None:
        for page in lay_out_inspections(sheets):
            page_image(page, DPI)

    def floor() -> None:
        for count in words:
            bare(count)

    spent = [(timed(ours), timed(floor)) for _ in range(ROUNDS)]
    mine, least = (min(times) * 1000 / len(pages) for times in zip(*spent, strict=True))
    print(
        f"\na page of an inspection sheet: {mine:.1f} ms (target {TARGET}), bare text {least:.1f}, {mine / least:.2f}"
    )
    assert mine / least < 12, "far from the floor: look at what runs for every box"


def bare(count: int) -> None:
    """A page with so many words and nothing else."""
    image = QImage(round(2100 * DPI / UNITS), round(2970 * DPI / UNITS), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(DPI / UNITS, DPI / UNITS)
    painter.setFont(fonts.font(fonts.BODY, 10 * POINT))
    for at in range(count):
        painter.drawText(QPointF(150 + at % 6 * 300, 150 + at // 6 * 40), "楼道无杂物堆放")
    painter.end()


def timed(act) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
