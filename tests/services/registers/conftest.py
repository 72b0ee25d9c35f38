"""An office with three estates and its registers."""

import pytest

from desktop.forms.registry import NewEstate
from desktop.services.registry.adding import add_estate
from tests.office import Office


@pytest.fixture
def estates(office: Office) -> list[int]:
    """丰翔新城, served by a company, and two others."""
    with office.database.write() as session:
        more = [add_estate(session, NewEstate(name), office.operator, office.now) for name in ("海锦花园", "西郊一村")]
    return [office.estate, *more]
