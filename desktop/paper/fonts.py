"""Chinese fonts for everything that is drawn: the office's own where it has them, the packaged ones where not.

方正小标宋 and 仿宋_GB2312 are not ours to ship, so each family has a chain that ends with a packaged font.
"""

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES: Final = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC")
HEADING: Final = ("SimHei", "黑体", "Noto Sans CJK SC", "Noto Sans SC")
BODY: Final = ("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "Noto Serif SC")
TITLE: Final = (
    "FZXiaoBiaoSong-B05S",
    "方正小标宋简体",
    "SimSun",
    "宋体",
    "STSong",
    "Noto Serif CJK SC",
    "Noto Serif SC",
)


def ensure_fonts() -> None:
    """Load the packaged Chinese fonts where the machine has none of ours; needs a QGuiApplication."""
    have = set(QFontDatabase.families())
    if not have.isdisjoint(FAMILIES) and not have.isdisjoint(BODY):
        return
    # imported here: most machines have fonts and need not look for the package
    from pylopdf_fonts_zh_cn import sans_path, serif_path  # noqa: PLC0415

    for path in (sans_path(), serif_path()):
        QFontDatabase.addApplicationFont(str(path))


def font(families: tuple[str, ...], pixels: float, bold: bool = False) -> QFont:
    """A font `pixels` high in the painter's own units, without hinting, so that every device breaks lines alike."""
    made = QFont()
    made.setFamilies(list(families))
    made.setPixelSize(max(1, round(pixels)))
    made.setBold(bold)
    if locl := QFont.Tag.fromString("locl"):
        made.setFeature(locl, 0)  # digits after Latin letters would be glyphs whose text a PDF reader cannot find
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
