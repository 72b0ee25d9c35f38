"""The records behind a figure, each with the way to it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.domain.assessment.term import Term
from desktop.services.assessment.explaining import Behind, Explanation, Record
from desktop.ui.kit.appearance.look import current
from desktop.ui.kit.parts.buttons import button
from desktop.ui.kit.parts.labels import ElidedLabel, label

MOST = 12  # records shown; the rest is counted
_OPENS = {
    Behind.INSPECTION: "打开检查记录",
    Behind.WORK_ORDER: "打开工单",
    Behind.FINDING: "打开整改问题",
    Behind.SURVEY: "打开问卷",
    Behind.OPINION: "打开评分",
    Behind.ADJUSTMENT: "打开加扣分",
}


def way_to(behind: Behind, record: int, term: Term, estate_id: int) -> tuple[str, object]:
    """The screen on which a record is shown, and what it is to be asked."""
    match behind:
        case Behind.INSPECTION:
            return "inspection", ("records", record)
        case Behind.WORK_ORDER:
            return "orders", record
        case Behind.FINDING:
            return "inspection", ("findings", record)
        case Behind.ADJUSTMENT:
            return "assessment", ("inputs", (term, "points", record))
    return "assessment", ("inputs", (term, "estate", estate_id))


def fill_records(column: QVBoxLayout, found: Explanation, name: str, go: Callable[[Behind, int], object]) -> None:
    """Put the records below one another: a button that opens it, its figure, and what it says."""
    for record in found.records[:MOST]:
        words = "  ".join(filter(None, [record.name or "加扣分", record.day, record.figure]))
        opened = button(
            words, f"{name}.record.{record.id}", _going(go, found.behind, record), kind="row", tip=_OPENS[found.behind]
        )
        opened.setProperty("compact", True)
        column.addWidget(opened)
        if record.text:
            said = QHBoxLayout()
            said.addSpacing(current().px(8))  # level with the words of the button
            said.addWidget(ElidedLabel(record.text, "muted"))
            column.addLayout(said)
    more = len(found.records) - MOST
    if more > 0:
        column.addWidget(label(f"还有{more}条,在工单或检查里按小区查看。", "muted", wrap=True))
    if found.gone:
        column.addWidget(label(f"另有{found.gone}条公布后已删除或更改。", "muted", wrap=True))


def _going(go: Callable[[Behind, int], object], behind: Behind, record: Record) -> Callable[[], object]:
    return lambda: go(behind, record.id)
