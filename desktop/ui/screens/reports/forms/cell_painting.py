"""Drawing one cell of a form as it looks on paper: fill, borders, and its text in its own fonts."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from desktop.documents.form_parts.look import CellKind, CellLook, Edge, FontLook, StyleLook
from desktop.ui.kit.appearance.style import body_font

INK, PAPER, GRID = QColor("#000000"), QColor("#FFFFFF"), QColor("#E1E4E8")
_INSIDE = 3  # pixels between border and text
_INDENT = 9
_DOTS = 96 / 72  # pixels of a point
_STACKED = 255
_WIDTHS = {"medium": 2.0, "mediumDashed": 2.0, "mediumDashDot": 2.0, "mediumDashDotDot": 2.0, "thick": 3.0, "hair": 0.6}
_PENS = {
    "dashed": Qt.PenStyle.DashLine,
    "mediumDashed": Qt.PenStyle.DashLine,
    "dotted": Qt.PenStyle.DotLine,
    "hair": Qt.PenStyle.DotLine,
    "dashDot": Qt.PenStyle.DashDotLine,
    "mediumDashDot": Qt.PenStyle.DashDotLine,
    "slantDashDot": Qt.PenStyle.DashDotLine,
    "dashDotDot": Qt.PenStyle.DashDotDotLine,
    "mediumDashDotDot": Qt.PenStyle.DashDotDotLine,
}
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "centerContinuous": Qt.AlignmentFlag.AlignHCenter,
    "distributed": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "justify": Qt.AlignmentFlag.AlignLeft,
}


def font_of(look: FontLook, zoom: float) -> QFont:
    """A font of the form on the screen, in the program's own family where that is not installed."""
    font = QFont(body_font())
    font.setFamilies([look.name, *font.families()])
    font.setPixelSize(max(round(look.size * _DOTS * zoom), 5))
    font.setWeight(QFont.Weight.Bold if look.bold else QFont.Weight.Normal)
    font.setItalic(look.italic)
    font.setUnderline(look.underline)
    font.setStrikeOut(look.struck)
    return font


def side_of(cell: CellLook) -> Qt.AlignmentFlag:
    """Where the text stands: numbers right, words left, unless the form says otherwise."""
    found = _SIDES.get(cell.style.horizontal)
    if found is not None:
        return found
    if cell.kind in (CellKind.NUMBER, CellKind.FORMULA):
        return Qt.AlignmentFlag.AlignRight
    return (
        Qt.AlignmentFlag.AlignHCenter if cell.kind in (CellKind.TRUTH, CellKind.ERROR) else Qt.AlignmentFlag.AlignLeft
    )


def draw_edges(painter: QPainter, place: QRect, style: StyleLook, sides: str, zoom: float) -> None:
    """The borders of a cell; `sides` are those that lie outside of what it is merged with (l, r, t, b)."""
    for side, edge, line in (
        ("l", style.left, (place.topLeft(), place.bottomLeft())),
        ("r", style.right, (place.topRight(), place.bottomRight())),
        ("t", style.top, (place.topLeft(), place.topRight())),
        ("b", style.bottom, (place.bottomLeft(), place.bottomRight())),
    ):
        if edge is not None and side in sides:
            painter.setPen(_pen(edge, zoom))
            painter.drawLine(*line)


def text_width(cell: CellLook, zoom: float) -> float:
    """How wide the text is on one line, in pixels of the screen."""
    layout = _layout(cell, zoom, wrapped=False)
    return _set(layout, 1e6)[0]


def text_height(cell: CellLook, width: float) -> int:
    """How high the text is at 100 % in a column of so many pixels, as a spreadsheet program makes its row."""
    layout = _layout(cell, 1.0, cell.style.wrap)
    return round(_set(layout, max(width - 2 * _INSIDE, 1) if cell.style.wrap else 1e6)[1])


