"""What leaves the list: the export, the papers, a full number on the screen, and a view saved by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.documents.orders.dispatch_slip import DispatchSlip
from desktop.documents.orders.papers import IntakeSlip, dispatch_sheet, intake_sheet
from desktop.domain.operator import Operator
from desktop.forms.fields import Text
from desktop.forms.order_filter import OrderFilter
from desktop.paper.pages import Page
from desktop.paper.sheet import lay_out
from desktop.services import desk as desk_service
from desktop.services.orders import disclosing
from desktop.services.orders.views import list_export, papers
from desktop.services.orders.views.detail import OrderView
from desktop.ui.desk import Desk
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.background import Task
from desktop.ui.kit.forms.dialog import FormDialog
from desktop.ui.kit.forms.form_view import FormView
from desktop.ui.kit.messages.print_preview import PrintPreview
from desktop.ui.kit.messages.progress import Progress
from desktop.ui.printing.pages import preview


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a full name and number are shown."""

    purpose: Annotated[str, Text(label="查看用途", longest=60, required=True, hint="如:联系来电人核实地址")] = ""


@dataclass(frozen=True, slots=True)
class ViewName:
    """Under which name a view is kept."""

    name: Annotated[str, Text(label="视图名称", longest=12, required=True)] = ""


class PassingOn:
    """Each of these is logged with who, when, and what for."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.progress = Progress("orders.progress")
        self.dialog: FormDialog | None = None
        self.preview: PrintPreview | None = None

    def reveal(self, order: OrderView, show: Callable[[disclosing.FullContact], object]) -> None:
        """Ask what for, then show the caller in full for half a minute."""
        desk = self._desk
        self.dialog = FormDialog(
            "查看来电人",
            FormView(Purpose, columns=1),
            lambda form: desk.background.write(
                disclosing.reveal, order.id, disclosing.Disclosed.FULL_VIEW, form.purpose, desk.operator, desk.now()
            ),
            "查看",
            "orders.reveal",
            [f"{order.number} {order.title}", "显示30秒,查看人、时间和用途会记入日志。"],
            self._parent,
        )
        self.dialog.saved.connect(show)
        self.dialog.open()

    def name_view(self, conditions: dict[str, Any], done: Callable[[], object]) -> None:
        """Ask for a name and keep the conditions under it."""
        self.dialog = FormDialog(
            "存为视图",
            FormView(ViewName, columns=1),
            lambda form: self._desk.background.write(desk_service.keep_view, form.name, conditions),
            "保存",
            "orders.view_name",
            ["以后在左边点一下就能用同样的条件。"],
            self._parent,
        )
        self.dialog.saved.connect(lambda _: done())
        self.dialog.open()

    def export(self, wanted: OrderFilter, sort: tuple[str, bool]) -> None:
        """Ask where to, and write what is listed."""
        proposed = f"工单清单{self._desk.now():%Y%m%d}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, "导出工单", proposed, "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"
        )
        if chosen:
            self.export_to(Path(chosen), wanted, sort)

    def export_to(self, path: Path, wanted: OrderFilter, sort: tuple[str, bool]) -> None:
        """Write what is listed; noted as an export before the file is there."""
        desk, name = self._desk, path.name

        def write(_: object) -> None:
            task = desk.background.read_long(list_export.export_list, wanted, sort, path, desk.operator, desk.now())
            self.progress.follow(task, "正在导出")
            task.then(lambda count: desk.say(f"已导出{count:,}件到“{name}”。", Tone.DONE), self._failed)

        desk.background.write(_note, disclosing.Disclosed.EXPORT, desk.operator, desk.now(), name, ()).then(
            write, self._failed
        )

    def print_orders(self, ids: Sequence[int]) -> None:
        """Preview the papers of the chosen orders: the dispatch slip where one is under way, else the intake slip."""
        if ids:
            self._desk.background.read(_papers, list(ids), self._desk.now()).then(partial(self._preview, list(ids)))
        else:
            self._desk.say("请先在列表里选中要打印的工单。")

    def _preview(self, ids: list[int], found: list[DispatchSlip | IntakeSlip]) -> None:
        pages: list[Page] = []
        for slip in found:
            pages += lay_out(dispatch_sheet(slip) if isinstance(slip, DispatchSlip) else intake_sheet(slip))
        desk = self._desk

        def keep(what: disclosing.Disclosed) -> Task:
            where = "打印机" if what is disclosing.Disclosed.PRINT else "PDF文件"
            return desk.background.write(_note, what, desk.operator, desk.now(), where, tuple(ids))

        name = "工单单据" if len(ids) > 1 else f"单据{found[0].number}"
        self.preview = preview(desk, self._parent, pages, "打印", name, keep)

    def _failed(self, error: object) -> None:
        self._desk.say(str(error) or "已取消,没有留下文件。", Tone.OVERDUE)


def _papers(session: Any, ids: list[int], now: datetime) -> list[DispatchSlip | IntakeSlip]:
    return [papers.dispatch_slip(session, key, now) or papers.intake_slip(session, key) for key in ids]


def _note(
    session: Any, what: disclosing.Disclosed, operator: Operator, now: datetime, recipient: str, ids: tuple[int, ...]
) -> None:
    for key in ids or (None,):
        disclosing.log(
            session, what, operator, now, order_id=key, purpose="工单清单" if not ids else "", recipient=recipient
        )
