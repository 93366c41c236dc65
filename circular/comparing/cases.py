"""One case before and now, from the JSON of two checks (circular/check/1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from circular.comparing.demands import Change, Demand, changes, counts, demands_of, matched
from circular.faults import Fault

SCHEMA = "circular/check/1"
_WORST = ("fail", "unknown", "pass", "not_applicable")


@dataclass(frozen=True)
class VerdictChange:
    """A rule whose verdict is another one; None where the rule had or has no finding."""

    code: str
    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Comparison:
    """What became of a case since it was judged before."""

    name: str
    old_judged_on: str
    rulebooks: tuple[str, str]
    """The rulebook of the earlier check and of this one; where they differ, so may what is found and how it is judged."""
    old_verdict: str | None
    new_verdict: str | None
    gone: tuple[Demand, ...]
    new: tuple[Demand, ...]
    weakened: tuple[Change, ...]
    """Changes with something weaker in them, even if something else is stronger."""
    strengthened: tuple[Change, ...]
    verdicts: tuple[VerdictChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing has changed."""
        return not (self.gone or self.new or self.weakened or self.strengthened or self.verdicts)


def compare(old: dict[str, Any], new: dict[str, Any]) -> Comparison:
    """Two CASEs of the check JSON, the earlier first."""
    try:
        before, after = demands_of(old), demands_of(new)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _unreadable(
            str(old.get("name", "")), "klausulerne kan ikke læses", "its clauses cannot be read"
        ) from None
    pairs, gone, fresh = matched([demand for demand in before if counts(demand)], after)
    # what was only mentioned before and is demanded now is new, unless it was a demand all along
    told = changes(pairs)
    return Comparison(
        name=str(new.get("name", "")),
        old_judged_on=str(old.get("judged_on", "")),
        rulebooks=(str(old.get("rulebook_version", "")), str(new.get("rulebook_version", ""))),
        old_verdict=old.get("verdict"),
        new_verdict=new.get("verdict"),
        gone=tuple(gone),
        new=tuple(demand for demand in fresh if counts(demand)),
        weakened=tuple(one for one in told if one.weaker),
        strengthened=tuple(one for one in told if one.stronger and not one.weaker),
        verdicts=tuple(_verdicts(old, new)),
    )


def _verdicts(old: dict[str, Any], new: dict[str, Any]) -> list[VerdictChange]:
    before, after = _worst(old), _worst(new)
    names = {finding["code"]: finding["name"] for case in (old, new) for finding in case.get("findings", ())}
    return [
        VerdictChange(code, names[code], before.get(code), after.get(code))
        for code in sorted(names)
        if before.get(code) != after.get(code)
    ]


def _worst(case: dict[str, Any]) -> dict[str, str]:
    """The worst verdict of each rule: one rule may have many findings."""
    found: dict[str, str] = {}
    for finding in case.get("findings", ()):
        known = found.get(finding["code"])
        verdict = finding["verdict"]
        if known is None or _WORST.index(verdict) < _WORST.index(known):
            found[finding["code"]] = verdict
    return found


def old_cases(file: Path) -> list[dict[str, Any]]:
    """The judged cases of an earlier check: its JSON, or its JSON lines. Raises Fault when the file is none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Fault(
            str(file), "", ("kan ikke læses", "cannot be read"),
            ("giv en fil fra circular check --format json=FIL", "name a file from circular check --format json=FILE"),
        ) from None  # fmt: skip
    cases = _parsed(text)
    if not cases or not all(isinstance(case, dict) and "findings" in case and "clauses" in case for case in cases):
        raise _unreadable(str(file), "er ikke svaret fra et tidligere tjek", "is not the answer of an earlier check")
    return cases


def _parsed(text: str) -> list[Any]:
    try:
        said = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except (json.JSONDecodeError, RecursionError):
            return []
    if isinstance(said, dict) and said.get("schema") == SCHEMA and isinstance(said.get("cases"), list):
        return list(said["cases"])
    return [said] if isinstance(said, dict) else []


def pair(name: str, old: Sequence[dict[str, Any]], count: int) -> dict[str, Any] | None:
    """The old case of that name; a single case is compared with a single case whatever they are called."""
    if len(old) == 1 and count == 1:
        return old[0]
    return next((case for case in old if case.get("name") == name), None)


def _unreadable(file: str, da: str, en: str) -> Fault:
    return Fault(
        file, "", (da, en),
        ("giv en fil fra circular check --format json=FIL", "name a file from circular check --format json=FILE"),
    )  # fmt: skip
