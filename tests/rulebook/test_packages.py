"""The example packages of every main category: what each was written to show is what the check finds, and no more."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from circular import read
from circular.checking import Checked, Told, check_case
from circular.rulebook import load_rules

pytestmark = pytest.mark.usefixtures("documents_read_here")

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "udbud"
DAY = date(2026, 11, 24)
KINDS = ("god", "bloed", "fejl", "ingen")
CATEGORIES = {
    "renovation", "new_build", "demolition", "civil_works", "furniture", "textiles", "it", "food", "cleaning", "vehicles",
    "waste_collection", "facility_operation",
}  # fmt: skip


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_example_packages", ROOT / "tools" / "make_example_packages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()
PACKAGES: dict[str, dict[str, Any]] = MAKER.packages()


def checked(name: str, told: Told) -> Checked:
    case = check_case(name, sorted((FOLDER / name).iterdir()), load_rules(), as_of=DAY, told=told)
    assert case.fault is None and case.report is not None and case.tender is not None
    return case


def codes(case: Checked, verdict: str, severity: str | None = None) -> set[str]:
    assert case.report is not None
    return {f.code for f in case.report.findings if f.verdict == verdict and severity in (None, f.severity)}


def test_every_main_category_has_one_of_each_kind() -> None:
    assert {package["category"] for package in PACKAGES.values()} == CATEGORIES
    for category in CATEGORIES:
        kinds = {name.rsplit("-", 1)[1] for name, package in PACKAGES.items() if package["category"] == category}
        assert kinds == set(KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("name", PACKAGES)
def test_the_files_say_what_the_texts_say(name: str, tmp_path: Path) -> None:
    MAKER.write(tmp_path, PACKAGES[name])
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(one.name for one in (FOLDER / name).iterdir())
    for file in tmp_path.iterdir():
        (fresh,), (shipped,) = read([file]), read([FOLDER / name / file.name])
        assert [block.text for block in fresh.blocks] == [block.text for block in shipped.blocks], (
            "run tools/make_example_packages.py"
        )


@pytest.mark.parametrize("name", PACKAGES)
def test_the_package_is_judged_as_it_was_written(name: str) -> None:
    wanted = PACKAGES[name]["expected"]
    case = checked(name, Told())
    assert case.tender is not None and case.report is not None
    assert case.tender.categories == (PACKAGES[name]["category"],)
    assert {severity: codes(case, "fail", severity) for severity in ("must", "should", "note")} == {
        severity: set(wanted[severity]) for severity in ("must", "should", "note")
    }
    assert codes(case, "unknown") == set(wanted["unknown"])
    assert case.report.verdict == wanted["verdict"]


@pytest.mark.slow
@pytest.mark.parametrize("name", PACKAGES)
def test_in_2030_the_goals_bind(name: str) -> None:
    case = checked(name, Told(published=date(2030, 6, 1)))
    assert codes(case, "fail", "must") == set(PACKAGES[name]["expected"]["must_in_2030"])


@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_only_the_good_package_asks_for_all_that_its_category_asks(category: str) -> None:
    by_kind = {name.rsplit("-", 1)[1]: package["expected"] for name, package in PACKAGES.items() if package["category"] == category}  # fmt: skip
    good, soft, none = by_kind["god"], by_kind["bloed"], by_kind["ingen"]
    assert not good["must"] and not good["should"]
    asked = {code for code in (*none["must"], *none["should"], *none["unknown"]) if code.startswith("CIRC-")}
    wished = {code for code in (*soft["must"], *soft["should"], *soft["unknown"]) if code.startswith("CIRC-")}
    assert asked == wished, "wishes satisfy no rule"
    assert soft["must_in_2030"] and none["must_in_2030"], "from 2030 neither holds"
