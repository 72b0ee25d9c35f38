"""Reading an earlier file back: what the worker wrote, which generated paragraphs she rewrote or took out.

Controls tell what is what; where another program has dropped them, the digests of the paragraphs do. Nothing that a
person wrote is lost: what cannot be placed goes to the section nearest to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from desktop.documents.word.checking import opened
from desktop.documents.word.content import Changed, Paragraph, Prose, Run, digest, plain
from desktop.documents.word.elements import R_PR, SDT, SDT_CONTENT, TBL, VAL, P, R
from desktop.documents.word.filling import GENERATED, OWN, is_heading, table_digest
from desktop.documents.word.memory import Memory, recall
from desktop.domain.errors import Refused

_OFF = ("0", "false", "none", "off")
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))


@dataclass(slots=True)
class Earlier:
    """What an earlier file holds. `words` by section, `changed` by the key of the sentence, `removed` the keys of those
    that are gone; `lost` are sentences about what cannot be carried over."""

    memory: Memory
    words: dict[str, Prose] = field(default_factory=dict)
    changed: dict[str, Changed] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    lost: list[str] = field(default_factory=list)


def read_back(data: bytes, called: str) -> Earlier:
    """Refused for what is no Word file or was not made here."""
    document = opened(data, called)
    memory = recall(document)
    if memory is None:
        raise Refused(f"“{called}”不是本程序生成的,请选择在这里生成、后来改过的文件。")
    found = Earlier(memory)
    reading = _Reading(document, found)
    reading.blocks(document.element.body)
    found.removed = frozenset(memory.generated) - reading.seen
    found.words = {name: prose for name, prose in found.words.items() if prose}
    return found


class _Reading:
    def __init__(self, document: Any, found: Earlier) -> None:
        self._document, self._found = document, found
        self.seen: set[str] = set()
        self._section = next(iter(found.memory.words), "")
        self._digests = {value: key for key, value in found.memory.generated.items()}
        self._plain = set(found.memory.plain)

    def blocks(self, element: Any) -> None:
        for child in element:
            if child.tag == SDT:
                self._control(child)
            elif child.tag == P:
                self._stray(child)
            elif child.tag == TBL and not self._table_known(child):
                self._lost("表格")

    def _control(self, element: Any) -> None:
        content = element.find(SDT_CONTENT)
        tag = element.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        letter, _, rest = (tag.get(VAL, "") if tag is not None else "").partition("/")
        if content is None:
            return
        if letter == GENERATED and (key := rest.rpartition("/")[0]) in self._found.memory.generated:
            self._sentence(content, key, rest.rpartition("/")[2])
        elif letter == OWN and rest in self._found.memory.words:
            self._section = rest
            self._own(content)
        else:
            self.blocks(content)

    def _sentence(self, content: Any, key: str, before: str) -> None:
        self._section = self._found.memory.under.get(key, self._section)
        words = self._prose(content)
        if not words:
            return  # emptied: she took it out
        self.seen.add(key)
        if digest(plain(words)) != before:
            pending = next(content.iter(qn("w:commentReference")), None) is not None
            self._found.changed[key] = Changed(words, before, pending)

    def _own(self, content: Any) -> None:
        words = tuple(one for one in self._prose(content) if digest(plain((one,))) not in self._plain)
        self._found.words[self._section] = (*self._found.words.get(self._section, ()), *words)

    def _stray(self, paragraph: Any) -> None:
        """Outside all controls: from the template, a sentence whose control was dropped, or hers."""
        words = _words_of(paragraph)
        mark = digest(plain((words,)))
        if not words:
            if next(paragraph.iter(*_PICTURES), None) is not None:
                self._lost("图片")
            return
        self._section = self._found.memory.under.get(self._digests.get(mark, mark), self._section)
        if mark in self._digests:
            self.seen.add(self._digests[mark])
        elif mark not in self._plain and self._section:
            if is_heading(self._document, paragraph):
                self._found.lost.append(f"标题“{plain((words,))}”改动过,没有带过来,要改标题请编辑模板。")
            else:
                self._found.words[self._section] = (*self._found.words.get(self._section, ()), words)

    def _prose(self, content: Any) -> Prose:
        if next(content.iter(TBL), None) is not None:
            self._lost("表格")
        if next(content.iter(*_PICTURES), None) is not None:
            self._lost("图片")
        return tuple(words for paragraph in content.iter(P) if (words := _words_of(paragraph)))

    def _table_known(self, table: Any) -> bool:
        """Tables of the template are made anew; a table of hers cannot be carried over."""
        return table_digest(table) in self._plain

    def _lost(self, what: str) -> None:
        sentence = f"“{self._section}”附近的{what}没有带过来,请从原文件复制。"
        if sentence not in self._found.lost:
            self._found.lost.append(sentence)


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
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"


def _is_on(run: Any, name: str) -> bool:
    found = run.find(f"{R_PR}/{qn(name)}")
    return found is not None and found.get(VAL, "1") not in _OFF
