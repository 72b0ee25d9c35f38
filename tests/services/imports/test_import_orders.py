"""Orders from spreadsheets: what comes in, what is skipped, what is rejected and why."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from office import HOTLINE, new_office, sheet
from openpyxl import Workbook
from sqlalchemy import select, text

from desktop.data.tables.callers import Caller, CallerPhone
from desktop.data.tables.offices import Counter, ImportRun
from desktop.data.tables.orders import ActRecord, Assignment, Clock, WorkOrder
from desktop.documents.reading.spreadsheet import rows as sheet_rows
from desktop.domain.errors import Cancelled, Refused
from desktop.domain.wording.cleaning import Cell
from desktop.forms.imports.mapping import ImportMapping, Source
from desktop.forms.imports.targets import Target
from desktop.services.imports.examining import examine
from desktop.services.imports.orders import import_orders
from desktop.services.imports.outcomes import Counts, Outcome, save_rejects
from desktop.services.orders.history import broken_links

NOW = datetime(2024, 7, 1, 9, 0)
FIRST, SECOND, THIRD = "20240601000001", "20240602000002", "20240603000003"


class Office:
    """The database under test, and short ways to use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database, self.operator = new_office(folder)

    def take(self, *rows: list[Cell], headings: tuple[Cell, ...] = HOTLINE, name: str = "六月.xlsx") -> Outcome:
        return self.take_file(sheet(self.folder / name, headings, *rows))

    def take_file(self, path: Path, mapping: ImportMapping | None = None) -> Outcome:
        with self.database.write() as session:
            return import_orders(session, path, mapping, self.operator, NOW)

    def orders(self) -> list[WorkOrder]:
        with self.database.read() as session:
            return list(session.scalars(select(WorkOrder).order_by(WorkOrder.id)))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.database.close()


def row(number: Cell = FIRST, content: Cell = "楼道灯不亮", at: Cell = "2024/6/1 9:30:00", **more: Cell) -> list[Cell]:
    return [number, content, at, *(more.get(heading) for heading in HOTLINE[3:])]


def test_a_row_becomes_an_order_with_its_links_clock_and_history(office: Office) -> None:
    outcome = office.take(
        row(
            "SH" + FIRST,
            "\n\t 楼道灯\xa0不亮\u3000\n\n",
            45444.39583333333,
            办结期限="2024年6月8日",
            诉求渠道="市民热线",
            工单状态="办理中",
            求助人员="张三",
            求助号码=13812345678,
            诉求详细地址="宝山区丰翔新城12号楼1单元502室",
            主办单位="上海丰翔物业..",
        )
    )
    assert outcome.counts == Counts(1, 0, 0)
    (order,) = office.orders()
    assert (order.number, order.upstream_number, order.import_key) == ("GD-20240601-0001", FIRST, f"n:{FIRST}")
    assert (order.content, order.title) == ("楼道灯 不亮", "楼道灯 不亮")
    assert order.received_at == datetime(2024, 6, 1, 9, 30)
    assert (order.channel_code, order.state, order.kind) == ("CH06", "handling", "complaint")
    assert (order.building, order.unit, order.room) == ("12", "1", "502")
    assert order.upstream_due_at == order.close_due_at == order.due_at == datetime(2024, 6, 8)
    assert (order.caller_name, order.phone, order.wants_callback) == ("张三", "13812345678", True)
    assert f"原编号:SH{FIRST}" in order.note
    with office.database.read() as session:
        assert session.scalars(select(Clock.kind)).all() == ["close"]
        assert session.scalars(select(Assignment.organisation_id)).all() == [order.organisation_id]
        assert session.scalars(select(CallerPhone.phone)).all() == ["13812345678"]
        act = session.scalars(select(ActRecord)).one()
        assert (act.act, act.happened_at, act.at) == ("register", order.received_at, NOW)
        assert list(broken_links(session)) == []
        run = session.scalars(select(ImportRun)).one()
        assert (run.id, run.imported, run.file_name) == (order.import_run_id, 1, "六月.xlsx")


def test_the_same_file_twice_adds_nothing(office: Office) -> None:
    rows = [row(FIRST), row(SECOND, "电梯停了"), row(None, "没有编号的一件")]
    assert office.take(*rows).counts == Counts(3, 0, 0)
    again = office.take(*rows, name="六月(1).xlsx")
    assert again.counts == Counts(0, 3, 0)
    assert again.skips[0].reason == "已登记为GD-20240601-0001"
    assert len(office.orders()) == 3


