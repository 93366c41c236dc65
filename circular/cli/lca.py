"""`circular lca PROJECT…`: the climate footprint of building projects, what it covers, and the limits and class it is held against."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from circular.cli import options, unheeded
from circular.cli.lca_views import Asked, lost, ready, viewed
from circular.cli.speak import say, tongue
from circular.faults import Fault
from circular.stages import stage
from circular.written import write_whole


@click.command(
    "lca",
    help=say(
        "Beregn klimaaftrykket af byggeprojekter efter EN 15978 og BR18, og hold det op mod grænser og lavemissionsklasse.\n\n"
        "PROJEKT er en building/1-fil (.yaml, eller .xlsx fra circular new project), en LCAbyg-eksport, LCAx eller IFC.\n\n"
        "Eksempel:  circular lca skole.yaml --profile circular.toml\n\n"
        "Udgangskode 0: grænserne holder; 1: en grænse holder ikke eller kan ikke afgøres; 2: et projekt kunne ikke læses.",
        "Compute the climate footprint of building projects by EN 15978 and BR18, and hold it against limits and class.\n\n"
        "PROJECT is a building/1 file (.yaml, or .xlsx from circular new project), an LCAbyg export, LCAx or IFC.\n\n"
        "Example:  circular lca school.yaml --profile circular.toml\n\n"
        "Exit code 0: the limits hold; 1: a limit falls short or can't be told; 2: a project could not be read.",
    ),
)
@click.argument("projects", nargs=-1, type=click.Path(path_type=Path), metavar=say("PROJEKT…", "PROJECT…"))
@click.option(
    "--compare",
    nargs=2,
    type=click.Path(path_type=Path),
    metavar="A B",
    help=say("Sammenlign to projekter, bygningsdel for bygningsdel.", "Compare two projects, element by element."),
)
@click.option(
    "--case-note",
    is_flag=True,
    help=say("Et kort klimanotat til en udvalgssag.", "A short climate note for a committee case."),
)
@click.option(
    "--audit",
    is_flag=True,
    help=say(
        "Efterregn et resultat fra LCAbyg, række for række (udgangskode 1: tal afviger).",
        "Recompute a result of LCAbyg, row by row (exit code 1: figures deviate).",
    ),
)
@click.option(
    "--permit-applied",
    type=options.DAY,
    metavar=say("DATO", "DATE"),
    help=say(
        "Dagen, der er søgt byggetilladelse, i stedet for filens.",
        "The day the permit was applied for, in place of the file's.",
    ),
)
@click.option("--verbose", is_flag=True, help=say("Vis alle rækker og advarsler.", "Show every row and every warning."))
@options.timing
@options.many
@options.as_of
@options.rules_dirs
@options.profile
@options.register
@options.formats("text", "json", "xlsx", "html", "md", "csv")
@options.quiet
@options.lang
def command(
    projects: tuple[Path, ...],
    compare: tuple[Path, Path] | None,
    case_note: bool,
    audit: bool,
    permit_applied: date | None,
    verbose: bool,
    jobs: int,
    engine: str | None,
    insecure_engine: bool,
    as_of: date | None,
    rules_dirs: tuple[Path, ...],
    profile: Path | None,
    register: str | None,
    formats: tuple[tuple[str, Path | None], ...],
) -> int:
    from circular.cli.crew import Task, answers
    from circular.rulebook import load_profile, load_rules

    if compare and projects:
        raise click.UsageError(say("--compare A B tager netop to projekter; udelad PROJEKT", "--compare A B takes two projects; leave out PROJECT"))  # fmt: skip
    _heeded(compare is not None, audit, engine is not None, formats)
    paths = compare or projects
    if not paths:
        raise click.UsageError(say("giv mindst ét PROJEKT", "give at least one PROJECT"))
    if audit:
        return _audit(paths, formats)
    with stage("rules"):
        rulebook = load_rules(rules_dirs)
    settings = load_profile(profile) if profile else None
    day = as_of or date.today()
    asked = Asked(day, rules_dirs, profile, permit_applied)
    views = list(answers(Task(ready, viewed, lost, asked), paths, jobs=jobs, engine=engine, insecure=insecure_engine))
    for form, target in formats:
        with stage("report"):
            _show(form, target, views, compared=compare is not None, note=case_note, verbose=verbose)
    if register is not None:
        _store(register, paths, rulebook, day, settings, permit_applied)
    for view in views:
        if view.fault is not None:
            click.echo(view.fault.told(tongue()), err=True)
    return _exit_code(views)


def _heeded(compared: bool, audit: bool, apart: bool, formats: tuple[tuple[str, Path | None], ...]) -> None:
    """Tells of options that this run does not heed."""
    if audit:
        unheeded.only_in("audit", ("text", "json"), formats)
        unheeded.remark(
            ("compare", "case_note", "permit_applied", "verbose", "jobs", "engine", "insecure_engine", "as_of", "rules_dirs", "profile", "register"),
            ("tæller ikke med --audit, der efterregner filen, som den er", "does not count with --audit, which recomputes the file as it is"),
        )  # fmt: skip
    if compared:
        unheeded.remark(["case_note"], ("tæller ikke med --compare", "does not count with --compare"))
        unheeded.only_in("compare", ("text", "json", "html", "xlsx"), formats)
    unheeded.only_in("case_note", ("text",), formats)
    unheeded.needs("insecure_engine", "--engine", apart)


def _audit(paths: tuple[Path, ...], formats: tuple[tuple[str, Path | None], ...]) -> int:
    """The audit of each file; 1 where some figure does not come out, 2 where a file is no result of LCAbyg."""
    from circular.lca.audit import audit
    from circular.reports.audit_text import audit_json, audit_text

    code = 0
    for path in paths:
        try:
            found = audit(path)
        except Fault as fault:
            click.echo(fault.told(tongue()), err=True)
            code = 2
            continue
        code = max(code, 0 if found.agrees else 1)
        for form, target in formats:
            if form not in ("text", "json"):
                raise click.UsageError(say("--audit vises som text eller json", "--audit is shown as text or json"))
            options.write(audit_json(found) if form == "json" else audit_text(found, tongue()), target)
    return code


def _exit_code(views: list[Any]) -> int:
    if any(view.fault is not None for view in views):
        return 2
    falls_short = any(view.verdict in ("fail", "unknown") for view in views)
    partial = any(row.partial for view in views for row in view.assessment.elements)
    return 1 if falls_short or partial else 0


def _show(form: str, target: Path | None, views: list[Any], *, compared: bool, note: bool, verbose: bool) -> None:
    if form == "xlsx":
        from circular.reports.lca_xlsx import lca_workbook

        if target is None:
            raise Fault("--format", "xlsx", ("et regneark skrives til en fil", "a workbook is written to a file"), ("skriv --format xlsx=aftryk.xlsx", "write --format xlsx=footprint.xlsx"))  # fmt: skip
        write_whole(options.workbook(lambda: lca_workbook(views, tongue(), compared=compared), target), target)
        return
    if form == "html":
        from circular.reports.lca_html import lca_html

        options.write(lca_html(views, tongue(), compared=compared), target)
        return
    if form == "json":
        options.write(json.dumps(_json(views, compared), ensure_ascii=False, indent=1), target, machine=True)
        return
    if form == "csv":
        from circular.reports.lca_csv import lca_csv

        options.write(lca_csv(views), target, machine=True)
        return
    if form == "md":
        from circular.reports.lca_md import lca_md

        options.write(lca_md(views, tongue()), target)
        return
    text = _text(views, target, compared=compared, note=note, verbose=verbose)
    if text or target is not None:
        options.write(text, target)


def _json(views: list[Any], compared: bool) -> dict[str, Any]:
    from circular.reports.lca_json import comparison_json, lca_case, lca_error, lca_json

    cases = [
        lca_error(view.name, view.fault, tongue())
        if view.fault is not None
        else lca_case(view.building, view.assessment, view.limits, view.low_emission_class, tongue())
        for view in views
    ]
    if not compared or any(view.fault is not None for view in views):
        return lca_json(cases)
    return lca_json(cases, comparison_json(views[0].assessment, views[1].assessment))


def _text(views: list[Any], target: Path | None, *, compared: bool, note: bool, verbose: bool) -> str:
    from circular.cli.check import paint
    from circular.reports.check_text import rule_line
    from circular.reports.lca_text import lca_text, no_paint

    language = tongue()
    brush = paint if target is None else no_paint
    read = [view for view in views if view.fault is None]
    if compared:
        from circular.reports.lca_compare_text import compare_text

        return compare_text(views[0], views[1], language, paint=brush) if len(read) == len(views) else ""
    if note:
        from circular.reports.lca_note import case_note

        return f"\n{rule_line()}\n".join(case_note(view, language) for view in read)
    if options.is_quiet():
        from circular.reports.lca_text import verdict_sentence
        from circular.reports.plain import clean

        return "\n".join(brush(f"{clean(view.name)}: {verdict_sentence(view, view.assessment, language)}", view.verdict) for view in read)  # fmt: skip
    shown = read if target is None else views
    return f"\n{rule_line()}\n".join(lca_text(view, language, verbose=verbose, paint=brush) for view in shown)


def _store(url: str, paths: Any, rulebook: Any, day: date, profile: Any, permit_applied: date | None) -> None:
    """Store the judgement of each project, as `circular check` would."""
    from circular.checking import Told, check_case
    from circular.register import judgement_of_case, open_register, store_judgement
    from circular.register.judged import hashes
    from circular.reports.check_json import case_json

    with open_register(url) as register:
        for path in paths:
            told = Told(permit_applied=permit_applied)
            case = check_case(path.stem, [path], rulebook, as_of=day, told=told, profile=profile)
            if case.fault is None:
                works = case.building.works if case.building is not None else None
                judgement = judgement_of_case(case_json(case, tongue()), works=works, files=hashes([path]))
                store_judgement(register, judgement)
