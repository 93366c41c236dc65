"""Tags for a notice as XML: a snippet to put in by hand, or the notice with the tags put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from circular.documents.notice_xml import CAC, CBC, NAMES, code, parsed
from circular.remedies.notice_tags import STRATEGIC, Tag

if TYPE_CHECKING:
    from circular.language import Language
    from circular.remedies.notice_tags import LotTags, NoticeTags

_TYPE, _CODE, _TEXT = f"{CAC}ProcurementAdditionalType", f"{CBC}ProcurementTypeCode", f"{CBC}ProcurementType"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_SPOKEN: dict[str, Language] = {"DAN": "da", "ENG": "en"}


def snippet(tags: NoticeTags, language: Language) -> bytes:
    """The elements to put into each lot, in the frame of the notice, with comments that say where and what to take away."""
    namespace = f"{_UBL}{tags.root}-2"
    names: dict[Any, Any] = {None: namespace, "cac": NAMES["cac"], "cbc": NAMES["cbc"]}
    root = etree.Element(f"{{{namespace}}}{tags.root}", nsmap=names)
    version = etree.SubElement(root, f"{CBC}CustomizationID")
    version.text = tags.version or ""
    for lot in tags.changes:
        frame = etree.SubElement(root, f"{CAC}ProcurementProjectLot")
        name = etree.SubElement(frame, f"{CBC}ID", schemeName="Lot")
        name.text = lot.lot
        project = etree.SubElement(frame, f"{CAC}ProcurementProject")
        project.append(etree.Comment(_where(language)))
        for gone in lot.remove:
            project.append(etree.Comment(_gone(gone, language)))
        for element in elements(lot, tags.languages):
            project.append(element)
    etree.indent(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content + b"\n"


def _where(language: Language) -> str:
    return " efter de andre cbc-elementer, før cac:RequestedTenderTotal " if language == "da" else " after the other cbc elements, before cac:RequestedTenderTotal "  # fmt: skip


def _gone(tag: Tag, language: Language) -> str:
    return f" {'fjern' if language == 'da' else 'remove'} {tag.field}: {tag.list} = {tag.code} "


def elements(lot: LotTags, languages: tuple[str, ...]) -> list[Any]:
    """One cac:ProcurementAdditionalType a code; BT-777 stands beside BT-06 = env-imp."""
    found = [_element(tag, lot, languages) for tag in lot.add]
    if lot.text is not None and not any(tag.list == STRATEGIC for tag in lot.add):
        found.insert(0, _element(next(tag for tag in lot.now if tag.list == STRATEGIC), lot, languages))
    return found


def _element(tag: Tag, lot: LotTags, languages: tuple[str, ...]) -> Any:
    kind = etree.Element(_TYPE)
    said = etree.SubElement(kind, _CODE, listName=tag.list)
    said.text = tag.code
    if tag.list == STRATEGIC and lot.text is not None:
        for spoken in spoken_in(languages):
            text = etree.SubElement(kind, _TEXT, languageID=spoken)
            text.text = lot.text[_SPOKEN[spoken]]
    return kind


def spoken_in(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of the notice that the text can be given in; English where there is none of them."""
    return tuple(one for one in languages if one in _SPOKEN) or ("ENG",)


def patched(content: bytes, tags: NoticeTags) -> bytes:
    """The notice with the tags put in and taken away; nothing else in it is changed."""
    parsed(content)
    root: Any = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    changes = {lot.lot: lot for lot in tags.changes}
    for frame in root.iterchildren(f"{CAC}ProcurementProjectLot"):
        identifier: Any = frame.find(f"{CBC}ID")
        lot = changes.get(code(identifier) or "")
        project = frame.find(f"{CAC}ProcurementProject")
        if (
            lot is None
            or project is None
            or identifier is None
            or (identifier.get("schemeName") or "").strip() != "Lot"
        ):
            continue
        new = elements(lot, tags.languages)
        named = {(one.find(_CODE).get("listName"), one.find(_CODE).text) for one in new}
        for old in project.findall(_TYPE):
            said = old.find(_CODE)
            of = ((said.get("listName") or "").strip(), code(said)) if said is not None else None
            if of in named or any(of == (tag.list, tag.code) for tag in lot.remove):
                project.remove(old)
        at = 1 + max((n for n, child in enumerate(project) if child.tag == _TYPE or str(child.tag).startswith(CBC)), default=-1)  # fmt: skip
        for offset, element in enumerate(new):
            project.insert(at + offset, element)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written
