"""What counts as inspected, notified, pressed and served in a period: the conditions behind R11 and its like."""

from sqlalchemy import ColumnElement, and_, select

from desktop.data.tables.estates import Estate, EstateService
from desktop.data.tables.inspections import Inspection
from desktop.data.tables.rectification import Measure, RectificationNotice
from desktop.domain.extent import scope_of
from desktop.domain.inspection.states import InspectionState, NoticeState
from desktop.domain.rectification.lifecycle import Outcome
from desktop.domain.timing.periods import Period
from desktop.services.counting.case_scope import of_inspections, of_measures, of_notices
from desktop.services.registry.serving import service_on


def made_in(period: Period) -> ColumnElement[bool]:
    """Inspections done on a day of the period, look-backs too."""
    day = Inspection.inspected_on
    return and_(
        Inspection.state == InspectionState.DONE, day >= period.first, day <= period.last, *of_inspections(period)
    )


def issued_in(period: Period) -> ColumnElement[bool]:
    """Notices issued in the period that are not void."""
    issued, state = RectificationNotice.issued_at, RectificationNotice.state
    return and_(state != NoticeState.VOID, issued >= period.start, issued < period.end, *of_notices(period))


def pressed_in(period: Period, *levels: int) -> ColumnElement[bool]:
    """Measures of these levels issued in the period and not withdrawn."""
    issued, kept = Measure.issued_at, Measure.outcome != Outcome.VOID
    return and_(Measure.level.in_(levels), kept, issued >= period.start, issued < period.end, *of_measures(period))


def serving(period: Period) -> ColumnElement[bool]:
    """Services of property companies to estates in use that go on at the end of the period."""
    wanted = scope_of(period)
    sides = (
        (wanted.estates, EstateService.estate_id),
        (wanted.companies, EstateService.organisation_id),
        (wanted.units, EstateService.organisation_id),
    )
    return and_(
        EstateService.estate_id.in_(select(Estate.id).where(Estate.active)),
        EstateService.id == service_on(EstateService.estate_id, period.reached),
        *(column.in_(ids) for ids, column in sides if ids),
    )
