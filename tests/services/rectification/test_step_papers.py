"""The papers of handling steps: all can be made, from orders and findings; what they say, hide, and leave as a note."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from inspected import Inspected

from desktop.documents.official.letter import Letter
from desktop.documents.official.slips import Slip
from desktop.domain.errors import Refused
from desktop.domain.inspection.states import FindingState
from desktop.forms.papers import PrintHeads
from desktop.forms.rectification import IssueMeasure, MeasureLevel, NewFinding, TakeStep
from desktop.forms.registry import NewOrganisation
from desktop.services.cases import Subject
from desktop.services.papers.notices import NoticePaper, notice_paper
from desktop.services.papers.printing import note_case_paper
from desktop.services.rectification import finding_view, linking, measures, notice_desk, procedures
from desktop.services.rectification.measures import Target
from desktop.services.rectification.procedures import Case, shipped
from desktop.services.rectification.receivers import receivers
from desktop.services.rectification.step_papers import HANDED_OUT, MAKERS, note_step_paper, step_paper
from desktop.services.reference import print_heads as heads
from desktop.services.reference.settings import name_office
from desktop.services.registry.adding import add_organisation
from desktop.system.resources import load_json

STORY = "李女士(13812345678,12号楼301室)说301室门口的通道堵了,王师傅的电话是13912345678。"
SECRETS = ("13812345678", "13912345678", "李女士", "301", "王师傅")
PRINTED = [(one, step) for one in shipped() for step in one.steps if step.paper_code]


@pytest.fixture
def town(inspected: Inspected) -> Inspected:
    with inspected.database.write() as session:
        name_office(session, "云港镇房屋管理办公室", "云港镇", "021-66120000")
    return inspected


def strings(value: Any) -> Iterable[str]:
    """Every text inside a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


def paper(office: Inspected, case: Case, procedure: str, step: str) -> Any:
    return office.read(step_paper, case, procedure, step, office.now).document


def test_every_named_paper_has_a_maker_and_every_report_a_receiver() -> None:
    named = {entry["code"] for entry in load_json("procedures.json")["papers"]}
    assert named == set(MAKERS) == {step.paper_code for _, step in PRINTED}
    assert set(HANDED_OUT) < named
    parties = {entry["code"] for entry in load_json("parties.json")["parties"]}
    for _, step in PRINTED:
        assert bool(step.to) == (step.paper_code == "report")
        assert parties.issuperset(step.to)


@pytest.mark.parametrize(("known", "step"), PRINTED, ids=[f"{one.code}-{step.code}" for one, step in PRINTED])
def test_every_step_is_printed_from_an_order_and_a_finding_without_residents(
    town: Inspected, known: Any, step: Any
) -> None:
    order = town.register(category=known.categories[0], content=STORY, spot="301室门口").id
    finding = town.write(linking.from_order, order, town.read(linking.prepared_finding, order))
    town.write(procedures.take_step, Case(order=order), known.code, known.steps[-1].code, TakeStep(STORY))
    for case in (Case(order=order), Case(finding=finding)):
        found = town.read(step_paper, case, known.code, step.code, town.now)
        words = "\n".join(strings(found.document))
        assert found.name == step.paper
        assert "丰翔新城" in words
        assert not [secret for secret in SECRETS if secret in words]


def test_a_parking_slip_leaves_the_car_and_the_hour_to_the_hand(town: Inspected) -> None:
    fire = paper(town, Case(order=town.register(category="0601", spot="东门").id), "fire_lane", "notice")
    assert isinstance(fire, Slip) and fire.tiles == 4
    facts = {box.label: box.text for box in fire.facts}
    assert facts["停放地点"] == "丰翔新城 12号楼 东门"
    assert facts["车牌号码"] == ""
    assert "☑消防车通道" in facts["占用位置"]
    assert fire.ask == "请在2小时内把车挪走"
    assert [box.label for box in fire.contacts] == ["丰翔物业电话", "监督电话"]
    other = paper(town, Case(order=town.register(category="0502").id), "parking", "notice")
    assert "☑" not in " ".join(strings(other))


def test_a_slip_for_a_door_names_the_term_and_the_office_where_the_step_is_its_own(town: Inspected) -> None:
    case = Case(order=town.register(category="0705").id)
    slip = paper(town, case, "group_rent", "tell")
    assert slip.ask.startswith("请于2026年11月2") and slip.tiles == 1
    assert [(box.label, box.text) for box in slip.contacts] == [("联系电话", "021-66120000")]


def test_a_report_tells_what_was_done_when_and_what_is_attached(town: Inspected) -> None:
    case = Case(order=town.register(category="0601").id)
    letter = paper(town, case, "fire_lane", "report")
    assert isinstance(letter, Letter)
    assert letter.attachments == ("现场照片\u3000\u3000张",)
    town.write(procedures.take_step, case, "fire_lane", "persuade", TakeStep("车主不接电话"))
    town.write(procedures.take_step, case, "fire_lane", "notice", TakeStep())
    letter = paper(town, case, "fire_lane", "report")
    words = "\n".join(strings(letter))
    assert "现场劝离,联系车主挪车。车主不接电话。" in words
    assert words.index("现场劝离") < words.index("在车窗贴告知单")
    assert letter.attachments[1:] == ("违停告知单",)
    assert (letter.receiver, letter.issuer) == ("消防救援机构", "云港镇房屋管理办公室")
    assert letter.title == "关于丰翔新城\n占用消防车通道停车的情况报告"


