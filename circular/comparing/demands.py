"""The demands of two versions side by side: which belongs to which, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product
from typing import Any

DEMANDING = frozenset(
    {"minimum_requirement", "award_criterion", "contract_term", "selection_criterion", "documentation"}
)
"""Roles of clauses in which the buyer demands something."""
NOT_THE_BUYER = frozenset({"loesningsbeskrivelse", "tilbudsliste", "espd", "spoergsmaal_svar", "moedereferat"})
"""Roles of documents whose clauses are no demands of the buyer."""
_RANK = {"binding": 2, "soft": 1}
_SAME = 0.55
"""Two texts of one strategy are one demand when at least this share of their words is the same, in order."""
_ID = re.compile(r"\A[\W_]*([A-Za-zÆØÅæøå]{0,4}[-. ]?\d{1,4}(?:\.\d{1,3})*)\s*(?:[|:–]|\s-\s)")
_DIRECTION = {">=": 1, ">": 1, "<=": -1, "<": -1}
Said = tuple[str, str]


@dataclass(frozen=True)
class Demand:
    """A clause in which a buyer demands something, as the JSON of a check tells it."""

    strategy: str
    role: str
    strength: str
    text: str
    quantities: tuple[tuple[str, float, str], ...]
    """(comparator, value, unit) of each."""
    weight: float | None
    condition: str | None
    exception: str | None
    place: dict[str, Any]

    @property
    def words(self) -> tuple[str, ...]:
        """The words in small letters, by which two versions are compared."""
        return tuple(re.findall(r"[\w%]+", self.text.casefold()))

    @property
    def id(self) -> str | None:
        """The number of the demand that stands before it: 'K-12'."""
        found = _ID.match(self.text)
        return re.sub(r"[\s.-]", "", found.group(1)).casefold() if found else None


@dataclass(frozen=True)
class Change:
    """A demand that has another wording, and in what way it is weaker or stronger."""

    old: Demand
    new: Demand
    weaker: tuple[Said, ...] = ()
    stronger: tuple[Said, ...] = ()


def demands_of(case: dict[str, Any]) -> list[Demand]:
    """The live demands of a CASE: of the buyer, not struck, no barriers."""
    roles = {document["file"]: document.get("role") for document in case.get("documents", ())}
    return [
        demand
        for clause in case.get("clauses", ())
        if not clause["struck"] and not clause["barrier"] and roles.get(clause["place"]["file"]) not in NOT_THE_BUYER
        if (demand := _demand(clause)) is not None
    ]


def _demand(clause: dict[str, Any]) -> Demand | None:
    if clause["strategy"] is None:
        return None
    quantities = tuple((q["comparator"], float(q["value"]), str(q["unit"])) for q in clause["quantities"])
    return Demand(
        clause["strategy"], clause["role"], clause["strength"], clause["text"], quantities,
        clause["weight"], clause["condition"], clause["exception"], clause["place"],
    )  # fmt: skip


def counts(demand: Demand) -> bool:
    """Whether the text demands something: not a mention, nor a goal, a law or guidance quoted."""
    return demand.strength in _RANK and demand.role in DEMANDING


def matched(old: Sequence[Demand], new: Sequence[Demand]) -> tuple[list[tuple[Demand, Demand]], list[Demand], list[Demand]]:  # fmt: skip
    """(pairs, old demands without a match, new demands without one); equal texts first, then the likest of a strategy."""
    pairs: list[tuple[Demand, Demand]] = []
    left, right = list(old), list(new)
    for demand in list(left):
        same = next((other for other in right if (other.strategy, other.words) == (demand.strategy, demand.words)), None)  # fmt: skip
        if same is not None:
            pairs.append((demand, same))
            _take(left, demand)
            _take(right, same)
    scored = [
        (score, index, other)
        for (index, one), (other, two) in product(enumerate(left), enumerate(right))
        if one.strategy == two.strategy and (score := likeness(one, two)) >= _SAME
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, index, other in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if index not in used_left and other not in used_right:
            used_left.add(index)
            used_right.add(other)
            pairs.append((left[index], right[other]))
    gone = [demand for index, demand in enumerate(left) if index not in used_left]
    fresh = [demand for index, demand in enumerate(right) if index not in used_right]
    return pairs, gone, fresh


def _take(demands: list[Demand], demand: Demand) -> None:
    for index, one in enumerate(demands):
        if one is demand:
            del demands[index]
            return


def likeness(one: Demand, two: Demand) -> float:
    """0 … 1; the same number before both counts for much, for a demand keeps it when it is rewritten."""
    score = SequenceMatcher(None, one.words, two.words, autojunk=False).ratio()
    if one.id is not None and one.id == two.id:
        score = max(score, 0.6 + 0.4 * score)
    return score


def change(old: Demand, new: Demand) -> Change:
    """In what way the new wording is weaker or stronger."""
    weaker: list[Said] = []
    stronger: list[Said] = []
    before, after = _RANK.get(old.strength, 0), _RANK.get(new.strength, 0)
    if after != before:
        (weaker if after < before else stronger).append((f"{_strength(before)[0]} → {_strength(after)[0]}", f"{_strength(before)[1]} → {_strength(after)[1]}"))  # fmt: skip
    minimum = "minimum_requirement"
    if old.role == minimum and new.role == "award_criterion":
        weaker.append(("mindstekrav → tildelingskriterium", "minimum requirement → award criterion"))
    elif old.role == "award_criterion" and new.role == minimum:
        stronger.append(("tildelingskriterium → mindstekrav", "award criterion → minimum requirement"))
    _numbers(old, new, weaker, stronger)
    if old.weight is not None and new.weight is not None and old.weight != new.weight:
        said = f"{_shown(old.weight)} → {_shown(new.weight)}"
        (weaker if new.weight < old.weight else stronger).append((f"vægt {said}", f"weight {said}"))
    for name, (da, en) in {"condition": ("betingelse", "condition"), "exception": ("undtagelse", "exception")}.items():
        was, now = getattr(old, name), getattr(new, name)
        if now and not was:
            weaker.append((f"ny {da}: “{now}”", f"new {en}: “{now}”"))
        elif was and not now:
            stronger.append((f"{da} er væk: “{was}”", f"{en} is gone: “{was}”"))
    return Change(old, new, tuple(weaker), tuple(stronger))


def _numbers(old: Demand, new: Demand, weaker: list[Said], stronger: list[Said]) -> None:
    left = list(new.quantities)
    for comparator, value, unit in old.quantities:
        way = _DIRECTION.get(comparator, 0)
        same = next((q for q in left if q[2] == unit and _DIRECTION.get(q[0], 0) == way), None)
        same = same or next((q for q in left if q[2] == unit), None)
        told = f"{comparator} {_shown(value)} {unit}"
        if same is None:
            weaker.append((f"tallet er væk: {told}", f"the number is gone: {told}"))
            continue
        left.remove(same)
        if same[1] != value and (way := way or _DIRECTION.get(same[0], 0) or 1):
            said = f"{told} → {same[0]} {_shown(same[1])} {same[2]}"
            (weaker if (same[1] - value) * way < 0 else stronger).append((said, said))
    for comparator, value, unit in left:
        told = f"{comparator} {_shown(value)} {unit}"
        stronger.append((f"nyt tal: {told}", f"new number: {told}"))


def _strength(rank: int) -> Said:
    return {2: ("bindende", "binding"), 1: ("blødt", "soft"), 0: ("kun omtalt", "only mentioned")}[rank]


def _shown(value: float) -> str:
    return f"{value:g}"


def changes(pairs: Iterable[tuple[Demand, Demand]]) -> list[Change]:
    """The pairs that are weaker or stronger in something."""
    told = [change(old, new) for old, new in pairs]
    return [one for one in told if one.weaker or one.stronger]
