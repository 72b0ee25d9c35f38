"""The line below the table: how many, and how they did on average."""

from collections.abc import Sequence
from fractions import Fraction

from desktop.domain.indicators import number_words
from desktop.services.assessment.sight import Sight


def summary_words(sight: Sight, shown: Sequence[int], by_company: bool) -> str:
    """共49个小区,平均86.12分,最高97.30分,最低52.00分."""
    view, scheme = sight.given.view, sight.given.scheme
    ids = set(shown)
    if by_company:
        totals = [row.total for row in view.companies if row.organisation_id in ids]
    else:
        totals = [row.total for row in view.rows if row.estate_id in ids]
    words = f"共{len(shown)}{'家企业' if by_company else '个小区'}"
    there = [total for total in totals if total is not None]
    if there:
        mean = sum(there, Fraction(0)) / len(there)
        for name, figure in (("平均", mean), ("最高", max(there)), ("最低", min(there))):
            words += f",{name}{number_words(figure, scheme.decimals)}分"
    version = f"第{view.scheme_number}版" if view.scheme_number else ""
    return f"{words} · {scheme.name}{version}" + ("" if by_company else " · Enter看各项得分")
