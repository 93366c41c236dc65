"""One award criterion of an eForms lot: kind, name, weight and what the weight means."""

from __future__ import annotations

from typing import Any

from circular.documents.notice_model import NoticeCriterion
from circular.documents.notice_text import Speaker, Texts
from circular.documents.notice_xml import CBC, EFBC, code, number, path, withheld
from circular.documents.unchecked import unchecked

WEIGHTS = frozenset({"per-exa", "per-mid", "dec-exa", "dec-mid", "poi-exa", "poi-mid", "ord-imp"})
_KIND, _NAME, _DESCRIPTION = f"{CBC}AwardingCriterionTypeCode", f"{CBC}Name", f"{CBC}Description"
_FORMULA = f"{CBC}CalculationExpression"
_PARAMETERS = path("X/efac:AwardCriterionParameter")
_PARAMETER_CODE, _PARAMETER_NUMBER = f"{EFBC}ParameterCode", f"{EFBC}ParameterNumeric"
_criterion = unchecked(NoticeCriterion)


def criterion_of(one: Any, at: str, say: Speaker, texts: Texts) -> NoticeCriterion:
    """A criterion; a formula within it is told to `texts`."""
    kind = None
    names: list[Any] = []
    descriptions: list[Any] = []
    for child in one:
        tag = child.tag
        if tag == _KIND:
            kind = code(child)
        elif tag == _NAME:
            names.append(child)
        elif tag == _DESCRIPTION:
            descriptions.append(child)
        elif tag == _FORMULA:
            texts.award(at, say.one(child))
    weight, unit, hidden = _weight(one)
    unsaid = withheld(kind)
    return _criterion(
        {
            "kind": None if unsaid else kind, "name": say(names), "description": say(descriptions), "weight": weight,
            "unit": unit, "share": None, "withheld": hidden or unsaid, "xpath": at,
        }
    )  # fmt: skip


def _weight(one: Any) -> tuple[Any, str | None, bool]:
    """(weight, unit, withheld) of the parameter that weighs; fixed values and thresholds are none."""
    weight, unit, hidden = None, None, False
    for parameter in _PARAMETERS(one):
        said, listed, amount = None, "", None
        for child in parameter:
            tag = child.tag
            if tag == _PARAMETER_CODE:
                said, listed = code(child), (child.get("listName") or "").strip()
            elif tag == _PARAMETER_NUMBER:
                amount = child.text
        if said in WEIGHTS or listed == "number-weight":
            unit = said if said in WEIGHTS else None
            hidden = withheld(amount) or withheld(said)
            weight = None if hidden else number(amount)
    return weight, unit, hidden
