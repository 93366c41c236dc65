"""Words and colours that every report of a check shares, and its summary in one paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from circular.checking import Checked
from circular.language import Language, listing
from circular.rulebook.model import Report, Verdict

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


def no_paint(text: str, meaning: str) -> str:
    """The text as it is."""
    return text


def summary(case: Checked, report: Report, language: Language) -> str:
    """One paragraph that a manager can read; every count is derived here and nowhere kept."""
    da = language == "da"
    musts = Counter(finding.verdict for finding in report.findings if finding.severity == "must" and finding.counts)
    judged = musts["pass"] + musts["fail"] + musts["unknown"]
    verdict = WORDS[language][report.verdict]
    sentences = []
    if case.tender is not None:
        live = [clause for clause in case.tender.clauses if clause.live and clause.strategy]
        binding = [clause for clause in live if clause.strength == "binding"]
        barriers = [clause for clause in case.tender.clauses if clause.barrier and not clause.struck]
        struck = [clause for clause in case.tender.clauses if clause.struck and clause.strategy]
        sentences.append(
            f"Materialet stiller {counted(len(binding), 'bindende cirkulært krav', 'bindende cirkulære krav')} og {counted(len(live) - len(binding), 'blødt ønske', 'bløde ønsker')}"
            if da
            else f"The package makes {counted(len(binding), 'binding circular demand', 'binding circular demands')} and {counted(len(live) - len(binding), 'soft wish', 'soft wishes')}"
        )
        more = []
        if struck:
            more.append(
                counted(len(struck), "er udgået", "er udgået")
                if da
                else counted(len(struck), "is struck", "are struck")
            )
        if barriers:
            more.append(
                counted(len(barriers), "passage hindrer genbrug", "passager hindrer genbrug")
                if da
                else counted(len(barriers), "passage works against reuse", "passages work against reuse")
            )
        sentences[-1] += f"; {listing(more, language)}." if more else "."
    if da:
        sentences.append(
            f"Af {judged} skal-regler, der gælder, holder {musts['pass']}, {musts['fail']} holder ikke, og {musts['unknown']} kan ikke afgøres."
        )
        sentences.append(f"Samlet: sagen {verdict}.")
    else:
        sentences.append(
            f"Of {judged} must rules that apply, {musts['pass']} hold, {musts['fail']} fall short and {musts['unknown']} can't be told."
        )
        sentences.append(f"In all: the case {verdict}.")
    return " ".join(sentences)


def counted(count: int, one: str, many: str) -> str:
    """`1 sted`, `2 steder`."""
    return f"{count} {one if count == 1 else many}"
