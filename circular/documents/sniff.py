"""What kind of file it really is, told by its content; the extension is only asked where content does not tell."""

from __future__ import annotations

import io
import re
import zipfile

from circular.documents.failure import BROKEN_ZIP

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"8BPS")
_LCABYG = re.compile(rb"\[\s*\{\s*\"(?:Node|Edge|Secret)\"\s*:")
_NODE = re.compile(rb"\"Node\"\s*:\s*\{\s*\"(\w+)\"")
_KEY = re.compile(rb"\"(\w+)\"\s*:")
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_NOTICES = frozenset({"TED_EXPORT", "TED_ESENDERS", "ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice"})  # fmt: skip
_MAIL = re.compile(rb"(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|X-[\w-]+|DKIM-Signature|From|To|Cc|Subject|Date|Content-[\w-]+):[^\n]*\n(?:[ \t]+[^\n]*\n)*){2,}", re.IGNORECASE)  # fmt: skip
_MAIL_ONLY = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)
_NEVER_TEXT = {"docx": "docx", "docm": "docx", "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsb", "pdf": "pdf", "odt": "odt", "ods": "ods", "zip": "zip"}  # fmt: skip
"""Files of these names that hold nothing but text are damaged, whatever the text says."""
_SHEET_MARK = re.compile(rb"circular: (building|portfolio)/1")
_PROJECT = re.compile(rb"(?:\A|\n)\s*circular\s*:\s*[\"']?(building|portfolio)/1\b")
_YAML_PROJECT = re.compile(
    rb"(?:^|^\{[^{}\[\]]*?)[\"']?\bcircular[\"']?\s*:\s*[\"']?(building|portfolio)/1\b", re.MULTILINE
)
"""The mark among the keys of a YAML file, wherever it stands: at the beginning of a line, or within the first braces."""


def sniff(content: bytes, name: str) -> str:
    """One of: empty docx xlsx xlsb xls doc pdf rtf odt ods msg encrypted building building_part portfolio notice epd yaml settings
    html error_page xml mail json csv markdown text zip packed slides foreign picture program other. `building` is building/1, LCAbyg, LCAx or IFC."""
    if not content.strip(b"\x00 \r\n\t"):
        return "empty"
    head = content[:4096]
    extension = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content, extension)
    if head.startswith(_OLE):
        return _compound(content, extension)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PACKED) or head[257:262] == b"ustar":
        return "packed"
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "program"
    if head.startswith(_PICTURES) or (head[4:8] == b"ftyp"):
        return "picture"
    return _text(content, head, extension)


def _data(content: bytes, start: bytes) -> str | None:
    """What JSON that describes buildings or products is; None for other JSON and for what is none."""
    if _LCABYG.match(start):
        kinds = {found.group(1) for found in _NODE.finditer(content)}
        return "building" if b"Project" in kinds else "building_part"
    if not start.startswith(b"{"):
        return None
    keys = {found.group(1) for found in _KEY.finditer(content[:60_000])}
    if keys & {b"assemblies", b"emission_parts"} and keys & {
        b"lciaMethod",
        b"lcia_method",
        b"lifeCycleStages",
        b"life_cycle_stages",
    }:
        return "building"
    if b"processInformation" in keys or keys & {b"declaredUnit", b"declared_unit"}:
        return "epd"
    return None


def _xml(content: bytes) -> str:
    """A notice by its outermost element, an office document in one piece, a web page, or other XML."""
    found = _ROOT.search(_COMMENT.sub(b"", content[:20_000]))
    root = found.group(1).decode("ascii", "replace") if found else ""
    if root in _NOTICES:
        return "notice"
    if root == "processDataSet":
        return "epd"
    return "html" if root.casefold() == "html" else "xml"


