"""情况报告: a letter to whoever has the power to act, with the facts, the place and what was done when."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.documents.cells import clean_text
from desktop.documents.official.letter import Block, Head, Heading, Letter, Paragraph, day_words
from desktop.documents.official.outward import moment_words, outward, sentence
from desktop.domain.privacy.masking import to_building

_TITLE = 18  # characters of a line
_BY_HAND = "\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日\u3000\u3000时,"


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, and what came of it."""

    at: datetime
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is reported. `problem` in the words of the procedure, `spot` where, to the building, `source` the number of
    the order or finding; `known` are a complaint's caller, phone and room, which never stand on the paper."""

    head: Head
    issuer: str
    number: str
    receiver: str
    estate: str
    spot: str
    problem: str
    learnt_on: date
    learnt_by: str
    source: str
    company: str
    facts: str
    done: tuple[Done, ...]
    request: str
    basis: str
    attachments: tuple[str, ...]
    dated: date
    contact: str = ""
    known: tuple[str, ...] = ()


def situation_letter(one: Situation) -> Letter:
    """The report as a letter; what was done is left to be written in where nothing is noted."""
    estate, spot = clean_text(one.estate), to_building(outward(one.spot, one.known))
    told = f"{day_words(one.learnt_on)},{one.learnt_by}{estate}有{one.problem}的情况。现将有关情况报告如下。"
    company = f"物业服务企业:{clean_text(one.company)}。" if one.company.strip() else ""
    facts: tuple[Block, ...] = (
        Paragraph(f"地点:{estate}{spot}。{company}编号:{one.source}。"),
        Paragraph(sentence(to_building(outward(one.facts, one.known)))),
    )
    steps = tuple(Paragraph(_done(step, one.known)) for step in one.done) or (Paragraph(_BY_HAND),) * 2
    return Letter(
        head=one.head,
        number=one.number,
        title=_title(estate, one.problem),
        receiver=clean_text(one.receiver),
        blocks=(
            Paragraph(told),
            Heading("基本情况"),
            *facts,
            Heading("已采取的措施"),
            *steps,
            Heading("请予办理的事项"),
            Paragraph((f"根据{one.basis.rstrip('。')}," if one.basis else "") + sentence(outward(one.request))),
        ),
        issuer=one.issuer,
        dated=one.dated,
        attachments=one.attachments,
        contact=one.contact,
    )


def _title(estate: str, problem: str) -> str:
    """In two lines where one will not do, the second beginning with the matter."""
    before, matter = f"关于{estate}", f"{problem}的情况报告"
    parted = len(before + matter) > _TITLE and max(len(before), len(matter)) <= _TITLE
    return before + ("\n" if parted else "") + matter


def _done(step: Done, known: tuple[str, ...]) -> str:
    note = to_building(outward(step.note, known))
    return f"{moment_words(step.at)},{step.what.rstrip('。')}。{sentence(note)}"
