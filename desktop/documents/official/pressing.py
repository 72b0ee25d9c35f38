"""催办单 and 督办单 of a work order, a notice or a company: why, what is asked, and room for the answer."""

from dataclasses import dataclass
from datetime import datetime

from desktop.documents.cells import clean_text
from desktop.documents.official.outward import moment_words, outward, sentence, ticked
from desktop.documents.sheets import Band, Box, Boxes, LongText, Sheet

LEVELS = ("催办", "书面督办", "挂牌督办(黄牌)", "红牌约谈", "上报移送")
_SIGNED = "\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日"


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is pressed for. `level` is 1 to 5 (resources/escalation.json), `source` the number of the order or notice;
    `known` are the complaint's caller, phone and room, which never stand on the paper. What became of it after it went
    out is told in `remarks`; one that was taken back is `void`."""

    issuer: str
    number: str
    level: int
    unit: str
    person: str
    estate: str
    source: str
    matter: str
    reason: str
    demand: str
    issued_at: datetime
    due_at: datetime | None = None
    ordered_by: str = ""
    times: int = 1
    way: str = ""
    answer: str = ""
    contact: str = ""
    known: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    void: bool = False


def reminder_sheet(one: Pressing) -> Sheet:
    """催办单."""
    return Sheet(
        _marked("催办单", one),
        (
            Boxes((Box("催办对象", clean_text(one.unit), 2), Box("负责人", clean_text(one.person)))),
            Boxes((Box("来源单号", one.source, 2), Box("次数", f"第{one.times}次"))),
            Boxes((Box("小区", clean_text(one.estate), 2), Box("催办方式", one.way or "书面"))),
            LongText("催办事项", outward(one.matter, one.known), 5),
            LongText("催办原因", outward(one.reason, one.known), 2),
            LongText("要求", outward(one.demand, one.known), 3),
            Boxes((Box("答复时限", _due(one)),)),
            *_since(one),
            LongText("下达", "", 1, f"(盖章)经办人:{clean_text(one.ordered_by)}\u3000{_day(one.issued_at)}"),
            LongText("签收", "", 1, f"签收人:{_SIGNED}"),
            LongText("答复情况", outward(one.answer, one.known), 11, f"负责人签字:{_SIGNED}"),
        ),
        left=f"编号:{one.number}",
        right=f"时间:{moment_words(one.issued_at)}",
        foot=one.contact,
        head=one.issuer,
    )


def supervision_sheet(one: Pressing) -> Sheet:
    """督办单 of levels 2 to 5: the level is ticked, the unit answers and the office concludes on the same paper."""
    return Sheet(
        _marked("督办单" if one.level < 5 else "上报移送单", one),
        (
            Boxes((Box("督办级别", ticked(LEVELS[one.level - 1], LEVELS[1:])),)),
            Boxes((Box("承办单位", clean_text(one.unit), 2), Box("负责人", clean_text(one.person)))),
            Boxes((Box("来源单号", one.source), Box("小区", clean_text(one.estate)))),
            LongText("督办事项", outward(one.matter, one.known), 4),
            LongText("督办原因", outward(one.reason, one.known), 2),
            LongText("办结要求", outward(one.demand, one.known), 3),
            Boxes((Box("反馈时限", _due(one)),)),
            *_since(one),
            LongText("下达", "", 1, f"(盖章)下达人:{clean_text(one.ordered_by)}\u3000{_day(one.issued_at)}"),
            LongText("签收", "", 1, f"签收人:{_SIGNED}"),
            Band("承办单位反馈"),
            LongText("办理结果", outward(one.answer, one.known), 5, f"(盖章)负责人签字:{_SIGNED}"),
            Band("审核"),
            LongText(
                "审核意见", "□办结,予以销号\u3000\u3000□退回重办\u3000\u3000□升级督办", 1, f"审核人签字:{_SIGNED}"
            ),
        ),
        left=f"编号:{one.number}",
        right=f"时间:{moment_words(one.issued_at)}",
        foot=one.contact,
        head=one.issuer,
    )


def _since(one: Pressing) -> tuple[LongText, ...]:
    return (LongText("下达后变动", sentence("；".join(one.remarks)), 1),) if one.remarks else ()


def _marked(title: str, one: Pressing) -> str:
    return f"{title}(已撤回)" if one.void else title


def _due(one: Pressing) -> str:
    return f"请于{moment_words(one.due_at)}前书面反馈" if one.due_at else "请收到后立即书面反馈"


def _day(at: datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日"
