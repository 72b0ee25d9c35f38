"""Which of the official fonts this computer does not have."""

from PySide6.QtGui import QFontDatabase

# The names under which a system may have them (GB/T 9704; 方正小标宋 and 仿宋_GB2312 are not ours to ship).
_OFFICIAL = {
    "方正小标宋": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
    "仿宋_GB2312": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "楷体_GB2312": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
}


def missing_fonts() -> str:
    """A sentence about them, or nothing."""
    have = set(QFontDatabase.families())
    missing = [name for name, families in _OFFICIAL.items() if have.isdisjoint(families)]
    return f"本机没有{'、'.join(missing)}字体,打开时会用相近的字体代替。" if missing else ""
