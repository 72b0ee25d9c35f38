"""Running the migrations with Alembic inside a transaction that someone else commits."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from sqlalchemy import Connection

from desktop.data.tables import metadata
from desktop.domain.errors import StorageTrouble

FOLDER = Path(__file__).parent


def migrate(connection: Connection, to: str = "head") -> None:
    """Upgrade to a revision, the newest if none is named; never commits."""
    script = ScriptDirectory(str(FOLDER))

    def steps(revision: object, _context: MigrationContext) -> object:
        try:
            return script._upgrade_revs(to, revision)  # type: ignore[arg-type]
        except RevisionError as error:
            raise StorageTrouble("这份数据的版本本程序不认识;请先升级程序。") from error

    context = MigrationContext.configure(
        connection, opts={"fn": steps, "transactional_ddl": True, "target_metadata": metadata}
    )
    with Operations.context(context):
        context.run_migrations()
