"""The Word copy: comments at the exact words, and nothing else in the user's document changes."""

from __future__ import annotations

import io
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.append(str(Path(__file__).resolve().parents[1] / "documents"))

from docx_files import REL, STYLES, W, control, docx, p, t, table, textbox
from word_checking import (
    DAY,
    FILE,
    case_of,
    comment,
    commented_at,
    enclosed,
    identifiers,
    part,
    parts,
    place_of,
    without_marks,
)

from circular.documents.docx import read_docx
from circular.documents.docx_numbering import W as WN
from circular.place import Place
from circular.reports.check_word import commented
from circular.reports.word_package import Copy

MAIN = "word/document.xml"


def squeezed(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(text.split()).replace("\u00ad", ""))


def unchanged(before: bytes, after: bytes, first: int = 0, main: str = MAIN) -> bool:
    """Whether the text is the same XML, and every part but the four that name comments is the same bytes."""
    old, new = parts(before), parts(after)
    ours = {main, "[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml"}
    same = all(new[name] == content for name, content in old.items() if name not in ours)
    roots = [etree.fromstring(parts[main]) for parts in (old, new)]
    return same and list(old) == [name for name in new if name in old] and without_marks(roots[0], first) == without_marks(roots[1], first)  # fmt: skip


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
REF = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>afsnit 4.2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
CHANGES = f'<w:del w:id="90" w:author="NN"><w:r><w:delText>bør</w:delText></w:r></w:del><w:ins w:id="91" w:author="NN">{t("skal")}</w:ins>'
CASES: dict[str, tuple[str, str]] = {
    "one run": (p("Alt træ skal være FSC-certificeret. Andet er frit."), "Andet er frit."),
    "several looks": (p(t("Mindst "), t("20 %", "<w:b/>"), t(" genbrug"), t(" skal", "<w:i/>"), t(" indgå.")), "20 % genbrug skal"),
    "a part of a word in bold": (p(t("gen"), t("bru", "<w:b/>"), t("gte sten")), "brugte"),
    "tabs and breaks": (p('<w:r><w:t>Krav:</w:t><w:tab/><w:t>murstenene</w:t><w:br/><w:t>skal genbruges</w:t></w:r>'), "murstenene skal"),
    "outer blanks that Word leaves out": (p("<w:r><w:t>  genbrug af sten  </w:t></w:r>", t(" her")), "af sten"),
    "a soft hyphen and a hard one": (p('<w:r><w:t>gen\u00adbrug af CO</w:t><w:noBreakHyphen/><w:t>aftryk</w:t></w:r>'), "genbrug af CO-aftryk"),
    "letters taken apart": (p("cirkula\u030ar økonomi og CO₂ i m²"), "cirkul\u00e5r økonomi"),
    "a hyperlink": (p("Se ", f'<w:hyperlink r:id="rId9">{t("vores politik om genbrug")}</w:hyperlink>', t(" og skal følges.")), "om genbrug og skal"),
    "tracked changes": (p("Sten ", CHANGES, t(" genbruges.")), "Sten skal genbruges"),
    "within an insertion": (p("Se: ", f'<w:ins w:id="91" w:author="NN">{t("Sten skal genbruges altid.")}</w:ins>'), "skal genbruges"),
    "a field": (p("Følg ", REF, t(" om genbrug.")), "om genbrug"),
    "within a field": (p("Følg ", REF, t(" om genbrug.")), "4.2"),
    "a simple field": (p("Dato: ", f'<w:fldSimple w:instr=" DATE ">{t("7. april")}</w:fldSimple>', t(" 2026")), "april 2026"),
    "a content control": (p("Der skal ", control("genbruges 20 % sten"), t(" i alt.")), "20 % sten i alt"),
    "a cell": (table(["Nr.", "Krav", "Type"], ["K1", "Sten skal genbruges. Træ er frit.", "MK"], header=True), "Sten skal genbruges."),
    "a cell of several paragraphs": (table(["Nr.", "Krav"], ["K1", f"<w:tc>{p('Sten skal')}{p('genbruges.')}</w:tc>"], header=True), "Sten skal genbruges."),
    "a table in a table": (table(["Nr.", "Krav"], ["K1", f"<w:tc>{table(['a', 'b'], ['x', 'Glas genbruges'])}{p('')}</w:tc>"]), "Glas genbruges"),
    "a block control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Sten skal genbruges her.')}</w:sdtContent></w:sdt>", "skal genbruges"),
    "struck words": (p(t("Sten skal genbruges.", "<w:strike/>"), t(" Træ er frit.")), "Sten skal genbruges."),
    "an item": (p("genbrug af sten", num=(4, 0)), "genbrug af sten"),
    "a typed dash": (p("- genbrug af sten"), "genbrug"),
    "the second of two alike": (p("Sten skal genbruges. Glas: sten skal genbruges."), "sten skal genbruges"),
    "escapes": (p("R&D <skal> genbruge “sten”"), "<skal> genbruge"),
    "a bookmark": (p("Sten ", '<w:bookmarkStart w:id="4" w:name="x"/>', t("skal genbruges"), '<w:bookmarkEnd w:id="4"/>', t(".")), "Sten skal"),
    "a symbol": (p('<w:r><w:t>Sten </w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>genbruges</w:t></w:r>'), "Sten genbruges"),
    "a field that begins within a run": (p('<w:r><w:t>Sten skal </w:t><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>genbruges</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/><w:t> altid.</w:t></w:r>'), "skal genbruges"),
    "a field within a field": (p(t("Se "), FIELD.format(FIELD.format(t("Sten skal genbruges"))), t(" her")), "skal"),
    "a control within a hyperlink": (p(f'<w:hyperlink w:anchor="a">{t("Sten ")}{control("skal")}{t(" her")}</w:hyperlink>'), "skal her"),
    "a tracked change of look": (p('<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="N"><w:rPr/></w:rPrChange></w:rPr><w:t>Sten skal genbruges her</w:t></w:r>'), "skal genbruges"),
    "words moved here": (p('<w:moveToRangeStart w:id="5" w:name="m"/>', f'<w:moveTo w:id="6" w:author="N">{t("Sten skal genbruges")}</w:moveTo>', '<w:moveToRangeEnd w:id="5"/>'), "skal"),
    "a deleted mark of a paragraph": (p("Sten skal", properties='<w:rPr><w:del w:id="8" w:author="N"/></w:rPr>') + p(" genbruges her."), "skal genbruges"),
}  # fmt: skip
WIDER = {
    "a field within a field": "Sten skal genbruges",
    "within a field": "afsnit 4.2",
    "a simple field": "7. april 2026",
    "a content control": "genbruges 20 % sten i alt",
}
"""Fields and controls are marked whole."""


