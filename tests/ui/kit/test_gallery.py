import os
import subprocess
import sys
from pathlib import Path

from gallery import form, gallery
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).parents[3]


def test_all_parts_fit_a_small_screen(qtbot, every_look, picture_of, clipped):
    window = gallery()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    picture_of(window, every_look)
    assert (window.width(), window.height()) == (1366, 768)
    assert clipped(window) == []


def test_a_form_with_problems_fits(qtbot, every_look, picture_of, clipped):
    view = form()
    window = QWidget()
    window.setProperty("kind", "ground")
    view.setParent(window)
    qtbot.addWidget(window)
    window.resize(1366, 900)
    view.setGeometry(20, 20, 1000, 860)
    window.show()
    view.show_problems(
        {"phone": "请填写电话。", "content": "请填写内容。", "": "这件工单刚被别人改过,请刷新后再保存。"}
    )
    qtbot.waitUntil(view.editors.problems["phone"].isVisible)
    picture_of(window, f"form-{every_look}")
    assert clipped(window) == []


def test_the_gallery_is_as_large_at_150_percent(tmp_path):
    picture = tmp_path / "scaled.png"
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("gallery.py")), str(picture)],
        cwd=ROOT,
        env=os.environ | {"QT_SCALE_FACTOR": "1.5", "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1366", "768"]
    assert QImage(str(picture)).width() == 1366 * 3 // 2
