"""Runs the examples that every entry of the lexicon carries: texts that fire and texts that must not."""

from __future__ import annotations

from circular.clauses.hits import hits_in, in_company
from circular.clauses.lexicon import Entry, Tongue, tongues
from circular.clauses.normalise import fold
from circular.clauses.quantities import measures
from circular.clauses.segment import sentences


def check_lexicon() -> list[str]:
    """`FILE:LINE: entry: what is wrong with which example`, for every failing example."""
    failures = []
    for tongue in tongues().values():
        for entry in tongue.entries:
            where = f"{entry.file}:{entry.line}: {entry.id}"
            failures += [
                f"{where}: does not fire on “{text}”" for text in entry.fires if not fires(entry, text, tongue)
            ]
            failures += [f"{where}: fires on “{text}”" for text in entry.silent if fires(entry, text, tongue)]
    return failures


def fires(entry: Entry, text: str, tongue: Tongue) -> bool:
    """Whether an entry has a hit in a text."""
    folded = fold(text)
    hits = hits_in(folded.lower, tongue)
    for piece in sentences(folded.text):
        inside = [hit for hit in hits if piece.start <= hit.start and hit.end <= piece.end]
        around = f"{folded.lower[piece.start : piece.end]} {piece.lead_in.lower()}"
        held = [hit for hit in in_company(inside, folded.lower, around, tongue) if hit.entry is entry]
        if held and (not entry.needs or _enough(entry, around, tongue)):
            return True
    return False


def _enough(entry: Entry, around: str, tongue: Tongue) -> bool:
    return any(
        measure.unit == unit and float(max(measure.values)) > least
        for unit, least in entry.needs
        for measure in measures(around, tongue)
    )
