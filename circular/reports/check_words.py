"""Words and colours that every report of a check shares, and its summary in one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from circular.checking import Checked
from circular.language import Language, listing
from circular.place import Place
from circular.rulebook.model import Finding, Report, Verdict

Paint = Callable[[str, str], str]
"""(text, meaning) -> the text in the colour of pass, fail, unknown, quiet or strong; the identity without a terminal."""

ORDER: tuple[tuple[str, Verdict], ...] = (
    ("must", "fail"),
    ("must", "unknown"),
    ("should", "fail"),
    ("should", "unknown"),
    ("note", "fail"),
    ("note", "unknown"),
)
WORDS = {
    "da": {
        "pass": "holder", "fail": "holder ikke", "unknown": "kan ikke afgøres", "not_applicable": "gælder ikke", "waived": "fraveget",
        "must": "skal", "should": "bør", "note": "bemærk", "law": "lov", "policy": "kommunens politik", "guidance": "vejledning",
        "good_practice": "god praksis",
    },
    "en": {
        "pass": "holds", "fail": "falls short", "unknown": "can't be told", "not_applicable": "doesn't apply", "waived": "waived",
        "must": "must", "should": "should", "note": "note", "law": "law", "policy": "municipal policy", "guidance": "guidance",
        "good_practice": "good practice",
    },
}  # fmt: skip
MANY = {"pass": "hold", "fail": "fall short", "unknown": "can't be told"}
"""English verdicts of several rules."""


def no_paint(text: str, meaning: str) -> str:
    """The text as it is."""
    return text


def summary(case: Checked, report: Report, language: Language) -> str:
    """One paragraph that a manager can read; every count is derived here and nowhere kept."""
    da = language == "da"
    sentences = []
    if case.tender is not None:
        live = [clause for clause in case.tender.clauses if clause.live and clause.strategy]
        binding = [clause for clause in live if clause.strength == "binding"]
        barriers = [clause for clause in case.tender.clauses if clause.barrier and not clause.struck]
        struck = [clause for clause in case.tender.clauses if clause.struck and clause.strategy]
        sentences.append(
            f"Materialet stiller {_or_none(len(binding), 'bindende cirkulært krav', 'bindende cirkulære krav', 'ingen')} og {_or_none(len(live) - len(binding), 'blødt ønske', 'bløde ønsker', 'ingen')}"
            if da
            else f"The package makes {_or_none(len(binding), 'binding circular demand', 'binding circular demands', 'no')} and {_or_none(len(live) - len(binding), 'soft wish', 'soft wishes', 'no')}"
        )
        more = []
        if struck:
            more.append(
                counted(len(struck), "krav er udgået", "krav er udgået")
                if da
                else counted(len(struck), "demand is struck", "demands are struck")
            )
        if barriers:
            more.append(
                counted(len(barriers), "passage hindrer genbrug", "passager hindrer genbrug")
                if da
                else counted(len(barriers), "passage works against reuse", "passages work against reuse")
            )
        sentences[-1] += f"; {listing(more, language)}." if more else "."
    return " ".join([*sentences, *_musts(report, language)])


def _musts(report: Report, language: Language) -> list[str]:
    """How the must rules that apply came out, without the outcomes that none has, and the verdict of the case."""
    da, words = language == "da", WORDS[language]
    musts = Counter(one.verdict for one in report.findings if one.severity == "must" and one.counts)
    had: list[Verdict] = [verdict for verdict in ("pass", "fail", "unknown") if musts[verdict]]
    judged = sum(musts[verdict] for verdict in had)
    if judged == 0:
        none = "Ingen skal-regel gælder for sagen" if da else "No must rule applies to the case"
        open_ones = any(one.verdict in ("fail", "unknown") and one.counts for one in report.findings)
        more = ("; resten er råd." if da else "; the rest is advice.") if open_ones else "."
        return [none + more]
    if judged == 1:
        counts = (
            f"Den ene skal-regel, der gælder, {words[had[0]]}."
            if da
            else f"The one must rule that applies {words[had[0]]}."
        )
    elif len(had) == 1:
        all_da, all_en = ("Begge", "Both") if judged == 2 else (f"Alle {judged}", f"All {judged}")
        counts = f"{all_da} skal-regler, der gælder, {words[had[0]]}." if da else f"{all_en} must rules that apply {MANY[had[0]]}."  # fmt: skip
    else:
        said = [f"{musts[verdict]} {words[verdict] if da else words[verdict] if musts[verdict] == 1 else MANY[verdict]}" for verdict in had]  # fmt: skip
        counts = f"Af {judged} skal-regler, der gælder: {listing(said, language)}." if da else f"Of {judged} must rules that apply: {listing(said, language)}."  # fmt: skip
    return [counts, f"Samlet: sagen {words[report.verdict]}." if da else f"In all: the case {words[report.verdict]}."]


def case_verdict(verdict: Verdict, language: Language) -> str:
    """The verdict of a whole case: where no must rule applies, nothing holds and nothing falls short."""
    if verdict == "not_applicable":
        return "ingen skal-regel gælder" if language == "da" else "no must rule applies"
    return WORDS[language][verdict]


def source_said(finding: Finding, language: Language) -> str:
    """A finding's source as it is cited, without the key it has in the rule file; empty where it has none."""
    source = (finding.source_en if language == "en" else None) or finding.source or ""
    return source.partition(": ")[2] or source


def home_said(place: Place, language: Language) -> str:
    """The heading an absent demand belongs under, with its words: `krav.docx, afsnit 2 “Mindstekrav”`."""
    number, _, words = (place.heading or "").partition(" ")
    said = place.text(language) if place.page else place.model_copy(update={"paragraph": None}).text(language)
    if words and number.rstrip(".").replace(".", "").isdigit():
        word = "afsnit" if language == "da" else "section"
        numbered = f"{word} {number.rstrip('.')}"
        return said.replace(numbered, f"{numbered} “{words}”", 1)
    return said


def _or_none(count: int, one: str, many: str, none: str) -> str:
    """`1 blødt ønske`, `ingen bløde ønsker`."""
    return counted(count, one, many) if count else f"{none} {many}"


def counted(count: int, one: str, many: str) -> str:
    """`1 sted`, `2 steder`."""
    return f"{count} {one if count == 1 else many}"
