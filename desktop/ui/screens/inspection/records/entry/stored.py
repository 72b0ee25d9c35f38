"""Between what is stored of an inspection and what its sheet holds."""

from fractions import Fraction
from pathlib import Path

from desktop.domain.inspection.scoring import Answer
from desktop.forms.fields import normalised
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services.inspection.viewing import InspectionView, scored
from desktop.ui.screens.inspection.records.entry.lines import Entered, Photo


def entered(view: InspectionView, folder: Path) -> dict[str, Entered]:
    """What was entered, by item code; photos lie in `folder`."""
    return {code: _entered(view, code, folder) for code in view.answers.keys() | view.photos.keys()}


def answers(view: InspectionView) -> dict[str, ItemAnswer]:
    """The stored answer of every item of the list, an empty one where there is none."""
    return {item.code: view.answers.get(item.code, ItemAnswer(item.code)) for item in view.checklist.items()}


def answer(code: str, given: Entered) -> ItemAnswer:
    """What was entered on an item, as its service takes and stores it."""
    value: Fraction | None = given.answer.value if given.answer.applicable else None
    return normalised(
        ItemAnswer(
            code,
            given.answer.applicable,
            None if value is None else float(value),
            given.remark,
            given.fixed_on_spot,
        )
    )


def normal(head: InspectionHead) -> InspectionHead:
    """The head as its service stores it."""
    return normalised(head)


def _entered(view: InspectionView, code: str, folder: Path) -> Entered:
    there = view.answers.get(code, ItemAnswer(code))
    kept = tuple(Photo(photo.id, str(folder / photo.stored)) for photo in view.photos.get(code, ()))
    return Entered(scored(there) if code in view.answers else Answer(), there.remark, there.fixed_on_spot, kept)
