"""The offices that a town expects reports from."""

from dataclasses import dataclass
from typing import Annotated

from desktop.forms.fields import LongText, Text, YesNo


@dataclass(frozen=True, slots=True)
class ExpectedOffices:
    """Several at once, one a line, each perhaps with its group behind a comma."""

    names: Annotated[
        str,
        LongText(label="应报单位", longest=10_000, required=True, hint="每行一个;分组写在逗号后,如:丰翔居委会,东片"),
    ] = ""


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """One of them; an office that is no longer `expected` is not missed."""

    name: Annotated[str, Text(label="单位名称", longest=200, required=True)] = ""
    group: Annotated[str, Text(label="分组", longest=200, hint="如:东片、第一网格")] = ""
    expected: Annotated[bool, YesNo(label="每期应报")] = True
