"""Reads a policy's targets and measures from rules/policy, every doubtful line refused with its place."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from circular.faults import Fault, nearest
from circular.register.policy_model import Measure, Policy, PolicySource, PolicyVersion, Target, Theme
from circular.shelf import shelf
from circular.strict_yaml import Lines, load

Built = TypeVar("Built", bound=BaseModel)
_MARK = "policy/1"
_NOT_TARGETS = ("policy.yaml", "measures.yaml")


def policies() -> list[str]:
    """Names of the policies that ship with the program, sorted."""
    folder = shelf("rules") / "policy"
    return sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(("_", ".")))


@cache
def load_policy(name: str = "ballerup-2023") -> Policy:
    """The policy of that name; raises Fault naming the nearest one, or the file and line of what is wrong in it."""
    if name not in policies():
        close = nearest(name, policies()) or policies()
        raise Fault(
            "--policy", "",
            (f"ukendt politik '{name}'", f"unknown policy '{name}'"),
            (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"),
        )  # fmt: skip
    return read_policy(shelf("rules") / "policy" / name, f"rules/policy/{name}")


def read_policy(folder: Traversable, shown: str) -> Policy:
    """The policy of a folder; `shown` is how the folder is named in faults."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    if "policy.yaml" not in names or "measures.yaml" not in names:
        raise Fault(
            shown, "",
            ("policy.yaml eller measures.yaml mangler", "policy.yaml or measures.yaml is missing"),
            ("se rules/policy/ballerup-2023", "see rules/policy/ballerup-2023"),
        )  # fmt: skip
    head, lines = load((folder / "policy.yaml").read_bytes(), f"{shown}/policy.yaml")
    top = _Part(head, lines, f"{shown}/policy.yaml", ())
    top.keys({"circular", "name", "title", "municipality", "period", "versions", "sources"})
    if head["circular"] != _MARK:
        raise top.fault(("circular",), f"her skal stå {_MARK}", f"this must be {_MARK}")
    period = top.part("period")
    period.keys({"from", "to", "evaluated_by"})
    measures = _measures(folder, shown)
    themes, targets = [], []
    for file in (name for name in names if name not in _NOT_TARGETS):
        theme, found = _theme(folder / file, f"{shown}/{file}", measures)
        themes.append(theme)
        targets += found
    _each_once(targets, shown)
    return top.build(
        Policy,
        name=head["name"], title=head["title"], municipality=head["municipality"],
        first_year=period.data["from"], evaluated_by=period.data["evaluated_by"], last_year=period.data["to"],
        versions=tuple(_version(item) for item in top.items("versions")),
        sources={key: top.part("sources").part(key).build(PolicySource, **value) for key, value in head["sources"].items()},
        themes=tuple(themes), measures=measures, targets=tuple(targets),
    )  # fmt: skip


