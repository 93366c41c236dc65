"""Whose demand a clause is: told by its row, its words, the headings above it, and by custom of its strategy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from circular.clauses.frame import Frame
from circular.clauses.lexicon import tongues
from circular.clauses.model import Role
from circular.clauses.strategies import strategies

HEADING_ROLES: tuple[tuple[str, Role, str], ...] = (
    ("h_award", "award_criterion", "award"),
    ("h_selection", "selection_criterion", "demand"),
    ("h_minimum", "minimum_requirement", "demand"),
    ("h_documentation", "documentation", "demand"),
    ("h_title", "contract_term", ""),
    ("h_contract", "contract_term", "demand"),
    ("h_market", "market_dialogue", "background"),
    ("h_law", "law", "background"),
    ("h_guidance", "guidance", "background"),
    ("h_policy", "policy_goal", "policy"),
    ("h_background", "none", "background"),
    ("h_wish", "none", "wish"),
    ("h_demand", "none", "demand"),
)
WORDED: tuple[tuple[str, Role], ...] = (
    ("minimum", "minimum_requirement"),
    ("award_weight", "award_criterion"),
    ("award_no_weight", "award_criterion"),
    ("award", "award_criterion"),
    ("sanction", "contract_term"),
    ("selection", "selection_criterion"),
    ("award_preference", "award_criterion"),
    ("law", "law"),
    ("policy", "policy_goal"),
    ("documentation", "documentation"),
    ("contract", "contract_term"),
)


@dataclass(frozen=True)
class Headed:
    """What the headings above say: the role of what stands under them, and what a bare statement is there."""

    role: Role = "none"
    kind: str = ""
    """demand, award, wish, background, policy, title or ''; the title of a contract ("Kontrakt om …") gives a role but
    demands nothing, and a policy no more than its own sentences do."""
    said: str = ""
    near: bool = False
    """Whether the nearest heading says the kind, not one above it."""


@lru_cache(maxsize=4096)
def headed(path: tuple[str, ...], language: str) -> Headed:
    """What the nearest heading that says anything says."""
    tongue = tongues()[language]
    nearest = Headed()
    for away, heading in enumerate(reversed(path)):
        small = heading.lower()
        for group, role, kind in HEADING_ROLES:
            if tongue.cue(group).search(small) and not tongue.cue(f"not_{group}").search(small):
                if role != "none" or kind == "background":
                    return (
                        nearest
                        if nearest.kind and kind in ("background", "policy")
                        else Headed(role, nearest.kind or kind, heading, nearest.near or not away)
                    )
                nearest = nearest if nearest.kind else Headed(role, kind, heading, not away)
                break
    return nearest


def role_of(
    frame: Frame, strategy: str | None, entry_role: str | None, row: str, above: Headed, cue: str, weighed: bool
) -> tuple[Role, str]:
    """The role, and the words that told it ('' when custom did)."""
    if frame.has("dialogue") or cue == "question":
        return "market_dialogue", frame.said("dialogue") or "?"
    for told in ("advice", "definition", "example"):
        if cue == told:
            return "guidance", frame.said(told)
    if row in ("award", "must") and above.role != "award_criterion":
        role: Role = "award_criterion" if row == "award" else "minimum_requirement"
        return role, frame.said("row_must") or "tabel"
    if weighed:
        return "award_criterion", frame.said("award_weight") or frame.said("award")
    strong = above.kind in ("award", "demand") and above.role != "none"
    for group, worded in WORDED:
        if frame.has(group):
            if strong and group not in ("award_weight", "sanction", "award"):
                break
            return worded, frame.said(group)
    if above.role != "none":
        return above.role, above.said
    if row == "compete":
        return "award_criterion", frame.said("row_compete")
    if cue == "vision":
        return "policy_goal", frame.said("vision")
    if entry_role:
        return entry_role, ""  # type: ignore[return-value]
    return (strategies()[strategy].role if strategy else "minimum_requirement"), ""  # type: ignore[return-value]
