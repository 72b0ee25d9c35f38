"""A random office: any act on findings, notices and measures, at any time; nothing ever stands where it cannot.

LINLIBAN_LONG=1 runs the long form.
"""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from inspected import ALL_FAILED, Inspected
from sqlalchemy import func, select

from desktop.data.database import Database
from desktop.data.tables.inspections import CaseAct, Series
from desktop.data.tables.orders import WorkOrder
from desktop.data.tables.rectification import Finding, Measure, RectificationNotice
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState
from desktop.domain.lifecycle import Act
from desktop.domain.rectification.lifecycle import (
    FINDING_RULES,
    MEASURE_RULES,
    NOTICE_RULES,
    FindingAct,
    MeasureAct,
    NoticeAct,
)
from desktop.forms.acts import Reason
from desktop.forms.rectification import (
    AmendFinding,
    AnswerMeasure,
    ExtendTerm,
    Interview,
    JudgeMeasure,
    MeasureLevel,
    PutRight,
    Receipt,
    Recheck,
    Rechecked,
    SignNotice,
    TurnIntoOrder,
)
from desktop.services.rectification import (
    finding_view,
    findings,
    linking,
    measure_list,
    measures,
    notice_list,
    notices,
    rechecking,
)
from desktop.services.rectification.measures import Target
from desktop.services.safekeeping import verifying_cases
from tests.office import MONDAY

LONG = os.environ.get("LINLIBAN_LONG") == "1"
SPANS = st.sampled_from([timedelta(minutes=3), timedelta(hours=7), timedelta(days=2), timedelta(days=11)])
WHY = Reason("弄错了")
ORDER_ACTS = (Act.DISPATCH, Act.SIGN, Act.REPORT, Act.REVIEW, Act.REDO, Act.VOID, Act.RESTORE, Act.SUPERVISE)


