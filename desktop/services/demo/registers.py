"""What stands in the registers of the demonstration: terms, contracts, votes, works, daily records, figures."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.data.tables.estates import Organisation
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.forms.registers.committees import CommitteeTermForm
from desktop.forms.registers.contracts import Charging, ContractKind, ServiceContractForm
from desktop.forms.registers.daily import DisinfectionForm, MovementForm, MovementKind
from desktop.forms.registers.renovations import ProgressForm, RenovationForm, RenovationKind
from desktop.forms.registers.stated import StatedFigureForm
from desktop.forms.registers.votes import MatterForm, OwnersVoteForm, VotedMatter
from desktop.services.demo import content
from desktop.services.registers.catalogue import register
from desktop.services.registers.keeping import enter

# estate: which term it is, members due and there; and what is known of the renewal, in days before now
TERMS: Mapping[str, tuple[int, int, int, dict[str, int]]] = {
    "丰禾新城": (3, 7, 7, {}),
    "丰禾苑": (2, 7, 6, {"reported_on": 24, "group_formed_on": 6}),
    "经纬雅庭": (2, 5, 5, {}),
    "慧芳花园": (1, 5, 4, {}),
    "大桥一村": (4, 9, 8, {}),
    "大桥二村": (4, 9, 7, {}),
}
# estate: signed so many days before now, filed so many days after that (None: not yet), years it runs, fee
CONTRACTS: Mapping[str, tuple[int, int | None, int, str]] = {
    "丰禾新城": (330, 12, 3, "高层2.10元/㎡·月"),
    "丰禾苑": (690, 26, 2, "多层1.35元/㎡·月"),
    "经纬雅庭": (41, None, 3, "小高层1.80元/㎡·月"),
    "慧芳花园": (1020, 33, 3, "多层1.20元/㎡·月"),
    "大桥一村": (18, None, 2, "多层0.95元/㎡·月"),
    "临港名邸": (210, 9, 5, "高层2.60元/㎡·月"),
}
VOTES: tuple[tuple[str, int, str, int, float, tuple[MatterForm, ...]], ...] = (
    (
        "慧芳花园", 32, "2026年第二次业主大会", 512, 52013.4,
        (
            MatterForm("续聘上善物业三年", VotedMatter.COMPANY, 251, 25604.3, 61, 6188.2, 40, 4021.5, 6, 590.8),
            MatterForm("加装非机动车充电棚", VotedMatter.COMMON_PARTS, 246, 24987.1, 78, 8120.6, 28, 2706.3, 6, 590.8),
        ),
    ),
    (
        "大桥一村", 96, "电梯大修专项表决", 1580, 104126.0,
        (MatterForm("更换3台电梯", VotedMatter.USE_FUND, 896, 59874.5, 112, 7395.2, 71, 4610.9, 12, 806.4),),
    ),
)  # fmt: skip
PROJECTS = (
    (
        RenovationForm(
            "大桥片区综合改造", "大桥社区", RenovationKind.BETTER, 2, (), 58, 2902, 19.1, 8640, "中央补助、市区配套"
        ),
        ("大桥一村", "大桥二村"),
        ((2, 1, 0, 31.0, 2210.5), (1, 2, 0, 46.5, 3380.0)),
    ),
    (
        RenovationForm("乾禾新村二次供水改造", "丰禾社区", RenovationKind.BASIC, 1, (), 10, 430, 3.3, 620, "供水企业"),
        ("乾禾新村",),
        ((2, 1, 0, 72.0, 431.0), (1, 1, 1, 100.0, 608.2)),
    ),
)
DISINFECTED = ("丰禾新城", "丰禾苑", "慧芳花园", "大桥一村", "大桥二村")
MOVED = (  # days before now
    (70, "医用口罩", "只", MovementKind.IN, 6000, "镇下拨"),
    (64, "医用口罩", "只", MovementKind.OUT, 1800, "各小区门岗"),
    (62, "84消毒液", "斤", MovementKind.IN, 1000, "采购"),
    (60, "一次性手套", "双", MovementKind.IN, 400, "捐赠"),
    (45, "84消毒液", "斤", MovementKind.OUT, 260, "物业企业"),
    (40, "医用口罩", "只", MovementKind.OUT, 1500, "楼组"),
    (33, "一次性手套", "双", MovementKind.OUT, 120, "保洁"),
    (26, "医用口罩", "只", MovementKind.COUNTED, 2695, ""),
    (12, "84消毒液", "斤", MovementKind.OUT, 180, "物业企业"),
    (5, "医用口罩", "只", MovementKind.OUT, 300, "楼组"),
)
STATED = {"bidding": 10, "agreement": 4, "handover": 17, "grading": 7, "withdrawal": 1, "booklets": 120}


def keep(session: Session, operator: Operator, estates: Mapping[str, int], now: datetime) -> None:
    """A few records of each register, as of `now`; the same each time."""
    _Keeper(session, operator, estates, now).all()


class _Keeper:
    def __init__(self, session: Session, operator: Operator, estates: Mapping[str, int], now: datetime) -> None:
        self._session, self._operator, self._estates, self._now = session, operator, estates, now
        self._today = now.date()

    def all(self) -> None:
        self._terms()
        self._contracts()
        self._votes()
        self._works()
        self._daily()
        self._stated()

    def _enter(self, key: str, form: Any) -> int:
        return enter(self._session, register(key), form, self._operator, self._now)

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _terms(self) -> None:
        left = {one[0]: one[7] for one in content.ESTATES}
        for name, (ordinal, due, present, happened) in TERMS.items():
            ends = self._today + timedelta(days=left[name] * 30)
            days: dict[str, Any] = {field: self._ago(days) for field, days in happened.items()}
            starts = ends - timedelta(days=5 * 365)
            self._enter(
                "committees", CommitteeTermForm(self._estates[name], ordinal, starts, ends, due, present, **days)
            )

    def _contracts(self) -> None:
        companies = {one[0]: one[1] for one in content.ESTATES}
        ids = dict(self._session.execute(select(Organisation.name, Organisation.id)).all())
        for name, (signed, filed, years, fee) in CONTRACTS.items():
            on = self._ago(signed)
            form = ServiceContractForm(
                estate=self._estates[name],
                organisation=ids[companies[name]],
                kind=ContractKind.EARLY if name == "临港名邸" else ContractKind.OWNERS,
                charging=Charging.LUMP,
                signed_on=on,
                filed_on=None if filed is None else on + timedelta(days=filed),
                starts=on + timedelta(days=10),
                ends=on + timedelta(days=9 + 365 * years),
                fee=fee,
            )
            self._enter("contracts", form)

    def _votes(self) -> None:
        for name, ago, title, heads, area, matters in VOTES:
            self._enter("votes", OwnersVoteForm(self._estates[name], title, self._ago(ago), heads, area, "", matters))

    def _works(self) -> None:
        for project, names, months in PROJECTS:
            facts: dict[str, Any] = {"estate": tuple(self._estates[name] for name in names)}
            facts |= {"starts_on": self._ago(150), "ends_on": self._today + timedelta(days=160)}
            key = self._enter("renovations", replace(project, **facts))
            for back, started, finished, done, invested in months:
                month = Period.month(self._today.year, self._today.month)
                for _ in range(back):
                    month = month.previous()
                problems = "部分住户未签字,空调外机未移位。" if not finished else ""
                plan = "外立面施工,楼道管线整理。" if not finished else "资料归档,组织验收。"
                form = ProgressForm(key, month.first, started, finished, done, invested, problems, plan)
                self._enter("progress", form)

    def _daily(self) -> None:
        for ago in (1, 2, 33, 34):
            for place, name in enumerate(DISINFECTED[: 4 if ago % 2 else 5]):
                form = DisinfectionForm(
                    estate=self._estates[name],
                    on=self._ago(ago),
                    buildings=6 + 3 * place,
                    times=1 + place % 2,
                    parcels=2 + place,
                    agent=4.5 + place,
                    anomalies=0,
                    staff=3 + place,
                    refuse="日产日清",
                    problems="12号楼道有堆物,已清理。" if place == 1 else "",
                )
                self._enter("disinfection", form)
        for ago, supply, unit, kind, amount, party in MOVED:
            self._enter("supplies", MovementForm(supply, unit, self._ago(ago), kind, amount, party))

    def _stated(self) -> None:
        for year, fewer in ((self._today.year, 0), (self._today.year - 1, 1)):
            for first, last in ((date(year, 1, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31))):
                for code, value in STATED.items():
                    self._enter("stated", StatedFigureForm(code, first, last, max(0, value - fewer * 2)))
