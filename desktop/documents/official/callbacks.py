"""回访记录表: what is asked of the caller, with boxes to tick; it stays in the office, the caller is masked."""

from dataclasses import dataclass
from datetime import datetime

from desktop.documents.cells import clean_text
from desktop.documents.official.outward import moment_words, ticked
from desktop.documents.sheets import Band, Box, Boxes, LongText, Sheet
from desktop.domain.privacy.masking import mask_name, mask_phone, mask_text, to_building

RATINGS = ("满意", "基本满意", "一般", "不满意", "未评价")


@dataclass(frozen=True, slots=True)
class CallBackForm:
    """One order and the newest call-back on it, if any; the answers are words of `RATINGS` and the like, or ""."""

    issuer: str
    number: str
    place: str
    category: str
    caller: str
    phone: str
    title: str
    unit: str
    result: str
    verdict: str
    closed_at: datetime | None = None
    asked_by: str = ""
    asked_at: datetime | None = None
    tries: int = 0
    reached: str = ""
    contacted: str = ""
    solved: str = ""
    attitude: str = ""
    rating: str = ""
    dissatisfied_because: str = ""
    remark: str = ""
    known: tuple[str, ...] = ()


def callback_sheet(form: CallBackForm) -> Sheet:
    """The form with what is known; the caller shows as 王** and 138****5678."""
    caller = mask_name(clean_text(form.caller))
    tries = f"已拨{form.tries}次" if form.tries else "第\u3000\u3000次"
    return Sheet(
        "回访记录表",
        (
            Boxes((Box("受理编号", form.number), Box("承办单位", clean_text(form.unit)))),
            Boxes((Box("地点", to_building(clean_text(form.place))), Box("类别", form.category))),
            Boxes((Box("来电人", caller or "未留"), Box("电话", mask_phone(form.phone) or "未留"))),
            LongText("诉求", mask_text(clean_text(form.title), form.known), 2),
            LongText("办理结果", mask_text(clean_text(form.result), form.known), 4),
            Boxes(
                (
                    Box("结案评判", ticked(form.verdict, ("实际解决", "解释说明")), 3),
                    Box("办结时间", f"{form.closed_at:%Y-%m-%d %H:%M}" if form.closed_at else "", 2),
                )
            ),
            Band("回访"),
            Boxes((Box("回访人", clean_text(form.asked_by)), Box("回访时间", _moment(form.asked_at)))),
            Boxes((Box("方式", ticked("", ("电话", "上门", "短信"))), Box("次数", tries))),
            Boxes((Box("是否接通", ticked(form.reached, ("接通", "未接通"))),)),
            Boxes((Box("先行联系", ticked(form.contacted, ("是", "否", "未评价"))),)),
            Boxes((Box("是否解决", ticked(form.solved, ("已解决", "部分解决", "未解决"))),)),
            Boxes((Box("服务态度", ticked(form.attitude, RATINGS)),)),
            Boxes((Box("综合评价", ticked(form.rating, RATINGS)),)),
            LongText("不满意原因", mask_text(clean_text(form.dissatisfied_because), form.known), 3),
            LongText("来电人补充", mask_text(clean_text(form.remark), form.known), 3),
            LongText(
                "处理", "□归档\u3000\u3000□重办\u3000\u3000□转督办", 1,
                "审核人签字:\u3000\u3000\u3000\u3000\u3000\u3000年\u3000月\u3000日",
            ),
        ),
        left=f"编号:{form.number}",
        foot="回访人不得为承办人本人;本表含居民信息,只在本单位内使用。",
        head=form.issuer,
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return moment_words(at) if at else ""
