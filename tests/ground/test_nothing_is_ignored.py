"""A key that the program accepts changes some answer, or the program says that it does not count: no key is only read.

Each row of the tables in tests/ground/keys names a key, another value for it, and the command whose whole answer (text,
warnings, exit code) must then be another; the lists of known keys in the program must all stand in the tables.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from ground.keys import of_building, of_portfolio, of_profile
from ground.keys.table import DAY, Key, asked, changed, toml, written
from in_process import circular

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("key", of_building.KEYS, ids=lambda key: f"{key.path}-{key.by[0]}")
def test_a_key_of_a_project_counts(key: Key, tmp_path: Path) -> None:
    without = changed(of_building.PROJECT, key.given)
    answers = []
    for document in (without, changed(without, {key.path: key.value})):
        (tmp_path / "project.yaml").write_text(written(document), encoding="utf-8")
        answers.append(asked(tmp_path, key.by, "project.yaml", "--as-of", DAY))
    assert all(answer.out and answer.code != 2 and "Traceback" not in answer.err for answer in answers), answers
    assert answers[0] != answers[1], f"{key.path} is read and changes nothing"


def test_every_key_of_a_project_has_a_row() -> None:
    assert {key.name for key in of_building.KEYS} | {*of_building.HEADINGS} == of_building.known()


STOCKS = [(base, key) for base, keys in of_portfolio.KEYS.items() for key in keys]


@pytest.mark.parametrize(("base", "key"), STOCKS, ids=[f"{base}-{key.path}" for base, key in STOCKS])
def test_a_key_of_a_portfolio_counts(base: str, key: Key, tmp_path: Path) -> None:
    without = changed(of_portfolio.BASES[base], key.given)
    answers = []
    for document in (without, changed(without, {key.path: key.value})):
        (tmp_path / "stock.yaml").write_text(written(document), encoding="utf-8")
        answers.append(asked(tmp_path, ("optimise",), "stock.yaml", "--as-of", DAY))
    assert "Traceback" not in answers[1].err and "Unexpected" not in answers[1].err
    assert answers[0].code != 2 and answers[0].out, answers[0]
    assert answers[0] != answers[1], f"{key.path} is read and changes nothing"


def test_every_key_of_a_portfolio_has_a_row() -> None:
    rows = {key.name for _, key in STOCKS}
    assert rows | {*of_portfolio.HEADINGS, *of_portfolio.TOLD} == of_portfolio.known()


@pytest.mark.parametrize(
    ("base", "path", "value"),
    [
        ("staged", "buildings.0.packages.1.after", ["Facade"]),
        ("staged", "buildings.0.packages.1.after", ""),
        ("stock", "factors", []),
        ("stock", "horizon_years", 1_000_000),
        ("stock", "buildings.0.weight", 1_000_000_000),
        ("stock", "years", [9998, 9999]),
        ("stock", "buildings.0.packages.0.price_year", 20240),
    ],
)
def test_a_value_that_a_portfolio_cannot_mean_is_refused(base: str, path: str, value: object, tmp_path: Path) -> None:
    (tmp_path / "stock.yaml").write_text(written(changed(of_portfolio.BASES[base], {path: value})), encoding="utf-8")
    answer = asked(tmp_path, ("optimise",), "stock.yaml")
    assert answer.code == 2 and answer.err.startswith("stock.yaml:1: ") and "hint: " in answer.err


PROJECTS = {"new": of_profile.NEW, "renovation": of_profile.RENOVATION, "reused": of_profile.REUSED}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that knows a case of the department Teknik."""
    folder = tmp_path_factory.mktemp("register")
    (folder / "project.yaml").write_text(written(of_profile.NEW), encoding="utf-8")
    asked(folder, ("check", "--department", "Teknik", "--register", "register.sqlite"), "project.yaml", "--as-of", DAY)
    return folder / "register.sqlite"


@pytest.mark.parametrize(("base", "key"), of_profile.PROFILE, ids=lambda one: one.path if isinstance(one, Key) else one)
def test_a_key_of_the_profile_counts(base: str, key: Key, tmp_path: Path, register: Path) -> None:
    answers = []
    subject = ["--register", str(register)]
    if base in PROJECTS:
        (tmp_path / "project.yaml").write_text(written(PROJECTS[base]), encoding="utf-8")
        subject = ["project.yaml"]
    forms = ("text",) if "--case-note" in key.by else ("json", "text")
    for changes in (key.given, key.given | {key.path: key.value}):
        (tmp_path / "own.toml").write_text(toml(changed({}, changes)), encoding="utf-8")
        for form in forms:
            more = () if key.path == "lang" else ("--lang", "en")
            answers.append(
                circular(
                    *key.by, *subject, "--format", form, "--as-of", DAY, "--profile", "own.toml", *more, cwd=tmp_path
                )
            )
    half = len(answers) // 2
    assert all(told.returncode != 2 for told in answers[:half]), answers[0].stderr
    assert answers[:half] != answers[half:], f"{key.path} is read and changes nothing"


def test_every_key_of_the_profile_has_a_row() -> None:
    assert {key.name for _, key in of_profile.PROFILE} | {*of_profile.HEADINGS} == of_profile.known()


@pytest.mark.parametrize("key", of_profile.WAIVERS, ids=lambda key: key.path)
def test_a_key_of_a_waiver_counts(key: Key, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").write_text(
        written(changed(of_profile.NEW, {"energy.heating_kwh_m2_year": 200})), encoding="utf-8"
    )
    answers = []
    for changes in ({}, {key.path: key.value}):
        (tmp_path / "waivers.yaml").write_text(written(changed([of_profile.WAIVER], changes)), encoding="utf-8")
        answers.append(asked(tmp_path, key.by, "project.yaml", "--as-of", DAY, "--waivers", "waivers.yaml"))
    assert '"waived": 1' in answers[0].out, answers[0].err
    assert answers[0] != answers[1], f"{key.path} is read and changes nothing"
