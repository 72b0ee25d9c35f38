"""What is asked when a town's form is kept."""

from dataclasses import dataclass
from typing import Annotated

from desktop.forms.fields import Text

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class FormName:
    """The name by which a form is found next month."""

    name: Annotated[str, Text(label="表格名称", longest=LONGEST_NAME, required=True, hint="如:房管办物业月报")] = ""
