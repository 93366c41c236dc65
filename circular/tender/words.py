"""The words by which a tender package is understood, from rules/tender_reading.yaml and rules/document_roles.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from circular.faults import Fault, nearest
from circular.language import Words
from circular.shelf import shelf
from circular.strict_yaml import Lines, load
from circular.tender.expression import Expression, Sieve
from circular.tender.model import DocumentRole

READING = "rules/tender_reading.yaml"
ROLES = "rules/document_roles.yaml"
VOICES = ("buyer", "tenderer", "both")


@dataclass(frozen=True)
class LabelWords:
    """One ecolabel or certificate and how it is named."""

    name: str
    kind: str
    concepts: frozenset[str]
    words: Expression


@dataclass(frozen=True)
class RoleWords:
    """How one role of a document is told."""

    id: DocumentRole
    name: Words
    voice: str
    demands: bool
    file: Expression
    title: Expression
    content: tuple[Expression, ...]
    names: Expression


@dataclass(frozen=True)
class TenderWords:
    """Compiled groups of patterns: `words["award.headings"]`."""

    groups: dict[str, Expression]
    labels: tuple[LabelWords, ...]
    buyer_names: Expression
    lot: str

    def __getitem__(self, name: str) -> Expression:
        return self.groups[name]


@cache
def tender_words() -> TenderWords:
    """The words of rules/tender_reading.yaml; raises Fault with file and line when a pattern is broken."""
    said, lines = load((shelf("rules") / "tender_reading.yaml").read_bytes(), READING)
    sieve = Sieve()
    groups: dict[str, Expression] = {}
    for section, parts in said.items():
        for name, value in parts.items():
            if isinstance(value, list) and value and isinstance(value[0], str):
                groups[f"{section}.{name}"] = _group(value, sieve, lines, (section, name))
            elif isinstance(value, dict):
                for deeper, patterns in value.items():
                    groups[f"{section}.{name}.{deeper}"] = _group(patterns, sieve, lines, (section, name, deeper))
    labels = tuple(
        LabelWords(
            name=label["name"],
            kind=label["kind"],
            concepts=frozenset(label["concepts"]),
            words=_group(label["words"], sieve, lines, ("labels", "known", index, "words")),
        )
        for index, label in enumerate(said["labels"]["known"])
    )
    return TenderWords(groups, labels, sieve.expression(said["facts"]["buyer_names"], 0), said["lots"]["word"])


@cache
def role_words() -> tuple[RoleWords, ...]:
    """The roles of rules/document_roles.yaml in their order; raises Fault for an unknown role, voice or key."""
    said, lines = load((shelf("rules") / "document_roles.yaml").read_bytes(), ROLES)
    known = list(get_args(DocumentRole))
    sieve = Sieve()
    roles = []
    for name, role in said["roles"].items():
        where = str(lines[("roles", name)])
        if name not in known:
            raise Fault(ROLES, where, (f"ukendt rolle '{name}'", f"unknown role '{name}'"), _meant(name, known))
        wanted = {"name", "voice", "demands", "file", "title", "content", "names"}
        if set(role) != wanted:
            odd = sorted(set(role) ^ wanted)[0]
            raise Fault(ROLES, where, (f"rollen har ikke netop nøglen '{odd}'", f"the role's keys differ at '{odd}'"))
        if role["voice"] not in VOICES:
            raise Fault(ROLES, where, ("ukendt 'voice'", "unknown 'voice'"), _meant(str(role["voice"]), list(VOICES)))
        roles.append(
            RoleWords(
                id=name,
                name=Words(**role["name"]),
                voice=role["voice"],
                demands=role["demands"],
                file=_group(role["file"], sieve, lines, ("roles", name, "file"), ROLES),
                title=_group(role["title"], sieve, lines, ("roles", name, "title"), ROLES),
                content=tuple(
                    _group([one], sieve, lines, ("roles", name, "content"), ROLES) for one in role["content"]
                ),
                names=_group(role["names"], sieve, lines, ("roles", name, "names"), ROLES),
            )
        )
    return tuple(roles)


def _meant(word: str, known: list[str]) -> tuple[str, str]:
    close = nearest(word, known) or known
    return f"mente du {', '.join(close[:3])}?", f"did you mean {', '.join(close[:3])}?"


def _group(
    patterns: Iterable[Any], sieve: Sieve, lines: Lines, path: tuple[str | int, ...], file: str = READING
) -> Expression:
    """Patterns as one alternation that begins at a word's beginning; raises Fault naming the line of a broken one."""
    for index, pattern in enumerate(patterns):
        try:
            re.compile(str(pattern))
        except re.error as error:
            raise Fault(
                file,
                str(lines[(*path, index)]),
                (f"mønstret kan ikke læses: {error}", f"the pattern cannot be read: {error}"),
                ("ret det regulære udtryk", "mend the regular expression"),
            ) from None
    return sieve.expression("|".join(p if p.startswith("^") else rf"(?<!\w){p}" for p in map(str, patterns)))
