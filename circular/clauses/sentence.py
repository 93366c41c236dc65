"""From one sentence, list item or table row with hits to its clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from circular.clauses.because import because_of, evidence_of
from circular.clauses.frame import Frame, Part, read_frame
from circular.clauses.hits import Hit
from circular.clauses.lexicon import Tongue
from circular.clauses.model import Clause, Quantity
from circular.clauses.quantities import Measure, measures, quantities_of
from circular.clauses.roles import Headed, role_of
from circular.clauses.strategies import strategies
from circular.clauses.strength import Force, Setting, force_of
from circular.place import Place

_ACROSS = 120
"""How many letters a number counts as farther away when it stands in another part or behind a comma."""


@dataclass(frozen=True)
class Saying:
    """A sentence ready to be judged: folded, with its lead-in before it, and what stands around it."""

    lower: str
    """Lead-in and sentence, folded."""
    quote: str
    place: Place
    tongue: Tongue
    setting: Setting
    above: Headed
    weight: Decimal | None = None
    weight_raw: str | None = None
    award_row: bool = False


@dataclass
class _Found:
    hit: Hit
    part: Part
    force: Force


def clauses_of(saying: Saying, hits: list[Hit], concepts: bool) -> list[Clause]:
    """The clauses of a sentence, one a strategy (and one more where it is both demanded and withdrawn)."""
    frame = read_frame(saying.lower, saying.tongue)
    found = [_found(frame, hit, saying) for hit in hits]
    found = _purposes(found, frame, saying)
    numbers = measures(saying.lower, saying.tongue) if found else []
    found = [each for each in found if _enough(each, numbers)]
    groups: dict[tuple[str, str], list[_Found]] = {}
    for each in found:
        groups.setdefault((each.hit.entry.strategy or f"~{each.hit.entry.concept}", _state(each.force)), []).append(
            each
        )
    strategies_found = {name for name, _ in groups}
    owned = _owners(found, numbers)
    clauses = []
    for (name, state), group in groups.items():
        if state == "mention" and any((name, other) in groups for other in ("live", "barrier", "struck")):
            continue
        if state == "live" and _overruled(group, groups.get((name, "barrier"), [])):
            continue
        if name.startswith("~") and not concepts:
            continue
        clauses.append(_clause(saying, frame, group, owned, strategies_found))
    return clauses


def _found(frame: Frame, hit: Hit, saying: Saying) -> _Found:
    part = frame.at(hit.start)
    force = force_of(frame, part, (hit.start, hit.end), hit.entry.stance, hit.entry.modality, saying.setting)
    return _Found(hit, part, force)


def _purposes(found: list[_Found], frame: Frame, saying: Saying) -> list[_Found]:
    """A purpose counts as the demand itself when the sentence demands nothing else circular."""
    if any(each.force.live or each.force.struck or each.force.barrier for each in found):
        return found
    return [
        replace(each, force=_as_main(frame, each, saying)) if each.force.cue == "purpose" else each for each in found
    ]


def _as_main(frame: Frame, each: _Found, saying: Saying) -> Force:
    """The force of a purpose read as the demand; what one only strives for is wished, however its purpose is put."""
    part = Part(each.part.start, each.part.end, "main", each.part.cues, each.part.governor)
    entry, parent = each.hit.entry, each.part.parent
    force = force_of(frame, part, (each.hit.start, each.hit.end), entry.stance, entry.modality, saying.setting)
    if force.live and parent is not None and parent.has("soft") and not part.has("binding"):
        return Force("soft", cue="soft", said=frame.said("soft", parent))
    return force


def _enough(each: _Found, numbers: list[Measure]) -> bool:
    """Whether the numbers that the entry needs are there."""
    needs = each.hit.entry.needs
    return not needs or any(
        measure.unit == unit and max(measure.values) > Decimal(str(least))
        for unit, least in needs
        for measure in numbers
    )


def _state(force: Force) -> str:
    if force.struck:
        return "struck"
    if force.barrier:
        return "barrier"
    return "live" if force.live else "mention"


def _overruled(live: list[_Found], barriers: list[_Found]) -> bool:
    """Whether words that stand in the way say of the same part the opposite of what it seems to demand."""
    parts = {id(each.part) for each in barriers if each.hit.entry.stance == "barrier"}
    return bool(parts) and all(id(each.part) in parts for each in live)


def _owners(found: list[_Found], numbers: list[Measure]) -> dict[int, list[Measure]]:
    """id of a found hit -> the measures that belong to it."""
    owned: dict[int, list[Measure]] = {}
    counted = [each for each in found if each.hit.entry.strategy]
    for measure in numbers:
        rated = sorted((_distance(each, measure), order) for order, each in enumerate(counted))
        if not rated:
            continue
        nearest = rated[0][0]
        for distance, order in rated:
            if measure.bare and not _counts(counted[order], measure):
                continue
            if distance <= nearest + 60:
                owned.setdefault(id(counted[order]), []).append(measure)
    return owned


def _counts(each: _Found, measure: Measure) -> bool:
    """Whether a number without a unit counts what a hit names: "300 brugte skoleborde"."""
    near = -1 <= each.hit.start - measure.end <= 28 or each.hit.start <= measure.start < each.hit.end
    return near or (measure.comparator is not None and "piece" in strategies()[each.hit.entry.strategy or ""].units)


def _distance(each: _Found, measure: Measure) -> int:
    """How far a number is from a hit: by letters, farther across parts and when its unit is not the strategy's own."""
    known = strategies()[each.hit.entry.strategy or ""].units
    gap = max(measure.start - each.hit.end, each.hit.start - measure.end, 0)
    across = 0 if each.part.start <= measure.start < each.part.end else _ACROSS
    foreign = 0 if measure.unit in known else 400
    return gap + across + foreign


