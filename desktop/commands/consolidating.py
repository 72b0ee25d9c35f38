"""consolidate FILES… --out FILE.xlsx: the committees' workbooks taken in and made one; --withdraw puts one back."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.commands.desk import Desk, open_desk
from desktop.commands.progress import progress
from desktop.domain.errors import Refused
from desktop.domain.timing.periods import Period
from desktop.services.submissions import accepting, consolidating, reading, taking
from desktop.services.submissions.accepting import Accepted, Fate


def run(arguments: Namespace, now: datetime) -> dict[str, Any]:
    """Each file is taken in by itself; `ok` is false where an office is missing or something does not agree."""
    files = taking.workbooks(arguments.files)
    if not files and arguments.period is None:
        raise Refused("没有找到要汇总的.xlsx文件,请检查路径;只汇总已收的,请写 --period。")
    with open_desk(arguments) as desk:
        withdrawn = _withdraw(desk, arguments.withdraw, arguments.period)
        if arguments.out is None:
            return {"period": arguments.period.words, "withdrawn": withdrawn}
        accepted, refused = _take(desk, files, arguments.confirm, now)
        period = arguments.period or _covering(accepted)
        if period is None:
            raise Refused("没有一份能汇总的报送:" + ";".join(refused.values()))
        with desk.database.read() as session:
            made, place = consolidating.save(session, arguments.out, period, desk.operator, now)
    print(place.sentence)
    if made.missing:
        print(f"未报:{'、'.join(made.missing)}")
    for sentence in _to_look_at(made):
        print(sentence)
    doubtful = [one.words for one in accepted if one.fate is Fate.DOUBTFUL]
    altered = [one.words for one in accepted if one.fate is Fate.ALTERED]
    return {
        "ok": made.sound and not (refused or doubtful or altered),
        "period": period.words,
        "taken": sum(one.taken for one in accepted),
        "same": sum(one.fate is Fate.SAME for one in accepted),
        "doubtful": doubtful,
        "altered": altered,
        "refused": refused,
        "missing": list(made.missing),
        "problems": made.problems,
        "differing": made.differing,
        "shared": made.shared,
        "withdrawn": withdrawn,
        "file": str(place.path),
    }


def _to_look_at(made: consolidating.Consolidated) -> Iterator[str]:
    """A sentence for each kind of thing that keeps the consolidation from being sound, with the sheet that lists it."""
    if made.problems:
        yield f"{made.problems}处与明细、合计或签名时不符,见“问题清单”,请核实后再用。"
    if made.differing:
        yield f"{made.differing}项指标的口径与本单位不同,见“口径对照”;汇总表已按本单位口径重算。"
    if made.shared:
        yield f"{made.shared}个上游单号在几个单位都有,汇总里各算了一次,见“问题清单”,请核实由谁统计。"


def _withdraw(desk: Desk, offices: Sequence[str], period: Period) -> list[str]:
    """The offices' reports of the period put back, all of them or none; a sentence for each."""
    if not offices:
        return []
    with desk.database.write() as session:
        told = [
            accepting.withdraw(session, accepting.in_force(session, office, period))
            for office in dict.fromkeys(offices)
        ]
    for sentence in told:
        print(sentence)
    return told


def _take(desk: Desk, files: Sequence[Path], confirmed: bool, now: datetime) -> tuple[list[Accepted], dict[str, str]]:
    """What became of the files that could be read, and why the others could not, by name."""
    accepted: list[Accepted] = []
    refused: dict[str, str] = {}
    report = progress()
    for done, path in enumerate(files, 1):
        try:
            received = reading.read(path)
            with desk.database.write() as session:
                accepted.append(accepting.accept(session, received, desk.operator, now, confirmed))
            print(accepted[-1].words)
        except Refused as refusal:
            refused[path.name] = str(refusal)
            print(f"{path.name}:{refusal}")
        report(done, len(files))
    return accepted, refused


def _covering(accepted: Iterable[Accepted]) -> Period | None:
    """From the first day of the earliest report to the last of the latest."""
    periods = [one.period for one in accepted]
    if not periods:
        return None
    return Period(min(period.first for period in periods), max(period.last for period in periods))