def test_a_number_that_comes_twice_in_one_file_is_one_order(office: Office) -> None:
    outcome = office.take(row(FIRST), row("12345" + FIRST, "同一件又来"))
    assert outcome.counts == Counts(1, 1, 0)
    assert outcome.skips[0].reason == f"与第2行编号{FIRST}相同"


def test_bad_rows_are_rejected_with_reasons_and_the_others_come_in(office: Office) -> None:
    outcome = office.take(
        row(FIRST),
        row(SECOND, at="随便"),
        row(THIRD, at=None),
        row("20240604000004", content="无"),
        row("20240605000005", at="2024-08-01"),
        row("20240606000006", content="长" * 10_001),
        row(1.2345202406010001e18),
    )
    assert outcome.counts == Counts(1, 0, 6)
    assert [(one.number, one.reason) for one in outcome.rejects] == [
        (3, "受理时间:“随便”不是日期"),
        (4, "受理时间是空的"),
        (5, "诉求内容和标题都是空的"),
        (6, "受理时间(2024-08-01 00:00)晚于现在"),
        (7, "诉求内容:最多10000字,现在是10001字"),
        (8, "上游工单号:工单编号在Excel里存成了数字,末几位已丢失,请把这一列设为文本后重新导出"),
    ]


def test_the_rejected_rows_can_be_put_right_and_imported(office: Office) -> None:
    outcome = office.take(row(FIRST, "=1+1", at="随便"), row(SECOND, "电梯停了"))
    path = office.folder / "未导入.xlsx"
    save_rejects(outcome, "六月.xlsx", path, NOW)
    saved = list(sheet_rows(path, "未导入的行"))
    heading = next(at for at, each in enumerate(saved) if each and each[0] == "未导入的原因")
    assert saved[heading][2:] == list(HOTLINE)
    assert saved[heading + 1][:5] == ["受理时间:“随便”不是日期", "2", FIRST, "=1+1", "随便"]
    assert office.take_file(path).counts == Counts(0, 0, 1)


def test_a_list_without_headings_loses_no_row(office: Office) -> None:
    outcome = office.take(
        [SECOND, "2024-06-02 08:00", "电梯停了,请物业尽快派人来修理", "13700000002"],
        [THIRD, "2024-06-03 08:00", "楼道灯不亮,老人上下楼很不方便", "13700000003"],
        headings=(FIRST, "2024-06-01 08:00", "小区门口垃圾成堆没有人来清运", "13700000001"),
    )
    assert outcome.counts == Counts(3, 0, 0)
    assert [(order.upstream_number, order.phone[-1]) for order in office.orders()] == [
        (FIRST, "1"), (SECOND, "2"), (THIRD, "3"),
    ]  # fmt: skip


def test_further_sheets_of_orders_are_named(office: Office) -> None:
    book = Workbook()
    for number, name in ((FIRST, "6月"), (SECOND, "7月")):
        month = book.create_sheet(name)
        month.append(["工单编号", "诉求内容", "受理时间"])
        month.append([number, "灯", "2024-06-01"])
    path = office.folder / "各月.xlsx"
    book.save(path)
    outcome = office.take_file(path)
    assert outcome.counts == Counts(1, 0, 0)
    assert outcome.doubts == ("只导入“6月”;工作表“7月”没有导入,需要的请另行选择导入。",)


def test_a_category_that_says_so_is_not_counted(office: Office) -> None:
    headings = ("工单编号", "诉求内容", "受理时间", "一级业务分类", "二级分类")
    office.take(
        [FIRST, "灯", "2024-06-01", "剔除-无效", None],
        [SECOND, "坡道", "2024-06-01", "设施设备", "无障碍设施"],
        [THIRD, "灯", "2024-06-01", "城乡建设", None],
        ["20240604000004", "灯", "2024-06-01", "无", None],
        ["20240605000005", "灯", "2024-06-01", None, "无"],
        headings=headings,
    )
    first, second, third, fourth, fifth = office.orders()
    assert (first.excluded, second.excluded, third.excluded) == (True, False, False)
    assert (fourth.excluded, fifth.excluded) == (True, False)
    assert second.category_code is not None
    assert (third.category_code, third.note) == (None, "原分类:城乡建设")