def _clause(
    saying: Saying, frame: Frame, group: list[_Found], owned: dict[int, list[Measure]], all_found: set[str]
) -> Clause:
    best = min(group, key=lambda each: ("binding", "soft", "mention", "none").index(each.force.strength))
    force, entry = best.force, best.hit.entry
    row = "award" if saying.award_row else saying.setting.row
    role, role_word = role_of(frame, entry.strategy, entry.role, row, saying.above, force.cue, saying.setting.weight)
    own: list[Quantity] = []
    weight, weight_raw = saying.weight, saying.weight_raw
    for each in group:
        for measure in owned.get(id(each), ()):
            if role == "award_criterion" and measure.unit != "point" and _is_weight(frame, measure):
                continue
            if (saying.award_row and measure.unit in ("percent", "point")) or (
                measure.unit == "dkk" and frame.has("sanction")
            ):
                continue
            inverted = each.hit.entry.stance == "virgin"
            forbidden = each.force.cue == "prohibition"
            read = quantities_of(measure, entry.strategy, inverted, frame.has("fine"), forbidden)
            own += [quantity for quantity in read if quantity not in own]
    if role == "award_criterion" and weight is None:
        weight, weight_raw = _weight_in(frame, saying, best.hit)
    terms = [saying.lower[each.hit.start : each.hit.end] for each in group]
    concepts = [each.hit.entry.concept for each in group if each.hit.entry.concept]
    if entry.strategy == "by_reference":
        concepts += sorted(name for name in all_found if not name.startswith("~") and name != "by_reference")
    return Clause(
        strategy=entry.strategy, concepts=tuple(dict.fromkeys(concepts)), role=role, strength=force.strength,
        barrier=force.barrier, struck=force.struck, condition=_kind(frame, saying, "condition"),
        exception=_kind(frame, saying, "exception"), quantities=tuple(own), weight=weight, weight_raw=weight_raw,
        text=saying.quote, language=saying.tongue.language,
        because=because_of(terms[0], entry.strategy, force, role, role_word),
        evidence=evidence_of(terms, force, role_word), place=saying.place, document=saying.place.file,
    )  # fmt: skip


def _is_weight(frame: Frame, measure: Measure) -> bool:
    return any(start <= measure.start and measure.end <= end + 12 for start, end in frame.cues.get("award_weight", ()))


def _weight_in(frame: Frame, saying: Saying, hit: Hit) -> tuple[Decimal | None, str | None]:
    """The weight nearest to a hit in its sentence, as a share and as written: "repair (10 %), packaging (5 %)"."""

    def distance(spot: tuple[int, int]) -> int:
        between = saying.lower[hit.end : spot[0]] if spot[0] >= hit.end else saying.lower[spot[1] : hit.start]
        return len(between) + _ACROSS * any(sign in between for sign in ",;")

    for start, end in sorted(frame.cues.get("award_weight", ()), key=distance):
        for measure in measures(saying.lower[start : end + 12], saying.tongue):
            if measure.unit in ("percent", "point"):
                raw = saying.lower[start + measure.start : start + measure.end].strip()
                return (measure.values[0] if measure.unit == "percent" else None), raw
    return None, None


def _kind(frame: Frame, saying: Saying, kind: str) -> str | None:
    """The words of the first condition or exception, as written where they stand unbroken in the sentence."""
    part = next((part for part in frame.parts if part.kind == kind), None)
    if part is None:
        return None
    words = frame.lower[part.start : part.end].strip(" ,.;")
    at = saying.quote.lower().find(words)
    return saying.quote[at : at + len(words)] if at >= 0 else words
