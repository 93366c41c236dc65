"""Runs the examples of the derived facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from circular.rulebook.conditions import OneOf
from circular.rulebook.derived import Derived, derived_facts
from circular.rulebook.view import View
from circular.rulebook.vocabulary import vocabulary


def run_derived() -> Iterator[tuple[str, str | None]]:
    """(name, None) for each example that holds, (name, what went wrong) for each that does not."""
    for derived in derived_facts().values():
        yield from run_examples(derived)


def run_examples(derived: Derived) -> Iterator[tuple[str, str | None]]:
    """The examples of one derived fact."""
    from circular.rulebook.examples import flattened

    names = vocabulary().subjects["building"]
    for part in derived.examples:
        part.keys(("name", "given", "expect"))
        facts = flattened(part.sub("given"), names)
        got: Any = derived.of(View(facts, names, facts.get("deciding_date")))
        words = list(got.values) if isinstance(got, OneOf) else [got]
        wanted = part.data["expect"] if isinstance(part.data["expect"], list) else [part.data["expect"]]
        name = f"{derived.name} {part.file}:{part.line} {part.data['name']}"
        yield name, None if words == wanted else f"{wanted} -> {words}"
