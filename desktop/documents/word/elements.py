"""Making and changing the XML of a Word document: content controls, paragraphs of runs, copies."""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from desktop.documents.cells import clean_text
from desktop.documents.word.content import Paragraph

P, R, TBL, TR, TC, SDT = (qn(f"w:{name}") for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
SDT_CONTENT, P_PR, R_PR, SECT_PR = (qn(f"w:{name}") for name in ("sdtContent", "pPr", "rPr", "sectPr"))
VAL = qn("w:val")
GREY = "7F7F7F"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def bookmarked(paragraphs: list[Any], name: str, number: int) -> list[Any]:
    """The paragraphs between the two ends of a hidden bookmark, their marks included, so that typing over their words
    does not end it. Names begin with _ and have at most 40 letters, digits and underscores.

    Content controls round paragraphs would be surer in Word, but LibreOffice 7.4 writes their text many times over.
    """
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    return [start, *paragraphs, end]


def prompting(paragraph: Any, tag: str, number: int) -> Any:
    """The paragraph with its run in a content control that goes when the first letter is typed into it."""
    made = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    for name, value in (("w:alias", tag), ("w:tag", tag), ("w:id", str(number))):
        inner = OxmlElement(name)
        inner.set(VAL, value)
        properties.append(inner)
    properties.append(OxmlElement("w:showingPlcHdr"))
    content = OxmlElement("w:sdtContent")
    made.append(properties)
    made.append(content)
    for run in paragraph.findall(R):
        content.append(run)
    paragraph.append(made)
    return paragraph


def paragraph_like(model: Any, words: Paragraph, colour: str = "") -> Any:
    """A paragraph with the model's formatting, and that of its first run, holding these runs."""
    made = OxmlElement("w:p")
    if (properties := model.find(P_PR)) is not None:
        made.append(deepcopy(properties))
        for section in made.iter(SECT_PR):
            section.getparent().remove(section)
    first = next((run for run in model.iter(R) if run.find(qn("w:t")) is not None), None)
    look = first.find(R_PR) if first is not None else None
    for run in words:
        made.append(_run(run.text, look, (run.bold, run.italic, run.underline), colour))
    return made


def _run(text: str, look: Any, marks: tuple[bool, bool, bool], colour: str) -> Any:
    made = OxmlElement("w:r")
    properties = deepcopy(look) if look is not None else OxmlElement("w:rPr")
    for name, wanted in zip(("w:b", "w:i", "w:u"), marks, strict=True):
        if wanted:
            _mark(properties, name, "single" if name == "w:u" else "1")
    if colour:
        _mark(properties, "w:color", colour)
    if len(properties):
        made.append(properties)
    for number, line in enumerate(clean_text(text).split("\n")):
        if number:
            made.append(OxmlElement("w:br"))
        inner = OxmlElement("w:t")
        inner.text = line
        inner.set(_SPACE, "preserve")
        made.append(inner)
    return made


# The order of CT_RPr, as far as it is needed to put one of ours in its place.
_BEFORE = {
    "w:b": ("w:rStyle", "w:rFonts"),
    "w:i": ("w:rStyle", "w:rFonts", "w:b", "w:bCs"),
    "w:color": ("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:strike"),
    "w:u": ("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:strike", "w:color", "w:spacing",
            "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight"),
}  # fmt: skip


def _mark(properties: Any, name: str, value: str) -> None:
    for old in properties.findall(qn(name)):
        properties.remove(old)
    inner = OxmlElement(name)
    inner.set(VAL, value)
    before = {qn(one) for one in _BEFORE[name]}
    properties.insert(sum(child.tag in before for child in properties), inner)


def embolden(row: Any) -> None:
    """All the text of a table's row in bold: a total."""
    for run in row.iter(R):
        properties = run.find(R_PR)
        if properties is None:
            properties = OxmlElement("w:rPr")
            run.insert(0, properties)
        _mark(properties, "w:b", "1")


def take_out(element: Any) -> None:
    """Remove a block; one that ends a section of the document or fills its cell alone is emptied instead."""
    parent = element.getparent()
    alone = parent.tag == TC and sum(child.tag in (P, TBL, SDT) for child in parent) == 1
    if element.tag == P and (alone or element.find(f"{P_PR}/{SECT_PR}") is not None):
        for child in list(element):
            if child.tag != P_PR:
                element.remove(child)
        return
    parent.remove(element)
