"""Findings about the case itself: no category, a waiver that has run out, a waiver that nothing needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circular.language import Words, listing
from circular.rulebook.model import Finding
from circular.rulebook.say import LANGUAGES, both, pair, valued
from circular.rulebook.vocabulary import value_name

if TYPE_CHECKING:
    from circular.rulebook.case import Case
    from circular.rulebook.waivers import Waiver

LIKELIEST = 3


def no_category(case: Case) -> Finding:
    """CASE-001: nobody can tell what is bought; names the three likeliest categories and the option that settles it."""
    guesses = [guess.category for guess in (case.tender.category_guesses if case.tender else ())[:LIKELIEST]]
    if guesses:
        names = tuple(
            listing([f"{one} ({value_name('category', one, language)})" for one in guesses], language, "or")
            for language in LANGUAGES
        )
        hint = both(
            "Mest sandsynligt {names}. Sig det med --category {first}.", "Most likely {names}. Say so with --category {first}.",
            names=(names[0], names[1]), first=(guesses[0], guesses[0]),
        )  # fmt: skip
    else:
        hint = pair("Sig det med --category, fx --category renovation.", "Say so with --category, e.g. --category renovation.")  # fmt: skip
    return Finding(
        code="CASE-001",
        name="category-known",
        severity="must",
        basis="policy",
        verdict="unknown",
        title=pair("Det fremgår, hvad der købes", "It is told what is bought"),
        because=Words(
            da=f"Det kan ikke ses, hvilken kategori udbuddet hører til. {hint.da}",
            en=f"The category of the tender can't be told. {hint.en}",
        ),
        missing=("category",),
    )


def expired_waiver(waiver: Waiver, finding: Finding) -> Finding:
    """CASE-002: a waiver has run out."""
    return Finding(
        code="CASE-002",
        name="waiver-expired",
        severity="note",
        basis="good_practice",
        verdict="fail",
        title=pair("Fravigelser er i kraft", "Waivers are in force"),
        because=both(
            "Fravigelsen af {rule} udløb {day} ({reason}). Forny den eller opfyld reglen.",
            "The waiver of {rule} expired {day} ({reason}). Renew it or meet the rule.",
            rule=(f"{finding.code} {finding.name}",) * 2, day=valued(waiver.until), reason=(waiver.reason,) * 2,
        ),
    )  # fmt: skip


def unused_waiver(waiver: Waiver) -> Finding:
    """CASE-003: a waiver that nothing in the case needs."""
    return Finding(
        code="CASE-003",
        name="waiver-unused",
        severity="note",
        basis="good_practice",
        verdict="fail",
        title=pair("Fravigelser bliver brugt", "Waivers are used"),
        because=both(
            "Fravigelsen af {rule} for {case} bruges ikke. Slet den.", "The waiver of {rule} for {case} is not used. Delete it.",
            rule=(waiver.rule,) * 2, case=(waiver.case,) * 2,
        ),
    )  # fmt: skip
