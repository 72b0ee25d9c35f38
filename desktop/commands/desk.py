"""Opening the database for a verb, with somebody at the desk."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop.data.database import Database
from desktop.domain.operator import Operator
from desktop.services.reference.seeding import ensure_office
from desktop.system.paths import Places, places


@dataclass(frozen=True, slots=True)
class Desk:
    """An open database, its folder, and the operator in whose name a verb acts."""

    database: Database
    places: Places
    operator: Operator


@contextmanager
def open_desk(arguments: Namespace) -> Iterator[Desk]:
    """The database of --basedir, made and seeded where it is new; closed afterwards."""
    where = places(arguments.basedir)
    database = Database(where.database)
    try:
        with database.write() as session:
            operator = ensure_office(session)
        yield Desk(database, where, operator)
    finally:
        database.close()
