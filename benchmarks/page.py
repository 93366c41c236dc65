"""The page of figures: a table a module, goals met and missed first, and the record it is made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.machine import machine, versions

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
RECORD = ROOT / "benchmarks" / "record.json"
INTRODUCTION = """# Benchmarks

Written by `python -m benchmarks --full`; no figure here is typed by hand. Each is the median of repeated runs in one process
of its own, in seconds of processor time where the work is done in that process and by the clock where others take part (commands,
packages read apart, the register, plans); the span shows the lowest and the highest of them. Ratios compare two ways of doing the same thing, taken in
turn in the same run, so that they hold on other machines; times do not.
"""


def table(figures: Iterable[Figure]) -> list[str]:
    """The lines of a Markdown table."""
    lines = ["| what | figure | span of the runs | goal | |", "|---|---:|---:|---:|---|"]
    for one in figures:
        span = f"{said(min(one.runs))} – {said(max(one.runs))}" if len(one.runs) > 1 else ""
        goal = "" if one.goal is None else f"{'≥' if one.better == 'higher' else '≤'} {said(one.goal)}"
        met = {True: "met", False: "**not met**", None: ""}[one.met]
        note = "; ".join(part for part in (met, one.note) if part).replace("|", "\\|")
        lines.append(f"| {one.name} | {said(one.value)} {one.unit} | {span} | {goal} | {note} |".replace("  ", " "))
    return lines


def said(value: float) -> str:
    """A figure with the digits that mean something."""
    if value == 0 or abs(value) >= 1e6 or (abs(value) >= 100 and value == int(value)):
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 1:
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{value:.2g}"


def load_record() -> dict[str, Any]:
    """Module -> {title, date, machine, versions, figures} of the last full run of each."""
    return json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}


def keep(record: dict[str, Any], name: str, title: str, figures: list[Figure], trouble: str) -> None:
    """Put a module's full run into the record."""
    record[name] = {
        "title": title, "date": date.today().isoformat(), "machine": machine(), "versions": versions(), "trouble": trouble,
        "figures": [asdict(one) for one in figures],
    }  # fmt: skip


def write(record: Mapping[str, Any]) -> None:
    """Write the record and the page made from it."""
    RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(record), encoding="utf-8")


def page(record: Mapping[str, Any]) -> str:
    """The whole page."""
    modules = {
        name: [Figure(**{**one, "runs": tuple(one["runs"])}) for one in row["figures"]] for name, row in record.items()
    }
    goals = [
        (record[name]["title"], one) for name, figures in modules.items() for one in figures if one.met is not None
    ]
    missed = [(title, one) for title, one in goals if not one.met]
    lines = [INTRODUCTION, f"{len(goals) - len(missed)} of {len(goals)} goals are met."]
    if missed:
        lines += ["", "Not met:", ""]
        lines += [f"- {title}: {one.name}: {said(one.value)} {one.unit} against {said(one.goal or 0)}. {one.note}".rstrip() for title, one in missed]  # fmt: skip
    for name in sorted(modules, key=lambda name: record[name]["title"]):
        row = record[name]
        lines += ["", f"## {row['title']}", "", *table(modules[name]), ""]
        if row["trouble"]:
            lines += [f"The module did not end well: {row['trouble']}", ""]
        lines.append(f"`python -m benchmarks --full {name}`, {row['date']}; {row['machine']}; {row['versions']}.")
    return "\n".join(lines) + "\n"
