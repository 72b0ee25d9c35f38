"""Taking in what an office sent: trust on first use, a later report replaces an earlier one, both are kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from desktop.data.tables.submissions import Contributor, Submission, SubmittedOrder
from desktop.domain.errors import Refused
from desktop.domain.operator import Operator
from desktop.domain.timing.periods import Period
from desktop.domain.words import Labelled
from desktop.services.submissions import agreeing, reading
from desktop.services.submissions.agreeing import problems
from desktop.services.submissions.reading import Received


class Doubt(Labelled):
    """What somebody has to look into before a workbook is taken in."""

    KEY = "key", "签名与以前不同,请核实后确认"
    OTHER_OFFICE = "other_office", "同名单位换了一套数据(单位代码和签名都不同),请核实后确认"
    OLDER = "older", "比已收的那份导出得早,请核实后确认"
    ALTERED = "altered", "可见的格子或表在导出后被改动,请核实后确认"


class Fate(Labelled):
    """What became of a workbook."""

    TAKEN = "taken", "已收"
    REPLACED = "replaced", "已收,替换了上一份"
    RESTORED = "restored", "已收,恢复为没有改动的原件"
    SAME = "same", "与已收的内容相同,没有重复收"
    ALTERED = "altered", "与已收的是同一份,但有改动,没有替换"
    DOUBTFUL = "doubtful", "待核实"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of one file; `submission_id` is that of the report that counts now, None where none was taken in."""

    file_name: str
    office: str
    period: Period
    fate: Fate
    submission_id: int | None = None
    problems: int = 0
    doubts: tuple[Doubt, ...] = ()
    alterations: str = ""  # what was done to a copy of what is there already
    fewer: tuple[int, int] | None = None  # the orders of the report that was replaced, and of this one

    @property
    def taken(self) -> bool:
        """Whether it was taken in now."""
        return self.fate in (Fate.TAKEN, Fate.REPLACED, Fate.RESTORED)

    @property
    def words(self) -> str:
        """In a sentence: 丰翔居委会2026年10月:已收,有2处不平。"""
        told = ";".join(doubt.label for doubt in self.doubts) if self.doubts else self.fate.label
        if self.alterations:
            told = f"与已收的是同一份,但{self.alterations},没有替换"
        many = agreeing.places(self.problems, self.problems >= agreeing.MOST)
        odd = f",有{many}不符" if self.problems and self.taken else ""
        if self.fewer is not None:
            odd += f",工单由{self.fewer[0]}件减为{self.fewer[1]}件,请核实"
        return f"{self.office}{self.period.words}:{told}{odd}。"


def accept(
    session: Session, received: Received, operator: Operator, now: datetime, confirmed: bool = False
) -> Accepted:
    """Take a workbook in, unless it is there already or somebody has to look into it first.

    `confirmed` says that somebody has: its doubts no longer hold it up. A changed copy of what is there replaces
    nothing even then; the report as it was signed takes the place of a changed copy of it.
    """
    content = received.content
    told = (received.file_name, content.sender.name, content.period)
    same = session.scalar(select(Submission).where(Submission.digest == received.digest))
    if same is not None and same.replaced_by_id is None:
        return Accepted(*told, Fate.SAME, same.id)
    contributor = _contributor(session, received)
    before = _in_force(session, contributor, content.period) if contributor else None
    copied = before is not None and before.content.get("original", before.digest) == received.original
    if before is not None and copied and received.altered:
        return Accepted(*told, Fate.ALTERED, before.id, alterations=_alterations(received))
    if before is not None and copied and same is not None:
        same.replaced_by_id, before.replaced_by_id = None, same.id
        return Accepted(*told, Fate.RESTORED, same.id, len(same.problems))
    doubts = _doubts(received, contributor, before)
    if doubts and not confirmed:
        return Accepted(*told, Fate.DOUBTFUL, doubts=doubts)
    if same is not None:
        raise Refused(f"“{received.file_name}”是已被替换的旧件,要恢复它,请撤销收取后来的那份。")
    contributor = _pinned(session, contributor, received)
    found = problems(received)
    made = Submission(
        contributor_id=contributor.id,
        first=content.period.first,
        last=content.period.last,
        made_at=content.made_at,
        program=content.program,
        file_name=received.file_name,
        digest=received.digest,
        definitions={code: dict(one) for code, one in content.definitions.items()},
        content={
            "sender": asdict(content.sender),
            "key": received.key,
            "original": received.original,
            "sheets": list(content.sheets),
            "names": content.names,
        },
        problems=[problem.as_json() for problem in found],
        at=now,
        staff_id=operator.id,
    )
    session.add(made)
    session.flush()
    if before is not None:
        before.replaced_by_id = made.id
    if content.orders:
        rows = [{"submission_id": made.id, **asdict(order)} for order in content.orders]
        session.execute(insert(SubmittedOrder), rows)
        session.info["changed"].add(SubmittedOrder.__tablename__)
    fate = Fate.RESTORED if copied else Fate.REPLACED if before else Fate.TAKEN
    return Accepted(*told, fate, made.id, len(found), fewer=_fewer(session, before, len(content.orders)))


