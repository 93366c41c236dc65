"""The road to 2030 as a page: plain words, every target once, and honest where nothing is known."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circular.language import Language
from circular.register import load_policy, open_register, road
from circular.register.model import Figure
from circular.register.roadmap import Road
from circular.register.writing import store_figures
from circular.reports.report_charts import road_chart
from circular.reports.report_html import report_html

DAY = date(2026, 11, 24)


def roadmap(path: Path, *figures: tuple[str, int, str]) -> Road:
    """The road of a register that holds nothing but these figures."""
    with open_register(str(path / "r.sqlite")) as register:
        store_figures(register, [Figure(target, year, Decimal(value), "Regnskab", DAY) for target, year, value in figures])  # fmt: skip
        return road(register, load_policy(), as_of=DAY)


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main")[0]).split())


@pytest.mark.parametrize(("language", "said"), [("da", "Registret rummer ingen sager endnu"), ("en", "The register holds no cases yet")])  # fmt: skip
def test_an_empty_register_says_what_to_do(tmp_path: Path, language: Language, said: str) -> None:
    page = text(report_html(roadmap(tmp_path), language))
    assert said in page and "circular register import" in page
    assert " 0 sager" not in page and " 0 cases" not in page


def test_every_target_stands_in_the_overview_and_once_below(tmp_path: Path) -> None:
    made = roadmap(tmp_path, ("CE-10", 2023, "49"), ("CE-10", 2024, "51"), ("CE-10", 2025, "53"))
    page = report_html(made, "da")
    for item in made.targets:
        assert page.count(f'id="{item.target.id}"') == 1
        assert f'href="#{item.target.id}"' in page


def test_one_figure_is_told_in_the_singular(tmp_path: Path) -> None:
    assert "Der er tal for ét af dem; det er nået." in text(report_html(roadmap(tmp_path, ("CE-7", 2025, "77")), "da"))


def test_the_chart_holds_the_figures_the_goal_and_the_projection(tmp_path: Path) -> None:
    made = roadmap(tmp_path, ("CE-10", 2023, "49"), ("CE-10", 2024, "51"), ("CE-10", 2025, "53"))
    item = next(one for one in made.targets if one.target.id == "CE-10")
    assert item.judged.projection is not None
    chart = road_chart(item, "da")
    assert chart is not None
    assert [row[:2] for row in chart.rows] == [("2023", "49 %"), ("2024", "51 %"), ("2025", "53 %")]
    assert "mål 60 %" in chart.svg and "dash" in chart.svg and "band" in chart.svg
    page = text(report_html(made, "da"))
    assert "Fortsætter det sådan, bliver tallet 63 % i 2030 (sandsynligvis mellem" in page
    assert "Udviklingen er +2 procentpoint om året" in page


def test_a_yes_or_no_has_no_chart(tmp_path: Path) -> None:
    made = roadmap(tmp_path, ("CE-6", 2025, "1"))
    item = next(one for one in made.targets if one.target.id == "CE-6")
    assert road_chart(item, "da") is None and "Nu: ja" in text(report_html(made, "da"))
