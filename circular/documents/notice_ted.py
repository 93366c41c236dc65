"""TED notices before eForms (R2.0.8, R2.0.9, defence and transport forms): every form, in whichever namespace its root has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from circular.documents.failure import Unreadable
from circular.documents.notice_codes import COUNTRIES, LANGUAGES, NATURES, PROCEDURES
from circular.documents.notice_model import Notice, NoticeLot
from circular.documents.notice_ted_lots import LOTS, OLD_CRITERIA, criteria_of, lot_of, text_of
from circular.documents.notice_text import Texts
from circular.documents.notice_xml import day, number

_TITLES = ("TITLE", "TITLE_CONTRACT", "TITLE_DESIGN_CONTACT_NOTICE", "TITLE_QUALIFICATION_SYSTEM", "TI_DOC")
_DESCRIPTIONS = (
    "SHORT_DESCR", "SHORT_CONTRACT_DESCRIPTION", "SHORT_DESCRIPTION", "SHORT_DESCRIPTION_CONTRACT", "DESCRIPTION_OF_CONTRACT",
    "DESCRIPTION", "TOTAL_QUANTITY_OR_SCOPE", "CONTENTS",
)  # fmt: skip
_TERMS = ("PERFORMANCE_CONDITIONS", "OTHER_PARTICULAR_CONDITIONS", "EXISTENCE_OTHER_PARTICULAR_CONDITIONS")
_SELECTION = (
    "SUITABILITY", "ECONOMIC_FINANCIAL_INFO", "TECHNICAL_PROFESSIONAL_INFO", "TECHNICAL_PROFESSIONAL_MIN_LEVEL", "RULES_CRITERIA",
    "TECHNICAL_CAPACITY_LEFTI", "T_CAP_MIN_LEVEL", "TECHNICAL_CAPACITY_MIN_LEVEL", "CRITERIA_CANDIDATE",
)  # fmt: skip
_NOTES = (
    "INFO_ADD",
    "ADDITIONAL_INFORMATION",
    "INFORMATION_ADDITIONAL",
    "MODIFICATIONS_CONTRACT",
    "NEW_VALUE",
    "OPTIONS_DESCR",
)
_SINGLE = (
    "OFFICIALNAME", "NATIONALID", "LEGAL_BASIS", "URL_DOCUMENT", "VAL_ESTIMATED_TOTAL", "VAL_TOTAL", "VALUE_COST", "DATE_RECEIPT_TENDERS",
    "RECEIPT_LIMIT_DATE", "TYPE_CONTRACT", "CPV_MAIN", "LOWEST_PRICE", "CRITERIA_DEFINITION",
)  # fmt: skip
_WANTED = tuple(
    f"{{*}}{name}" for name in (*LOTS, *_TITLES, *_DESCRIPTIONS, *_TERMS, *_SELECTION, *_NOTES, *_SINGLE, *PROCEDURES)
)
_CODED = tuple(
    f"{{*}}{name}" for name in ("DATE_PUB", "ISO_COUNTRY", "DIRECTIVE", "ORIGINAL_CPV", "NC_CONTRACT_NATURE")
)
NAMES = ("TITLE", "SHORT_DESCR", "INFO_ADD", "CPV_MAIN")


def local(element: Any) -> str:
    """The name of an element without its namespace; '' for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_ted(root: Any, texts: Texts) -> Notice:
    """A notice in the Danish form, else the original, else the English; raises Unreadable where there is no form."""
    sections = {local(part): part for part in root}
    forms = [form for form in sections.get("FORM_SECTION", ()) if form.get("LG")]
    if not forms:
        raise Unreadable("TED-filen har ingen formular (FORM_SECTION)", "the TED file has no form (FORM_SECTION)")
    form = min(forms, key=lambda one: (one.get("LG") != "DA", one.get("CATEGORY") != "ORIGINAL", one.get("LG") != "EN"))
    languages = tuple(dict.fromkeys(_language(one) for one in forms))
    texts.language, texts.names = _language(form), NAMES
    above = f"/{local(root)}/FORM_SECTION/{local(form)}[@LG='{form.get('LG')}']"
    coded = _coded(sections.get("CODED_DATA_SECTION"))
    found: dict[str, list[Any]] = {}
    for element in form.iter(*_WANTED):
        found.setdefault(element.tag.rpartition("}")[2], []).append(element)
    lots = [one for name in LOTS for one in found.get(name, ())]
    inside = set(lots)
    title, description = _first(found, _TITLES, inside), _first(found, _DESCRIPTIONS, inside)
    main = next(iter(found.get("CPV_MAIN", ())), None)
    cpv = tuple(dict.fromkeys((*_codes(main), *coded["cpv"])))
    texts.procedure(f"{above}/OBJECT_CONTRACT", title, description, "", cpv)
    value, currency = _value(found)
    awarded, awarded_currency = _whole(found.get("VAL_TOTAL", ()))
    legal = next(iter(found.get("LEGAL_BASIS", ())), None)
    return Notice(
        form="ted", root=local(form), publication_id=root.get("DOC_ID"), version=root.get("VERSION"), language=_language(form),
        languages=languages, published=coded["published"], country=coded["country"],
        legal_basis=legal.get("VALUE") if legal is not None else coded["directive"],
        buyer=_text(found, "OFFICIALNAME"), buyer_id=_text(found, "NATIONALID"), title=title, description=description, cpv=cpv,
        nature=_nature(found, form) or coded["nature"], value=value, currency=currency,
        awarded=awarded, awarded_currency=awarded_currency,
        procedure=next((code for name, code in PROCEDURES.items() if name in found), None),
        lots=_lots(lots, form, found, above, title, texts),
    )  # fmt: skip


