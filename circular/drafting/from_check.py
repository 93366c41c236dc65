"""Which clauses cure what a check found, read from its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from circular.drafting.model import ClauseTemplate
from circular.faults import Fault

SCHEMA = "circular/check/1"
_NOT_A_CHECK = ("er ikke et svar fra circular check", "is not an answer of circular check")
_HOW = (
    "lav det med: circular check … --format json=check.json",
    "make it with: circular check … --format json=check.json",
)


def clauses_that_cure(path: Path, library: Mapping[str, ClauseTemplate]) -> list[ClauseTemplate]:
    """The clauses that the findings name which do not hold, each once, in the library's order."""
    try:
        said: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Fault(str(path), "", (f"kan ikke læses: {error.strerror}", f"cannot be read: {error.strerror}")) from None
    except (ValueError, RecursionError):
        raise Fault(str(path), "", _NOT_A_CHECK, _HOW) from None
    cases = said.get("cases") if isinstance(said, dict) and said.get("schema") == SCHEMA else None
    if not isinstance(cases, list):
        raise Fault(str(path), "", _NOT_A_CHECK, _HOW)
    wanted = {name for case in cases for name in _wanted(case)}
    found = [template for name, template in library.items() if name in wanted]
    if not found:
        raise Fault(
            str(path), "",
            ("intet fund peger på en klausul", "no finding names a clause"),
            ("der er intet at afhjælpe med et bilag", "there is nothing an annex could cure"),
        )  # fmt: skip
    return found


def _wanted(case: Any) -> set[str]:
    """The clauses that cure what fails, and what can't be told for want of a fact that the demand itself makes needless."""
    if not isinstance(case, dict):
        return set()
    unread = {document.get("file") for document in case.get("documents") or () if isinstance(document, dict)}
    names = set()
    for finding in case.get("findings") or ():
        remedy = finding.get("remedy") if isinstance(finding, dict) else None
        if not isinstance(remedy, dict) or not remedy.get("clause"):
            continue
        waived = finding.get("waiver") and not finding["waiver"].get("expired")
        missing = set(finding.get("missing") or ())
        untold = finding.get("verdict") == "unknown" and missing and not missing & unread
        if (finding.get("verdict") == "fail" or untold) and not waived:
            names.add(str(remedy["clause"]))
    return names
