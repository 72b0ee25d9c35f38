"""What all tables share: column types, the global id, the version."""

from typing import Annotated, Any, ClassVar
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

Key = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Short = Annotated[str, mapped_column(String(200))]
Prose = Annotated[str, mapped_column(Text)]
OfficeKey = Annotated[int, mapped_column(ForeignKey("office.id"))]


class Base(DeclarativeBase):
    """The schema; constraints have names so that upgrades can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {dict[str, Any]: JSON, list[Any]: JSON}


def new_gid() -> str:
    """A global id: the same row keeps it in the town's database."""
    return uuid4().hex


class Travels:
    """A row that goes from office to office: it has a global id and says whose it is."""

    gid: Mapped[str] = mapped_column(String(32), default=new_gid, unique=True)
    office_id: Mapped[OfficeKey]


class Versioned:
    """A row that two people may edit: the second save of an old copy is refused."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
