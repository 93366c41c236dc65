"""The keys of circular.toml and waivers.yaml, with a case in which each of them counts."""

from __future__ import annotations

from typing import Any

from ground.keys.of_building import PROJECT
from ground.keys.table import DROPPED, Key, changed

NEW: dict[str, Any] = changed(PROJECT, {"fbk": DROPPED})
RENOVATION: dict[str, Any] = changed(PROJECT, {"works": "renovation"})
REUSED: dict[str, Any] = changed(PROJECT, {"components.0.reused": True, "components.0.service_life_years": 20})
LCA, CHECK, REPORT, NOTE = ("lca",), ("check",), ("report",), ("lca", "--case-note")
OWN: dict[str, Any] = {"renovation_limit.value": 8, "renovation_limit.source": "byrådet"}
NEW_OWN: dict[str, Any] = {"new_build_limit.value": 8, "new_build_limit.source": "byrådet"}
PRICE: dict[str, Any] = {"shadow_price.dkk_per_tonne": {"2026": 1500}, "shadow_price.source": "byrådet"}
BOUND: dict[str, Any] = {"essential.source": "byrådet", "essential.mass_share": 0.5}

PROFILE = [
    ("new", Key("lang", "da", LCA, {"lang": "en"})),
    ("reused", Key("reuse_convention", "replacements_new", LCA)),
    ("register", Key("municipality.name", "Nordby", REPORT)),
    ("register", Key("municipality.policy", "en-anden", REPORT)),
    ("new", Key("shadow_price.dkk_per_tonne", {"2026": 1600}, NOTE, PRICE)),
    ("new", Key("shadow_price.source", "udvalget", NOTE, PRICE)),
    ("renovation", Key("renovation_limit.value", 3, LCA, OWN)),
    ("renovation", Key("renovation_limit.modules", ["A1-A3"], CHECK, OWN)),
    ("renovation", Key("renovation_limit.existing", "counted", CHECK, OWN)),
    ("renovation", Key("renovation_limit.source", "udvalget", CHECK, OWN)),
    ("new", Key("new_build_limit.value", 3, LCA, NEW_OWN)),
    ("new", Key("new_build_limit.source", "udvalget", CHECK, NEW_OWN)),
    ("new", Key("severity", {"CO2-201": "2020-01-01"}, CHECK)),
    ("new", Key("essential.mass_share", 0.01, LCA, {**BOUND, "essential.footprint_share": 1, "essential.one_in_each_group": False})),
    ("new", Key("essential.footprint_share", 0.001, LCA, BOUND)),
    ("new", Key("essential.one_in_each_group", False, LCA, {**BOUND, "essential.mass_share": 0, "essential.footprint_share": 1})),
    ("new", Key("essential.source", "udvalget", LCA, BOUND)),
    ("register", Key("departments", {"Teknik": True, "Skole": True}, REPORT, {"departments": {"Teknik": True}})),
    ("register", Key("departments", {"T": "Teknik"}, REPORT, {"departments": {"T": True}})),
]  # fmt: skip
HEADINGS = ("municipality", "shadow_price", "renovation_limit", "new_build_limit", "essential")
"""Tables whose keys have rows of their own."""

WAIVER: dict[str, Any] = {
    "rule": "low-emission-class",
    "case": "project",
    "reason": "fredet",
    "by": "udvalget",
    "until": "2030-01-01",
}
WAIVERS = [
    Key("0.rule", "CO2-202", CHECK),
    Key("0.case", "another", CHECK),
    Key("0.reason", "bevaringsværdig", CHECK),
    Key("0.by", "byrådet", CHECK),
    Key("0.until", "2020-01-01", CHECK),
    Key("0.quote", "what nobody wrote", CHECK),
]  # fmt: skip


def known() -> set[str]:
    """Every key that the reader of circular.toml knows."""
    from circular.rulebook.profile import TABLES, TOP

    return {*TOP} | {f"{table}.{key}" for table, keys in TABLES.items() for key in keys}
