"""Writing a Table as a Word document: each table on pages of its own, lying where it is wide, its headings repeated.

The rows are written as XML at once, since a document of thousands of rows would take minutes cell by cell.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from desktop.documents.cells import clean_text, shown_in, wide
from desktop.documents.table import Column, Subtotal, Table
from desktop.documents.workbooks import sheet_look as look
from desktop.domain.errors import Refused

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section

MOST: Final = 5_000  # rows; longer lists belong into a workbook
_LONG, _SHORT = 297.0, 210.0  # mm, A4
_MARGIN = 15.0
_TWIPS = 1440 / 25.4  # to the mm
_BODY, _LEAST = 10.5, 6.0  # points: 五号, and the smallest letters that a printer makes legible
_PADDING = 1.0  # mm on either side of a cell
_POINT = 25.4 / 72  # mm
_DIGITS, _BOLD = 1.3, 1.45  # figures are wider than half a character in many faces
_WHOLE = re.compile(r"\d{4}-\d\d-\d\d|-\d")
_ALIGNED = {"left": "left", "center": "center", "right": "right"}


def write_document(table: Table, target: Path, made_at: datetime) -> None:
    """Write `table` and its extras to the file `target`, .docx; only what is printed of them.

    Raises OSError when the file cannot be written, Refused where a table has more than `MOST` rows.
    """
    import docx  # noqa: PLC0415 - only Word files need it

    document = docx.Document()
    _set_up(document, table.title, made_at)
    for number, each in enumerate((table, *table.extras)):
        if number:
            document.add_section()
        section = document.sections[-1]
        _turn(section, each.landscape)
        _write(document, each, (_LONG if each.landscape else _SHORT) - 2 * _MARGIN)
    _number_pages(document.sections[0])
    document.save(str(target))


def _set_up(document: "Document", title: str, made_at: datetime) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document.core_properties.title = clean_text(title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = made_at
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = look.BODY_FONT, Pt(_BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), look.BODY_FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.space_before = Pt(0)


def _turn(section: "Section", landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(_LONG), Mm(_SHORT)) if landscape else (Mm(_SHORT), Mm(_LONG))
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(20), Mm(19)
    section.footer_distance = Mm(10)


def _write(document: "Document", table: Table, width: float) -> None:
    """`width` of the type area in mm."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    kept = [place for place, column in enumerate(table.columns) if column.printed]
    columns = [table.columns[place] for place in kept]
    body = document.element.body
    end = body.sectPr
    for xml in (
        _paragraph(table.title, look.TITLE_FONT, 18, "center", bold=True, after=6),
        *([_paragraph("\u3000\u3000".join(map(clean_text, table.head)), look.BODY_FONT, 9, "left", after=3)]
          if table.head else []),
        _grid(table, kept, columns, width),
        *(_paragraph(note, look.BODY_FONT, 9, "left", before=0 if at else 4) for at, note in enumerate(table.notes)),
    ):  # fmt: skip
        end.addprevious(parse_xml(xml))
    if not table.notes:
        end.addprevious(parse_xml(_paragraph("", look.BODY_FONT, 4, "left")))  # Word wants one after a table


