"""公示表 of a published assessment: the groups as they were ranked, with the office's fixed words round them."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from desktop.documents.official.letter import day_words
from desktop.documents.official.public_sheet import PublicSheet, RankedGroup
from desktop.documents.sheets import PaperSize
from desktop.services.papers.heads import heads, words
from desktop.services.reference.settings import office

SHOWN_FOR = 7  # days on the notice board, the first and the last included


def public_sheet(
    session: Session,
    period: str,
    groups: Sequence[RankedGroup],
    dated: date,
    size: PaperSize = PaperSize.A4,
    made_of: str = "",
) -> PublicSheet:
    """The sheet for the notice board. `period` in words: 2026年第三季度; `made_of` is one sentence on the parts of the
    score. It takes names of estates and companies and nothing of residents."""
    head, town = heads(session), office(session).town
    last = dated + timedelta(days=SHOWN_FOR - 1)
    phone = f"监督电话:{head.phone}。" if head.phone else ""
    notes = (
        f"公示期:{day_words(dated)}至{day_words(last)}。{phone}",
        *((made_of,) if made_of else ()),
        words(session).public_note,
    )
    return PublicSheet(
        issuer=head.issuer,
        title=f"{town}{period}\n住宅小区物业服务考核结果公示",
        opening=f"按照物业服务考核办法,对{town or '辖区'}住宅小区物业服务项目进行了{period}考核。现将结果公示如下:",
        groups=tuple(groups),
        notes=notes,
        dated=dated,
        size=size,
    )
