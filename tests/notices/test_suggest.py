"""The tags that are proposed cure what was wrong, in the notice's own shape, and nothing else is touched."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process import Told, circular
from lxml import etree

from circular.checking import check_case
from circular.documents.notice import notice_of
from circular.faults import Fault
from circular.remedies.notice_tags import NoticeTags, tags_of
from circular.remedies.notice_xml import patched, snippet
from circular.reports.notice_tags_text import tags_json, tags_text
from circular.rulebook import load_rules
from tests.notices.made_notices import lot, notice
from tests.notices.made_ted import export, form_2014
from tests.notices.recount import contradictions

pytestmark = pytest.mark.usefixtures("documents_read_here")

ENV, CIRC, GPP = ("strategic-procurement", "env-imp"), ("environmental-impact", "circ-econ"), ("gpp-criteria", "eu")
NONE, SOCIAL, HIDDEN = (("strategic-procurement", one) for one in ("none", "soc-obj", "unpublished"))
OTHER = ("environmental-impact", "other")
DEMAND = "Bordene skal bestå af mindst 50 % genanvendt træ."
CURED = ("NOT-101", "NOT-102", "NOT-103", "NOT-108")


def tags_for(folder: Path, content: bytes, **documents: str) -> NoticeTags:
    path = folder / "n.xml"
    path.write_bytes(content)
    beside = []
    for name, text in documents.items():
        beside.append(folder / f"{name}.md")
        beside[-1].write_text(text, encoding="utf-8")
    case = check_case("n", [path, *beside], load_rules(), as_of=date(2026, 11, 24))
    assert case.tender is not None, case.fault
    return tags_of(case.tender)


def failing(folder: Path, content: bytes) -> set[str]:
    path = folder / "judged.xml"
    path.write_bytes(content)
    case = check_case("n", [path], load_rules(), as_of=date(2026, 11, 24))
    assert case.report is not None
    return {one.code for one in case.report.findings if one.code in CURED and one.verdict == "fail"}


@pytest.mark.parametrize(
    ("tags", "text", "add", "remove"),
    [
        ([], DEMAND, ["env-imp", "circ-econ"], []),
        ([NONE], DEMAND, ["env-imp", "circ-econ"], ["none"]),
        ([SOCIAL], DEMAND, ["env-imp", "circ-econ"], []),
        ([ENV], DEMAND, ["circ-econ"], []),
        ([ENV, CIRC], DEMAND, [], []),
        ([OTHER], "Borde.", ["env-imp"], []),
        ([NONE, OTHER], "Borde.", ["env-imp"], ["none"]),
        ([GPP], "Borde.", ["env-imp"], []),
        ([NONE], "Borde.", [], []),
        ([], "Borde.", [], []),
        ([HIDDEN, OTHER], DEMAND, [], []),
        ([CIRC], "Borde.", ["env-imp"], []),
    ],
)
def test_what_is_proposed(tmp_path: Path, tags: list[tuple[str, str]], text: str, add: list[str], remove: list[str]) -> None:  # fmt: skip
    content = notice(lot(tags=tags, text=text))
    found = tags_for(tmp_path, content)
    (one,) = found.lots
    assert [tag.code for tag in one.add] == add
    assert [tag.code for tag in one.remove] == remove
    assert bool(one.because) == bool(add)
    if HIDDEN not in tags:
        assert failing(tmp_path, patched(content, found)) == set()
    (after,) = notice_of(patched(content, found), "n.xml")[0].lots
    assert set(add) <= {*after.strategic, *after.impact}
    assert not set(remove) & {*after.strategic, *after.impact}
    if add:
        assert after.described


def test_a_tag_that_nothing_bears_out_is_taken_away_only_when_all_was_read(tmp_path: Path) -> None:
    content = notice(lot(tags=[ENV, CIRC], text="Borde."))
    (alone,) = tags_for(tmp_path, content).lots
    assert not alone.remove
    (read,) = tags_for(tmp_path, content, kravspecifikation="# Kravspecifikation\n\n## Krav\n\nHvide borde.\n").lots
    assert [tag.code for tag in read.remove] == ["circ-econ"]


def test_a_demand_in_the_documents_of_one_lot_tags_that_lot(tmp_path: Path) -> None:
    content = notice(lot(title="Kontorborde"), lot(name="LOT-0002", title="Skoleborde"))
    found = tags_for(tmp_path, content, kravspecifikation=f"# Krav\n\n## Delaftale 2\n\n{DEMAND}\n")
    assert [one.lot for one in found.changes] == ["LOT-0002"]
    assert "genanvendt indhold" in str(found.changes[0].text)
    assert "kravspecifikation.md" in found.changes[0].because[0].da


@pytest.mark.parametrize("subtype", ["4", "CEI", "E2", "T01", "X02"])
def test_no_tag_is_proposed_where_it_may_not_stand(tmp_path: Path, subtype: str) -> None:
    found = tags_for(tmp_path, notice(lot(tags=[OTHER], text=DEMAND), subtype=subtype))
    assert not found.allowed and not found.lots
    assert "må ikke stå" in tags_text(found, "da") and "may not stand" in tags_text(found, "en")


def test_only_lots_are_tagged_and_only_eforms(tmp_path: Path) -> None:
    found = tags_for(tmp_path, notice(lot(tags=[OTHER]), lot(tags=[OTHER], name="GLO-0001", scheme="LotsGroup")))
    assert [one.lot for one in found.changes] == ["LOT-0001"]
    with pytest.raises(Fault, match="no eForms notice"):
        tags_for(tmp_path, export(form_2014("F02_2014")))


def test_price_alone_is_remarked_on(tmp_path: Path) -> None:
    (one,) = tags_for(tmp_path, notice(lot(tags=[ENV, OTHER], criteria=[("price", "100", "per-exa")]))).lots
    assert "pris" in one.remarks[0].da and "price" in one.remarks[0].en


TAGS = st.lists(
    st.sampled_from([ENV, NONE, SOCIAL, CIRC, OTHER, GPP, ("gpp-criteria", "none"), ("gpp-criteria", "national")]),
    max_size=4, unique=True,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TAGS, st.sampled_from(["Borde.", DEMAND])), min_size=1, max_size=4))
def test_the_notice_with_the_tags_put_in_contradicts_itself_no_more(
    tmp_path_factory: pytest.TempPathFactory, lots: list[tuple[list[tuple[str, str]], str]]
) -> None:
    folder = tmp_path_factory.mktemp("n")
    content = notice(*(lot(tags=tags, text=text, name=f"LOT-{at:04}") for at, (tags, text) in enumerate(lots, 1)))
    found = tags_for(folder, content)
    cured = patched(content, found)
    assert failing(folder, cured) == set()
    (folder / "cured.xml").write_bytes(cured)
    assert not {code for code, _ in contradictions(folder / "cured.xml")} & {"NOT-101", "NOT-102", "NOT-103"}
    again = tags_for(folder, cured)
    assert not again.changes, "what was put in is not proposed again"
    untouched = [one for one in found.lots if one not in found.changes]
    before, after = (notice_of(one, "n.xml")[0] for one in (content, cured))
    for one in untouched:
        assert next(x for x in before.lots if x.id == one.lot) == next(x for x in after.lots if x.id == one.lot)


def test_the_snippet_has_the_shape_of_the_notice(tmp_path: Path) -> None:
    content = notice(lot(tags=[NONE, OTHER], text=DEMAND)).replace(b"eforms-sdk-1.10", b"eforms-sdk-1.12")
    found = tags_for(tmp_path, content)
    read, _ = notice_of(snippet(found, "da"), "n.xml")
    assert (read.root, read.version) == ("ContractNotice", "eforms-sdk-1.12")
    assert (read.lots[0].id, read.lots[0].strategic, read.lots[0].impact) == ("LOT-0001", ("env-imp",), ("circ-econ",))
    assert read.lots[0].described
    root = etree.fromstring(snippet(found, "en"))
    texts = root.findall(".//{*}ProcurementType")
    assert [one.get("languageID") for one in texts] == ["ENG", "DAN"]
    assert "genanvendt indhold" in str(texts[1].text) and "recycled content" in str(texts[0].text)
    assert "remove BT-06: strategic-procurement = none" in snippet(found, "en").decode()


def test_tags_stand_where_eforms_has_them(tmp_path: Path) -> None:
    content = notice(lot(text=DEMAND))
    root = etree.fromstring(patched(content, tags_for(tmp_path, content)))
    project = root.find("{*}ProcurementProjectLot/{*}ProcurementProject")
    assert project is not None
    names = [etree.QName(one).localname for one in project]
    kinds = [at for at, name in enumerate(names) if name == "ProcurementAdditionalType"]
    assert kinds == list(range(kinds[0], kinds[0] + 2))
    assert all(name[0].isupper() and names.index("ProcurementTypeCode") < kinds[0] for name in names)
    assert names.index("MainCommodityClassification") > kinds[-1]


def test_both_languages_say_the_same(tmp_path: Path) -> None:
    found = tags_for(tmp_path, notice(lot(tags=[NONE], text=DEMAND)))
    da, en = tags_text(found, "da"), tags_text(found, "en")
    assert "indsæt BT-06 = env-imp" in da and "put in BT-06 = env-imp" in en
    assert "fjern BT-06 = none" in da and "take away BT-06 = none" in en
    told = tags_json(found, "en")
    assert told["schema"] == "circular/notice-tags/1"
    assert told["lots"][0]["add"][1] == {"field": "BT-774", "list": "environmental-impact", "code": "circ-econ"}
    assert set(told["lots"][0]["text"]) == {"DAN", "ENG"}


def run(folder: Path, *arguments: str) -> Told:
    return circular("notice", *arguments, cwd=folder)


def test_the_command_proposes_and_writes(tmp_path: Path) -> None:
    (tmp_path / "n.xml").write_bytes(notice(lot(tags=[NONE])))
    (tmp_path / "k.md").write_text(f"# Kravspecifikation\n\n## Krav\n\n{DEMAND}\n", encoding="utf-8")
    done = run(tmp_path, "suggest", "n.xml", "--documents", "k.md", "--format", "json", "--format", "notice=ny.xml", "--format", "xml=m.xml")  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert [one["code"] for one in json.loads(done.stdout)["lots"][0]["add"]] == ["env-imp", "circ-econ"]
    assert notice_of((tmp_path / "ny.xml").read_bytes(), "n.xml")[0].lots[0].strategic == ("env-imp",)
    assert (tmp_path / "m.xml").read_bytes().startswith(b"<?xml")
    again = run(tmp_path, "suggest", "ny.xml", "--documents", "k.md", "--lang", "en")
    assert (again.returncode, again.stderr) == (0, "")
    assert "1 of 1 lots need no other tags" in again.stdout


@pytest.mark.parametrize("name", ["nothing.xml", "page.xml", "k.md"])
def test_what_is_no_notice_is_one_line_and_exit_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.xml").write_bytes(b"<html><body>404</body></html>")
    (tmp_path / "k.md").write_text("# Kravspecifikation\n\nBorde.\n", encoding="utf-8")
    done = run(tmp_path, "suggest", name, "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 2 and "hint:" in done.stderr and "Traceback" not in done.stderr
