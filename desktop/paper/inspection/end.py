"""What stands below the items on the last page: sums, problems, what to put right, signatures, the second look."""

from collections.abc import Sequence

from desktop.documents.inspection.sheet import InspectionSheet
from desktop.paper.inspection import measures as m
from desktop.paper.inspection.canvas import FINE, STRONG, Area, Canvas, Side
from desktop.paper.inspection.faces import Faces
from desktop.paper.inspection.head import BLANK_DAY, labelled

_WIDE = m.RIGHT - m.LEFT
_LABEL = 22.0


def draw_end(canvas: Canvas, sheet: InspectionSheet, top: float, faces: Faces) -> None:
    """The end of the sheet from `top` on; the rows for writing share what is left of the page."""
    begin, again = top, sheet.look_back
    spare = max(m.BOTTOM - top - m.END_LEAST + (m.RECHECK_ROW if again else 0.0), 0.0)
    problems = min(m.PROBLEMS[0] + spare * 0.6, m.PROBLEMS[1])
    requirement = min(m.REQUIREMENT[0] + spare * 0.4, m.REQUIREMENT[1])
    if again:
        _conclusion(canvas, top, faces)
    else:
        _sums(canvas, sheet, top, faces)
    top += m.SUM_ROW
    labelled(canvas, Area(m.LEFT, top, _WIDE, problems), "仍存在的\n问    题" if again else "主要问题", faces, _LABEL)
    top += problems
    labelled(canvas, Area(m.LEFT, top, _WIDE, requirement), "整改要求\n及 期 限", faces, _LABEL)
    term = Area(m.LEFT, top + requirement - 6.0, _WIDE - 2.0, 5.5)
    canvas.text(term, f"请于{BLANK_DAY}前整改完毕。", faces.body, Side.RIGHT)
    top += requirement
    for left, right, filled in (
        ("检查人签字", "陪同人签字", ""),
        ("物业签收人", "签收时间", BLANK_DAY + "\u3000\u3000时"),
    ):
        _pair(canvas, top, (left, right), filled, faces)
        top += m.SIGN_ROW
    if not again:
        _second_look(canvas, top, faces)
        top += m.RECHECK_ROW
    canvas.frame(Area(m.LEFT, begin, _WIDE, top - begin), STRONG)


def _conclusion(canvas: Canvas, top: float, faces: Faces) -> None:
    """How a look-back ended."""
    area = Area(m.LEFT, top, _WIDE, m.SUM_ROW)
    labelled(canvas, area, "复查结论", faces, _LABEL)
    words = ("全部合格,销号", "部分合格,继续整改", "不合格,升级督办")
    _choices(canvas, area.inset(_LABEL + 1.5, 1.5), words, faces, 12.0)


def _sums(canvas: Canvas, sheet: InspectionSheet, top: float, faces: Faces) -> None:
    x = m.LEFT
    for label, width, written in (("应得分", 13.0, 14.0), ("扣分合计", 16.5, 14.0), ("总得分", 13.0, 15.0)):
        labelled(canvas, Area(x, top, width + written, m.SUM_ROW), label, faces, width)
        x += width + written
    width = 9.5
    area = Area(x, top, m.RIGHT - x, m.SUM_ROW)
    labelled(canvas, area, "等次", faces, width)
    _choices(canvas, Area(x + width, top, area.w - width, m.SUM_ROW).inset(1.2), sheet.bands, faces)


def _pair(canvas: Canvas, top: float, labels: tuple[str, str], filled: str, faces: Faces) -> None:
    half = _WIDE / 2
    for at, label in enumerate(labels):
        labelled(canvas, Area(m.LEFT + at * half, top, half, m.SIGN_ROW), label, faces, _LABEL)
    canvas.text(Area(m.LEFT + half + _LABEL, top, half - _LABEL, m.SIGN_ROW).inset(1.5), filled, faces.body)


def _second_look(canvas: Canvas, top: float, faces: Faces) -> None:
    x = m.LEFT
    for label, width, written in (("复查日期", _LABEL, 42.0), ("复查结果", 18.0, 52.0), ("复查人", 15.0, 31.0)):
        labelled(canvas, Area(x, top, width + written, m.RECHECK_ROW), label, faces, width)
        area = Area(x + width, top, written, m.RECHECK_ROW).inset(1.5)
        if label == "复查日期":
            canvas.text(area, BLANK_DAY, faces.body)
        elif label == "复查结果":
            _choices(canvas, area, ("合格", "部分合格", "不合格"), faces)
        x += width + written


def _choices(canvas: Canvas, area: Area, words: Sequence[str], faces: Faces, apart: float = 3.5) -> None:
    """Boxes with words, at most `apart`; just the words where they are too many for boxes."""
    widths = [m.BOX + m.LABEL_GAP + faces.beside.width(word) / 10 for word in words]
    free = area.w - sum(widths)
    if free < 0:
        canvas.fitted(area, "  ".join(words), faces.facts)
        return
    gap, x = min(free / max(len(words) - 1, 1), apart), area.x
    for word, width in zip(words, widths, strict=True):
        canvas.frame(Area(x, area.y + (area.h - m.BOX) / 2, m.BOX, m.BOX), FINE)
        canvas.text(Area(x + m.BOX + m.LABEL_GAP, area.y, width, area.h), word, faces.beside)
        x += width + gap
