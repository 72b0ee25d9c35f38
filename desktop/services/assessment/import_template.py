"""The workbook for surveys, opinions and points that is filled in and imported."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.documents.table import Column, Kind, Table
from desktop.domain.assessment.term import Term
from desktop.services.assessment.estates import projects
from desktop.services.assessment.import_sheets import ADJUSTMENTS, ESTATE, OPINIONS, SURVEYS, TERM
from desktop.services.assessment.scheme import current
from desktop.services.saving import save_table
from desktop.system.files import Place

_GIVERS = {True: ("居委会", "业委会"), False: ("主管部门",)}  # of a quarter, of a year
_LINES = 20  # empty ones for points


def template(session: Session, term: Term) -> Table:
    """The workbook to fill in, with a line for each estate."""
    names = [project.name for project in projects(session, current(session).scheme, term)]
    at = _column(TERM, 6), _column(ESTATE, 12)
    answers = [_column(f"{points}分", 4, Kind.COUNT) for points in (5, 4, 3, 2, 1, 0)]
    survey = [*at, _column("日期", 6, Kind.DATE), _column("发放份数", 5, Kind.COUNT), *answers]
    survey += [_column("无效份数", 5, Kind.COUNT), _column("备注", 12)]
    opinion = [*at, _column("评分方", 8), _column("分数", 5, Kind.NUMBER), _column("意见", 20), _column("评分人", 8)]
    points = [*at, _column("企业", 14), _column("加分", 5, Kind.NUMBER), _column("扣分", 5, Kind.NUMBER)]
    points += [_column("理由", 20), _column("依据", 14), _column("日期", 6, Kind.DATE)]
    givers = _GIVERS[bool(term.quarter)]
    opinions = Table(OPINIONS, opinion, [(term.code, name, giver, "", "", "") for name in names for giver in givers])
    adjustments = Table(ADJUSTMENTS, points, [(term.code, *[""] * 7) for _ in range(_LINES)])
    if not term.quarter:
        return Table(opinions.title, opinions.columns, opinions.rows, extras=(adjustments,))
    rows = [(term.code, name, *[""] * 10) for name in names]
    return Table(SURVEYS, survey, rows, extras=(opinions, adjustments))


def _column(title: str, width: int, kind: Kind = Kind.TEXT) -> Column:
    return Column(title, title, kind, width)


def save_template(session: Session, term: Term, path: Path, now: datetime) -> Place:
    """Save that workbook."""
    return save_table(template(session, term), path, now)
