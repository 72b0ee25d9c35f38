"""Every part of the kit in one window, to be looked at; `python gallery.py OUT.png` takes a picture of it."""

import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.words import Labelled
from desktop.forms.fields import Choice, Day, Files, LongText, Moment, Number, Phone, Pick, Text, YesNo
from desktop.ui.kit.appearance.style import Style, Theme
from desktop.ui.kit.appearance.tokens import Palette, Tone
from desktop.ui.kit.forms.candidates import Candidate
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.parts.buttons import button, icon_button
from desktop.ui.kit.parts.card import Card, Facts
from desktop.ui.kit.parts.chart_view import ChartView, Hit
from desktop.ui.kit.parts.chips import Chip, CountChip
from desktop.ui.kit.parts.empty import EmptyState
from desktop.ui.kit.parts.flow import Flow
from desktop.ui.kit.parts.labels import label
from desktop.ui.kit.parts.timeline import Entry, Timeline
from desktop.ui.kit.tables.filter_bar import FilterBar
from desktop.ui.kit.tables.record_table import Column, Kind, RecordTable, Row
from desktop.ui.kit.tables.record_view import RecordView
from desktop.ui.kit.tables.saved_views import SavedView, SavedViews

NOW = datetime(2026, 11, 21, 9, 31)
STATES = {Tone.OVERDUE: "已超期", Tone.DUE_SOON: "即将到期", Tone.DONE: "已办结", Tone.VOID: "已作废"}


class Colour(Labelled):
    RED = "red", "红"
    BLUE = "blue", "蓝"


@dataclass(frozen=True)
class Sample:
    """A form with every kind of field."""

    phone: Annotated[str, Phone(label="电话", required=True)] = ""
    name: Annotated[str, Text(label="姓名", longest=4, hint="如何称呼")] = ""
    place: Annotated[int | None, Pick(label="小区", of="place", hint="小区名、拼音或首字母")] = None
    places: Annotated[tuple[int, ...], Pick(label="会商小区", of="place", many=True)] = ()
    content: Annotated[str, LongText(label="内容", required=True, longest=20)] = ""
    colour: Annotated[Colour, Choice(label="颜色", options=Colour, required=True)] = Colour.RED
    shade: Annotated[Colour | None, Choice(label="底色", options=Colour)] = None
    due: Annotated[datetime | None, Moment(label="截止时间")] = None
    day: Annotated[date | None, Day(label="日期")] = None
    agreed: Annotated[bool, YesNo(label="同意")] = True
    secret: Annotated[bool, YesNo(label="保密")] = False
    heard: Annotated[bool | None, YesNo(label="先行联系", three=True)] = None
    amount: Annotated[float | None, Number(label="金额", unit="元", decimals=2, least=0)] = None
    photos: Annotated[tuple[str, ...], Files(label="照片")] = ()


PLACES = (
    Candidate(1, "丰翔新城", ("fengxiangxincheng", "fxxc"), "丰翔居委 · 2,310户", 9),
    Candidate(2, "经纬学士逸居", ("jingweixueshiyiju", "jwxsyj"), "经纬居委 · 1,204户", 3),
    Candidate(3, "大华一村", ("dahuayicun", "dhyc"), "大华居委", 1),
)


def gallery() -> QWidget:
    """All parts, for a window of 1366 × 768."""
    window = QWidget()
    window.setWindowTitle("gallery")
    window.setProperty("kind", "ground")
    page = QVBoxLayout(window)
    page.setContentsMargins(20, 12, 20, 12)
    page.setSpacing(12)
    page.addLayout(_head())
    page.addWidget(_bar())
    columns = QHBoxLayout()
    columns.setSpacing(12)
    columns.addWidget(_views(), 2)
    columns.addWidget(_table(), 6)
    columns.addWidget(_side(), 4)
    page.addLayout(columns, 1)
    return window


def form(columns: int = 3) -> FormView:
    """A form with every kind of editor."""
    view = FormView(Sample, columns, now=lambda: NOW)
    view.editors.set_candidates("place", PLACES)
    return view


def _head() -> Flow:
    head = Flow()
    head.addWidget(label("工单", "title"))
    for title, tone, count in (
        ("待派单", Tone.ACCENT, 3),
        ("今日到期", Tone.DUE_SOON, 4),
        ("已超期", Tone.OVERDUE, 2),
        ("待回访", Tone.DONE, 0),
    ):
        chip = CountChip(title, tone, f"gallery.{tone.value}")
        chip.show_count(count)
        head.addWidget(chip)
    for tone, text in STATES.items():
        head.addWidget(Chip(text, tone))
    return head


