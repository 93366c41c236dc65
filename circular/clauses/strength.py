"""What a hit's sentence does with it: demands, wishes, mentions, withdraws or stands against."""

from __future__ import annotations

import re
from dataclasses import dataclass

from circular.clauses.frame import Frame, Part
from circular.clauses.model import Strength

NEAR = 32
"""How many letters may stand between "without" and what is lacking."""
_ANSWERED: dict[str, Strength] = {"upheld": "binding", "granted": "soft"}
_BESIDE = ("report", "definition")
"""Talk about demands that leaves a demand in another main part of the sentence as it is."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Force:
    """Strength of a hit, whether it is withdrawn or a barrier, and the cue that decided."""

    strength: Strength
    struck: bool = False
    barrier: bool = False
    cue: str = ""
    """Name of the group of cues, or of the circumstance."""
    said: str = ""
    """Its words."""

    @property
    def live(self) -> bool:
        return self.strength in ("binding", "soft") and not self.struck and not self.barrier


@dataclass(frozen=True)
class Setting:
    """What stands around the sentence and decides when it is silent itself."""

    row: str = ""
    """'' or what the type cell of its table row says: must, compete, info, struck."""
    heading: str = ""
    """'' or what the headings above say: demand, award, wish, background, policy, title, struck."""
    near: bool = True
    """Whether the nearest heading says so."""
    weight: bool = False
    """Whether a weight stands in its row."""
    softened: bool = False
    """Whether the sentence behind it says that it is a wish or no requirement."""
    answer: str = ""
    """What the answer to a question does to it: upheld, refused, excused, granted; '' where there is none."""


def force_of(
    frame: Frame, part: Part, span: tuple[int, int], stance: str, modality: str | None, setting: Setting
) -> Force:
    """What the sentence does with a hit of that span in `part`."""
    start = span[0]
    own = part if part.modal or part.governor is None else part.governor
    inherited = own is not part
    if setting.row == "struck" or setting.heading == "struck":
        return Force("none", struck=True, cue="struck", said="udgår")
    answered = _answered(stance, setting)
    if answered is not None:
        return answered
    withdrawn = part.parent is not None and part.parent.has("struck") and part.has("told_demand")
    if part.has("struck") or withdrawn or (inherited and own.has("struck") and part.kind != "contrast"):
        if stance in ("barrier", "virgin"):
            return Force("mention", cue="struck", said=frame.said("struck", own))
        return Force("none", struck=True, cue="struck", said=frame.said("struck", own))
    if frame.has("struck_back") and start < frame.cues["struck_back"][0][0] and stance != "barrier":
        return Force("none", struck=True, cue="struck_back", said=frame.said("struck_back"))
    if setting.answer == "excused":
        return Force("mention", cue="answer", said="?")
    if "question" in part.cues or frame.has("question"):
        return Force("mention", cue="question", said="?")
    told = _told(frame, part, own)
    if told:
        return Force("mention", cue=told, said=frame.said(told, part))
    if setting.row == "info":
        return Force("mention", cue="info", said=frame.said("info"))
    against = _against(frame, part, own, inherited, span, stance, modality)
    if against is not None:
        return against
    if stance == "virgin":
        return _opposite(frame, part, own, span)
    side = _aside(frame, part)
    if side is not None:
        return side
    if setting.softened:
        return Force("soft", cue="softened_back")
    if modality == "binding" and not own.has("binding"):
        wish = next((each for each in (own, part.parent) if each is not None and each.has("soft")), None)
        if wish is not None:
            return Force("soft", cue="soft", said=frame.said("soft", wish))
    if modality is not None:
        return Force(modality, cue="entry")  # type: ignore[arg-type]
    return _modal(frame, part, own, start, setting)


def _answered(stance: str, setting: Setting) -> Force | None:
    """What the answer makes of a question; None when the question says nothing of its own."""
    if stance in ("barrier", "virgin"):
        return None
    if setting.answer == "refused":
        return Force("none", barrier=True, cue="answer", said="?")
    strength = _ANSWERED.get(setting.answer)
    return None if strength is None else Force(strength, cue="answer", said="?")


def _told(frame: Frame, part: Part, own: Part) -> str:
    """The name of a frame in which demands are talked about, not made; '' where there is none."""
    bound = own.has("binding") or part.has("binding")
    for name in ("advice", "example", "report", "definition", "vision", "dialogue"):
        if not frame.has(name) or frame.has("told_demand"):
            continue
        if name in _BESIDE and bound and _stands_apart(part, own, name):
            continue
        return name
    if (part.has("habit") or own.has("habit")) and not bound:
        return "habit"
    return ""


def _stands_apart(part: Part, own: Part, name: str) -> bool:
    """Whether such cues stand in other parts only, and the hit in a main one: "bricks, which are a success, shall be reused"."""
    return not (part.has(name) or own.has(name)) and all(
        each.kind in ("main", "contrast", "result") for each in (part, own)
    )


def _against(
    frame: Frame, part: Part, own: Part, inherited: bool, span: tuple[int, int], stance: str, modality: str | None
) -> Force | None:
    """A prohibition or penalty: a barrier to what is good, a demand on everything else; None where there is none."""
    name = next((each for each in ("prohibition", "penalty") if own.has(each)), None)
    if stance == "barrier":
        if part.kind in ("condition", "exception") or (part.kind == "relative" and frame.goes_on(part) and not name):
            return Force("mention", cue=part.kind)
        if (
            name == "prohibition"
            and not inherited
            and not any(first < span[1] and span[0] < last for first, last in own.cues[name])
        ):
            return Force("mention", cue=name, said=frame.said(name, own))
        soft = own.has("free", "permission") and not own.has("binding") and modality != "binding"
        return Force("mention" if soft else "none", barrier=not soft, cue="barrier")
    if name is None and frame.has("penalty") and stance == "good" and part.kind in ("relative", "condition"):
        return Force("none", barrier=True, cue="penalty", said=frame.said("penalty"))
    if name is None or (name == "prohibition" and part.kind == "condition" and frame.has("sanction")):
        return None
    said = frame.said(name, own)
    if stance == "good" and _lacking(part, span, own.cues[name]):
        return Force("soft" if own.has("soft") else "binding", cue="lacking", said=frame.said("lacking", part))
    if name == "penalty" and stance == "good" and part.kind in ("main", "relative", "condition"):
        return Force("none", barrier=True, cue=name, said=said)
    content = own.cues.get("prohibits_content")
    if stance == "good" and content and span[1] <= content[0][0]:
        return Force("mention", cue=name, said=said)
    describes = part.kind == "relative" and name == "prohibition" and not part.has("harm", "lacking", "lessen")
    if inherited and describes and stance == "good" and span[0] < own.cues[name][0][0]:
        return Force("none", barrier=True, cue=name, said=said)
    if inherited and part.kind in ("relative", "purpose", "reason", "condition", "exception"):
        return Force("mention", cue=name, said=said) if stance == "good" else None
    if stance in ("neutral", "virgin") or own.has("harm"):
        return Force("soft" if own.has("soft") else "binding", cue=name, said=said)
    return Force("none", barrier=True, cue=name, said=said)


def _lacking(part: Part, span: tuple[int, int], forbidden: list[tuple[int, int]]) -> bool:
    """Whether what is forbidden is to be without it: "chairs without a label are not accepted"."""
    return any(
        start < span[0]
        and span[0] - NEAR <= end <= span[1]
        and not any(first < end and start < last for first, last in forbidden)
        for start, end in part.cues.get("lacking", ())
    )


def _opposite(frame: Frame, part: Part, own: Part, span: tuple[int, int]) -> Force:
    """What is said of the opposite of a strategy: to limit, lessen or forbid it is the demand; "no diesel on site"."""
    none_of = next((spot for spot in frame.cues.get("none_of", ()) if 0 <= span[0] - spot[1] <= 1), None)
    if none_of is not None and not frame.has("verb"):
        return Force("binding", cue="none_of", said=frame.lower[none_of[0] : span[1]])
    for place in (own, part, part.parent):
        for name in ("limit", "lessen", "prohibition"):
            if place is not None and place.has(name):
                wish = (place, own, part.parent) if part.kind in ("purpose", "result") else (place, own)
                soft = any(each is not None and each.has("soft") for each in wish)
                return Force("soft" if soft else "binding", cue=name, said=frame.said(name, place))
    return Force("mention", cue="virgin")


def _aside(frame: Frame, part: Part) -> Force | None:
    """Conditions, exceptions, reasons: what stands there is not demanded, unless money or points hang on it."""
    if part.kind in ("condition", "exception") and frame.has("sanction", "award", "award_weight"):
        return Force("binding", cue="sanction" if frame.has("sanction") else "award",
                     said=frame.said("sanction") or frame.said("award"))  # fmt: skip
    wishes = ("wish_it", "award_preference", "wish_if") if part.start > 0 else ("wish_it",)
    if part.kind == "condition" and frame.has(*wishes):
        name = next(each for each in wishes if frame.has(each))
        return Force("soft", cue=name, said=frame.said(name))
    if part.kind == "reason" or (part.kind in ("condition", "exception", "purpose") and not part.has("binding")):
        return Force("mention", cue=part.kind)
    return None


def _modal(frame: Frame, part: Part, own: Part, start: int, setting: Setting) -> Force:
    """binding, soft or mention by the verbs of the part, then by its numbers and what stands around it."""

    def force(strength: Strength, name: str) -> Force:
        return Force(strength, cue=name, said=frame.said(name, own))

    if frame.has("award_no_weight"):
        return force("soft", "award_no_weight")
    weighted = frame.has("award_weight") or setting.weight
    if setting.heading == "title" and not weighted:
        return Force("mention", cue="title")
    if frame.has("sanction") and not own.has("soft"):
        return force("binding", "sanction")
    if weighted:
        return force("binding", "award_weight")
    if setting.row == "compete":
        return Force("soft", cue="compete", said=frame.said("row_compete"))
    if own.has("soft"):
        return force("soft", "soft")
    if frame.has("policy_soft") and not own.has("binding"):
        return force("soft", "policy_soft")
    if (
        part.kind in ("result", "relative")
        and part.parent is not None
        and part.parent.has("soft")
        and not own.has("binding")
    ):
        return Force("soft", cue="soft", said=frame.said("soft", part.parent))
    if own.has("binding"):
        return force("binding", "binding")
    if frame.has("award_preference"):
        return force("binding" if setting.heading == "award" else "soft", "award_preference")
    if own.has("free"):
        return force("mention", "free")
    if own.has("permission") and setting.row != "must":
        return force("soft", "permission")
    if frame.has("award"):
        return force("binding", "award")
    if setting.heading == "wish":
        return Force("soft", cue="wish_heading")
    if setting.row == "must":
        return Force("binding", cue="must", said=frame.said("row_must"))
    if own.has("limit"):
        return force("binding", "limit")
    if setting.heading == "background":
        return Force("mention", cue="background")
    if own.has("indicative") or (part.has("indicative")):
        return force("binding", "indicative")
    if own.has("label"):
        return force("binding", "label")
    if part.has("comparison") or own.has("comparison"):
        return force("binding", "comparison")
    if not frame.has("verb") and (frame.has("share") or (":" in frame.lower and _DIGIT.search(frame.lower))):
        return force("binding", "share")
    before = next((spot for spot in frame.cues.get("copula", ()) if start - 2 <= spot[1] <= start), None)
    if before is not None:
        return Force("binding", cue="copula", said=frame.lower[before[0] : before[1]])
    if frame.has("policy_dated"):
        return force("binding", "policy_dated")
    if setting.heading in ("demand", "award") and (setting.near or not frame.has("verb")):
        return Force("binding", cue="heading")
    return Force("mention", cue="bare")
