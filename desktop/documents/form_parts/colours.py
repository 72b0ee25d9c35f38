"""Colours of a workbook as #rrggbb: written out, by number, or by theme and tint."""

import colorsys
import re
from typing import Final

from desktop.documents.form_parts.package import FormPackage
from desktop.documents.form_parts.xml_parts import Node, child, children, local, number, whole

_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_BRIGHT: Final = "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff"
_PALETTE: Final = (
    f"{_BRIGHT} {_BRIGHT} 800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 "
    "ff8080 0066cc ccccff 000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 99ccff "
    "ff99cc cc99ff ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 003300 333300 993300 "
    "993366 333399 333333"
)
_THEME_ORDER: Final = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_OFFICE_THEME: Final = "ffffff 000000 eeece1 1f497d 4f81bd c0504d 9bbb59 8064a2 4bacc6 f79646 0000ff 800080"


class Colours:
    """The palette and the theme of one workbook."""

    def __init__(self, package: FormPackage, styles: Node) -> None:
        self._indexed = _PALETTE.split()
        own = child(styles, "colors", "indexedColors") if styles is not None else None
        for at, node in enumerate(children(own, "rgbColor")):
            if at < len(self._indexed) and (found := _hex(node.get("rgb"))):
                self._indexed[at] = found
        self._theme = _OFFICE_THEME.split()
        for part in package.leads_to(package.workbook, "theme")[:1]:
            scheme = child(package.tree(part), "themeElements", "clrScheme")
            for node in scheme if scheme is not None else ():
                self._take(node)

    def of(self, node: Node) -> str | None:
        """#rrggbb; None for the automatic colour and where there is none."""
        if node is None:
            return None
        if found := _hex(node.get("rgb")):
            return "#" + _tinted(found, number(node.get("tint"), 0.0))
        if node.get("theme") is not None:
            at = whole(node.get("theme"), -1)
            return "#" + _tinted(self._theme[at], number(node.get("tint"), 0.0)) if 0 <= at < len(self._theme) else None
        at = whole(node.get("indexed"), -1)
        return "#" + self._indexed[at] if 0 <= at < len(self._indexed) else None

    def _take(self, node: Node) -> None:
        if local(node) in _THEME_ORDER and len(node):
            found = _hex(node[0].get("lastClr") or node[0].get("val"))
            if found:
                self._theme[_THEME_ORDER.index(local(node))] = found


def mixed(upper: str, lower: str, share: float) -> str:
    """`upper` laid over `lower` in points that cover `share` of the ground."""
    pairs = zip(_bytes(upper[1:]), _bytes(lower[1:]), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _tinted(colour: str, tint: float) -> str:
    """Lighter for a tint above 0, darker below, as the format defines it on lightness."""
    if not tint:
        return colour
    tint = max(-1.0, min(1.0, tint))
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _bytes(colour)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _bytes(colour: str) -> bytes:
    return bytes.fromhex(colour)


def _hex(text: str | None) -> str | None:
    return text[-6:].lower() if text and _HEX.fullmatch(text) else None
