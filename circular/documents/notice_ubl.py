"""eForms notices (UBL): procedure and lots, each element walked through once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from circular.documents.notice_criteria import criterion_of
from circular.documents.notice_model import Notice, NoticeCriterion, NoticeLot, with_shares
from circular.documents.notice_text import Speaker, Texts
from circular.documents.notice_xml import CAC, CBC, EFAC, EFBC, clean, code, day, extension, number, withheld

_PROJECT, _TERMS, _LOT = f"{CAC}ProcurementProject", f"{CAC}TenderingTerms", f"{CAC}ProcurementProjectLot"
_PROCESS, _CONTRACTING = f"{CAC}TenderingProcess", f"{CAC}ContractingParty"
_ID, _NAME, _DESCRIPTION, _NOTE = f"{CBC}ID", f"{CBC}Name", f"{CBC}Description", f"{CBC}Note"
_LISTS = {
    "strategic-procurement": "strategic", "environmental-impact": "impact", "gpp-criteria": "gpp",
    "social-objective": "social", "social-procurement": "social", "innovative-acquisition": "innovative",
}  # fmt: skip
_ROOT = {
    f"{CBC}NoticeTypeCode": "kind", f"{CBC}CustomizationID": "version", f"{CBC}RegulatoryDomain": "legal_basis", _ID: "notice_id",
}  # fmt: skip
_ISSUE_DATE = f"{CBC}IssueDate"
_PROCEDURE_CODE = f"{CBC}ProcedureCode"
_CHANGE_DESCRIPTION = f"{EFBC}ChangeDescription"
_REASON_DESCRIPTION = f"{EFBC}ReasonDescription"
_NOTICE_LANGUAGE_CODE = f"{CBC}NoticeLanguageCode"
_ADDITIONAL_NOTICE_LANGUAGE = f"{CAC}AdditionalNoticeLanguage"
_PROCUREMENT_TYPE_CODE = f"{CBC}ProcurementTypeCode"
_PROCUREMENT_ADDITIONAL_TYPE = f"{CAC}ProcurementAdditionalType"
_MAIN_COMMODITY_CLASSIFICATION = f"{CAC}MainCommodityClassification"
_ADDITIONAL_COMMODITY_CLASSIFICATION = f"{CAC}AdditionalCommodityClassification"
_REQUESTED_TENDER_TOTAL = f"{CAC}RequestedTenderTotal"
_REALIZED_LOCATION = f"{CAC}RealizedLocation"
_ADDRESS = f"{CAC}Address"
_COUNTRY_SUBENTITY_CODE = f"{CBC}CountrySubentityCode"
_ITEM_CLASSIFICATION_CODE = f"{CBC}ItemClassificationCode"
_ESTIMATED_OVERALL_CONTRACT_AMOUNT = f"{CBC}EstimatedOverallContractAmount"
_PROCUREMENT_TYPE = f"{CBC}ProcurementType"
_CONTRACT_EXECUTION_REQUIREMENT = f"{CAC}ContractExecutionRequirement"
_CALL_FOR_TENDERS_DOCUMENT_REFERENCE = f"{CAC}CallForTendersDocumentReference"
_AWARDING_TERMS = f"{CAC}AwardingTerms"
_SELECTION_CRITERIA = f"{EFAC}SelectionCriteria"
_AWARDING_CRITERION = f"{CAC}AwardingCriterion"
_SUBORDINATE_AWARDING_CRITERION = f"{CAC}SubordinateAwardingCriterion"
_CALCULATION_EXPRESSION = f"{CBC}CalculationExpression"
_DEADLINES = (
    f"{CAC}TenderSubmissionDeadlinePeriod/{CBC}EndDate",
    f"{CAC}ParticipationRequestReceptionPeriod/{CBC}EndDate",
)
_TOLD_IN_TERMS = (_CONTRACT_EXECUTION_REQUIREMENT, _CALL_FOR_TENDERS_DOCUMENT_REFERENCE, _AWARDING_TERMS)
_SUBTYPE = f"{EFAC}NoticeSubType/{CBC}SubTypeCode"
_PUBLICATION = f"{EFAC}Publication/{EFBC}NoticePublicationID"
_BUYER = f"{CAC}Party/{CAC}PartyIdentification/{_ID}"
_COMPANY = f"{EFAC}Organizations/{EFAC}Organization/{EFAC}Company"
_COMPANY_ID = f"{CAC}PartyIdentification/{_ID}"
_COMPANY_NAME = f"{CAC}PartyName/{_NAME}"
_COMPANY_NUMBER = f"{CAC}PartyLegalEntity/{CBC}CompanyID"
_COMPANY_COUNTRY = f"{CAC}PostalAddress/{CAC}Country/{CBC}IdentificationCode"
_COUNTRY = f"{CAC}Country/{CBC}IdentificationCode"
_URL = f"{CAC}Attachment/{CAC}ExternalReference/{CBC}URI"


def read_ubl(root: Any, texts: Texts) -> Notice:
    """A notice of any eForms root, its texts told to `texts` with their places."""
    name = root.tag.rpartition("}")[2]
    above = f"/{name}"
    at_root: dict[str, list[Any]] = {}
    for child in root:
        at_root.setdefault(child.tag, []).append(child)
    languages = _languages(at_root)
    say = Speaker(languages)
    texts.language = say.language
    told: dict[str, Any] = {field: code(at_root[tag][0]) for tag, field in _ROOT.items() if tag in at_root}
    if _ISSUE_DATE in at_root:
        told["published"] = day(at_root[_ISSUE_DATE][0].text)
    for project in at_root.get(_PROJECT, ())[:1]:
        about, note, tagged = _about(project, say)
        texts.procedure(f"{above}/cac:ProcurementProject", about["title"], about["description"], note, about["cpv"])
        texts.tags(f"{above}/cac:ProcurementProject", tagged)
        told |= {key: about[key] for key in ("title", "description", "cpv", "nature", "value", "currency")}
    for terms in at_root.get(_TERMS, ())[:1]:
        _terms(terms, f"{above}/cac:TenderingTerms", say, texts)
    for process in at_root.get(_PROCESS, ())[:1]:
        told["procedure"] = code(process.find(_PROCEDURE_CODE))
    beside = extension(root)
    if beside is not None:
        told["subtype"] = code(beside.find(_SUBTYPE))
        told["publication_id"] = code(beside.find(_PUBLICATION))
        told |= _buyer(at_root.get(_CONTRACTING, ()), beside)
        for at, change in enumerate(beside.iter(_CHANGE_DESCRIPTION, _REASON_DESCRIPTION), 1):
            if say.speaks(change):
                texts.change(f"{above}//{change.tag.replace(EFBC, 'efbc:')}[{at}]", clean(change.text))
    lots = tuple(_lot(lot, f"{above}/cac:ProcurementProjectLot[{at}]", say, texts) for at, lot in enumerate(at_root.get(_LOT, ()), 1))  # fmt: skip
    return Notice(form="eforms", root=name, language=say.language, languages=languages, lots=lots, **told)


def _languages(at_root: dict[str, list[Any]]) -> tuple[str, ...]:
    found = [code(one) for one in at_root.get(_NOTICE_LANGUAGE_CODE, ())]
    found += [code(one.find(_ID)) for one in at_root.get(_ADDITIONAL_NOTICE_LANGUAGE, ())]
    return tuple(dict.fromkeys(one for one in found if one))


def _buyer(parties: Sequence[Any], beside: Any) -> dict[str, Any]:
    """The first buyer, joined to its organisation."""
    wanted = next((code(one.find(_BUYER)) for one in parties), None)
    if wanted is None:
        return {}
    for company in beside.iterfind(_COMPANY):
        if any(code(one) == wanted for one in company.iterfind(_COMPANY_ID)):
            return {
                "buyer": code(company.find(_COMPANY_NAME)),
                "buyer_id": code(company.find(_COMPANY_NUMBER)),
                "country": code(company.find(_COMPANY_COUNTRY)),
            }
    return {}


def _about(project: Any, say: Speaker) -> tuple[dict[str, Any], str, str]:
    """What a procurement project says: its fields and tags by name, its note, and how its tags are described."""
    titles: list[Any] = []
    descriptions: list[Any] = []
    notes: list[Any] = []
    codes: list[str] = []
    found: dict[str, Any] = {"nature": None, "value": None, "currency": None}
    tags: dict[str, list[str]] = {}
    described: list[str] = []
    for child in project:
        tag = child.tag
        if tag == _NAME:
            titles.append(child)
        elif tag == _DESCRIPTION:
            descriptions.append(child)
        elif tag == _NOTE:
            notes.append(child)
        elif tag == _PROCUREMENT_TYPE_CODE:
            found["nature"] = found["nature"] or code(child)
        elif tag == _PROCUREMENT_ADDITIONAL_TYPE:
            described.append(_tag(child, tags, say))
        elif tag == _MAIN_COMMODITY_CLASSIFICATION:
            codes[:0] = _cpv(child)
        elif tag == _ADDITIONAL_COMMODITY_CLASSIFICATION:
            codes += _cpv(child)
        elif tag == _REQUESTED_TENDER_TOTAL:
            found["value"], found["currency"] = _value(child)
        elif tag == _REALIZED_LOCATION and "nuts" not in found:
            for address in child.iterchildren(_ADDRESS):
                found["nuts"] = code(address.find(_COUNTRY_SUBENTITY_CODE))
                found["country"] = code(address.find(_COUNTRY))
    found |= {name: tuple(dict.fromkeys(said)) for name, said in tags.items()}
    found |= {"title": say(titles), "description": say(descriptions), "cpv": tuple(dict.fromkeys(codes))}
    return found, say(notes), " ".join(dict.fromkeys(one for one in described if one))


def _cpv(classification: Any) -> list[str]:
    return [found for one in classification.iterchildren(_ITEM_CLASSIFICATION_CODE) if (found := code(one))]


def _value(total: Any) -> tuple[Any, Any]:
    for amount in total.iterchildren(_ESTIMATED_OVERALL_CONTRACT_AMOUNT):
        said = None if withheld(amount.text) else number(amount.text)
        return said, amount.get("currencyID") if said is not None else None
    return None, None


def _tag(kind: Any, tags: dict[str, list[str]], say: Speaker) -> str:
    """One code of BT-06, BT-774, BT-805, BT-775 or BT-776, put in its list; gives the text beside it."""
    texts: list[Any] = []
    for child in kind:
        if child.tag == _PROCUREMENT_TYPE_CODE:
            name = _LISTS.get((child.get("listName") or "").strip())
            if name and (said := code(child)):
                tags.setdefault(name, []).append(said)
        elif child.tag == _PROCUREMENT_TYPE:
            texts.append(child)
    return say(texts) if texts else ""


def _terms(terms: Any, above: str, say: Speaker, texts: Texts) -> dict[str, Any]:
    """Contract terms, selection criteria and where the documents are; the awarding terms are handed back."""
    told: dict[str, Any] = {"awarding": []}
    found: list[str] = []
    at = 0
    for child in terms.iterchildren(*_TOLD_IN_TERMS):
        tag = child.tag
        if tag == _CONTRACT_EXECUTION_REQUIREMENT:
            at += 1
            for one in child.iterchildren(_DESCRIPTION):
                if say.speaks(one):
                    found.append(clean(one.text))
                    texts.term(f"{above}/cac:ContractExecutionRequirement[{at}]/cbc:Description", found[-1])
        elif tag == _CALL_FOR_TENDERS_DOCUMENT_REFERENCE and not told.get("documents_url"):
            told["documents_url"] = code(child.find(_URL))
        elif tag == _AWARDING_TERMS:
            told["awarding"].append(child)
    beside = extension(terms)
    for at, one in enumerate(beside.iterchildren(_SELECTION_CRITERIA) if beside is not None else (), 1):
        for text in one.iterchildren(_DESCRIPTION):
            if say.speaks(text):
                texts.selection(f"{above}//efac:SelectionCriteria[{at}]/cbc:Description", clean(text.text))
    return {**told, "terms": tuple(found)}


def _lot(lot: Any, above: str, say: Speaker, texts: Texts) -> NoticeLot:
    name, scheme, deadline = above, "Lot", None
    project = terms = None
    for child in lot:
        tag = child.tag
        if tag == _ID:
            name, scheme = code(child) or above, (child.get("schemeName") or "").strip() or "Lot"
        elif tag == _PROJECT:
            project = child
        elif tag == _TERMS:
            terms = child
        elif tag == _PROCESS:
            deadline = _deadline(child)
    about: dict[str, Any] = {}
    if project is not None:
        about, note, tagged = _about(project, say)
        texts.lot(f"{above}/cac:ProcurementProject", name, about["title"], about["description"], note, about["cpv"])
        texts.tags(f"{above}/cac:ProcurementProject", tagged)
    criteria: list[NoticeCriterion] = []
    if terms is not None:
        about |= _terms(terms, f"{above}/cac:TenderingTerms", say, texts)
        for part in about.pop("awarding"):
            criteria += _criteria(part, f"{above}/cac:TenderingTerms/cac:AwardingTerms", say, texts)
    shared = with_shares(criteria)
    texts.criteria(shared)
    return NoticeLot(id=name, scheme=scheme, criteria=shared, deadline=deadline, xpath=above, **about)


def _deadline(process: Any) -> Any:
    """The last day for tenders; where there is none, for requests to take part."""
    for period in _DEADLINES:
        found = process.find(period)
        if found is not None:
            return day(found.text)
    return None


def _criteria(awarding: Any, above: str, say: Speaker, texts: Texts) -> Iterator[NoticeCriterion]:
    """The criteria of a lot; formulas and reasons that weigh in words are told as texts."""
    for at, group in enumerate(awarding.iterchildren(_AWARDING_CRITERION), 1):
        inside = f"{above}/cac:AwardingCriterion[{at}]"
        order = 0
        for child in group:
            if child.tag == _SUBORDINATE_AWARDING_CRITERION:
                order += 1
                place = f"{inside}/cac:SubordinateAwardingCriterion[{order}]"
                yield criterion_of(child, place, say, texts)
            elif child.tag in (_CALCULATION_EXPRESSION, _DESCRIPTION) and say.speaks(child):
                texts.award(inside, clean(child.text))
