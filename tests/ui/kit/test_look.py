import re
from itertools import product
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import sans_path
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import Look, current
from desktop.ui.kit.appearance.style import FACTORS, FAMILIES, Theme, sheet
from desktop.ui.kit.appearance.tokens import DARK, LIGHT, Palette, Tone
from desktop.ui.kit.parts.buttons import button

RESOURCES = Path(__file__).parents[3] / "resources"
QSS = (RESOURCES / "style" / "kit.qss").read_text(encoding="utf-8")
ICONS = sorted(path for path in (RESOURCES / "icons").glob("*.svg") if path.stem != "app")

READ_ON = {
    "text": ("ground", "card", "stripe", "hover", "accent_soft"),
    "muted": ("ground", "card", "stripe", "accent_soft"),
    "accent": ("ground", "card", "accent_soft", "hover"),
    "on_accent": ("accent", "accent_strong"),
    **{tone: ("card", "ground", "stripe", f"{tone}_soft") for tone in ("overdue", "due_soon", "done", "void")},
}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(palette):
    poor = {
        (ink, ground): round(contrast(getattr(palette, ink), getattr(palette, ground)), 2)
        for ink, grounds in READ_ON.items()
        for ground in grounds
        if contrast(getattr(palette, ink), getattr(palette, ground)) < 4.5
    }
    assert poor == {}


def test_contrast_is_that_of_the_norm():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("palette", "factor"), list(product([LIGHT, DARK], FACTORS)))
def test_the_style_sheet_is_filled_in(palette, factor):
    text = sheet(QSS, Look(palette, factor))
    assert "$" not in text and "sp;" not in text and "sp " not in text
    for colour in set(re.findall(r"#[0-9A-Fa-f]{6}", text)):
        assert colour in {getattr(palette, name) for name in Palette.__slots__}


def test_every_picture_of_the_style_sheet_exists_in_both_themes():
    named = set(re.findall(r"url\(style:\$theme/([\w-]+\.svg)\)", QSS))
    for theme in ("light", "dark"):
        assert named == {path.name for path in (RESOURCES / "style" / theme).glob("*.svg")}


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_pictures_of_the_style_sheet_are_the_icons_in_the_theme_s_colours(theme, palette):
    inks = {"down": "muted", "up": "muted", "left": "text", "right": "text", "disabled": "disabled", "accent": "accent"}
    for path in (RESOURCES / "style" / theme).glob("arrow-*.svg"):
        stem = path.stem.removesuffix("-disabled")
        ink = getattr(palette, inks[path.stem.rsplit("-", 1)[1]])
        assert path.read_bytes() == icons.tinted(stem, ink)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icons_are_drawn_alike(path):
    text = path.read_text()
    assert 'viewBox="0 0 24 24"' in text and 'stroke="currentColor"' in text and 'stroke-width="1.6"' in text
    picture = icons.pixmap(path.stem, "accent", 24).toImage()
    drawn = [picture.pixelColor(x, y) for x in range(24) for y in range(24) if picture.pixelColor(x, y).alpha() == 255]
    wanted = QColor(current().colours.accent)
    assert drawn and all(abs(ink.blue() - wanted.blue()) < 8 for ink in drawn)


def test_icons_follow_the_theme(qtbot, style):
    window = QWidget()
    qtbot.addWidget(window)
    made = button("保存", "x.save", icon="save")
    made.setParent(window)
    before = _ink(made.icon())
    style.set(Theme.DARK, 1.0)
    after = _ink(made.icon())
    style.set(Theme.LIGHT, 1.0)
    assert before == LIGHT.text.lower() and after == DARK.text.lower()


def test_large_text_enlarges_text_and_controls(qtbot, style):
    made = button("保存", "x.save")
    qtbot.addWidget(made)
    made.show()
    small = made.sizeHint()
    style.set(Theme.LIGHT, 1.5)
    large = made.sizeHint()
    style.set(Theme.LIGHT, 1.0)
    assert QApplication.font().pixelSize() == 14
    assert large.height() >= 1.45 * small.height() and large.width() > 1.4 * small.width()


def test_changing_the_look_is_told(qtbot, style):
    with qtbot.waitSignal(style.changed):
        style.set(Theme.LIGHT, 1.25)
    assert current().px(36) == 45
    style.set(Theme.LIGHT, 1.0)


def test_tones_have_their_colours():
    look = Look(LIGHT)
    assert look.ink(Tone.NEUTRAL).name() == LIGHT.text.lower()
    assert look.soft(Tone.OVERDUE).name() == LIGHT.overdue_soft.lower()


def test_a_chinese_font_is_there():
    assert set(FAMILIES) & set(QFontDatabase.families())


def test_qt_speaks_chinese():
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def _ink(icon: QIcon) -> str:
    picture = icon.pixmap(48, 48).toImage()
    inks = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return next(ink.name() for ink in inks if ink.alpha() == 255)


def test_the_packaged_font_is_one_of_the_families():
    number = QFontDatabase.addApplicationFont(str(sans_path()))
    assert set(QFontDatabase.applicationFontFamilies(number)) & set(FAMILIES)
    assert QFontDatabase.removeApplicationFont(number)
