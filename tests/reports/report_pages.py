"""Pages of every kind, made once from the shipped examples, and a browser to look at them with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from circular.building import read_building
from circular.checking import Checked, check
from circular.language import Language
from circular.lca import assess, context_of
from circular.lca.sensitivity import sensitivity
from circular.optimise import optimise, read_portfolio
from circular.remedies import remedied
from circular.reports.lca_view import LcaView
from circular.rulebook import limits, load_rules, low_emission_class

DAY = date(2026, 11, 24)
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)  # fmt: skip


def judged(*paths: Path) -> list[Checked]:
    """The cases with their remedies, as `circular check` makes them."""
    return [
        replace(case, report=remedied(case.report, case.building)) if case.report else case
        for case in check(*paths, as_of=DAY)
    ]


def footprint(path: Path) -> LcaView:
    """A project as `circular lca` shows it."""
    rules, building = load_rules(()), read_building(path)
    assessment = assess(building, as_of=DAY)
    return LcaView(
        name=building.name, judged_on=DAY, building=building, assessment=assessment,
        limits=tuple(limits(building, assessment, rules, as_of=DAY)),
        low_emission_class=low_emission_class(building, assessment, rules, as_of=DAY), verdict="pass",
        influences=sensitivity(building, assessment, context_of(building, as_of=DAY)),
    )  # fmt: skip


def every_page(root: Path, register: Path, language: Language) -> dict[str, str]:
    """Name -> page."""
    from circular.register import load_policy, open_register, road
    from circular.reports.check_html import check_html
    from circular.reports.index_html import index_html
    from circular.reports.lca_html import lca_html
    from circular.reports.plan_html import plan_html
    from circular.reports.report_html import report_html

    examples = root / "examples"
    cases = judged(examples / "udbud-skole", examples / "nybyg.yaml", examples / "portefoelje.yaml")
    school, stock = read_building(examples / "skole.yaml"), read_portfolio(examples / "portefoelje.yaml")
    poor = stock.model_copy(update={"budget_dkk": dict.fromkeys(stock.years, 1_000_000)})
    with open_register(str(register), create=False) as opened:
        made = road(opened, load_policy(), as_of=DAY, titles={rule.code: rule.title for rule in load_rules(()).rules})
    return {
        "check": check_html(cases[0], language, index="../index.html"),
        "check-building": check_html(cases[1], language),
        "check-fault": check_html(cases[2], language),
        "index": index_html(cases, ["a.html", "b.html", "c.html"], language),
        "lca": lca_html([footprint(examples / "nybyg.yaml")], language),
        "lca-two": lca_html([footprint(examples / "nybyg.yaml"), footprint(examples / "skole.yaml")], language, compared=True),
        "plan": plan_html(optimise(school, as_of=DAY, language=language, front=6, what_if=("budget=4000000",)), language, school),
        "plan-stock": plan_html(optimise(stock, as_of=DAY, language=language, front=4), language, stock),
        "plan-none": plan_html(optimise(poor, as_of=DAY, language=language), language, poor),
        "2030": report_html(made, language, versions=True),
    }  # fmt: skip


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()
