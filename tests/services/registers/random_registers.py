"""Random records in every register, kept beside the database as plain forms for those who count them in another way."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.forms.registers.committees import CommitteeTermForm
from desktop.forms.registers.contracts import ContractKind, ServiceContractForm
from desktop.forms.registers.daily import DisinfectionForm, MovementForm, MovementKind
from desktop.forms.registers.renovations import ProgressForm, RenovationForm, RenovationKind
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm, VotedMatter
from desktop.forms.registry import NewEstate
from desktop.services.registers.catalogue import register
from desktop.services.registers.keeping import enter
from desktop.services.registry.adding import add_estate

UNITS = {"口罩": "只", "84消毒液": "斤", "手套": "双"}


@dataclass
class Entered:
    """What was entered: estates by id, and forms in the order of their ids."""

    estates: dict[int, str] = field(default_factory=dict)
    terms: list[CommitteeTermForm] = field(default_factory=list)
    contracts: list[ServiceContractForm] = field(default_factory=list)
    votes: list[OwnersVoteForm] = field(default_factory=list)
    projects: dict[int, RenovationForm] = field(default_factory=dict)
    months: list[ProgressForm] = field(default_factory=list)
    days: list[DisinfectionForm] = field(default_factory=list)
    moves: list[MovementForm] = field(default_factory=list)


def fill(session: Session, operator: Operator, chance: random.Random, today: date, now: Any) -> Entered:
    """Some of everything; what the rules refuse is left out."""
    made = Entered()
    for number in range(chance.randint(1, 5)):
        made.estates[add_estate(session, NewEstate(f"第{number}小区"), operator, now)] = f"第{number}小区"
    filler = _Filler(session, operator, chance, today, now, made)
    filler.terms()
    filler.contracts()
    filler.votes()
    filler.works()
    filler.daily()
    return made


@dataclass
class _Filler:
    session: Session
    operator: Operator
    chance: random.Random
    today: date
    now: Any
    made: Entered

    def keep(self, key: str, form: Any) -> int | None:
        try:
            with self.session.begin_nested():
                return enter(self.session, register(key), form, self.operator, self.now)
        except Refused:
            return None

    def day(self, back: int = 900, on: int = 0) -> date:
        return self.today + timedelta(days=self.chance.randint(-back, on))

    def perhaps(self, value: Any) -> Any:
        return self.chance.choice([None, value, value])

    def number(self, most: int, shift: int = 1) -> Any:
        return self.perhaps(self.chance.randint(1, most) / shift if shift > 1 else self.chance.randint(0, most))

    def estate(self) -> int:
        return self.chance.choice(list(self.made.estates))

    def terms(self) -> None:
        for _ in range(self.chance.randint(0, 12)):
            starts = self.day(2500)
            term = CommitteeTermForm(
                estate=self.estate(),
                ordinal=self.chance.randint(1, 4),
                starts=self.perhaps(starts),
                ends=self.perhaps(starts + timedelta(days=self.chance.randint(200, 2200))),
                members_due=7,
                members_present=self.chance.randint(3, 7),
                reported_on=self.perhaps(self.day(300)),
                group_formed_on=self.perhaps(self.day(300)),
                elected_on=self.perhaps(self.day(300)),
                filed_on=self.perhaps(self.day(300)),
            )
            if self.keep("committees", term):
                self.made.terms.append(term)

    def contracts(self) -> None:
        for _ in range(self.chance.randint(0, 8)):
            contract = ServiceContractForm(
                estate=self.estate(),
                kind=self.chance.choice(list(ContractKind)),
                signed_on=self.perhaps(self.day()),
                filed_on=self.perhaps(self.day(800)),
                starts=self.perhaps(self.day()),
                ends=self.perhaps(self.day(300, 900)),
                note=self.chance.choice(["", "续签"]),
            )
            if self.keep("contracts", contract):
                self.made.contracts.append(contract)

    def votes(self) -> None:
        for number in range(self.chance.randint(0, 5)):
            heads, area = self.chance.randint(3, 300), self.chance.randint(300, 3_000_000) / 100
            matters = tuple(_matter(self.chance, place, heads, area) for place in range(self.chance.randint(1, 3)))
            vote = OwnersVoteForm(self.estate(), f"大会{number}", self.day(120), heads, area, "", matters)
            if self.keep("votes", vote):
                self.made.votes.append(vote)

    def works(self) -> None:
        ids = list(self.made.estates)
        for number in range(self.chance.randint(0, 4)):
            mine = tuple(self.chance.sample(ids, self.chance.randint(0, min(2, len(ids)))))
            project = RenovationForm(
                name=f"改造{number}",
                kind=self.chance.choice([None, *RenovationKind]),
                estates=max(1, len(mine)) + self.chance.randint(0, 2),
                estate=mine,
                buildings=self.number(40),
                households=self.number(900),
                area=self.number(999, 100),
                investment=self.number(9999, 10),
                starts_on=self.perhaps(self.day()),
            )
            if key := self.keep("renovations", project):
                self.made.projects[key] = project
                self.months(key, int(project.estates or 1))

    def months(self, key: int, estates: int) -> None:
        for month in range(self.chance.randint(0, 5)):
            started = self.chance.randint(0, estates)
            at = ProgressForm(
                renovation=key,
                month=(self.today - timedelta(days=31 * month)).replace(day=1),
                started=started,
                finished=self.chance.randint(0, started),
                done=self.number(1000, 10),
                invested=self.number(9999, 10),
                problems=f"难处{month}",
                plan=f"计划{month}",
            )
            if self.keep("progress", at):
                self.made.months.append(at)

    def daily(self) -> None:
        for _ in range(self.chance.randint(0, 25)):
            one = DisinfectionForm(
                estate=self.estate(),
                on=self.day(45),
                buildings=self.number(30),
                times=self.number(5),
                parcels=self.number(9),
                agent=self.number(900, 10),
                anomalies=self.number(5),
                staff=self.number(9),
                refuse=self.chance.choice(["", "日产日清"]),
                problems=self.chance.choice(["", "已清理"]),
            )
            if self.keep("disinfection", one):
                self.made.days.append(one)
        for _ in range(self.chance.randint(0, 25)):
            name = self.chance.choice(list(UNITS))
            size = self.chance.randint(0, 50_000) / self.chance.choice([1, 10, 100])
            move = MovementForm(name, UNITS[name], self.day(70), self.chance.choice(list(MovementKind)), size)
            if self.keep("supplies", move):
                self.made.moves.append(move)


def _matter(chance: random.Random, place: int, heads: int, area: float) -> MatterForm:
    """Answers that are at most all, often just on a threshold."""
    part = chance.choice([heads * 2 // 3, -(-heads * 2 // 3), chance.randint(0, heads)])
    agree = chance.choice([part // 2, part * 3 // 4, -(-part * 3 // 4), chance.randint(0, part)])
    whole = round(area * 100)
    part_area = chance.choice([whole * 2 // 3, -(-whole * 2 // 3), chance.randint(0, whole)])
    agree_area = chance.choice([part_area // 2, part_area * 3 // 4, chance.randint(0, part_area)])
    against = chance.randint(0, part - agree)
    against_area = chance.randint(0, part_area - agree_area)
    return MatterForm(
        f"议题{place}", chance.choice(list(VotedMatter)), agree, agree_area / 100, against, against_area / 100,
        part - agree - against, (part_area - agree_area - against_area) / 100, chance.randint(0, heads - part), 0,
    )  # fmt: skip
