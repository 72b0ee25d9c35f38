"""What the name of an office tells: whether it is a residential committee, and its short form in numbers of papers."""

import re

_COMMITTEE = re.compile("居民委员会|村民委员会|居委会?|村委会?|社区")
_SHORT = (
    ("房屋管理办公室", "房管"),
    ("住房保障和房屋管理", "房管"),
    ("房屋管理所", "房管"),
    ("物业管理办公室", "物管"),
    ("居民委员会", "居委"),
    ("村民委员会", "村委"),
    ("街道办事处", ""),
    ("人民政府", "府"),
    ("办公室", "办"),
    ("房管办", "房管"),
    ("房管所", "房管"),
    ("居委会", "居委"),
    ("村委会", "村委"),
    ("街道", ""),
    ("镇", ""),
)


def is_committee(name: str) -> bool:
    """Whether a body of this name is a residential or village committee, which advises and reports but never orders."""
    return _COMMITTEE.search(name) is not None


def short_form(name: str) -> str:
    """The words before the year in the number of a paper: 云港镇房屋管理办公室 → 云港房管."""
    for long, short in _SHORT:
        name = name.replace(long, short)
    return name
