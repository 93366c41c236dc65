"""How the workbook of a portfolio is laid out: its sheets and columns, with names, units and help in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

from circular.building.workbook_spec import examples, table_columns, text_of, words
from circular.language import Words
from circular.optimise.energy_label import LABELS

MARK = "circular: portfolio/1"
KEY_ROW = 3
"""Hidden; holds the keys of the columns."""
FIRST_ROW = 4
NOTE = "note"
EXAMPLE = Words(da="eksempel – læses ikke", en="example – is not read")
Kind = Literal[
    "text", "number", "signed", "building_type", "heating", "label", "flag", "vat", "stage", "list", "table", "element", "unit", "use"
]  # fmt: skip
CHOICES = ("entries", "options", "layers")
"""The sheets of `choices`, with the columns of a project's workbook and the building in front."""
SIGNED = ("heat_saving_kwh_year", "electricity_delta_kwh")


@dataclass(frozen=True)
class Field:
    """One column of a sheet, or one line of the first sheet."""

    key: str
    kind: Kind
    name: Words
    help: Words

    def heading(self, language: str) -> str:
        return self.name.da if language == "da" else self.name.en


def _f(key: str, kind: Kind, da: str, en: str, help_da: str = "", help_en: str = "") -> Field:
    return Field(key, kind, Words(da=da, en=en), Words(da=help_da, en=help_en))