def _packed(content: bytes, extension: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {entry.filename.replace("\\", "/") for entry in package.infolist()[:20_000]}
            kind = package.read("mimetype")[:200] if "mimetype" in names else b""
    except (*BROKEN_ZIP, KeyError):
        return extension if extension in ("docx", "xlsx", "odt", "ods") else "docx" if extension == "docm" else "xlsx" if extension == "xlsm" else "zip"  # fmt: skip
    if _has_part(names, "word/"):
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if _has_part(names, "xl/"):
        return _marked(content) or "xlsx"
    if b"opendocument.text" in kind:
        return "odt"
    if b"opendocument.spreadsheet" in kind:
        return "ods"
    if _has_part(names, "ppt/") or b"opendocument.presentation" in kind:
        return "slides"
    if kind.strip() or _has_part(names, "visio/") or any(name.startswith("Index") and name.endswith((".iwa", ".zip")) for name in names):  # fmt: skip
        return "foreign"
    return "zip"


def _has_part(names: set[str], folder: str) -> bool:
    """Whether a package keeps parts of its own in a folder; an archive may have a folder of that name with files in it."""
    return any(name.startswith(folder) and name.endswith((".xml", ".rels")) for name in names)


def _marked(content: bytes) -> str | None:
    """`building` or `portfolio` where a workbook says that it is one of ours, in the first texts it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist()[:200]:
                if name.lower().startswith(("xl/sharedstrings", "xl/worksheets/sheet1.")):
                    with package.open(name) as part:
                        found = _SHEET_MARK.search(part.read(200_000))
                    if found:
                        return found.group(1).decode()
    except (*BROKEN_ZIP, KeyError):
        return None
    return None


def _compound(content: bytes, extension: str) -> str:
    """Old Office files, mails and password-protected new ones share one container; its stream names tell them apart."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        return "encrypted"
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    if has("__substg1.0_") or extension == "msg":
        return "msg"
    return "other"


def _text(content: bytes, head: bytes, extension: str) -> str:
    if not is_text(head):
        return "other"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if extension in ("yaml", "yml") or start.startswith((b"circular:", b"#")):
        yaml = extension in ("yaml", "yml")
        found = _YAML_PROJECT.search(content) if yaml else _PROJECT.search(_uncommented(head))
        if found:
            return found.group(1).decode()
        if yaml:
            return "yaml"
    lower = start[:512].lower()
    if start.startswith(b"ISO-10303-21"):
        return "building"
    if start.startswith((b"{", b"[")) and (told := _data(content, start)):
        return told
    if lower.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "error_page" if extension == "xml" else "html"
    if lower.startswith((b"<?xml", b"<")) and (extension not in ("html", "htm")) and _ROOT.search(head):
        told = _xml(content)
        if told == "html" and extension == "xml":
            return "error_page"
        if told != "xml" or extension == "xml" or lower.startswith(b"<?xml"):
            return told
    if extension in ("html", "htm"):
        return "html"
    found_mail = _MAIL.match(start.replace(b"\r\n", b"\n"))
    if found_mail and _MAIL_ONLY.search(found_mail.group()):
        return "mail"
    if extension in ("eml", "json", "csv", "toml", "ifc", "xml", "py", "js", "sh", "bat", "ps1"):
        return {"eml": "mail", "json": "json", "csv": "csv", "ifc": "ifc", "xml": "xml", "toml": "settings"}.get(extension, "program")  # fmt: skip
    if extension in ("md", "markdown"):
        return "markdown"
    return _NEVER_TEXT.get(extension, "text")


def _uncommented(head: bytes) -> bytes:
    """The first lines up to and with the first one that is neither blank, comment nor '---'."""
    for line in head.lstrip(b"\xef\xbb\xbf").splitlines():
        if line.strip() and not line.lstrip().startswith(b"#") and line.strip() != b"---":
            return line
    return b""


_CONTROL = bytes(byte for byte in (*range(9), *range(14, 32), 127))


def is_text(head: bytes) -> bool:
    """Whether bytes read as text: UTF-16 with its mark, or hardly any control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(head) - len(head.translate(None, _CONTROL)) <= len(head) // 200
