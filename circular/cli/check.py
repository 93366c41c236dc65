"""`circular check PATH…`: judge tender packages and building projects."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from circular.cli import options
from circular.cli.speak import say, tongue

COLOURS = {
    "pass": "green",
    "fail": "red",
    "unknown": "yellow",
    "not_applicable": "bright_black",
    "quiet": "bright_black",
}


def paint(text: str, meaning: str) -> str:
    """Colour for a terminal; click takes it out again where the output is no terminal or NO_COLOR is set."""
    return (
        click.style(text, bold=True)
        if meaning == "strong"
        else click.style(text, fg=COLOURS.get(meaning), bold=meaning == "fail")
    )


@click.command(
    "check",
    help=say(
        "Bedøm udbudsmateriale og byggeprojekter. Hver PATH er én sag: en fil eller en mappe.\n\n"
        "Eksempel:  circular check udbud/ --category renovation\n\n"
        "Udgangskode 0: sagen holder; 1: den holder ikke eller kan ikke afgøres; 2: noget kunne ikke bedømmes.",
        "Judge tender packages and building projects. Each PATH is one case: a file or a folder.\n\n"
        "Example:  circular check tender/ --category renovation\n\n"
        "Exit code 0: the case holds; 1: it falls short or can't be told; 2: something could not be judged.",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--package", is_flag=True, help=say("Alle stier er én sag.", "All paths are one case."))
@click.option(
    "--each",
    is_flag=True,
    help=say("Hver fil eller undermappe er sin egen sag.", "Each file or subfolder is its own case."),
)
@click.option(
    "--category",
    default="",
    metavar="A,B",
    help=say("Sagens kategori, fx renovation eller furniture.", "The case's category, e.g. renovation or furniture."),
)
@click.option(
    "--published",
    type=options.DAY,
    metavar="DATO",
    help=say("Dagen, udbuddet er offentliggjort.", "The day the tender was published."),
)
@click.option(
    "--permit-applied",
    type=options.DAY,
    metavar="DATO",
    help=say("Dagen, der er søgt byggetilladelse.", "The day the building permit was applied for."),
)
@click.option(
    "--value",
    type=click.IntRange(min=0),
    metavar="DKK",
    help=say("Kontraktens værdi i kr. ekskl. moms.", "Contract value in DKK excl. VAT."),
)
@click.option(
    "--department",
    metavar="NAVN",
    help=say("Fagcentret, sagen hører til i registret.", "The department the case belongs to in the register."),
)
@click.option(
    "--kind",
    type=click.Choice(["tender", "building", "owner_strategy"]),
    help=say("Sagens art, hvis den skal siges.", "The kind of case, where it must be said."),
)
@click.option(
    "--waivers",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FIL",
    help=say("Fravigelser (waivers.yaml).", "Waivers (waivers.yaml)."),
)
@click.option(
    "--against",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FIL",
    help=say(
        "Vis, hvad der er ændret siden et tidligere tjek (dets JSON): krav væk, nye, svækkede, skærpede, og domme.",
        "Show what has changed since an earlier check (its JSON): demands gone, new, weakened, strengthened, and verdicts.",
    ),
)
@click.option(
    "--convert",
    is_flag=True,
    help=say("Læs .doc og .rtf ved hjælp af LibreOffice.", "Read .doc and .rtf with the help of LibreOffice."),
)
@click.option(
    "--fail-on",
    type=click.Choice(["must", "should"]),
    default="must",
    show_default=True,
    help=say("Hvilke regler afgør udgangskoden.", "Which rules decide the exit code."),
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    metavar="N",
    help=say("Så mange processer ad gangen (med --format jsonl).", "So many processes at once (with --format jsonl)."),
)
@click.option(
    "--verbose",
    is_flag=True,
    help=say("Vis også det, der holder, med begrundelse.", "Show what holds, with reasons, too."),
)
@options.no_cache
@options.as_of
@options.rules_dirs
@options.profile
@options.register
@options.formats("text", "json", "jsonl", "html", "xlsx")
@options.lang
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    package: bool,
    each: bool,
    category: str,
    published: date | None,
    permit_applied: date | None,
    value: int | None,
    department: str | None,
    kind: str | None,
    waivers: Path | None,
    against: Path | None,
    convert: bool,
    fail_on: str,
    jobs: int,
    verbose: bool,
    no_cache: bool,
    as_of: date | None,
    rules_dirs: tuple[Path, ...],
    profile: Path | None,
    register: str | None,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.checking import Checked, Told, cases_of, check_case
    from circular.remedies import remedied
    from circular.rulebook import load_profile, load_rules, load_waivers
    from circular.tender import known_categories

    language = tongue()
    rulebook = load_rules(rules_dirs)
    settings = load_profile(profile) if profile else None
    exceptions = load_waivers(waivers) if waivers else ()
    told = Told(
        categories=known_categories(category.split(",")) if category else (),
        published=published,
        permit_applied=permit_applied,
        value_dkk=value,
        kind=kind,
        convert=convert,
        cache=not no_cache,
    )
    earlier = _earlier(against)
    day = as_of or date.today()
    cases = cases_of(paths, package=package, each=each)
    done: list[Checked] = []
    lines_only = all(name == "jsonl" for name, _ in formats)
    if lines_only and len(formats) == 1 and formats[0][1] is None and register is None:
        from circular.cli.streaming import Setup

        severities = ("must",) if fail_on == "must" else ("must", "should")
        return _streamed(cases, Setup(rules_dirs, tuple(exceptions), profile, told, day, language, severities), jobs)
    for index, (name, files) in enumerate(cases, 1):
        _progress(f"{index}/{len(cases)} {name}")
        case = check_case(name, files, rulebook, as_of=day, told=told, waivers=exceptions, profile=settings)
        if case.report is not None:
            from dataclasses import replace

            case = replace(case, report=remedied(case.report, case.building))
        done.append(case)
        if lines_only and formats[0][1] is None:
            click.echo(json.dumps(_json(case), ensure_ascii=False))
    _progress("")
    for form, file in formats:
        if form == "jsonl" and lines_only and file is None:
            continue
        if form == "html":
            from circular.cli.check_pages import write_pages

            write_pages(done, file)
            continue
        if form == "xlsx":
            from circular.cli.check_files import write_file

            write_file(form, done, [files for _, files in cases], file)
            continue
        options.write(_shown(form, done, language, verbose=verbose, coloured=file is None, earlier=earlier), file)
    if register is not None:
        _store(register, done, [files for _, files in cases], told, department)
    for case in done:
        if case.fault is not None and not any(form == "text" and file is None for form, file in formats):
            click.echo(case.fault.told(language), err=True)
    failed = sum(case.fault is not None for case in done)
    if failed and each:
        click.echo(
            say(f"{failed} af {len(done)} sager kunne ikke læses", f"{failed} of {len(done)} cases could not be read"),
            err=True,
        )
    return _exit_code(done, fail_on)


def _streamed(cases: list[tuple[str, list[Path]]], setup: Any, jobs: int) -> int:
    """A line a case as soon as it is judged; nothing is kept, so that folders of any size fit."""
    from circular.cli.streaming import lines

    worst, failed = 0, 0
    for index, (line, code, fault) in enumerate(lines(cases, setup, jobs), 1):
        _progress(f"{index}/{len(cases)}")
        click.echo(line)
        worst, failed = max(worst, code), failed + (fault is not None)
        if fault is not None:
            click.echo(fault, err=True)
    _progress("")
    if failed and len(cases) > 1:
        click.echo(
            say(
                f"{failed} af {len(cases)} sager kunne ikke læses", f"{failed} of {len(cases)} cases could not be read"
            ),
            err=True,
        )
    return worst


def _exit_code(done: list[Any], fail_on: str) -> int:
    if any(case.fault is not None for case in done):
        return 2
    severities = ("must",) if fail_on == "must" else ("must", "should")
    return max((case.report.exit_code_on(severities) for case in done), default=2)


def _earlier(against: Path | None) -> list[dict[str, Any]] | None:
    """The cases of the earlier check, when one is named."""
    if against is None:
        return None
    from circular.comparing import old_cases

    return old_cases(against)


def _comparisons(done: list[Any], earlier: list[dict[str, Any]]) -> list[Any]:
    """What became of each case; None for one that was not in the earlier check, or could not be judged."""
    from circular.comparing import compare, pair

    found = [(case, pair(case.name, earlier, len(done)) if case.fault is None else None) for case in done]
    return [compare(old, _json(case)) if old is not None else None for case, old in found]


def _json(case: Any) -> dict[str, Any]:
    from circular.reports.check_json import case_json

    return case_json(case, tongue())


def _shown(
    form: str, done: list[Any], language: Any, *, verbose: bool, coloured: bool, earlier: list[dict[str, Any]] | None
) -> str:
    changed = _comparisons(done, earlier) if earlier is not None and form in ("json", "text") else None
    if form == "json":
        from circular.reports.against import against_json
        from circular.reports.check_json import check_json

        answer = check_json(done, language)
        if changed is not None:
            answer["against"] = [against_json(one, language) if one is not None else None for one in changed]
        return json.dumps(answer, ensure_ascii=False, indent=1)
    if form == "jsonl":
        return "\n".join(json.dumps(_json(case), ensure_ascii=False) for case in done)
    from circular.reports.check_text import check_text, no_paint, rule_line

    texts = [
        check_text(
            case,
            language,
            verbose=verbose,
            paint=paint if coloured else no_paint,
            project=case.building.file if case.building else None,
        )
        for case in done
    ]
    if changed is not None:
        from circular.reports.against import against_text

        missing = say("Sagen er ikke i det tidligere tjek.", "The case is not in the earlier check.")
        texts = [
            f"{text}\n{against_text(one, language, paint if coloured else no_paint) if one is not None else missing}"
            for text, one in zip(texts, changed, strict=True)
        ]
    return f"\n{rule_line()}\n".join(texts)


def _store(url: str, done: list[Any], paths: list[Any], told: Any, department: str | None) -> None:
    from circular.register import judgement_of_case, open_register, store_judgement
    from circular.register.judged import hashes

    dates = {"published": told.published, "permit_applied": told.permit_applied}
    with open_register(url) as register:
        for case, files in zip(done, paths, strict=True):
            if case.fault is not None:
                continue
            judgement = judgement_of_case(
                _json(case),
                department=department,
                value_dkk=told.value_dkk,
                works=case.building.works if case.building is not None else None,
                dates={name: day.isoformat() for name, day in dates.items() if day is not None},
                files=hashes(files),
            )
            store_judgement(register, judgement)


def _progress(text: str) -> None:
    """One line on stderr that is overwritten; only on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{text}", nl=False, err=True)