@pytest.mark.parametrize("name", CASES)
def test_the_words_are_marked_and_nothing_else_changes(name: str) -> None:
    body, words = CASES[name]
    content = docx(p("Krav", style="Overskrift1"), body)
    after = commented_at(content, [place_of(content, words)])
    assert squeezed(enclosed(after, 0)) == squeezed(WIDER.get(name, words))
    assert unchanged(content, after)
    assert identifiers(after) == {"commentRangeStart": [0], "commentRangeEnd": [0], "commentReference": [0]}
    old, new = read_docx(content, FILE), read_docx(after, FILE)
    assert [block.text for block in new.blocks] == [block.text for block in old.blocks]


LOOKS = ("", "<w:b/>", "<w:i/>", '<w:color w:val="FF0000"/>', '<w:lang w:val="da-DK"/>')
PIECES = st.lists(
    st.tuples(
        st.text("abcæøå .,-&<\u00ad\t", min_size=1, max_size=8),
        st.sampled_from(LOOKS),
        st.sampled_from(("run", "run", "bare", "ins", "del", "link", "control", "break", "field")),
    ),
    min_size=1, max_size=9,
)  # fmt: skip


def made(pieces: list[tuple[str, str, str]]) -> str:
    said = []
    for text, look, kind in pieces:
        run = t(text, look)
        said.append({
            "run": run, "ins": f'<w:ins w:id="1" w:author="N">{run}</w:ins>', "link": f'<w:hyperlink w:anchor="x">{run}</w:hyperlink>',
            "del": f'<w:del w:id="2" w:author="N"><w:r><w:delText>{text.replace("&", "").replace("<", "")}</w:delText></w:r></w:del>',
            "control": f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>", "break": f"<w:r><w:br/></w:r>{run}",
            "bare": run.replace(' xml:space="preserve"', ""), "field": FIELD.format(run),
        }[kind])  # fmt: skip
    return p(*said)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, min_size=1, max_size=4), data=st.data())
