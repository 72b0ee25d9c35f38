"""The words that a town's form may use for what is counted here: indicators, estates, channels, categories, units."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Estate, Organisation
from desktop.data.tables.reference import Category, Channel
from desktop.domain.extent import WHOLE, Scope
from desktop.domain.form_mapping.fillings import Lists
from desktop.domain.form_mapping.labels import label_key
from desktop.services.indicators.picking import Pick, pickable
from desktop.system.resources import load_json

ALIKE = 76  # of 100: 及时办结率 and 按时办结率 are taken for one, 办结率 and 办结数 are not
_ENDINGS = (
    "小区",
    "居住区",
    "公寓",
    "花园",
    "住宅",
    "有限公司",
    "公司",
    "热线",
    "办件",
    "来件",
    "类",
    "问题",
    "情况",
    "件",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something that has figures of its own."""

    side: Lists
    key: int | str
    name: str

    @property
    def scope(self) -> Scope:
        """Only its records."""
        return narrowed(WHOLE, self)


def narrowed(scope: Scope, subject: Subject) -> Scope:
    """Of the scope only what belongs to the subject; a side that is narrowed already stays."""
    if getattr(scope, subject.side.value):
        return scope
    words = "、".join(filter(None, (scope.words, subject.name)))
    return Scope.parse({**scope.as_json(), subject.side.value: (subject.key,), "words": words})


@dataclass(frozen=True)
class Vocabulary:
    """What each word means; keys are folded as `label_key` does."""

    picks: dict[str, Pick]
    measures: dict[str, str]
    subjects: dict[str, Subject]
    neutral: frozenset[str]
    counts: frozenset[str]
    lists: dict[str, Lists]
    counted: str = ""  # the code of what “件数” alone means
    doubtful: dict[str, str] = field(default_factory=dict)  # the other code that a word may mean too
    of_received: dict[str, str] = field(default_factory=dict)  # by code: the code of the same, of those received
    _measure_names: list[str] = field(default_factory=list)
    _subject_names: list[str] = field(default_factory=list)
    _met_measures: dict[str, tuple[str, float] | None] = field(default_factory=dict)
    _met_subjects: dict[str, tuple[Subject, float] | None] = field(default_factory=dict)
    _met_splits: dict[str, tuple[Subject, str] | None] = field(default_factory=dict)

    def measure(self, core: str) -> tuple[str, float] | None:
        """The indicator meant and how sure that is (1: its very name)."""
        if core not in self._met_measures:
            self._met_measures[core] = _meant(core, self.measures, self._measure_names)
        return self._met_measures[core]

    def subject(self, core: str) -> tuple[Subject, float] | None:
        """Whose figures are meant."""
        if core not in self._met_subjects:
            self._met_subjects[core] = _meant(core, self.subjects, self._subject_names)
        return self._met_subjects[core]

    def other(self, core: str) -> str:
        """The other indicator that may be meant as well, "" where there is no doubt."""
        return next((self.doubtful[key] for key in _short(_key(core)) if key in self.doubtful), "")

    def split(self, core: str) -> tuple[Subject, str] | None:
        """A subject's name at the beginning, and the rest: 12345热线受理件数 → 12345, 受理件数."""
        if core not in self._met_splits:
            self._met_splits[core] = self._split(core)
        return self._met_splits[core]

    def _split(self, core: str) -> tuple[Subject, str] | None:
        key = _key(core)
        fitting = [name for name in self.subjects if len(name) >= 2 and key.startswith(name) and name != key]
        if not fitting:
            return None
        name = max(fitting, key=len)
        return self.subjects[name], key[len(name) :]


def vocabulary(session: Session) -> Vocabulary:
    """Everything that has a name in this office now."""
    words = load_json("form_words.json")
    picks = {pick.code: pick for pick in pickable(session)}
    measures: dict[str, str] = {}
    for code, pick in picks.items():
        measures.setdefault(_key(pick.name), code)
    for code, names in words["measures"].items():
        if code in picks:
            for name in names:
                measures.setdefault(_key(name), code)
    subjects: dict[str, Subject] = {}
    for subject, names in _subjects(session):
        for name in names:
            for key in _short(_key(name)):
                subjects.setdefault(key, subject)
    lists = {_key(name): Lists(side) for side, names in words["lists"].items() for name in names}
    return Vocabulary(
        picks,
        measures,
        subjects,
        frozenset(map(_key, words["neutral"])),
        frozenset(map(_key, words["counts"])),
        lists,
        measures.get(_key("受理件次"), ""),
        {_key(name): code for code, names in words["doubtful"].items() if code in picks for name in names},
        words["of_received"],
        list(measures),
        list(subjects),
    )


def _subjects(session: Session) -> Iterable[tuple[Subject, list[str]]]:
    for code, name, short, aliases in session.execute(
        select(Channel.code, Channel.name, Channel.short, Channel.aliases).where(Channel.active)
    ):
        yield Subject(Lists.CHANNELS, code, short), [name, short, *name.split("/"), *aliases]
    for code, name in session.execute(
        select(Category.code, Category.name).where(Category.active).order_by(Category.parent_code.is_not(None))
    ):
        yield Subject(Lists.CATEGORIES, code, name), [name, *name.split("/")]
    for key, name, aliases in session.execute(select(Estate.id, Estate.name, Estate.aliases).where(Estate.active)):
        yield Subject(Lists.ESTATES, key, name), [name, *_words(aliases)]
    for key, name in session.execute(select(Organisation.id, Organisation.name).where(Organisation.active)):
        yield Subject(Lists.UNITS, key, name), [name]


def _words(aliases: Any) -> list[str]:
    return aliases.split() if isinstance(aliases, str) else list(aliases or ())


def _key(text: str) -> str:
    return label_key(unicodedata.normalize("NFKC", text))


def _short(key: str) -> Iterable[str]:
    """The name, and the name without what people leave away."""
    yield key
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 2:
            yield key[: -len(ending)]


def _meant(core: str, known: dict[str, Any], names: list[str]) -> tuple[Any, float] | None:
    for key in _short(_key(core)):
        if key in known:
            return known[key], 1.0
    found = process.extractOne(_key(core), names, scorer=fuzz.ratio, score_cutoff=ALIKE) if len(core) > 2 else None
    return (known[found[0]], found[1] / 100) if found else None