SHEETS = {
    "portfolio": Words(da="Portefølje", en="Portfolio"),
    "years": Words(da="År", en="Years"),
    "buildings": Words(da="Bygninger", en="Buildings"),
    "packages": Words(da="Pakker", en="Packages"),
    "after": Words(da="Følger efter", en="Follows"),
    **{table: text_of("sheets", table) for table in CHOICES},
    "limits": Words(da="Krav", en="Demands"),
    "lists": Words(da="Lister", en="Lists"),
}
TOP = (
    _f("name", "text", "Navn", "Name"),
    _f("horizon_years", "number", "Horisont [år]", "Horizon [years]", "Energien tæller så mange år; 50 når feltet er tomt.", "Energy counts for so many years; 50 when blank."),
    _f("carry_over", "flag", "Må penge overføres til næste år?", "May money be carried to the next year?"),
    _f("carry_over_max_dkk", "number", "Højst overført [kr.]", "Most carried over [DKK]"),
    _f("fossil_heating_out_by", "number", "Olie og gas ude senest [år]", "Oil and gas out by [year]"),
    _f("prices.source", "text", "Priserne kommer fra", "Source of the prices", "Uden kilde er resultatet en illustration.", "Without a source the result is an illustration."),
    _f("prices.year", "number", "Prisernes år", "Year of the prices"),
    _f("prices.vat", "vat", "Moms", "VAT"),
    _f("label_scale", "flag", "Beregn energimærker efter den danske skala?", "Compute energy labels by the Danish scale?"),
    _f("stages", "number", "Trin (1 eller 2)", "Stages (1 or 2)"),
    _f("label_by.label", "label", "Mindste energimærke", "Least energy label"),
    _f("label_by.year", "number", "… senest [år]", "… by [year]"),
    _f("low_emission_class.limit", "number", "CO₂-klasse [kg CO₂e/m²/år]", "CO₂ class [kg CO₂e/m²/year]"),
    _f("low_emission_class.from", "number", "… for det, der bygges fra [år]", "… for what is built from [year]"),
    _f("factors.oil", "number", "Faktor for olie [kg CO₂e/kWh]", "Factor of oil [kg CO₂e/kWh]", "Olie har ingen faktor i de medfølgende data.", "Oil has no factor in the shipped data."),
    _f("factors.oil.source", "text", "… kilde", "… source"),
    _f("material_data", "text", "Materialedata til valg", "Material data of choices", "Kun når pakker laves af valg, fx br18-2025.", "Only when packages are made of choices, e.g. br18-2025."),
)  # fmt: skip
YEARS = (
    _f("year", "number", "År", "Year"),
    _f("budget_dkk", "number", "Budget [kr.]", "Budget [DKK]"),
    _f("label_spend_floor_dkk", "number", "Mindst til energimærker [kr.]", "Least on energy labels [DKK]"),
    _f("max_buildings_at_once", "number", "Højst bygninger i gang", "Most buildings at once"),
    _f("max_kg_co2e", "number", "Højst kg CO₂e af energi", "Most kg CO₂e of energy"),
    _f("min_pv_kwh_year", "number", "Mindst solcelle-el i alt [kWh/år]", "Least solar electricity in all [kWh/year]"),
)  # fmt: skip
BUILDINGS = (
    _f("id", "text", "Bygning", "Building", "Et navn, der kun bruges én gang.", "A name that is used once only."),
    _f("heated_area_m2", "number", "Opvarmet areal [m²]", "Heated area [m²]"),
    _f("reference_area_m2", "number", "Referenceareal [m²]", "Reference area [m²]"),
    _f("building_type", "building_type", "Anvendelse", "Type"),
    _f("weight", "number", "Antal ens", "Like buildings"),
    _f("now_heating", "heating", "Opvarmning i dag", "Heating today"),
    _f("now_heat_kwh_year", "number", "Varme i dag [kWh/år]", "Heat today [kWh/year]", "Købt energi. 0 ved varmepumpe og elvarme.", "Energy bought. 0 with heat pump and electric heating."),
    _f("now_electricity_kwh_year", "number", "El i dag [kWh/år]", "Electricity today [kWh/year]", "Hele elforbruget, varmepumpens med.", "The whole use, the heat pump's with it."),
    _f("now_label", "label", "Energimærke i dag", "Energy label today"),
    _f("protected", "list", "Fredede bygningsdele", "Protected elements", "ja for hele klimaskærmen, eller dele med mellemrum, fx outer_wall window", "yes for the whole envelope, or elements with blanks between, e.g. outer_wall window"),
    _f("closed_years", "list", "Lukkede år", "Closed years", "År, hvor der ikke må bygges, fx 2027 2028.", "Years without works, e.g. 2027 2028."),
    _f("year_built", "number", "Opført", "Year built"),
    _f("u_values_now", "table", "U-værdier i dag", "U-values today", "fx outer_wall=0.45 roof=0.2", "e.g. outer_wall=0.45 roof=0.2"),
    _f("assumed", "table", "Antaget", "Assumed", "Felter, ingen har målt.", "Fields that nobody measured."),
    _f("now_heating_efficiency", "number", "Virkningsgrad i dag", "Efficiency today", "Varme leveret pr. købt kWh; kun når pakker laves af valg. 1 når feltet er tomt.", "Heat delivered per kWh bought; only when packages are made of choices. 1 when blank."),
    _f("now_min_heat_kwh_year", "number", "Mindste varmebehov [kWh/år]", "Least heat demand [kWh/year]", "Kun når pakker laves af valg: så meget varme bruges altid, fx til varmt vand.", "Only when packages are made of choices: so much heat is always used, e.g. for hot water."),
)  # fmt: skip
PACKAGES = (
    _f("building", "text", "Bygning", "Building"),
    _f("name", "text", "Pakke", "Package"),
    _f("cost_dkk", "number", "Pris [kr.]", "Cost [DKK]", "Uden moms, eller skriv det i kolonnen Moms.", "Without VAT, or say so in the column VAT."),
    _f("embodied_kg_co2e", "number", "Indlejret [kg CO₂e]", "Embodied [kg CO₂e]"),
    _f("heating", "heating", "Opvarmning efter", "Heating after"),
    _f("heat_kwh_year", "number", "Varme efter [kWh/år]", "Heat after [kWh/year]"),
    _f("electricity_kwh_year", "number", "El efter [kWh/år]", "Electricity after [kWh/year]"),
    _f("lifts_label", "flag", "Løfter energimærket?", "Lifts the energy label?"),
    _f("label_share_of_cost", "number", "Andel af prisen, der løfter mærket", "Share of the cost that lifts the label"),
    _f("label_after", "label", "Energimærke efter", "Energy label after"),
    _f("pv_kwh_year", "number", "Solcelle-el [kWh/år]", "Solar electricity [kWh/year]"),
    _f("touches", "list", "Ændrer bygningsdele", "Changes elements", "fx outer_wall window", "e.g. outer_wall window"),
    _f("u_values", "table", "U-værdier efter", "U-values after", "fx outer_wall=0.15", "e.g. outer_wall=0.15"),
    _f("u_exempt", "text", "Fritaget for U-krav fordi", "Exempt from U-values because"),
    _f("uses", "table", "Bruger af lageret", "Takes of the stock", "fx reused:#G0116=3.5", "e.g. reused:#G0116=3.5"),
    _f("stage", "stage", "Trin", "Stage"),
    _f("price_source", "text", "Priskilde", "Source of the price"),
    _f("price_year", "number", "Prisår", "Year of the price"),
    _f("price_vat", "vat", "Moms", "VAT"),
)  # fmt: skip
AFTER = (
    _f("building", "text", "Bygning", "Building"),
    _f("package", "text", "Varmepakke", "Heating package"),
    _f("follows", "text", "efter klimaskærmspakke", "after envelope package", "Kun i planer med to trin.", "Only in plans with two stages."),
    _f("heat_kwh_year", "number", "Varme efter begge [kWh/år]", "Heat after both [kWh/year]"),
    _f("electricity_kwh_year", "number", "El efter begge [kWh/år]", "Electricity after both [kWh/year]"),
    _f("label_after", "label", "Energimærke efter begge", "Energy label after both"),
)  # fmt: skip
LIMITS = (
    _f("demand", "text", "Krav", "Demand", "stock, u_values, pin eller ban", "stock, u_values, pin or ban"),
    _f("what", "text", "Hvad", "What", "Materiale, bygningsdel, bygning eller bygning/pakke.", "Material, element, building or building/package."),
    _f("value", "text", "Værdi", "Value", "Mængde, U-værdi eller pakke; tom ved ban.", "Amount, U-value or package; blank for ban."),
)  # fmt: skip
OWNER = _f("building", "text", "Bygning", "Building", "Som i arket Bygninger. Har enten pakker eller valg; af valg laves en pakke for hver kombination.", "As in the sheet of buildings. Has packages or choices, not both; each combination of choices becomes a package.")  # fmt: skip


