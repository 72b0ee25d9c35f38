"""Quarters by chance, with everything that can lack, and schemes with every rule."""

import copy
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from desktop.system.resources import load_json

D = Decimal
CODES = ("property_daily_assessment", "community_patrol", "fire_corridor_ebike", "owners_committee_norms")
GROUPS = ("前期", "满8年")


def scheme(random: Random) -> dict[str, Any]:
    """A scheme's JSON: the shipped one with other rules."""
    made: dict[str, Any] = copy.deepcopy(load_json("assessment.json")["scheme"])
    for part in ("inspection", "survey", "neighborhood", "owners", "complaints", "cooperation"):
        made["missing"][part] = random.choice(("redistribute", "redistribute", "zero", "full", "not_ranked"))
    made["weights"] = random.choice((
        made["weights"],
        {"inspection": 60, "survey": 40, "neighborhood": 0, "owners": 0, "complaints": 0, "cooperation": 0},
        {"inspection": 33.3, "survey": 16.7, "neighborhood": 10, "owners": 10, "complaints": 20, "cooperation": 10},
    ))  # fmt: skip
    made["least_weight"] = random.choice((0, 30, 50, 100))
    made["visits"]["way"] = random.choice(("mean", "last", "weighted"))
    made["visits"]["lists"] = {CODES[0]: random.choice((1, 2, 0.5)), CODES[3]: 0}
    made["complaints"]["weights"] = random.choice((
        made["complaints"]["weights"],
        {"area": 100, "households": 0, "on_time": 0, "satisfaction": 0},
        {"area": 0, "households": 0, "on_time": 50, "satisfaction": 50},
    ))  # fmt: skip
    made["bonus_cap"], made["penalty_cap"] = random.choice((None, 3)), random.choice((None, 5, 0))
    made["highest"] = random.choice((None, 100, 95.5))
    made["decimals"], made["rounding"] = random.choice((0, 1, 2, 3)), random.choice(("half_up", "truncate"))
    made["lists"] |= {
        "share": random.choice((0, 10, 15, 33.3, 50)), "counting": random.choice(("half_up", "floor", "ceiling")),
        "least_group": random.choice((2, 3, 5)), "ties": random.choice(("include", "exclude")),
        "red_least": random.choice((50, 70)), "red_unvetoed": random.random() < 0.5,
        "black_below": random.choice((50, 70)),
    }  # fmt: skip
    return made


def estates(random: Random) -> list[dict[str, Any]]:
    """None to twelve estates; some quarters have all alike."""
    count = random.choice((0, 1, 2, 5, 8, 12))
    first = estate(random, 0)
    alike = random.random() < 0.15
    return [{**(first if alike else estate(random, at)), "name": f"小区{at}"} for at in range(count)]


def estate(random: Random, at: int) -> dict[str, Any]:
    timed, due = random.choice((0, 0, 3, 9)), random.choice((0, 0, 1, 4, 7))
    steps = (60, 75.5, 80, 88.8, 90, 100)  # few, so that totals are often equal
    visits = [
        (date(2026, 7, 1 + n), random.choice(CODES), D(str(random.choice(steps))), random.random() < 0.1)
        for n in range(random.choice((0, 1, 1, 2, 4)))
    ]
    return {
        "name": f"小区{at}",
        "group": random.choice(GROUPS),
        "area": random.choice((None, D(5), D("13.6"), D("7.85"))),
        "households": random.choice((None, 430, 1204)),
        "visits": visits,
        "sheets": [
            [random.choice((0, 0, 7, 30)) for _ in range(6)] for _ in range(random.choice((0, 1, 1, 2)))
        ],
        "opinions": {
            source: D(str(random.choice(steps)))
            for source in ("neighborhood", "owners", "cooperation")
            if random.random() < (0.15 if source == "cooperation" else 0.7)
        },
        "effective": random.choice((0, 1, 4, 9, 20)),
        "timed": timed,
        "on_time": random.randint(0, timed),
        "ratings": {name: random.choice((0, 0, 1, 3)) for name in ("content", "fairly", "so_so", "discontent")},
        "due": due,
        "cleared": random.randint(0, due),
        "plus": [D(str(random.choice((0.5, 1, 2.25)))) for _ in range(random.choice((0, 0, 1, 3)))],
        "minus": [D(str(random.choice((0.5, 2, 5)))) for _ in range(random.choice((0, 0, 1, 2)))],
    }  # fmt: skip
