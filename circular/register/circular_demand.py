"""Whether a tender has a binding circular demand, by the words of rules/policy/circular_demand.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from circular.faults import Fault, nearest
from circular.register.model import Fact
from circular.shelf import shelf
from circular.strict_yaml import load

FILE = "rules/policy/circular_demand.yaml"
_KEYS = ("roles", "strategies", "not_counted", "undecided", "must_be_read")


@dataclass(frozen=True)
class Counted:
    """What counts as a circular demand, and what keeps it from being told."""

    roles: frozenset[str]
    strategies: frozenset[str]
    not_counted: frozenset[str]
    undecided: frozenset[str]
    must_be_read: frozenset[str]


@cache
def counted() -> Counted:
    """The shipped definition; raises Fault with file and line when it is not whole."""
    return read_counted((shelf("rules") / "policy" / "circular_demand.yaml").read_bytes(), FILE)


def read_counted(content: bytes, file: str) -> Counted:
    """The definition of a YAML text, checked: each list there, no word counted and not counted at once."""
    said, lines = load(content, file)
    for key in said if isinstance(said, dict) else ():
        if key not in _KEYS:
            close = nearest(str(key), list(_KEYS)) or list(_KEYS)
            raise Fault(file, str(lines[(key,)]), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"))  # fmt: skip
    for key in _KEYS:
        if not isinstance(said, dict) or not isinstance(said.get(key), list):
            raise Fault(file, "1", (f"listen '{key}' mangler", f"the list '{key}' is missing"))
    both = sorted(set(said["strategies"]) & (set(said["not_counted"]) | set(said["undecided"])))
    if both:
        raise Fault(file, str(lines[("strategies",)]), (f"'{both[0]}' både tæller og tæller ikke", f"'{both[0]}' both counts and does not"))  # fmt: skip
    return Counted(**{key: frozenset(map(str, said[key])) for key in _KEYS})


def demand(
    clauses: Sequence[dict[str, Any]], documents: Sequence[dict[str, Any]], words: Counted | None = None
) -> Fact:
    """yes with a counted clause; unknown when a demand stands elsewhere or a document of demands was not wholly read."""
    words = words or counted()
    live = [clause for clause in clauses if not clause["struck"] and not clause["barrier"]]
    hits = [
        clause
        for clause in live
        if clause["strength"] == "binding" and clause["role"] in words.roles and clause["strategy"] in words.strategies
    ]
    if hits:
        return Fact("yes", float(len(hits)))
    elsewhere = any(c["strategy"] in words.undecided and c["strength"] == "binding" for c in live)
    unread = any(d["status"] != "read" and d.get("role") in words.must_be_read for d in documents)
    return Fact("unknown" if elsewhere or unread else "no", 0.0)
