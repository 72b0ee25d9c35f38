"""What is not offered is refused with a sentence; notices stand as their findings do; the levels of escalation."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations

import pytest

from desktop.domain.inspection.checklist import Item, Tier, Way
from desktop.domain.inspection.scoring import Answer
from desktop.domain.inspection.states import FindingState, NoticeState
from desktop.domain.rectification.escalation import RED, UPWARD, URGING, WARNING, WRITTEN, YELLOW, History, parse
from desktop.domain.rectification.escalation import next_step as next_of
from desktop.domain.rectification.faults import brief_faults, demand_words, fault_words
from desktop.domain.rectification.lifecycle import (
    FINDING_RULES,
    MEASURE_RULES,
    NOTICE_RULES,
    FindingAct,
    FindingSituation,
    MeasureAct,
    MeasureSituation,
    MeasureState,
    NoticeAct,
    NoticeSituation,
    finding_refusal,
    measure_refusal,
    notice_refusal,
    permitted_on_finding,
    permitted_on_measure,
    permitted_on_notice,
    settled,
)
from desktop.system.resources import load_json

NOW = datetime(2026, 11, 16, 9, 30)
RULES = parse(load_json("escalation.json"))
F, N = FindingState, NoticeState
STANDING = [state for state in FindingState if state is not F.VOID]
SOME = [frozenset(pair) for count in (0, 1, 2) for pair in combinations(STANDING, count)]


def said(sentence: str | None) -> bool:
    """Whether it was refused, and with a sentence that says what to do."""
    if sentence is not None:
        assert sentence.endswith("。") and "请" in sentence and "None" not in sentence, sentence
    return sentence is not None


@pytest.mark.parametrize("state", FindingState)
@pytest.mark.parametrize("timed", [True, False])
def test_on_a_finding_what_is_not_offered_is_refused(state: FindingState, timed: bool) -> None:
    situation = FindingSituation(state, timed)
    offered = permitted_on_finding(situation)
    assert offered, "no state is a dead end"
    for act in FindingAct:
        assert said(finding_refusal(act, situation)) == (act not in offered)


@pytest.mark.parametrize("state", NoticeState)
@pytest.mark.parametrize("findings", SOME, ids=lambda some: "-".join(sorted(some)) or "none")
def test_on_a_notice_what_is_not_offered_is_refused(state: NoticeState, findings: frozenset[FindingState]) -> None:
    situation = NoticeSituation(state, findings)
    offered = permitted_on_notice(situation)
    for act in NoticeAct:
        assert said(notice_refusal(act, situation)) == (act not in offered)


@pytest.mark.parametrize("state", MeasureState)
@pytest.mark.parametrize("level", range(1, 6))
@pytest.mark.parametrize("ordered", [True, False])
def test_on_a_measure_what_is_not_offered_is_refused(state: MeasureState, level: int, ordered: bool) -> None:
    situation = MeasureSituation(state, level, ordered)
    offered = permitted_on_measure(situation)
    for act in MeasureAct:
        assert said(measure_refusal(act, situation)) == (act not in offered)


def test_acts_without_a_rule_are_those_that_others_do() -> None:
    assert set(FindingAct) - set(FINDING_RULES) == {
        FindingAct.OPEN,
        FindingAct.FOLLOW,
        FindingAct.STEP,
        FindingAct.UNDO_STEP,
        FindingAct.PRINT,
    }
    assert set(NoticeAct) - set(NOTICE_RULES) == {NoticeAct.ISSUE, NoticeAct.SETTLE, NoticeAct.PRINT}
    assert set(MeasureAct) - set(MEASURE_RULES) == {MeasureAct.ISSUE, MeasureAct.PRINT}


@pytest.mark.parametrize(
    ("findings", "later", "expected"),
    [
        ([F.NOTIFIED, F.NOTIFIED], [], N.SIGNED),
        ([F.NOTIFIED, F.ANSWERED], [], N.SIGNED),
        ([F.ANSWERED, F.ANSWERED], [], N.ANSWERED),
        ([F.ANSWERED, F.CLEARED], [], N.ANSWERED),
        ([F.CLEARED, F.CLEARED], [], N.CLEARED),
        ([F.CLEARED, F.FAILED], [], N.PARTLY),
        ([F.FAILED, F.NOTIFIED], [], N.FAILED),
        ([F.ORDERED], [], N.SIGNED),
        ([], [], N.VOID),
        ([], [N.ISSUED], N.FAILED),
        ([F.CLEARED], [N.ISSUED], N.PARTLY),
        ([F.CLEARED], [N.CLEARED], N.CLEARED),
        ([], [N.CLEARED], N.CLEARED),
        ([F.ANSWERED], [N.CLEARED], N.ANSWERED),
    ],
)
def test_a_notice_stands_as_its_findings_stand(
    findings: list[FindingState], later: list[NoticeState], expected: NoticeState
) -> None:
    assert settled(N.SIGNED, findings, later, signed=True) is expected
    assert settled(N.VOID, findings, later, signed=True) is N.VOID


def test_an_unsigned_notice_waits_for_its_signature() -> None:
    assert settled(N.ISSUED, [F.NOTIFIED], [], signed=False) is N.ISSUED


DUE = NOW + timedelta(days=3)
LATE = NOW - timedelta(days=1)
MANY = RULES.thresholds.complaints


@pytest.mark.parametrize(
    ("history", "level", "word"),
    [
        (History(), None, ""),
        (History(due_at=DUE, warn_at=DUE - timedelta(hours=24)), None, ""),
        (History(due_at=DUE, warn_at=NOW), WARNING, "到期"),
        (History(due_at=NOW + timedelta(hours=5)), URGING, "今日14:30到期"),
        (History(due_at=NOW + timedelta(hours=5), level=URGING), None, ""),
        (History(due_at=LATE), WRITTEN, "超期"),
        (History(due_at=LATE, level=URGING), WRITTEN, "超期"),
        (History(due_at=LATE, put_right=True), None, ""),
        (History(repeated=True), WRITTEN, "不满意"),
        (History(due_at=LATE, level=WRITTEN, answer_due_at=DUE), None, ""),
        (History(due_at=LATE, level=WRITTEN, answer_due_at=LATE), YELLOW, "逾期未反馈"),
        (History(due_at=LATE, level=WRITTEN), None, ""),
        (History(failed=1), YELLOW, "复查1次不合格"),
        (History(failed=2, level=YELLOW, yellows=1, complaints=99), YELLOW, "复查2次"),
        (History(failed=1, level=YELLOW, yellows=3, complaints=MANY), RED, "连续3次黄牌"),
        (History(failed=1, level=YELLOW, yellows=3, complaints=MANY - 1), YELLOW, "不合格"),
        (History(failed=1, level=YELLOW, yellows=2, complaints=MANY), YELLOW, "不合格"),
        (History(level=YELLOW, answer_due_at=LATE, yellows=1), YELLOW, "约谈后逾期"),
        (History(failed=1, level=RED), UPWARD, "不合格"),
        (History(grave=True), UPWARD, "涉违法"),
        (History(failed=3, level=UPWARD), None, ""),
    ],
)
def test_the_next_level(history: History, level: int | None, word: str) -> None:
    found = next_of(history, NOW, RULES)
    if level is None:
        assert found is None
    else:
        assert found is not None
        assert found.level.level == level
        assert word in found.reason
        assert found.otherwise.endswith("。")


def test_what_follows_is_said_beforehand() -> None:
    found = next_of(History(failed=1, yellows=1), NOW, RULES)
    assert found is not None
    assert "再有1次黄牌且近90日有效投诉达8件的,红牌" in found.otherwise


def test_levels_know_their_paper_and_their_term() -> None:
    assert [level.level for level in RULES.levels] == [WARNING, URGING, WRITTEN, YELLOW, RED, UPWARD]
    reply = RULES.levels[WRITTEN].reply
    assert reply is not None and reply.words == "3个工作日"


def test_nothing_presses_twice_on_one_day() -> None:
    """Every level, once taken, is answered by waiting until its answer is due."""
    history = History(due_at=LATE)
    for _ in range(6):
        found = next_of(history, NOW, RULES)
        if found is None:
            break
        history = replace(history, level=found.level.level, answer_due_at=DUE, failed=0)
    assert history.level == WRITTEN


@pytest.mark.parametrize(
    ("demands", "words"),
    [
        (["上次整改通知的事项按期完成,并交了整改前后对比照片"], "未达到:上次整改通知的事项按期完成"),
        (
            ["楼道无堆物", "楼道无堆物", "抽查5处:消火栓有水有压,灭火器正常"],
            "未达到:楼道无堆物、抽查5处,消火栓有水有压",
        ),
        (["外墙、雨棚有脱落险情的,已围挡、警示并报修"], "未达到:外墙、雨棚有脱落险情的,已围挡、警示并报修"),
        (["收费项目与标准、服务内容、项目经理姓名电话公示且为现行版本"], "未达到:收费项目与标准、服务内容等"),
        ([], ""),
    ],
)
def test_brief_faults_read_as_faults(demands: list[str], words: str) -> None:
    assert brief_faults(demands) == words


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        ("", "大门有人值守,岗亭整洁:脱岗"),
        ("东门岗亭", "大门有人值守,岗亭整洁:脱岗(东门岗亭)"),
        (" 东门岗亭。", "大门有人值守,岗亭整洁:脱岗(东门岗亭)"),
        ("大门有人值守,岗亭整洁:脱岗,东门", "大门有人值守,岗亭整洁:脱岗,东门"),
    ],
)
def test_a_fault_says_what_and_where(remark: str, words: str) -> None:
    tiers = (Tier("在岗", Fraction(0)), Tier("脱岗", Fraction(4)))
    item = Item("1.1", "大门有人值守,岗亭整洁。", Fraction(4), Way.TIERED, tiers=tiers)
    assert fault_words(item, Answer(Fraction(1)), remark) == words
    assert demand_words(item) == "达到:大门有人值守"
