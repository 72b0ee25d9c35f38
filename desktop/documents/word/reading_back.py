"""Reading an earlier file back: what the worker wrote, which generated paragraphs she rewrote or took out.

Hidden bookmarks tell what is what; where they are gone, the digests of the paragraphs and their order do. Nothing that
a person wrote is lost: what cannot be placed goes to the section nearest to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from docx.oxml.ns import qn

from desktop.documents.word.checking import opened
from desktop.documents.word.content import Changed, Paragraph, Prose, Run, digest, plain
from desktop.documents.word.elements import R_PR, SDT, SDT_CONTENT, TBL, VAL, P, R
from desktop.documents.word.filling import GENERATED, OWN
from desktop.documents.word.memory import Memory, recall
from desktop.documents.word.structure import is_heading, table_digest
from desktop.domain.errors import Refused

_OFF = ("0", "false", "none", "off")
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_START, _END, _T = qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")
_MARK = re.compile(rf"({GENERATED}|{OWN})(\d{{1,4}})(?:_([0-9a-f]{{12}}))?")


@dataclass(slots=True)
class Earlier:
    """What an earlier file holds. `words` by section, `changed` by the key of the sentence, `removed` the keys of those
    that are gone; `lost` are sentences about what cannot be carried over."""

    memory: Memory
    words: dict[str, Prose] = field(default_factory=dict)
    changed: dict[str, Changed] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """One paragraph: its words, the section it stands in, and what it is: a sentence (`key`), hers, or neither.

    `before` is the digest of the sentence when it was generated; `ended` says that the section's own words have begun.
    """

    words: Paragraph
    section: str
    key: str = ""
    before: str = ""
    hers: bool = False
    ended: bool = False
    open: bool = False


def read_back(data: bytes, called: str) -> Earlier:
    """Refused for what is no Word file or was not made here."""
    document = opened(data, called)
    memory = recall(document)
    if memory is None:
        raise Refused(f"“{called}”不是本程序生成的,请选择在这里生成、后来改过的文件。")
    reading = _Reading(document, memory)
    reading.blocks(document.element.body)
    return reading.found()


class _Reading:
    def __init__(self, document: Any, memory: Memory) -> None:
        self._document, self._memory = document, memory
        self._keys, self._sections = list(memory.generated), list(memory.words)
        self._digests = {value: key for key, value in memory.generated.items()}
        self._plain = frozenset(memory.plain)
        self._section, self._ended = next(iter(memory.words), ""), False
        self._bookmarks: dict[str, str] = {}
        self._read: list[_Read] = []
        self._lost: list[str] = []

    def blocks(self, element: Any) -> None:
        """The paragraphs of a body or a control, in order."""
        for child in element:
            match child.tag:
                case tag if tag == P:
                    self._paragraph(child)
                case tag if tag == SDT:
                    if (content := child.find(SDT_CONTENT)) is not None:
                        self.blocks(content)
                case tag if tag == TBL:
                    if table_digest(child) not in self._plain:
                        self._lose("表格")
                    self._follow(child)
                case _:
                    self._follow(child)

    def found(self) -> Earlier:
        """All of it; what she put in a sentence's place is that sentence rewritten."""
        earlier = Earlier(self._memory, lost=self._lost)
        for key, group in groupby(self._with_rewritten(), key=lambda read: read.key):
            read = list(group)
            words = tuple(one.words for one in read)
            if not key:
                for one in read:
                    earlier.words[one.section] = (*earlier.words.get(one.section, ()), one.words)
            elif digest(plain(words)) != read[0].before:
                earlier.changed[key] = Changed(words, read[0].before, any(one.open for one in read))
        seen = {one.key for one in self._read} | set(earlier.changed)
        earlier.removed = frozenset(self._keys) - seen
        return earlier

    def _with_rewritten(self) -> list[_Read]:
        """Her paragraph in the only gap that a sentence has left is that sentence, rewritten from end to end."""
        seen = {one.key for one in self._read}
        made = list(self._read)
        for at, one in enumerate(made):
            if one.key or one.hers or one.ended:
                continue
            before = next((self._keys.index(each.key) for each in reversed(made[:at]) if each.key), -1)
            after = next((self._keys.index(each.key) for each in made[at:] if each.key), len(self._keys))
            gap = [key for key in self._keys[before + 1 : after] if key not in seen]
            gap = [key for key in gap if self._memory.under.get(key) == one.section]
            if len(gap) == 1:
                made[at] = _Read(one.words, one.section, gap[0], self._memory.generated[gap[0]])
        return made

    def _paragraph(self, element: Any) -> None:
        words, marks = _words_of(element), self._follow(element)
        if not words:
            if next(element.iter(*_PICTURES), None) is not None:
                self._lose("图片")
            return
        mark = digest(plain((words,)))
        generated = next((known for one in marks if (known := self._sentence(one))), None)
        if generated is None and mark in self._digests:
            generated = (self._digests[mark], mark)
        if generated is not None:
            self._enter(self._memory.under.get(generated[0], self._section), False)
            pending = next(element.iter(qn("w:commentReference")), None) is not None
            self._read.append(_Read(words, self._section, *generated, open=pending))
        elif own := next((section for one in marks if (section := self._own(one))), ""):
            self._enter(own, True)
            if mark not in self._plain:
                self._read.append(_Read(words, own, hers=True))
        elif mark in self._plain:
            self._enter(self._memory.under.get(mark, self._section), False)
        elif is_heading(self._document, element):
            self._lost.append(f"标题“{plain((words,))}”改动过,没有带过来,要改标题请编辑模板。")
        else:
            self._read.append(_Read(words, self._section, ended=self._ended))

    def _follow(self, element: Any) -> list[str]:
        """Keep up with the bookmarks that begin and end here; the names of those that hold any of its text."""
        names: dict[str, None] = {}
        for node in element.iter(_START, _END, _T):
            if node.tag == _START:
                self._bookmarks[node.get(qn("w:id"), "")] = node.get(qn("w:name"), "")
            elif node.tag == _END:
                self._bookmarks.pop(node.get(qn("w:id"), ""), None)
            elif (node.text or "").strip():
                names.update(dict.fromkeys(self._bookmarks.values()))
        return list(names)

    def _sentence(self, name: str) -> tuple[str, str] | None:
        found = _MARK.fullmatch(name)
        if found is None or found[1] != GENERATED or not found[3] or int(found[2]) >= len(self._keys):
            return None
        return self._keys[int(found[2])], found[3]

    def _own(self, name: str) -> str:
        found = _MARK.fullmatch(name)
        known = found is not None and found[1] == OWN and int(found[2]) < len(self._sections)
        return self._sections[int(found[2])] if found is not None and known else ""

    def _enter(self, section: str, ended: bool) -> None:
        self._ended = ended or (self._ended and section == self._section)
        self._section = section

    def _lose(self, what: str) -> None:
        sentence = f"“{self._section}”附近的{what}没有带过来,请从原文件复制。"
        if sentence not in self._lost:
            self._lost.append(sentence)


def _words_of(paragraph: Any) -> Paragraph:
    """The runs of a paragraph with their formatting, neighbours alike joined; deleted revisions left out."""
    found: list[Run] = []
    for element in paragraph.iter(R):
        text = "".join(_text_of(element))
        if not text:
            continue
        bold, italic, underline = (_is_on(element, name) for name in ("w:b", "w:i", "w:u"))
        if found and (found[-1].bold, found[-1].italic, found[-1].underline) == (bold, italic, underline):
            found[-1] = Run(found[-1].text + text, bold, italic, underline)
        else:
            found.append(Run(text, bold, italic, underline))
    return tuple(found) if plain((tuple(found),)).strip() else ()


def _text_of(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"


def _is_on(run: Any, name: str) -> bool:
    found = run.find(f"{R_PR}/{qn(name)}")
    return found is not None and found.get(VAL, "1") not in _OFF
