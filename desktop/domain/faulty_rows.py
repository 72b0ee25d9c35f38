"""A file is taken in whole or not at all: what is wrong with its rows is collected, and told together."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.domain.errors import Refused

_TOLD = 5  # rows named in a refusal


class FaultyRows:
    """`with faulty.at("第3行"): …` for each row, then `refuse`."""

    def __init__(self) -> None:
        self._told: list[str] = []

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """A ValueError or a refusal met here is one of this place, and the next row may follow."""
        try:
            yield
        except ValueError as error:
            self._told.append(f"{place}:{error}")
        except Refused as refusal:
            self._told.append(f"{place}:{'、'.join(refusal.problems.values())}")

    def refuse(self) -> None:
        """Refused with the first places and how many there are, where any was met."""
        if self._told:
            more = f"等{len(self._told)}处" if len(self._told) > _TOLD else ""
            listed = ";".join(told.rstrip("。") for told in self._told[:_TOLD])
            raise Refused(f"没有导入。{listed}{more};请改正后重新导入。")
