"""The office's units by the names that lists use for them."""

from bisect import bisect_left
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter
from desktop.data.tables.estates import Organisation
from desktop.domain.operator import Operator
from desktop.domain.wording.companies import company, company_key
from desktop.services.registry.pinyin import keys_of
from desktop.services.registry.serving import PROPERTY_COMPANY

_SHORTEST_START = 4  # characters by which a cut name may still be recognised


class Units:
    """Look-ups among the units in use; new ones can be added on the way."""

    def __init__(self, session: Session, operator: Operator) -> None:
        self._session, self._operator = session, operator
        query = (
            select(Organisation.id, Organisation.name)
            .where(Organisation.office_id == operator.office_id, Organisation.active)
            .order_by(Organisation.id)
        )
        self._ids: dict[str, int] = {}
        self.names: list[str] = []
        for key, name in session.execute(query):
            self._ids.setdefault(company_key(name), key)
            self.names.append(name)
        self._sorted = sorted(self._ids)
        self._asked: dict[str, int | None] = {}

    def find(self, written: str) -> int | None:
        """The unit of that name, or the only one whose name begins so; None otherwise."""
        if written not in self._asked:
            self._asked[written] = self._find(written)
        return self._asked[written]

    def _find(self, written: str) -> int | None:
        named = company(written)
        if named is None:
            return None
        key = company_key(named.name)
        if key in self._ids:
            return self._ids[key]
        if len(key) < _SHORTEST_START:
            return None
        at = bisect_left(self._sorted, key)
        longer = [known for known in self._sorted[at : at + 2] if known.startswith(key)]
        return self._ids[longer[0]] if len(longer) == 1 else None

    def add_companies(self, names: Iterable[str]) -> None:
        """Add the property companies among `names` that are not known."""
        new = {key: name for name in names if (key := company_key(name)) not in self._ids}
        first = (self._session.scalar(select(func.max(Organisation.id))) or 0) + 1
        rows = [(key, name) for key, name in enumerate(new.values(), first)]
        insert = Inserter(Organisation, ("id", "office_id", "name", "party", "keys"))
        office = self._operator.office_id
        insert.many(self._session, ((key, office, name, PROPERTY_COMPANY, keys_of(name)) for key, name in rows))
        self._ids.update((company_key(name), key) for key, name in rows)

    def company(self, name: str) -> int:
        """The unit of exactly that name."""
        return self._ids[company_key(name)]
