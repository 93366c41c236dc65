"""What can't be told because a document was not read: the document is named, not the fact that would stand in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circular.rulebook.facts_of_tender import JUDGED_ABSENT
from circular.rulebook.outcome import Outcome
from circular.rulebook.say import both

if TYPE_CHECKING:
    from circular.rulebook.case import Case

HANG_ON_READING = frozenset((*JUDGED_ABSENT, "documented", "followed_up"))


def naming_documents(outcome: Outcome, missing: tuple[str, ...], case: Case) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome and what is missing; where only reading more would tell, the documents that were not read."""
    if outcome.verdict != "unknown" or case.tender is None or not missing or not set(missing) <= HANG_ON_READING:
        return outcome, missing
    from circular.rulebook.clause_search import incomplete

    gaps, names = incomplete(case.tender, (), ())
    if not names:
        return outcome, missing
    words = both("Det kan ikke afgøres, for ikke alt er læst: {gaps}.", "It can't be told, for not everything was read: {gaps}.", gaps=(gaps.da, gaps.en))  # fmt: skip
    return replace(outcome, says=(words,), places=(), missing=names), names
