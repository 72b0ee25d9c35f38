"""Chinese fonts for everything that is drawn: the office's own where it has them, the packaged ones where not.

方正小标宋 and 仿宋_GB2312 are not ours to ship, so each family has a chain that ends with a packaged font.
"""

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES: Final = ("Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC")
HEADING: Final = ("SimHei", "黑体", "CESI黑体-GB2312", "STHeiti", "Noto Sans CJK SC", "Noto Sans SC")
BODY: Final = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "方正仿宋_GB2312",
    "CESI仿宋-GB2312",
    "STFangsong",
    "Noto Serif CJK SC",
    "Noto Serif SC",
)
KAI: Final = (
    "KaiTi_GB2312",
    "楷体_GB2312",
    "KaiTi",
    "楷体",
    "方正楷体_GB2312",
    "CESI楷体-GB2312",
    "STKaiti",
    "Noto Serif CJK SC",
    "Noto Serif SC",
)
SONG: Final = ("SimSun", "宋体", "CESI宋体-GB2312", "STSong", "Noto Serif CJK SC", "Noto Serif SC")
DISPLAY: Final = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "CESI小标宋-GB2312")
TITLE: Final = (*DISPLAY, *SONG)


def ensure_fonts() -> None:
    """Load the packaged Chinese fonts where the machine has none of ours; needs a QGuiApplication."""
    have = set(QFontDatabase.families())
    if not have.isdisjoint(FAMILIES) and not have.isdisjoint(BODY):
        return
    # imported here: most machines have fonts and need not look for the package
    from pylopdf_fonts_zh_cn import sans_path, serif_path  # noqa: PLC0415

    for path in (sans_path(), serif_path()):
        QFontDatabase.addApplicationFont(str(path))


def title_font(pixels: float) -> QFont:
    """小标宋 where the machine has it, else 宋体 in bold: 小标宋 is heavy by itself."""
    have = QFontDatabase.families()
    return font(TITLE, pixels, bold=not any(family in have for family in DISPLAY))


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
