"""Words of the road to 2030 in both languages, and figures as they are written there."""

from __future__ import annotations

from circular.language import Language, number
from circular.register.cube import Tally
from circular.register.policy_model import Target
from circular.register.projection import Projection

STATUS = {
    "da": {"met": "nået", "on_the_way": "på vej", "behind": "bagud", "no_data": "ingen tal", "out_of_scope": "måles ikke"},
    "en": {"met": "met", "on_the_way": "on the way", "behind": "behind", "no_data": "no data", "out_of_scope": "not measured"},
}  # fmt: skip
TOLD = {
    "da": {"yes": "opfyldt", "no": "ikke opfyldt", "unknown": "kan ikke afgøres"},
    "en": {"yes": "met", "no": "not met", "unknown": "can't be told"},
}
TOOLS = {
    "da": {
        "check": "bedømt",
        "lca": "beregnet",
        "plan": "planlagt",
        "notice": "bekendtgørelse",
        "history": "hentet ind",
    },
    "en": {"check": "judged", "lca": "computed", "plan": "planned", "notice": "notice", "history": "imported"},
}
_UNITS = {
    "da": {"percent": "%", "percent_change": "%", "percent_point_per_year": "procentpoint/år", "dkk": "kr.", "buildings": "bygninger",
           "done": "", "kg_co2e_m2_year": "kg CO₂e/m²/år", "kwh_year": "kWh/år"},
    "en": {"percent": "%", "percent_change": "%", "percent_point_per_year": "percentage points/year", "dkk": "DKK", "buildings": "buildings",
           "done": "", "kg_co2e_m2_year": "kg CO₂e/m²/year", "kwh_year": "kWh/year"},
}  # fmt: skip
METHOD = {
    "da": (
        "Hver sag tæller én gang, med sin nyeste dom, i året den er dateret i. Hvad der ikke kan afgøres, og hvad der er fraveget, "
        "tæller som ikke opfyldt. Fremskrivningen er en ret linje gennem årene; for andele vægtes hvert år efter, hvor sikkert dets "
        "sager bestemmer andelen (betafordeling). Intervallet rummer det fremskrevne tal med 80 % sikkerhed, hvis udviklingen "
        "fortsætter som hidtil; ligger årene længere fra linjen, end antallet af sager forklarer, er det gjort bredere. For "
        "indtastede tal kræver et interval tre år. ”På vej” kræver, at linjen når målet i tide."
    ),
    "en": (
        "Each case counts once, by its newest judgement, in the year it is dated. What can't be told, and what is waived, counts as "
        "not met. The projection is a straight line through the years; for shares each year weighs by how surely its cases settle "
        "the share (beta distribution). The interval holds the projected figure with 80 % confidence if things go on as they have; "
        "where years lie further from the line than their number of cases explains, it is widened. For entered figures an interval "
        "needs three years. “On the way” needs the line to reach the target in time."
    ),
}


def unit(name: str, language: Language) -> str:
    return _UNITS[language].get(name, name)


def amount(value: float | None, unit_name: str, language: Language) -> str:
    """A figure with its unit; done/not done for a thing that either is or is not."""
    if value is None:
        return "–"
    if unit_name == "done":
        done = value >= 1
        return ("ja" if done else "nej") if language == "da" else ("yes" if done else "no")
    decimals = 1 if unit_name in ("percent", "percent_change", "percent_point_per_year") else 2 if unit_name == "kg_co2e_m2_year" else 0  # fmt: skip
    text = number(value, language, decimals)
    if decimals == 1 and text.endswith((",0", ".0")):
        text = text[:-2]
    return f"{text} {unit(unit_name, language)}".strip()


def change(value: float | None, unit_name: str, language: Language) -> str:
    """A change per year with its sign; percentage points for shares."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else ""
    text = sign + amount(value, unit_name, language)
    return text.replace(" %", " procentpoint" if language == "da" else " percentage points")


def goal(target: Target, language: Language) -> str:
    """The target's number with its year: `fra 2023: 100 %`."""
    da = language == "da"
    aim = "" if target.value is None else ("højst " if da else "at most ") * (target.comparator == "<=") + amount(float(target.value), target.unit, language)  # fmt: skip
    if target.unit == "done":
        aim = "gennemført" if da else "done"
    when = {
        "from_year": f"{'fra' if da else 'from'} {target.year}",
        "by_year": f"{'i' if da else 'by'} {target.year}",
        "every_year": "hvert år" if da else "every year",
        "no_year": "uden år" if da else "no year",
    }[target.when]
    return f"{when}: {aim}" if aim else f"{when}; {'intet tal i politikken' if da else 'no number in the policy'}"


def counted(tally: Tally | None, language: Language) -> str:
    """`3 af 7 sager`."""
    if tally is None:
        return ""
    da = language == "da"
    text = f"{tally.met} {'af' if da else 'of'} {tally.total}"
    untold = "kan ikke afgøres" if da else "can't be told"
    return text + (f", {tally.unknown} {untold}" if tally.unknown else "")


def interval(projection: Projection, unit_name: str, language: Language) -> str:
    """`2030: 61 % (48 % – 74 %)`."""
    text = f"{projection.year}: {_about(projection.value, unit_name, language)}"
    if projection.low is None or projection.high is None:
        return text
    return f"{text} ({_about(projection.low, unit_name, language)} – {_about(projection.high, unit_name, language)})"


def _about(value: float, unit_name: str, language: Language) -> str:
    """A projected figure; no krone is known so exactly."""
    return amount(round(value, -5 if abs(value) >= 1_000_000 else -3) if unit_name == "dkk" else value, unit_name, language)  # fmt: skip