class _Part:
    """A mapping of the file with its place, so that each complaint names file and line."""

    def __init__(self, data: Any, lines: Lines, file: str, path: tuple[str | int, ...]) -> None:
        self.data, self.lines, self.file, self.path = data, lines, file, path
        if not isinstance(data, dict):
            raise self.fault((), "her skal stå nøgler med værdier", "keys with values must stand here")

    def fault(self, path: tuple[str | int, ...], da: str, en: str, hint: tuple[str, str] = ("", "")) -> Fault:
        return Fault(self.file, str(self.lines[(*self.path, *path)]), (da, en), hint)

    def keys(self, needed: set[str], allowed: frozenset[str] = frozenset()) -> None:
        for key in self.data:
            if key not in needed | allowed:
                close = nearest(str(key), sorted(needed | allowed)) or sorted(needed | allowed)
                raise self.fault((key,), f"ukendt nøgle '{key}'", f"unknown key '{key}'", (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"))  # fmt: skip
        for key in sorted(needed - set(self.data)):
            raise self.fault((), f"nøglen '{key}' mangler", f"the key '{key}' is missing")

    def part(self, key: str) -> _Part:
        return _Part(self.data[key], self.lines, self.file, (*self.path, key))

    def items(self, key: str) -> list[_Part]:
        rows = self.data[key]
        if not isinstance(rows, list) or not rows:
            raise self.fault((key,), f"'{key}' skal være en liste", f"'{key}' must be a list")
        return [_Part(row, self.lines, self.file, (*self.path, key, index)) for index, row in enumerate(rows)]

    def build(self, kind: type[Built], /, **values: Any) -> Built:
        try:
            return kind(**values)
        except ValidationError as error:
            first = error.errors()[0]
            where = tuple(step for step in first["loc"] if isinstance(step, str))
            name = ".".join(map(str, first["loc"]))
            raise self.fault(where, f"'{name}' kan ikke bruges: {first['msg']}", f"'{name}' cannot be used: {first['msg']}") from None  # fmt: skip


def _version(row: _Part) -> PolicyVersion:
    values = dict(row.data)
    if "valid_from" not in values:
        raise row.fault((), "nøglen 'valid_from' mangler", "the key 'valid_from' is missing")
    if values["valid_from"] == "not_found":
        values["valid_from"] = None
    return row.build(PolicyVersion, **values)


def _measures(folder: Traversable, shown: str) -> dict[str, Measure]:
    file = f"{shown}/measures.yaml"
    data, lines = load((folder / "measures.yaml").read_bytes(), file)
    top = _Part(data, lines, file, ())
    top.keys({"measures"})
    rows = top.part("measures")
    found = {}
    for name, values in rows.data.items():
        measure = rows.part(name).build(Measure, id=name, **values)
        if (measure.kind == "figure") == (measure.fact is not None):
            raise rows.fault((name,), "kun et mål, der ikke er en figure, har en fact", "a measure has a fact unless it is a figure")  # fmt: skip
        found[name] = measure
    return found


def _theme(source: Traversable, file: str, measures: dict[str, Measure]) -> tuple[Theme, list[Target]]:
    data, lines = load(source.read_bytes(), file)
    top = _Part(data, lines, file, ())
    top.keys({"theme", "name", "targets"})
    theme = top.build(Theme, id=data["theme"], name=data["name"])
    return theme, [_target(row, theme.id, measures) for row in top.items("targets")]


_TARGET_KEYS = {"id", "text", "when", "year", "scope", "measure", "also", "target", "reason", "evidence", "rules", "version", "source", "confidence"}  # fmt: skip


def _target(row: _Part, theme: str, measures: dict[str, Measure]) -> Target:
    row.keys(_TARGET_KEYS)
    aim = row.part("target")
    aim.keys({"comparator", "value", "unit"})
    for name in (row.data["measure"], *row.data["also"]):
        if name is not None and name not in measures:
            close = nearest(str(name), sorted(measures)) or sorted(measures)
            raise row.fault(("measure",), f"ukendt måling '{name}'", f"unknown measure '{name}'", (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"))  # fmt: skip
    values = {key: value for key, value in row.data.items() if key != "target"}
    target = row.build(Target, theme=theme, **values, **aim.data)
    outside = target.scope == "out_of_scope"
    if outside != (target.reason is not None) or outside != (target.measure is None):
        raise row.fault(
            ("scope",),
            "et mål uden for værktøjet har en grund og ingen måling; de andre har en måling og ingen grund",
            "a target out of scope has a reason and no measure; the others have a measure and no reason",
        )
    if not outside and (target.scope == "figure") != (measures[str(target.measure)].kind == "figure"):
        raise row.fault(("measure",), f"scope er {target.scope}, men målingen er en anden slags", f"scope is {target.scope}, but the measure is of another kind")  # fmt: skip
    if (target.year is None) and target.when in ("from_year", "by_year"):
        raise row.fault(("year",), f"'{target.when}' kræver et år", f"'{target.when}' needs a year")
    return target


def _each_once(targets: list[Target], shown: str) -> None:
    seen: set[str] = set()
    for target in targets:
        if target.id in seen:
            raise Fault(shown, "", (f"målet {target.id} står to gange", f"the target {target.id} stands twice"))
        seen.add(target.id)