def _bar() -> FilterBar:
    bar = FilterBar("gallery.filter", "搜索内容、编号、电话", lambda: NOW)
    bar.add_pick("place", "小区").set_candidates(PLACES)
    bar.add_choice("category", "全部类别", [("05", "秩序与停车")])
    bar.add_span("received")
    bar.add_choice("channel", "全部渠道", [(1, "热线")], more=True)
    bar.add_action(button("导出", "gallery.export", icon="export"))
    return bar


def _views() -> Card:
    card = Card("视图")
    views = SavedViews("gallery.views")
    views.show_views([SavedView("mine", "待派单", 3), SavedView("late", "已超期", 1204, Tone.OVERDUE)])
    views.mark("late")
    card.add(views, 1)
    buttons = Flow()
    for kind in ("primary", "", "quiet", "danger"):
        buttons.addWidget(button("保存", f"gallery.{kind or 'plain'}", kind=kind, icon="save"))
    on, bar = QRadioButton("单选"), QProgressBar()
    on.setChecked(True)
    bar.setValue(40)
    bar.setTextVisible(False)
    for widget in (on, QSpinBox(), bar):
        buttons.addWidget(widget)
    card.add(buttons)
    card.add_action(icon_button("refresh", "刷新", "gallery.refresh"))
    return card


def _table() -> Card:
    card = Card("列表")
    tones = (Tone.OVERDUE, Tone.DUE_SOON, Tone.DONE, Tone.NEUTRAL, Tone.VOID)

    def row(number: int) -> Row:
        tone = tones[number % 5]
        cells = (
            f"20261121-{number:04d}",
            "地下车库道闸损坏,没租车位的车也开进来",
            str(number),
            STATES.get(tone, "处理中"),
        )
        return Row(cells, {3: tone}, {1: "经纬学士逸居 · 道闸/门禁故障"})

    columns = [
        Column("number", "编号", 130),
        Column("content", "诉求", 200, grows=True),
        Column("n", "次数", 60, Kind.NUMBER),
        Column("state", "状态", 110, Kind.STATE),
    ]
    table = RecordTable(columns, lambda ids, deliver: deliver({i: row(i) for i in ids}))
    view = RecordView(table, "gallery.table", two_lines=True)
    table.setParent(view)
    view.show_ids(range(1, 40))
    view.show_sorted("number", True)
    view.select_ids([3])
    card.add(view, 1)
    return card


def _side() -> Card:
    card = Card("垃圾三天未清运")
    facts = Facts()
    facts.show_facts({"小区": "丰翔新城7号楼旁", "类别": "03 环境保洁 › 生活垃圾清运不及时", "空": ""})
    card.add(facts)
    timeline = Timeline("gallery.timeline")
    timeline.show_entries(
        [
            Entry("11月21日 09:12", "系统", "已超期", "升级为书面督办(待下达)", Tone.OVERDUE),
            Entry("11月20日 16:40", "居委 王**", "催办(电话)", "答复:车辆故障,明早清运。"),
            Entry("11月20日 09:24", "居委 王**", "受理", "居民来电"),
        ]
    )
    card.add(timeline, 3)
    chart = ChartView("gallery.chart", 120)
    chart.show_chart(bars, "近五日受理", "最多9件,最少3件")
    card.add(chart, 2)
    card.add(EmptyState("orders", "没有照片", "可拖入或粘贴。"))
    return card


def bars(painter: QPainter, area: QRectF, palette: Palette) -> list[Hit]:
    """Five bars; each opens its number."""
    hits = []
    for at, count in enumerate((3, 7, 4, 9, 5)):
        bar = QRectF(area.left() + at * 36, area.bottom() - count * 8, 24, count * 8)
        painter.fillRect(bar, QColor(palette.accent))
        hits.append(Hit(bar, f"{count}件", at))
    return hits


if __name__ == "__main__":
    app = QApplication([])
    Style(app, Path(__file__).parents[3] / "resources", Theme.LIGHT)
    shown = gallery()
    shown.resize(1366, 768)
    shown.show()
    shown.grab().save(sys.argv[1])
    sys.stdout.write(f"{shown.width()} {shown.height()}\n")
