"""What Word can hold and few write: each demand that a reader of the page sees is found once, and nothing that is gone."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from docx_files import REL, docx, p, t, table, textbox
from hypothesis import given, settings
from hypothesis import strategies as st

from circular.documents.docx import read_docx
from circular.documents.model import Block, Document

BY = "w:id='1' w:author='NN' w:date='2026-01-01T00:00:00Z'"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
DEMAND = "Mindst 30 af kommunens mursten skal genbruges"


def deleted(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def field(instruction: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def found(document: Document, text: str = DEMAND) -> list[Block]:
    return [block for block in document.blocks if text in block.text]


def read(*body: str, **parts: object) -> Document:
    return read_docx(docx(*body, **parts), "a.docx")  # type: ignore[arg-type]


CELL = f"<w:tc>{p(DEMAND)}</w:tc>"
SDT_CELL = f"<w:sdt><w:sdtPr/><w:sdtContent>{CELL}</w:sdtContent></w:sdt>"
HEAD, TAIL = DEMAND[:10], DEMAND[10:]
NESTED = table(["c", DEMAND])
for outer in ("b", "a"):
    NESTED = table([outer, f"<w:tc>{NESTED}{p('')}</w:tc>"])
INLINE = {
    "moved here": f"<w:moveTo {BY}>{t(DEMAND)}</w:moveTo>",
    "inserted": f"<w:ins {BY}>{t(DEMAND)}</w:ins>",
    "inserted around a deletion": f"<w:ins {BY}>{t(HEAD)}{deleted('aldrig ')}{t(TAIL)}</w:ins>",
    "smart tag": f'<w:smartTag w:uri="x" w:element="y"><w:smartTagPr/>{t(DEMAND)}</w:smartTag>',
    "custom xml": f'<w:customXml w:uri="x" w:element="y">{t(DEMAND)}</w:customXml>',
    "link": f'<w:hyperlink w:anchor="x">{t(DEMAND)}</w:hyperlink>',
    "simple field": f'<w:fldSimple w:instr="DOCPROPERTY Krav">{t(DEMAND)}</w:fldSimple>',
    "field": field("MERGEFIELD krav", t(DEMAND)),
    "field within a field's result": field("IF 1 = 1", field("MERGEFIELD krav", t(DEMAND))),
    "right to left": f'<w:bdo w:val="ltr">{t(DEMAND)}</w:bdo>',
    "content control in a line": f"<w:sdt><w:sdtPr/><w:sdtContent>{t(DEMAND)}</w:sdtContent></w:sdt>",
    "two versions of runs": f'<mc:AlternateContent><mc:Choice Requires="wps">{t(DEMAND)}</mc:Choice><mc:Fallback>{t("gammel udgave")}</mc:Fallback></mc:AlternateContent>',
    "one version for old readers": f"<mc:AlternateContent><mc:Fallback>{t(DEMAND)}</mc:Fallback></mc:AlternateContent>",
    "two versions within a run": f'<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:t>{DEMAND}</w:t></mc:Choice><mc:Fallback><w:t>gammel</w:t></mc:Fallback></mc:AlternateContent></w:r>',
    "formula": f'<m:oMath {MATH}><m:r><m:t>{DEMAND}</m:t></m:r></m:oMath>',
    "split by proofing marks": "".join(f'<w:proofErr w:type="spellStart"/>{t(part)}' for part in (DEMAND[:3], DEMAND[3:20], DEMAND[20:])),
    "split by a soft hyphen": f"<w:r><w:t>{HEAD}</w:t><w:softHyphen/><w:t xml:space='preserve'>{TAIL}</w:t></w:r>",
}  # fmt: skip
WHOLE = {
    "nested tables": NESTED,
    "content control around a cell": f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc>{SDT_CELL}</w:tr></w:tbl>",
    "content control around a row": f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr><w:sdt><w:sdtPr/><w:sdtContent><w:tr><w:tc>{p('c')}</w:tc>{CELL}</w:tr></w:sdtContent></w:sdt></w:tbl>",
    "content control around a table": f"<w:sdt><w:sdtPr/><w:sdtContent>{table(['a', DEMAND])}</w:sdtContent></w:sdt>",
    "custom xml around a row": f"<w:tbl><w:customXml w:element='x'><w:tr><w:tc>{p('c')}</w:tc>{CELL}</w:tr></w:customXml></w:tbl>",
    "a row that was moved here": f"<w:tbl><w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc>{p('c')}</w:tc>{CELL}</w:tr></w:tbl>",
    "text box in a cell": table(["a", f"<w:tc>{p(textbox(DEMAND))}</w:tc>"]),
    "text box in an old drawing": p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(DEMAND)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    "table in a text box": p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{table(['a', DEMAND])}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    "text box in a text box": p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(f'<w:r><w:pict><v:textbox><w:txbxContent>{p(DEMAND)}</w:txbxContent></v:textbox></w:pict></w:r>')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
    "text drawn in a picture": p(f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:sp><a:txBody><a:p><a:r><a:t>{HEAD}</a:t></a:r><a:r><a:t>{TAIL}</a:t></a:r></a:p></a:txBody></a:sp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'),
    "drop cap": p(DEMAND[0], properties='<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>') + p(DEMAND[1:]),
    "blocks in two versions": f'<mc:AlternateContent><mc:Choice Requires="wps">{p(DEMAND)}</mc:Choice><mc:Fallback>{p("gammel")}</mc:Fallback></mc:AlternateContent>',
    "blocks for old readers": f"<mc:AlternateContent><mc:Fallback>{p(DEMAND)}</mc:Fallback></mc:AlternateContent>",
    "after a field that never ends": p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>') + p(DEMAND),
    "after a field whose end is deleted": p(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:del {BY}><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>') + p(DEMAND),
    "paragraph mark deleted": p(HEAD, properties=f"<w:rPr><w:del {BY}/></w:rPr>") + p(TAIL),
    "paragraph mark deleted before a table": p(DEMAND, properties=f"<w:rPr><w:del {BY}/></w:rPr>") + table(["a", "b"]),
    "two rows of headings": table(["Krav", "Krav"], ["Nr.", "Tekst"], ["K-1", DEMAND], header=True),
}  # fmt: skip
GONE = {
    "moved away": p(f"<w:moveFrom {BY}>{t(DEMAND)}</w:moveFrom>"),
    "deleted": p(deleted(DEMAND)),
    "inserted and deleted again": p(f"<w:del {BY}><w:ins {BY}><w:r><w:delText>{DEMAND}</w:delText></w:r></w:ins></w:del>"),
    "deleted within an insertion": p(f"<w:ins {BY}>{deleted(DEMAND)}</w:ins>"),
    "deleted row": f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>{p('c')}</w:tc>{CELL}</w:tr></w:tbl>",
    "instruction": p(field(f"IF {DEMAND}", t("x"))),
    "field within an instruction": p(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>{field("MERGEFIELD a", t(DEMAND))}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t("andet")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
}  # fmt: skip


@pytest.mark.parametrize("name", INLINE)
def test_in_a_line(name: str) -> None:
    assert [block.text.count(DEMAND) for block in found(read(p("Før. "), p(INLINE[name]), p("Efter.")))] == [1]


@pytest.mark.parametrize("name", INLINE)
def test_in_a_cell(name: str) -> None:
    (block,) = found(read(table(["Nr.", "Krav", "Type"], ["K-1", f"<w:tc>{p(INLINE[name])}</w:tc>", "MK"], header=True)))  # fmt: skip
    assert block.place.cell == "tabel 1, række 2"


@pytest.mark.parametrize("name", WHOLE)
def test_as_a_block(name: str) -> None:
    assert len(found(read(p("Før."), WHOLE[name], p("Efter.")))) == 1


@pytest.mark.parametrize("name", GONE)
def test_what_is_gone_is_not_read(name: str) -> None:
    assert found(read(p("Før."), GONE[name], p("Efter."))) == []


@pytest.mark.parametrize(("symbol", "shown"), [("F0B3", "≥"), ("F0A3", "≤"), ("F0B1", "±"), ("F0B0", "°")])
def test_a_symbol_is_read_as_what_it_shows(symbol: str, shown: str) -> None:
    inline = p(t("Andelen af genbrug skal være "), f'<w:r><w:sym w:font="Symbol" w:char="{symbol}"/></w:r>', t(" 30 %"))
    assert found(read(inline), f"skal være {shown} 30 %")


def test_a_footnote_in_a_table_and_in_a_text_box() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    for body in (table(["a", f"<w:tc>{p('Krav', note)}</w:tc>"]), p(f"<w:r><w:pict><v:textbox><w:txbxContent>{p('Krav', note)}</w:txbxContent></v:textbox></w:pict></w:r>")):  # fmt: skip
        (block,) = found(read(body, footnotes={2: p(DEMAND)}))
        assert block.place.part == "footnote"


def test_a_merged_heading_of_two_rows_names_each_column() -> None:
    def cell(text: str, marks: str = "") -> str:
        return f"<w:tc><w:tcPr>{marks}</w:tcPr>{p(text)}</w:tc>"

    def line(*cells: str, head: bool = False) -> str:
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{''.join(cells)}</w:tr>"

    rows = (
        line(cell("Nr.", '<w:vMerge w:val="restart"/>'), cell("Krav", '<w:gridSpan w:val="2"/>'), head=True)
        + line(cell("", "<w:vMerge/>"), cell("Tekst"), cell("Type"), head=True)
        + line(cell("K-1"), cell(DEMAND), cell("MK"))
    )
    (block,) = found(read(f"<w:tbl>{rows}</w:tbl>"))
    assert [cell.header for cell in block.cells] == ["Nr.", "Krav Tekst", "Krav Type"]


def test_a_paragraph_whose_mark_is_deleted_at_the_end_keeps_what_hangs_on_it() -> None:
    gone = f"<w:rPr><w:del {BY}/></w:rPr>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert found(read(p("Før."), p(DEMAND, properties=gone)))
    document = read(p("Før", note, textbox("Boks"), properties=gone), p(" efter."), footnotes={2: p(DEMAND)})
    assert found(document) and found(document, "Boks")


def test_what_a_diagram_says_is_read() -> None:
    drawing = f'<dgm:dataModel xmlns:dgm="urn:d" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>{DEMAND}</a:t></a:r></a:p></dgm:dataModel>'
    source = io.BytesIO(docx(p("Før.")))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w") as target:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="d1" Type="{REL}/diagramData" Target="diagrams/data1.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", link.encode())
            target.writestr(name, part)
        target.writestr("word/diagrams/data1.xml", drawing)
    (block,) = found(read_docx(out.getvalue(), "a.docx"))
    assert block.place.part == "textbox"


WRAPS = (
    lambda inner: p(inner),
    lambda inner: f"<w:sdt><w:sdtPr/><w:sdtContent>{p(inner)}</w:sdtContent></w:sdt>",
    lambda inner: f"<w:customXml w:element='x'>{p(inner)}</w:customXml>",
    lambda inner: table(["a", f"<w:tc>{p(inner)}</w:tc>"]),
    lambda inner: (
        f"<w:tbl><w:tr><w:tc>{p('c')}</w:tc><w:sdt><w:sdtContent><w:tc>{p(inner)}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
    ),
)
DEEPER = (
    lambda block: table(["a", f"<w:tc>{block}{p('')}</w:tc>"]),
    lambda block: f"<w:sdt><w:sdtPr/><w:sdtContent>{block}</w:sdtContent></w:sdt>",
    lambda block: p(f"<w:r><w:pict><v:textbox><w:txbxContent>{block}</w:txbxContent></v:textbox></w:pict></w:r>"),
    lambda block: f"<w:tbl><w:tr><w:tc>{block}{p('')}</w:tc></w:tr></w:tbl>",
    lambda block: f'<mc:AlternateContent><mc:Choice Requires="wps">{block}</mc:Choice></mc:AlternateContent>',
)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_demands_in_any_nesting_are_each_found_once(seed: int) -> None:
    chance = random.Random(seed)
    body, planted = [], []
    for number in range(chance.randint(1, 12)):
        text = f"Krav {number}-{chance.randrange(10**6)}: træ skal genbruges direkte"
        inline = INLINE[chance.choice(list(INLINE))]
        if DEMAND not in inline:
            inline = t(DEMAND)
        block = chance.choice(WRAPS)(inline.replace(DEMAND, text))
        for _ in range(chance.randint(0, 3)):
            block = chance.choice(DEEPER)(block)
        planted.append(text)
        body += [block, p("Fyld.")]
    document = read(*body)
    assert document.status == "read"
    for text in planted:
        assert [block.text.count(text) for block in found(document, text)] == [1], text
