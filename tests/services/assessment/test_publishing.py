"""What was published stays as it was, byte for byte, whatever is changed afterwards."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from assessed_office import NOW, Q3, Town
from sqlalchemy import text

from desktop.data.tables.assessments import Assessment
from desktop.domain.assessment import outcome_json
from desktop.domain.assessment.scheme import Part
from desktop.domain.errors import Refused
from desktop.forms.assessment import PublishForm, WithdrawForm
from desktop.services.assessment import scheme as schemes
from desktop.services.assessment import scheme_card
from desktop.services.assessment.assessing import assess
from desktop.services.assessment.explaining import explain
from desktop.services.assessment.publishing import damaged, differences, publish, withdraw
from desktop.services.assessment.showing import given, shown
from desktop.services.cases import Subject, acts_of, broken_links
from desktop.services.indicators import defined, editing
from desktop.services.published import Standing, publications, standing
from desktop.services.reports import r12_assessment


@pytest.fixture
def town(database, operator) -> Iterator[Town]:
    with database.write() as session:
        yield Town(session, operator)


@pytest.fixture
def estates(town) -> list[int]:
    company = town.company("丰禾物业")
    found = [town.estate(name, company) for name in ("甲苑", "乙苑", "丙苑", "丁苑", "戊苑", "己苑")]
    for place, key in enumerate(found):
        town.inspect(key, 95 - place * 8)
        town.survey(key, 60, 30, 15, 10, 5, place)
        town.complain(key)
        town.find(key, "cleared")
    return found


def stored(town: Town) -> list[str]:
    """The rows as they lie in the file."""
    rows = town.session.execute(text("SELECT period, number, scheme, content, digest FROM assessment ORDER BY id"))
    return [json.dumps(list(row), ensure_ascii=False) for row in rows]


def change_weights(town: Town, seen: int) -> int:
    names = schemes.checklist_names(town.session)
    kept = schemes.current(town.session)
    card = replace(scheme_card.card(kept.scheme, names), inspection=40.0, survey=30.0 - seen, owners=7.0 + seen)
    return schemes.change(
        town.session, scheme_card.scheme_of(card, kept.scheme, names), "重视满意度", seen, town.operator, NOW
    )


@pytest.mark.usefixtures("estates")
def test_figures_are_kept_and_read_without_loss(town):
    view = assess(town.session, Q3, NOW)
    assert outcome_json.parse(json.loads(json.dumps(outcome_json.plain(view)))) == view


def test_a_change_of_scheme_or_records_leaves_a_published_quarter_as_it_was(town, estates):
    publish(town.session, Q3, PublishForm("经审定"), town.operator, NOW)
    before, view = stored(town), given(town.session, Q3, NOW).view
    assert change_weights(town, 0) == 1
    town.inspect(estates[0], 10)
    town.survey(estates[1], 0, 0, 0, 0, 0, 500)
    assert stored(town) == before
    found = shown(town.session, Q3, NOW)
    assert found.view == view
    assert found.publication is not None
    assert found.publication.sound
    assert found.differences[0] == "公布时用的是考核办法第0版,现在是第1版"
    assert any(told.startswith("甲苑:现场检查95.00→52.50") for told in found.differences)
    assert assess(town.session, Q3, NOW) != view


def test_another_definition_leaves_a_published_quarter_as_it_was(town, estates):
    publish(town.session, Q3, PublishForm("经审定"), town.operator, NOW)
    before, view = stored(town), given(town.session, Q3, NOW).view
    for code, change in (("K09", {"weights": {"评价": {"满意": Fraction(1, 2)}}}), ("K04", {"basis": "办结时间"})):
        known = replace(defined.definitions(town.session)[code], **change)
        editing.save(town.session, known, "按镇办法", town.operator, NOW)
    found = shown(town.session, Q3, NOW)
    assert (stored(town), found.view) == (before, view)
    assert found.publication is not None
    assert found.publication.sound
    assert "满意率(K09原口径)" in explain(town.session, found.view.row(estates[0]), Part.COMPLAINTS).why
    table = r12_assessment.assessment(town.session, Q3.period, town.operator, NOW)
    assert (
        "投诉处理、配合整改按统计口径K02原口径、K17原口径、K18原口径、K04原口径、K09原口径、K20原口径计算。"
        in table.notes
    )
    assert found.differences[0] == "公布时按K04原口径、K09原口径计算,现在按K04第1版、K09第1版"
    assert any(told.startswith("甲苑:投诉处理") for told in found.differences)


def test_a_definition_that_another_names_is_told_with_it(town, estates):
    publish(town.session, Q3, PublishForm("经审定"), town.operator, NOW)
    known = defined.definitions(town.session)["N83"]
    wider = replace(known, numerator="计数(已填(小区面积))")
    editing.save(town.session, wider, "按镇办法", town.operator, NOW)
    found = shown(town.session, Q3, NOW)
    assert found.differences[0] == "公布时按K17原口径计算,现在按K17原口径含N83第1版"
    figure = assess(town.session, Q3, NOW).row(estates[0]).figure(Part.COMPLAINTS)
    assert figure.by == ("K02原口径", "K17原口径含N83第1版", "K18原口径", "K04原口径", "K09原口径")
    editing.restore(town.session, "N83", town.operator, NOW)
    assert not shown(town.session, Q3, NOW).differences


def test_what_was_published_before_definitions_were_kept_is_read(town, estates):
    content = outcome_json.plain(assess(town.session, Q3, NOW))
    for row in content["rows"]:
        for figure in row["figures"]:
            del figure["by"]
    read = outcome_json.parse(content)
    assert read.row(estates[0]).figure(Part.COMPLAINTS).by == ()
    assert differences(read, assess(town.session, Q3, NOW)) == []


def test_a_second_publication_is_a_new_number_and_the_old_one_stays(town, estates):
    first = publish(town.session, Q3, PublishForm(), town.operator, NOW)
    with pytest.raises(Refused, match="第1次完全相同"):
        publish(town.session, Q3, PublishForm(), town.operator, NOW)
    old = stored(town)
    town.inspect(estates[5], 100)
    second = publish(town.session, Q3, PublishForm("更正己苑"), town.operator, NOW)
    assert stored(town)[:1] == old
    assert [one.number for one in publications(town.session, Q3)] == [2, 1]
    assert (standing(town.session, Q3) or 0).id == second
    withdraw(town.session, second, WithdrawForm("材料有误"), town.operator, NOW)
    assert (standing(town.session, Q3) or 0).id == first
    with pytest.raises(Refused, match="已经撤回"):
        withdraw(town.session, second, WithdrawForm("再撤"), town.operator, NOW)
    with pytest.raises(Refused, match="撤回原因"):
        withdraw(town.session, first, WithdrawForm(), town.operator, NOW)
    assert [one.standing for one in publications(town.session, Q3)] == [Standing.WITHDRAWN, Standing.PUBLISHED]
    told = [
        act.text for act in acts_of(town.session, Subject.ASSESSMENT, Q3.ordinal) if act.act in ("publish", "withdraw")
    ]
    assert told == [
        "公布2026年第三季度考核结果(第1次)",
        "公布2026年第三季度考核结果(第2次):更正己苑",
        "撤回2026年第三季度考核结果(第2次):材料有误",
    ]
    assert list(broken_links(town.session)) == []


def test_the_change_is_against_the_total_last_published(town, estates):
    following = Q3.following
    town.inspect(estates[0], 80, following.period.first)
    at = NOW.replace(month=12)
    assert assess(town.session, following, at).row(estates[0]).change is None
    publish(town.session, Q3, PublishForm(), town.operator, NOW)
    row = assess(town.session, following, at).row(estates[0])
    before = given(town.session, Q3, NOW).view.row(estates[0]).total
    assert row.before == before
    assert row.change == (row.total or Fraction(0)) - (before or Fraction(0))


def test_nothing_ranked_is_nothing_to_publish(town):
    town.estate("甲苑")
    with pytest.raises(Refused, match="没有一个小区有总分"):
        publish(town.session, Q3, PublishForm(), town.operator, NOW)


@pytest.mark.usefixtures("estates")
def test_a_figure_changed_behind_the_programs_back_is_found(town):
    key = publish(town.session, Q3, PublishForm(), town.operator, NOW)
    assert damaged(town.session) == []
    row = town.session.get_one(Assessment, key)
    row.content = row.content | {"warnings": ["改"]}
    town.session.flush()
    assert damaged(town.session) == ["2026年第三季度第1次公布的考核结果与公布时不符,可能被改动"]


def test_two_who_change_the_scheme_collide(town):
    assert change_weights(town, 0) == 1
    with pytest.raises(Refused, match="刚被别人改过"):
        change_weights(town, 0)
    kept = schemes.current(town.session)
    with pytest.raises(Refused, match="没有改动"):
        schemes.change(town.session, kept.scheme, "", 1, town.operator, NOW)
    assert [one.number for one in schemes.versions(town.session)] == [1, 0]


def test_the_shipped_scheme_is_adopted_as_it_is_with_a_note(town):
    kept = schemes.current(town.session)
    with pytest.raises(Refused) as refused:
        schemes.change(town.session, kept.scheme, "", 0, town.operator, NOW)
    assert refused.value.problems == {"note": "没有改动;如原样采用,请在这里写明“确认采用”再保存。"}
    assert schemes.change(town.session, kept.scheme, "确认采用", 0, town.operator, NOW) == 1
    now = schemes.current(town.session)
    assert (now.number, now.scheme, now.note) == (1, schemes.shipped(), "确认采用")
    town.estate("甲苑")
    assert not any("示例" in warning for warning in assess(town.session, Q3, NOW).warnings)
    with pytest.raises(Refused, match="没有改动"):
        schemes.change(town.session, now.scheme, "再确认", 1, town.operator, NOW)


def test_the_form_of_a_scheme_gives_the_same_scheme_back(town):
    names = schemes.checklist_names(town.session)
    scheme = schemes.shipped()
    assert scheme_card.scheme_of(scheme_card.card(scheme, names), scheme, names) == scheme
    card = replace(scheme_card.card(scheme, names), bands="优秀 90", list_weights="没有的表 1")
    with pytest.raises(Refused) as refusal:
        scheme_card.scheme_of(card, scheme, names)
    assert set(refusal.value.problems) == {"bands", "list_weights"}