def _lots(
    lots: list[Any], form: Any, found: dict[str, list[Any]], above: str, title: str, texts: Texts
) -> tuple[NoticeLot, ...]:
    """The lots of the form, or the one that it is as a whole; criteria and deadline of older forms hold for all."""
    common: dict[str, Any] = {
        "terms": _told(found, above, set(lots), texts), "documents_url": _text(found, "URL_DOCUMENT"), "deadline": _deadline(found),
    }  # fmt: skip
    older = "LOWEST_PRICE" in found or "CRITERIA_DEFINITION" in found
    whole = criteria_of(form, f"{above}/", OLD_CRITERIA) if older else ()
    texts.criteria(whole)
    if not lots:
        return (NoticeLot(id="1", title=title, xpath=above, criteria=whole, **common),)
    told = []
    for at, one in enumerate(lots, 1):
        name = local(one)
        inner = f"OBJECT_CONTRACT/OBJECT_DESCR[{at}]" if name == "OBJECT_DESCR" else f"/{name}[{at}]"
        told.append(lot_of(one, f"{above}/{inner}", at, texts, common, whole))
    return tuple(told)


def _told(found: dict[str, list[Any]], above: str, lots: set[Any], texts: Texts) -> tuple[str, ...]:
    """Contract terms, selection criteria and further information as texts; gives the terms."""
    terms = []
    for at, tell in ((_TERMS, texts.term), (_SELECTION, texts.selection), (_NOTES, texts.change)):
        for name in at:
            for one in found.get(name, ()):
                if name == "INFO_ADD" and one.getparent() in lots:
                    continue
                said = text_of(one)
                tell(f"{above}//{name}", said)
                if at is _TERMS and said:
                    terms.append(said)
    return tuple(terms)


def _language(form: Any) -> str:
    code = str(form.get("LG"))
    return LANGUAGES.get(code, code)


def _coded(section: Any) -> dict[str, Any]:
    """What the coded section says: day of publication, country, directive, CPV codes, nature."""
    told: dict[str, Any] = {"published": None, "country": None, "directive": None, "nature": None, "cpv": []}
    for one in section.iter(*_CODED) if section is not None else ():
        name = local(one)
        if name == "DATE_PUB":
            told["published"] = told["published"] or day(one.text)
        elif name == "ISO_COUNTRY":
            told["country"] = COUNTRIES.get(str(one.get("VALUE")), one.get("VALUE"))
        elif name == "DIRECTIVE":
            told["directive"] = one.get("VALUE")
        elif name == "NC_CONTRACT_NATURE":
            told["nature"] = NATURES.get(str(one.get("CODE")))
        elif one.get("CODE"):
            told["cpv"].append(one.get("CODE"))
    return told


def _first(found: dict[str, list[Any]], names: tuple[str, ...], lots: set[Any]) -> str:
    """The text of the first of these names that is told outside the lots."""
    for name in names:
        for one in found.get(name, ()):
            if one.getparent() not in lots and (said := text_of(one)):
                return said
    return ""


def _text(found: dict[str, list[Any]], name: str) -> str | None:
    return next((said for one in found.get(name, ()) if (said := text_of(one))), None)


def _codes(element: Any) -> Iterator[str]:
    for one in element.iter("{*}CPV_CODE") if element is not None else ():
        if one.get("CODE"):
            yield one.get("CODE")


def _value(found: dict[str, list[Any]]) -> tuple[Decimal | None, str | None]:
    """The value of the whole: estimated, else concluded; values of single contracts are left out."""
    value, currency = _whole((*found.get("VAL_ESTIMATED_TOTAL", ()), *found.get("VAL_TOTAL", ())))
    if value is not None:
        return value, currency
    for one in found.get("VALUE_COST", ())[:1]:
        above = one.getparent()
        return number(one.get("FMTVAL") or one.text), above.get("CURRENCY") if above is not None else None
    return None, None


def _whole(amounts: Sequence[Any]) -> tuple[Decimal | None, str | None]:
    """The first amount that is of the whole and a number, with its currency."""
    for one in amounts:
        if local(one.getparent()) == "OBJECT_CONTRACT" and (value := number(one.text)) is not None:
            return value, one.get("CURRENCY")
    return None, None


def _nature(found: dict[str, list[Any]], form: Any) -> str | None:
    for one in (*found.get("TYPE_CONTRACT", ()), *form):
        if one.get("CTYPE"):
            return str(one.get("CTYPE")).lower()
    return None


def _deadline(found: dict[str, list[Any]]) -> date | None:
    for one in found.get("DATE_RECEIPT_TENDERS", ()):
        return day(one.text)
    for one in found.get("RECEIPT_LIMIT_DATE", ()):
        parts = {local(part): (part.text or "").strip() for part in one}
        return day(f"{parts.get('YEAR', '')}-{parts.get('MONTH', ''):0>2}-{parts.get('DAY', ''):0>2}")
    return None
