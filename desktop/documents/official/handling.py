"""The papers of handling steps: 违停告知单, 限期清理告知单 for those concerned, 情况报告 for the authority."""

from dataclasses import dataclass
from datetime import datetime

from desktop.documents.cells import clean_text
from desktop.documents.official.outward import moment_words, outward, sentence
from desktop.documents.sheets import Box, Boxes, Grid, GridColumn, LongText, PaperSize, Sheet

_TIME = "\u3000\u3000月\u3000\u3000日\u3000\u3000时"
_SIGNED = "\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日"


@dataclass(frozen=True, slots=True)
class Handling:
    """A step with its case; `taken` are the steps before it as (when, what, note);
    `known` are the complaint's caller, phone and room, which never stand on the paper."""

    issuer: str
    source: str
    procedure: str
    step: str
    estate: str
    place: str
    matter: str
    basis: str
    found_at: datetime
    dated: datetime
    taken: tuple[tuple[datetime, str, str], ...] = ()
    contact: str = ""
    known: tuple[str, ...] = ()


def parking_sheet(one: Handling) -> Sheet:
    """违停告知单, A5, for a windscreen: what, why, until when, whom to call."""
    return Sheet(
        "违停告知单",
        (
            Boxes((Box("车牌号", "", 2), Box("车位/位置", clean_text(one.place), 2))),
            LongText(
                "告知",
                f"车主您好:您的车辆停放在{clean_text(one.estate)}禁止停放的位置,影响消防救援或通行安全。"
                f"请于{_TIME}前挪走。",
                5,
            ),
            LongText("依据", sentence(one.basis), 2),
            LongText("逾期", "逾期未挪车的,将报请有关部门依法处理。", 1),
            LongText("告知人", "", 2, f"(盖章)电话:{_SIGNED}"),
        ),
        left=f"编号:{one.source}",
        foot=one.contact,
        size=PaperSize.A5,
        head=one.issuer,
    )


def clearing_sheet(one: Handling) -> Sheet:
    """限期清理告知单, A5, handed over and put up in the stairwell."""
    return Sheet(
        "限期清理告知单",
        (
            Boxes((Box("小区", clean_text(one.estate), 2), Box("位置", clean_text(one.place), 3))),
            LongText("存在问题", outward(one.matter, one.known), 5),
            LongText("请您", f"于{_TIME}前自行清理;逾期未清理的,将按规定处理,由此产生的费用由责任人承担。", 2),
            LongText("依据", sentence(one.basis), 2),
            LongText("签收", "拒签的写明见证人。", 2, f"签收人:{_SIGNED}"),
            LongText("告知人", "", 2, f"(盖章){_SIGNED}"),
        ),
        left=f"编号:{one.source}",
        foot=one.contact,
        size=PaperSize.A5,
        head=one.issuer,
    )


def report_sheet(one: Handling) -> Sheet:
    """情况报告: what was found, what has been done so far, what is asked for."""
    rows = tuple((moment_words(at), what, outward(note, one.known)) for at, what, note in one.taken)
    return Sheet(
        "情况报告",
        (
            Boxes((Box("报送单位", "", 2), Box("报告时间", moment_words(one.dated), 2))),
            Boxes((Box("小区", clean_text(one.estate), 2), Box("位置", clean_text(one.place), 2))),
            Boxes((Box("事项", one.procedure, 2), Box("发现时间", moment_words(one.found_at), 2))),
            LongText("基本情况", outward(one.matter, one.known), 6),
            Grid(
                (GridColumn("时间", 6, True), GridColumn("已采取的措施", 9), GridColumn("结果", 12)),
                rows or (("", "", ""), ("", "", "")),
            ),
            LongText("请求事项", f"{sentence(one.step)}请依法处理,并告知处理结果。", 2),
            LongText("依据", sentence(one.basis), 2),
            LongText("附件", "□现场照片\u3000\u3000张\u3000\u3000□告知单\u3000\u3000份\u3000\u3000□其他:", 1),
            LongText("报告单位", "", 1, f"(盖章)经办人:{_SIGNED}"),
            LongText("处理意见", "", 3, f"(盖章)承办人:{_SIGNED}"),
        ),
        left=f"编号:{one.source}",
        foot=one.contact,
        head=one.issuer,
    )
