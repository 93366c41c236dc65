"""The head of a check's report: what was not read first, then what was, the category, the dates and the project."""

from __future__ import annotations

from circular.checking import Checked
from circular.language import Language, day, listing
from circular.reports.check_words import Paint, counted
from circular.reports.plain import short, wrapped
from circular.tender.model import Reference


def not_read(case: Checked, language: Language, paint: Paint) -> list[str]:
    """The documents that were not read, or not wholly, and those that are referred to and not there."""
    da = language == "da"
    lines = []
    for document in case.documents:
        if document.status == "read":
            continue
        what = {
            "partly_read": ("kun delvis læst", "only partly read"),
            "unreadable": ("kunne ikke læses", "could not be read"),
            "unsupported": ("ikke understøttet", "not supported"),
        }[document.status][0 if da else 1]
        why = (document.why if da else document.why_en or document.why) or ""
        lines += [
            paint(line, "unknown")
            for line in wrapped(f"{document.file}: {why or what}", first="! " + (f"{what}: " if why else ""))
        ]
    absent: dict[str, Reference] = {}
    if case.tender is not None:
        for reference in case.tender.references:
            if reference.resolved is None and reference.carries_demands:
                absent.setdefault(reference.target.lower(), reference)
    for reference in absent.values():
        said = (
            f"der henvises til “{reference.target}”, som ikke er i materialet ({reference.place.text(language)})"
            if da
            else f"“{reference.target}” is referred to and not in the package ({reference.place.text(language)})"
        )
        lines += [paint(line, "unknown") for line in wrapped(said, first="! ")]
    if lines:
        return [paint("Ikke læst" if da else "Not read", "strong"), *lines, ""]
    return []


def what_was_read(case: Checked, language: Language) -> list[str]:
    """The documents, the category and how it was told, the dates, the project."""
    da = language == "da"
    lines = []
    files = [
        f"{document.file}" + (f" ({extent(document.kind, document.pages, language)})" if document.pages else "")
        for document in case.documents
    ]
    lines += wrapped(listing(files, language), first=("Læst: " if da else "Read: "))
    for name, said in facts_of(case, language):
        lines += wrapped(said, first=f"{name}: ")
    return lines


def extent(kind: str, pages: int, language: Language) -> str:
    """How long a document is: pages, or the sheets of a workbook."""
    da = language == "da"
    if kind in ("xlsx", "ods"):
        return counted(pages, "ark", "ark") if da else counted(pages, "sheet", "sheets")
    return counted(pages, "side", "sider") if da else counted(pages, "page", "pages")


def facts_of(case: Checked, language: Language) -> list[tuple[str, str]]:
    """(name, text) of what the case was taken for: category and how it was told, dates, project."""
    da = language == "da"
    facts = []
    if case.tender is not None:
        if case.tender.categories:
            from circular.tender import category

            names = [category(identifier).name[language] for identifier in case.tender.categories]
            told = case.tender.category_guesses
            why = (
                f" ({short(told[0].because, 90)})"
                if told and told[0].category in case.tender.categories and told[0].because
                else ""
            )
            facts.append(("Kategori" if da else "Category", listing(names, language) + why))
        dates = [fact for fact in case.tender.facts if hasattr(fact.value, "isoformat")]
        if dates:
            from circular.rulebook import fact_name

            said = [f"{fact_name(fact.name, language)} {day(fact.value, language)}" for fact in dates]  # type: ignore[arg-type]
            facts.append(("Datoer" if da else "Dates", listing(list(dict.fromkeys(said)), language)))
    if case.building is not None:
        facts.append(("Projekt" if da else "Project", _building_line(case, language)))
    return facts


def _building_line(case: Checked, language: Language) -> str:
    from circular.language import number
    from circular.rulebook import value_name

    building = case.building
    if building is None:
        return ""
    kinds = (
        building.building_type if isinstance(building.building_type, str) else "+".join(sorted(building.building_type))
    )
    said = [value_name("works", building.works, language), value_name("building_type", kinds, language)]
    said.append(f"{number(building.reference_area_m2, language, 0)} m²")
    if building.permit_applied:
        said.append(
            f"{'byggeansøgning' if language == 'da' else 'permit applied for'} {day(building.permit_applied, language)}"
        )
    return ", ".join(said)
