"""The lots of a TED notice, and the award criteria of either vocabulary."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from circular.documents.notice_model import NoticeCriterion, NoticeLot, with_shares
from circular.documents.notice_text import Texts
from circular.documents.notice_xml import clean, number

LOTS = ("OBJECT_DESCR", "F01_ANNEX_B", "F02_ANNEX_B", "F05_ANNEX_B", "F16_ANNEX_B", "F17_ANNEX_B", "ANNEX_B", "LOT_PRIOR_INFORMATION")  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_KINDS = {"AC_PRICE": "price", "AC_COST": "cost", "AC_QUALITY": "quality", "LOWEST_PRICE": "price", "CRITERIA_DEFINITION": None}  # fmt: skip
_CRITERIA = tuple(f"{{*}}{name}" for name in _KINDS)
OLD_CRITERIA = ("{*}LOWEST_PRICE", "{*}CRITERIA_DEFINITION")
_FIELDS = {
    "LOT_NO": "id", "LOT_NUMBER": "id", "TITLE": "title", "LOT_TITLE": "title", "SHORT_DESCR": "description",
    "LOT_DESCRIPTION": "description", "INFO_ADD": "note", "ADDITIONAL_INFORMATION_ABOUT_LOTS": "note",
    "CPV_ADDITIONAL": "cpv", "CPV_MAIN": "cpv", "CPV": "cpv", "VAL_OBJECT": "value", "AC": "criteria",
}  # fmt: skip
_CODE = "{*}CPV_CODE"


@cache
def _fields(namespace: str) -> dict[str, str]:
    """The elements of a lot by their whole names."""
    return {f"{namespace}{name}": field for name, field in _FIELDS.items()}


def text_of(element: Any) -> str:
    """The text of an element with its paragraphs put together, so that a sentence over several P is whole; 'm<FT>2</FT>' is m2."""
    if not len(element):
        return clean(element.text)
    parts = [element.text or ""]
    for child in element:
        parts += (child.text or "" if not len(child) else "".join(child.itertext()), child.tail or "")
    return clean(" ".join(part for part in parts if part))


def lot_of(
    one: Any, at: str, order: int, texts: Texts, common: dict[str, Any], whole: tuple[NoticeCriterion, ...]
) -> NoticeLot:
    """One lot, its texts told; `common` and the criteria `whole` are what the form says of all lots."""
    told: dict[str, str] = {}
    codes: list[str] = []
    more: dict[str, Any] = {}
    awarding = None
    fields = _fields(one.tag[: one.tag.rindex("}") + 1] if "}" in one.tag else "")
    for child in one:
        tag = child.tag
        field = fields.get(tag)
        if field == "cpv":
            codes += [code for found in child.iter(_CODE) if (code := found.get("CODE"))]
        elif field == "value":
            more["value"], more["currency"] = number(child.text), child.get("CURRENCY")
        elif field == "criteria":
            awarding = child
        elif field is not None:
            if field not in told:
                told[field] = text_of(child)
        elif tag.endswith("NUTS"):
            more.setdefault("nuts", child.get("CODE"))
    number_of = told.get("id") or str(one.get("ITEM") or order)
    title, description = told.get("title", ""), told.get("description", "")
    cpv = tuple(dict.fromkeys(codes))
    texts.lot(at, number_of, title, description, told.get("note", ""), cpv)
    awarding = next(one.iter("{*}AC"), None) if awarding is None else awarding
    criteria = criteria_of(awarding, f"{at}//AC") if awarding is not None else ()
    texts.criteria(criteria)
    return NoticeLot(
        id=number_of, title=title, description=description, cpv=cpv, criteria=criteria or whole, xpath=at, **common, **more
    )  # fmt: skip


def criteria_of(awarding: Any, at: str, names: tuple[str, ...] = _CRITERIA) -> tuple[NoticeCriterion, ...]:
    """The criteria below an element: AC_PRICE, AC_COST, AC_QUALITY, or LOWEST_PRICE and CRITERIA_DEFINITION of older forms."""
    found: list[NoticeCriterion] = []
    for element in awarding.iter(*names):
        name = element.tag.rpartition("}")[2]
        said = {child.tag.rpartition("}")[2]: text_of(child) for child in element}
        weight, unit = _weight(said.get("AC_WEIGHTING") or said.get("WEIGHTING") or "")
        order = len([one for one in found if f"/{name}[" in one.xpath]) + 1
        found.append(
            NoticeCriterion(
                kind=_KINDS[name], name=said.get("AC_CRITERION") or said.get("CRITERIA") or "",
                weight=weight, unit=unit, xpath=f"{at}/{name}[{order}]",
            )
        )  # fmt: skip
    return with_shares(found)


def _weight(text: str) -> tuple[Decimal | None, str | None]:
    """The weight of a text: '40 %', '40', '20 point'; none where several numbers stand."""
    numbers = _NUMBER.findall(text)
    return (Decimal(numbers[0].replace(",", ".")), "free") if len(numbers) == 1 else (None, None)