def test_repeats_give_up_the_quotation_and_follow_the_first_order(office: Office) -> None:
    quoted = f"又坏了【最近派发的工单编号：{SECOND}，工单内容：灯还是不亮】"
    office.take(
        row(THIRD, quoted, "2024-06-03"),
        row(SECOND, f"灯还是不亮【最近派发的工单编号：{FIRST}，工单内容：灯不亮】", "2024-06-02"),
        row(FIRST, "灯不亮", "2024-06-01"),
        row("20240604000004", "更早的那件不在这里【最近派发的工单编号：20240501000009，工单内容：旧事】", "2024-06-04"),
    )
    third, second, first, stranger = office.orders()
    assert (third.content, third.repeat_of_id, second.repeat_of_id) == ("又坏了", first.id, first.id)
    assert (first.repeat_of_id, stranger.repeat_of_id) == (None, None)
    assert stranger.repeat_of_number == "20240501000009"
    office.take(row("20240501000009", "旧事", "2024-05-01"), name="五月.xlsx")
    orders = office.orders()
    assert orders[3].repeat_of_id == orders[4].id
    office.take(
        row("20240605000005", f"还没修【最近派发的工单编号：{THIRD}，工单内容：x】", "2024-06-05"), name="补.xlsx"
    )
    assert office.orders()[5].repeat_of_id == first.id


def test_orders_that_name_each_other_end_in_no_circle(office: Office) -> None:
    office.take(
        row(FIRST, f"甲【最近派发的工单编号：{SECOND}，工单内容：乙】"),
        row(SECOND, f"乙【最近派发的工单编号：{FIRST}，工单内容：甲】"),
    )
    first, second = office.orders()
    assert (first.repeat_of_id, second.repeat_of_id) == (second.id, first.id)


def test_closed_orders_come_in_closed(office: Office) -> None:
    headings = (
        "工单编号",
        "诉求内容",
        "受理时间",
        "办结时间",
        "结案评判",
        "解决情况",
        "综合满意度",
        "先行联系",
        "主责部门",
        "办结期限",
    )
    outcome = office.take(
        [
            FIRST,
            "灯",
            "2024-06-01 10:00",
            "2024-06-01",
            "实际解决",
            "是",
            "基本满意",
            "是",
            "城管执法中队",
            "2024-06-08",
        ],
        [SECOND, "灯", "2024-06-02", None, None, None, None, "未评价", None, None],
        headings=headings,
    )
    assert outcome.counts == Counts(2, 0, 0)
    closed, waiting = office.orders()
    assert (closed.state, closed.verdict, closed.solved, closed.rating) == ("done", "solved", "yes", "fairly")
    assert closed.closed_at == closed.finished_at == closed.received_at
    assert (closed.contacted, waiting.contacted, waiting.state) == (True, None, "registered")
    assert (closed.due_at, closed.close_due_at) == (None, datetime(2024, 6, 8))


def test_what_is_not_understood_stands_in_the_note(office: Office) -> None:
    office.take(
        row(
            诉求渠道="飞鸽",
            工单状态="云游",
            求助号码="不愿透露",
            主办单位="某某单位",
            诉求详细地址="某处",
            办结期限="尽快",
        )
    )
    (order,) = office.orders()
    for said in ("飞鸽", "云游", "不愿透露", "某某单位", "某处", "尽快"):
        assert said in order.note
    assert (order.state, order.phone, order.upstream_due_at) == ("registered", "", None)


def test_people_are_known_by_phone_and_name(office: Office) -> None:
    office.take(
        row(FIRST, 求助人员="张三", 求助号码="138-1234-5678"),
        row(SECOND, 求助人员="李四", 求助号码=13812345678.0),
        row(THIRD, 求助号码="13812345678/021-66120000", 诉求详细地址="沪太路3000弄5号"),
    )
    first, second, third = office.orders()
    assert first.caller_id != second.caller_id
    assert third.caller_id in (first.caller_id, second.caller_id)
    assert "其他电话:02166120000" in third.note
    assert third.building == "5"
    with office.database.read() as session:
        assert sorted(session.scalars(select(Caller.name))) == ["张三", "李四"]


def test_numbers_go_on_without_holes(office: Office) -> None:
    office.take(row(FIRST), row(SECOND))
    office.take(row(THIRD), row("20240604000004", at="2024-06-02"), name="补.xlsx")
    assert [order.number[-13:] for order in office.orders()] == [
        "20240601-0001",
        "20240601-0002",
        "20240601-0003",
        "20240602-0001",
    ]
    with office.database.read() as session:
        assert sorted(session.scalars(select(Counter.last))) == [1, 3]


