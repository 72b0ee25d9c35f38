"""Drawing inspection sheets: each page with its head, its items with boxes, and the end on the last one."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QSizeF

from desktop.documents.inspection.sheet import InspectionSheet
from desktop.paper import fonts
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.canvas import FINE, STRONG, Area, Canvas, Face, Side
from desktop.paper.inspection.end import draw_end
from desktop.paper.inspection.faces import Faces
from desktop.paper.inspection.head import draw_head
from desktop.paper.inspection.placing import PlacedHeading, PlacedItem, PlacedPage, place
from desktop.paper.inspection.result import PlacedCells, PlacedTick
from desktop.paper.pages import Page

_EDGES: Final = tuple(m.LEFT + sum(m.COLUMNS[:at]) for at in range(len(m.COLUMNS) + 1))
_CODE, _TEXT, _POINTS, _RULE, _RESULT, _DEDUCTION, _REMARK, _RIGHT = _EDGES
_NAMES: Final = ("序号", "检查内容", "分值", "评分标准", "检查结果", "扣分", "备注、照片号")
_AGAIN_EDGES: Final = (_CODE, _TEXT, _POINTS, _RESULT, _DEDUCTION, _RIGHT)  # of a look-back, which has no points
_AGAIN_NAMES: Final = ("序号", "检查内容", "上次情况", "复查结果", "备注、照片号")
_AGAIN_FOOT: Final = "用黑色笔在方框内打勾或涂满。"
_FOOT: Final = "用黑色笔在方框内打勾或涂满;5处及以上在方格里写处数;“已改”指当场已改。"
_VETO: Final = "★为一票否决项。"


def lay_out_inspections(sheets: Iterable[InspectionSheet], duplex: bool = False) -> list[Page]:
    """The pages of a stack in its order, each sheet from a new page; with `duplex` from a new leaf."""
    fonts.ensure_fonts()
    faces = Faces()
    pages: list[Page] = []
    for sheet in sheets:
        placed = place(sheet)
        pages += [_drawn(sheet, page, len(placed), faces) for page in placed]
        if duplex and len(pages) % 2:
            pages.append(Page(QSizeF(m.PAGE[0] * 10, m.PAGE[1] * 10)))
    return pages


def _drawn(sheet: InspectionSheet, placed: PlacedPage, count: int, faces: Faces) -> Page:
    canvas = Canvas()
    draw_head(canvas, sheet, placed.number, faces)
    if placed.rows:
        _column_names(canvas, sheet, placed.top, faces)
    for row in placed.rows:
        match row:
            case PlacedHeading():
                _heading(canvas, row, faces)
            case PlacedItem():
                _item(canvas, row, faces)
    if placed.rows:
        canvas.frame(Area(m.LEFT, placed.top, m.RIGHT - m.LEFT, placed.bottom - placed.top), STRONG)
    if placed.end is not None:
        draw_end(canvas, sheet, placed.end, faces)
    foot = Area(m.LEFT, m.FOOT_LINE, m.RIGHT - m.LEFT, 4.4)
    veto = any(item.veto for section in sheet.sections for item in section.items)
    canvas.text(foot, _AGAIN_FOOT if sheet.look_back else _FOOT + (_VETO if veto else ""), faces.small)
    canvas.text(foot, f"第{placed.number}页 共{count}页", faces.small, Side.RIGHT)
    return canvas.finished()


def _column_names(canvas: Canvas, sheet: InspectionSheet, top: float, faces: Faces) -> None:
    edges, names = (_AGAIN_EDGES, _AGAIN_NAMES) if sheet.look_back else (_EDGES, _NAMES)
    canvas.shade(Area(m.LEFT, top, m.RIGHT - m.LEFT, m.HEADING))
    for name, left, right in zip(names, edges, edges[1:], strict=False):
        face = faces.heading if faces.heading.width(name) < (right - left - 2 * m.PAD) * 10 else faces.beside
        canvas.text(Area(left, top, right - left, m.HEADING), name, face, Side.MIDDLE)
    _lines(canvas, edges[1:-1], top, m.HEADING)


def _heading(canvas: Canvas, row: PlacedHeading, faces: Faces) -> None:
    """A section's name and points, and where its deductions are added up."""
    summed = bool(row.section.points) and not row.continued
    canvas.shade(Area(m.LEFT, row.top, (_DEDUCTION if summed else m.RIGHT) - m.LEFT, row.height))
    canvas.shade(Area(_REMARK, row.top, _RIGHT - _REMARK, row.height))
    section = row.section
    canvas.text(Area(_CODE, row.top, _TEXT - _CODE, row.height), section.code, faces.section, Side.MIDDLE)
    name = section.name + ("(续)" if row.continued else "")
    canvas.fitted(Area(_TEXT, row.top, _POINTS - _TEXT, row.height).inset(m.PAD), name, (faces.section, faces.beside))
    canvas.text(Area(_POINTS, row.top, _RULE - _POINTS, row.height), section.points, faces.section, Side.MIDDLE)
    if summed:
        canvas.text(Area(_RESULT, row.top, m.RESULT - 1.5, row.height), "本部分扣分", faces.beside, Side.RIGHT)
    canvas.across(row.top, m.LEFT, m.RIGHT, FINE)
    _lines(canvas, (_DEDUCTION, _REMARK) if summed else (), row.top, row.height)


