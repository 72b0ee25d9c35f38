"""Making a filled form compute itself when it is opened: stale results go, those that cannot have changed stay."""

import re
from collections.abc import Mapping
from typing import Final

from desktop.documents.form_parts.edits import Edits
from desktop.documents.form_parts.formula_cells import drop_results, formula_nodes
from desktop.documents.form_parts.formula_refs import sheets_named
from desktop.documents.form_parts.package import FormPackage, relations_part
from desktop.documents.form_parts.results import keep_results
from desktop.documents.form_parts.sheet_cells import SheetCells
from desktop.documents.form_parts.xml_parts import attribute, child, children, local, made, true

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BY_WORDS: Final = re.compile(r"\bINDIRECT\s*\(", re.IGNORECASE)
_BEFORE_CALC: Final = ("sheets", "functionGroups", "externalReferences", "definedNames")


def recalculate(edits: Edits, filled: set[str]) -> None:
    """Drop what may be stale after the sheets of the parts `filled` changed, and ask for a full computation.

    The chain of computation goes too, with its relation and its content type: it would name cells that moved.
    """
    package = edits.package
    with_formulas = {info.part for info in package.sheets if _FORMULA.search(package.archive.read(info.part))}
    sheets = {part: SheetCells(edits.tree(part)) for part in with_formulas}
    stale = _stale(edits, filled, sheets)
    for part in stale:
        if drop_results(sheets[part]):
            edits.changed(part)
    keep_results(edits, stale, sheets)
    if with_formulas:
        _ask_for_computation(edits)
    _drop_chain(edits)


def _stale(edits: Edits, filled: set[str], sheets: Mapping[str, SheetCells]) -> set[str]:
    """The sheets whose results may differ: the filled ones, and all that name them directly, by a name or a table."""
    package, with_formulas = edits.package, sheets.keys()
    texts = {part: _formulas(cells) for part, cells in sheets.items()}
    names = _names(edits)
    known: set[str] = set()  # what a formula names that leads to a stale sheet: sheets and names
    stale = set(filled)
    while True:
        known |= {info.name.lower() for info in package.sheets if info.part in stale}
        known |= {table for part in stale for table in _tables(package, part)}
        known |= {name for name, text in names.items() if _leads(text, known)}
        reached = {part for part in with_formulas - stale if any(_leads(text, known) for text in texts[part])}
        if not reached:
            return stale & with_formulas
        stale |= reached


def _leads(formula: str, known: set[str]) -> bool:
    """Whether a formula may see something of `known`; rather once too often than once too seldom."""
    lower, sheets = formula.lower(), sheets_named(formula)
    by_words = "*" in sheets or _BY_WORDS.search(formula) is not None
    return by_words or bool(sheets & known) or any(word in lower for word in known)


def _formulas(cells: SheetCells) -> list[str]:
    return [formula.text for _, _, _, formula in formula_nodes(cells) if formula.text]


def _names(edits: Edits) -> dict[str, str]:
    book = edits.tree(edits.package.workbook)
    return {
        (node.get("name") or "").lower(): node.text or ""
        for node in children(child(book, "definedNames"), "definedName")
        if not (node.get("name") or "").startswith("_xlnm.")
    }


def _tables(package: FormPackage, part: str) -> set[str]:
    found = (package.tree(table) for table in package.leads_to(part, "table"))
    return {name.lower() for root in found for name in (root.get("name"), root.get("displayName")) if name}


def _ask_for_computation(edits: Edits) -> None:
    book = edits.tree(edits.package.workbook)
    settings = child(book, "calcPr")
    if settings is None:
        settings = made(book, "calcPr")
        before = [node for node in book if local(node) in _BEFORE_CALC]
        before[-1].addnext(settings)
    if not true(settings.get("fullCalcOnLoad")):
        settings.set("fullCalcOnLoad", "1")
        edits.changed(edits.package.workbook)


def _drop_chain(edits: Edits) -> None:
    package = edits.package
    relations = relations_part(package.workbook)
    chains = package.leads_to(package.workbook, "calcChain")
    if not chains:
        return
    root = edits.tree(relations)
    for node in list(root):
        if local(node) == "Relationship" and (attribute(node, "Type") or "").endswith("/calcChain"):
            root.remove(node)
    edits.changed(relations)
    types = edits.tree("[Content_Types].xml")
    gone = {"/" + chain.lower() for chain in chains}
    for node in list(types):
        if local(node) == "Override" and (node.get("PartName") or "").lower() in gone:
            types.remove(node)
    edits.changed("[Content_Types].xml")
    for chain in chains:
        edits.replace(chain, None)
