from datetime import datetime

import pytest
from sqlalchemy import select

from desktop.data.tables.orders import Disclosure
from desktop.domain.errors import Refused
from desktop.domain.lifecycle import Act, State
from desktop.domain.timing.clocks import Level
from desktop.services.orders import disclosing
from desktop.services.orders.disclosing import Disclosed
from desktop.services.orders.views.detail import detail
from tests.office import Office


def test_the_order_as_the_screen_shows_it(office: Office) -> None:
    order_id = office.order_in(State.DONE, unit="2", spot="车库入口")
    view = office.view(order_id)
    assert (view.place, view.category, view.channel) == ("12号楼2单元 车库入口", "设施设备 › 道闸/车牌识别", "来电")
    assert (view.verdict, view.solved, view.rating, view.unit, view.handler) == (
        "实际解决", "已解决", "满意", "丰翔物业", "陈经理",
    )  # fmt: skip
    assert (view.phone, view.caller) == ("138****5678", "李女士")
    assert "301" not in view.place
    assert [entry.act for entry in view.timeline] == [
        Act.CALL_BACK, Act.REVIEW, Act.REPORT, Act.SIGN, Act.DISPATCH, Act.REGISTER,
    ]  # fmt: skip


def test_clocks_say_how_they_stand(office: Office) -> None:
    held, closed = office.order_in(State.HELD), office.order_in(State.CLOSED)
    assert {clock.words for clock in office.view(held).clocks} == {"已停表"}
    assert (office.view(held).level, office.view(held).left) == (Level.PAUSED, "")
    words = {clock.label: clock.words for clock in office.view(closed).clocks}
    assert words == {"先行联系": "未记录", "到场": "未记录", "办结": "按时完成"}
    office.now = datetime(2026, 11, 30, 9)
    late = office.view(office.order_in(State.HANDLING, received_at=datetime(2026, 11, 16, 9)))
    assert late.level is Level.OVERDUE and all(clock.words.startswith("超") for clock in late.clocks[:1])
    assert all(clock.steps and clock.reason for clock in late.clocks)


def test_an_order_that_is_gone_is_told(office: Office) -> None:
    with pytest.raises(Refused, match="刷新列表"), office.database.read() as session:
        detail(session, 99, office.operator, office.now)


def test_the_whole_contact_needs_a_purpose_and_leaves_a_trace(office: Office) -> None:
    order_id = office.register().id
    for purpose in ("", " \x00 "):
        with pytest.raises(Refused) as refused, office.database.write() as session:
            disclosing.reveal(session, order_id, Disclosed.FULL_VIEW, purpose, office.operator, office.now)
        assert set(refused.value.problems) == {"purpose"}
    with office.database.write() as session:
        found = disclosing.reveal(session, order_id, Disclosed.DIAL, " 回访\ud800 ", office.operator, office.now)
    assert (found.name, found.phone, found.room) == ("李女士", "13812345678", "301")
    with office.database.read() as session:
        (row,) = session.scalars(select(Disclosure)).all()
        assert (row.what, row.purpose, row.staff_id, row.work_order_id, row.at) == (
            "dial", "回访", office.operator.id, order_id, office.now,
        )  # fmt: skip
