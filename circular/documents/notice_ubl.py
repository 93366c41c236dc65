"""eForms notices (UBL): procedure and lots by XPaths that are compiled once and asked of each lot."""

from __future__ import annotations

from typing import Any

from lxml import etree

from circular.documents.notice_model import Notice, NoticeCriterion, NoticeLot, with_shares
from circular.documents.notice_text import Speaker, Texts
from circular.documents.notice_xml import NAMES, clean, code, day, number, path, withheld

_X = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
_CBC = f"{{{NAMES['cbc']}}}"
_LOTS = path("cac:ProcurementProjectLot")
_PROJECT = path("cac:ProcurementProject")
_TERMS = path("cac:TenderingTerms")
_NAME, _DESCRIPTION, _NOTE = path("cbc:Name"), path("cbc:Description"), path("cbc:Note")
_MAIN = path("cac:MainCommodityClassification/cbc:ItemClassificationCode")
_MORE = path("cac:AdditionalCommodityClassification/cbc:ItemClassificationCode")
_VALUE = path("cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount")
_NATURE = path("cbc:ProcurementTypeCode")
_TYPES = path("cac:ProcurementAdditionalType")
_NUTS = path("cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode")
_COUNTRY = path("cac:RealizedLocation/cac:Address/cac:Country/cbc:IdentificationCode")
_AWARDING = path("cac:AwardingTerms/cac:AwardingCriterion")
_CRITERIA = path("cac:SubordinateAwardingCriterion")
_PARAMETERS = path(f"{_X}/efac:AwardCriterionParameter")
_PARAMETER_CODE, _PARAMETER_NUMBER = path("efbc:ParameterCode"), path("efbc:ParameterNumeric")
_KIND = path("cbc:AwardingCriterionTypeCode")
_CALCULATION = path("cbc:CalculationExpression")
_EXECUTION = path("cac:ContractExecutionRequirement/cbc:Description")
_SELECTION = path(f"{_X}/efac:SelectionCriteria/cbc:Description")
_URL = path("cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI")
_DEADLINE = path("cac:TenderingProcess/cac:TenderSubmissionDeadlinePeriod/cbc:EndDate")
_SUBTYPE = path(f"{_X}/efac:NoticeSubType/cbc:SubTypeCode")
_PUBLICATION = path(f"{_X}/efac:Publication/efbc:NoticePublicationID")
_BUYER = path("cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")
_COMPANIES = path(f"{_X}/efac:Organizations/efac:Organization/efac:Company")
_COMPANY_ID = path("cac:PartyIdentification/cbc:ID")
_COMPANY_NAME = path("cac:PartyName/cbc:Name")
_COMPANY_NUMBER = path("cac:PartyLegalEntity/cbc:CompanyID")
_COMPANY_COUNTRY = path("cac:PostalAddress/cac:Country/cbc:IdentificationCode")
_CHANGES = path(f"{_X}/efac:Changes//efbc:ChangeDescription")
_LANGUAGES = path("cbc:NoticeLanguageCode | cac:AdditionalNoticeLanguage/cbc:ID")
WEIGHTS = frozenset({"per-exa", "per-mid", "dec-exa", "dec-mid", "poi-exa", "poi-mid", "ord-imp"})
_LISTS = {
    "strategic-procurement": "strategic", "environmental-impact": "impact", "gpp-criteria": "gpp",
    "social-objective": "social", "social-procurement": "social", "innovative-acquisition": "innovative",
}  # fmt: skip


def read_ubl(root: Any, texts: Texts) -> Notice:
    """A notice of any eForms root, its texts told to `texts` with their places."""
    languages = tuple(dict.fromkeys(found for one in _LANGUAGES(root) if (found := code(one))))
    say = Speaker(languages)
    texts.language = say.language
    name = etree.QName(root).localname
    above = f"/{name}"
    project = _first(_PROJECT(root))
    head = _about(project, say) if project is not None else {}
    told = {key: head[key] for key in ("title", "description", "cpv", "nature", "value", "currency") if key in head}
    if project is not None:
        texts.procedure(f"{above}/cac:ProcurementProject", told.get("title", ""), told.get("description", ""), say(_NOTE(project)), told.get("cpv", ()))  # fmt: skip
        texts.tags(f"{above}/cac:ProcurementProject", _described(project, say))
    for terms in _TERMS(root)[:1]:
        _terms(terms, f"{above}/cac:TenderingTerms", say, texts)
    for at, change in enumerate(_CHANGES(root), 1):
        texts.change(f"{above}//efbc:ChangeDescription[{at}]", clean(change.text))
    buyer = _company(root)
    lots = tuple(_lot(lot, f"{above}/cac:ProcurementProjectLot[{at}]", say, texts) for at, lot in enumerate(_LOTS(root), 1))  # fmt: skip
    kind = root.find(f"{_CBC}NoticeTypeCode")
    return Notice(
        form="eforms", root=name, publication_id=code(_first(_PUBLICATION(root))), notice_id=code(root.find(f"{_CBC}ID")),
        version=code(root.find(f"{_CBC}CustomizationID")), subtype=code(_first(_SUBTYPE(root))), kind=code(kind),
        legal_basis=code(root.find(f"{_CBC}RegulatoryDomain")), language=say.language, languages=languages,
        published=day(code(root.find(f"{_CBC}IssueDate"))), lots=lots, **told, **buyer,
    )  # fmt: skip


