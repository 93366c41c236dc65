"""Codes that TED notices and eForms spell differently: languages, countries, procedures."""

from __future__ import annotations

LANGUAGES = dict(
    pair.split(":")
    for pair in [
        "BG:BUL",
        "CS:CES",
        "DA:DAN",
        "DE:DEU",
        "EL:ELL",
        "EN:ENG",
        "ES:SPA",
        "ET:EST",
        "FI:FIN",
        "FR:FRA",
        "GA:GLE",
        "HR:HRV",
        "HU:HUN",
        "IS:ISL",
        "IT:ITA",
        "LT:LIT",
        "LV:LAV",
        "MT:MLT",
        "NL:NLD",
        "NO:NOR",
        "PL:POL",
        "PT:POR",
        "RO:RON",
        "SK:SLK",
        "SL:SLV",
        "SV:SWE",
    ]
)
"""ISO 639-1 -> the three letters of eForms."""
COUNTRIES = dict(
    pair.split(":")
    for pair in [
        "AT:AUT",
        "BE:BEL",
        "BG:BGR",
        "CH:CHE",
        "CY:CYP",
        "CZ:CZE",
        "DE:DEU",
        "DK:DNK",
        "EE:EST",
        "ES:ESP",
        "FI:FIN",
        "FO:FRO",
        "FR:FRA",
        "GB:GBR",
        "GL:GRL",
        "GR:GRC",
        "EL:GRC",
        "HR:HRV",
        "HU:HUN",
        "IE:IRL",
        "IS:ISL",
        "IT:ITA",
        "LI:LIE",
        "LT:LTU",
        "LU:LUX",
        "LV:LVA",
        "MK:MKD",
        "MT:MLT",
        "NL:NLD",
        "NO:NOR",
        "PL:POL",
        "PT:PRT",
        "RO:ROU",
        "SE:SWE",
        "SI:SVN",
        "SK:SVK",
        "UK:GBR",
    ]
)
"""ISO 3166-1 of two letters, and the two that TED spells its own way -> three letters."""
PROCEDURES = {
    "PT_OPEN": "open", "PT_RESTRICTED": "restricted", "PT_ACCELERATED_RESTRICTED": "restricted",
    "PT_COMPETITIVE_NEGOTIATION": "neg-w-call", "PT_NEGOTIATED_WITH_COMPETITION": "neg-w-call",
    "PT_NEGOTIATED_WITH_PRIOR_CALL": "neg-w-call", "PT_NEGOTIATED": "neg-w-call", "PT_ACCELERATED_NEGOTIATED": "neg-w-call",
    "PT_COMPETITIVE_DIALOGUE": "comp-dial", "PT_INNOVATION_PARTNERSHIP": "innovation",
    "PT_NEGOTIATED_WITHOUT_PUBLICATION": "neg-wo-call", "PT_NEGOTIATED_WITHOUT_COMPETITION": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITHOUT_CALL": "neg-wo-call", "PT_AWARD_CONTRACT_WITHOUT_PUBLICATION": "neg-wo-call",
    "PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION": "oth-single", "PT_INVOLVING_NEGOTIATION": "oth-mult",
}  # fmt: skip
"""Elements of TED that name the procedure -> BT-105."""
NATURES = {"1": "works", "2": "supplies", "4": "services"}
"""TED's coded nature of a contract -> BT-23."""
