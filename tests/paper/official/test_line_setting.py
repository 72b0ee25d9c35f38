"""A line of a letter is as wide in a PDF as it was measured on the screen."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSizeF

from desktop.paper import fonts
from desktop.paper.official.measures import CHARACTER, FIELD
from desktop.paper.official.setting import grid_font, set_line
from desktop.paper.pages import POINT, Page, save_pdf

LINES = (
    "云" * 28,
    "我单位按《物业服务日常考核评分表》开展检查,发现你单位服务",
    "2026年11月16日,检查编号JC-20261116-0001,限期整改的事项",
)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reads the PDF with poppler")
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", LINES)
def test_a_full_line_ends_at_the_right_edge_of_a_pdf(text: str, tmp_path: Path) -> None:
    fonts.ensure_fonts()
    page = Page(QSizeF(2100, 2970))
    set_line(page, QRectF(FIELD.left(), 500, FIELD.width(), 80), text, grid_font(fonts.BODY, 56.0), justified=True)
    path = save_pdf([page], tmp_path / "一行.pdf").path
    seen = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    right = max(float(found) * POINT for found in re.findall(r'xMax="([\d.]+)"', seen))
    assert FIELD.right() - CHARACTER * 0.6 < right <= FIELD.right() + 2  # a stop fills but half of its character
