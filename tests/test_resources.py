"""The shipped data agree with each other."""

import re
from collections import Counter
from typing import Any

import pytest

from desktop.domain.lifecycle import Urgency
from desktop.domain.timing.clocks import ClockKind, limits_of
from desktop.system.resources import ROOT, load_json, path

FILES = sorted(p.name for p in ROOT.glob("*.json"))
UNITS = {"minute", "hour", "day", "workday"}
BASES = {"source", "inference", "mixed", "local_rule", "unverified"}


def leaves() -> list[dict[str, Any]]:
    return [leaf for top in load_json("categories.json")["categories"] for leaf in top["children"]]


def codes(file: str, key: str) -> list[str]:
    return [entry["code"] for entry in load_json(file)[key]]


def without_twins(values: list[str]) -> None:
    assert [value for value, times in Counter(values).items() if times > 1] == []


def test_a_path_is_inside_the_resources():
    assert path("calendar", "statutory.json") == ROOT / "calendar" / "statutory.json"


def test_a_missing_file_is_an_error():
    with pytest.raises(FileNotFoundError):
        load_json("no-such.json")


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_its_version(name: str):
    assert load_json(name)["version"] >= 1


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("sla_profiles.json", "profiles"),
        ("channels.json", "channels"),
        ("parties.json", "parties"),
        ("urgency.json", "urgency"),
        ("escalation.json", "levels"),
        ("kpis.json", "kpis"),
        ("report_tables.json", "reports"),
        ("sources.json", "sources"),
        ("danger.json", "dangers"),
    ],
)
def test_codes_and_names_are_unique(file: str, key: str):
    without_twins(codes(file, key))
    without_twins([entry.get("name", entry["code"]) for entry in load_json(file)[key]])


def test_there_are_fourteen_classes_and_a_hundred_and_sixteen_leaves():
    assert len(load_json("categories.json")["categories"]) == 14
    assert len(leaves()) == 116


def test_category_codes_are_unique_and_nested():
    without_twins([leaf["code"] for leaf in leaves()])
    without_twins([leaf["name"] for leaf in leaves()])
    for top in load_json("categories.json")["categories"]:
        assert all(leaf["code"].startswith(top["code"]) and len(leaf["code"]) == 4 for leaf in top["children"])


def test_every_reference_of_a_category_resolves():
    parties = set(codes("parties.json", "parties"))
    profiles = set(codes("sla_profiles.json", "profiles"))
    urgency = set(codes("urgency.json", "urgency"))
    hot = set(load_json("categories.json")["hot_classes"])
    for leaf in leaves():
        assert leaf["primary"] in parties, leaf["code"]
        assert set(leaf["assist"]) <= parties - {leaf["primary"]}, leaf["code"]
        assert leaf["sla_profile"] in profiles, leaf["code"]
        assert leaf["urgency"] in urgency, leaf["code"]
        assert leaf["hot_class"] in hot, leaf["code"]


def test_every_profile_is_used():
    used = {leaf["sla_profile"] for leaf in leaves()}
    used |= {channel["sla_profile"] for channel in load_json("channels.json")["channels"] if "sla_profile" in channel}
    assert set(codes("sla_profiles.json", "profiles")) == used


def test_every_category_has_two_useful_aliases_of_its_own():
    for leaf in leaves():
        assert len(leaf["aliases"]) >= 2, leaf["code"]
        assert all(len(alias) >= 2 and alias != leaf["name"] for alias in leaf["aliases"]), leaf["code"]
    without_twins([alias for leaf in leaves() for alias in leaf["aliases"]])


def test_every_duty_said_to_have_a_source_names_one():
    for leaf in leaves():
        assert leaf["duty_basis"] in {"source", "inference"}
        assert bool(leaf["basis"]) == (leaf["duty_basis"] == "source"), leaf["code"]


def test_every_limit_has_a_number_a_unit_and_a_start():
    for profile in load_json("sla_profiles.json")["profiles"]:
        assert set(profile["limits"]) == {"first_contact", "on_site", "close"}
        assert profile["limits"]["close"] is not None
        for limit in filter(None, profile["limits"].values()):
            assert limit["value"] > 0
            assert limit["unit"] in UNITS
            assert limit["from"] in {"received", "dispatched"}
        assert profile["extend_max"]["unit"] in UNITS
        assert profile["basis"] in BASES


