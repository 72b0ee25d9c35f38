"""Where an inspection, a finding and a notice stand."""

from desktop.domain.words import Labelled


class InspectionKind(Labelled):
    """Why an inspection is made."""

    DAILY = "daily", "日常"
    MONTHLY = "monthly", "月度"
    QUARTERLY = "quarterly", "季度"
    CAMPAIGN = "campaign", "专项"
    LOOK_BACK = "look_back", "回头看"


class InspectionState(Labelled):
    """A prepared inspection has its number and its sheet; an entered one is unfinished; a done one has its score."""

    PREPARED = "prepared", "待检查"
    ENTERING = "entering", "录入中"
    DONE = "done", "已完成"
    VOID = "void", "已作废"


class FindingState(Labelled):
    """The life of a fault, from the failed item to 销号."""

    OPEN = "open", "待处理"
    NOTIFIED = "notified", "整改中"
    ANSWERED = "answered", "待复查"
    FAILED = "failed", "复查不合格"
    CLEARED = "cleared", "已销号"
    FIXED = "fixed", "当场已改"
    ORDERED = "ordered", "已转工单"
    VOID = "void", "已作废"


class NoticeState(Labelled):
    """The life of a notice to put faults right."""

    ISSUED = "issued", "待签收"
    SIGNED = "signed", "整改中"
    ANSWERED = "answered", "待复查"
    PARTLY = "partly", "部分合格"
    FAILED = "failed", "不合格"
    CLEARED = "cleared", "已销号"
    VOID = "void", "已作废"


class Stage(Labelled):
    """Whether a photo shows the fault or how it was put right."""

    BEFORE = "before", "整改前"
    AFTER = "after", "整改后"
