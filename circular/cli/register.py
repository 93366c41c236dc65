"""`circular register …`: list, show, import, export, merge, delete and back up what the register holds; enter figures."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from circular.cli import options, unheeded
from circular.cli.report import default_register
from circular.cli.speak import say, tongue
from circular.faults import Fault


@click.group(
    "register",
    help=say(
        "Registret over det, der er bedømt: se, hent ind, flyt og sikkerhedskopier.\n\n"
        "Eksempel:  circular register import udbudshistorik.xlsx --register register.sqlite",
        "The register of what was judged: list, import, move and back up.\n\n"
        "Example:  circular register import tender-history.xlsx --register register.sqlite",
    ),
)
@options.lang
def command() -> None:
    pass


def at(function: Any) -> Any:
    return click.option("--register", "url", default=None, metavar="URL", help=say("Registret: en .sqlite-fil eller en databaseadresse.", "The register: an .sqlite file or a database address."))(options.lang(function))  # fmt: skip


def example(da: str, en: str, line: str) -> str:
    return say(f"{da}\n\nEksempel:  circular register {line}", f"{en}\n\nExample:  circular register {line}")


@command.command("list", help=example("Sagerne, de nyeste først.", "The cases, newest first.", "list --year 2026"))
@click.option("--year", type=int, metavar=say("ÅR", "YEAR"), help=say("Kun ét år.", "Only one year."))
@click.option("--department", metavar=say("NAVN", "NAME"), help=say("Kun ét fagcenter.", "Only one department."))
@click.option("--most", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help=say("Højst så mange.", "At most so many."))  # fmt: skip
@options.formats("text", "json")
@at
def list_(year: int | None, department: str | None, most: int, formats: Any, url: str | None) -> int:
    from dataclasses import asdict

    from circular.register import open_register
    from circular.register.exchange import cases
    from circular.reports.register_text import cases_text

    with open_register(url or default_register(), create=False) as register:
        found = cases(register, department=department, year=year, most=most)
    for form, target in formats:
        if form == "json":
            text = json.dumps([{**asdict(c), "categories": list(c.categories)} for c in found], ensure_ascii=False, indent=1)  # fmt: skip
        else:
            text = cases_text(found, tongue()) if found else say("ingen sager", "no cases")
        options.write(text, target)
    return 0


@command.command(
    "show", help=example("Én sags domme, de ældste først.", "One case's judgements, oldest first.", "show 12")
)
@click.argument("case", metavar=say("SAG", "CASE"))
@options.formats("text", "json")
@at
def show(case: str, formats: Any, url: str | None) -> int:
    from circular.register import open_register
    from circular.register.body import line_of
    from circular.register.exchange import judgements_of
    from circular.reports.register_text import judgements_text

    with open_register(url or default_register(), create=False) as register:
        number, judgements = judgements_of(register, case)
    for form, target in formats:
        if form == "json":
            text = json.dumps({"case": number, "judgements": [line_of(j) for j in judgements]}, ensure_ascii=False, indent=1)  # fmt: skip
        else:
            text = judgements_text(number, judgements, tongue())
        options.write(text, target)
    return 0


@command.command(
    "import",
    help=example(
        "Hent en indkøbsplan, en udbudshistorik, tal eller en eksport ind. Kolonner kendes på deres overskrift, eller med --mapping.",
        "Bring in a procurement plan, a tender history, figures or an export. Columns are known by heading, or by --mapping.",
        "import historik.xlsx --save-mapping kolonner.yaml",
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar=say("FIL", "FILE"))
@click.option("--what", type=click.Choice(["history", "plan", "figures", "export"]), help=say("Hvad filen er.", "What the file is."))  # fmt: skip
@click.option("--mapping", type=click.Path(dir_okay=False, path_type=Path), help=say("Gemt oversættelse af kolonner.", "Saved mapping of columns."))  # fmt: skip
@click.option("--save-mapping", type=click.Path(dir_okay=False, path_type=Path), help=say("Gem oversættelsen til næste gang.", "Save the mapping for next time."))  # fmt: skip
@at
def import_(file: Path, what: str | None, mapping: Path | None, save_mapping: Path | None, url: str | None) -> int:
    from circular.register import load_policy, open_register, store_figures
    from circular.register.exchange import import_lines
    from circular.register.history import (
        FIELDS,
        FIGURE_FIELDS,
        figures_from,
        judgements_from,
        mapping_of,
        read_mapping,
        read_table,
    )
    from circular.register.writing import store_within

    what = what or ("export" if file.suffix.lower() == ".jsonl" else "history")
    if what == "export":
        unheeded.remark(("mapping", "save_mapping"), ("tæller ikke for en eksport; dens felter er kendt", "does not count for an export; its fields are known"))  # fmt: skip
        try:
            content = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(str(file), "", (f"kan ikke læses: {error}", f"cannot be read: {error}")) from None
        with open_register(url or default_register()) as register:
            judgements, figures = import_lines(register, content, str(file))
        return _told(judgements.new + figures.new, judgements.known + figures.known)
    rows = read_table(file)
    if not rows:
        raise Fault(str(file), "", ("filen er tom", "the file is empty"))
    columns = mapping_of(rows[0], read_mapping(mapping) if mapping else None, FIGURE_FIELDS if what == "figures" else FIELDS, str(file))  # fmt: skip
    _told_columns(rows[0], set(columns.values()))
    if save_mapping:
        quoted = [
            f"  {field}: {json.dumps(str(rows[0][index]), ensure_ascii=False)}" for field, index in columns.items()
        ]
        options.write("columns:\n" + "\n".join(quoted), save_mapping)
    if what == "figures":
        targets = [target.id for target in load_policy().targets] + ["CO2"]
        found = figures_from(rows, columns, file.name, date.today(), targets)
        with open_register(url or default_register()) as register:
            written = store_figures(register, found)
    else:
        told = list(judgements_from(rows, columns, file.name, date.today(), planned=what == "plan"))
        with open_register(url or default_register()) as register, register.writing() as connection:
            written = store_within(connection, told)
    return _told(written.new, written.known)


def _told_columns(heading: list[Any], read: set[int]) -> None:
    """Tell on stderr which columns of the file count for nothing."""
    from circular.reports.plain import clean

    idle = [str(cell) for index, cell in enumerate(heading) if index not in read and str(cell or "").strip()]
    if idle:
        told = clean(", ".join(idle))
        options.tell(say(f"kolonner, der ikke læses: {told} (--mapping)", f"columns that are not read: {told} (--mapping)"))  # fmt: skip


@command.command("figure", help=example("Indtast et tal med kilde for et mål og et år.", "Enter a figure with its source for a target and a year.", "figure EN-3 2025 -12.5 --source 'Energiregnskab 2025'"), context_settings={"ignore_unknown_options": True})  # fmt: skip
@click.argument("target", metavar=say("MÅL", "TARGET"))
@click.argument("year", type=click.IntRange(1990, 2100), metavar=say("ÅR", "YEAR"))
@click.argument("value", metavar=say("VÆRDI", "VALUE"))
@click.option(
    "--source",
    required=True,
    metavar=say("KILDE", "SOURCE"),
    help=say("Hvor tallet kommer fra.", "Where the figure comes from."),
)
@click.option("--note", metavar=say("TEKST", "TEXT"), help=say("En bemærkning.", "A note."))
@at
def figure(target: str, year: int, value: str, source: str, note: str | None, url: str | None) -> int:
    from circular.register import load_policy, open_register, store_figures
    from circular.register.history import figures_from

    rows = [["target", "year", "value", "source", "note"], [target, str(year), value, source, note or ""]]
    columns = {name: index for index, name in enumerate(rows[0])}
    targets = [entry.id for entry in load_policy().targets] + ["CO2"]
    found = figures_from(rows, columns, "figure", date.today(), targets)
    with open_register(url or default_register()) as register:
        written = store_figures(register, found)
    return _told(written.new, written.known)


@command.command("export", help=example("Skriv alt som linjer af JSON.", "Write everything as lines of JSON.", "export alt.jsonl"))  # fmt: skip
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar=say("[FIL]", "[FILE]"))
@at
def export(file: Path | None, url: str | None) -> int:
    from circular.register import open_register
    from circular.register.exchange import export_lines

    with open_register(url or default_register(), create=False) as register:
        options.write("\n".join(export_lines(register)), file)
    return 0


@command.command("merge", help=example("Slå to sager sammen, eller hent et andet register ind med --from.", "Join two cases, or bring in another register with --from.", "merge 12 7"))  # fmt: skip
@click.argument("case", required=False, metavar=say("[SAG]", "[CASE]"))
@click.argument("into", required=False, metavar=say("[IND I]", "[INTO]"))
@click.option("--from", "other", metavar="URL", help=say("Et andet register.", "Another register."))
@at
def merge(case: str | None, into: str | None, other: str | None, url: str | None) -> int:
    from circular.register import open_register
    from circular.register.exchange import merge_cases, merge_register

    if (other is None) == (case is None) or (case is None) != (into is None):
        raise click.UsageError(say("giv to sager, eller --from URL", "give two cases, or --from URL"))
    if other is not None:
        with open_register(other, create=False) as source, open_register(url or default_register()) as register:
            judgements, figures = merge_register(register, source)
        return _told(judgements.new + figures.new, judgements.known + figures.known)
    with open_register(url or default_register(), create=False) as register:
        moved = merge_cases(register, case or "", into or "")
    click.echo(say(f"{moved} domme er flyttet", f"{moved} judgements moved"))
    return 0


@command.command("delete", help=example("Slet en sag med alle dens domme.", "Delete a case with all its judgements.", "delete 12 --yes"))  # fmt: skip
@click.argument("case", metavar=say("SAG", "CASE"))
@click.option("--yes", is_flag=True, help=say("Slet uden at spørge.", "Delete without asking."))
@at
def delete(case: str, yes: bool, url: str | None) -> int:
    from circular.register import open_register
    from circular.register.exchange import delete_case

    with open_register(url or default_register(), create=False) as register:
        if not yes:
            click.confirm(
                say(f"Slet {case} med alle dens domme?", f"Delete {case} with all its judgements?"), abort=True
            )
        count = delete_case(register, case)
    click.echo(say(f"{count} domme er slettet", f"{count} judgements deleted"))
    return 0


@command.command("backup", help=example("Kopier registret til en ny .sqlite-fil.", "Copy the register to a new .sqlite file.", "backup kopi.sqlite"))  # fmt: skip
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar=say("FIL", "FILE"))
@at
def backup(file: Path, url: str | None) -> int:
    from circular.register import open_register
    from circular.register.exchange import backup as copy

    with open_register(url or default_register(), create=False) as register:
        judgements, figures = copy(register, file)
    click.echo(say(f"{judgements.new} domme og {figures.new} tal er kopieret til {file}", f"{judgements.new} judgements and {figures.new} figures copied to {file}"))  # fmt: skip
    return 0


def _told(new: int, known: int) -> int:
    click.echo(say(f"{new} nye, {known} kendt i forvejen", f"{new} new, {known} known already"))
    return 0
