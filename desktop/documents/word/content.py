"""What goes into a template: sentences, tables, and the worker's own paragraphs with their simple formatting."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.documents.cells import clean_text
from desktop.documents.table import Table

_SPACE = re.compile(r"\s+")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_STOP = re.compile(r"[\uff0c\uff1b;。、\n]|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Run:
    """Some text and how it stands out."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


Paragraph = tuple[Run, ...]
Prose = tuple[Paragraph, ...]  # paragraphs of a person, one after another


@dataclass(frozen=True, slots=True)
class Sentence:
    """One generated paragraph; `key` (ASCII, at most 40 characters) is the same however its figures change."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text with room for the worker's own words; left out altogether where it is not `present`.

    `asked` sections show their prompt until something is written there.
    """

    name: str
    prompt: str
    words: Prose = ()
    present: bool = True
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Changed:
    """A generated paragraph that somebody rewrote: her words, the digest of the sentence that she rewrote, and whether
    she has yet to decide on a newer one."""

    words: Prose
    digest: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything that a template may ask for by name. A text that is None has nothing to say: the paragraph that
    holds nothing else vanishes. `removed` are keys of generated paragraphs that somebody took out."""

    texts: Mapping[str, str | None] = field(default_factory=dict)
    passages: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    changed: Mapping[str, Changed] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()


def digest(text: str) -> str:
    """Twelve hexadecimal digits that tell whether a paragraph is still as it was, whatever its spaces."""
    return hashlib.sha256(_SPACE.sub("", text).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def other_figures(hers: str, ours: str) -> bool:
    """Whether she says something in the words of a generated sentence (受理诉求…件) with a figure of her own."""
    said = set(_clauses(ours))
    forms = {_FIGURE.sub("#", clause) for clause in said}
    return any(
        clause not in said and _FIGURE.search(clause) and _FIGURE.sub("#", clause) in forms for clause in _clauses(hers)
    )


def _clauses(text: str) -> list[str]:
    return [_SPACE.sub("", clause) for clause in _STOP.split(text)]


def plain(prose: Iterable[Paragraph]) -> str:
    """The words alone, a line for each paragraph."""
    return "\n".join("".join(run.text for run in paragraph) for paragraph in prose)


def prose_of(text: str, before: Prose = ()) -> Prose:
    """Typed lines as paragraphs, without empty ones; a line that stood in `before` keeps its formatting."""
    known = {plain((paragraph,)): paragraph for paragraph in before}
    lines = (clean_text(line).strip() for line in text.splitlines())
    return tuple(known.get(line, (Run(line),)) for line in lines if line)


def as_json(prose: Prose) -> list[Any]:
    """[[["text", "biu"], …], …]; `parse` reads it back."""
    return [[[run.text, _marks(run)] for run in paragraph] for paragraph in prose]


def parse(found: Iterable[Any]) -> Prose:
    """From `as_json`."""
    return tuple(
        tuple(Run(str(text), "b" in marks, "i" in marks, "u" in marks) for text, marks in paragraph)
        for paragraph in found
    )


def _marks(run: Run) -> str:
    return "b" * run.bold + "i" * run.italic + "u" * run.underline
