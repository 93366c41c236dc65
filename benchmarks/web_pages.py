"""How large and how quick the web pages are: a check of 500 findings, an index of 1,000 cases, the plan of 2,000 buildings.

The findings are those of the shipped school tender, repeated with other codes and places; each has five quotes and a clause.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, timed

TITLE = "Web pages"
DAY = date(2026, 11, 24)
ROOT = Path(__file__).resolve().parent.parent
SEARCH = """() => {
    const field = document.querySelector("input[type=search]"), began = performance.now();
    field.value = "TEST-49"; field.dispatchEvent(new Event("input", {bubbles: true}));
    document.body.getBoundingClientRect();
    return performance.now() - began;
}"""


def many_findings(case: Any, count: int) -> Any:
    """The case with so many findings, each with its quotes and its clause."""
    from circular.rulebook.model import Remedy

    places = [place for finding in case.report.findings for place in finding.places]
    text = next(f.remedy.text for f in case.report.findings if f.remedy and f.remedy.text)
    pattern = next(f for f in case.report.findings if f.verdict == "fail")
    made = [
        pattern.model_copy(update={
            "code": f"TEST-{number:03d}", "severity": ("must", "should", "note")[number % 3], "verdict": ("fail", "unknown")[number % 2],
            "places": tuple(places[(number * 7 + step) % len(places)] for step in range(5)),
            "remedy": Remedy(clause=f"klausul-{number}", text=text),
        })
        for number in range(count)
    ]  # fmt: skip
    return replace(case, report=case.report.model_copy(update={"findings": tuple(made)}))


def many_buildings(plan: Any, count: int) -> Any:
    """The plan with so many choices and steps of abatement."""
    choices = tuple(plan.choices[n % len(plan.choices)].model_copy(update={"building": f"B{n:05d}"}) for n in range(count))  # fmt: skip
    return plan.model_copy(update={"choices": choices})


def in_browser(page: str, runs: int) -> tuple[list[float], list[float]] | None:
    """(seconds to load, seconds to search) of each run; None without Chromium and playwright."""
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)  # fmt: skip
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    loads, searches = [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(runs):
            opened = browser.new_page()
            opened.goto(file.as_uri())
            loads.append(opened.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") / 1000)
            searches.append(opened.evaluate(SEARCH) / 1000)
            opened.close()
        browser.close()
    return loads, searches


def figures(quick: bool) -> Iterator[Figure]:
    from statistics import median

    from circular.checking import check
    from circular.optimise import optimise, read_portfolio
    from circular.remedies import remedied
    from circular.reports.check_html import check_html
    from circular.reports.index_html import index_html
    from circular.reports.plan_html import plan_html

    runs = 3 if quick else 7
    (case,) = check(ROOT / "examples" / "udbud-skole", as_of=DAY)
    if case.report is None:
        raise SystemExit(str(case.fault))
    case = replace(case, report=remedied(case.report))
    large = many_findings(case, 500)
    page = check_html(large, "da")
    yield Figure("the page of a check with 500 findings", len(page.encode()) / 1e6, "MB", "lower", 2.0, guard=2.0)
    made = timed(lambda: check_html(large, "da"), runs=runs)
    yield Figure("making it", made.median, "s", "lower", 1.0, runs=made.seconds)
    shown = in_browser(page, runs)
    if shown is not None:
        loads, searches = shown
        yield Figure("showing it in headless Chromium, until everything is loaded", median(loads), "s", "lower", 1.0, runs=tuple(loads))  # fmt: skip
        yield Figure("searching it, until the list is narrowed and laid out", median(searches), "s", "lower", 0.2, runs=tuple(searches))  # fmt: skip
    cases = [replace(case, name=f"sag {number}") for number in range(1_000)]
    index = timed(lambda: index_html(cases, [f"sager/{n}.html" for n in range(1_000)], "da"), runs=runs)
    size = len(index_html(cases, [f"sager/{n}.html" for n in range(1_000)], "da").encode()) / 1e6
    yield Figure("making the index of 1,000 cases", index.median, "s", "lower", runs=index.seconds, note=f"{size:.2f} MB")  # fmt: skip
    stock = read_portfolio(ROOT / "examples" / "portefoelje.yaml")
    plan = many_buildings(optimise(stock, as_of=DAY), 2_000)
    spent = timed(lambda: plan_html(plan, "da", stock), runs=runs)
    size = len(plan_html(plan, "da", stock).encode()) / 1e6
    yield Figure("making the page of a plan for 2,000 buildings", spent.median, "s", "lower", runs=spent.seconds, note=f"{size:.2f} MB")  # fmt: skip
