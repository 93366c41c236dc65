"""The road to 2030 as a person reads it in a terminal: where it stands, then each target with its numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from circular.language import Language, day, listing
from circular.register.roadmap import Road, TargetRoad
from circular.register.status import Judged
from circular.reports.plain import clean, table, wrapped
from circular.reports.report_words import METHOD, STATUS, TOLD, TOOLS, amount, change, counted, goal, interval

Paint = Callable[[str, str], str]
COLOUR = {"met": "pass", "on_the_way": "pass", "behind": "fail", "no_data": "unknown", "out_of_scope": "quiet"}
ORDER = ("behind", "on_the_way", "met", "no_data", "out_of_scope")


def report_text(
    road: Road,
    language: Language,
    *,
    paint: Paint = lambda text, _: text,
    verbose: bool = False,
    versions: bool = False,
) -> str:
    """The report; `verbose` adds definitions, splits and cases, `versions` both versions of the policy."""
    da = language == "da"
    title = "Vejen til 2030" if da else "The road to 2030"
    lines = [paint(f"{title} · {road.policy.municipality}", "strong") + f" · {day(road.as_of, language)}"]
    lines += wrapped(_size(road, language))
    lines += ["", *_summary(road, language, paint)]
    for theme in road.policy.themes:
        lines += ["", paint(theme.name[language], "strong")]
        for target in road.targets:
            if target.target.theme == theme.id:
                lines += _target(target, language, paint, verbose)
    lines += _gaps(road, language, paint)
    if versions:
        lines += ["", *_versions(road, language, paint)]
    lines += ["", paint("Hvad vi ikke ved" if da else "What is not known", "strong")]
    lines += [line for text in road.not_known for line in wrapped(text[language], first="  - ")]
    lines += ["", *wrapped(METHOD[language], first="Metode: " if da else "Method: ", rest="  ")]
    if not verbose:
        lines += wrapped("Flere tal, fordelinger og sager: circular report --verbose" if da else "More figures, splits and cases: circular report --verbose")  # fmt: skip
    return "\n".join(lines)


def _size(road: Road, language: Language) -> str:
    da = language == "da"
    years = f" ({road.first_year}–{road.last_year})" if road.first_year else ""
    text = f"{road.cases} {'sager' if da else 'cases'}, {road.judgements} {'domme' if da else 'judgements'}{years}"
    only = f"; {'kun' if da else 'only'} {road.department}" if road.department else ""
    return f"{road.policy.title[language]}. {'Registret' if da else 'The register'}: {text}{only}."


def _summary(road: Road, language: Language, paint: Paint) -> list[str]:
    count = Counter[str](target.judged.status for target in road.targets)
    words = STATUS[language]
    lines = ["  ".join(paint(f"{count[status]} {words[status]}", COLOUR[status]) for status in ORDER)]
    behind = [target.target.id for target in road.targets if target.judged.status == "behind"]
    if behind:
        lines += wrapped(f"{'Bagud' if language == 'da' else 'Behind'}: {listing(behind, language)}.")
    return lines


def _target(road: TargetRoad, language: Language, paint: Paint, verbose: bool) -> list[str]:
    target, judged = road.target, road.judged
    head = f"{target.id:<6}{STATUS[language][judged.status]:<12} {goal(target, language)}"
    lines = [paint(head, COLOUR[judged.status])]
    lines += wrapped(target.text[language], first="      ")
    if target.scope == "out_of_scope":
        return [*lines, *wrapped(judged.because[language], first="      ")]
    lines += wrapped(_numbers(road, language), first="      ")
    if verbose:
        for shown in road.measures:
            lines += _detail(shown, language, target.unit)
        if road.rules:
            lines += wrapped(f"{'regler' if language == 'da' else 'rules'}: {', '.join(road.rules)}", first="      ")
        lines += wrapped(f"{'bevis' if language == 'da' else 'evidence'}: {target.evidence[language]}", first="      ")
    else:
        lines += [line for shown in road.measures if shown.measured.decides for text in shown.measured.not_known for line in wrapped(text[language], first="      ! ")]  # fmt: skip
    return lines


def _numbers(road: TargetRoad, language: Language) -> str:
    """`nu 43 % (2026, 3 af 7); tendens …; kræver …; 2030: …`."""
    da = language == "da"
    target, judged, deciding = (
        road.target,
        road.judged,
        next((s.measured for s in road.measures if s.measured.decides), None),
    )
    if deciding is None or deciding.now is None:
        return judged.because[language]
    now = deciding.now
    count = counted(now.tally, language)
    said = [
        f"{'nu' if da else 'now'} {amount(now.value, target.unit, language)} ({now.year}{', ' + count if count else ''})"
    ]
    if now.figure is not None:
        said[-1] += f" [{clean(now.figure.source)}]"
    if now.tally is not None and deciding.measure.kind == "share" and now.tally.share_by_value is not None:
        said.append(f"{amount(now.tally.share_by_value, 'percent', language)} {'efter værdi' if da else 'by value'}")
    said += _trend(judged, target.unit, language)
    return f"{'; '.join(said)}. {judged.because[language][:1].upper()}{judged.because[language][1:]}."


def _trend(judged: Judged, unit: str, language: Language) -> list[str]:
    da = language == "da"
    said = []
    if judged.trend_per_year is not None:
        said.append(
            f"{'tendens' if da else 'trend'} {change(judged.trend_per_year, unit, language)} {'om året' if da else 'a year'}"
        )
    if judged.needed_per_year:
        said.append(
            f"{'kræver' if da else 'needs'} {change(judged.needed_per_year, unit, language)} {'om året' if da else 'a year'}"
        )
    if judged.projection is not None:
        said.append(f"{'fremskrevet' if da else 'projected'} {interval(judged.projection, unit, language)}")
    return said


def _detail(shown: object, language: Language, unit: str) -> list[str]:
    from circular.register.roadmap import Shown

    assert isinstance(shown, Shown)
    da = language == "da"
    one = shown.measured
    of = one.measure.unit if one.measure.unit != "own" else unit
    lines = [
        "",
        *wrapped(one.measure.name[language], first="      "),
        *wrapped(one.measure.definition[language], first="        "),
    ]
    for year in one.years:
        by_value = year.tally.share_by_value if year.tally and one.measure.kind == "share" else None
        rest = [counted(year.tally, language), f"{amount(by_value, 'percent', language)} {'efter værdi' if da else 'by value'}" if by_value is not None else "", clean(year.figure.source) if year.figure else ""]  # fmt: skip
        lines.append(
            f"        {year.year}  {amount(year.value, of, language):>10}  {'; '.join(part for part in rest if part)}".rstrip()
        )
    for heading, splits in (
        ("fagcenter" if da else "department", one.by_department),
        ("kategori" if da else "category", one.by_category),
    ):
        named = [split for split in splits if split.name]
        if named:
            lines.append(f"        {'pr.' if da else 'by'} {heading}:")
            lines += ["          " + row for row in table([[clean(s.name), amount(s.value, of, language), counted(s.tally, language)] for s in named], right=(1,), heading=False, indent=10)]  # fmt: skip
    if one.silent:
        lines += wrapped(
            f"{'uden sager' if da else 'without cases'}: {listing(list(one.silent), language)}", first="        "
        )
    if shown.evidence:
        lines.append(
            f"        {'sager' if da else 'cases'} ({len(shown.evidence)} {'af' if da else 'of'} {shown.evidence_total}):"
        )
        lines += ["          " + row for row in table([[f"#{c.case}", clean(c.name), TOLD[language][c.told], c.judged_on, TOOLS[language].get(c.tool, ""), ", ".join(c.codes)] for c in shown.evidence], heading=False, indent=10)]  # fmt: skip
    return lines + [line for text in one.not_known for line in wrapped(text[language], first="        ! ")]


def _gaps(road: Road, language: Language, paint: Paint) -> list[str]:
    da, found = language == "da", road.gaps
    lines = []
    if found.demands:
        lines += ["", paint("Krav, der oftest mangler" if da else "Demands missing most often", "strong")]
        for demand in found.demands:
            title = road.titles[demand.code][language] if demand.code in road.titles else ""
            count = f"{demand.cases} {'af' if da else 'of'} {found.tenders} {'udbud' if da else 'tenders'}"
            lines += wrapped(f"{demand.code} {title}: {count} · circular new clause {demand.clause}", first="  ")
    if found.one_clause:
        head = f"Udbud, hvor én klausul havde ændret dommen: {found.one_clause_total} af {found.tenders}" if da else f"Tenders where one clause would have changed the verdict: {found.one_clause_total} of {found.tenders}"  # fmt: skip
        lines += ["", paint(head, "strong")]
        lines += ["  " + row for row in table([[f"#{c.case}", clean(c.name), str(c.year), c.code, clean(c.clause or "")] for c in found.one_clause], heading=False, indent=2)]  # fmt: skip
    return lines


def _versions(road: Road, language: Language, paint: Paint) -> list[str]:
    da = language == "da"
    lines = [paint("Politikkens udgaver side om side" if da else "The policy's versions side by side", "strong")]
    for one in road.versions:
        version = one.version
        since = (f"{'gælder fra' if da else 'valid from'} {day(version.valid_from, language)}") if version.valid_from else ("dagen kendes ikke" if da else "its day is not known")  # fmt: skip
        cut = amount(float(version.cut_percent), "percent", language)
        said = (
            f"{version.title[language]} ({since}): {cut} mindre CO₂ i {version.cut_year} end i {version.base_year}, CO₂-neutral i {version.neutral_year}."
            if da
            else f"{version.title[language]} ({since}): {cut} less CO₂ in {version.cut_year} than in {version.base_year}, CO₂-neutral in {version.neutral_year}."
        )
        lines += wrapped(said, first="  ")
        now = f"{'nu' if da else 'now'} {amount(one.now[1], 'percent', language)} ({one.now[0]}); " if one.now else ""
        trend = "; ".join(_trend(one.judged, "percent", language))
        lines += wrapped(f"{STATUS[language][one.judged.status]}: {now}{trend + '; ' if trend else ''}{one.judged.because[language]}", first="    ")  # fmt: skip
        if version.note:
            lines += wrapped(version.note[language], first="    ")
    return lines
