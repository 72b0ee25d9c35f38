"""Entering an inspection: kept item by item, finished, opened again, void and back, looked at again."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from desktop.data.tables.inspections import Checklist, Evidence, Inspection, InspectionAnswer
from desktop.data.tables.rectification import Finding
from desktop.domain.errors import Refused
from desktop.domain.inspection.checklist import Way, parse, plain
from desktop.domain.inspection.entering import InspectionAct
from desktop.domain.inspection.states import FindingState, InspectionKind, InspectionState
from desktop.forms.acts import Reason
from desktop.forms.checklists import ChangeNote, ListName
from desktop.forms.inspection import InspectionHead, ItemAnswer
from desktop.services import cases, concluding
from desktop.services.inspection import editing, inspecting, lists, photos, preparing
from desktop.services.inspection.viewing import InspectionView, view
from tests.office import Office

HEAD = InspectionHead(date(2026, 11, 16), "王芳、李强")
WHY = Reason("填错了")


class Desk:
    """One prepared inspection with the shipped assessment list, and everything that can be done with it."""

    def __init__(self, office: Office, code: str = "property_daily_assessment") -> None:
        self.office, self.now, self.operator = office, office.now, office.operator
        with office.database.write() as session:
            wanted = lists.newest(session, code)
            (self.id,) = preparing.prepare(
                session, wanted.id, [office.estate], InspectionKind.QUARTERLY, self.operator, self.now
            )

    def do(self, service: Any, *form: Any, of: int | None = None, **more: Any) -> Any:
        with self.office.database.write() as session:
            return service(session, of or self.id, *form, self.operator, self.now, **more)

    def answer(self, code: str, value: float | None = None, **more: Any) -> inspecting.Saved:
        saved: inspecting.Saved = self.do(inspecting.save_answer, ItemAnswer(code, value=value, **more))
        return saved

    def view(self, of: int | None = None) -> InspectionView:
        with self.office.database.read() as session:
            return view(session, of or self.id)

    def finish(self, **more: Any) -> concluding.Finished:
        self.do(inspecting.save_head, HEAD)
        done: concluding.Finished = self.do(concluding.finish, rest_fulfilled=True, **more)
        return done

    def findings(self) -> dict[str, str]:
        with self.office.database.read() as session:
            rows = session.scalars(select(Finding).where(Finding.inspection_id == self.id))
            return {row.item_code or "": row.state for row in rows}


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def refusal(call: Any, *args: Any, **more: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.problems


def test_an_unfinished_inspection_is_kept_as_it_is(desk: Desk) -> None:
    assert desk.view().state is InspectionState.PREPARED
    saved = desk.answer("1.2", 3, remark="缺3件", fixed_on_spot=True)
    assert float(saved.score.total or 0) == 98.5
    desk.answer("1.5", applicable=False)
    desk.do(inspecting.save_head, InspectionHead(weather="小雨"))
    found = desk.view()
    assert found.state is InspectionState.ENTERING
    assert found.answers == {
        "1.2": ItemAnswer("1.2", True, 3, "缺3件", True), "1.5": ItemAnswer("1.5", False, None, "", False)
    }  # fmt: skip
    assert found.head == InspectionHead(weather="小雨")
    assert len(found.score.unanswered) == len(list(found.checklist.items())) - 2
    assert found.may == {InspectionAct.ENTER, InspectionAct.FINISH, InspectionAct.VOID}
    assert [act.act for act in found.acts] == ["enter", "prepare"]
    desk.answer("1.2")
    assert "1.2" in desk.view().score.unanswered


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (ItemAnswer("1.2", value=-1), "1.2请填发现的处数,0到999的整数。"),
        (ItemAnswer("1.2", value=1.5), "1.2请填发现的处数,0到999的整数。"),
        (ItemAnswer("1.2", value=float("nan")), "1.2请填一个数。"),
        (ItemAnswer("2.6", value=2), "2.6请选“符合”或“不符合”。"),
        (ItemAnswer("1.1", value=9), "1.1请从4档里选一档。"),
        (ItemAnswer("9.9", value=1), "检查表里没有条目9.9,请检查。"),
        (ItemAnswer("1.2", value=1, remark="长" * 1001), "备注最多1000字,现在是1001字,请删减。"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_not_kept(desk: Desk, answer: ItemAnswer, sentence: str) -> None:
    problems = refusal(desk.do, inspecting.save_answer, answer)
    assert list(problems.values()) == [sentence]
    many = refusal(desk.do, inspecting.save_answers, [ItemAnswer("1.3", value=1), answer])
    assert list(many.values()) == [sentence]
    assert not desk.view().answers
    assert desk.view().state is InspectionState.PREPARED


def test_two_people_collide_only_over_the_same_thing(desk: Desk) -> None:
    nothing, mine = ItemAnswer("1.2"), ItemAnswer("1.2", value=1)
    desk.do(inspecting.save_answer, mine, seen=nothing)
    desk.do(inspecting.save_answer, ItemAnswer("1.3", value=2), seen=ItemAnswer("1.3"))
    problems = refusal(desk.do, inspecting.save_answer, ItemAnswer("1.2", value=5), seen=nothing)
    assert problems == {"1.2": "1.2刚被别人改过,请看最新结果再改,您填的内容还在。"}
    desk.do(inspecting.save_answer, mine, seen=nothing)  # the same answer twice hurts nobody
    assert desk.view().answers["1.2"].value == 1
    desk.do(inspecting.save_head, HEAD, seen=InspectionHead())
    other = InspectionHead(weather="晴")
    assert "抬头刚被别人改过" in refusal(desk.do, inspecting.save_head, other, seen=InspectionHead())[""]
    seen = desk.view().version
    desk.answer("1.4", 0)
    assert "这次检查刚被别人改过" in refusal(desk.do, concluding.finish, rest_fulfilled=True, seen=seen)[""]
    assert desk.do(concluding.finish, rest_fulfilled=True, seen=desk.view().version).score.failed == ("1.2", "1.3")


def test_finishing_says_everything_that_is_missing_at_once(desk: Desk) -> None:
    desk.answer("1.2", 0)
    problems = refusal(desk.do, concluding.finish)
    left = len(desk.view().score.unanswered)
    assert problems == {
        "inspected_on": "请填写检查日期。",
        "inspectors": "请填写检查人。",
        "": f"还有{left}项没有填(1.1、1.3、1.4、1.5、1.6、2.1等),请填写,或选“其余全部符合”后完成。",
    }
    tomorrow = InspectionHead(desk.now.date() + timedelta(days=1), "王芳")
    assert "不能晚于今天" in refusal(desk.do, inspecting.save_head, tomorrow)["inspected_on"]
    desk.do(inspecting.save_head, HEAD)
    assert set(refusal(desk.do, concluding.finish)) == {""}
    assert desk.view().state is InspectionState.ENTERING


def test_a_finished_inspection_keeps_score_grade_veto_and_findings(desk: Desk) -> None:
    veto = next(item for item in desk.view().checklist.items() if item.veto and item.way is Way.PER_OCCURRENCE)
    desk.answer("1.2", 3)
    desk.answer(veto.code, 1, fixed_on_spot=True)
    done = desk.finish()
    assert done.score.vetoed == (veto.code,)
    assert veto.code in done.without_photo
    assert len(done.findings) == 2
    assert desk.findings() == {"1.2": FindingState.OPEN, veto.code: FindingState.FIXED}
    with desk.office.database.read() as session:
        row = session.get_one(Inspection, desk.id)
        assert (row.state, row.grade, row.vetoed, row.full) == (InspectionState.DONE, "不合格", True, 100)
        assert row.score == float(done.score.total or 0)
        assert row.done_at == desk.now
        stored = session.scalars(select(InspectionAnswer).where(InspectionAnswer.inspection_id == desk.id)).all()
        assert len(stored) == len(list(desk.view().checklist.items()))
        assert not list(cases.broken_links(session))
    assert "已经完成" in refusal(desk.answer, "1.3", 1)[""]
    assert "已经完成" in refusal(desk.do, concluding.finish)[""]


def test_the_rest_fulfilled_is_the_best_answer_of_every_kind(office: Office) -> None:
    with office.database.read() as session:
        codes = [entry.code for entry in lists.checklists(session)]
    for code in codes:
        desk = Desk(office, code)
        done = desk.finish()
        assert (float(done.score.total or 0), done.score.failed) == (100, ())


def test_opened_again_corrected_and_finished_again(desk: Desk) -> None:
    desk.answer("1.2", 3)
    desk.answer("1.3", 1)
    desk.finish()
    assert refusal(desk.do, concluding.reopen, Reason()) == {"reason": "请填写原因。"}
    desk.do(concluding.reopen, WHY)
    again = desk.view()
    assert again.state is InspectionState.ENTERING
    with desk.office.database.read() as session:
        row = session.get_one(Inspection, desk.id)
        assert (row.score, row.grade, row.done_at) == (None, "", None)
    desk.answer("1.3", 0)
    desk.do(concluding.finish)
    assert desk.findings() == {"1.2": FindingState.OPEN, "1.3": FindingState.VOID}
    assert [act.text for act in desk.view().acts][1] == "重新打开:填错了"


def test_void_takes_the_findings_along_and_restore_brings_them_back(desk: Desk) -> None:
    desk.answer("1.2", 3)
    desk.finish()
    desk.do(concluding.void, WHY)
    assert desk.findings() == {"1.2": FindingState.VOID}
    assert desk.view().may == {InspectionAct.RESTORE}
    assert "已作废" in refusal(desk.answer, "1.3", 1)[""]
    desk.do(concluding.restore, WHY)
    assert desk.view().state is InspectionState.DONE
    assert desk.findings() == {"1.2": FindingState.OPEN}
    assert "没有作废" in refusal(desk.do, concluding.restore, WHY)[""]


@pytest.mark.parametrize("begun", [False, True])
def test_restored_where_it_stood(desk: Desk, begun: bool) -> None:
    if begun:
        desk.answer("1.2", 0)
    desk.do(concluding.void, WHY)
    desk.do(concluding.restore, WHY)
    assert desk.view().state is (InspectionState.ENTERING if begun else InspectionState.PREPARED)


def test_what_is_being_put_right_is_no_longer_changed(desk: Desk) -> None:
    desk.answer("1.2", 3)
    desk.finish()
    recheck = desk.do(inspecting.start_recheck, ["1.2"])
    for service in (concluding.reopen, concluding.void):
        assert "已在整改" in refusal(desk.do, service, WHY)[""]
    assert desk.view().may == frozenset()
    desk.do(concluding.void, WHY, of=recheck)
    assert desk.view().may == {InspectionAct.REOPEN, InspectionAct.VOID}


def test_a_look_back_has_just_the_failed_items_and_no_score(desk: Desk) -> None:
    desk.answer("1.1", 3)
    desk.answer("1.2", 3)
    desk.finish()
    recheck = desk.do(inspecting.start_recheck, ["1.2", "1.1", "1.2"])
    found = desk.view(recheck)
    assert [item.code for item in found.checklist.items()] == ["1.1", "1.2"]
    assert {item.way for item in found.checklist.items()} == {Way.YES_NO}
    assert (found.kind, found.first) == (InspectionKind.LOOK_BACK, (desk.id, desk.view().number))
    assert desk.view().rechecks == ((recheck, found.number),)
    assert found.score.unanswered == ("1.1", "1.2")
    assert "没有条目1.3" in refusal(desk.do, inspecting.save_answer, ItemAnswer("1.3", value=0), of=recheck)["1.3"]
    desk.do(inspecting.save_answer, ItemAnswer("1.1", value=1, remark="仍无人接"), of=recheck)
    desk.do(inspecting.save_head, HEAD, of=recheck)
    done = desk.do(concluding.finish, of=recheck, rest_fulfilled=True)
    assert (done.score.failed, done.score.total) == (("1.1",), None)
    with desk.office.database.read() as session:
        row = session.get_one(Inspection, recheck)
        assert (row.state, row.score, row.full, row.grade) == (InspectionState.DONE, None, None, "")
    assert desk.findings() == {"1.1": FindingState.FAILED, "1.2": FindingState.CLEARED}
    assert desk.view(recheck).acts[0].text == "完成复查:1项已整改,1项仍不合格"


def test_a_look_back_needs_a_finished_inspection_and_its_items(desk: Desk) -> None:
    assert "还没有完成" in refusal(desk.do, inspecting.start_recheck, ["1.2"])[""]
    desk.finish()
    for wrong in ([], ["9.9"]):
        assert "请从这次检查的条目里选" in refusal(desk.do, inspecting.start_recheck, wrong)["items"]


def test_a_list_edited_after_use_leaves_the_inspection_alone(office: Office) -> None:
    with office.database.write() as session:
        shipped = lists.newest(session, "property_daily_assessment")
        own = editing.copy(session, shipped.id, ListName("本镇评分表"), office.operator, office.now)
    desk = Desk(office, "本镇评分表")
    desk.answer("1.2", 3)
    before = desk.finish()
    was = desk.view()
    with office.database.write() as session:
        content = plain(lists.version(session, was.version_id))
        content["sections"][0]["items"][1]["amount"] = 1
        content["sections"][0]["items"].pop()
        seen = session.get_one(Checklist, own).version
        note = ChangeNote("每处改扣1分")
        editing.save(session, own, parse(content), note, seen, office.operator, office.now)
    assert desk.view() == was
    assert desk.view().list_number == 1
    later = Desk(office, "本镇评分表")
    assert later.view().list_number == 2
    assert float(later.answer("1.2", 3).score.deductions["1.2"]) == 3
    assert float(before.score.deductions["1.2"]) == 1.5
    assert desk.view().score == before.score


def test_photos_of_an_item(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "现场.jpg"
    exif = Image.Exif()
    exif[0x010F] = "HUAWEI"
    Image.new("RGB", (60, 40), "red").save(source, exif=exif)
    letter = tmp_path / "信.txt"
    letter.write_text("不是照片", encoding="utf-8")
    first, second = desk.do(photos.add, "1.4", [str(source), str(source)])
    found = desk.view().photos["1.4"]
    assert [photo.name for photo in found] == ["现场.jpg", "现场.jpg"]
    assert b"HUAWEI" not in (desk.office.database.attachments / found[0].stored).read_bytes()
    assert "不是照片" in refusal(desk.do, photos.add, "1.4", [str(letter)])["1.4"]
    assert "最多20张" in refusal(desk.do, photos.add, "1.4", [str(source)] * 19)["1.4"]
    assert "没有条目9.9" in refusal(desk.do, photos.add, "9.9", [str(source)])["9.9"]
    desk.do(photos.remove, of=first)
    assert [photo.id for photo in desk.view().photos["1.4"]] == [second]
    desk.answer("1.4", 1)
    assert desk.view().without_photo == ()
    desk.finish()
    assert "已经完成" in refusal(desk.do, photos.remove, of=second)[""]
    desk.do(photos.add, "1.5", [str(source)])
    assert desk.view().acts[0].text == "补1张照片(1.5)"
    with desk.office.database.read() as session:
        assert session.scalars(select(Evidence.size)).all() == [len(_kept(desk, found[0].stored))] * 2


def _kept(desk: Desk, stored: str) -> bytes:
    return (desk.office.database.attachments / stored).read_bytes()
