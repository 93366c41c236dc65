"""eForms notices (UBL): procedure and lots, by XPaths compiled once and by walking through each element once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from circular.documents.notice_awarded import Amount, awarded_of
from circular.documents.notice_criteria import criterion_of
from circular.documents.notice_model import Notice, NoticeCriterion, NoticeLot, with_shares
from circular.documents.notice_text import Speaker, Texts
from circular.documents.notice_xml import CAC, CBC, EFBC, code, day, number, path, withheld

_PROJECT, _TERMS, _LOT = f"{CAC}ProcurementProject", f"{CAC}TenderingTerms", f"{CAC}ProcurementProjectLot"
_PROCESS = f"{CAC}TenderingProcess"
_ID, _NAME, _DESCRIPTION, _NOTE = f"{CBC}ID", f"{CBC}Name", f"{CBC}Description", f"{CBC}Note"
_TYPE, _NATURE = f"{CAC}ProcurementAdditionalType", f"{CBC}ProcurementTypeCode"
_TYPE_TEXT = f"{CBC}ProcurementType"
_CRITERION, _FORMULA = f"{CAC}SubordinateAwardingCriterion", f"{CBC}CalculationExpression"
_LISTS = {
    "strategic-procurement": "strategic", "environmental-impact": "impact", "gpp-criteria": "gpp",
    "social-objective": "social", "social-procurement": "social", "innovative-acquisition": "innovative",
}  # fmt: skip
_ROOT = {
    f"{CBC}NoticeTypeCode": "kind", f"{CBC}CustomizationID": "version", f"{CBC}RegulatoryDomain": "legal_basis", _ID: "notice_id",
}  # fmt: skip
_LANGUAGES = path("cbc:NoticeLanguageCode | cac:AdditionalNoticeLanguage/cbc:ID")
_PROCEDURE = path("cbc:ProcedureCode")
_ADDED = path("X/*[self::efac:NoticeSubType or self::efac:Publication or self::efac:Changes or self::efac:ContractModification or self::efac:NoticeResult or self::efac:Organizations]")  # fmt: skip
_SUBTYPE, _PUBLICATION = f"{CBC}SubTypeCode", f"{EFBC}NoticePublicationID"
_CHANGED = ("Changes", "ContractModification")
_GROUPS = path("cac:LotDistribution/cac:LotsGroup")
_GROUP_ID, _GROUP_LOTS = f"{CBC}LotsGroupID", path("cac:ProcurementProjectLotReference/cbc:ID")
_TOLD_CHANGES = (f"{EFBC}ChangeDescription", f"{EFBC}ReasonDescription")
_BUYER = path("cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")
_COMPANY = path("efac:Organization/efac:Company[cac:PartyIdentification/cbc:ID[normalize-space()=$id]]")
_COMPANY_NAME, _COMPANY_NUMBER = path("cac:PartyName/cbc:Name"), path("cac:PartyLegalEntity/cbc:CompanyID")
_COMPANY_COUNTRY = path("cac:PostalAddress/cac:Country/cbc:IdentificationCode")
_CPV = path("cac:MainCommodityClassification/cbc:ItemClassificationCode | cac:AdditionalCommodityClassification/cbc:ItemClassificationCode")  # fmt: skip
_VALUE = path("cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount")
_NUTS = path("cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode")
_COUNTRY = path("cac:RealizedLocation/cac:Address/cac:Country/cbc:IdentificationCode")
_EXECUTION = path("cac:ContractExecutionRequirement")
_URL = path("cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI")
_SELECTION = path("X/efac:SelectionCriteria")
_AWARDING = path("cac:AwardingTerms/cac:AwardingCriterion")
_TENDERS = path("cac:TenderSubmissionDeadlinePeriod/cbc:EndDate")
_REQUESTS = path("cac:ParticipationRequestReceptionPeriod/cbc:EndDate")
_FRAMEWORK = path("cac:ContractingSystem/cbc:ContractingSystemTypeCode[@listName='framework-agreement'][not(normalize-space()='none')]")  # fmt: skip
_INTEREST = path("X/efac:InterestExpressionReceptionPeriod/cbc:EndDate")


def read_ubl(root: Any, texts: Texts) -> Notice:
    """A notice of any eForms root, its texts told to `texts` with their places."""
    name = root.tag.rpartition("}")[2]
    above = f"/{name}"
    languages = tuple(dict.fromkeys(found for one in _LANGUAGES(root) if (found := code(one))))
    say = Speaker(languages)
    texts.language = say.language
    told: dict[str, Any] = {}
    lots: list[Any] = []
    terms = None
    for child in root:
        tag = child.tag
        if tag in _ROOT:
            told.setdefault(_ROOT[tag], code(child))
        elif tag == _LOT:
            lots.append(child)
        elif tag == f"{CBC}IssueDate":
            told["published"] = day(child.text)
        elif tag == _PROJECT:
            told |= _procedure(child, above, say, texts)
        elif tag == _TERMS:
            terms = child
        elif tag == _PROCESS:
            told["procedure"] = code(_first(_PROCEDURE(child)))
    added: dict[str, list[Any]] = {}
    for part in _ADDED(root):
        added.setdefault(part.tag.rpartition("}")[2], []).append(part)
    groups: dict[str | None, tuple[str, ...]] = {}
    if terms is not None:
        _terms(terms, f"{above}/cac:TenderingTerms", say, texts)
        groups = _groups(terms)
    for at, change in enumerate((one for kind in _CHANGED for part in added.get(kind, ()) for one in part.iter(*_TOLD_CHANGES)), 1):  # fmt: skip
        texts.change(f"{above}//{change.tag.replace(EFBC, 'efbc:')}[{at}]", say.one(change))
    whole, amounts = awarded_of(_first(added["NoticeResult"])) if "NoticeResult" in added else (None, {})
    return Notice(
        form="eforms", root=name, language=say.language, languages=languages, subtype=_code_in(added, "NoticeSubType", _SUBTYPE),
        publication_id=_code_in(added, "Publication", _PUBLICATION), **told, **_buyer(root, added), **_amount(whole),
        lots=tuple(_lot(lot, f"{above}/cac:ProcurementProjectLot[{at}]", say, texts, groups, amounts) for at, lot in enumerate(lots, 1)),
    )  # fmt: skip


def _code_in(added: dict[str, list[Any]], kind: str, tag: str) -> str | None:
    """The first code with a tag within what eForms adds to UBL."""
    return code(next((child for part in added.get(kind, ()) for child in part.iterchildren(tag)), None))


def _amount(amount: Amount | None) -> dict[str, Any]:
    return {} if amount is None else {"awarded": amount.value, "awarded_currency": amount.currency}


def _groups(terms: Any) -> dict[str | None, tuple[str, ...]]:
    """Id of each group of lots -> the ids of its lots (BT-330, BT-1375)."""
    return {
        code(next(group.iterchildren(_GROUP_ID), None)): tuple(dict.fromkeys(said for one in _GROUP_LOTS(group) if (said := code(one))))
        for group in _GROUPS(terms)
    }  # fmt: skip


def _first(found: list[Any]) -> Any:
    return found[0] if found else None


def _procedure(project: Any, above: str, say: Speaker, texts: Texts) -> dict[str, Any]:
    """What the procurement as a whole is about."""
    about, note, tagged = _about(project, say)
    texts.procedure(f"{above}/cac:ProcurementProject", about["title"], about["description"], note, about["cpv"])
    texts.tags(f"{above}/cac:ProcurementProject", tagged)
    return {key: about[key] for key in ("title", "description", "cpv", "nature", "value", "currency")}


def _buyer(root: Any, added: dict[str, list[Any]]) -> dict[str, Any]:
    """The first buyer, joined to its organisation."""
    wanted = code(_first(_BUYER(root)))
    known = added.get("Organizations", ()) if wanted is not None else ()
    company = next((found for part in known for found in _COMPANY(part, id=wanted)), None)
    if company is None:
        return {}
    return {
        "buyer": code(_first(_COMPANY_NAME(company))), "buyer_id": code(_first(_COMPANY_NUMBER(company))),
        "country": code(_first(_COMPANY_COUNTRY(company))),
    }  # fmt: skip


def _about(project: Any, say: Speaker) -> tuple[dict[str, Any], str, str]:
    """What a procurement project says: its fields and tags by name, its note, and how its tags are described."""
    titles: list[Any] = []
    descriptions: list[Any] = []
    notes: list[Any] = []
    tags: dict[str, list[str]] = {}
    described: list[str] = []
    nature = None
    for child in project:
        tag = child.tag
        if tag == _NAME:
            titles.append(child)
        elif tag == _DESCRIPTION:
            descriptions.append(child)
        elif tag == _NOTE:
            notes.append(child)
        elif tag == _TYPE:
            described.append(_tag(child, tags, say))
        elif tag == _NATURE:
            nature = nature or code(child)
    codes = [said for one in _CPV(project) if (said := code(one))]
    value = _first(_VALUE(project))
    amount = number(value.text) if value is not None and not withheld(value.text) else None
    found: dict[str, Any] = {
        "title": say(titles), "description": say(descriptions), "cpv": tuple(dict.fromkeys(codes)), "nature": nature,
        "value": amount, "currency": value.get("currencyID") if amount is not None else None,
    }  # fmt: skip
    found["described"] = " ".join(dict.fromkeys(tags.pop("described", ())))
    for name, listed in tags.items():
        found[name] = tuple(dict.fromkeys(listed))
    return found, say(notes), " ".join(dict.fromkeys(one for one in described if one))


def _tag(kind: Any, tags: dict[str, list[str]], say: Speaker) -> str:
    """One code of BT-06, BT-774, BT-805, BT-775 or BT-776, put in its list; gives the text beside it."""
    texts: list[Any] = []
    name = None
    for child in kind:
        tag = child.tag
        if tag == _NATURE:
            name = _LISTS.get((child.get("listName") or "").strip())
            if name and (said := code(child)):
                tags.setdefault(name, []).append(said)
        elif tag == _TYPE_TEXT:
            texts.append(child)
    text = say(texts) if texts else ""
    if text and name == "strategic":
        tags.setdefault("described", []).append(text)
    return text


def _terms(terms: Any, above: str, say: Speaker, texts: Texts) -> tuple[str, ...]:
    """The contract terms; they and the selection criteria are told."""
    found: list[str] = []
    for at, requirement in enumerate(_EXECUTION(terms), 1):
        for one in requirement.iterchildren(_DESCRIPTION):
            if said := say.one(one):
                found.append(said)
                texts.term(f"{above}/cac:ContractExecutionRequirement[{at}]/cbc:Description", said)
    for at, criterion in enumerate(_SELECTION(terms), 1):
        for one in criterion.iterchildren(_DESCRIPTION):
            texts.selection(f"{above}//efac:SelectionCriteria[{at}]/cbc:Description", say.one(one))
    return tuple(found)


def _lot(
    lot: Any,
    above: str,
    say: Speaker,
    texts: Texts,
    groups: dict[str | None, tuple[str, ...]],
    amounts: dict[str, Amount],
) -> NoticeLot:
    name, scheme, deadline = above, "Lot", None
    project = terms = awarded = None
    framework = False
    for child in lot:
        tag = child.tag
        if tag == _ID:
            name, scheme = code(child) or above, (child.get("schemeName") or "").strip() or "Lot"
            awarded = amounts.get(name)
        elif tag == _PROJECT:
            project = child
        elif tag == _TERMS:
            terms = child
        elif tag == _PROCESS:
            ends = _first(_TENDERS(child) or _REQUESTS(child) or _INTEREST(child))
            deadline = day(ends.text) if ends is not None else None
            framework = bool(awarded is not None and _FRAMEWORK(child))
    about: dict[str, Any] = {}
    if project is not None:
        about, note, tagged = _about(project, say)
        about["nuts"], about["country"] = code(_first(_NUTS(project))), code(_first(_COUNTRY(project)))
        texts.lot(f"{above}/cac:ProcurementProject", name, about["title"], about["description"], note, about["cpv"])
        texts.tags(f"{above}/cac:ProcurementProject", tagged)
    criteria: tuple[NoticeCriterion, ...] = ()
    if terms is not None:
        about["terms"] = _terms(terms, f"{above}/cac:TenderingTerms", say, texts)
        about["documents_url"] = next((url for one in _URL(terms) if (url := code(one))), None)
        criteria = with_shares(list(_criteria(terms, f"{above}/cac:TenderingTerms", say, texts)))
        texts.criteria(criteria)
    if awarded is not None and not (framework and awarded.tenders > 1):  # several winners of a framework share it
        about |= _amount(awarded)
    if scheme == "LotsGroup":
        about["lots"] = groups.get(name, ())
    return NoticeLot(id=name, scheme=scheme, criteria=criteria, deadline=deadline, xpath=above, **about)


def _criteria(terms: Any, above: str, say: Speaker, texts: Texts) -> Iterator[NoticeCriterion]:
    """The criteria of a lot; formulas and reasons that weigh in words are told as texts."""
    for at, group in enumerate(_AWARDING(terms), 1):
        inside = f"{above}/cac:AwardingTerms/cac:AwardingCriterion[{at}]"
        order = 0
        for child in group:
            tag = child.tag
            if tag == _CRITERION:
                order += 1
                yield criterion_of(child, f"{inside}/cac:SubordinateAwardingCriterion[{order}]", say, texts)
            elif tag in (_FORMULA, _DESCRIPTION):
                texts.award(inside, say.one(child))
