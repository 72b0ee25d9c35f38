"""物资收发: what came in, went out and was counted, and what should be there."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.registers import Supply, SupplyMovement
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import exact
from desktop.domain.timing.clocks import Level
from desktop.forms.fields import fields_of
from desktop.forms.registers.daily import MovementForm, MovementKind
from desktop.services.cases import Subject
from desktop.services.registers.register import (
    Line,
    ListColumn,
    Listing,
    Register,
    Remark,
    asked,
    day,
    figure,
    not_to_come,
    stored,
)

_OWN = ("on", "kind", "amount", "party", "note")  # the fields that the movement itself keeps


@dataclass(frozen=True, slots=True)
class Stock:
    """A kind of supplies in a span of days: what was there before it, came in, went out; `counted` is what the last
    count in it found, brought up to its last day by what came and went since, `counted_on` the day of that count.

    Before the span the last count holds: what it found is what the next days begin with.
    """

    supply: Supply
    before: Fraction
    came: Fraction
    went: Fraction
    counted: Fraction | None
    counted_on: date | None
    found: Fraction | None

    @property
    def left(self) -> Fraction:
        """结存."""
        return self.before + self.came - self.went

    @property
    def difference(self) -> Fraction | None:
        """盘点-结存, None where nothing was counted."""
        return None if self.counted is None else self.counted - self.left

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self.before or self.came or self.went) and self.counted is None


class Supplies(Register):
    """The movements, the newest first."""

    key, name, one = "supplies", "物资收发", "物资收发"
    hint = "入库、发放、盘点各记一条,结存自动算;新的物资填上单位就能用。"
    table, form, line_form = SupplyMovement, MovementForm, MovementForm
    subject = Subject.SUPPLIES
    known_by = ("supply", "on", "kind", "amount", "party", "note")
    with_estate = False
    columns = (
        ListColumn("supply", "物资", 130),
        ListColumn("on", "日期", 100),
        ListColumn("kind", "收发", 84, state=True),
        ListColumn("amount", "数量", 90, figure=True),
        ListColumn("unit", "单位", 60),
        ListColumn("stock", "现结存", 90, figure=True),
        ListColumn("party", "来源或领用对象", 140),
        ListColumn("note", "备注", 140, grows=True),
    )

    def listing(self, session: Session, now: datetime) -> Listing:
        kept = {one.supply.id: one for one in stocks(session, date.min, now.date())}
        query = (
            select(SupplyMovement, Supply)
            .join(Supply, Supply.id == SupplyMovement.supply_id)
            .order_by(SupplyMovement.on.desc(), SupplyMovement.id.desc())
        )
        lines = tuple(_line(row, supply, kept) for row, supply in session.execute(query))
        negative = sum(_present(one) < 0 for one in kept.values())
        return Listing(lines, (Remark(f"结存为负{negative}种", Level.OVERDUE),) if negative else ())

    def words(self, session: Session, row: Any) -> str:
        supply = session.get_one(Supply, row.supply_id)
        return f"{supply.name}{MovementKind(row.kind).label}{figure(row.amount)}{supply.unit}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:  # noqa: ARG002
        not_to_come(form, ("on",), now)
        if form.kind is not MovementKind.COUNTED and not form.amount:
            raise Refused({"amount": "入库或发放的数量要大于0,请填写。"})
        known = _supply(session, form.supply)
        if known is None and not form.unit:
            raise Refused({"unit": f"“{form.supply}”是第一次登记,请填写单位(只、斤、双)。"})
        if known is not None and form.unit and form.unit != known.unit:
            raise Refused({"unit": f"“{known.name}”的单位是{known.unit},请用同一单位,或换个物资名称。"})

    def fill(self, session: Session, row: Any, form: Any) -> None:
        supply = _supply(session, form.supply)
        if supply is None:
            supply = Supply(office_id=row.office_id, name=form.supply, unit=form.unit)
            session.add(supply)
            session.flush()
        row.supply_id = supply.id
        for name in _OWN:
            setattr(row, name, stored(fields_of(MovementForm)[name], getattr(form, name)))

    def filled(self, session: Session, row: Any) -> Any:
        supply = session.get_one(Supply, row.supply_id)
        own = {name: asked(fields_of(MovementForm)[name], getattr(row, name)) for name in _OWN}
        return MovementForm(supply=supply.name, unit=supply.unit, **own)

    def same(self, session: Session, form: Any) -> Any | None:
        """The same movement; two alike on a day are one record in a spreadsheet that is taken in twice."""
        supply = _supply(session, form.supply)
        if supply is None:
            return None
        own = [
            getattr(SupplyMovement, name) == stored(fields_of(MovementForm)[name], getattr(form, name)) for name in _OWN
        ]
        return session.scalars(select(SupplyMovement).where(SupplyMovement.supply_id == supply.id, *own)).first()

    def prepared(self, session: Session, now: datetime) -> Any:
        last = session.scalars(select(SupplyMovement).order_by(SupplyMovement.id.desc()).limit(1)).first()
        empty = MovementForm(on=now.date())
        return empty if last is None else replace(empty, supply=session.get_one(Supply, last.supply_id).name)


def stocks(session: Session, first: date, last: date) -> list[Stock]:
    """Every kind of supplies in these days, by name."""
    movements: defaultdict[int, list[SupplyMovement]] = defaultdict(list)
    # a count on a day is made when what came and went that day is done
    order = (SupplyMovement.on, SupplyMovement.kind == MovementKind.COUNTED, SupplyMovement.id)
    for row in session.scalars(select(SupplyMovement).where(SupplyMovement.on <= last).order_by(*order)):
        movements[row.supply_id].append(row)
    supplies = session.scalars(select(Supply).order_by(Supply.name))
    return [_stock(supply, movements[supply.id], first) for supply in supplies]


def _stock(supply: Supply, movements: list[SupplyMovement], first: date) -> Stock:
    before = came = went = Fraction(0)
    counted: Fraction | None = None
    found: Fraction | None = None
    counted_on: date | None = None
    for row in movements:
        amount = exact(row.amount)
        change = {MovementKind.IN: amount, MovementKind.OUT: -amount}.get(MovementKind(row.kind))
        if row.on < first:
            before = amount if change is None else before + change
        elif change is None:
            counted = found = amount
            counted_on = row.on
        else:
            came, went = came + max(change, Fraction(0)), went - min(change, Fraction(0))
            counted = None if counted is None else counted + change
    return Stock(supply, before, came, went, counted, counted_on, found)


def _present(stock: Stock) -> Fraction:
    return stock.left if stock.counted is None else stock.counted


def _supply(session: Session, name: str) -> Supply | None:
    return session.scalars(select(Supply).where(Supply.name == name).limit(1)).first()


def _line(row: SupplyMovement, supply: Supply, kept: Mapping[int, Stock]) -> Line:
    kind = MovementKind(row.kind)
    cells = (
        supply.name,
        day(row.on),
        kind.label,
        figure(row.amount),
        supply.unit,
        figure(float(_present(kept[supply.id]))),
        row.party,
        row.note,
    )
    level = {MovementKind.IN: Level.MET, MovementKind.COUNTED: Level.PAUSED}.get(kind, Level.FINE)
    return Line(row.id, row.version, cells, (), level)