def _grid(table: Table, kept: Sequence[int], columns: Sequence[Column], width: float) -> str:
    shares = [look.characters(column) for column in columns]
    whole = sum(shares)
    widths = [round(width * share / whole * _TWIPS) for share in shares]
    size = _fitting(whole, len(columns), width)
    rows: list[str] = [_row([column.title for column in columns], columns, widths, size, heading=True)]
    count = 0
    for count, row in enumerate(table.rows, 1):
        if count > MOST:
            raise Refused(f"这份报表超过{MOST}行,Word放不下,请把文件名的结尾写成.xlsx。")
        rows.append(_cells(row, kept, columns, widths, size, total=isinstance(row, Subtotal)))
    if not count:
        rows.append(_across(look.EMPTY, sum(widths), len(columns), size))
    if table.total is not None:
        rows.append(_cells(table.total, kept, columns, widths, size, total=True))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = round(_PADDING * _TWIPS)
    margins = "".join(
        f'<w:{side} w:w="{room}" w:type="dxa"/>'
        for side, room in (("top", padding // 2), ("left", padding), ("bottom", padding // 2), ("right", padding))
    )
    return (
        f'<w:tbl {_SPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _fitting(characters: float, columns: int, width: float) -> float:
    """The size at which every column has the characters it asks for, within what can be read."""
    room = (width - columns * 2 * _PADDING) / characters / _POINT
    return max(_LEAST, min(_BODY, int(room * 2) / 2))


def _cells(
    row: Sequence[Any], kept: Sequence[int], columns: Sequence[Column], widths: Sequence[int], size: float, total: bool
) -> str:
    texts = [shown_in(column, row[place], total) for place, column in zip(kept, columns, strict=True)]
    return _row(texts, columns, widths, size, bold=total)


def _row(
    texts: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[int],
    size: float,
    heading: bool = False,
    bold: bool = False,
) -> str:
    cells = "".join(
        _cell(text, width, size, "center" if heading else _side(column, text), heading, bold)
        for text, column, width in zip(texts, columns, widths, strict=True)
    )
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _side(column: Column, text: str) -> str:
    """Figures to the right; a text in a figure's place (—, 合计) in the middle."""
    side = look.alignment(column)
    return "center" if side == "right" and not any(letter.isdigit() for letter in text) else side


def _cell(text: str, width: int, size: float, side: str, heading: bool, bold: bool) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{look.HEADING_FILL}"/>' if heading or bold else ""
    font = look.HEADING_FONT if heading else look.BODY_FONT
    squeezed = min(size, _squeezed(text, width, size, bold)) if side != "left" and not heading else size
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_inner(text, font, squeezed, side, bold)}</w:tc>"
    )


def _squeezed(text: str, width: int, size: float, bold: bool) -> float:
    """A figure stays on one line: smaller letters rather than a number broken in two."""
    room = (width / _TWIPS - 2 * _PADDING) / _POINT
    needed = max(map(wide, text.split(" ")), default=0.0) * (_BOLD if bold else _DIGITS)  # a moment may be broken
    return size if not needed or "\n" in text else max(_LEAST, int(room / needed * 2) / 2)


def _across(text: str, width: int, columns: int, size: float) -> str:
    inner = _inner(text, look.BODY_FONT, size, "center")
    span = f'<w:gridSpan w:val="{columns}"/>'
    return f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc></w:tr>'


def _paragraph(
    text: str, font: str, size: float, side: str, bold: bool = False, after: int = 0, before: int = 0
) -> str:
    return _inner(text, font, size, side, bold, after, before).replace("<w:p>", f"<w:p {_SPACES}>", 1)


def _inner(text: str, font: str, size: float, side: str, bold: bool = False, after: int = 0, before: int = 0) -> str:
    spacing = f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>'
    faces = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
    mark = "<w:b/>" if bold else ""
    half = round(size * 2)
    properties = f'<w:rPr>{faces}{mark}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean_text(text).split("\n")
    ).replace("\t", " ")
    if _WHOLE.match(text):  # broken between day and hour, not inside the day, nor behind a minus
        lines = lines.replace("-", "</w:t><w:noBreakHyphen/><w:t>")
    run = f"<w:r>{properties}{lines}</w:r>" if text else ""
    return f'<w:p><w:pPr>{spacing}<w:jc w:val="{_ALIGNED[side]}"/></w:pPr>{run}</w:p>'


def _number_pages(section: "Section") -> None:
    """第 1 页 共 3 页, in the middle of the foot; later sections go on with it."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    footer = section.footer
    footer.is_linked_to_previous = False
    fields = "".join(
        f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r>'
        f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        for before, name in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"))
    )
    xml = (
        f'<w:p {_SPACES}><w:pPr><w:jc w:val="center"/></w:pPr>{fields}'
        '<w:r><w:t xml:space="preserve"> 页</w:t></w:r></w:p>'
    )
    paragraph = footer.paragraphs[0]._p
    paragraph.addprevious(parse_xml(xml))
    paragraph.getparent().remove(paragraph)


_SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