def test_life_safety_counts_from_the_call():
    urgent = {leaf["sla_profile"] for leaf in leaves() if leaf["urgency"] == "U1"} - {"illegal_building_existing"}
    for profile in load_json("sla_profiles.json")["profiles"]:
        if profile["code"] in urgent:
            assert profile["limits"]["first_contact"]["from"] == "received", profile["code"]
            assert profile["limits"]["first_contact"]["unit"] in {"minute", "hour"}, profile["code"]


def test_the_limits_can_be_read():
    for profile in load_json("sla_profiles.json")["profiles"]:
        assert ClockKind.CLOSE in limits_of(profile["limits"])


def test_urgencies_are_those_of_the_work_order():
    told = {entry["code"]: entry["name"] for entry in load_json("urgency.json")["urgency"]}
    assert told == {urgency.value: urgency.label for urgency in Urgency}


def test_only_the_most_urgent_never_pause():
    pausable = {entry["code"]: entry["pausable"] for entry in load_json("urgency.json")["urgency"]}
    assert pausable == {"U1": False, "U2": True, "U3": True, "U4": True}


def test_channels_belong_to_groups_and_know_whose_due_time_counts():
    data = load_json("channels.json")
    groups = {group["code"] for group in data["groups"]}
    for channel in data["channels"]:
        assert channel["group"] in groups
        assert channel["upstream_no"] in {"required", "optional", "none"}
        assert channel["deadline_rule"] in {"sla_profile", "upstream_due", "petition_rule"}
        assert (channel["deadline_rule"] == "petition_rule") == ("sla_profile" in channel)
        assert channel["is_complaint"] == (channel["group"] != "proactive")
    without_twins(
        [word for channel in data["channels"] for word in {channel["name"], channel["short"], *channel["aliases"]}]
    )


def test_the_half_year_of_618_adds_up():
    data = load_json("channels.json")
    known = set(codes("channels.json", "channels"))
    vector = data["test_vectors"][0]
    assert set(re.findall(r"CH\d\d", " ".join(vector["map"]))) <= known
    assert sum(vector["map"].values()) == vector["expect_total"] == 618


def test_dangers_point_at_urgent_categories():
    urgent = {leaf["code"]: leaf["urgency"] for leaf in leaves()}
    for danger in load_json("danger.json")["dangers"]:
        assert urgent[danger["category"]] == "U1", danger["code"]
        assert danger["words"]
        assert danger["first"], danger["code"]
        assert danger["call"], danger["code"]


def test_reports_name_known_indicators_and_have_distinct_columns():
    known = set(codes("kpis.json", "kpis"))
    for report in load_json("report_tables.json")["reports"]:
        without_twins([column["title"] for column in report["columns"]])
        assert {column["kpi"] for column in report["columns"] if "kpi" in column} <= known


def test_indicator_variants_are_unique_and_the_defaults_exist():
    data = load_json("kpis.json")
    variants = {kpi["code"]: [variant["code"] for variant in kpi["variants"]] for kpi in data["kpis"]}
    for found in variants.values():
        without_twins(found)
    for code, variant in data["default_variants"].items():
        assert variant == "" or variant in variants[code]


def test_escalation_levels_are_in_order():
    levels = load_json("escalation.json")["levels"]
    assert [level["level"] for level in levels] == list(range(6))
    assert [level["code"] for level in levels] == [f"E{level['level']}" for level in levels]


@pytest.mark.parametrize("name", [name for name in FILES if name != "sources.json"])
def test_every_cited_source_is_listed(name: str):
    cited = set(re.findall(r"\b(?:S\d{2,3}|L\d{2}|SEED\d)\b", path(name).read_text(encoding="utf-8")))
    assert cited <= set(codes("sources.json", "sources"))


def test_terms_of_the_glossary_are_unique():
    without_twins([term["term"] for term in load_json("glossary.json")["terms"]])
