"""What stands over the table of an inspection sheet: corner marks, code, title, and the facts of the visit."""

from typing import Final

import segno

from desktop.documents.inspection.sheet import InspectionSheet
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.canvas import FINE, STRONG, Area, Canvas, Side
from desktop.paper.inspection.faces import Faces

BLANK_DAY: Final = "\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
_LABEL: Final = 18.0
_WORDS_RIGHT: Final = m.QR_LEFT - 3.0  # of what stands beside the code
_TITLE: Final = Area(2 * 105.0 - _WORDS_RIGHT, 9.5, 2 * (_WORDS_RIGHT - 105.0), 10.5)  # in the middle of the page
_LINE: Final = Area(m.LEFT, 20.8, _WORDS_RIGHT - m.LEFT, 6.0)


def draw_head(canvas: Canvas, sheet: InspectionSheet, page: int, faces: Faces) -> None:
    """The head of a page: on the first one with the facts, on the others one line of them."""
    for middle in m.MARKS[:-1]:
        canvas.square(middle, m.MARK)
    canvas.square(m.MARKS[-1], m.LAST_MARK)
    code = segno.make(f"{sheet.key}/{page}", error="m", micro=False)
    canvas.code(tuple(tuple(row) for row in code.matrix))
    head = sheet.head
    number = f"编号:{head.number or '_' * 18}"
    canvas.text(_LINE, number, faces.body, Side.RIGHT)
    free = _LINE.inset(0.0, faces.body.width(number) / 10 + 3.0)
    if page > 1:
        canvas.fitted(_TITLE, f"{sheet.title}(续)", faces.again, Side.MIDDLE)
        canvas.fitted(free, "  ".join(filter(None, (head.estate, head.company))), faces.facts)
        return
    canvas.fitted(_TITLE, sheet.title, faces.title, Side.MIDDLE)
    canvas.fitted(free, "  ".join(filter(None, (head.office, _occasion(sheet)))), faces.facts)
    _facts(canvas, sheet, faces)


def _occasion(sheet: InspectionSheet) -> str:
    head = sheet.head
    return f"{head.kind}(原检查{head.recheck_of})" if head.recheck_of else head.kind


def _facts(canvas: Canvas, sheet: InspectionSheet, faces: Faces) -> None:
    head = sheet.head
    rows = (
        (("小区名称", head.estate, 80.0), ("物业企业", head.company, 100.0)),
        (
            ("检查日期", head.inspected_on or BLANK_DAY, 80.0),
            ("项目经理", head.manager, 58.0),
            ("天  气", head.weather, 42.0),
        ),
        (("检查人员", head.inspectors, 80.0), ("陪同人员", head.accompanied_by, 100.0)),
    )
    for at, row in enumerate(rows):
        x, y = m.LEFT, m.HEAD_TOP + at * m.HEAD_ROW
        for label, text, width in row:
            labelled(canvas, Area(x, y, width, m.HEAD_ROW), label, faces, _LABEL)
            canvas.fitted(Area(x + _LABEL, y, width - _LABEL, m.HEAD_ROW).inset(1.5), text, faces.facts)
            x += width
    canvas.frame(Area(m.LEFT, m.HEAD_TOP, m.RIGHT - m.LEFT, len(rows) * m.HEAD_ROW), STRONG)


def labelled(canvas: Canvas, area: Area, label: str, faces: Faces, width: float) -> None:
    """A framed area with a shaded label of `width` at its left, its lines one below the other."""
    left = Area(area.x, area.y, width, area.h)
    canvas.shade(left)
    canvas.frame(area, FINE)
    canvas.down(area.x + width, area.y, area.y + area.h, FINE)
    lines = label.split("\n")
    top = area.y + (area.h - len(lines) * m.TEXT_LINE) / 2
    for at, line in enumerate(lines):
        canvas.text(Area(area.x, top + at * m.TEXT_LINE, width, m.TEXT_LINE), line, faces.heading, Side.MIDDLE)
