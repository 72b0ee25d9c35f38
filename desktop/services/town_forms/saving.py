"""A filled form as a file of the user's choice, with a note of who took it out and what was put where."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.data.tables.reporting import TownForm, TownFormFilling
from desktop.domain.errors import Refused
from desktop.domain.extent import scope_of
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.services.reports.exporting import note_export
from desktop.services.town_forms.filling import FilledForm
from desktop.services.town_forms.opening import OpenForm
from desktop.system.files import replacing

NAME = "上级表格"


@dataclass(frozen=True, slots=True)
class SavedForm:
    """Where the file really is, how many cells were filled, and the sentence that says so."""

    path: Path
    cells: int
    sentence: str


def spare_source(form: OpenForm, path: Path) -> None:
    """Refused where the file at `path` is the very form that is filled: it is wanted again next month."""
    if path.is_file() and sha256(path.read_bytes()).hexdigest() == form.digest:
        raise Refused(f"“{path.name}”就是要填的这份表格,会被盖掉,请换一个文件名。")


def note_filling(
    session: Session,
    form_id: int,
    filled: FilledForm,
    path: Path,
    period: Period,
    operator: Operator,
    now: datetime,
) -> None:
    """Keep what was put where, and that it leaves the office; done before the file is written."""
    row = session.get_one(TownForm, form_id)
    note_export(session, f"{NAME}:{row.name}", path, period, operator, now)
    session.add(
        TownFormFilling(
            form_id=form_id,
            number=row.latest,
            first=period.first,
            last=period.last,
            scope=scope_of(period).as_json(),
            at=now,
            staff_id=operator.id,
            file_name=path.name,
            placed=[placed.to_json() for placed in filled.placed],
        )
    )


def write_file(filled: FilledForm, path: Path) -> SavedForm:
    """Write the file, whole or not at all; Refused for another ending, StorageTrouble when the disk will not."""
    if path.suffix.lower() != ".xlsx":
        raise Refused("请把文件名的结尾写成.xlsx。")
    with replacing(path) as place:
        place.part.write_bytes(filled.data)
    cells = len(filled.placed)
    left = f"另有{len(filled.outside)}格不在统计范围内,没有填。" if filled.outside else ""
    return SavedForm(place.path, cells, f"已填{cells}格。{left}{place.sentence}")
