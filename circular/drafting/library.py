"""The clause library: every clause by name, from the shipped folder and from folders of the user's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from circular.drafting.model import ClauseTemplate
from circular.drafting.reader import read_clause, read_common
from circular.drafting.strict import Common, Vocabulary
from circular.faults import Fault, nearest
from circular.shelf import shelf, walk
from circular.strict_yaml import load

COMMON = "common.yaml"
NO_CLAUSES = ("documents/", "skeletons/")
"""Folders of the shelf that hold other texts."""


@cache
def load_clauses(folders: tuple[Path, ...] = ()) -> dict[str, ClauseTemplate]:
    """Every clause by its name, the shipped ones first; raises Fault when a file is wrong or a name stands twice."""
    found: dict[str, ClauseTemplate] = {}
    common = shipped_common()
    for name, entry in walk(shelf("tender_templates"), ".yaml"):
        if name != COMMON and not name.startswith(NO_CLAUSES):
            _add(found, entry.read_bytes(), f"tender_templates/{name}", common)
    for folder in folders:
        files = sorted(path for path in folder.rglob("*.yaml") if path.name != COMMON)
        if not files:
            raise Fault(
                str(folder), "",
                ("mappen rummer ingen klausuler", "the folder holds no clauses"),
                ("en klausul er en .yaml-fil", "a clause is a .yaml file"),
            )  # fmt: skip
        for path in files:
            _add(found, path.read_bytes(), path.as_posix(), common)
    return found


def clause_named(name: str, library: dict[str, ClauseTemplate]) -> ClauseTemplate:
    """The clause, or a Fault that names the nearest ones."""
    if name in library:
        return library[name]
    near = nearest(name, list(library))
    raise Fault(
        name, "",
        ("ingen klausul har det navn", "no clause has that name"),
        (f"mente du {', '.join(near)}?", f"did you mean {', '.join(near)}?") if near
        else ("se navnene med: circular new clause", "see the names with: circular new clause"),
    )  # fmt: skip


def clauses_for(category: str, library: dict[str, ClauseTemplate]) -> list[ClauseTemplate]:
    """The clauses written for a category, in the order of the library."""
    return [template for template in library.values() if category in template.categories]


@cache
def shipped_common() -> Common:
    """The texts and works that the shipped clauses share."""
    file = f"tender_templates/{COMMON}"
    document, lines = load((shelf("tender_templates") / COMMON).read_bytes(), file)
    return read_common(document, lines, file, vocabulary())


def vocabulary() -> Vocabulary:
    """The closed lists of the detector and of the categories."""
    from circular.clauses.strategies import names, strategies, units
    from circular.tender.categories import categories

    return Vocabulary(
        strategies=tuple(strategies()), concepts=tuple(names()["concept"]), units=tuple(units()),
        categories=tuple(categories()),
    )  # fmt: skip


def _add(found: dict[str, ClauseTemplate], content: bytes, file: str, common: Common) -> None:
    document, lines = load(content, file)
    template = read_clause(document, lines, file, common)
    if template.name in found:
        raise Fault(
            file, str(lines[("name",)]),
            (f"klausulen '{template.name}' findes allerede", f"the clause '{template.name}' exists already"),
            (f"den står i {found[template.name].file}", f"it stands in {found[template.name].file}"),
        )  # fmt: skip
    found[template.name] = template
