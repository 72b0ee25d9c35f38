"""The styles part of a form as styles that can be drawn."""

from typing import Final

from desktop.documents.form_parts.colours import Colours, mixed
from desktop.documents.form_parts.look_data import Edge, FontLook, StyleLook
from desktop.documents.form_parts.number_formats import BUILT_IN
from desktop.documents.form_parts.package import FormPackage
from desktop.documents.form_parts.xml_parts import Node, child, children, local, number, true, whole

_COVERED: Final = {"gray0625": 0.0625, "gray125": 0.125, "lightGray": 0.25, "mediumGray": 0.5, "darkGray": 0.75}
_LARGEST: Final = 409.0  # points


class LookStyles:
    """The cell formats of a workbook by their numbers."""

    def __init__(self, package: FormPackage) -> None:
        part = next(iter(package.leads_to(package.workbook, "styles")), None)
        root = package.tree(part) if part is not None else None
        self._colours = Colours(package, root)
        self._fonts = [self.font(node) for node in _list(root, "fonts", "font")] or [FontLook()]
        self._fills = [self._fill(node) for node in _list(root, "fills", "fill")]
        self._borders = _list(root, "borders", "border")
        self._formats = _list(root, "cellXfs", "xf")
        self._codes = {
            whole(node.get("numFmtId"), -1): node.get("formatCode") or "General"
            for node in _list(root, "numFmts", "numFmt")
        }
        self._made: dict[int, StyleLook] = {}

    @property
    def usual_font(self) -> FontLook:
        """The font that column widths are counted in."""
        return self._fonts[0]

    def style(self, text: str | None) -> StyleLook:
        """The style of a number as it stands in the part; the plain one where there is none of it."""
        at = whole(text)
        if at not in self._made:
            self._made[at] = self._style(self._formats[at]) if 0 <= at < len(self._formats) else StyleLook()
        return self._made[at]

    def font(self, node: Node, otherwise: FontLook | None = None) -> FontLook:
        """A font, or a run's own one; what it leaves open is that of `otherwise`."""
        usual = otherwise or FontLook()
        if node is None:
            return usual
        found = {local(part): part for part in node}
        name = found.get("name", found.get("rFont"))
        size = found.get("sz")
        return FontLook(
            name=usual.name if name is None else name.get("val") or usual.name,
            size=usual.size if size is None else min(_LARGEST, max(1.0, number(size.get("val"), usual.size))),
            bold=_set(found.get("b")),
            italic=_set(found.get("i")),
            underline="u" in found and found["u"].get("val") not in ("none", "0"),
            struck=_set(found.get("strike")),
            colour=self._colours.of(found.get("color")),
        )

    def _style(self, node: Node) -> StyleLook:
        alignment, protection = child(node, "alignment"), child(node, "protection")
        place: dict[str, str] = {} if alignment is None else dict(alignment.attrib)
        border = _at(self._borders, node.get("borderId"))
        code = whole(node.get("numFmtId"))
        return StyleLook(
            font=_at(self._fonts, node.get("fontId")) or FontLook(),
            fill=_at(self._fills, node.get("fillId")),
            left=self._edge(border, "left", "start"),
            right=self._edge(border, "right", "end"),
            top=self._edge(border, "top"),
            bottom=self._edge(border, "bottom"),
            horizontal=place.get("horizontal") or "general",
            vertical=place.get("vertical") or "bottom",
            wrap=true(place.get("wrapText")),
            shrink=true(place.get("shrinkToFit")),
            indent=max(0, min(250, whole(place.get("indent")))),
            rotation=_degrees(whole(place.get("textRotation"))),
            locked=protection is None or true(protection.get("locked"), otherwise=True),
            number_format=self._codes.get(code) or BUILT_IN.get(code, "General"),
        )

    def _fill(self, node: Node) -> str | None:
        pattern = child(node, "patternFill")
        if pattern is None:
            stop = child(node, "gradientFill", "stop", "color")
            return self._colours.of(stop)
        front, back = self._colours.of(child(pattern, "fgColor")), self._colours.of(child(pattern, "bgColor"))
        match pattern.get("patternType"):
            case None | "none":
                return None
            case "solid":
                return front
            case kind:
                return mixed(front or "#000000", back or "#ffffff", _COVERED.get(kind, 0.25))

    def _edge(self, border: Node, *names: str) -> Edge | None:
        for name in names if border is not None else ():
            side = child(border, name)
            if side is not None and side.get("style") not in (None, "none"):
                return Edge(side.get("style"), self._colours.of(child(side, "color")))
        return None


def _list(root: Node, holder: str, name: str) -> list[Node]:
    return children(None if root is None else child(root, holder), name)


def _at(items: list[Node], text: str | None) -> Node:
    number_ = whole(text, -1)
    return items[number_] if 0 <= number_ < len(items) else None


def _set(node: Node) -> bool:
    return node is not None and true(node.get("val"), otherwise=True)


def _degrees(rotation: int) -> int:
    """The format writes 91 to 180 for 1 to 90 degrees clockwise."""
    return 90 - rotation if 90 < rotation <= 180 else rotation if 0 <= rotation <= 90 or rotation == 255 else 0
