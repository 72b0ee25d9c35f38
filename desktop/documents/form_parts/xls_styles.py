"""Cell formats of an old .xls as those of an .xlsx."""

from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

_LINES: Final = (
    None,
    "thin",
    "medium",
    "dashed",
    "dotted",
    "thick",
    "double",
    "hair",
    "mediumDashed",
    "dashDot",
    "mediumDashDot",
    "dashDotDot",
    "mediumDashDotDot",
    "slantDashDot",
)
_PATTERNS: Final = (
    None,
    "solid",
    "mediumGray",
    "darkGray",
    "lightGray",
    "darkHorizontal",
    "darkVertical",
    "darkDown",
    "darkUp",
    "darkGrid",
    "darkTrellis",
    "lightHorizontal",
    "lightVertical",
    "lightDown",
    "lightUp",
    "lightGrid",
    "lightTrellis",
    "gray125",
    "gray0625",
)
_ACROSS: Final = ("general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_DOWN: Final = ("top", "center", "bottom", "justify", "distributed")
_UNDERLINES: Final = {1: "single", 2: "double", 33: "singleAccounting", 34: "doubleAccounting"}


class XlsStyles:
    """The formats of an opened book (xlrd's), made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._fonts: dict[int, Font] = {}

    def font(self, number: int) -> Font:
        """The font of a number; the first where there is none."""
        if number not in self._fonts:
            fonts = self._book.font_list
            found = fonts[number if 0 <= number < len(fonts) else 0]
            self._fonts[number] = Font(
                name=found.name or "宋体",
                sz=min(409, max(1, found.height / 20)),
                b=bool(found.weight >= 700 or found.bold),
                i=bool(found.italic),
                strike=bool(found.struck_out) or None,
                u=_UNDERLINES.get(found.underline_type),
                vertAlign=(None, "superscript", "subscript")[found.escapement] if found.escapement in (1, 2) else None,
                color=self._colour(found.colour_index),
            )
        return self._fonts[number]

    def dress(self, cell: Any, xf_number: int) -> None:
        """Give an openpyxl cell the format of a number."""
        formats = self._book.xf_list
        if not 0 <= xf_number < len(formats):
            return
        xf = formats[xf_number]
        cell.font = self.font(xf.font_index)
        code = self._book.format_map.get(xf.format_key)
        if code is not None and code.format_str and code.format_str != "GENERAL":
            cell.number_format = "General" if code.format_str.lower() == "general" else code.format_str
        cell.border = self._border(xf.border)
        pattern = _at(_PATTERNS, xf.background.fill_pattern)
        if pattern is not None:
            cell.fill = PatternFill(
                pattern,
                fgColor=self._colour(xf.background.pattern_colour_index) or "FF000000",
                bgColor=self._colour(xf.background.background_colour_index) or "FFFFFFFF",
            )
        place = xf.alignment
        rotation = place.rotation if 0 <= place.rotation <= 180 or place.rotation == 255 else 0
        cell.alignment = Alignment(
            horizontal=_at(_ACROSS, place.hor_align) or "general",
            vertical=_at(_DOWN, place.vert_align) or "bottom",
            wrap_text=bool(place.text_wrapped) or None,
            shrink_to_fit=bool(place.shrink_to_fit) or None,
            indent=min(15, max(0, place.indent_level)),
            text_rotation=rotation,
        )
        cell.protection = Protection(locked=bool(xf.protection.cell_locked), hidden=bool(xf.protection.formula_hidden))

    def _border(self, border: Any) -> Border:
        def side(name: str) -> Side:
            style = _at(_LINES, getattr(border, f"{name}_line_style"))
            return Side(style, self._colour(getattr(border, f"{name}_colour_index")) if style else None)

        return Border(left=side("left"), right=side("right"), top=side("top"), bottom=side("bottom"))

    def _colour(self, number: int) -> str | None:
        found = self._book.colour_map.get(number)
        return None if found is None else "FF{:02X}{:02X}{:02X}".format(*found)


def _at(names: tuple[str | None, ...], number: int) -> str | None:
    return names[number] if 0 <= number < len(names) else None