def _fewer(session: Session, before: Submission | None, now: int) -> tuple[int, int] | None:
    if before is None:
        return None
    then = session.scalar(select(func.count()).where(SubmittedOrder.submission_id == before.id)) or 0
    return (then, now) if now < then else None


def in_force(session: Session, office: str, period: Period) -> int:
    """The id of the report that an office, told by its name, has sent for just this period; raise Refused for none."""
    contributor = session.scalar(select(Contributor).where(Contributor.name == office.strip()))
    if contributor is None:
        raise Refused(f"没有名为“{office}”的单位,请检查名称。")
    found = _in_force(session, contributor, period)
    if found is None:
        raise Refused(f"没有收过{contributor.name}{period.words}的报送,不用撤销。")
    return found.id


def withdraw_all(session: Session, submission_ids: Sequence[int]) -> str:
    """Undo several acceptances, the latest first; the sentence that says so."""
    told = [withdraw(session, submission_id) for submission_id in sorted(submission_ids, reverse=True)]
    return told[0] if len(told) == 1 else f"已撤销收取{len(told)}份报送。"


def withdraw(session: Session, submission_id: int) -> str:
    """Undo an acceptance: its orders go, what it replaced counts again; the sentence that says so.

    The key that the office is known by is again the one of what is left.
    """
    row = session.get(Submission, submission_id)
    if row is None:
        raise Refused("这份报送已经撤销了。")
    if row.replaced_by_id is not None:
        raise Refused("这份报送已被后来的替换,请先撤销后来的那份。")
    contributor = session.get_one(Contributor, row.contributor_id)
    restored = session.scalar(select(Submission).where(Submission.replaced_by_id == row.id))
    if restored is not None:
        restored.replaced_by_id = None
        session.flush()
    session.execute(delete(SubmittedOrder).where(SubmittedOrder.submission_id == row.id))
    session.info["changed"].add(SubmittedOrder.__tablename__)
    words = Period(row.first, row.last).words
    session.delete(row)
    session.flush()
    left = session.scalar(
        select(Submission).where(Submission.contributor_id == contributor.id).order_by(Submission.id.desc()).limit(1)
    )
    contributor.gid = left.content["sender"]["gid"] if left else None
    contributor.public_key = left.content["key"] if left else ""
    back = ",恢复为上一份" if restored else ""
    return f"已撤销收取{contributor.name}{words}的报送{back}。"


def _contributor(session: Session, received: Received) -> Contributor | None:
    """By its id; else by its name, which the town may have entered beforehand."""
    sender = received.content.sender
    found = session.scalar(select(Contributor).where(Contributor.gid == sender.gid))
    return found or session.scalar(select(Contributor).where(Contributor.name == sender.name))


def _in_force(session: Session, contributor: Contributor, period: Period) -> Submission | None:
    return session.scalar(
        select(Submission).where(
            Submission.contributor_id == contributor.id,
            Submission.first == period.first,
            Submission.last == period.last,
            Submission.replaced_by_id.is_(None),
        )
    )


def _doubts(received: Received, contributor: Contributor | None, before: Submission | None) -> tuple[Doubt, ...]:
    found = []
    if contributor is not None and contributor.public_key and contributor.public_key != received.key:
        same = contributor.gid == received.content.sender.gid
        found.append(Doubt.KEY if same else Doubt.OTHER_OFFICE)
    if before is not None and received.content.made_at < before.made_at:
        found.append(Doubt.OLDER)
    if received.altered:
        found.append(Doubt.ALTERED)
    return tuple(found)


def _alterations(received: Received) -> str:
    number, gone = len(received.edits), len(received.missing)
    told = [f"可见的格子被改动{agreeing.places(number, number >= reading.MOST_EDITS)}"] if number else []
    return "、".join([*told, f"少了{gone}张表"] if gone else told)


def _pinned(session: Session, contributor: Contributor | None, received: Received) -> Contributor:
    """The office with its id, name and key; one that the town did not know is expected from now on."""
    sender = received.content.sender
    if contributor is None:
        contributor = Contributor(name=sender.name)
        session.add(contributor)
        session.flush()
    named = session.scalar(select(Contributor).where(Contributor.name == sender.name, Contributor.id != contributor.id))
    if named is not None and _is_empty(session, named):  # its new name, entered beforehand
        contributor.group, contributor.expected = named.group or contributor.group, True
        session.delete(named)
        session.flush()
        named = None
    if contributor.name != sender.name and named is None:
        contributor.name = sender.name
    contributor.gid, contributor.public_key = sender.gid, received.key
    session.flush()
    return contributor


def _is_empty(session: Session, contributor: Contributor) -> bool:
    """An office that somebody entered, and that never sent anything."""
    sent = select(Submission.id).where(Submission.contributor_id == contributor.id).limit(1)
    return not contributor.gid and session.scalar(sent) is None
