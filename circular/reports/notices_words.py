"""The words of the summary of many notices, the same in every format."""

from __future__ import annotations

from circular.comparing.notices import Summary, Tally
from circular.language import Language, number

HEADINGS = {
    "country": ("Land", "Country"), "division": ("CPV-gruppe", "CPV division"), "year": ("År", "Year"),
    "category": ("Kategori", "Category"),
}  # fmt: skip
COLUMNS = (
    ("Bekendtgørelser", "Notices"), ("Delaftaler", "Lots"), ("Med bindende cirkulært krav", "With a binding circular demand"),
    ("Andel", "Share"), ("Mærket circ-econ", "Tagged circ-econ"), ("Grøn vægt", "Green weight"),
    ("Delaftaler med vægte", "Lots with weights"), ("Modsigelser", "Contradictions"),
)  # fmt: skip
NOTES = (
    (
        "Et krav tæller, når det er bindende og står i bekendtgørelsens egen tekst. Er der intet, kan det stå i udbudsmaterialet.",
        "A demand counts when it is binding and stands in the notice's own text. Where there is none it may stand in the tender documents.",
    ),
    (
        "Grøn vægt: hvad kriterier med miljøord eller en cirkulær klausul vejer i snit, over de delaftaler, der oplyser alle vægte.",
        "Green weight: what criteria with environmental words or a circular clause weigh on average, over the lots that tell all their weights.",
    ),
    (
        "Modsigelser tælles delaftale for delaftale, en gang for hver regel; bemærkninger tæller ikke med.",
        "Contradictions are counted lot by lot, once for each rule; notes are left out.",
    ),
)  # fmt: skip


def heading(dimension: str, language: Language) -> str:
    return HEADINGS[dimension][0 if language == "da" else 1]


def columns(language: Language) -> list[str]:
    return [words[0 if language == "da" else 1] for words in COLUMNS]


def notes(language: Language) -> list[str]:
    return [words[0 if language == "da" else 1] for words in NOTES]


def name_of(dimension: str, value: str, language: Language) -> str:
    """A group by its name; what is not told is said to be so."""
    if not value:
        return "ikke oplyst" if language == "da" else "not told"
    if dimension == "category":
        from circular.tender.categories import categories

        known = categories().get(value)
        return known.name[language] if known is not None else value
    return value


def percent(value: float | None, language: Language) -> str:
    return "–" if value is None else f"{number(round(value, 1), language, 1)} %"


def cells(tally: Tally, language: Language) -> list[str]:
    """The figures of a group as texts, in the order of the columns."""
    whole = [tally.notices, tally.lots, tally.demanding]
    return [
        *(number(one, language, 0) for one in whole), percent(tally.demand_share, language), number(tally.tagged, language, 0),
        percent(tally.green_weight, language), number(tally.weighed, language, 0), number(tally.contradictions, language, 0),
    ]  # fmt: skip


def lead(summary: Summary, language: Language) -> str:
    """The whole in two or three sentences."""
    total = summary.total
    n = lambda value: number(value, language, 0)  # noqa: E731
    if language == "da":
        said = (
            f"{n(total.notices)} bekendtgørelser med {n(total.lots)} delaftaler. {n(total.demanding)} stiller et bindende cirkulært krav i egen tekst "
            f"({percent(total.demand_share, language)}); {n(total.tagged)} er mærket circ-econ. I de {n(total.weighed)} delaftaler, der oplyser vægte, vejer grønne "
            f"kriterier i snit {percent(total.green_weight, language)}. {n(total.contradictions)} modsigelser i {n(total.contradicted)} bekendtgørelser."
        )
        unread = f" {n(summary.unread)} filer kunne ikke læses." if summary.unread else ""
        others = f" {n(summary.others)} sager er ingen bekendtgørelser." if summary.others else ""
        return said + unread + others
    said = (
        f"{n(total.notices)} notices with {n(total.lots)} lots. {n(total.demanding)} make a binding circular demand in their own text "
        f"({percent(total.demand_share, language)}); {n(total.tagged)} are tagged circ-econ. In the {n(total.weighed)} lots that tell their weights green "
        f"criteria weigh {percent(total.green_weight, language)} on average. {n(total.contradictions)} contradictions in {n(total.contradicted)} notices."
    )
    unread = f" {n(summary.unread)} files could not be read." if summary.unread else ""
    others = f" {n(summary.others)} cases are no notices." if summary.others else ""
    return said + unread + others
