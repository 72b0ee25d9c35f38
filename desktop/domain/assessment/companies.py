"""The companies' scores: their estates' weighted by area (K23), with the department's and the points for credit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from desktop.domain.assessment.outcome import CompanyRow, Listed, Points, Share
from desktop.domain.assessment.placing import Standing, clamped, grade_of, places_on_lists
from desktop.domain.assessment.scheme import Missing, NoArea, Part, Scheme
from desktop.domain.indicators import number_words, ranks, rounded

YOUNG = "在管不足{days}天"


@dataclass(frozen=True, slots=True)
class Engagement:
    """A company at an estate: the totals of the quarters it served there (None where there is none), the department's
    score, and the days of its service (None where its beginning is not known)."""

    organisation_id: int
    company: str
    estate_id: int
    estate: str
    area: Fraction | None
    quarters: tuple[Fraction | None, ...]
    department: Fraction | None = None
    days: int | None = None


def company_rows(
    scheme: Scheme, engagements: Sequence[Engagement], credit: Mapping[int, Points], yearly: bool
) -> tuple[CompanyRow, ...]:
    """The companies by their totals, those without one last; `credit` by organisation, counted in a year only."""
    found: dict[int, list[Engagement]] = {}
    for engagement in engagements:
        found.setdefault(engagement.organisation_id, []).append(engagement)
    rows = [_row(scheme, own, credit.get(key, Points()), yearly) for key, own in found.items()]
    places = ranks([row.total for row in rows])
    lists = places_on_lists(scheme.lists, [Standing(row.total, "") for row in rows])
    placed = [
        replace(row, rank=place, listed=listed, listed_why=why.replace("本组", "全部企业"))
        for row, place, (listed, why) in zip(rows, places, lists, strict=True)
    ]
    return tuple(sorted(placed, key=lambda row: (row.rank is None, row.rank or 0, row.company)))


def _row(scheme: Scheme, own: Sequence[Engagement], credit: Points, yearly: bool) -> CompanyRow:
    shares = [_share(scheme, engagement) for engagement in own]
    counted = [share for share in shares if not share.left_out]
    areas = [share.area for share in counted if share.area]
    usual = sum(areas, Fraction(0)) / len(areas) if areas else Fraction(1)
    scored = [(share.area or usual, share) for share in counted if share.score is not None]
    numerator = sum((area * share.score for area, share in scored if share.score is not None), Fraction(0))
    denominator = sum((area for area, _ in scored), Fraction(0))
    weighted = _rounded(scheme, numerator / denominator) if denominator else None
    departments = [(area, share.department) for area, share in scored if share.department is not None]
    judged = sum((area for area, _ in departments), Fraction(0))
    department = _rounded(scheme, sum((a * d for a, d in departments), Fraction(0)) / judged) if judged else None
    total = _total(scheme, weighted, department, credit) if yearly else weighted
    return CompanyRow(
        organisation_id=own[0].organisation_id,
        company=own[0].company,
        shares=tuple(shares),
        area=sum((share.area for share in shares if share.area), Fraction(0)),
        quarters=tuple(_quarter(scheme, counted, usual, place) for place in range(len(own[0].quarters))),
        weighted=weighted,
        numerator=numerator,
        denominator=denominator,
        department=department,
        credit=credit,
        total=total,
        grade=grade_of(scheme, total),
        rank=None,
        listed=Listed.NONE,
        listed_why="",
        below=total is not None and total < scheme.exposure,
        why=_why(shares, usual, bool(areas)),
    )


def _share(scheme: Scheme, one: Engagement) -> Share:
    scores = [score for score in one.quarters if score is not None]
    mean = sum(scores, Fraction(0)) / len(scores) if scores else None
    left_out = ""
    if one.days is not None and one.days < scheme.least_days:
        left_out = YOUNG.format(days=scheme.least_days)
    elif mean is None:
        left_out = "没有考核总分"
    elif not one.area and scheme.no_area is NoArea.LEAVE_OUT:
        left_out = "没有建筑面积"
    return Share(one.estate_id, one.estate, one.area, mean, one.department, left_out, one.quarters)


def _quarter(scheme: Scheme, counted: Sequence[Share], usual: Fraction, place: int) -> Fraction | None:
    sums = weights = Fraction(0)
    for share in counted:
        score = share.quarters[place]
        if score is not None:
            sums, weights = sums + (share.area or usual) * score, weights + (share.area or usual)
    return _rounded(scheme, sums / weights) if weights else None


def _total(scheme: Scheme, weighted: Fraction | None, department: Fraction | None, credit: Points) -> Fraction | None:
    """The town's and the department's part by their weights; a company without estates' scores has no total."""
    if weighted is None:
        return None
    parts = [(scheme.weight(Part.TOWN), weighted)]
    if department is not None:
        parts.append((scheme.weight(Part.DEPARTMENT), department))
    else:
        match scheme.missing[Part.DEPARTMENT]:
            case Missing.ZERO:
                parts.append((scheme.weight(Part.DEPARTMENT), Fraction(0)))
            case Missing.FULL:
                parts.append((scheme.weight(Part.DEPARTMENT), Fraction(100)))
            case Missing.NOT_RANKED:
                return None
            case Missing.REDISTRIBUTE:
                pass
    whole = sum((weight for weight, _ in parts), Fraction(0))
    if not whole:
        return None
    mixed = sum((weight * value for weight, value in parts), Fraction(0)) / whole
    return clamped(scheme, _rounded(scheme, mixed + credit.counted))


def _why(shares: Sequence[Share], usual: Fraction, known: bool) -> str:
    words = [f"{share.estate}{share.left_out},不计" for share in shares if share.left_out]
    without = [share.estate for share in shares if not share.left_out and not share.area]
    if without:
        instead = f"{number_words(usual, 2)}万㎡(其他项目的平均)" if known else "各项目相同的面积"
        words.append(f"{'、'.join(without)}没有建筑面积,按{instead}计")
    return ";".join(words)


def _rounded(scheme: Scheme, value: Fraction) -> Fraction:
    return rounded(value, scheme.decimals, scheme.rounding)
