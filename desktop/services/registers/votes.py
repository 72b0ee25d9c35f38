"""业主大会表决: votes with their matters, each judged by the law as it is entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from desktop.data.tables.estates import Estate
from desktop.data.tables.registers import OwnersVote, VoteMatter
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import exact
from desktop.domain.timing.clocks import Level
from desktop.domain.voting import Judgement, Rules, Tally, judge
from desktop.forms.fields import fields_of, problems_of
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm, VoteHead, VoteLine
from desktop.services.cases import Subject
from desktop.services.registers.reach import within
from desktop.services.registers.register import Line, ListColumn, Listing, Names, Register, asked, day, figure, stored
from desktop.system.resources import load_json

PARTS = ("agree", "against", "abstain", "invalid")
_TOOK_PART = ("agree", "against", "abstain")  # an invalid ballot did not
_SAME = Fraction(1, 100)  # m²: areas are added up from many rounded ones


@dataclass(frozen=True, slots=True)
class Voted:
    """A matter of a vote: its rows, the tally, and what the law says of it."""

    vote: OwnersVote
    matter: VoteMatter
    tally: Tally
    judgement: Judgement


class OwnersVotes(Register):
    """The votes, the newest first."""

    key, name, one = "votes", "业主大会表决", "表决"
    hint = "一次大会一条,下面逐个议题填人数和面积,当场判定是否通过。未收回的票不填。"
    table, form, line_form = OwnersVote, OwnersVoteForm, VoteLine
    subject = Subject.VOTE
    known_by = ("estate", "name", "closes_on")
    columns = (
        ListColumn("estate", "小区", 130),
        ListColumn("name", "表决名称", 220, grows=True),
        ListColumn("closes", "表决截止", 100),
        ListColumn("heads", "总人数", 90, figure=True),
        ListColumn("area", "总面积(㎡)", 110, figure=True),
        ListColumn("matters", "议题", 64, figure=True),
        ListColumn("state", "结果", 150, state=True),
    )

    def listing(self, session: Session, now: datetime) -> Listing:  # noqa: ARG002
        names = Names.of(session)
        found: dict[int, list[Voted]] = {}
        for one in voted(session):
            found.setdefault(one.vote.id, []).append(one)
        query = select(OwnersVote).order_by(OwnersVote.closes_on.desc(), OwnersVote.id.desc())
        return Listing(tuple(_line(row, found.get(row.id, []), names) for row in session.scalars(query)))

    def words(self, session: Session, row: Any) -> str:
        return f"{session.get_one(Estate, row.estate_id).name}{row.name}"

    def judge(self, session: Session, form: Any, row: Any | None, now: datetime) -> None:  # noqa: ARG002
        if not form.matters:
            raise Refused("请至少填写一个议题。")
        for place, one in enumerate(form.matters, 1):
            if found := problems_of(one) or misfits(form, one):
                raise Refused(f"议题{place}:{next(iter(found.values()))}")
        if self.another(session, form, row) is not None:
            raise Refused({"name": "这个小区已登记同名、同日截止的表决,请改那一条。"})

    def fill(self, session: Session, row: Any, form: Any) -> None:
        super().fill(session, row, form)
        if row.id is not None:
            flag_modified(row, "name")  # the matters are part of the vote: who changes one has changed it
        session.add(row)
        session.flush()
        rows = {one.position: one for one in _matters(session, row.id)}
        for position, one in enumerate(form.matters, 1):
            matter = rows.pop(position, None) or VoteMatter(office_id=row.office_id, vote_id=row.id, position=position)
            for name, field in fields_of(MatterForm).items():
                value = stored(field, getattr(one, name))
                setattr(matter, name, int(value) if name == "matter" else (value or 0) if "_" in name else value)
            session.add(matter)
        for one in rows.values():
            session.delete(one)
        session.flush()

    def filled(self, session: Session, row: Any) -> Any:
        fields = fields_of(MatterForm)
        matters = tuple(
            MatterForm(**{name: asked(field, getattr(one, name)) for name, field in fields.items()})
            for one in _matters(session, row.id)
        )
        return replace(super().filled(session, row), matters=matters)

    def clear(self, session: Session, row: Any) -> None:
        for one in _matters(session, row.id):
            session.delete(one)
        session.flush()
        session.delete(row)

    def gathered(self, lines: Sequence[Any]) -> Any:
        """One vote of several matters."""
        heads = [{name: getattr(one, name) for name in fields_of(VoteHead)} for one in lines]
        if any(one != heads[0] for one in heads):
            raise ValueError("同一次表决各行的总人数、总面积不一致")
        matters = tuple(MatterForm(**{name: getattr(one, name) for name in fields_of(MatterForm)}) for one in lines)
        notes = "\n".join(dict.fromkeys(one.note for one in lines if one.note))
        return OwnersVoteForm(**heads[0], note=notes, matters=matters)


@cache
def rules() -> Rules:
    """The law's thresholds and matters."""
    return Rules.parse(load_json("voting_rules.json"))


