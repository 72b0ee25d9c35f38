"""派单图: a dispatch slip as a picture that is read on a phone in a chat group."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPen

from desktop.documents.orders.dispatch_slip import DispatchSlip
from desktop.domain.errors import StorageTrouble
from desktop.paper.fonts import FAMILIES, ensure_fonts, font
from desktop.paper.lines import break_lines
from desktop.system.files import Place, replacing

WIDTH: Final = 1080  # pixels: a phone's width
_MARGIN: Final = 56
_LABEL: Final = 190  # width of the labels
_LEADING: Final = 1.45
_ACCENT, _URGENT, _TEXT, _MUTED, _LINE = "#1F5FBF", "#B42318", "#1F2933", "#5F6C7B", "#DDE2E8"
_FOOT: Final = "来电人信息不对外提供,需要联系来电人的,请与派单人员联系。"


def dispatch_picture(slip: DispatchSlip) -> QImage:
    """Draw the slip, 1080 pixels wide and as high as its words need, the watermark all over it."""
    ensure_fonts()
    parts = _parts(slip)
    height = 330 + sum(_height(part) + 26 for part in parts) + 150
    image = QImage(WIDTH, round(height), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    top = _draw_head(painter, slip)
    for part in parts:
        top = _draw_part(painter, part, top)
    _draw_foot(painter, slip, height)
    _draw_watermark(painter, slip.watermark, QRectF(image.rect()))
    painter.end()
    return image


def save_png(image: QImage, path: Path) -> Place:
    """Save the picture as PNG; raises StorageTrouble."""
    with replacing(path) as place:
        if not QImageWriter(str(place.part), QByteArray(b"png")).write(image):
            raise StorageTrouble(f"图片“{path.name}”没有保存,请检查磁盘空间,或换一个位置再保存一次。")
    return place


def _parts(slip: DispatchSlip) -> list[tuple[str, list[str], QFont, str]]:
    """Label, lines, font and colour of every part, from top to bottom."""
    width = WIDTH - 2 * _MARGIN - _LABEL
    body, strong = font(FAMILIES, 38), font(FAMILIES, 42, bold=True)
    given = [
        ("地点", slip.place, strong, _TEXT),
        ("事项", slip.title, strong, _TEXT),
        ("类别", slip.category, body, _TEXT),
        ("紧急程度", slip.urgency, strong if slip.urgent else body, _URGENT if slip.urgent else _TEXT),
        ("情况", slip.facts if slip.says_more else "", body, _TEXT),
        *((f"{due.name}", due.words, strong, _TEXT) for due in slip.dues),
        ("办理要求", slip.requirements, body, _TEXT),
        ("协办单位", "、".join(slip.assisting), body, _TEXT),
    ]
    return [(label, break_lines(text, used, width), used, colour) for label, text, used, colour in given if text]


def _height(part: tuple[str, list[str], QFont, str]) -> float:
    _, lines, used, _ = part
    return len(lines) * used.pixelSize() * _LEADING


def _draw_head(painter: QPainter, slip: DispatchSlip) -> float:
    """The coloured band with number and unit; return where the parts begin."""
    painter.fillRect(QRectF(0, 0, WIDTH, 290), QColor(_URGENT if slip.urgent else _ACCENT))
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(font(FAMILIES, 56, bold=True))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    inner = WIDTH - 2 * _MARGIN
    painter.drawText(QRectF(_MARGIN, 30, inner, 80), left, f"派单 · {slip.urgency}" if slip.urgent else "派单")
    _fitted(painter, QRectF(_MARGIN, 115, inner, 76), slip.receiving_unit, 52, bold=True)
    role = f"{slip.role}   " if slip.role else ""
    _fitted(painter, QRectF(_MARGIN, 200, inner, 60), f"{role}{slip.number}   {slip.dispatched_at:%Y-%m-%d %H:%M}", 36)
    return 330


def _fitted(painter: QPainter, area: QRectF, text: str, pixels: int, bold: bool = False) -> None:
    """One line, made smaller until it fits: nothing is cut."""
    while pixels > 14 and QFontMetricsF(font(FAMILIES, pixels, bold)).horizontalAdvance(text) > area.width():
        pixels -= 2
    painter.setFont(font(FAMILIES, pixels, bold))
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _draw_part(painter: QPainter, part: tuple[str, list[str], QFont, str], top: float) -> float:
    label, lines, used, colour = part
    step = used.pixelSize() * _LEADING
    painter.setPen(QColor(_MUTED))
    _fitted(painter, QRectF(_MARGIN, top, _LABEL - 16, step), label, 34)
    painter.setFont(used)
    painter.setPen(QColor(colour))
    for number, line in enumerate(lines):
        painter.drawText(QPointF(_MARGIN + _LABEL, top + step * number + step * 0.74), line)
    bottom = top + step * len(lines) + 13
    painter.setPen(QPen(QColor(_LINE), 2))
    painter.drawLine(QPointF(_MARGIN, bottom), QPointF(WIDTH - _MARGIN, bottom))
    return bottom + 13


def _draw_foot(painter: QPainter, slip: DispatchSlip, height: float) -> None:
    painter.setPen(QColor(_TEXT))
    _fitted(painter, QRectF(_MARGIN, height - 140, WIDTH - 2 * _MARGIN, 50), f"{slip.issuing_office} 派发", 34)
    painter.setPen(QColor(_MUTED))
    _fitted(painter, QRectF(_MARGIN, height - 86, WIDTH - 2 * _MARGIN, 44), _FOOT, 30)


def _draw_watermark(painter: QPainter, text: str, area: QRectF) -> None:
    """Across the whole picture, faint enough to read through and dense enough that no crop escapes it."""
    used = font(FAMILIES, 30)
    width = QFontMetricsF(used).horizontalAdvance(text) + 120
    painter.save()
    painter.setFont(used)
    painter.setPen(QColor(0, 0, 0, 30))
    painter.setClipRect(area)
    painter.translate(area.center())
    painter.rotate(-24)
    reach = area.width() + area.height()
    row, across = -reach, 0.0
    while row < reach:
        column = -reach + across
        while column < reach:
            painter.drawText(QPointF(column, row), text)
            column += width
        row, across = row + 170, (across + width / 2) % width
    painter.restore()
