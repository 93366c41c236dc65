"""Writes tender_templates/README.md: every clause with what it demands, for whom, and which numbers it takes."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from circular.drafting.library import load_clauses  # noqa: E402

README = ROOT / "tender_templates" / "README.md"
OPENING = """# The clause library

One folder a theme, one YAML file a clause, in Danish and English. `circular new clause` lists them; `circular new clause NAME` prints one.
A rule names its cure as `remedy: {clause: NAME}`. The format, and how the texts are proven, stands in docs/drafting.md.
This page is written by `python tools/clause_table.py`.

| clause | demands | concepts | main role | categories | parameters |
|---|---|---|---|---|---|
"""


def table() -> str:
    """The page as it should stand."""
    everything = max((each.categories for each in load_clauses().values()), key=len)
    rows = []
    for each in load_clauses().values():
        demands = " ".join(filter(None, (each.strategy, *each.also))) or "–"
        categories = "all" if each.categories == everything else " ".join(each.categories) or "–"
        numbers = ", ".join(
            f"{name} ({one.from_rule})" if one.from_rule else name for name, one in each.parameters.items()
        )
        rows.append(f"| {each.name} | {demands} | {' '.join(each.concepts)} | {each.role} | {categories} | {numbers} |")
    return OPENING + "\n".join(rows) + "\n"


if __name__ == "__main__":
    README.write_text(table(), encoding="utf-8")
