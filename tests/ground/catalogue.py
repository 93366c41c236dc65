"""Finds every text that the program says to a person, in Danish and English, by reading its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAIRED = {"say", "Unreadable", "damaged", "both", "_bomb"}
"""Calls whose first two arguments are one text in both languages."""


@dataclass(frozen=True)
class Pair:
    """One text in both languages, and where it stands."""

    where: str
    da: str
    en: str
    fields_da: tuple[str, ...]
    """What is filled in, as written in the source."""
    fields_en: tuple[str, ...]


def pairs(path: Path, root: Path) -> Iterator[Pair]:
    """The pairs of one source file: calls, tuples given to a Fault, `x if da else y`, Words(da=…, en=…)."""
    name = path.relative_to(root).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for one, other in _sides(node):
            da, en = _said(one), _said(other)
            if da is not None and en is not None:
                yield Pair(f"{name}:{node.lineno}", da[0], en[0], da[1], en[1])  # type: ignore[attr-defined]


def _sides(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in PAIRED and len(node.args) >= 2:
            yield node.args[0], node.args[1]
        if name == "Words":
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            if {"da", "en"} <= set(given):
                yield given["da"], given["en"]
        for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
            if name == "Fault" and isinstance(argument, ast.Tuple) and len(argument.elts) == 2:
                yield argument.elts[0], argument.elts[1]
    elif isinstance(node, ast.IfExp) and _asks_danish(node.test):
        yield node.body, node.orelse
    elif isinstance(node, ast.Dict):
        for value in node.values:
            if isinstance(value, ast.Tuple) and len(value.elts) == 2 and all(_said(one) for one in value.elts):
                yield value.elts[0], value.elts[1]


def _asks_danish(test: ast.expr) -> bool:
    if isinstance(test, ast.Name | ast.Attribute):
        return getattr(test, "id", getattr(test, "attr", "")) in ("da", "danish")
    return (
        isinstance(test, ast.Compare)
        and isinstance(test.ops[0], ast.Eq)
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == "da"
    )


def _said(node: ast.expr) -> tuple[str, tuple[str, ...]] | None:
    """The text with `{}` for what is filled in, and what that is; None for what is no literal text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, ()
    if isinstance(node, ast.JoinedStr):
        text, fields = "", []
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value)
            elif isinstance(part, ast.FormattedValue):
                text += "{}"
                fields.append(ast.unparse(part.value))
        return text, tuple(fields)
    return None