def draw_text(painter: QPainter, place: QRect, cell: CellLook, zoom: float) -> None:
    """The cell's text inside `place`, cut where it is longer."""
    if cell.style.rotation:
        _draw_turned(painter, place, cell, zoom)
        return
    inset = _INSIDE + round(cell.style.indent * _INDENT * zoom)
    side = side_of(cell)
    left = inset if side == Qt.AlignmentFlag.AlignLeft else _INSIDE
    right = inset if side == Qt.AlignmentFlag.AlignRight else _INSIDE
    inner = QRectF(place.adjusted(left, 1, -right, -1))
    layout = _layout(cell, zoom, cell.style.wrap or cell.style.vertical == "distributed")
    width, height = _set(layout, max(inner.width(), 1) if cell.style.wrap else 1e6)
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    if cell.style.shrink and width > inner.width() > 0:
        scale = inner.width() / width
        painter.translate(inner.topLeft())
        painter.scale(scale, scale)
        painter.translate(-inner.topLeft())
        inner.setWidth(width)
    _draw_lines(painter, layout, inner, side, _top(cell.style.vertical, inner, height))
    painter.restore()


def _draw_lines(painter: QPainter, layout: QTextLayout, inner: QRectF, side: Qt.AlignmentFlag, top: float) -> None:
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        free = inner.width() - line.naturalTextWidth()
        shift = {Qt.AlignmentFlag.AlignHCenter: free / 2, Qt.AlignmentFlag.AlignRight: free}.get(side, 0.0)
        line.setPosition(QPointF(shift, line.y()))
    layout.draw(painter, QPointF(inner.left(), top))


def _draw_turned(painter: QPainter, place: QRect, cell: CellLook, zoom: float) -> None:
    """Text that stands letter under letter, or turned by its angle about the middle."""
    painter.save()
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.setFont(font_of(cell.style.font, zoom))
    painter.setPen(_ink(cell.style.font))
    if cell.style.rotation == _STACKED:
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "\n".join(cell.text.replace("\n", "")))
    else:
        painter.translate(place.center())
        painter.rotate(-cell.style.rotation)
        reach = max(place.width(), place.height())
        painter.drawText(QRect(-reach, -reach, 2 * reach, 2 * reach), Qt.AlignmentFlag.AlignCenter, cell.text)
    painter.restore()


def _layout(cell: CellLook, zoom: float, wrapped: bool) -> QTextLayout:
    text = cell.text if wrapped else " ".join(cell.text.splitlines())
    layout = QTextLayout(text.replace("\n", "\u2028"), font_of(cell.style.font, zoom))
    option = QTextOption()
    wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrapped else QTextOption.WrapMode.NoWrap
    option.setWrapMode(wrap)
    layout.setTextOption(option)
    formats, start = [], 0
    for run_text, font in [(run.text, run.font) for run in cell.runs] or [(text, cell.style.font)]:
        piece = QTextLayout.FormatRange()
        piece.start, piece.length = start, len(run_text)  # type: ignore[attr-defined]
        look = QTextCharFormat()
        look.setFont(font_of(font, zoom))
        look.setForeground(_ink(font))
        piece.format = look  # type: ignore[attr-defined]
        formats.append(piece)
        start += len(run_text)
    layout.setFormats(formats)
    return layout


def _set(layout: QTextLayout, width: float) -> tuple[float, float]:
    """Break the text into lines; how wide and high it is."""
    layout.beginLayout()
    widest, height = 0.0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return widest, height


def _top(vertical: str, inner: QRectF, height: float) -> float:
    match vertical:
        case "top" | "justify":
            return inner.top()
        case "center" | "distributed":
            return inner.top() + (inner.height() - height) / 2
        case _:
            return inner.bottom() - height


def _ink(font: FontLook) -> QColor:
    return QColor(font.colour) if font.colour else INK


def _pen(edge: Edge, zoom: float) -> QPen:
    colour = QColor(edge.colour) if edge.colour else INK
    width = _WIDTHS.get(edge.style, 1.0) * max(zoom, 1.0)
    return QPen(colour, width, _PENS.get(edge.style, Qt.PenStyle.SolidLine), Qt.PenCapStyle.FlatCap)
