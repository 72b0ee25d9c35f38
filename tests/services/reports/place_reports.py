"""Holding R21, R22, R24 and U02 against the ledger and the stored rows, counted in plain Python."""

from collections import Counter
from fractions import Fraction
from typing import Any

from office_view import View, size, two
from plain_facts import Row
from recount import Order, by_key, effective, falls, grouped, recount, share, total_of

from desktop.documents.table import Subtotal, Table
from desktop.domain.timing.periods import Period

SETTLED = ("cleared", "fixed")


class Places(View):
    """Estates and companies, and what left the office."""

    # R21

    def civilised(self, table: Table) -> None:
        facts, period = self.facts, self.period
        versions = {key for key, row in facts.versions.items() if row["content"]["code"] == "civilized_city_community"}
        mine = {row["id"]: row for row in facts.inspections if row["checklist_version_id"] in versions}
        faults = [
            row
            for row in facts.findings
            if row["inspection_id"] in mine and row["state"] != "void" and facts.of_case(row, period)
        ]
        rows = {facts.estates[key]["name"]: row for key, row in zip(table.keys, by_key(table), strict=True)}
        titles = {
            "publicity": "公益宣传",
            "sanitation": "环境卫生",
            "stairwells": "楼道",
            "fire": "消防停车",
            "facilities": "设施服务",
        }
        told = set()
        for key, estate in facts.estates.items():
            score, before = self.score(mine, key, period), self.score(mine, key, period.previous())
            found = [
                one for one in faults if one["estate_id"] == key and period.first <= one["found_on"] <= period.last
            ]
            due = [
                one
                for one in faults
                if one["estate_id"] == key
                and one["counted_due_at"]
                and period.start <= one["counted_due_at"] < period.end
            ]
            if score is None and not found and not due:
                continue
            told.add(estate["name"])
            row = rows[estate["name"]]
            assert (row["score"], row["before"]) == (score, before)
            assert row["change"] == (None if None in (score, before) else score - before)
            sections = Counter(self.section(mine, one) for one in found)
            assert row["found"] == len(found)
            assert [row[name] for name in titles] == [sections[title] for title in titles.values()]
            assert row["put_right"] == sum(one["state"] in ("cleared", "fixed") for one in found)
            assert row["rate"] == share(sum(one["state"] in ("cleared", "fixed") for one in due), len(due))
        assert told == set(rows)
        for row in rows.values():
            better = sum(
                other["score"] > row["score"] for other in rows.values() if None not in (other["score"], row["score"])
            )
            assert row["rank"] == (None if row["score"] is None else 1 + better)
        if rows:
            assert total_of(table)["found"] == sum(row["found"] for row in rows.values())

    def score(self, mine: dict[int, Row], estate: int, period: Period) -> Fraction | None:
        done = [
            row
            for row in mine.values()
            if row["estate_id"] == estate
            and row["state"] == "done"
            and row["kind"] != "look_back"
            and row["score"] is not None
            and period.first <= row["inspected_on"] <= period.last
            and self.facts.of_case(row, period)
        ]
        last = max(done, key=lambda row: (row["inspected_on"], row["id"]), default=None)
        return Fraction(str(last["score"])) if last else None

    def section(self, mine: dict[int, Row], fault: Row) -> str:
        content = self.facts.versions[mine[fault["inspection_id"]]["checklist_version_id"]]["content"]
        (name,) = [
            section["name"]
            for section in content["sections"]
            if fault["item_code"] in [item["code"] for item in section["items"]]
        ]
        return str(name).replace("与", "")

    # R22 and U02

    def gathered(self, table: Table) -> None:
        mine = [
            order
            for order in self.facts.orders
            if order["计入统计"] == "是" and falls(order, "受理时间", self.period) and effective(order)
        ]
        estates = {row["name"]: row for row in self.facts.estates.values()}
        served = {name: self.facts.company_of(row["id"], self.period) for name, row in estates.items()}
        self.concentrated(table, mine, lambda order: order["小区"], estates, served)
        if mine:
            self.concentrated(
                table.extras[0], mine, lambda order: served[order["小区"]] or "未明确企业", estates, served
            )

    def concentrated(
        self, table: Table, mine: list[Order], key: Any, estates: dict[str, Row], served: dict[str, str]
    ) -> None:
        groups = grouped(mine, key)
        rows = by_key(table)
        assert {row["name"] for row in rows} == set(groups)
        for row in rows:
            own = groups[row["name"]]
            assert row["effective"] == len(own) and row["share"] == share(len(own), len(mine))
            assert row["repeats"] == sum(order["重复件"] == "是" for order in own)
            areas = {
                order["小区"]: Fraction(str(estates[order["小区"]]["area"]))
                for order in own
                if estates[order["小区"]]["area"]
            }
            sized, area = sum(order["小区"] in areas for order in own), sum(areas.values(), Fraction(0))
            assert row["per_area"] == (Fraction(sized * 10) / area if area else None)
            if row["name"] == "未明确企业":
                assert row["rank"] == row["running"] == "—"
                continue
            better = [name for name, others in groups.items() if len(others) > len(own) and name != "未明确企业"]
            assert row["rank"] == 1 + len(better)
            upto = [others for name, others in groups.items() if len(others) >= len(own) and name != "未明确企业"]
            assert row["running"] == share(sum(map(len, upto)), len(mine))
            if "company" in row:
                assert row["company"] == served[row["name"]]
        if rows:
            assert total_of(table)["effective"] == len(mine)

    def ranked(self, table: Table) -> None:
        for sheet, by_size in ((table, True), *((extra, False) for extra in table.extras)):
            rows = [
                (key, row)
                for key, row, raw in zip(sheet.keys, by_key(sheet), sheet.rows, strict=True)
                if not isinstance(raw, Subtotal)
            ]
            for key, row in rows:
                estate = self.facts.estates[key]
                assert estate["active"]
                mine = [order for order in self.facts.orders if order["小区"] == estate["name"]]
                number = recount(mine, self.period)["effective"]
                assert row["effective"] == number
                households, area = estate["households"], estate["area"]
                assert row["per_thousand"] == (two(Fraction(number * 1000, households)) if households else None)
                assert row["per_area"] == (two(Fraction(number * 10) / Fraction(str(area))) if area else None)
                assert row["group"] == (size(households) if by_size else estate["kind"] or "类型未登记")
                others = [other for _, other in rows if other["group"] == row["group"]]
                for place, figure in (("rank", "per_thousand"), ("area_rank", "per_area")):
                    above = sum(one[figure] > row[figure] for one in others if None not in (one[figure], row[figure]))
                    assert row[place] == (None if row[figure] is None else 1 + above)
                assert bool(row["remark"]) == (not households or not area)

    # R24

    def disclosures(self, table: Table) -> None:
        seen = {order["受理编号"] for order in self.facts.orders if self.in_scope(order)}
        ids = {row["id"] for number, row in self.facts.stored.items() if number in seen}
        mine = [
            row
            for row in self.facts.disclosures
            if self.period.start <= row["at"] < self.period.end
            and (row["work_order_id"] is None or row["work_order_id"] in ids)
        ]
        assert [row["at"] for row in by_key(table)] == sorted(row["at"] for row in mine)
        if mine:
            (counts,) = table.extras
            whole = Counter(row["what"] for row in mine)
            assert {key: total_of(counts)[key] for key in whole} == whole
            assert total_of(counts)["all"] == len(mine)
