"""What a form field is: its label and kind, and how to tell whether a value will do."""

import dataclasses
import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from desktop.domain.errors import Refused
from desktop.domain.text import LONGEST, normalise
from desktop.domain.words import Labelled

Form = TypeVar("Form")


@dataclass(frozen=True, kw_only=True)
class Field:
    """`aliases` are other headings a spreadsheet may use for this field; `hint` stands in the empty editor."""

    label: str
    required: bool = False
    personal: bool = False
    hint: str = ""
    aliases: tuple[str, ...] = ()

    def problem(self, value: Any) -> str | None:
        """One sentence that says what to do, or None."""
        return f"请填写{self.label}。" if self.required and value in (None, "", ()) else None


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of at most `longest` characters."""

    longest: int = 100

    def problem(self, value: str) -> str | None:
        if len(value) > self.longest:
            return f"{self.label}最多{self.longest}字,现在是{len(value)}字,请删减。"
        return super().problem(value)


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Several lines."""

    longest: int = LONGEST


@dataclass(frozen=True, kw_only=True)
class Phone(Text):
    """A mainland mobile or landline number, stored as digits with at most one hyphenated extension."""

    longest: int = 20

    def problem(self, value: str) -> str | None:
        if value and not re.fullmatch(r"\+?\d{3,13}(-\d{1,8}){0,2}", value):
            return f"{self.label}应为3至13位数字(可带区号和分机,如021-66120000),请检查。"
        return super().problem(value)


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One member of `options`; the value is the member, or None where nothing is chosen."""

    options: type[Labelled]


@dataclass(frozen=True, kw_only=True)
class Pick(Field):
    """One record of the office's lists; `of` names the list, say estate or organisation (services.registry.lists)."""

    of: str
    many: bool = False


@dataclass(frozen=True, kw_only=True)
class Moment(Field):
    """A local date and time to the minute (datetime), or None."""


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date, or None."""


@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """True or False; `three` allows None, shown as 未评价."""

    three: bool = False


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A number between `least` and `most` in `unit`, or None."""

    least: float | None = None
    most: float | None = None
    unit: str = ""
    decimals: int = 0

    def problem(self, value: float | None) -> str | None:
        if value is not None and self.least is not None and value < self.least:
            return f"{self.label}不能小于{self.least:g}{self.unit},请修改。"
        if value is not None and self.most is not None and value > self.most:
            return f"{self.label}不能大于{self.most:g}{self.unit},请修改。"
        return super().problem(value)


@dataclass(frozen=True, kw_only=True)
class Files(Field):
    """Paths of files to keep with the record (a tuple of str)."""

    most: int = 20

    def problem(self, value: tuple[str, ...]) -> str | None:
        if len(value) > self.most:
            return f"{self.label}最多{self.most}个,请去掉一些。"
        return super().problem(value)


def fields_of(form: type) -> dict[str, Field]:
    """The fields of a form class by name, in the order they are written."""
    return _fields_of(cast(Hashable, form))


@cache
def _fields_of(form: Any) -> dict[str, Field]:
    found = {}
    for name, hint in get_type_hints(form, include_extras=True).items():
        if get_origin(hint) is Annotated:
            found[name] = next(arg for arg in get_args(hint) if isinstance(arg, Field))
    return found


def normalised(form: Form) -> Form:
    """The same form with every text normalised and stripped of outer blanks."""
    texts = {n: v for n in fields_of(type(form)) if type(v := getattr(form, n)) is str}
    return dataclasses.replace(form, **{n: normalise(v).strip() for n, v in texts.items()})  # type: ignore[type-var]


def problems_of(form: Any) -> dict[str, str]:
    """Every problem of a filled-in form, by field name."""
    return {n: p for n, field in fields_of(type(form)).items() if (p := field.problem(getattr(form, n)))}


def check(form: Form) -> Form:
    """Return the form normalised; raise Refused with all its problems at once."""
    form = normalised(form)
    if found := problems_of(form):
        raise Refused(found)
    return form