def _item(canvas: Canvas, row: PlacedItem, faces: Faces) -> None:
    item = row.item
    canvas.across(row.top, m.LEFT, m.RIGHT, FINE)
    edges = _EDGES if item.found is None else _AGAIN_EDGES
    _lines(canvas, [edge for edge in edges[1:-1] if not item.wide or edge != _RESULT], row.top, row.height)
    _block(canvas, row, _CODE, m.CODE, [(line, faces.beside, m.SMALL_LINE, Side.MIDDLE) for line in row.code])
    _block(canvas, row, _TEXT, m.TEXT, [(line, faces.body, m.TEXT_LINE, Side.LEFT) for line in row.text])
    _block(
        canvas, row, _POINTS, m.POINTS + m.RULE, [(line, faces.small, m.SMALL_LINE, Side.LEFT) for line in row.found]
    )
    _block(canvas, row, _POINTS, m.POINTS, [(item.points, faces.beside, m.SMALL_LINE, Side.MIDDLE)])
    _block(canvas, row, _RULE, m.RULE, [(line, faces.small, m.SMALL_LINE, Side.LEFT) for line in row.rule])
    for tick in row.result.ticks:
        _tick(canvas, row, tick, faces)
    for cells in row.result.cells:
        _cells(canvas, row, cells, faces)


def _block(
    canvas: Canvas, row: PlacedItem, left: float, width: float, lines: Sequence[tuple[str, Face, float, Side]]
) -> None:
    """Lines one below the other, in the middle of the item's height."""
    y = row.top + (row.height - sum(step for _, _, step, _ in lines)) / 2
    for line, face, step, side in lines:
        canvas.text(Area(left, y, width, step).inset(m.PAD), line, face, side)
        y += step


def _tick(canvas: Canvas, row: PlacedItem, placed: PlacedTick, faces: Faces) -> None:
    x, y = row.left + placed.x, row.top + row.inset + placed.y
    canvas.frame(Area(x, y, m.BOX, m.BOX), FINE)
    for at, words in enumerate(placed.words):
        line = Area(x + m.BOX + m.LABEL_GAP, y + at * m.SMALL_LINE, 0.0, m.BOX)
        canvas.text(line, words, faces.beside)


def _cells(canvas: Canvas, row: PlacedItem, placed: PlacedCells, faces: Faces) -> None:
    x, y = row.left + placed.x, row.top + row.inset + placed.y
    width, height = m.CELL
    canvas.text(Area(row.left + m.PAD, y, placed.x - m.PAD, height), placed.cells.before, faces.beside)
    for power, left in placed.corners():
        canvas.frame(Area(row.left + left, y, width, height), FINE)
        if power == -1:
            canvas.text(Area(row.left + left - 1.6, y + 1.0, 1.6, height), ".", faces.heading, Side.MIDDLE)
    canvas.text(Area(row.left + placed.right + m.LABEL_GAP, y, x, height), placed.cells.after, faces.beside)


def _lines(canvas: Canvas, edges: Iterable[float], top: float, height: float) -> None:
    for edge in edges:
        canvas.down(edge, top, top + height, FINE)
