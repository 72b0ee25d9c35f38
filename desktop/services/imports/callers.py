"""The people of many imported orders: known by phone and name, or new; see `orders.register.known_caller`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.data.prepared import Inserter
from desktop.data.raw import listed
from desktop.data.tables.callers import Caller, CallerAddress, CallerPhone
from desktop.domain.operator import Operator
from desktop.services.imports.places import Place


class Callers:
    """Gives every phone its person; what is new is inserted by `save`."""

    def __init__(self, session: Session, phones: Iterable[str], operator: Operator) -> None:
        self._session, self._office_id = session, operator.office_id
        self._next = (session.scalar(select(func.max(Caller.id))) or 0) + 1
        self._known: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        query = (
            select(CallerPhone.phone, Caller.id, Caller.name)
            .join(Caller, Caller.id == CallerPhone.caller_id)
            .where(CallerPhone.phone.in_(listed(set(phones) - {""})), Caller.office_id == operator.office_id)
            .order_by(CallerPhone.last_used_at.desc())
        )
        for phone, key, name in session.execute(query):
            self._known[phone].append((key, name))
        self._new: list[tuple[int, str, str, datetime]] = []
        self._addresses: dict[tuple[int, int, str, str, str], datetime] = {}

    def id_of(self, phone: str, name: str, place: Place | None, at: datetime) -> int | None:
        """The person behind a phone; None without one."""
        if not phone:
            return None
        same = [key for key, known in self._known[phone] if not name or known in (name, "")]
        if same:
            key = same[0]
        else:
            key, self._next = self._next, self._next + 1
            self._known[phone].append((key, name))
            self._new.append((key, name, phone, at))
        if place is not None:
            self._addresses.setdefault((key, place.estate_id, place.building, place.unit, place.room), at)
        return key

    def save(self) -> None:
        """Insert the new people, their phones and addresses."""
        office, session = self._office_id, self._session
        insert = Inserter(Caller, ("id", "office_id", "name"))
        insert.many(session, ((key, office, name) for key, name, _, _ in self._new))
        insert = Inserter(CallerPhone, ("office_id", "caller_id", "phone", "last_used_at"))
        insert.many(session, ((office, key, phone, at) for key, _, phone, at in self._new))
        columns = ("office_id", "caller_id", "estate_id", "building", "unit", "room", "last_used_at")
        insert = Inserter(CallerAddress, columns)
        known = self._known_addresses()
        insert.many(
            session, ((office, *address, at) for address, at in self._addresses.items() if address not in known)
        )

    def _known_addresses(self) -> set[tuple[int, int, str, str, str]]:
        table = CallerAddress
        query = select(table.caller_id, table.estate_id, table.building, table.unit, table.room)
        of = listed({address[0] for address in self._addresses})
        return {tuple(row) for row in self._session.execute(query.where(table.caller_id.in_(of)))}  # type: ignore[misc]
