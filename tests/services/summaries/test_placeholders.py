"""What is told of a template's placeholders is true: every one is known, and none is missing."""

import pytest

from desktop.documents.word.checking import is_known
from desktop.documents.word.placeholders import marks
from desktop.domain.timing.periods import Period
from desktop.forms.summaries import SummaryKind
from desktop.services.summaries.gathering import PASSAGES, gathered
from desktop.services.summaries.keeping import Written
from desktop.services.summaries.placeholders import placeholders
from tests.office import Office

NOVEMBER = Period.month(2026, 11)


@pytest.mark.parametrize("kind", SummaryKind)
def test_every_placeholder_is_known_to_the_templates(office: Office, kind: SummaryKind) -> None:
    with office.database.read() as session:
        groups = placeholders(session, kind, NOVEMBER, office.operator, office.now)
        filling = gathered(session, kind, NOVEMBER, Written(), office.operator, office.now)
        told = [one.written for group in groups for one in group.placeholders]
        named = {mark.name for text in (*told, *(group.words for group in groups)) for mark in marks(text)}
        assert [name for name in named if not is_known(name, filling)] == []
        assert len(told) == len(set(told))
        assert set(PASSAGES) <= named and set(filling.tables) <= set(told)
        assert {f"填写:{name}" for name in filling.sections} <= named
        assert {name for name in filling.texts if "." not in name} <= named
