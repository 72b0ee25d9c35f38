"""Points on and off as lines of a table."""

from fractions import Fraction

from desktop.services.assessment.adjustments import AdjustmentRow
from desktop.ui.kit.appearance.tokens import Tone
from desktop.ui.kit.tables.record_table import Column, Kind, Row
from desktop.ui.screens.assessment.wording import short

COLUMNS = (
    Column("about", "小区或企业", 170, sortable=False),
    Column("points", "加扣", 96, Kind.STATE, sortable=False),
    Column("reason", "理由", 200, sortable=False, grows=True),
    Column("basis", "依据", 180, sortable=False),
    Column("on", "日期", 100, sortable=False),
)


def line(row: AdjustmentRow) -> Row:
    """A line: bonus green with its word, penalty red."""
    size = short(Fraction(str(abs(row.points))))
    words = f"加{size}分" if row.points > 0 else f"扣{size}分"
    day = row.on.isoformat() if row.on else ""
    tones = {1: Tone.DONE if row.points > 0 else Tone.OVERDUE}
    return Row((row.about, words, row.reason, row.basis, day), tones)
