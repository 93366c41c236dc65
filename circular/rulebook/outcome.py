"""What one check says of one case, and how the outcomes of several checks join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circular.language import Words
from circular.place import Place
from circular.rulebook.dated import Row
from circular.rulebook.model import Part as Number
from circular.rulebook.model import Verdict


@dataclass(frozen=True)
class Outcome:
    """A verdict with everything a person needs to follow it."""

    verdict: Verdict
    says: tuple[Words, ...] = ()
    numbers: tuple[Number, ...] = ()
    missing: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    rows: tuple[Row, ...] = ()
    """The rows whose values decided."""
    marks: tuple[str, ...] = ()
    absent: bool = False
    """Whether something was looked for in the documents and not found."""
    count: int = 0
    """Offenders, where the check counts them."""


def all_of(parts: Sequence[Outcome]) -> Outcome:
    """Leave out what does not apply; nothing left: not_applicable; any fail; any unknown; else pass."""
    return _join(parts, ("fail", "unknown", "pass"))


def any_of(parts: Sequence[Outcome]) -> Outcome:
    """Leave out what does not apply; nothing left: not_applicable; any pass; any unknown; else fail."""
    return _join(parts, ("pass", "unknown", "fail"))


def none_of(parts: Sequence[Outcome]) -> Outcome:
    """any_of with pass and fail swapped."""
    joined = any_of(parts)
    swapped: dict[Verdict, Verdict] = {"pass": "fail", "fail": "pass"}
    verdict = swapped.get(joined.verdict, joined.verdict)
    return Outcome(
        verdict, joined.says, joined.numbers, joined.missing, joined.places, joined.rows, joined.marks,
        absent=False, count=joined.count,
    )  # fmt: skip


def _join(parts: Sequence[Outcome], order: tuple[Verdict, ...]) -> Outcome:
    verdicts = {part.verdict for part in parts}
    verdict: Verdict = next((one for one in order if one in verdicts), "not_applicable")
    deciding = [part for part in parts if part.verdict == verdict]
    counted = parts if verdict == "not_applicable" else [part for part in parts if part.verdict != "not_applicable"]
    return Outcome(
        verdict=verdict,
        says=tuple(dict.fromkeys(said for part in deciding for said in part.says)),
        numbers=tuple(number for part in counted for number in part.numbers),
        missing=tuple(dict.fromkeys(name for part in deciding for name in part.missing)),
        places=tuple(dict.fromkeys(place for part in deciding for place in part.places)),
        rows=tuple(dict.fromkeys(row for part in deciding for row in part.rows)),
        marks=tuple(dict.fromkeys(mark for part in counted for mark in part.marks)),
        absent=any(part.absent for part in deciding),
        count=sum(part.count for part in deciding),
    )
