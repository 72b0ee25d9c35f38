"""限期整改通知书 and 问题告知单 with the receipt that the company fills in.

Only the town's housing office orders faults to be put right; a committee tells of them and asks (实务第0节第9条).
"""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.documents.cells import clean_text
from desktop.documents.official.letter import Block, Head, Heading, Letter, Paragraph, day_words
from desktop.documents.official.outward import moment_words, outward, sentence
from desktop.documents.sheets import Band, Box, Boxes, Grid, GridColumn, LongText, Sheet

RECEIPT = "整改回执"
ORDER, ADVICE = "限期整改通知书", "物业服务问题告知单"
VOID = "已作废"


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the notice; `measure` and `done_on` are what the company has answered so far."""

    text: str
    requirement: str = ""
    due: datetime | None = None
    measure: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says. `orders` tells whether its issuer may order; `occasion` is what it follows from.

    What became of it after it went out changes none of this: it is told in `remarks`, and a withdrawn one is `void`.
    """

    head: Head
    issuer: str
    number: str
    orders: bool
    company: str
    estate: str
    occasion: str
    faults: tuple[Fault, ...]
    basis: str
    demand: str
    consequence: str
    due_at: datetime
    dated: date
    contact: str = ""
    remarks: tuple[str, ...] = ()
    void: bool = False

    @property
    def title(self) -> str:
        """限期整改通知书, or 物业服务问题告知单 where the issuer may not order."""
        return ORDER if self.orders else ADVICE


def notice_letter(notice: Notice, mark: str = "") -> Letter:
    """One copy of the notice; copies differ by nothing but their `mark`."""
    return Letter(
        head=notice.head,
        number=notice.number,
        title=_marked(notice.title, notice),
        receiver=clean_text(notice.company),
        blocks=_order(notice) if notice.orders else _advice(notice),
        issuer=notice.issuer,
        dated=notice.dated,
        attachments=(RECEIPT if notice.orders else "问题办理回执",),
        contact=notice.contact,
        receipt=(("签收单位(盖章)", "签收人"), ("送达人", "签收时间")),
        mark="\u3000".join(filter(None, (mark, VOID if notice.void else ""))),
    )


def copies(notice: Notice, names: tuple[str, ...]) -> list[Letter]:
    """The notice once for each name, marked 第一联 存根 and so on; without a mark where there is just one."""
    places = "一二三四五六七八九"
    if len(names) < 2:
        return [notice_letter(notice)]
    return [
        notice_letter(notice, f"第{places[at]}联\u3000{name}" if at < len(places) else name)
        for at, name in enumerate(names)
    ]


def receipt_sheet(notice: Notice) -> Sheet:
    """The page that comes back: what the company did, and what was found when looking again."""
    done = "整改" if notice.orders else "办理"
    rows = tuple(
        (
            str(at),
            outward(fault.text),
            outward(fault.measure),
            f"{fault.done_on:%Y-%m-%d}" if fault.done_on else "",
            "",
        )
        for at, fault in enumerate(notice.faults, 1)
    )
    columns = (
        GridColumn("序号", 3, True),
        GridColumn("问题", 11),
        GridColumn(f"{done}措施和结果", 12),
        GridColumn("完成日期", 5, True),
        GridColumn("照片编号", 5, True),
    )
    again = "复查" if notice.orders else "回看"
    since = (LongText("下达后变动", sentence("；".join(notice.remarks)), 1),) if notice.remarks else ()
    return Sheet(
        _marked(RECEIPT if notice.orders else "问题办理回执", notice),
        (
            Boxes((Box("物业服务企业", clean_text(notice.company), 3), Box("小区", clean_text(notice.estate), 2))),
            Boxes((Box("期限", moment_words(notice.due_at) + "前", 3), Box("回执日期", "", 2))),
            *since,
            Grid(columns, rows, 3),
            LongText("未完成说明", "", 2),
            LongText("企业确认", "", 1, "(盖章)项目经理签字:\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日"),
            Band(f"以下由{notice.issuer}填写"),
            LongText(
                f"{again}结论",
                "□合格,予以销号\n□部分合格,未完成事项继续办理至\u3000\u3000\u3000年\u3000月\u3000日\n□不合格,转入督办",
                3,
                f"{again}人签字:\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日",
            ),
        ),
        left=f"附件:{notice.number}",
        right="逐条填写,照片附后",
        foot=f"请于期限届满前送回{notice.issuer}。",
    )


def _order(notice: Notice) -> tuple[Block, ...]:
    return (
        Paragraph(outward(f"{notice.occasion}发现你单位服务的{notice.estate}存在下列问题,现通知你单位限期整改。")),
        Heading("存在问题"),
        _faults(notice, "整改要求", "整改期限"),
        *_since(notice),
        Heading("依据"),
        Paragraph(sentence(notice.basis)),
        Heading("整改要求"),
        Paragraph(f"请于{moment_words(notice.due_at)}前完成整改。{sentence(outward(notice.demand))}"),
        Heading("逾期后果"),
        Paragraph(sentence(notice.consequence)),
    )


def _advice(notice: Notice) -> tuple[Block, ...]:
    return (
        Paragraph(outward(f"{notice.occasion}发现你单位服务的{notice.estate}存在下列问题,现告知你单位,请予办理。")),
        Heading("有关问题"),
        _faults(notice, "建议措施", "建议完成时间"),
        *_since(notice),
        Heading("依据"),
        Paragraph(sentence(notice.basis)),
        Heading("请你单位办理的事项"),
        Paragraph(f"请于{moment_words(notice.due_at)}前办理并反馈。{sentence(outward(notice.demand))}"),
        Heading("后续安排"),
        Paragraph(sentence(notice.consequence)),
    )


def _since(notice: Notice) -> tuple[Block, ...]:
    """What changed after the notice went out, in brackets below the table: it was not on the paper that was handed
    over."""
    return (Paragraph(f"(下达后变动:{sentence('；'.join(notice.remarks))})"),) if notice.remarks else ()


def _marked(title: str, notice: Notice) -> str:
    return f"{title}({VOID})" if notice.void else title


def _faults(notice: Notice, requirement: str, due: str) -> Grid:
    return Grid(
        (
            GridColumn("序号", 5, True),
            GridColumn("问题", 24),
            GridColumn(requirement, 19),
            GridColumn(due, 15, True),
        ),
        tuple(
            (
                str(at),
                outward(fault.text),
                outward(fault.requirement),
                f"{day_words(fault.due.date())}\n{fault.due:%H:%M}前" if fault.due else "同本单期限",
            )
            for at, fault in enumerate(notice.faults, 1)
        ),
    )