class RandomOffice(RuleBasedStateMachine):
    """Does something; then everything must still agree with everything else."""

    seeded: Path

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        path = Path(self._folder.name) / "a.sqlite3"
        shutil.copy(self.seeded, path)
        self.database = Database(path)

    @initialize()
    def open_the_office(self) -> None:
        self.office = Inspected(self.database, MONDAY)
        self.office.pace = timedelta()
        self.office.inspect()

    @rule(codes=st.sets(st.sampled_from(sorted(ALL_FAILED)), min_size=1), fixed=st.booleans())
    def inspect(self, codes: set[str], fixed: bool) -> None:
        if len(self.ids(Finding)) > 8:
            return  # the same ones go on, so that they get far
        self.office.inspect({code: ALL_FAILED[code] for code in codes}, fixed=tuple(codes) if fixed else ())

    @rule(data=st.data(), span=SPANS, act=st.sampled_from(list(FINDING_RULES)))
    def act_on_a_finding(self, data: st.DataObject, span: timedelta, act: FindingAct) -> None:
        one = data.draw(st.sampled_from(self.ids(Finding)))
        self.office.now += span
        view = self.office.read(finding_view.view, one, self.office.now)
        act = likely(data, act, view.acts)
        usual: dict[FindingAct, tuple[Callable[..., Any], tuple[Any, ...]]] = {
            FindingAct.RECHECK: (rechecking.recheck, (Recheck("李强"), [Rechecked(one, data.draw(st.booleans()))])),
            FindingAct.ANSWER: (notices.put_right, (PutRight(one, "已整改"),)),
            FindingAct.NOTIFY: (notices.issue, ([one], self.office.read(notices.prepared, [one]))),
            FindingAct.ORDER: (linking.to_order, (one, TurnIntoOrder("楼道堆物", "0602"))),
            FindingAct.EXTEND: (
                findings.extend,
                (one, ExtendTerm(max(view.due_at or MONDAY, self.office.now) + timedelta(days=5), "等材料", "赵主任")),
            ),
            FindingAct.AMEND: (findings.amend, (one, AmendFinding(view.text, note="看过"))),
            FindingAct.REOPEN: (findings.reopen, (one, WHY)),
            FindingAct.VOID: (findings.void, (one, WHY)),
            FindingAct.RESTORE: (findings.restore, (one, WHY)),
        }
        self.does(*usual[act], offered=act in view.acts)

    @rule(data=st.data(), span=SPANS, act=st.sampled_from(list(NOTICE_RULES)))
    def act_on_a_notice(self, data: st.DataObject, span: timedelta, act: NoticeAct) -> None:
        ids = self.ids(RectificationNotice)
        if not ids:
            return
        one = data.draw(st.sampled_from(ids))
        self.office.now += span
        view = self.office.read(notice_list.view, one, self.office.now)
        act = likely(data, act, view.acts)
        own = [line for line in view.lines if not line.moved]
        answerable = [x.finding_id for x in own if x.state in FINDING_RULES[FindingAct.ANSWER]]
        open_ = [x.finding_id for x in own if x.state in FINDING_RULES[FindingAct.RECHECK]]
        later = max(view.due_at, self.office.now) + timedelta(days=5)
        usual: dict[NoticeAct, tuple[Callable[..., Any], tuple[Any, ...]]] = {
            NoticeAct.SIGN: (notices.sign, (one, SignNotice("陈经理"))),
            NoticeAct.RECEIVE: (notices.receive, (one, Receipt(), [PutRight(x, "已整改") for x in answerable])),
            NoticeAct.RECHECK: (
                rechecking.recheck_notice,
                (one, Recheck("李强"), [Rechecked(x, data.draw(st.booleans())) for x in open_]),
            ),
            NoticeAct.EXTEND: (notices.extend, (one, ExtendTerm(later, "等材料", "赵主任"))),
            NoticeAct.VOID: (notices.void, (one, WHY)),
        }
        self.does(*usual[act], offered=act in view.acts)

    @rule(data=st.data(), level=st.sampled_from(list(MeasureLevel)))
    def press(self, data: st.DataObject, level: MeasureLevel) -> None:
        targets = [Target(notice=key) for key in self.ids(RectificationNotice)]
        targets += [Target(order=key) for key in self.ids(WorkOrder)] + [Target(estate=self.office.estate)]
        target = data.draw(st.sampled_from(targets))
        try:
            form = self.office.read(measures.prepared, target, level, "超期", self.office.now)
        except Refused:
            return
        self.does(measures.issue, (target, form), offered=None)

    @rule(data=st.data(), span=SPANS, act=st.sampled_from(list(MEASURE_RULES)))
    def act_on_a_measure(self, data: st.DataObject, span: timedelta, act: MeasureAct) -> None:
        ids = self.ids(Measure)
        if not ids:
            return
        one = data.draw(st.sampled_from(ids))
        self.office.now += span
        now = self.office.now
        talk = Interview(
            now, "会议室", "赵主任", "陈经理", "", "不合格", "人手不足", "一周内改", now + timedelta(days=7)
        )
        usual: dict[MeasureAct, tuple[Callable[..., Any], tuple[Any, ...]]] = {
            MeasureAct.ANSWER: (measures.answer, (one, AnswerMeasure("已办"))),
            MeasureAct.INTERVIEW: (measures.record_interview, (one, talk)),
            MeasureAct.CLEAR: (measures.clear, (one, JudgeMeasure())),
            MeasureAct.RETURN: (measures.send_back, (one, JudgeMeasure("不行"))),
            MeasureAct.VOID: (measures.void, (one, WHY)),
        }
        self.does(*usual[act], offered=act in self.office.read(measure_list.view, one, now).acts)

    @rule(data=st.data(), act=st.sampled_from(ORDER_ACTS))
    def act_on_an_order(self, data: st.DataObject, act: Act) -> None:
        ids = self.ids(WorkOrder)
        if ids:
            order = data.draw(st.sampled_from(ids))
            act = likely(data, act, tuple(one for one in self.office.view(order).acts if one in ORDER_ACTS))
            if act in self.office.view(order).acts:
                try:
                    self.office.do(order, act)
                except Refused as refused:
                    assert act is Act.SUPERVISE, refused

    def does(self, service: Callable[..., Any], args: tuple[Any, ...], offered: bool | None) -> None:
        """What is offered is done, what is not is refused with a sentence and changes nothing."""
        before = self.everything()
        try:
            self.office.write(service, *args)
            assert offered is not False, f"{service.__name__} was done though it was not offered"
        except Refused as refused:
            assert offered is not True or service is notices.issue, f"{service.__name__}: {refused}"
            assert self.everything() == before
            for sentence in refused.problems.values():
                assert sentence.endswith("。") and "None" not in sentence, sentence

    def ids(self, table: Any) -> list[int]:
        with self.database.read() as session:
            return list(session.scalars(select(table.id).order_by(table.id)))

    def everything(self) -> list[Any]:
        with self.database.read() as session:
            rows = [
                session.execute(select(table.id, table.version).order_by(table.id)).all()
                for table in (Finding, RectificationNotice, Measure, WorkOrder)
            ]
            return [
                rows,
                session.scalar(select(func.count()).select_from(CaseAct)),
                session.scalars(select(Series.last)).all(),
            ]

    @invariant()
    def the_office_is_in_order(self) -> None:
        with self.database.read() as session:
            assert verifying_cases.problems(session) == []
            for row in session.scalars(select(Finding)):
                legal(row)
            for notice in session.scalars(select(RectificationNotice)):
                assert (notice.cleared_at is not None) == (notice.state == "cleared")

    def teardown(self) -> None:
        self.database.close()
        self._folder.cleanup()


def likely(data: st.DataObject, act: Any, offered: tuple[Any, ...]) -> Any:
    """Three times of four something that is offered, else `act`, offered or not."""
    return data.draw(st.sampled_from(offered)) if offered and data.draw(st.integers(0, 3)) else act


def legal(row: Finding) -> None:
    state = FindingState(row.state)
    if state is FindingState.VOID:
        return
    assert (row.cleared_at is not None) == (state in (FindingState.CLEARED, FindingState.FIXED)), state
    assert row.counted_due_at is not None
    if state is FindingState.OPEN:
        assert row.notice_id is None
    if state is FindingState.CLEARED:
        assert row.done_on is not None and row.rechecked_by
    if state is FindingState.FAILED:
        assert row.rechecks


def test_a_random_office_never_stands_where_it_cannot(seeded: Path) -> None:
    RandomOffice.seeded = seeded
    run_state_machine_as_test(
        RandomOffice,
        settings=settings(
            max_examples=400 if LONG else 6,
            stateful_step_count=120 if LONG else 70,
            deadline=None,
            database=None,
            derandomize=not LONG,
            phases=[Phase.generate, *([Phase.shrink] if LONG else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )
