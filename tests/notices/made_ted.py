"""Small TED notices made for the tests, in the vocabularies before eForms."""

from __future__ import annotations

R209 = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"
R208 = "http://publications.europa.eu/resource/schema/ted/R2.0.8/publication"
NAMESPACES = (
    R209, R208, "http://formex.publications.europa.eu/ted/schema/export/R2.0.9.S01.E01", "ted/R2.0.9.S02/publication",
)  # fmt: skip
FORMS_2014 = tuple(f"F{number:02}_2014" for number in (1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25))
CODED = (
    "<CODED_DATA_SECTION><REF_OJS><DATE_PUB>20190412</DATE_PUB></REF_OJS><NOTICE_DATA><LG_ORIG>DA</LG_ORIG>"
    '<ISO_COUNTRY VALUE="DK"/><ORIGINAL_CPV CODE="39120000">Borde</ORIGINAL_CPV></NOTICE_DATA><CODIF_DATA>'
    '<NC_CONTRACT_NATURE CODE="2">Supplies</NC_CONTRACT_NATURE><DIRECTIVE VALUE="2014/24/EU"/></CODIF_DATA></CODED_DATA_SECTION>'
)


def export(form: str, namespace: str = R209) -> bytes:
    """A whole TED file around a form."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT xmlns="{namespace}" xmlns:n2016="http://publications.europa.eu/resource/schema/ted/2016/nuts" '
        f'VERSION="R2.0.9.S03.E01" DOC_ID="171512-2019">{CODED}<FORM_SECTION><NOTICE_UUID>0d1f</NOTICE_UUID>{form}</FORM_SECTION></TED_EXPORT>'
    ).encode()


def form_2014(name: str, language: str = "DA", category: str = "ORIGINAL", title: str = "Møbler til skoler") -> str:
    """A form of the 2014 directives with two lots."""
    lots = "".join(
        f"<OBJECT_DESCR ITEM='{n}'><TITLE><P>{what}</P></TITLE><LOT_NO>{n}</LOT_NO><CPV_ADDITIONAL><CPV_CODE CODE='3912100{n}'/></CPV_ADDITIONAL>"
        f"<n2016:NUTS CODE='DK01'/><SHORT_DESCR><P>{what} skal bestå af</P><P>mindst 50 % genanvendt træ.</P></SHORT_DESCR><AC>{weights}</AC>"
        f"<VAL_OBJECT CURRENCY='DKK'>{n}500000.50</VAL_OBJECT><INFO_ADD><P>Prøver på 2 m<FT TYPE='SUP'>2</FT>.</P></INFO_ADD></OBJECT_DESCR>"
        for n, what, weights in (
            (1, "Borde", "<AC_QUALITY><AC_CRITERION>Genbrug</AC_CRITERION><AC_WEIGHTING>40 %</AC_WEIGHTING></AC_QUALITY><AC_PRICE><AC_WEIGHTING>60</AC_WEIGHTING></AC_PRICE>"),
            (2, "Stole", "<AC_PRICE/>"),
        )
    )  # fmt: skip
    return (
        f"<{name} CATEGORY='{category}' FORM='{name[:3]}' LG='{language}'><LEGAL_BASIS VALUE='32014L0024'/><CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>"
        "<OFFICIALNAME>Ejby Kommune</OFFICIALNAME><NATIONALID>12345678</NATIONALID></ADDRESS_CONTRACTING_BODY><URL_DOCUMENT>https://udbud.example/7</URL_DOCUMENT></CONTRACTING_BODY>"
        f"<OBJECT_CONTRACT><TITLE><P>{title}</P></TITLE><CPV_MAIN><CPV_CODE CODE='39100000'/></CPV_MAIN><TYPE_CONTRACT CTYPE='SUPPLIES'/>"
        f"<SHORT_DESCR><P>Borde og</P><P>stole.</P></SHORT_DESCR><VAL_ESTIMATED_TOTAL CURRENCY='DKK'>4000001</VAL_ESTIMATED_TOTAL>{lots}</OBJECT_CONTRACT>"
        "<LEFTI><PERFORMANCE_CONDITIONS><P>Leverandøren skal tage brugte møbler tilbage.</P></PERFORMANCE_CONDITIONS></LEFTI>"
        f"<PROCEDURE><PT_OPEN/><DATE_RECEIPT_TENDERS>2019-05-20</DATE_RECEIPT_TENDERS></PROCEDURE></{name}>"
    )


def form_2004(name: str, annex: str, *, lots: bool = True, criteria: str = "") -> str:
    """A form of the directives before (R2.0.8), which defence forms kept."""
    weighed = criteria or (
        "<CRITERIA_DEFINITION><ORDER_C>1</ORDER_C><CRITERIA>Pris</CRITERIA><WEIGHTING>70</WEIGHTING></CRITERIA_DEFINITION>"
        "<CRITERIA_DEFINITION><ORDER_C>2</ORDER_C><CRITERIA>Miljø</CRITERIA><WEIGHTING>30</WEIGHTING></CRITERIA_DEFINITION>"
    )
    divided = "".join(
        f"<{annex} ITEM='{n}'><LOT_NUMBER>{n}</LOT_NUMBER><LOT_TITLE>{what}</LOT_TITLE><LOT_DESCRIPTION><P>{what} skal kunne repareres.</P></LOT_DESCRIPTION>"
        f"<CPV><CPV_MAIN><CPV_CODE CODE='3912000{n}'/></CPV_MAIN></CPV></{annex}>"
        for n, what in ((1, "Borde"), (2, "Stole"))
    )
    return (
        f"<{name} CATEGORY='ORIGINAL' FORM='2' LG='DA'><FD_{name} CTYPE='SUPPLIES'><CONTRACTING_AUTHORITY_INFORMATION><ORGANISATION>"
        "<OFFICIALNAME>Ejby Kommune</OFFICIALNAME></ORGANISATION></CONTRACTING_AUTHORITY_INFORMATION><OBJECT_CONTRACT_INFORMATION>"
        "<TITLE_CONTRACT><P>Møbler til kaserner</P></TITLE_CONTRACT><SHORT_CONTRACT_DESCRIPTION><P>Borde og stole.</P></SHORT_CONTRACT_DESCRIPTION>"
        f"<CPV><CPV_MAIN><CPV_CODE CODE='39100000'/></CPV_MAIN></CPV>{divided if lots else ''}"
        "<COSTS_RANGE_AND_CURRENCY CURRENCY='DKK'><VALUE_COST FMTVAL='2500000.00'>2 500 000,00</VALUE_COST></COSTS_RANGE_AND_CURRENCY></OBJECT_CONTRACT_INFORMATION>"
        "<LEFTI_CONTRACT><OTHER_PARTICULAR_CONDITIONS><P>Emballage skal genbruges.</P></OTHER_PARTICULAR_CONDITIONS></LEFTI_CONTRACT>"
        f"<PROCEDURE_DEFINITION><PT_RESTRICTED/>{weighed}<RECEIPT_LIMIT_DATE><DAY>7</DAY><MONTH>3</MONTH><YEAR>2014</YEAR></RECEIPT_LIMIT_DATE></PROCEDURE_DEFINITION></FD_{name}></{name}>"
    )
