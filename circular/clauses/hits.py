"""Which entries of the lexicon a text speaks in: their words, in the company these need."""

from __future__ import annotations

from typing import NamedTuple

from circular.clauses.lexicon import Entry, Tongue


class Hit(NamedTuple):
    """Words of one entry in a folded text."""

    entry: Entry
    start: int
    end: int


def hits_in(lower: str, tongue: Tongue) -> list[Hit]:
    """Every hit of every entry, whatever its company."""
    owners, entries = tongue.term_owners, tongue.entries
    return [Hit(entries[owners[index]], start, end) for index, start, end in tongue.gate.every(lower)]


def hits_of(lower: str, around: tuple[str, ...], tongue: Tongue) -> list[Hit]:
    """The hits whose company may stand in the text or in one of those `around` it."""
    owners, entries = tongue.term_owners, tongue.entries
    return [Hit(entries[owners[index]], start, end) for index, start, end in tongue.gate.find(lower, around)]


def in_company(hits: list[Hit], lower: str, around: str, tongue: Tongue) -> list[Hit]:
    """The hits that hold: not inside excepted words, with the company they need within `around`, one for one span.

    `lower` is the text that the spans count in, `around` the sentence or row with its lead-in and heading. Words that
    ask for no company hold only where the sentence is not about something else (people's cases, data, money, votes),
    and those of a strategy only where nothing says that they mean another thing.
    """
    kept: list[Hit] = []
    answers: dict[str, bool] = {}
    away: dict[str, bool] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        name = hit.entry.id
        if name not in answers:
            answers[name] = _holds(hit.entry, around)
        if not answers[name]:
            continue
        if any(_is_about(theme, lower, tongue, away) for theme in hit.entry.means_nothing_about):
            continue
        excepted = hit.entry.company[0]
        if excepted is not None:
            if name not in spans:
                spans[name] = excepted.spans(lower)
            if any(start < hit.end <= end for start, end in spans[name]):
                continue
        kept.append(hit)
    return _uncovered(kept)


def _is_about(theme: str, lower: str, tongue: Tongue, known: dict[str, bool]) -> bool:
    """Whether a text has words of a theme in which other words mean nothing circular."""
    if theme not in known:
        known[theme] = tongue.theme(theme).stands_in(lower)
    return known[theme]


def _holds(entry: Entry, around: str) -> bool:
    _, with_, and_, without, despite = entry.company
    if with_ is not None and not with_.stands_in(around):
        return False
    if and_ is not None and not and_.stands_in(around):
        return False
    if without is not None and without.stands_in(around):
        return despite is not None and despite.stands_in(around)
    return True


def _covers(other: Hit, hit: Hit) -> bool:
    """Whether another hit around this one speaks for it; two that cover each other both stand."""
    if other.entry is hit.entry or not (other.start <= hit.start and hit.end <= other.end):
        return False
    if (other.start, other.end) == (hit.start, hit.end) and hit.entry.covers:
        return False
    return hit.entry.strategy in other.entry.covers or ("*" in other.entry.covers and not hit.entry.covers)


def _uncovered(hits: list[Hit]) -> list[Hit]:
    """Without hits whose strategy a hit around them covers, and one hit a strategy and place."""
    covering = [hit for hit in hits if hit.entry.covers]
    kept: list[Hit] = []
    seen: set[tuple[str, int, int]] = set()
    for hit in hits:
        if any(_covers(other, hit) for other in covering):
            continue
        key = (hit.entry.id, hit.start, hit.end)
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept
