"""What an assessment covers, as lines for a terminal: essential materials, kinds of data, circularity."""

from __future__ import annotations

from collections import Counter

from circular.building.elements import element_name, groups
from circular.language import Language, listing
from circular.lca.model import Assessment
from circular.reports.lca_words import Paint, percent
from circular.reports.plain import short, wrapped

MOST_GAPS = 12
KINDS = {
    "generic": ("generiske", "generic"), "danish_generic": ("dansk generiske", "Danish generic"),
    "industry": ("brancheværdier", "industry data"), "standard_value": ("standardværdier", "standard values"),
    "epd": ("EPD'er", "EPDs"),
}  # fmt: skip
"""Kinds of data, of several rows."""


def coverage_lines(
    assessment: Assessment, language: Language, paint: Paint, verbose: bool, *, brief: bool = False
) -> list[str]:
    """What is covered and what is missing; `brief` leaves out which materials are essential and why."""
    da = language == "da"
    coverage = assessment.coverage
    if not coverage.essential:
        return ["Dækning: ingen nye bygningsdele" if da else "Coverage: no new components"]
    shares = (
        f"{percent(coverage.mass_share, language)} {'af massen' if da else 'of mass'}, "
        f"{percent(coverage.element_share, language)} {'af bygningsdelene' if da else 'of elements'}, "
        + (
            f"{percent(coverage.cost_share, language)} {'af prisen' if da else 'of cost'}"
            if coverage.cost_share is not None
            else ("prisen er ikke oplyst" if da else "the cost is not told")
        )
    )
    count = len(coverage.essential)
    lead = f"Dækning af {count} væsentlige byggematerialer: {shares}" if da else f"Coverage of {count} essential building materials: {shares}"  # fmt: skip
    lines = wrapped(lead)
    if not coverage.missing:
        lines += wrapped(("mangler: intet" if da else "missing: nothing"), first="  ")
    for gap in coverage.missing if verbose else coverage.missing[:MOST_GAPS]:
        reason = gap.reason if da else gap.reason_en or gap.reason
        suggestion = gap.suggestion if da else gap.suggestion_en or gap.suggestion
        more = f" → {suggestion}" if suggestion else ""
        text = f"{'mangler' if da else 'missing'}: {gap.name} ({element_name(gap.element, language)}): {reason}{more}"
        lines += [paint(line, "unknown") for line in wrapped(text, first="  ", rest="    ")]
    if len(coverage.missing) > MOST_GAPS and not verbose:
        rest = len(coverage.missing) - MOST_GAPS
        lines.append(f"  … {'og' if da else 'and'} {rest} {'mere (--verbose)' if da else 'more (--verbose)'}")
    if brief:
        return lines
    named = {name: (pair.da if da else pair.en) for name, pair in groups().items()}
    parts = [
        f"{named.get(one.group or '', 'andet' if da else 'other')} {one.covered}/{one.essential}"
        for one in coverage.groups
    ]
    lines += wrapped(
        listing(parts, language),
        first="  " + ("efter BR18 bilag 2, tabel 6: " if da else "by BR18 annex 2, table 6: "),
        rest="    ",
    )
    by_reason: dict[str, list[str]] = {}
    for row in assessment.elements:
        why = row.why_essential if da else row.why_essential_en
        if row.essential and why:
            by_reason.setdefault(why, []).append(short(row.name or element_name(row.element, language), 40))
    for why, names in by_reason.items():
        lines += wrapped("; ".join(names), first=f"  {why}: ", rest="    ")
    return lines


def quality_lines(assessment: Assessment, language: Language) -> list[str]:
    """How many rows rest on which kind of data."""
    told = quality_words(assessment, language)
    return wrapped(listing(told, language), first="Data: ") if told else []


def quality_words(assessment: Assessment, language: Language) -> list[str]:
    """Each kind of data with its number of rows, the commonest first."""
    da = language == "da"
    counts = Counter(row.data.type for row in assessment.elements if row.data.type)
    told = [f"{count} {KINDS[kind][0 if da else 1] if kind in KINDS else kind}" for kind, count in counts.most_common()]
    expired = sum(1 for row in assessment.elements if row.data.type == "epd" and row.data.valid is False)
    if expired:
        told.append(f"{expired} {'udløbet' if da else 'expired'}")
    standards = Counter(row.data.standard for row in assessment.elements if row.data.standard)
    if len(standards) > 1:
        told.append(f"{listing(sorted(standards), language)} {'blandet' if da else 'mixed'}")
    return told


def circularity_lines(assessment: Assessment, language: Language) -> list[str]:
    da = language == "da"
    shares = assessment.circularity
    if not any(row.status == "new" for row in assessment.elements):
        return []
    named = (
        ("genbrugt" if da else "reused", shares.reused_mass_share),
        ("genanvendt" if da else "recycled", shares.recycled_mass_share),
        ("biobaseret" if da else "bio-based", shares.bio_based_mass_share),
    )
    told = listing([f"{percent(share, language)} {name}" for name, share in named], language)
    if shares.reused_mass_share is None:
        told = "en masse er ukendt" if da else "a mass is unknown"
    return wrapped(told, first="Andel af ny masse: " if da else "Share of new mass: ")
