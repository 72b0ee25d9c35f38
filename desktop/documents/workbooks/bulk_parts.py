"""The fixed parts of a streamed workbook: styles, print set-up, names, properties."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import IntEnum
from xml.sax.saxutils import escape, quoteattr

from desktop.documents.cells import clean_text
from desktop.documents.hidden_sheet import HiddenSheet
from desktop.documents.table import Column, Kind, Table
from desktop.documents.workbooks import sheet_look as look

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Style(IntEnum):
    """Places in the list of cell formats; those of the body follow."""

    TITLE = 1
    HEAD = 2
    HEADING = 3
    NOTE = 4
    EMPTY = 5


_BODY = 6
_LOOKS = [(kind, side) for kind in Kind for side in ("left", "center", "right")]


def body_styles(columns: Sequence[Column]) -> list[int]:
    """The number of the cell format of each column's body."""
    return [_BODY + _LOOKS.index((column.kind, look.alignment(column))) for column in columns]


def sheet_start(table: Table, heading: int) -> str:
    """The sheet's XML up to the first row; `heading` is the heading's row."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{look.units(column):.2f}" customWidth="1"/>'
        for place, column in enumerate(table.columns, 1)
    )
    aside = look.frozen_columns(len(table.columns))
    pane = f'<pane {f"""xSplit="{aside}" """ if aside else ""}ySplit="{heading}" '
    pane += f'topLeftCell="{"C" if aside else "A"}{heading + 1}" activePane="bottom{"Right" if aside else "Left"}"'
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0">{pane} state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{look.ROW_HEIGHT}"/><cols>{columns}</cols><sheetData>'
    )


def sheet_end(table: Table, heading: int, body_end: int, last: str, merged: Sequence[int]) -> str:
    """What follows the rows: filter, merged lines, A4 set-up, footer; parts stand in the order the norm asks for."""
    filtered = ignored = ""
    if body_end > heading:
        filtered = f'<autoFilter ref="A{heading}:{last}{body_end}"/>'
        ignored = f'<ignoredErrors><ignoredError sqref="A{heading + 1}:{last}{body_end}" numberStoredAsText="1"/>'
        ignored += "</ignoredErrors>"
    merges = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in merged) if last != "A" else ""
    if merges:
        merges = f'<mergeCells count="{len(merged)}">{merges}</mergeCells>'
    margins = " ".join(f'{side}="{inches}"' for side, inches in look.MARGINS.items())
    turned = "landscape" if table.landscape else "portrait"
    return (
        f'</sheetData>{filtered}{merges}<printOptions horizontalCentered="1"/>'
        f'<pageMargins {margins} header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="9" orientation="{turned}" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escape(look.FOOTER)}</oddFooter></headerFooter>{ignored}</worksheet>"
    )


def of_workbook(
    table: Table, heading: int, made_at: datetime, hidden: Sequence[HiddenSheet] = ()
) -> Iterator[tuple[str, str]]:
    """Every other part of the package, by name; the hidden sheets follow the visible one."""
    name = look.sheet_name(table.title, set())
    numbered = list(enumerate(hidden, 2))
    for number, sheet in numbered:
        yield f"xl/worksheets/sheet{number}.xml", _hidden(sheet)
    place = "'" + name.replace("'", "''") + "'"
    yield "xl/styles.xml", _styles()
    further = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" state="veryHidden" r:id="rId{number + 1}"/>'
        for number, sheet in numbered
    )
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/>{further}</sheets><definedNames>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{escape(place)}!${heading}:${heading}</definedName>'
        f"</definedNames></workbook>",
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            (f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
            (f"{_OFFICE}/styles", "styles.xml"),
            *((f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered),
        ),
    )
    yield (
        "_rels/.rels",
        _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
    )
    yield (
        "docProps/core.xml",
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean_text(table.title))}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made_at:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
        "</cp:coreProperties>",
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            for number in (1, *(number for number, _ in numbered))
        )
        + f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    )


def _hidden(sheet: HiddenSheet) -> str:
    """Column A of a sheet; its texts are plain letters, kept with whatever blanks they have."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c></row>'
        for row, text in enumerate(sheet.cells, 1)
    )
    return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _relations(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{164 + number}" formatCode={quoteattr(look.NUMBER_FORMATS[kind])}/>'
        for number, kind in enumerate(Kind)
    )
    fonts = "".join(
        f'<font>{"<b/>" if bold else ""}<sz val="{size}"/><name val="{name}"/><charset val="134"/></font>'
        for name, size, bold in (
            (look.BODY_FONT, look.BODY_SIZE, False),
            (look.TITLE_FONT, look.TITLE_SIZE, True),
            (look.HEADING_FONT, look.BODY_SIZE, False),
            (look.BODY_FONT, look.NOTE_SIZE, False),
        )
    )
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF{look.RULE}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    kinds = list(Kind)
    body = "".join(_format(0, 164 + kinds.index(kind), 0, 1, side, wrap=kind is Kind.TEXT) for kind, side in _LOOKS)
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{len(kinds)}">{formats}</numFmts>'
        f'<fonts count="4">{fonts}</fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.HEADING_FILL}"/></patternFill></fill></fills>'
        f'<borders count="2"><border/><border>{sides}<diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{_BODY + len(_LOOKS)}"><xf fontId="0"/>{_format(1, 0, 0, 0, "center")}'
        f"{_format(0, 0, 0, 0, 'left', wrap=True)}{_format(2, 0, 2, 1, 'center', wrap=True)}"
        f"{_format(3, 0, 0, 0, 'left', wrap=True)}{_format(0, 0, 0, 1, 'center')}{body}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _format(font: int, number: int, fill: int, border: int, side: str, wrap: bool = False) -> str:
    more = (' wrapText="1"' if wrap else "") + (' indent="1"' if side == "right" else "")
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{side}" vertical="center"{more}/></xf>'
    )