def tally(form: VoteHead, matter: MatterForm) -> Tally:
    """The figures of a matter as it is being filled in; what is empty is 0."""

    def heads(names: Iterable[str]) -> int:
        return sum(int(getattr(matter, f"{name}_heads") or 0) for name in names)

    def area(names: Iterable[str]) -> Fraction:
        return sum((exact(getattr(matter, f"{name}_area") or 0) for name in names), Fraction(0))

    total = exact(form.total_area or 0)
    return Tally(
        int(form.total_heads or 0), total, heads(_TOOK_PART), area(_TOOK_PART), heads(("agree",)), area(("agree",))
    )


def misfits(form: VoteHead, matter: MatterForm) -> dict[str, str]:
    """More votes than owners, by field; empty where all fits."""
    heads = sum(int(getattr(matter, f"{name}_heads") or 0) for name in PARTS)
    area = sum((exact(getattr(matter, f"{name}_area") or 0) for name in PARTS), Fraction(0))
    found = {}
    if form.total_heads is not None and heads > form.total_heads:
        found["agree_heads"] = f"同意、反对、弃权、无效共{heads}人,多于总人数{form.total_heads:g},请检查。"
    if form.total_area is not None and area > exact(form.total_area) + _SAME:
        found["agree_area"] = f"各项面积共{figure(float(area))}㎡,多于总面积{figure(form.total_area)}㎡,请检查。"
    return found


def judged(form: VoteHead, matter: MatterForm) -> Judgement | None:
    """What the law says of a matter being filled in; None until its kind and the totals are known."""
    if matter.matter is None or not form.total_heads or not form.total_area:
        return None
    return judge(rules(), int(matter.matter), tally(form, matter))


def voted(
    session: Session, first: date | None = None, last: date | None = None, estates: Iterable[int] | None = None
) -> list[Voted]:
    """The matters of the votes that closed in these days, by closing day, vote and place."""
    query = select(OwnersVote, VoteMatter).join(VoteMatter, VoteMatter.vote_id == OwnersVote.id)
    query = query.where(*within(OwnersVote.estate_id, estates))
    if first is not None:
        query = query.where(OwnersVote.closes_on >= first)
    if last is not None:
        query = query.where(OwnersVote.closes_on <= last)
    found = []
    for vote, matter in session.execute(query.order_by(OwnersVote.closes_on, OwnersVote.id, VoteMatter.position)):
        figures = _tally(vote, matter)
        found.append(Voted(vote, matter, figures, judge(rules(), matter.matter, figures)))
    return found


def _tally(vote: OwnersVote, row: VoteMatter) -> Tally:
    return Tally(
        vote.total_heads,
        exact(vote.total_area),
        row.agree_heads + row.against_heads + row.abstain_heads,
        exact(row.agree_area) + exact(row.against_area) + exact(row.abstain_area),
        row.agree_heads,
        exact(row.agree_area),
    )


def _matters(session: Session, vote_id: int) -> list[VoteMatter]:
    query = select(VoteMatter).where(VoteMatter.vote_id == vote_id).order_by(VoteMatter.position)
    return list(session.scalars(query))


def _line(row: OwnersVote, matters: Sequence[Voted], names: Names) -> Line:
    passed = sum(one.judgement.passed for one in matters)
    words = f"通过{passed}项" if passed == len(matters) else f"通过{passed},不通过{len(matters) - passed}"
    cells = (
        names.estates.get(row.estate_id, ""),
        row.name,
        day(row.closes_on),
        str(row.total_heads),
        figure(row.total_area),
        str(len(matters)),
        words,
    )
    level = Level.MET if passed == len(matters) else Level.DUE_SOON
    return Line(row.id, row.version, cells, (row.estate_id,), level)