def _first(found: list[Any]) -> Any:
    return found[0] if found else None


def _company(root: Any) -> dict[str, Any]:
    """The first buyer, joined to its organisation."""
    wanted = code(_first(_BUYER(root)))
    for company in _COMPANIES(root):
        if wanted is not None and any(code(one) == wanted for one in _COMPANY_ID(company)):
            return {
                "buyer": code(_first(_COMPANY_NAME(company))), "buyer_id": code(_first(_COMPANY_NUMBER(company))),
                "country": code(_first(_COMPANY_COUNTRY(company))),
            }  # fmt: skip
    return {}


def _about(project: Any, say: Speaker) -> dict[str, Any]:
    """Title, description, codes and value of a procurement project."""
    codes = [found for one in (*_MAIN(project), *_MORE(project)) if (found := code(one))]
    value = _first(_VALUE(project))
    amount = number(value.text) if value is not None and not withheld(value.text) else None
    return {
        "title": say(_NAME(project)), "description": say(_DESCRIPTION(project)), "cpv": tuple(dict.fromkeys(codes)),
        "nature": code(_first(_NATURE(project))), "value": amount,
        "currency": value.get("currencyID") if amount is not None else None,
    }  # fmt: skip


def _tags(project: Any) -> dict[str, tuple[str, ...]]:
    """The codes of BT-06, BT-774, BT-805, BT-775 and BT-776, whatever their order."""
    found: dict[str, list[str]] = {}
    for one in _TYPES(project):
        element = one.find(f"{_CBC}ProcurementTypeCode")
        if (
            element is not None
            and (name := _LISTS.get((element.get("listName") or "").strip()))
            and (said := code(element))
        ):
            found.setdefault(name, []).append(said)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


def _described(project: Any, say: Speaker) -> str:
    parts = [say(one.findall(f"{_CBC}ProcurementType")) for one in _TYPES(project)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _terms(terms: Any, above: str, say: Speaker, texts: Texts) -> tuple[str, ...]:
    found = []
    for at, one in enumerate(_EXECUTION(terms), 1):
        if say.speaks(one):
            found.append(clean(one.text))
            texts.term(f"{above}/cac:ContractExecutionRequirement[{at}]/cbc:Description", clean(one.text))
    for at, one in enumerate(_SELECTION(terms), 1):
        if say.speaks(one):
            texts.selection(f"{above}//efac:SelectionCriteria[{at}]/cbc:Description", clean(one.text))
    return tuple(found)


def _lot(lot: Any, above: str, say: Speaker, texts: Texts) -> NoticeLot:
    identifier = lot.find(f"{_CBC}ID")
    project, terms = _first(_PROJECT(lot)), _first(_TERMS(lot))
    name = code(identifier) or above
    about: dict[str, Any] = {}
    if project is not None:
        about = {**_about(project, say), **_tags(project)}
        about["nuts"], about["country"] = code(_first(_NUTS(project))), code(_first(_COUNTRY(project)))
        texts.lot(f"{above}/cac:ProcurementProject", name, about["title"], about["description"], say(_NOTE(project)), about["cpv"])  # fmt: skip
        texts.tags(f"{above}/cac:ProcurementProject", _described(project, say))
    criteria: list[NoticeCriterion] = []
    if terms is not None:
        about["terms"] = _terms(terms, f"{above}/cac:TenderingTerms", say, texts)
        about["documents_url"] = code(_first(_URL(terms)))
        for at, group in enumerate(_AWARDING(terms), 1):
            inside = f"{above}/cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion[{at}]"
            criteria += [_criterion(one, f"{inside}/cac:SubordinateAwardingCriterion[{n}]", say) for n, one in enumerate(_CRITERIA(group), 1)]  # fmt: skip
            for formula in _CALCULATION(group):
                if say.speaks(formula):
                    texts.award(inside, clean(formula.text))
    shared = with_shares(criteria)
    texts.criteria(shared)
    deadline = _first(_DEADLINE(lot))
    return NoticeLot(
        id=name, scheme=((identifier.get("schemeName") if identifier is not None else None) or "").strip() or "Lot",
        criteria=shared, deadline=day(deadline.text) if deadline is not None else None, xpath=above, **about,
    )  # fmt: skip


def _criterion(one: Any, at: str, say: Speaker) -> NoticeCriterion:
    kind = code(_first(_KIND(one)))
    weight, unit, hidden = None, None, False
    for parameter in _PARAMETERS(one):
        meaning = _first(_PARAMETER_CODE(parameter))
        said, value = code(meaning), _first(_PARAMETER_NUMBER(parameter))
        listed = (meaning.get("listName") or "").strip() if meaning is not None else ""
        amount = value.text if value is not None else None
        if said in WEIGHTS or listed == "number-weight":
            unit = said if said in WEIGHTS else None
            hidden = withheld(amount) or withheld(said)
            weight = None if hidden else number(amount)
    return NoticeCriterion(
        kind=None if withheld(kind) else kind, name=say(_NAME(one)), description=say(_DESCRIPTION(one)),
        weight=weight, unit=unit, withheld=hidden or withheld(kind), xpath=at,
    )  # fmt: skip
