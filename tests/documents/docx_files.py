"""Makes small Word files part by part, so that a test holds just the XML that it is about."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_HEADER = '<w:headerReference w:type="default" r:id="rIdheader"/>'
_CONTENT = {
    "document.xml": "document.main",
    "styles.xml": "styles",
    "numbering.xml": "numbering",
    "footnotes.xml": "footnotes",
    "endnotes.xml": "endnotes",
    "comments.xml": "comments",
    "footer1.xml": "footer",
}
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Overskrift1"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="MinRubrik"><w:name w:val="Min rubrik"/><w:basedOn w:val="Overskrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Dansk"><w:name w:val="Overskrift 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Indhold1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Gammel"><w:name w:val="Gammel"/><w:rPr><w:strike/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Overskrift1"/><w:lvlText w:val="%1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Overskrift2"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
"""


def t(text: str, marks: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{marks}</w:rPr>" if marks else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", num: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph; a run without markup is plain text."""
    inner = "".join(run if run.startswith("<") else t(run) for run in runs)
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        said += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{said}{properties}</w:pPr>{inner}</w:p>"


def table(*rows: list[str], header: bool = False) -> str:
    """A table; a cell is text, or XML of a whole w:tc."""
    said = ""
    for index, row in enumerate(rows):
        cells = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{p(cell)}</w:tc>" for cell in row)
        marks = "<w:trPr><w:tblHeader/></w:trPr>" if header and index == 0 else ""
        said += f"<w:tr>{marks}{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/>{said}</w:tbl>"


def docx(
    *body: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    comments: dict[int, str] | None = None,
    header: str = "",
    footer: str = "",
    styles: str = STYLES,
    numbering: str = NUMBERING,
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """The bytes of a Word file with these paragraphs and tables."""
    parts = {
        "word/document.xml": f"<w:document {NS}><w:body>{''.join(body)}<w:sectPr>{_HEADER if header else ''}</w:sectPr></w:body></w:document>",
        "word/styles.xml": f"<w:styles {NS}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NS}>{numbering}</w:numbering>",
    }
    kinds = {"styles.xml": "styles", "numbering.xml": "numbering"}
    for name, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            said = "".join(f'<w:{name} w:id="{key}">{text}</w:{name}>' for key, text in notes.items())
            parts[f"word/{name}s.xml"] = f'<w:{name}s {NS}><w:{name} w:id="-1" w:type="separator">{p("---")}</w:{name}>{said}</w:{name}s>'  # fmt: skip
            kinds[f"{name}s.xml"] = f"{name}s"
    if comments:
        said = "".join(f'<w:comment w:id="{key}" w:author="NN">{text}</w:comment>' for key, text in comments.items())
        parts["word/comments.xml"] = f"<w:comments {NS}>{said}</w:comments>"
        kinds["comments.xml"] = "comments"
    for name, text, tag in (("header", header, "hdr"), ("footer", footer, "ftr")):
        if text:
            parts[f"word/{name}1.xml"] = f"<w:{tag} {NS}>{text}</w:{tag}>"
            kinds[f"{name}1.xml"] = name
    relations = "".join(
        f'<Relationship Id="rId{kind if kind == "header" else index}" Type="{REL}/{kind}" Target="{target}"/>'
        for index, (target, kind) in enumerate(kinds.items(), start=1)
    )
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{rels}">{relations}</Relationships>'
    parts["_rels/.rels"] = f'<Relationships xmlns="{rels}"><Relationship Id="r" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>'  # fmt: skip
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{main}.{_CONTENT.get(name.split("/")[-1], "header")}+xml"/>'
        for name in parts
        if name.startswith("word/") and name.endswith(".xml")
    )
    parts["[Content_Types].xml"] = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def textbox(text: str, twice: bool = True) -> str:
    """A run with a text box as Word writes it: once for new readers, once for old ones."""
    box = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>" if twice else ""
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


def control(text: str, placeholder: bool = False) -> str:
    """A content control within a paragraph."""
    showing = "<w:showingPlcHdr/>" if placeholder else ""
    return f"<w:sdt><w:sdtPr>{showing}</w:sdtPr><w:sdtContent>{t(text)}</w:sdtContent></w:sdt>"
