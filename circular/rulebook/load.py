"""Loads rule files into a rulebook: the shipped ones, and those of the user's own folders."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.resources.abc import Traversable
from pathlib import Path

from circular.faults import Fault, nearest
from circular.rulebook.read_rule import read_rule
from circular.rulebook.reading import Part, did_you_mean
from circular.rulebook.rule import Example, Rule, Rulebook
from circular.shelf import shelf, walk
from circular.strict_yaml import load

SHIPPED = ("building", "tender", "notice", "owner_strategy")
_EXAMPLES = re.compile(rb"^examples:[ \t]*(#.*)?$", re.MULTILINE)
_TARGET = re.compile(rb"^\s*- id: *([A-Z]+-[0-9]+)\s*$", re.MULTILINE)
_KEY = re.compile(rb"^[^\s#-][^:]*:", re.MULTILINE)


def load_rules(dirs: tuple[Path, ...] = ()) -> Rulebook:
    """The rulebook of the shipped rules and of each folder; raises Fault for anything doubtful in any file."""
    shipped = _shipped()
    if not dirs:
        return shipped
    digest = hashlib.sha256(shipped.version.encode())
    rules = list(shipped.rules)
    for folder in dirs:
        found = sorted(folder.rglob("*.yaml"))
        if not found:
            raise Fault(str(folder), "", ("mappen har ingen regelfiler (.yaml)", "the folder has no rule files (.yaml)"), ("se circular new rule", "see circular new rule"))  # fmt: skip
        for path in found:
            content = path.read_bytes()
            digest.update(content)
            rules.append(rule_from(content, str(path)))
    return _book(rules, digest.hexdigest()[:12])


@cache
def _shipped() -> Rulebook:
    digest = hashlib.sha256()
    rules = []
    for name, entry in _shipped_files():
        content = entry.read_bytes()
        digest.update(content)
        rules.append(rule_from(content, f"rules/{name}", trusted=True))
    return _book(rules, digest.hexdigest()[:12])


@cache
def goals() -> frozenset[str]:
    """Ids of the targets of every policy in rules/policy."""
    return frozenset(
        match.group(1).decode()
        for _, entry in walk(shelf("rules") / "policy", ".yaml")
        for match in _TARGET.finditer(entry.read_bytes())
    )


def _shipped_files() -> Iterator[tuple[str, Traversable]]:
    for kind in SHIPPED:
        folder = shelf("rules") / kind
        if folder.is_dir():
            for name, entry in walk(folder, ".yaml"):
                yield f"{kind}/{name}", entry


def rule_from(content: bytes, file: str, *, trusted: bool = False) -> Rule:
    """The rule of one file.

    A trusted (shipped) file's examples are parsed only when they are asked for: the tests read every one of them.
    """
    cut = _EXAMPLES.search(content) if trusted else None
    if cut is not None and not _KEY.search(content, cut.end()):
        data, lines = load(content[: cut.start()], file)
        if isinstance(data, dict):
            data["examples"] = None
        return read_rule(Part(data, lines, file), partial(_examples, content, file))
    data, lines = load(content, file)
    rule = read_rule(Part(data, lines, file), partial(_examples, content, file))
    _check_examples(rule, Part(data, lines, file))
    return rule


def _check_examples(rule: Rule, top: Part) -> None:
    from circular.rulebook.examples import read_example

    for part in top.sub("examples").items():
        read_example(part, rule)


def _examples(content: bytes, file: str) -> tuple[Example, ...]:
    data, lines = load(content, file)
    return tuple(Part(data, lines, file).sub("examples").items())


def _book(rules: Sequence[Rule], version: str) -> Rulebook:
    """Each code and name once, and every goal a target of a policy."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for word in (rule.code, rule.name):
            if word in seen:
                other = seen[word].file
                raise Fault(rule.file, "", (f"'{word}' står også i {other}", f"'{word}' stands in {other} too"), ("giv reglen sin egen kode og sit eget navn", "give the rule a code and a name of its own"))  # fmt: skip
            seen[word] = rule
        if rule.goal is not None and rule.goal not in goals():
            close = nearest(rule.goal, sorted(goals())) or sorted(goals())
            raise Fault(
                rule.file, "", (f"ukendt delmål '{rule.goal}'", f"unknown goal '{rule.goal}'"), did_you_mean(close)
            )
    of_class = [rule for rule in rules if rule.feeds == "low_emission_class"]
    if len(of_class) > 1:
        raise Fault(of_class[-1].file, "", (f"også {of_class[0].code} ({of_class[0].file}) er lavemissionsklassen (feeds)", f"{of_class[0].code} ({of_class[0].file}) is the low-emission class too (feeds)"), ("skriv feeds: building, eller udelad feeds", "write feeds: building, or leave feeds out"))  # fmt: skip
    return Rulebook(tuple(sorted(rules, key=lambda rule: rule.code)), version)