def _of_project(table: str) -> tuple[Field, ...]:
    """The building, and the columns that the table has in a project's workbook."""
    return (
        OWNER,
        *(
            Field(
                column.key,
                "signed" if column.key in SIGNED else cast(Kind, {"whole": "number"}.get(column.kind, column.kind)),
                Words(da=column.heading("da"), en=column.heading("en")),
                column.help,
            )
            for column in table_columns(table)
        ),
    )


def choice_examples(table: str, language: str, building: str) -> list[dict[str, Any]]:
    """The example rows of a project's sheet, for a building."""
    rows = [{"building": building, **row} for row in examples(table, language)]
    return [
        {key: str(value).lower() if isinstance(value, bool) else value for key, value in row.items()} for row in rows
    ]


TABLES: dict[str, tuple[Field, ...]] = {
    "years": YEARS,
    "buildings": BUILDINGS,
    "packages": PACKAGES,
    "after": AFTER,
    **{table: _of_project(table) for table in CHOICES},
    "limits": LIMITS,
}
CLOSED: dict[str, dict[str, Words]] = {
    "label": {label: Words(da=label, en=label) for label in LABELS},
    "flag": {"true": Words(da="ja", en="yes"), "false": Words(da="nej", en="no")},
    "vat": {"excluded": Words(da="uden moms", en="without VAT"), "included": Words(da="med moms", en="with VAT")},
    "stage": {"envelope": Words(da="klimaskærm", en="envelope"), "heating": Words(da="varme", en="heating")},
}


def words_of(kind: str) -> dict[str, Words] | None:
    """The words of a closed list by their id; None where the kind is no list."""
    return CLOSED.get(kind) or words(kind)
