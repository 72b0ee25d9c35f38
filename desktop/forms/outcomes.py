"""How an order ended: what closing it and calling back found; apart, as lists want the words without the forms."""

from desktop.domain.words import Labelled


class Verdict(Labelled):
    """How it was closed (结案评判)."""

    SOLVED = "solved", "实际解决"
    EXPLAINED = "explained", "解释说明"
    NOT_ACCEPTED = "not_accepted", "不予受理"


class Solved(Labelled):
    """Whether the caller says it is solved."""

    YES = "yes", "已解决"
    PARTLY = "partly", "部分解决"
    NO = "no", "未解决"


class Rating(Labelled):
    """How content the caller is."""

    CONTENT = "content", "满意"
    FAIRLY = "fairly", "基本满意"
    SO_SO = "so_so", "一般"
    DISCONTENT = "discontent", "不满意"
    NONE = "none", "未评价"
