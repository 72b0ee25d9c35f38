"""约谈通知书, a letter, and 约谈记录, a form with room to write and a line for everybody to sign."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.documents.cells import clean_text
from desktop.documents.official.letter import Head, Letter, Paragraph
from desktop.documents.official.outward import moment_words, outward, sentence
from desktop.documents.sheets import Band, Box, Boxes, Grid, GridColumn, LongText, Sheet, Signatures

_BLANK = "\u3000" * 8


@dataclass(frozen=True, slots=True)
class Promise:
    """What the company promises, until when, and who answers for it."""

    what: str
    until: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """A talk with a company, called for by `reason`; what was said is empty until it has taken place.

    `known` are a complaint's caller, phone and room, which never stand on the paper; one taken back is `void`.
    """

    head: Head
    issuer: str
    number: str
    record_number: str
    company: str
    estate: str
    reason: str
    matter: str
    people: str
    demand: str
    dated: date
    at: datetime | None = None
    place: str = ""
    host: str = ""
    recorder: str = ""
    interviewees: str = ""
    others: str = ""
    briefing: str = ""
    statement: str = ""
    promises: tuple[Promise, ...] = ()
    follow_up: str = ""
    contact: str = ""
    known: tuple[str, ...] = ()
    void: bool = False


def interview_letter(one: Interview) -> Letter:
    """约谈通知书: when, where, who and what about; room to write where time or place is not set."""
    when = (
        f"{moment_words(one.at)}。"
        if one.at
        else "\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日\u3000\u3000时。"
    )
    about = f"你单位服务的{one.estate}" if one.estate else "你单位"
    blocks = (
        Paragraph(outward(f"因{about}{one.reason.rstrip('。')},经研究,决定对你单位进行约谈。现将有关事项通知如下。")),
        Paragraph(f"时间:{when}"),
        Paragraph(f"地点:{clean_text(one.place) or _BLANK}。"),
        Paragraph(f"参加人员:{sentence(one.interviewees or one.people)}"),
        Paragraph(f"约谈事项:{sentence(outward(one.matter, one.known))}"),
        Paragraph(sentence(outward(one.demand, one.known))),
    )
    return Letter(
        head=one.head,
        number=one.number,
        title="约谈通知书(已撤回)" if one.void else "约谈通知书",
        receiver=clean_text(one.company),
        blocks=blocks,
        issuer=one.issuer,
        dated=one.dated,
        contact=one.contact,
        receipt=(("签收人", "签收时间"),),
        mark="已撤回" if one.void else "",
    )


def interview_sheet(one: Interview) -> Sheet:
    """约谈记录: what is known is filled in, all else is room for handwriting."""
    rows = tuple((str(at), outward(p.what, one.known), p.until, p.who) for at, p in enumerate(one.promises, 1))
    rows += tuple((str(at), "", "", "") for at in range(len(rows) + 1, 6))
    columns = (
        GridColumn("序号", 3, True),
        GridColumn("整改承诺", 18),
        GridColumn("完成期限", 6, True),
        GridColumn("责任人", 5, True),
    )
    return Sheet(
        "约谈记录(已撤回)" if one.void else "约谈记录",
        (
            Boxes(
                (Box("约谈时间", moment_words(one.at) if one.at else "", 4), Box("约谈地点", clean_text(one.place), 5))
            ),
            Boxes((Box("约谈单位", clean_text(one.issuer), 5), Box("主持人", clean_text(one.host), 4))),
            Boxes((Box("被约谈单位", clean_text(one.company), 5), Box("小区", clean_text(one.estate), 4))),
            LongText("到场人员", clean_text(one.interviewees), 2),
            LongText("参加人员", clean_text(one.others), 1),
            LongText("约谈事由", outward(one.reason, one.known), 2),
            LongText("通报情况", outward(one.briefing or one.matter, one.known), 10),
            LongText("被约谈方说明", outward(one.statement, one.known), 16),
            Band("整改承诺与期限"),
            Grid(columns, rows, 2),
            LongText("后续措施", outward(one.follow_up, one.known), 10),
            Signatures(("被约谈方签字", "日期")),
            Signatures(("约谈主持人签字", "日期")),
            Signatures(("参加人员签字", "记录人签字")),
        ),
        left=f"编号:{one.record_number}",
        right=f"记录人:{clean_text(one.recorder)}" if one.recorder else "",
        foot="记录经被约谈方核对无误后逐页签字。",
        head=one.issuer,
    )
