"""What is tampered with, or stands where no act leads, is told."""

from collections.abc import Callable

import pytest
from inspected import Inspected
from sqlalchemy import delete, update

from desktop.data.tables.inspections import CaseAct, Series
from desktop.data.tables.rectification import Finding, RectificationNotice
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.services.safekeeping import verifying_cases

WRONGS: dict[str, Callable[[], object]] = {
    "可能被改动": lambda: update(CaseAct).where(CaseAct.id == 2).values(text="别的话"),
    "没有历史记录": lambda: delete(CaseAct).where(CaseAct.subject == "notice"),
    "还有没销号的问题": lambda: update(RectificationNotice).values(state=NoticeState.CLEARED),
    "没有有效的通知书": lambda: update(RectificationNotice).values(state=NoticeState.VOID),
    "但没有工单": lambda: update(Finding).values(state=FindingState.ORDERED),
    "却没有销号": lambda: update(Finding).values(state=FindingState.CLEARED),
    "但没有销号时间": lambda: update(Finding).values(state=FindingState.FIXED),
    "没有整改期限": lambda: update(Finding).values(due_at=None),
    "编号ZG-2026不连续:应有3个,实有1个": lambda: update(Series).where(Series.name == "ZG").values(last=3),
}


@pytest.mark.parametrize("words", WRONGS)
def test_what_is_wrong_is_told(inspected: Inspected, words: str) -> None:
    inspected.notify(inspected.inspect())
    assert inspected.read(verifying_cases.problems) == []
    with inspected.database.write() as session:
        session.execute(WRONGS[words]())  # type: ignore[call-overload]
    assert any(words in told for told in inspected.read(verifying_cases.problems))
