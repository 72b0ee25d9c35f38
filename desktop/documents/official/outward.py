"""Text on papers that leave the office: clean, and without any resident's name, number or room."""

import re
from datetime import datetime

from desktop.documents.cells import clean_text
from desktop.domain.privacy.masking import hide_people

_IN_BRACKETS = re.compile(r"([((])\(号码已隐去\)[,,、;;\s]*")  # 李女士(138…,12号楼): the brackets say it already


def outward(text: str, known: tuple[str, ...] = ()) -> str:
    """Free text as it may be seen outside; `known` are the complaint's own caller, phone and room (实务第8.4节)."""
    return _IN_BRACKETS.sub(r"\1", hide_people(clean_text(text), known)).replace("()", "").replace("()", "")


def moment_words(at: datetime) -> str:
    """2026年5月4日17:30."""
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"


def sentence(text: str) -> str:
    """A text with its full stop."""
    text = clean_text(text).rstrip()
    return text if not text or text.endswith(("。", "!", "！", "?", "？", ";", "；")) else text.rstrip(".") + "。"


def ticked(chosen: str, options: tuple[str, ...]) -> str:
    """Boxes to tick, the chosen one ticked: ☑电话  □微信."""
    return "  ".join(("☑" if option == chosen else "□") + option for option in options)
