"""Judgements for the tests."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from circular.register.model import Fact, Judgement, Told


def finding(
    code: str, verdict: str, goal: str = "CE-4", *, severity: str = "must", waived: bool = False
) -> dict[str, Any]:
    return {
        "code": code, "name": code.lower(), "severity": severity, "basis": "policy", "goal": goal, "verdict": verdict,
        "title": code, "provisional": None, "missing": [], "places": [], "clause": "genbrug", "waived": waived, "waiver": None,
    }  # fmt: skip


def tender(name: str, told: Told = "yes", year: int = 2025, **more: Any) -> Judgement:
    values: dict[str, Any] = {
        "kind": "tender", "tool": "check", "judged_on": date(year, 3, 1), "verdict": "pass" if told == "yes" else "fail",
        "department": "Skole", "categories": ("renovation",), "dates": {"published": f"{year}-02-01"},
        "facts": {"demand": Fact(told)},
    }  # fmt: skip
    return Judgement(name=name, **{**values, **more})


def many(count: int, seed: int = 1) -> list[Judgement]:
    """Judgements with fails, unknowns, waivers, several judgements a case, cases without value or category."""
    draw = random.Random(seed)
    made = []
    for index in range(count):
        number = draw.randrange(max(1, count * 2 // 3))
        own = random.Random(number)
        told = draw.choice(["yes", "no", "unknown"])
        waived = told == "no" and draw.random() < 0.2
        made.append(
            Judgement(
                name=f"sag {number}", kind="tender", tool=draw.choice(["check", "check", "history"]), judged_on=date(2026, 1, 1),
                verdict={"yes": "pass", "no": "fail", "unknown": "unknown"}[told], department=f"center {number % 7}",
                value_dkk=None if number % 5 == 0 else 1_000 * number, categories=own.choice([("renovation",), ("it", "food"), ("furniture",), ()]),
                dates={"published": f"{2023 + number % 4}-05-01"}, findings=(finding("CIRC-001", {"yes": "pass", "no": "fail"}.get(told, "unknown"), waived=waived),),
                facts={"demand": Fact(told), "goal:CE-4": Fact(told, waived=waived)}, uid=f"{seed:08x}{index:024x}",
            )
        )  # fmt: skip
    return made