def test_what_the_company_must_report_goes_out_in_its_name(town: Inspected) -> None:
    letter = paper(town, Case(order=town.register(category="0701").id), "building_now", "report")
    assert (letter.issuer, letter.head.name, letter.number) == ("丰翔物业", "丰翔物业", "")


def test_receivers_are_those_of_the_offices_list(town: Inspected) -> None:
    with town.database.write() as session:
        assert receivers(session, ("town_office", "police")) == "云港镇人民政府、公安派出所"
        name_office(session, "丰翔居委会", "友谊路街道")
        add_organisation(session, NewOrganisation("友谊路派出所", "police"), town.operator)
        assert receivers(session, ("town_office",)) == "友谊路街道办事处"
        name_office(session, "丰翔居委会", "")
        assert receivers(session, ("town_office",)) == "街道办事处(镇人民政府)"


def test_a_notice_of_a_step_is_the_one_that_was_issued(town: Inspected) -> None:
    order = town.register(category="0602", content=STORY).id
    case = Case(order=order)
    blank = paper(town, case, "corridor", "notice")
    assert isinstance(blank, NoticePaper)
    assert blank.notice.number.endswith("〔2026〕\u3000\u3000\u3000号") and blank.notice.title == "限期整改通知书"
    assert len(blank.notice.faults) == 1 and blank.copies == ("存根", "送达", "备案")
    finding = town.write(linking.from_order, order, town.read(linking.prepared_finding, order))
    notice = town.notify([finding], issuer="云港镇房屋管理办公室")
    issued = town.read(notice_paper, notice)
    assert paper(town, case, "corridor", "notice") == issued
    assert paper(town, Case(finding=finding), "corridor", "notice") == issued


def test_a_committee_advises_also_by_a_step(inspected: Inspected) -> None:
    with inspected.database.write() as session:
        name_office(session, "丰翔居委会", "云港镇")
        heads.keep_heads(session, PrintHeads(issuer="丰翔居委会", code="丰翔居委"))
    case = Case(order=inspected.register(category="0602").id)
    notice = paper(inspected, case, "corridor", "notice").notice
    assert notice.title == "物业服务问题告知单" and notice.number.startswith("丰翔居委告知")


def test_without_estate_and_company_the_paper_leaves_room(town: Inspected) -> None:
    finding = town.write(linking.open_finding, NewFinding(estate=town.estate, text="楼道堆物", category="0602"))
    assert town.finding(finding).state == FindingState.OPEN
    case = Case(order=town.register(category="0602", estate=None, building="", spot="").id)
    slip = paper(town, case, "corridor", "tell")
    assert [box.label for box in slip.contacts] == ["联系电话"]
    assert slip.facts[0].text == "本小区"
    assert paper(town, Case(finding=finding), "corridor", "tell").facts[0].text == "丰翔新城"


@pytest.mark.parametrize(
    ("procedure", "step", "words"),
    [("corridor", "tell", "不适用"), ("fire_lane", "persuade", "没有单据"), ("fire_lane", "fly", "没有这一步")],
)
def test_a_step_without_a_paper_is_refused(inspected: Inspected, procedure: str, step: str, words: str) -> None:
    case = Case(order=inspected.register(category="0601").id)
    with pytest.raises(Refused, match=words):
        paper(inspected, case, procedure, step)


def test_what_is_gone_is_refused(inspected: Inspected) -> None:
    for case in (Case(order=999), Case(finding=999)):
        with pytest.raises(Refused, match="找不到"):
            paper(inspected, case, "fire_lane", "notice")


def test_what_was_printed_stands_in_the_history_and_can_be_read(inspected: Inspected) -> None:
    (finding,) = inspected.inspect({"1.1": 2.0})
    inspected.write(procedures.take_step, Case(finding=finding), "corridor", "tell", TakeStep())
    with inspected.database.write() as session:
        note_step_paper(session, Case(finding=finding), "限期清理告知单", inspected.operator, inspected.now)
    assert inspected.read(finding_view.view, finding, inspected.now).timeline[0].label == "打印"
    notice = inspected.notify([finding])
    form = IssueMeasure(MeasureLevel.WRITTEN, "尚未整改", "超期", due_at=inspected.now + timedelta(days=3))
    measure = inspected.write(measures.issue, Target(notice=notice), form).id
    for subject, key in ((Subject.NOTICE, notice), (Subject.MEASURE, measure)):
        with inspected.database.write() as session:
            note_case_paper(session, subject, key, "督办单", inspected.operator, inspected.now)
    found = inspected.read(notice_desk.case, notice, inspected.now)
    assert found.notice.timeline[0].label == "打印" and found.measures[0].timeline[0].label == "打印"


def test_the_first_step_counts_from_when_the_fault_was_taken_down(inspected: Inspected) -> None:
    (finding,) = inspected.inspect({"2.1": 1.0})
    opened = inspected.read(finding_view.view, finding, inspected.now).timeline[-1].at
    (view,) = inspected.read(procedures.procedures_for, Case(finding=finding), inspected.now)
    assert view.steps[0].due_at == opened + timedelta(hours=2)
