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
    """The whole in a few sentences."""
    total = summary.total

    def n(value: int, da: tuple[str, str], en: tuple[str, str]) -> str:
        words = da if language == "da" else en
        return f"{number(value, language, 0)} {words[0] if value == 1 else words[1]}"

    demands, green = percent(total.demand_share, language), percent(total.green_weight, language)
    said = [
        f"{n(total.notices, ('bekendtgørelse', 'bekendtgørelser'), ('notice', 'notices'))} {'med' if language == 'da' else 'with'} "
        f"{n(total.lots, ('delaftale', 'delaftaler'), ('lot', 'lots'))}.",
        f"{n(total.demanding, ('stiller et', 'stiller et'), ('makes a', 'make a'))} "
        + (f"bindende cirkulært krav i egen tekst ({demands});" if language == "da" else f"binding circular demand in {'its' if total.demanding == 1 else 'their'} own text ({demands});"),
        f"{n(total.tagged, ('er mærket circ-econ.', 'er mærket circ-econ.'), ('is tagged circ-econ.', 'are tagged circ-econ.'))}",
    ]  # fmt: skip
    if total.weighed:
        lots = n(total.weighed, ("delaftale", "delaftaler"), ("lot", "lots"))
        said.append(f"I {lots} er alle vægte oplyst; grønne kriterier vejer i snit {green}." if language == "da" else f"In {lots} all weights are told; green criteria weigh {green} on average.")  # fmt: skip
    contradicted = n(total.contradicted, ("bekendtgørelse", "bekendtgørelser"), ("notice", "notices"))
    said.append(f"{n(total.contradictions, ('modsigelse', 'modsigelser'), ('contradiction', 'contradictions'))} i {contradicted}." if language == "da" else f"{n(total.contradictions, ('modsigelse', 'modsigelser'), ('contradiction', 'contradictions'))} in {contradicted}.")  # fmt: skip
    if summary.unread:
        said.append(f"{n(summary.unread, ('fil', 'filer'), ('file', 'files'))} {'kunne ikke læses' if language == 'da' else 'could not be read'}.")  # fmt: skip
    if summary.others:
        said.append(n(summary.others, ("sag er ingen bekendtgørelse.", "sager er ingen bekendtgørelser."), ("case is no notice.", "cases are no notices.")))  # fmt: skip
    return " ".join(said)