def test_any_ranges_leave_any_text_as_it_was(pieces: list[list[tuple[str, str, str]]], data: st.DataObject) -> None:
    content = docx(p("Begyndelse"), *[made(one) for one in pieces])
    document = read_docx(content, FILE)
    places, wanted = [], []
    for _ in range(data.draw(st.integers(1, 6))):
        block = data.draw(st.sampled_from(document.blocks))
        start = data.draw(st.integers(0, len(block.text) - 1))
        end = data.draw(st.integers(start + 1, len(block.text)))
        places.append(block.place.model_copy(update={"start": start, "end": end}))
        wanted.append(block.text[start:end])
    after = commented_at(content, places)
    assert unchanged(content, after)
    marks = identifiers(after)
    assert sorted(marks["commentRangeStart"]) == sorted(marks["commentRangeEnd"]) == sorted(marks["commentReference"]) == list(range(len(places)))  # fmt: skip
    assert [block.text for block in read_docx(after, FILE).blocks] == [block.text for block in document.blocks]
    told = {
        said.get(f"{WN}id"): "".join(said.itertext()) for said in etree.fromstring(part(after, "word/comments.xml"))
    }
    for number, text in told.items():
        words = wanted[int(text.removeprefix("note "))]
        assert squeezed(words) in squeezed(enclosed(after, int(number)))


@pytest.mark.parametrize(
    ("content", "words", "anchor"),
    [
        (docx(p("Sten"), p("Der henvises", '<w:r><w:footnoteReference w:id="2"/></w:r>', t(" her.")), footnotes={2: p("Sten skal genbruges.")}), "skal genbruges", "footnoteReference"),
        (docx(p("Sten"), p("Der henvises", '<w:r><w:t>x</w:t><w:endnoteReference w:id="2"/></w:r>', t(" her.")), endnotes={2: p("Sten skal genbruges.")}), "skal genbruges", "endnoteReference"),
        (docx(p("Sten"), p("Boks: ", textbox("Sten skal genbruges."))), "skal genbruges", "drawing"),
        (docx(table(["Krav", "Nr."], ["<w:tc>" + p("Sten", '<w:r><w:footnoteReference w:id="2"/></w:r>') + "</w:tc>", "1"]), footnotes={2: p("Skal genbruges.")}), "genbruges", "footnoteReference"),
    ],
    ids=["footnote", "endnote", "text box", "footnote in a table"],
)  # fmt: skip
def test_words_outside_the_body_are_marked_at_their_reference(content: bytes, words: str, anchor: str) -> None:
    after = commented_at(content, [place_of(content, words)])
    root = etree.fromstring(part(after, MAIN))
    start = next(root.iter(f"{WN}commentRangeStart"))
    assert next(start.getnext().iter(f"{WN}{anchor}"), None) is not None
    assert unchanged(content, after)
    assert "commentR" not in "".join(str(said) for name, said in parts(after).items() if "notes" in name)


def test_words_of_a_header_are_told_at_the_beginning() -> None:
    content = docx(p("Udbud af vinduer"), p("Krav"), header=p("Alt skal genbruges"))
    after = commented_at(content, [place_of(content, "genbruges")])
    assert enclosed(after, 0) == "Udbud af vinduer"
    assert unchanged(content, after)


def test_comments_of_others_stay_and_ours_are_numbered_on() -> None:
    body = p('<w:commentRangeStart w:id="7"/>', t("Sten skal genbruges"), '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')  # fmt: skip
    content = docx(body, comments={7: p("Er det nok?")})
    after = commented_at(content, [place_of(content, "skal"), place_of(content, "genbruges")])
    assert identifiers(after)["commentRangeStart"] == [7, 8, 9]
    assert unchanged(content, after, first=8)
    said = etree.fromstring(part(after, "word/comments.xml"))
    assert [one.get(f"{WN}id") for one in said] == ["7", "8", "9"]
    assert etree.tostring(said[0], method="c14n", exclusive=True) == etree.tostring(etree.fromstring(part(content, "word/comments.xml"))[0], method="c14n", exclusive=True)  # fmt: skip
    assert part(after, "[Content_Types].xml") == part(content, "[Content_Types].xml")
    assert part(after, "word/_rels/document.xml.rels") == part(content, "word/_rels/document.xml.rels")


def test_a_new_part_of_comments_is_named_once() -> None:
    content = docx(p("Sten skal genbruges"))
    after = commented_at(content, [None])
    assert part(after, "[Content_Types].xml").count(b"/word/comments.xml") == 1
    assert part(after, "word/_rels/document.xml.rels").count(b'comments.xml"') == 1
    again = commented_at(after, [place_of(after, "genbruges")])
    assert part(again, "[Content_Types].xml").count(b"/word/comments.xml") == 1
    assert identifiers(again)["commentReference"] == [0, 1] or identifiers(again)["commentReference"] == [1, 0]


