"""The texts of a notice as blocks: under headings that say what role a field has, each with the XPath it stands at."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from circular.documents.model import Block
from circular.documents.notice_model import NoticeCriterion
from circular.documents.notice_xml import clean, withheld
from circular.documents.unchecked import defaults_of, unchecked
from circular.place import Place

HEADINGS = {
    "term": {"DAN": "Kontraktvilkår", "": "Contract terms"},
    "selection": {"DAN": "Udvælgelseskriterier", "": "Selection criteria"},
    "award": {"DAN": "Tildelingskriterier", "": "Award criteria"},
}
_block, _place = unchecked(Block), unchecked(Place)
_BLOCK, _PLACE = defaults_of(Block), defaults_of(Place)


class Speaker:
    """Takes the text of one language: Danish, else the first official one, else English, else whatever there is."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.order = tuple(dict.fromkeys(("DAN", *languages, "ENG")))
        self.language = "DAN" if "DAN" in languages else next(iter(languages), None)

    def __call__(self, elements: Sequence[Any]) -> str:
        """The text of sibling elements in the language that comes first."""
        if not elements:
            return ""
        if len(elements) == 1:
            text = clean(elements[0].text)
            return "" if withheld(text) else text
        found: dict[str, list[str]] = {}
        for one in elements:
            text = clean(one.text)
            if text and not withheld(text):
                found.setdefault(_language(one), []).append(text)
        if not found:
            return ""
        for language in self.order:
            if language in found:
                return " ".join(found[language])
        return " ".join(next(iter(found.values())))

    def one(self, element: Any) -> str:
        """The text of an element that is to be read: in the language, in none, or with no sibling that comes before it; else ''."""
        said = clean(element.text)
        if not said or withheld(said):
            return ""
        if (listed := element.get("languageID")) is not None and listed == self.language:
            return said
        spoken = _language(element)
        if spoken in ("", self.language):
            return said
        parent = element.getparent()
        beside = {_language(one) for one in parent if one.tag == element.tag} if parent is not None else set()
        return said if spoken == next((one for one in self.order if one in beside), spoken) else ""


def _plain(share: Decimal) -> str:
    """A share without the zeros that say nothing."""
    text = str(share)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _language(element: Any) -> str:
    return str(element.get("languageID") or element.get("LG") or "").strip().upper()


class Texts:
    """Gathers the blocks of a notice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.language: str | None = None
        self.blocks: list[Block] = []
        self.path: tuple[str, ...] = ()
        self.names = ("cbc:Name", "cbc:Description", "cbc:Note", "cac:MainCommodityClassification")
        """Elements that hold title, description, note and codes."""

    def procedure(self, at: str, title: str, description: str, note: str, cpv: Sequence[str]) -> None:
        self.path = (title,) if title else ()
        self._heading(f"{at}/{self.names[0]}", title, 1)
        self._paragraph(f"{at}/{self.names[1]}", description)
        self._paragraph(f"{at}/{self.names[2]}", note)
        self._cpv(at, cpv)

    def lot(self, at: str, name: str, title: str, description: str, note: str, cpv: Sequence[str]) -> None:
        self.path = (f"{name} {title}".strip(),)
        self._heading(f"{at}/{self.names[0]}", self.path[0], 1)
        self._paragraph(f"{at}/{self.names[1]}", description)
        self._paragraph(f"{at}/{self.names[2]}", note)
        self._cpv(at, cpv)

    def tags(self, at: str, text: str) -> None:
        self._paragraph(f"{at}/cac:ProcurementAdditionalType/cbc:ProcurementType", text)

    def change(self, at: str, text: str) -> None:
        self._paragraph(at, text)

    def term(self, at: str, text: str) -> None:
        self._paragraph(at, text, "term")

    def selection(self, at: str, text: str) -> None:
        self._paragraph(at, text, "selection")

    def award(self, at: str, text: str) -> None:
        self._paragraph(at, text, "award")

    def criteria(self, criteria: Sequence[NoticeCriterion]) -> None:
        """Each criterion as a paragraph under a heading of award criteria, its weight after it."""
        for one in criteria:
            said = f"{one.name}: {one.description}" if one.name and one.description and one.name != one.description else one.name or one.description  # fmt: skip
            if said:
                share = f" ({_plain(one.share)} %)" if one.share is not None else ""
                self._paragraph(one.xpath, f"{said}{share}", "award")

    def _cpv(self, at: str, codes: Sequence[str]) -> None:
        if codes:
            self._paragraph(f"{at}/{self.names[3]}", "CPV: " + ", ".join(codes))

    def _heading(self, at: str, text: str, level: int) -> None:
        if text:
            self.blocks.append(
                _block({**_BLOCK, "text": text, "place": self._place(at), "kind": "heading", "level": level})
            )

    def _paragraph(self, at: str, text: str, field: str = "") -> None:
        """A text under the heading that says the role of its field; a title says nothing of the kind, whatever words are in it."""
        if not text:
            return
        path: tuple[str, ...] = ()
        if field:
            words = HEADINGS[field]
            path = (words.get(self.language or "", words[""]),)
        place = self._place(at, path or self.path)
        self.blocks.append(_block({**_BLOCK, "text": text, "place": place, "heading_path": path}))

    def _place(self, at: str, path: tuple[str, ...] = ()) -> Place:
        heading = path[-1] if path else None
        return _place({**_PLACE, "file": self.file, "xpath": at, "heading": heading, "paragraph": len(self.blocks) + 1})  # fmt: skip
