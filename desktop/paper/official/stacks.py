"""What goes to the printer together: a notice in its copies, the receipt behind the one that is handed over."""

from collections.abc import Sequence

from desktop.documents.official.notices import Notice, copies, receipt_sheet
from desktop.paper.official.letter_paper import lay_out_letter
from desktop.paper.pages import Page
from desktop.paper.sheet import lay_out

_HANDED_OVER = ("送达", "企业", "物业", "被")


def notice_pages(notice: Notice, names: Sequence[str]) -> list[Page]:
    """All copies of a notice; each begins with page 1, the receipt follows the company's copy, or else the last."""
    stacks = [lay_out_letter(letter) for letter in copies(notice, tuple(names))]
    theirs = [at for at, name in enumerate(names) if any(word in name for word in _HANDED_OVER)]
    stacks[theirs[0] if theirs and len(stacks) > 1 else -1] += lay_out(receipt_sheet(notice))
    return [page for stack in stacks for page in stack]
