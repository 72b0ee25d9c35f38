"""Whose office it is, and who works there."""

from dataclasses import dataclass
from typing import Annotated

from desktop.forms.fields import LongText, Phone, Text


@dataclass(frozen=True, slots=True)
class WhoseOffice:
    """The first start's only question; `staff` has a name on each line."""

    name: Annotated[str, Text(label="单位名称", longest=40, required=True, hint="如:丰禾第二居委会")] = ""
    town: Annotated[str, Text(label="街道或镇", longest=40, hint="如:云港镇")] = ""
    phone: Annotated[str, Phone(label="单位电话")] = ""
    staff: Annotated[
        str, LongText(label="工作人员", longest=1000, required=True, hint="每行一位;办理和回访不能是同一人")
    ] = ""
