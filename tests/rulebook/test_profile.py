"""The municipality's profile: what it says is used, and what it cannot mean is refused with its place."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from circular.building import read_building
from circular.faults import Fault
from circular.lca import assess
from circular.rulebook import case_of, load_profile, load_rules
from circular.rulebook.own_limits import own_limit_facts
from circular.rulebook.profile import Profile
from tests.rulebook.builders import DAY, assessed, project

BOOK = load_rules()

SOURCE = 'source = "byrådet"\n'


def profile(tmp_path: Path, text: str) -> Profile:
    (tmp_path / "circular.toml").write_text(text, encoding="utf-8")
    return load_profile(tmp_path / "circular.toml")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[municipality]\nname = 1\n", "municipality.name"),
        ("[municipality]\npolicy = true\n", "municipality.policy"),
        ('lang = "sv"\n', "lang"),
        ("[shadow_price]\ndkk_per_tonne = { 2026 = nan }\n" + SOURCE, "shadow_price.dkk_per_tonne"),
        ("[shadow_price]\ndkk_per_tonne = { 2026 = -5 }\n" + SOURCE, "shadow_price.dkk_per_tonne"),
        ("[shadow_price]\ndkk_per_tonne = { 2026 = true }\n" + SOURCE, "shadow_price.dkk_per_tonne"),
        ("[shadow_price]\ndkk_per_tonne = 1500\nsource = 3\n", "shadow_price"),
        ("[renovation_limit]\nvalue = inf\n" + SOURCE, "renovation_limit.value"),
        ("[renovation_limit]\nvalue = -1\n" + SOURCE, "renovation_limit.value"),
        ('[renovation_limit]\nvalue = 5\nmodules = "A1"\n' + SOURCE, "renovation_limit.modules"),
        ('[renovation_limit]\nvalue = 5\nmodules = ["A1-A4"]\n' + SOURCE, "renovation_limit.modules"),
        ('[renovation_limit]\nvalue = 5\nexisting = "maybe"\n' + SOURCE, "renovation_limit.existing"),
        ("[essential]\nmass_share = 90\n" + SOURCE, "essential.mass_share"),
        ("[essential]\nfootprint_share = true\n" + SOURCE, "essential.footprint_share"),
        ("[essential]\none_in_each_group = 1\n" + SOURCE, "essential.one_in_each_group"),
        ("[essential]\nmass_share = 0.8\n", "essential"),
        ("[essential]\nmass = 0.8\n" + SOURCE, "essential.mass"),
    ],
)
def test_what_a_profile_cannot_mean_is_refused_with_its_place(text: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        profile(tmp_path, text)
    assert caught.value.place == place
    assert caught.value.told("da") != caught.value.told("en")


def test_a_limit_can_count_its_own_modules_and_what_is_removed(tmp_path: Path) -> None:
    per = {"A1-A3": Decimal(3), "C3": Decimal(1), "building": Decimal(6), "removed": Decimal("0.5")}
    building = project(works="renovation", permit_applied=date(2026, 3, 1))
    case = case_of("sagen", kind="building", building=building, assessment=assessed("6.0", per_m2_year=per))

    def value(words: str) -> object:
        own = profile(tmp_path, "[renovation_limit]\nvalue = 5\n" + words + SOURCE)
        return own_limit_facts(case, own, BOOK, DAY).facts["lca.municipal_value"]

    plain = value("")
    assert isinstance(plain, Decimal)
    assert value('existing = "not_counted"\n') == plain
    assert value('existing = "counted"\n') == plain + Decimal("0.5")
    assert value('modules = ["A1-A3", "C3"]\n') == 4
    assert value('modules = ["A1-A3", "C3"]\nexisting = true\n') == Decimal("4.5")
    assert value('modules = ["A1-A3", "removed"]\nexisting = true\n') == Decimal("3.5")
    assert value('modules = ["A1-A3", "B6"]\n') is None


def test_the_bounds_of_essential_materials_are_the_municipality_s_where_it_sets_them(
    root: Path, tmp_path: Path
) -> None:
    school = read_building(root / "examples" / "skole.yaml")
    usual = assess(school, as_of=DAY)
    own = profile(tmp_path, "[essential]\nmass_share = 0.3\nfootprint_share = 1\none_in_each_group = false\n" + SOURCE)
    few = assess(school, as_of=DAY, essentials=own.essentials)
    assert 0 < len(few.coverage.essential) < len(usual.coverage.essential)
    whys = {row.why_essential for row in few.elements if row.essential}
    assert whys == {"blandt de tungeste 30 % af den nye masse (kommunens profil: byrådet)"}
    assert {row.why_essential_en for row in few.elements if row.essential} == {
        "among the heaviest 30 % of new mass (the municipality's profile: byrådet)"
    }
    same = profile(tmp_path, "[essential]\n" + SOURCE)
    assert assess(school, as_of=DAY, essentials=same.essentials).coverage.essential == usual.coverage.essential


def test_lca_and_check_use_the_profile_s_bounds(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from circular.cli import main

    profile(tmp_path, "[essential]\nmass_share = 0.3\nfootprint_share = 1\none_in_each_group = false\n" + SOURCE)
    told = {}
    for command in ("lca", "check"):
        for name, more in (("usual", []), ("own", ["--profile", str(tmp_path / "circular.toml")])):
            with pytest.raises(SystemExit):
                main([command, str(root / "examples" / "skole.yaml"), *more, "--format", "json"])
            (case,) = json.loads(capsys.readouterr().out)["cases"]
            told[command, name] = (case["lca"] if command == "check" else case)["coverage"]["essential"]
    assert told["lca", "usual"] == told["check", "usual"]
    assert told["lca", "own"] == told["check", "own"]
    assert len(told["lca", "own"]) < len(told["lca", "usual"])


def test_departments_are_named_in_any_of_the_usual_ways(tmp_path: Path) -> None:
    told = profile(
        tmp_path, '[departments]\nT = "Teknik"\nSkole = true\nK = {name = "Kultur"}\nflere = ["Ældre", "Social"]\n'
    )
    assert told.departments == {"T": "Teknik", "Skole": "Skole", "K": "Kultur", "Ældre": "Ældre", "Social": "Social"}
