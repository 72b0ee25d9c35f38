"""A notice is printed again as it went out, whatever became of its findings since."""

from datetime import timedelta

from inspected import Inspected

from desktop.forms.acts import Reason
from desktop.forms.rectification import PutRight, Recheck, Rechecked
from desktop.services.papers.notices import notice_paper
from desktop.services.rectification import findings, notices, rechecking


def test_a_first_round_keeps_the_findings_that_moved_on_to_a_second(inspected: Inspected) -> None:
    keys = inspected.inspect()
    first = inspected.notify(keys)
    before = inspected.read(notice_paper, first).notice
    inspected.write(notices.put_right, PutRight(keys[0], "已清理"))
    inspected.write(rechecking.recheck, Recheck("王芳"), [Rechecked(keys[0], False)])
    inspected.now += timedelta(days=1)
    second = inspected.notify([keys[0]], until=inspected.now + timedelta(days=30))
    again = inspected.read(notice_paper, first).notice
    assert [fault.text for fault in again.faults] == [fault.text for fault in before.faults]
    assert all(fault.due is not None and fault.due <= again.due_at for fault in again.faults)
    assert [fault.text for fault in inspected.read(notice_paper, second).notice.faults] == [before.faults[0].text]


def test_what_was_made_void_is_left_out(inspected: Inspected) -> None:
    keys = inspected.inspect()
    notice = inspected.notify(keys)
    inspected.write(findings.void, keys[1], Reason("误录"))
    assert len(inspected.read(notice_paper, notice).notice.faults) == len(keys) - 1
