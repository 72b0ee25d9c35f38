"""Dressing the application: fonts, Fusion with the one style sheet, light or dark, and Qt's own words in Chinese."""

import re
from enum import Enum
from pathlib import Path
from string import Template

from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit.appearance import icons
from desktop.ui.kit.appearance.look import Look, current, put_in_force
from desktop.ui.kit.appearance.tokens import DARK, LIGHT, Palette

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC")
FACTORS = (1.0, 1.25, 1.5)
BODY = 14  # pixels


class Theme(Enum):
    """SYSTEM follows the desktop's own setting while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Style(QObject):
    """Keeps the application dressed; `changed` tells painted widgets that colours or sizes are new.

    `resources` is the folder with `icons/` and `style/`.
    """

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, theme: Theme = Theme.SYSTEM, factor: float = 1.0) -> None:
        super().__init__(app)
        self._app, self._theme, self._factor = app, theme, factor
        self._template = (resources / "style" / "kit.qss").read_text(encoding="utf-8")
        QDir.setSearchPaths("style", [str(resources / "style")])
        icons.install(resources / "icons")
        app.setWindowIcon(icons.plain("app"))
        app.setStyle("Fusion")
        load_fonts()
        speak_chinese(app)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    def set(self, theme: Theme, factor: float) -> None:
        """Change theme and text size of everything on the screen."""
        if (theme, factor) != (self._theme, self._factor):
            self._theme, self._factor = theme, factor
            self._dress()

    def _follow_system(self) -> None:
        if self._theme is Theme.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        dark = self._theme is Theme.DARK or (
            self._theme is Theme.SYSTEM and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        put_in_force(Look(DARK if dark else LIGHT, self._factor))
        self._app.setFont(body_font())
        self._app.setPalette(_qt_palette(current().colours))
        self._app.setStyleSheet(sheet(self._template, current()))
        for window in self._app.topLevelWidgets():
            icons.renew(window)
        self.changed.emit()


def body_font(size: float = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font for painted text of `size` design pixels."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(current().px(size))
    font.setWeight(weight)
    return font


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the style sheet looks at (`role`, `kind`, `tone`, `invalid`), and show them."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def sheet(template: str, look: Look) -> str:
    """The style sheet's text for a look: colours put in, sizes scaled."""
    colours = {name: getattr(look.colours, name) for name in Palette.__slots__}
    theme = "dark" if look.dark else "light"
    # A corner radius over half the box is ignored by Qt, so the round radio button needs its exact half.
    text = Template(template).substitute(colours, theme=theme, radio_radius=f"{look.px(16) // 2 + 1}px")
    return re.sub(r"\b(\d+)sp\b", lambda found: f"{look.px(int(found[1]))}px", text)


def load_fonts() -> None:
    """Add the packaged Chinese font where the system has none of the families."""
    if not set(FAMILIES) & set(QFontDatabase.families()):
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415  (16 MB nobody needs on most machines)

        QFontDatabase.addApplicationFont(str(sans_path()))


def speak_chinese(app: QApplication) -> None:
    """Let Qt's own dialogs and menus speak Chinese."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _qt_palette(colours: Palette) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.Base: colours.card,
        QPalette.ColorRole.AlternateBase: colours.stripe,
        QPalette.ColorRole.Button: colours.card,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.card,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Light: colours.card,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.border,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
