"""One row of such a table, and how an input is changed by it and asked."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from in_process import circular

DROPPED = object()
"""In place of a value: the key is left out."""
DAY = "2026-11-01"


@dataclass(frozen=True)
class Key:
    """A key of a file, another value for it, the command that must answer otherwise, and what the input needs for that."""

    path: str
    """Names and positions with dots between: `components.0.amount`."""
    value: Any
    by: Sequence[str] = ("lca",)
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The path without positions, as the list of known keys has it."""
        return ".".join(part for part in self.path.split(".") if not part.isdigit())


@dataclass(frozen=True)
class Answer:
    """All that a run told."""

    code: int
    out: str
    err: str


def changed(document: Any, changes: Mapping[str, Any]) -> Any:
    """A copy of the document with the values at the paths replaced."""
    found = copy.deepcopy(document)
    for path, value in changes.items():
        *parts, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        at = found
        for part in parts:
            at = at[part] if isinstance(part, int) else at.setdefault(part, {})
        if value is DROPPED:
            at.pop(last, None)
        elif isinstance(last, int) and last == len(at):
            at.append(copy.deepcopy(value))
        else:
            at[last] = copy.deepcopy(value)
    return found


def written(document: Any) -> str:
    """The document as YAML on one line, so that no line number tells of a key that came or went."""
    text = yaml.safe_dump(document, default_flow_style=True, width=10**9, allow_unicode=True, sort_keys=False)
    assert text.count("\n") == 1, "one line"
    return text


def toml(tables: Mapping[str, Any]) -> str:
    """The tables as TOML; what may stand in it is text, number, truth and lists of these, in tables two deep."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in tables.items() if not isinstance(value, Mapping)]
    for name, table in tables.items():
        if isinstance(table, Mapping):
            lines.append(f"[{name}]")
            for key, value in table.items():
                if isinstance(value, Mapping):
                    told = ", ".join(f"{inner} = {json.dumps(one)}" for inner, one in value.items())
                    lines.append(f"{key} = {{ {told} }}")
                else:
                    plain = str(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else json.dumps(value)
                    lines.append(f'"{key}" = {plain}')
    return "\n".join(lines) + "\n"


def asked(folder: Path, by: Sequence[str], file: str, *more: str) -> Answer:
    """What the command says of the file in the folder."""
    told = circular(*by, file, "--format", "json", "--lang", "en", *more, cwd=folder)
    return Answer(told.returncode, told.stdout, told.stderr)
