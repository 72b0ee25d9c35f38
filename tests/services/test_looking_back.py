"""A look-back is prepared with just the items to look at again, and only once."""

from datetime import datetime

import pytest

from desktop.data.database import Database
from desktop.domain.errors import Refused
from desktop.forms.rectification import NewFinding
from desktop.services.inspection.viewing import answer_rows
from desktop.services.looking_back import prepare_look_back
from desktop.services.rectification import linking
from tests.services.rectification.inspected import Inspected


@pytest.fixture
def inspected(database: Database, now: datetime) -> Inspected:
    return Inspected(database, now)


def test_one_look_back_for_each_inspection_taken_again_while_it_is_not_begun(inspected: Inspected) -> None:
    first, second = inspected.inspect(), inspected.inspect({"1.1": 2.0})
    made = inspected.write(prepare_look_back, [*first[:2], *second])
    assert len(made) == 2
    assert set(inspected.read(answer_rows, made[0])) == {"1.1", "1.2"}
    assert inspected.write(prepare_look_back, first[:2]) == made[:1]
    assert inspected.write(prepare_look_back, first) != made[:1], "other items are another sheet"


def test_what_no_list_found_has_no_sheet(inspected: Inspected) -> None:
    finding = inspected.write(linking.open_finding, NewFinding(estate=inspected.estate, text="抬杆坏了"))
    with pytest.raises(Refused, match="直接复查"):
        inspected.write(prepare_look_back, [finding])