def test_a_cancelled_import_leaves_nothing(office: Office) -> None:
    path = sheet(office.folder / "六月.xlsx", HOTLINE, *[row(f"202406010{at:05}") for at in range(1_500)])

    def stop_while_writing(done: int, total: int) -> None:
        if done > total * 0.6:
            raise Cancelled

    with pytest.raises(Cancelled), office.database.write() as session:
        import_orders(session, path, None, office.operator, NOW, stop_while_writing)
    assert office.orders() == []
    with office.database.read() as session:
        for table in ("import_run", "counter", "act", "caller"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_progress_goes_from_reading_to_writing(office: Office) -> None:
    path = sheet(office.folder / "六月.xlsx", HOTLINE, *[row(f"202406010{at:05}") for at in range(700)])
    seen: list[tuple[int, int]] = []
    with office.database.write() as session:
        import_orders(session, path, None, office.operator, NOW, lambda done, total: seen.append((done, total)))
    shares = [done / total for done, total in seen if total]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_mapping_chooses_sheet_heading_and_columns(office: Office) -> None:
    path = sheet(office.folder / "杂.xlsx", ["街道月报"], [], ["甲", "甲", "丙"], ["忽略", "灯不亮", "2024-06-01"])
    columns = {"content": Source("甲", 2), "received_at": Source(position=3)}
    mapping = ImportMapping(Target.ORDERS, columns, sheet="工单", heading_row=3)
    assert office.take_file(path, mapping).counts == Counts(1, 0, 0)
    assert office.orders()[0].content == "灯不亮"


def test_a_sheet_without_what_is_needed_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="没有找到诉求内容"):
        office.take([1, 2], headings=("反对数", "点赞数"))
    with pytest.raises(Refused, match="没有数据"):
        office.take_file(sheet(office.folder / "空.xlsx", []))
    with pytest.raises(Refused, match="表头下面没有数据"):
        office.take()
    estates = ImportMapping(Target.ESTATES, {"name": Source("小区")})
    with pytest.raises(Refused, match="导入小区用的"):
        office.take_file(sheet(office.folder / "六月.xlsx", HOTLINE, row()), estates)


def test_a_look_beforehand_says_the_same_and_writes_nothing(office: Office) -> None:
    office.take(row(FIRST))
    path = sheet(office.folder / "七月.xlsx", HOTLINE, row(FIRST), row(SECOND), row(THIRD, at="?"), list(HOTLINE))
    with office.database.read() as session:
        preview = examine(session, path, Target.ORDERS, None, office.operator, NOW)
    assert preview.counts == Counts(1, 2, 1)
    assert [one.reason for one in preview.rows][0::2] == ["已登记为GD-20240601-0001", "受理时间:“?”不是日期"]
    assert preview.sheets == ("工单",)
    assert office.take_file(path).counts == preview.counts


def test_registered_by_hand_is_registered(office: Office) -> None:
    office.take(row(FIRST))
    with office.database.write() as session:
        order = session.scalars(select(WorkOrder)).one()
        order.upstream_number, order.import_key = f"12345{FIRST}", None
    assert office.take(row(FIRST), name="又.xlsx").counts == Counts(0, 1, 0)


def test_a_notebook_without_states_says_in_its_results_what_is_done(office: Office) -> None:
    headings = ("日期", "小区", "诉求", "处理情况")
    office.take(
        ["2024-6-1", "丰翔", "灯不亮", "已处理"],
        ["2024-6-2", "和欣花园", "漏水", "联系了楼上,等回复"],
        ["2024-6-3", "丰翔新", "漏水", None],
        headings=headings,
    )
    done, waiting, begun = office.orders()
    assert (done.state, done.estate_id, done.note) == ("done", None, "小区:丰翔")
    assert (waiting.state, waiting.result, waiting.estate_id) == ("registered", "联系了楼上,等回复", 2)
    assert begun.estate_id == 1


def test_a_sheet_that_was_asked_for_by_name_must_be_there(office: Office) -> None:
    path = sheet(office.folder / "六月.xlsx", HOTLINE, row(), title="汇总")
    with pytest.raises(Refused, match="没有名为“六月”的工作表,现有:汇总"):
        office.take_file(path, ImportMapping(Target.ORDERS, sheet="六月"))
    columns = {"content": Source("12345诉求内容"), "received_at": Source("交办时间")}
    outcome = office.take_file(path, ImportMapping(Target.ORDERS, columns, sheet="六月"))
    assert outcome.counts == Counts(1, 0, 0)
    assert outcome.doubts == (
        "没有名为“六月”的工作表,按“汇总”导入。",
        "诉求内容:上次是“12345诉求内容”,这次按“诉求内容”导入。",
    )
