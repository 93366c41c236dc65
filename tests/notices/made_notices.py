"""Small notices made for the tests."""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = """<?xml version="1.0" encoding="UTF-8"?><ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1" xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1" xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2">"""
_X = "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{}</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"


def lot(
    *,
    tags: Sequence[tuple[str, str]] = (),
    criteria: Sequence[tuple[str, str, str]] = (),
    text: str = "Nye borde.",
    name: str = "LOT-0001",
    scheme: str = "Lot",
    title: str = "Borde",
    url: str = "",
) -> str:
    """A lot with tags (list, code) and criteria (kind, weight, unit)."""
    tagged = "".join(f'<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="{one}">{code}</cbc:ProcurementTypeCode></cac:ProcurementAdditionalType>' for one, code in tags)  # fmt: skip
    weighed = "".join(
        "<cac:SubordinateAwardingCriterion>"
        + _X.format(
            f'<efac:AwardCriterionParameter><efbc:ParameterCode listName="number-weight">{unit}</efbc:ParameterCode><efbc:ParameterNumeric>{weight}</efbc:ParameterNumeric></efac:AwardCriterionParameter>'
        )
        + f'<cbc:AwardingCriterionTypeCode listName="award-criterion-type">{kind}\n   </cbc:AwardingCriterionTypeCode><cbc:Description languageID="DAN">Kriterium</cbc:Description></cac:SubordinateAwardingCriterion>'
        for kind, weight, unit in criteria
    )
    where = f"<cac:CallForTendersDocumentReference><cac:Attachment><cac:ExternalReference><cbc:URI>{url.replace('&', '&amp;')}</cbc:URI></cac:ExternalReference></cac:Attachment></cac:CallForTendersDocumentReference>" if url else ""  # fmt: skip
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">{name}</cbc:ID><cac:TenderingTerms><cac:AwardingTerms><cac:AwardingCriterion>{weighed}'
        f"</cac:AwardingCriterion></cac:AwardingTerms>{where}</cac:TenderingTerms><cac:ProcurementProject>"
        f'<cbc:Name languageID="ENG">Tables</cbc:Name><cbc:Name languageID="DAN">{title}</cbc:Name><cbc:Description languageID="DAN">{text}</cbc:Description>{tagged}'
        '<cbc:ProcurementTypeCode listName="contract-nature">supplies</cbc:ProcurementTypeCode>'
        "<cac:MainCommodityClassification><cbc:ItemClassificationCode>39120000</cbc:ItemClassificationCode></cac:MainCommodityClassification>"
        "</cac:ProcurementProject></cac:ProcurementProjectLot>"
    )


def notice(*lots: str, subtype: str = "16", cpv: str = "") -> bytes:
    """A contract notice of these lots."""
    return (
        _HEAD
        + _X.format(f"<efac:NoticeSubType><cbc:SubTypeCode>{subtype}</cbc:SubTypeCode></efac:NoticeSubType>")
        + "<cbc:CustomizationID>eforms-sdk-1.10</cbc:CustomizationID><cbc:IssueDate>2026-03-01+01:00</cbc:IssueDate>"
        + "<cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode><cac:AdditionalNoticeLanguage><cbc:ID>DAN</cbc:ID></cac:AdditionalNoticeLanguage>"
        + '<cac:ProcurementProject><cbc:Name languageID="DAN">Møbler</cbc:Name>'
        + (
            f"<cac:MainCommodityClassification><cbc:ItemClassificationCode>{cpv}</cbc:ItemClassificationCode></cac:MainCommodityClassification>"
            if cpv
            else ""
        )
        + "</cac:ProcurementProject>"
        + "".join(lots)
        + "</ContractNotice>"
    ).encode()
