"""`circular new …` as its user meets it: what is printed, written and refused, and with which exit code."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from circular.building import read_building
from circular.cli import program
from circular.cli.guard import run
from circular.cli.speak import tongue
from circular.documents import read
from circular.drafting import load_clauses
from circular.rulebook import load_profile, load_rules, load_waivers
from circular.rulebook.examples import run_rule

pytestmark = pytest.mark.usefixtures("documents_read_here")


def new(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(program, ["new", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_clause_goes_to_stdout_and_its_notes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = new(capsys, "clause", "genbrug-materialer", "--set", "share=25")
    assert code == 0
    assert out.startswith("Mindstekrav: Mindst 25 % af de materialer")
    told = " ".join(err.split())
    assert "udbudsloven § 2" in told and "--set share=…" in told and "udbudsloven" not in out


def test_without_a_name_the_clauses_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = new(capsys, "clause")
    assert code == 0 and len(out.splitlines()) == len(load_clauses())
    code, out, _ = new(capsys, "clause", "--category", "it")
    assert code == 0 and "istandsat-it" in out and "oekologi" not in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("clause", "genbrug-material"), "mente du genbrug-materialer"),
        (("clause", "oekologi", "--set", "share=101"), "tilladt: 20 til 100 (hele tal)"),
        (("clause", "oekologi", "--set", "shar=80"), "vælg mellem share"),
        (("clause", "oekologi", "--set", "share"), "navn=værdi"),
        (("clause", "oekologi", "--level", "luxury"), "vælg mellem basis, ambitious, front_runner"),
        (("clause", "oekologi", "--role", "documentation"), "vælg mellem minimum_requirement"),
        (("clause", "--category", "kitchen"), "mente du"),
        (("tender",), "vælg mellem new_build, renovation"),
        (("tender", "--category", "kitchen"), "mente du"),
        (("tender", "--category", "it", "--set", "area=many"), "skriv et tal i m²"),
        (("tender", "--category", "it", "--set", "building_type=castle"), "vælg mellem"),
        (("tender", "--category", "it", "--set", "foo=1"), "ukendt parameter 'foo'"),
        (("tender", "--category", "it", "--out", "u.pdf"), "vælg mellem .docx, .xlsx, .md"),
        (("tender", "--from", "nowhere.json"), "kan ikke læses"),
        (("tender", "--from", "nowhere.json", "--category", "it"), "udelad --category"),
        (("tender", "--category", "it", "--market-dialogue", "--out", "d.xlsx"), "vælg mellem .docx, .md"),
        (("tender", "--category", "it", "--word-template", "x.docx"), "en Word-skabelon giver en .docx-fil"),
        (("project", "--out", "p.pdf"), "vælg mellem .yaml og .xlsx"),
        (("project", "--from", "nowhere.ifc"), "findes ikke"),
        (("portfolio", "--out", "p.pdf"), "vælg mellem .yaml og .xlsx"),
    ],
    ids=lambda row: " ".join(row) if isinstance(row, tuple) else "",
)
def test_a_wrong_call_is_one_line_with_the_allowed_values(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    code, out, err = new(capsys, *words)
    assert code == 2 and told in err and "Traceback" not in err and not out


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md"])
def test_a_tender_is_written_by_its_suffix(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    target = tmp_path / f"udbud.{suffix}"
    facts = ["--set", "area=1200", "--set", "building_type=institution", "--set", "buyer=Nordby Kommune"]
    dates = ["--published", "2026-09-01", "--permit-applied", "2026-08-01"]
    code, out, err = new(
        capsys, "tender", "--category", "renovation", "--level", "ambitious", *facts, *dates, "--out", str(target)
    )
    assert (code, out, err) == (0, "", "")
    (document,) = read([target])
    text = "\n".join(block.text for block in document.blocks)
    assert document.status == "read" and "6,4 kg CO₂-ækv." in text and "1,1 kg CO₂-ækv." in text
    if suffix != "xlsx":
        assert "Nordby Kommune udbyder renovering" in text and "1. september 2026" in text and "1.200 m²" in text


def test_what_is_left_to_fill_in_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = new(
        capsys, "tender", "--category", "renovation", "--level", "ambitious", "--out", str(tmp_path / "u.md")
    )
    assert err.strip() == "Udfyld selv: lavemissionsklasse.building_limit, lavemissionsklasse.process_limit"


def test_a_value_can_be_set_for_one_clause_or_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = new(capsys, "tender", "--category", "furniture", "--set", "reservedele-moebler.years=9")
    assert "mindst 9 år efter levering" in out and "mindst 3 års garanti" in out
    _, out, _ = new(capsys, "tender", "--category", "furniture", "--set", "years=9")
    assert "mindst 9 år efter levering" in out and "mindst 9 års garanti" in out


def test_the_market_dialogue_asks_and_demands_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from circular.clauses import find_clauses

    code, out, _ = new(capsys, "tender", "--category", "textiles", "--level", "front_runner", "--market-dialogue")
    assert code == 0 and out.startswith("# Spørgsmål til markedsdialog: tekstiler")
    assert out.count("?") >= 10
    assert not [clause for clause in find_clauses(out) if clause.strength == "binding" and clause.live]
    target = tmp_path / "dialog.docx"
    assert new(capsys, "tender", "--category", "it", "--market-dialogue", "--out", str(target))[0] == 0
    (document,) = read([target])
    assert sum(block.kind == "list_item" for block in document.blocks) >= 5


def check_file(tmp_path: Path, findings: list[dict[str, object]]) -> str:
    path = tmp_path / "check.json"
    path.write_text(json.dumps({"schema": "circular/check/1", "cases": [{"findings": findings}]}), encoding="utf-8")
    return str(path)


def test_the_annex_holds_just_what_cures_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = check_file(
        tmp_path,
        [
            {"verdict": "fail", "waiver": None, "remedy": {"clause": "lca-renovering"}},
            {"verdict": "pass", "waiver": None, "remedy": {"clause": "oekologi"}},
            {"verdict": "fail", "waiver": {"expired": False}, "remedy": {"clause": "dgnb"}},
            {"verdict": "fail", "waiver": {"expired": True}, "remedy": {"clause": "fbk"}},
            {"verdict": "fail", "waiver": None, "remedy": {"clause": "cirkulaer-oekonomi"}},
            {"verdict": "fail", "waiver": None, "remedy": None},
        ],
    )
    code, out, _ = new(capsys, "tender", "--from", file)
    assert code == 0 and out.startswith("# Bilag med cirkulære krav")
    assert "livscyklusvurdering (LCA)" in out and "bæredygtighedsklasse (FBK)" in out
    assert "DGNB" not in out and "økologiske" not in out
    assert "| KK-03 | Cirkulær økonomi | 10 % |" in out and "100 %" in out


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "circular/lca/1", "cases": []}', "[" * 100_000])
def test_a_file_that_is_no_check_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    code, _, err = new(capsys, "tender", "--from", str(tmp_path / "x.json"))
    assert code == 2 and "er ikke et svar fra circular check" in err


def test_a_check_without_cures_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = new(capsys, "tender", "--from", check_file(tmp_path, []))
    assert code == 2 and "intet fund peger på en klausul" in err


@pytest.mark.parametrize("language", ["da", "en"])
def test_skeletons_load_as_they_stand(tmp_path: Path, language: str) -> None:
    from circular.drafting.skeletons import KINDS, skeleton
    from circular.optimise.portfolio_reader import read_portfolio

    for kind, suffix in KINDS.items():
        text = skeleton(kind, language)  # type: ignore[arg-type]
        assert text.startswith("#"), "a comment says what the file is for"
        (tmp_path / kind).mkdir()
        (tmp_path / kind / f"{kind}.{suffix}").write_text(text, encoding="utf-8")
    assert read_building(tmp_path / "project" / "project.yaml").choices
    assert read_portfolio(tmp_path / "portfolio" / "portfolio.yaml") is not None
    assert load_waivers(tmp_path / "waivers" / "waivers.yaml") == ()
    assert load_profile(tmp_path / "profile" / "profile.toml").lang == language
    rules = load_rules((tmp_path / "rule",)).rules
    own = next(rule for rule in rules if rule.file.endswith("rule.yaml"))
    runs = run_rule(own)
    assert len(runs) >= 6 and all(one.good for one in runs)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_commented_parts_of_a_profile_load_too(language: str, tmp_path: Path) -> None:
    from circular.drafting.skeletons import skeleton

    lines = skeleton("profile", language).splitlines()  # type: ignore[arg-type]
    opened = [line[2:] if line[:3] == "# [" or (line[:2] == "# " and " = " in line) else line for line in lines]
    text = "\n".join(opened)
    assert {"renovation_limit", "new_build_limit", "severity", "shadow_price"} <= set(tomllib.loads(text))
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    assert load_profile(tmp_path / "p.toml").shadow_price


def test_a_project_from_a_file_or_as_a_workbook(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    school = root / "examples" / "skole.yaml"
    code, out, _ = new(capsys, "project", "--from", str(school))
    assert code == 0 and "circular: building/1" in out
    assert new(capsys, "project", "--from", str(school), "--out", str(tmp_path / "p.xlsx"))[0] == 0
    assert read_building(tmp_path / "p.xlsx").name == read_building(school).name


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_silent_tender_with_its_annex_passes_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("CIRCULAR_LANG", language)
    tongue.cache_clear()
    package = tmp_path / "udbud"
    package.mkdir()
    (package / "udbudsbetingelser.md").write_text(
        "# Udbudsbetingelser\n\n## 1 Opgaven\n\nKommunen udbyder renovering af skolen.\n", encoding="utf-8"
    )
    told = ["--category", "renovation", "--published", "2026-09-01", "--as-of", "2026-09-02", "--value", "2000000"]
    found = tmp_path / "check.json"
    assert run(program, ["check", str(package), *told, "--format", f"json={found}"]) == 1
    annex = package / "kravspecifikation.docx"
    set_limit = ("--set", "klimagraense-byggeri.limit=6.4")
    assert new(capsys, "tender", "--from", str(found), *set_limit, "--out", str(annex))[0] == 0
    (document,) = read([annex])
    assert document.blocks[0].text == {"da": "Bilag med cirkulære krav", "en": "Annex with circular demands"}[language]
    tongue.cache_clear()
    assert run(program, ["check", str(package), *told, "--fail-on", "should", "--format", "json"]) == 0
    monkeypatch.undo()
    tongue.cache_clear()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("project", "p.yaml"), ("project", "p.xlsx"), ("portfolio", "p.yaml"), ("portfolio", "p.xlsx"),
        ("profile", "c.toml"), ("rule", "r.yaml"), ("waivers", "w.yaml"),
    ],
)  # fmt: skip
def test_an_empty_form_is_never_written_over_a_file(
    kind: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    assert new(capsys, kind, "--out", str(path))[0] == 0
    path.write_bytes(path.read_bytes() + b"filled in")
    filled = path.read_bytes()
    code, _, err = new(capsys, kind, "--out", str(path))
    assert code == 2 and "findes allerede" in err and str(path) in err
    assert path.read_bytes() == filled
