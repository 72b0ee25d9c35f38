"""The assessment of a quarter worked out a second time: decimals, plain loops, the scheme as its JSON."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

D = Decimal
PARTS = ("inspection", "survey", "neighborhood", "owners", "complaints", "cooperation")
RATINGS = {"content": D(1), "fairly": D("0.8"), "so_so": D("0.6"), "discontent": D(0)}


def assess(scheme: dict[str, Any], estates: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By the estate's name: the parts' values (None for left out), total, grade, rank, overall, listed."""
    with localcontext() as context:
        context.prec = 60
        found = {estate["name"]: _estate(scheme, estate) for estate in estates}
        for row in found.values():
            mine = row["total"]
            others = [other for other in found.values() if other["total"] is not None]
            row["overall"] = None if mine is None else 1 + sum(1 for other in others if other["total"] > mine)
            inside = [other for other in others if other["group"] == row["group"]]
            row["rank"] = None if mine is None else 1 + sum(1 for other in inside if other["total"] > mine)
            row["listed"] = _listed(scheme["lists"], row, inside)
        return found


def rounded(scheme: dict[str, Any], value: Decimal) -> Decimal:
    how = ROUND_HALF_UP if scheme["rounding"] == "half_up" else ROUND_DOWN
    return value.quantize(D(1).scaleb(-scheme["decimals"]), how)


def _estate(scheme: dict[str, Any], estate: dict[str, Any]) -> dict[str, Any]:
    raw = {
        "inspection": _inspection(scheme, estate),
        "survey": _survey(estate),
        "neighborhood": estate["opinions"].get("neighborhood"),
        "owners": estate["opinions"].get("owners"),
        "complaints": _complaints(scheme, estate),
        "cooperation": estate["opinions"].get("cooperation"),
    }
    if raw["cooperation"] is None and estate["due"]:
        raw["cooperation"] = D(100) * estate["cleared"] / estate["due"]
    values: dict[str, Decimal | None] = {}
    known = weights = sums = D(0)
    ranked = True
    for part in PARTS:
        weight = D(str(scheme["weights"][part]))
        value = raw[part]
        if value is not None:
            values[part] = rounded(scheme, value)
            known += weight
        else:
            rule = scheme["missing"][part]
            values[part] = {"zero": D(0), "full": D(100)}.get(rule)
            if rule == "not_ranked" and weight > 0:
                ranked = False
        if values[part] is not None:
            weights += weight
            sums += weight * values[part]
    if known < D(str(scheme["least_weight"])) or weights == 0:
        ranked = False
    plus, minus = sum(estate["plus"], D(0)), sum(estate["minus"], D(0))
    if scheme["bonus_cap"] is not None and plus > D(str(scheme["bonus_cap"])):
        plus = D(str(scheme["bonus_cap"]))
    if scheme["penalty_cap"] is not None and minus > D(str(scheme["penalty_cap"])):
        minus = D(str(scheme["penalty_cap"]))
    total = None
    if ranked:
        total = rounded(scheme, sums / weights + plus - minus)
        if total < 0:
            total = D(0)
        if scheme["highest"] is not None and total > D(str(scheme["highest"])):
            total = D(str(scheme["highest"]))
    return {
        "group": estate["group"], "values": values, "bonus": plus, "penalty": minus, "total": total,
        "grade": _grade(scheme, total), "vetoed": _vetoed(scheme, estate),
        "below": total is not None and total < D(str(scheme["exposure"])),
    }  # fmt: skip


def _weight(scheme: dict[str, Any], code: str) -> Decimal:
    lists = scheme["visits"]["lists"]
    return D(str(lists[code] if code in lists else scheme["visits"]["other"]))


def _counted(scheme: dict[str, Any], estate: dict[str, Any]) -> list[tuple[Any, ...]]:
    kept = [visit for visit in estate["visits"] if _weight(scheme, visit[1]) > 0]
    return kept[-1:] if scheme["visits"]["way"] == "last" else kept  # they come in the order of their days


def _inspection(scheme: dict[str, Any], estate: dict[str, Any]) -> Decimal | None:
    visits = _counted(scheme, estate)
    if not visits:
        return None
    if scheme["visits"]["way"] == "weighted":
        above = below = D(0)
        for code in {visit[1] for visit in visits}:
            scores = [visit[2] for visit in visits if visit[1] == code]
            above += _weight(scheme, code) * sum(scores) / len(scores)
            below += _weight(scheme, code)
        return above / below
    return sum((visit[2] for visit in visits), D(0)) / len(visits)


def _vetoed(scheme: dict[str, Any], estate: dict[str, Any]) -> bool:
    return any(visit[3] for visit in _counted(scheme, estate))


def _survey(estate: dict[str, Any]) -> Decimal | None:
    given = valid = 0
    for counts in estate["sheets"]:
        for points, count in zip((5, 4, 3, 2, 1, 0), counts, strict=True):
            given += points * count
            valid += count
    return D(100) * given / (valid * 5) if valid else None


def _complaints(scheme: dict[str, Any], estate: dict[str, Any]) -> Decimal | None:
    rule = scheme["complaints"]
    points = {}
    if estate["area"]:
        points["area"] = _ramp(rule["area"], D(estate["effective"]) / (estate["area"] / 10))
    if estate["households"]:
        points["households"] = _ramp(rule["households"], D(estate["effective"]) / estate["households"] * 1000)
    if estate["timed"]:
        points["on_time"] = D(100) * estate["on_time"] / estate["timed"]
    if rated := sum(estate["ratings"].values()):
        points["satisfaction"] = 100 * sum(RATINGS[name] * n for name, n in estate["ratings"].items()) / rated
    weights = {name: D(str(rule["weights"][name])) for name in points}
    whole = sum(weights.values())
    return sum(weights[name] * points[name] for name in points) / whole if whole else None


def _ramp(ramp: dict[str, Any], value: Decimal) -> Decimal:
    good, bad = D(str(ramp["good"])), D(str(ramp["bad"]))
    return min(D(100), max(D(0), 100 - 100 * (value - good) / (bad - good)))


def _grade(scheme: dict[str, Any], total: Decimal | None) -> str:
    best = ""
    for band in sorted(scheme["bands"], key=lambda band: band["least"]):
        if total is not None and total >= D(str(band["least"])):
            best = band["name"]
    return best


def _listed(rule: dict[str, Any], row: dict[str, Any], inside: list[dict[str, Any]]) -> str:
    if row["total"] is None or len(inside) < rule["least_group"]:
        return ""
    how = {"floor": ROUND_FLOOR, "ceiling": ROUND_CEILING, "half_up": ROUND_HALF_UP}[rule["counting"]]
    count = max(1, int((D(str(rule["share"])) * len(inside) / 100).quantize(D(1), how)))
    down = sorted((other["total"] for other in inside), reverse=True)
    if rule["ties"] == "include":
        top, bottom = row["total"] >= down[count - 1], row["total"] <= down[-count]
    else:
        top = row["total"] not in down[count:]
        bottom = row["total"] not in down[: len(down) - count]
    if top and bottom:
        return ""
    if top and row["total"] >= D(str(rule["red_least"])) and not (rule["red_unvetoed"] and row["vetoed"]):
        return "red"
    return "black" if bottom and row["total"] < D(str(rule["black_below"])) else ""
