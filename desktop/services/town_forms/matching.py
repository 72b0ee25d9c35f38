"""Which kept form a workbook is, and the mapping carried over to it."""

from collections.abc import Mapping as Known
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.domain.form_mapping.mapping import Mapping
from desktop.services.town_forms.keeping import KeptForm, recognised
from desktop.services.town_forms.opening import OpenForm
from desktop.services.town_forms.rematching import Carried, Fate, Step, carry
from desktop.services.town_forms.wording import words_of


@dataclass(frozen=True)
class Matched:
    """A kept form, and how its mapping came over to this month's workbook."""

    kept: KeptForm
    form: OpenForm
    carried: Carried

    @property
    def changed(self) -> bool:
        """Whether the town sent another workbook than the one that is kept."""
        return self.kept.form.digest != self.form.digest

    @property
    def certain(self) -> Mapping:
        """Only what may be filled without asking."""
        return Mapping(tuple(mapped for mapped in self.carried.mapping.cells if not mapped.asked))


def matched(session: Session, form: OpenForm, name: str = "") -> Matched | None:
    """The kept form that this workbook is (or the one of that name), with its mapping on this workbook.

    Of one that we filled in an earlier month nothing is carried over: the kept form itself is filled again.
    """
    kept = recognised(session, form, name)
    if kept is None:
        return None
    if kept.form.digest == form.digest or kept.brought_back(form):
        return unchanged(kept)
    return Matched(kept, form, carry(kept.mapping, kept.form.grids, form.grids))


def unchanged(kept: KeptForm) -> Matched:
    """A kept form as it was kept."""
    steps = tuple(Step(mapped, mapped, _fate(mapped.asked)) for mapped in kept.mapping.cells)
    return Matched(kept, kept.form, Carried(kept.mapping, steps))


def step_words(step: Step, names: Known[str, str]) -> str:
    """月报!B5 受理件次:“受理”现在是“接件”."""
    what = words_of(step.before.filling, names)
    where = step.before.spot.words
    if step.after is not None and step.after.spot != step.before.spot:
        where = f"{where} → {step.after.spot.words}"
    return f"{where} {what}" + (f":{step.why}" if step.why else "")


def _fate(asked: bool) -> Fate:
    return Fate.DOUBTFUL if asked else Fate.SAME
