"""TED notices before eForms (R2.0.8, R2.0.9): every form, in whichever namespace its root has."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from lxml import etree

from circular.documents.notice_model import Notice, NoticeCriterion, NoticeLot, with_shares
from circular.documents.notice_text import Texts
from circular.documents.notice_xml import clean, day, number

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_KINDS = {"AC_PRICE": "price", "AC_COST": "cost", "AC_QUALITY": "quality"}
_LANGUAGES = {"DA": "DAN", "EN": "ENG", "SV": "SWE", "DE": "DEU", "NO": "NOR", "FR": "FRA"}


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def read_ted(root: Any, texts: Texts) -> Notice:
    """A notice in the Danish form, else the original, else the first; its texts told to `texts`."""
    forms = [form for part in root if local(part) == "FORM_SECTION" for form in part if form.get("LG")]
    form = min(forms, key=lambda one: (one.get("LG") != "DA", one.get("CATEGORY") != "ORIGINAL"), default=None)
    coded = {local(one): one for part in root if local(part) == "CODED_DATA_SECTION" for one in part.iter()}
    published = coded.get("DATE_PUB")
    country, legal = coded.get("ISO_COUNTRY"), coded.get("DIRECTIVE")
    common: dict[str, Any] = {
        "form": "ted", "publication_id": root.get("DOC_ID"), "version": root.get("VERSION"),
        "published": day(published.text) if published is not None else None,
        "country": country.get("VALUE") if country is not None else None,
        "legal_basis": legal.get("VALUE") if legal is not None else None,
    }  # fmt: skip
    codes = [one.get("CODE") for part in root if local(part) == "CODED_DATA_SECTION" for one in part.iter() if local(one) == "ORIGINAL_CPV"]  # fmt: skip
    if form is None:
        return Notice(root="TED_EXPORT", cpv=tuple(dict.fromkeys(code for code in codes if code)), **common)
    spoken = _LANGUAGES.get(form.get("LG"), form.get("LG"))
    texts.language = spoken
    above = f"/TED_EXPORT/FORM_SECTION/{local(form)}[@LG='{form.get('LG')}']"
    contract = _find(form, "OBJECT_CONTRACT")
    title = _text(_child(contract, "TITLE")) or _text(_find(form, "TITLE_CONTRACT"))
    description = _text(_child(contract, "SHORT_DESCR")) or _text(_find(form, "SHORT_CONTRACT_DESCRIPTION"))
    main = [one.get("CODE") for one in _all(_child(contract, "CPV_MAIN"), "CPV_CODE")] if contract is not None else []
    cpv = tuple(dict.fromkeys(code for code in (*main, *codes) if code))
    texts.procedure(f"{above}/OBJECT_CONTRACT", title, description, "", cpv)
    value = _child(contract, "VAL_ESTIMATED_TOTAL")
    parts = _all(form, "OBJECT_DESCR")
    lots = tuple(_lot(one, f"{above}/OBJECT_CONTRACT/OBJECT_DESCR[{at}]", at, texts) for at, one in enumerate(parts, 1))
    for name, field in (("PERFORMANCE_CONDITIONS", "term"), ("INFO_ADD", "note"), ("DESCRIPTION", "note")):
        for one in _all(form, name):
            if not any(local(outer) == "OBJECT_DESCR" for outer in one.iterancestors()):
                (texts.term if field == "term" else texts.change)(f"{above}//{name}", _text(one))
    url = _find(form, "URL_DOCUMENT")
    where = _text(url) or None
    return Notice(
        root=local(form), language=spoken, languages=tuple(dict.fromkeys(str(_LANGUAGES.get(one.get("LG"), one.get("LG"))) for one in forms)),
        buyer=_text(_find(form, "OFFICIALNAME")) or None, title=title, description=description, cpv=cpv,
        value=number(value.text) if value is not None else None,
        currency=value.get("CURRENCY") if value is not None else None,
        lots=tuple(lot.model_copy(update={"documents_url": where}) for lot in lots), **common,
    )  # fmt: skip


def _all(element: Any, name: str) -> list[Any]:
    return [one for one in element.iter() if local(one) == name] if element is not None else []


def _find(element: Any, name: str) -> Any:
    return next(iter(_all(element, name)), None)


def _child(element: Any, name: str) -> Any:
    return next((one for one in element if local(one) == name), None) if element is not None else None


def _text(element: Any) -> str:
    """The text of an element with its paragraphs put together, so that a sentence over several P is whole."""
    return clean(" ".join(element.itertext())) if element is not None else ""


def _lot(one: Any, at: str, order: int, texts: Texts) -> NoticeLot:
    name = _text(_child(one, "LOT_NO")) or str(one.get("ITEM") or order)
    title, description = _text(_child(one, "TITLE")), _text(_child(one, "SHORT_DESCR"))
    cpv = tuple(dict.fromkeys(code.get("CODE") for code in _all(one, "CPV_CODE") if code.get("CODE")))
    texts.lot(at, name, title, description, _text(_child(one, "INFO_ADD")), cpv)
    criteria: list[NoticeCriterion] = []
    awarding = _child(one, "AC")
    for element in awarding.iter() if awarding is not None else ():
        if local(element) in _KINDS:
            weight, unit = _weight(_text(_child(element, "AC_WEIGHTING")))
            criteria.append(
                NoticeCriterion(
                    kind=_KINDS[local(element)], name=_text(_child(element, "AC_CRITERION")), weight=weight, unit=unit,
                    xpath=f"{at}/AC/{local(element)}[{len(criteria) + 1}]",
                )
            )  # fmt: skip
    shared = with_shares(criteria)
    texts.criteria(shared)
    value = _child(one, "VAL_OBJECT")
    nuts = _child(one, "NUTS")
    return NoticeLot(
        id=name, title=title, description=description, cpv=cpv, criteria=shared, xpath=at,
        value=number(value.text) if value is not None else None,
        currency=value.get("CURRENCY") if value is not None else None, nuts=nuts.get("CODE") if nuts is not None else None,
    )  # fmt: skip


def _weight(text: str) -> tuple[Decimal | None, str | None]:
    """The weight of a text: '40 %', '40', '20 point'; none where several numbers stand."""
    numbers = _NUMBER.findall(text)
    return (Decimal(numbers[0].replace(",", ".")), "free") if len(numbers) == 1 else (None, None)