def test_comments_use_the_documents_own_styles() -> None:
    styles = STYLES + '<w:style w:type="character" w:styleId="Kommentarhenvisning"><w:name w:val="annotation reference"/></w:style><w:style w:type="paragraph" w:styleId="Kommentartekst"><w:name w:val="annotation text"/></w:style>'  # fmt: skip
    content = docx(p("Sten skal genbruges"), styles=styles)
    after = commented_at(content, [None])
    assert b'w:rStyle w:val="Kommentarhenvisning"' in part(after, MAIN)
    assert b'w:pStyle w:val="Kommentartekst"' in part(after, "word/comments.xml")
    assert part(after, "word/styles.xml") == part(content, "word/styles.xml")


def test_macros_are_copied_untouched() -> None:
    macros = bytes(range(256)) * 40
    content = docx(
        p("Sten skal genbruges"), extra={"word/vbaProject.bin": macros, "word/media/a.png": b"\x89PNG" * 999}
    )
    after = commented_at(content, [None])
    assert part(after, "word/vbaProject.bin") == macros
    assert unchanged(content, after)


def test_remarks_and_instructions_in_the_xml_are_kept() -> None:
    content = docx("<!-- en bemærkning --><?mso x?>", p("Sten <w:r/>skal"), p("<!-- her --><w:r><w:t>Glas skal genbruges</w:t></w:r>"))  # fmt: skip
    after = commented_at(content, [place_of(content, "genbruges")])
    assert "<!-- en bemærkning --><?mso x?>".encode() in part(after, MAIN)
    assert unchanged(content, after)


def test_a_strict_document_stays_strict() -> None:
    usual, strict = W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = docx(p("Sten skal genbruges"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, said in parts(content).items():
            out.writestr(name, said.replace(usual.encode(), strict.encode()).replace(REL.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"))  # fmt: skip
    after = commented_at(made.getvalue(), [place_of(made.getvalue(), "genbruges")])
    for name in (MAIN, "word/comments.xml", "word/_rels/document.xml.rels"):
        assert usual.encode() not in part(after, name)
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in part(after, "word/_rels/document.xml.rels")  # fmt: skip
    assert len(read_docx(after, FILE).comments) == 1


def test_a_row_is_marked_in_the_cell_that_the_finding_is_about() -> None:
    long = "Tilbudsgiver skal vedlægge en beskrivelse på højst to sider af, hvordan det sker."
    content = docx(table(["Krav", "Dokumentation"], ["Sten genbruges.", long], header=True))
    (block,) = [block for block in read_docx(content, FILE).blocks if block.kind == "table_row"]
    place = block.place.model_copy(update={"start": 0, "end": len(block.text)})
    assert enclosed(commented_at(content, [place]), 0) == long
    assert enclosed(commented_at(content, [place], near=("genbruges",)), 0) == "Sten genbruges."


@pytest.mark.parametrize("body", ["", p(), "<w:p><w:r><w:drawing/></w:r></w:p>"])
def test_a_document_without_text_gets_its_comment(body: str) -> None:
    after = commented_at(docx(body), [None])
    assert identifiers(after)["commentReference"] == [0]
    assert (
        next(etree.fromstring(part(after, MAIN)).iter(f"{WN}commentReference")).getparent().getparent().tag == f"{WN}p"
    )


def test_a_place_that_is_not_there_any_more_falls_to_the_beginning() -> None:
    content = docx(p("Første afsnit"), p("Andet"))
    after = commented_at(content, [Place(file=FILE, paragraph=99, start=0, end=4)])
    assert enclosed(after, 0) == "Første afsnit"


def test_text_of_a_comment_holds_nothing_that_xml_cannot() -> None:
    content = docx(p("Sten"))
    copy = Copy(content)
    copy.put_comments([(0, comment("a\x00b\u202ec <w:x> & “d”"))])
    said = part(copy.content(), "word/comments.xml").decode()
    assert "&lt;w:x&gt; &amp; “d”" in said and "\u202e" not in said


def test_python_docx_opens_the_copy_of_the_shipped_example(root: Path) -> None:
    from circular.checking import check

    case = check(root / "examples" / "udbud-skole", as_of=DAY)[0]
    content = (root / "examples" / "udbud-skole" / "Udbudsbetingelser.docx").read_bytes()
    opened: Any = WordDocument(io.BytesIO(commented(content, "Udbudsbetingelser.docx", case, "da")))
    before: Any = WordDocument(io.BytesIO(content))
    assert [one.text for one in opened.paragraphs] == [one.text for one in before.paragraphs]
    authors = {one.author for one in opened.comments}
    assert authors == {"circular – fund", "circular – krav i teksten"}
    english: Any = WordDocument(io.BytesIO(commented(content, "Udbudsbetingelser.docx", case, "en")))
    assert len(list(english.comments)) == len(list(opened.comments))
    assert case_of(read_docx(content, FILE)).documents
