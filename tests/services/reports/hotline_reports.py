"""Holding R06, R07 and R08 against the ledger and the stored rows, counted in plain Python."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from typing import Any

from office_view import View, returned, two
from plain_facts import Row
from recount import Order, agree, by_key, falls, grouped, leading, recount, share, total_of

from desktop.documents.table import Subtotal, Table
from desktop.domain.timing.periods import Period
from desktop.system.resources import load_json

GROUP = {
    entry["code"]: {"resident": "村居", "authority": "科室", "company": "企业"}[entry["group"]]
    for entry in load_json("parties.json")["parties"]
}
XINING = {"满意": Fraction(1), "基本满意": Fraction(3, 5), "不满意": Fraction(0)}
LABELS = {
    "content": "满意",
    "fairly": "基本满意",
    "so_so": "一般",
    "discontent": "不满意",
    "none": "未评价",
    None: "未评价",
}


class Hotline(View):
    """Scores, the week and the month."""

    # R06

    def performance(self, table: Table) -> None:
        parties = {row["name"]: row["party"] for row in self.facts.units.values()}
        rows = by_key(table)
        groups: dict[str, list[dict[str, Any]]] = {}
        for raw, row in zip(table.rows, rows, strict=True):
            if isinstance(raw, Subtotal):
                mine = [order for one in groups[row["unit"].removesuffix("小计")] for order in self.units[one["unit"]]]
                agree(row, mine, self.period)
                assert row["late"] == self.late(mine)
                continue
            name = row["unit"]
            group = "未分组" if name == "未派单" else GROUP.get(parties[name], "企业")
            assert row["group"] == group
            groups.setdefault(group, []).append(row)
            assert agree(row, self.units[name], self.period) >= 17
            assert row["late"] == self.late(self.units[name])
        for group, members in groups.items():
            self.scores(group, members)
        if rows:
            agree(total_of(table), self.facts.orders, self.period)

    def scores(self, group: str, members: list[dict[str, Any]]) -> None:
        whole = sum(row["received"] for row in members)
        for row in members:
            if group == "未分组":
                assert row["total"] is None and row["rank"] is None
                continue
            parts = (
                two(5 * (share(row["received"], whole) or Fraction(0))),
                two(30 * (row["contact_rate"] or Fraction(0))),
                Fraction(20 if row["judged"] else 0),
                two(40 * (row["satisfaction"] or Fraction(0))),
            )
            assert (row["volume_score"], row["contact_score"], row["solving_score"], row["content_score"]) == parts
            assert row["taken"] == min(Fraction(5), Fraction(row["late"], 2))
            assert row["total"] == sum(parts) - row["taken"]
            assert row["rank"] == 1 + sum(other["total"] > row["total"] for other in members)

    def late(self, orders: list[Order]) -> int:
        return sum(
            falls(order, "办结截止", self.period)
            and order["计入统计"] == "是"
            and order["状态"] != "挂账中"
            and not returned(order)
            and order["办结截止"] < (order["办结时间"] or self.now)
            for order in orders
        )

    # R07

    def weekly(self, table: Table) -> None:
        told = set()
        for row in by_key(table):
            told.add(row["unit"])
            mine = self.units[row["unit"]]
            assert agree(row, mine, self.period) == 7
            assert row["under_way"] == row["received"] - row["ended"] - row["held"] - row["returned"]
            assert row["discontent"] == self.discontent(mine)
            assert (row["due_soon"], row["overdue"]) == (len(self.soon(mine)), len(self.overdue(mine)))
            assert row["problems"] == leading(mine, self.period, "类别", lambda words: words.split(" › ")[-1])
        for name, mine in self.units.items():
            if name not in told:
                counts = recount(mine, self.period)
                assert not any((counts["received"], counts["before"], self.soon(mine), self.overdue(mine)))
        overall, rates, categories, estates, listed, ahead = table.extras
        self.two_periods(overall)
        self.two_rates(rates)
        everything = recount(self.facts.orders, self.period)["received"]
        for part, title, key in ((categories, "类别", "category"), (estates, "小区", "estate")):
            groups = grouped(self.facts.orders, lambda order, title=title: order[title] or "未分类")
            counts = {name: recount(mine, self.period)["received"] for name, mine in groups.items()}
            if title == "小区":
                counts.pop("未分类", None)
            best = sorted(((-number, name) for name, number in counts.items() if number))[:5]
            assert [(-row["received"], row[key]) for row in by_key(part)] == best
            for row in by_key(part):
                agree(row, groups[row[key]], self.period)
                assert row["share"] == share(row["received"], everything)
        numbers = [(row["kind"], row["number"]) for row in by_key(listed)]
        assert Counter(numbers) == Counter(
            [("不满意", number) for number in self.bad_ratings()]
            + [("逾期", order["受理编号"]) for order in self.overdue(self.facts.orders)]
            + [("临期", order["受理编号"]) for order in self.soon(self.facts.orders)]
        )
        self.ahead(ahead)

    def ahead(self, table: Table) -> None:
        first = self.period.last + timedelta(days=1)
        rows = by_key(table)
        assert [row["day"] for row in rows] == [first + timedelta(days=at) for at in range(7)]
        for row in rows:
            due = [order for order in self.waiting(self.facts.orders) if order["办结截止"].date() == row["day"]]
            assert (row["due"], row["pressing"]) == (
                len(due),
                sum(order["紧急程度"] in ("特急", "急") for order in due),
            )
            active = ("open", "notified", "answered", "failed", "ordered")
            assert row["findings"] == sum(
                fault["state"] in active and fault["due_at"] is not None and fault["due_at"].date() == row["day"]
                for fault in self.facts.findings
                if self.facts.of_case(fault, self.period)
            )
        assert total_of(table)["due"] == sum(row["due"] for row in rows)

    def two_periods(self, table: Table) -> None:
        this, then = (self.counts(period) for period in (self.period, self.period.previous()))
        known = self.known(self.period.previous())
        for key, row in zip(table.keys, by_key(table), strict=True):
            if key in this:
                assert row["now"] == this[key], key
                assert row["then"] == (then[key] if known else None), key
                assert row["change"] == (this[key] - then[key] if known else None), key

    def counts(self, period: Period) -> dict[str, int]:
        found = recount(self.facts.orders, period)
        closed = [
            order for order in self.facts.orders if order["计入统计"] == "是" and falls(order, "办结时间", period)
        ]
        ratings = Counter(order["回访评价"] for order in closed)
        names = {"content": "满意", "fairly": "基本满意", "so_so": "一般", "discontent": "不满意"}
        said = self.last_answers(period)
        return {
            **{name: found[name] for name in ("received", "closed", "due", "on_time", "repeats")},
            **{key: ratings[label] for key, label in names.items()},
            "called": len(said),
            "solved_calls": sum(call["solved"] == "yes" for call in said),
            "dispatched": len(self.dispatched(period)),
        }

    def two_rates(self, table: Table) -> None:
        keys = {"K04": "on_time_rate", "K06": "solved_rate", "K09": "satisfaction"}
        this = recount(self.facts.orders, self.period)
        then = recount(self.facts.orders, self.period.previous())
        known = self.known(self.period.previous())
        for row in by_key(table):
            expected = this[keys[row["code"]]], then[keys[row["code"]]] if known else None
            assert (row["now"], row["then"]) == expected
            both = None not in expected
            assert row["points"] == ((expected[0] - expected[1]) * 100 if both else None)

    # R08

    def bulletin(self, table: Table) -> None:
        calls = grouped(self.last_answers(self.period), lambda call: self.unit_of(call["number"]))
        taken = grouped(self.dispatched(self.period), lambda order: order["承办单位"] or "未派单")
        rows = by_key(table)
        for row in rows:
            name = row["unit"]
            self.said(row, calls.get(name, []), taken.get(name, []), len(self.dispatched(self.period)))
            assert row["closed"] == recount(self.units[name], self.period)["closed"]
        ranked = [row for row in rows if row["unit"] != "未派单" and row["score"] is not None]
        for row in ranked:
            assert row["rank"] == 1 + sum(other["score"] > row["score"] for other in ranked)
        assert all(row["rank"] in (None, "—") for row in rows if row not in ranked)
        assert sum(row["taken"] for row in rows) == len(self.dispatched(self.period))
        if rows:
            every = self.last_answers(self.period)
            self.said(total_of(table), every, self.dispatched(self.period), len(self.dispatched(self.period)))
        self.sections(table, calls)

    def said(self, row: dict[str, Any], calls: list[Row], taken: list[Order], whole: int) -> None:
        ratings = Counter(LABELS[call["rating"]] for call in calls)
        solved = sum(call["solved"] == "yes" for call in calls)
        asked = [order for order in taken if self.contact_due(order) is not None]
        answered = [order for order in asked if self.answered(order)]
        assert row["taken"] == len(taken) and row["share"] == share(len(taken), whole)
        assert (row["called"], row["solved"], row["unsolved"]) == (len(calls), solved, len(calls) - solved)
        assert (row["asked"], row["answered"]) == (len(asked), len(answered))
        assert row["answered_rate"] == share(len(answered), len(asked))
        assert row["solved_rate"] == share(solved, len(calls))
        for key, label in (
            ("content", "满意"),
            ("fairly", "基本满意"),
            ("so_so", "一般"),
            ("discontent", "不满意"),
            ("unrated", "未评价"),
        ):
            assert row[key] == ratings[label]
        weighed = sum((XINING[label] * ratings[label] for label in XINING), Fraction(0))
        content = share(weighed, sum(ratings[label] for label in XINING))
        assert row["satisfaction"] == content
        three = (row["answered_rate"], row["solved_rate"], content)
        if row["unit"] != "未派单":
            weights = (Fraction(3, 10), Fraction(35, 100), Fraction(35, 100))
            score = None if None in three else two(100 * sum(w * v for w, v in zip(weights, three, strict=True)))
            assert row["score"] == score, (row["score"], score, three)

    def sections(self, table: Table, calls: dict[str, list[Row]]) -> None:
        running, rates, hot, ends, discontent = table.extras
        for period, key in ((self.period, "now"), (self.period.previous(), "then")):
            if key == "then" and not self.known(period):
                assert all(row["then"] is None for row in by_key(running))
                continue
            found, said = self.counts(period), self.last_answers(period)
            ratings = Counter(LABELS[call["rating"]] for call in said)
            expected = {
                "received": found["received"], "dispatched": found["dispatched"], "closed": found["closed"],
                "called": len(said), "solved": found["solved_calls"], "content": ratings["满意"],
                "fairly": ratings["基本满意"], "discontent": ratings["不满意"],
            }  # fmt: skip
            expected |= {"so_so": ratings["一般"], "unrated": ratings["未评价"]}
            assert dict(zip(running.keys, (row[key] for row in by_key(running)), strict=True)) == expected
            shares = {row["code"]: row[key] for row in by_key(rates)}
            assert shares["K05"] == recount(self.facts.orders, period)["closed_rate"]
            assert shares["K08"] == share(found["solved_calls"], len(said))
        firsts = grouped(self.facts.orders, lambda order: (order["类别"] or "未分类").split(" › ")[0])
        told = {row["category"]: row for row in by_key(hot)}
        for name, mine in firsts.items():
            if name in told:
                agree(told[name], mine, self.period)
            else:
                assert not recount(mine, self.period)["received"]
        if told:
            agree(total_of(hot), self.facts.orders, self.period)
        places = [row["rank"] for row in by_key(ends)]
        assert places == sorted(places) and len(places) <= 6
        for row in by_key(discontent):
            mine = calls[row["unit"]]
            service = sum(call["attitude"] == "discontent" for call in mine)
            result = sum(call["rating"] == "discontent" for call in mine)
            both = sum(call["attitude"] == call["rating"] == "discontent" for call in mine)
            assert (row["service"], row["result"], row["both"], row["bad"]) == (
                service,
                result,
                both,
                service + result - both,
            )
        bad = sum("discontent" in (call["attitude"], call["rating"]) for call in self.last_answers(self.period))
        assert sum(row["bad"] for row in by_key(discontent)) == bad
