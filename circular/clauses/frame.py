"""The frame of a sentence: which of its parts demands, wishes, forbids, withdraws or merely tells.

The sentence is cut into segments (main, contrast, condition, exception, reason, purpose, relative); each segment has the
cues that stand in it, and takes over the modality of the part it hangs on when it has none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from circular.clauses.lexicon import Tongue
from circular.clauses.segment import Segment, segments

Cue = tuple[str, int, int]
"""Name of the group, start and end."""
MODAL = (
    "struck", "prohibition", "penalty", "soft", "binding", "permission", "free", "indicative", "limit", "label",
    "award_weight", "award_preference", "award", "award_no_weight", "sanction", "policy_soft",
)  # fmt: skip


@dataclass
class Part:
    """A segment with its cues by group."""

    start: int
    end: int
    kind: str
    cues: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    governor: Part | None = None
    """The part whose modality it takes over."""
    parent: Part | None = None
    """The main part before it, where it is a subordinate one."""
    closed: bool = False
    """Whether a semicolon ends it, so that what follows says nothing of it."""

    def has(self, *names: str) -> bool:
        return not self.cues.keys().isdisjoint(names)

    @property
    def modal(self) -> bool:
        return not self.cues.keys().isdisjoint(MODAL)


@dataclass
class Frame:
    """A sentence read for modality."""

    lower: str
    parts: list[Part]
    cues: dict[str, list[tuple[int, int]]]

    def has(self, *names: str) -> bool:
        return not self.cues.keys().isdisjoint(names)

    def at(self, place: int) -> Part:
        """The part a place stands in."""
        for part in self.parts:
            if part.start <= place < part.end:
                return part
        return self.parts[-1]

    def goes_on(self, part: Part) -> bool:
        """Whether the main clause goes on behind a part that cuts it in two: "waste that is burnt, shall be weighed"."""
        after = next((each for each in self.parts if each.start >= part.end), None)
        return after is not None and after.kind == "main" and self.lower[after.start] == ","

    def said(self, name: str, part: Part | None = None) -> str:
        """The first words of a group, as they stand."""
        spots = (part.cues if part is not None else self.cues).get(name) or self.cues.get(name)
        return self.lower[spots[0][0] : spots[0][1]].strip(" ,") if spots else ""


def read_frame(lower: str, tongue: Tongue) -> Frame:
    """The frame of one folded sentence, its lead-in included."""
    names = tongue.cue_names
    found: list[Cue] = [(names[index], start, end) for index, start, end in tongue.signs.find(lower)]
    found = [("binding", *cue[1:]) if cue[0] == "imperative" else cue for cue in found if _commands(lower, cue)]
    found = _outranked(found)
    starts = [(start, name[7:]) for name, start, _ in found if name.startswith("begins_")]
    resumes = [start for name, start, _ in found if name == "resumes"]
    hangs = [end - 1 for name, _, end in found if name == "hangs"]
    starts += [
        (start, "condition") for name, start, _ in found if name == "verb_first" and _opens(lower, start, resumes)
    ]
    cut = segments(lower, starts, resumes, hangs)
    parts = [_part(each, lower) for each in cut]
    cues: dict[str, list[tuple[int, int]]] = {}
    position = 0
    for name, start, end in found:
        cues.setdefault(name, []).append((start, end))
        while position + 1 < len(parts) and parts[position].end <= start:
            position += 1
        parts[position].cues.setdefault(name, []).append((start, end))
    _join(parts, cut)
    _govern(parts)
    return Frame(lower, parts, cues)


def _commands(lower: str, cue: Cue) -> bool:
    """Whether a cue is none of a command, or stands where a command begins: "furnish an EPD", "…, and submit …"."""
    name, start, _ = cue
    return name != "imperative" or lower[:start].rstrip()[-1:] in ("", *_STOPS, ",") or lower[:start].endswith(" and ")


def _opens(lower: str, start: int, resumes: list[int]) -> bool:
    """Whether a verb opens its sentence and a main clause follows it: "Går stolen i stykker, skal …"."""
    return lower[:start].rstrip()[-1:] in ("", *_STOPS) and any(at > start for at in resumes)


def _part(segment: Segment, lower: str) -> Part:
    return Part(segment.start, segment.end, segment.kind, closed=lower[segment.end - 1 : segment.end] == ";")


def _join(parts: list[Part], cut: list[Segment]) -> None:
    """Gives both halves of a main part that a subordinate one cut in two the cues of both: "skal, når …, tage retur"."""
    for index, segment in enumerate(cut):
        if not segment.resumed:
            continue
        rest = parts[index]
        hanging = next((each for each in reversed(parts[:index]) if each.has("hangs")), None)
        if hanging is None:
            continue
        for name, spots in rest.cues.items():
            hanging.cues[name] = [*hanging.cues.get(name, []), *spots]
        if rest.has("denies") and not rest.has("limit"):
            hanging.cues["prohibition"] = rest.cues["denies"]
        rest.cues = hanging.cues


def _outranked(found: list[Cue]) -> list[Cue]:
    """Without the cues that lie inside a `not_…` of their group or inside a longer cue that takes them over."""
    taken_back: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in found:
        if name.startswith("not_"):
            taken_back.setdefault(name[4:], []).append((start, end))
    found = _outside(found, taken_back)
    taken_over: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in found:
        for weaker in TAKES_OVER.get(name, ()):
            taken_over.setdefault(weaker, []).append((start, end))
    return _outside(found, taken_over)


def _outside(found: list[Cue], spans: dict[str, list[tuple[int, int]]]) -> list[Cue]:
    """The cues that lie in none of the spans of their group."""
    if not spans:
        return found
    return [
        cue for cue in found
        if not any(first <= cue[1] and cue[2] <= last for first, last in spans.get(cue[0], ()))
    ]  # fmt: skip


TAKES_OVER = {
    "struck": ("binding", "soft", "prohibition", "indicative", "minimum", "award", "award_weight"),
    "soft": ("binding", "indicative", "permission"),
    "policy_soft": ("binding",),
    "binding": ("indicative",),
    "award_no_weight": ("award", "award_weight", "award_preference"),
    "limit": ("prohibition", "permission"),
    "free": ("permission", "binding"),
}
"""Cues inside the words of a stronger cue say nothing of their own: the "krav" of "ikke krav om"."""
_STOPS = (".", ":", ";")


def _govern(parts: list[Part]) -> None:
    main: Part | None = None
    for part in parts:
        if part.kind not in ("main", "contrast"):
            part.parent = main
        if part.modal:
            if part.kind in ("main", "contrast", "result", "aside"):
                main = part
            continue
        part.governor = main
    following: Part | None = None
    for part in reversed(parts):
        if part.closed:
            following = None
        if part.modal and part.kind in ("main", "contrast", "result"):
            following = part
        elif not part.modal and part.governor is None:
            part.governor = following
