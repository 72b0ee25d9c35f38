"""A template filled: placeholders replaced, paragraphs and rows repeated or taken out, what a person wrote kept."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.run import Run as DocxRun

from desktop.documents.word import checking, memory
from desktop.documents.word.content import Filling, Run, Section, Sentence, digest, other_figures, plain
from desktop.documents.word.elements import (
    GREY,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    P,
    R,
    bookmarked,
    embolden,
    paragraph_like,
    prompting,
    take_out,
)
from desktop.documents.word.placeholders import Mark, marks, replace_marks, text_of
from desktop.documents.word.rows import rows_of, table_text
from desktop.documents.word.structure import is_heading, level_of, print_text, table_digest

# Before a name: where a section's words stand; what goes when the section is left out, or when a passage is empty.
WORDS, PRESENT, ANY = "填写:", "节:", "有:"
GENERATED, OWN = "_g", "_w"  # what the hidden bookmarks of generated and of a person's paragraphs begin with
AUTHOR, INITIALS = "邻里办", "办"


class Sort(Enum):
    """What a piece of the finished text is."""

    HEADING = auto()
    FIXED = auto()
    GENERATED = auto()
    WORDS = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece, in the order of the document. `name` is a sentence's key, a section's name or empty; `newer` the
    sentence that the figures make now, where somebody's own stands in its place; `prompt` what a section asks for."""

    sort: Sort
    text: str
    name: str = ""
    newer: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """The finished file, its pieces, the sections still to be written and how many sentences wait for a decision."""

    data: bytes
    pieces: tuple[Piece, ...]
    unwritten: tuple[str, ...]
    open: int


def fill(template: bytes, filling: Filling, about: memory.Memory, now: datetime) -> Filled:
    """Fill a template that has passed the gate; `about` says for what, and learns what was made.

    Refused where it asks for something that there is not, in a sentence that names the paragraph.
    """
    document = checking.opened(template, "模板")
    checking.check_names(document, filling)
    work = _Work(document, filling, about, now)
    work.container(document.element.body, whole=True)
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            work.container(relation.target_part.element, whole=False)
    work.settle()
    memory.remember(document, about)
    document.core_properties.modified = document.core_properties.created = now
    document.core_properties.author = document.core_properties.last_modified_by = AUTHOR
    kept = BytesIO()
    document.save(kept)
    return Filled(kept.getvalue(), tuple(work.pieces), tuple(work.unwritten), work.open)


@dataclass
class _Work:
    document: Any
    filling: Filling
    about: memory.Memory
    now: datetime
    pieces: list[Piece] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)
    open: int = 0
    _numbers: int = 0
    _block: list[str] = field(default_factory=list)  # keys and digests since the last heading, waiting for a section
    _section: str = ""
    _told: bool = False  # whether anything was generated under the present heading of the first level

    def container(self, element: Any, whole: bool) -> None:
        """Everything in a body, a cell, a text box, a header; `whole` where paragraphs of their own are marked."""
        for child in list(element):
            if child.tag == P:
                self.paragraph(child, whole)
            elif child.tag == TBL:
                self.table(child, whole)
            elif child.tag == SDT and (content := child.find(SDT_CONTENT)) is not None:
                self.container(content, whole=False)

    def paragraph(self, element: Any, whole: bool) -> None:
        for box in element.iter(qn("w:txbxContent")):
            self.container(box, whole=False)
        text = text_of(element)
        found = marks(text)
        if not found:
            self._fixed(element, text, whole)
            return
        name = found[0].name
        alone = len(found) == 1 and text.strip() == text[found[0].start : found[0].end]
        if alone and name.startswith(WORDS):
            self._own(element, self.filling.sections[name.removeprefix(WORDS)])
        elif alone and name in self.filling.passages:
            said = self.filling.passages[name]
            self._put(element, [made for one in said for made in self._sentence(element, one, whole)])
        else:
            self._mixed(element, text, found, whole)

    def table(self, element: Any, whole: bool) -> None:
        """Rows that name columns are repeated for the table's rows; a table of nothing but headings goes."""
        if whole:
            self.about.plain.append(table_digest(element))
        repeated = filled = 0
        for row in element.findall(TR):
            copies = rows_of(row, self.filling.tables)
            if copies is None:
                for cell in row.findall(TC):
                    self.container(cell, whole=False)
                continue
            repeated += 1
            filled += len(copies)
            for made, total in copies:
                row.addprevious(made)
                if total:
                    embolden(made)
            element.remove(row)
        if repeated and not filled:
            take_out(element)
        elif whole and repeated:
            self.pieces.append(Piece(Sort.TABLE, f"(表,{filled}行)"))

    def settle(self) -> None:
        """What is known only at the end: to which section the last paragraphs belong."""
        for name in self._block if self._section else ():
            self.about.under.setdefault(name, self._section)

    def _fixed(self, element: Any, text: str, whole: bool) -> None:
        if not whole or not text.strip():
            return
        self._note(digest(text), heading := is_heading(self.document, element))
        if heading and level_of(self.document, element) <= 1:
            self._told = False
        self.about.plain.append(digest(text))
        self.pieces.append(Piece(Sort.HEADING if heading else Sort.FIXED, text))

    def _mixed(self, element: Any, text: str, found: list[Mark], whole: bool) -> None:
        values = {mark.name: self._value(mark.name) for mark in found}
        if all(value is None for value in values.values()):
            take_out(element)
            return
        made = deepcopy(element)
        replace_marks(made, lambda mark: values[mark.name] or "")
        shown = text_of(made)
        if not whole or not any(values.values()) or is_heading(self.document, element):
            element.getparent().replace(element, made)
            self._fixed(made, shown, whole)
        else:
            key = "t." + digest(text)[:8]
            self._put(element, self._generated(element, Sentence(key, shown), lambda: made))

    def _value(self, name: str) -> str | None:
        filling = self.filling
        if name.startswith(PRESENT):
            return "" if filling.sections[name.removeprefix(PRESENT)].present else None
        if name.startswith(WORDS):
            return plain(filling.sections[name.removeprefix(WORDS)].words).replace("\n", "") or None
        if name.startswith(ANY):
            wanted = name.removeprefix(ANY)
            found = filling.passages[wanted] if wanted in filling.passages else list(filling.tables[wanted].rows)
            return "" if found else None
        if name in filling.passages:
            return "".join(print_text(one.text) for one in filling.passages[name]) or None
        if name in filling.texts:
            value = filling.texts[name]
            return None if value is None else print_text(value)
        told = table_text(name, filling.tables)
        return None if told is None else print_text(told)

    def _sentence(self, model: Any, sentence: Sentence, whole: bool) -> list[Any]:
        text = print_text(sentence.text)

        def make() -> Any:
            made = deepcopy(model)
            replace_marks(made, lambda _: text)
            return made

        return self._generated(model, Sentence(sentence.key, text), make) if whole else [make()]

    def _generated(self, model: Any, sentence: Sentence, make: Callable[[], Any]) -> list[Any]:
        """The sentence in a bookmark that knows it, or what somebody made of it; nothing where she took it out."""
        key, text = self._unused(sentence.key), sentence.text
        mark = f"{GENERATED}{len(self.about.generated)}_{digest(text)}"
        self.about.generated[key] = digest(text)
        if key in self.filling.removed:
            return []
        self._note(key)
        self._told = True
        changed = self.filling.changed.get(key)
        if changed is None or digest(plain(changed.words)) == digest(text):
            self.pieces.append(Piece(Sort.GENERATED, text, key))
            return self._marked([make()], mark)
        paragraphs = [paragraph_like(model, words) for words in changed.words]
        hers = plain(changed.words)
        pending = changed.open or changed.digest != digest(text) or other_figures(hers, text)
        if pending:
            self._remark(paragraphs, text)
        self.pieces.append(Piece(Sort.GENERATED, hers, key, text if pending else ""))
        return self._marked(paragraphs, mark)

    def _own(self, element: Any, section: Section) -> None:
        if not section.present:
            take_out(element)
            return
        self._settle_block(section.name)
        self.about.words[section.name] = digest(plain(section.words))
        self.pieces.append(Piece(Sort.WORDS, plain(section.words), section.name, prompt=section.prompt))
        mark = f"{OWN}{len(self.about.words) - 1}"
        if section.words:
            self._put(element, self._marked([paragraph_like(element, one) for one in section.words], mark))
        elif section.asked or not self._told:
            self.unwritten.append(section.name)
            self.about.plain.append(digest(section.prompt))
            made = paragraph_like(element, (Run(section.prompt),), GREY)
            self._put(element, self._marked([prompting(made, section.name, self._number())], mark))
        else:
            take_out(element)

    def _marked(self, paragraphs: list[Any], name: str) -> list[Any]:
        return bookmarked(paragraphs, name, self._number())

    def _number(self) -> int:
        self._numbers += 1
        return 910_000 + self._numbers

    def _put(self, element: Any, made: list[Any]) -> None:
        for one in made:
            element.addprevious(one)
        take_out(element)

    def _remark(self, paragraphs: list[Any], text: str) -> None:
        """A comment at the rewritten paragraphs with what the figures say now."""
        runs = [DocxRun(run, self.document) for paragraph in paragraphs for run in paragraph.findall(R)]
        if runs:
            said = f"本段改写过,已照改写的保留。按最新数据应为:{text}"
            self.document.add_comment([runs[0], runs[-1]], text=print_text(said), author=AUTHOR, initials=INITIALS)
            self.document.part._comments_part.element[-1].set(qn("w:date"), f"{self.now:%Y-%m-%dT%H:%M:%SZ}")
            self.open += 1

    def _unused(self, key: str) -> str:
        number, found = 1, key
        while found in self.about.generated:
            number += 1
            found = f"{key}.{number}"
        return found

    def _note(self, name: str, heading: bool = False) -> None:
        """Remember that this stands here; a heading begins a new block."""
        if heading:
            self.settle()
            self._block = []
        self._block.append(name)

    def _settle_block(self, section: str) -> None:
        self._section = section
        for name in self._block:
            self.about.under[name] = section
