"""`circular materials`: look up materials of the data sets, hold them side by side, import tables and EPDs, find odd rows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from circular.cli import options, unheeded
from circular.cli.speak import say, tongue
from circular.faults import Fault, nearest

FEW = 5
"""With fewer hits than this, the names that look most like the words are shown as well."""
SET = click.option(
    "--set", "set_name", default=None, metavar=say("DATASÆT", "SET"),
    help=say("br18-2023, br18-2025 eller et importeret (standard: det nyeste).", "br18-2023, br18-2025 or an imported one (default: the newest)."),
)  # fmt: skip
BESIDE = click.option(
    "--project", "folder", type=click.Path(file_okay=False, exists=True, path_type=Path), default=Path(), metavar=say("MAPPE", "FOLDER"),
    help=say("Projektets mappe med materials.yaml og lca_data/ (standard: den aktuelle).", "The project's folder with materials.yaml and lca_data/ (default: the current one)."),
)  # fmt: skip


@click.group(
    "materials",
    help=say(
        "Slå materialer op, sammenlign dem, importer tabel 7, tabel 8 og EPD'er, og find rækker med skæve enheder.\n\n"
        "Eksempel:  circular materials search mursten",
        "Look materials up, compare them, import tabel 7, tabel 8 and EPDs, and find rows with odd units.\n\n"
        "Example:  circular materials search brick",
    ),
)
@options.lang
def command() -> None:
    return None


def _sets(folder: Path) -> dict[str, Any]:
    """The shipped sets, the imported ones, and the project's own products."""
    from circular.building.model import Building
    from circular.lca.library import FILE, products_of
    from circular.lca.materials import material_sets

    found: dict[str, Any] = dict(material_sets(folder))
    if (folder / FILE).is_file():
        standing_in = Building(name="", works="new", building_type="other", reference_area_m2=1, file=str(folder / "-"))  # type: ignore[arg-type]
        found[FILE] = list(products_of(standing_in).values())
    return found


def _chosen(folder: Path, set_name: str | None) -> list[Any]:
    """The rows to look among: one set, or the newest and the project's own."""
    from circular.lca.library import FILE

    sets = _sets(folder)
    if set_name is not None:
        if set_name not in sets:
            near = nearest(set_name, list(sets), 1) or list(sets)
            raise Fault("--set", "", (f"ukendt datasæt '{set_name}'", f"unknown data set '{set_name}'"), (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?"))  # fmt: skip
        return list(sets[set_name])
    newest = [name for name in sets if name != FILE][-1]
    return [*sets.get(FILE, []), *sets[newest]]


def _one(identifier: str, folder: Path, set_name: str | None) -> list[Any]:
    """Every row of an id, by set; raises Fault with the nearest where there is none."""
    sets = _sets(folder)
    found = [row for name, rows in sets.items() if set_name in (None, name) for row in rows if row.id == identifier]
    if not found:
        known = sorted({row.id for rows in sets.values() for row in rows})
        near = nearest(identifier, known) or ["circular materials search"]
        raise Fault(identifier, "", ("materialet findes ikke", "there is no such material"), (f"mente du {', '.join(near)}?", f"did you mean {', '.join(near)}?"))  # fmt: skip
    return found


@command.command("list", help=say("Vis alle rækker i et datasæt.\n\nEksempel:  circular materials list --set br18-2025", "Show every row of a data set.\n\nExample:  circular materials list --set br18-2025"))  # fmt: skip
@SET
@BESIDE
@options.formats("text", "json")
@options.lang
def list_(set_name: str | None, folder: Path, formats: tuple[tuple[str, Path | None], ...]) -> int:
    return _show(_chosen(folder, set_name), formats)


@command.command("search", help=say("Find materialer efter navn.\n\nEksempel:  circular materials search mineraluld facade", "Find materials by name.\n\nExample:  circular materials search mineral wool"))  # fmt: skip
@click.argument("words", nargs=-1, required=True, metavar=say("ORD…", "WORD…"))
@click.option("--most", type=click.IntRange(1, 500), default=15, show_default=True, metavar="N", help=say("Højst så mange.", "At most so many."))  # fmt: skip
@SET
@BESIDE
@options.formats("text", "json")
@options.lang
def search(
    words: tuple[str, ...], most: int, set_name: str | None, folder: Path, formats: tuple[tuple[str, Path | None], ...]
) -> int:
    from circular.lca.near import known_as, ranked

    wanted = " ".join(words)
    rows = [row for row in _chosen(folder, set_name) if not row.end_of_life_only]
    exact = [row for row in rows if all(any(way in _names(row) for way in ways) for ways in known_as(wanted))]
    found = list(ranked(wanted, exact, most=most))
    if len(found) < min(most, FEW):
        found += [row for row in ranked(wanted, rows, most=FEW) if row not in found][: FEW - len(found)]
    return _show(found, formats)


def _names(row: Any) -> str:
    return " ".join((row.id, row.name, *row.other_names, row.name_other)).lower()


@command.command("show", help=say("Vis alt om et materiale.\n\nEksempel:  circular materials show \"#D1507\"", "Show everything about a material.\n\nExample:  circular materials show \"#D1507\""))  # fmt: skip
@click.argument("identifier", metavar="ID")
@SET
@BESIDE
@options.formats("text", "json")
@options.lang
def show(identifier: str, set_name: str | None, folder: Path, formats: tuple[tuple[str, Path | None], ...]) -> int:
    from circular.lca.materials import MaterialSet
    from circular.reports.materials_text import material_text

    rows = _one(identifier, folder, set_name)
    sets = _sets(folder)

    def text() -> str:
        told = []
        for row in rows:
            data = sets.get(row.set_name)
            told.append(material_text(row, data if isinstance(data, MaterialSet) else None, tongue()))
        return "\n\n".join(told)

    return _show(rows, formats, text())


@command.command("compare", help=say("Hold materialer op mod hinanden; ét id sammenlignes på tværs af datasæt.\n\nEksempel:  circular materials compare \"#D1507\" \"#D1511\"", "Hold materials side by side; one id is compared across data sets.\n\nExample:  circular materials compare \"#D1507\" \"#D1511\""))  # fmt: skip
@click.argument("identifiers", nargs=-1, required=True, metavar="ID…")
@SET
@BESIDE
@options.formats("text", "json")
@options.lang
def compare(
    identifiers: tuple[str, ...], set_name: str | None, folder: Path, formats: tuple[tuple[str, Path | None], ...]
) -> int:
    from circular.reports.materials_text import compare_text

    rows = [row for name in identifiers for row in (_one(name, folder, set_name) if len(identifiers) == 1 else _one(name, folder, set_name)[-1:])]  # fmt: skip
    return _show(rows, formats, compare_text(rows, tongue()))


@command.command("lint", help=say("Find rækker, hvis tal ikke passer til deres enhed, eller som har byttet plads.\n\nEksempel:  circular materials lint --set br18-2023", "Find rows whose figures do not fit their unit, or that have changed places.\n\nExample:  circular materials lint --set br18-2023"))  # fmt: skip
@SET
@BESIDE
@options.formats("text", "json")
@options.lang
def lint_(set_name: str | None, folder: Path, formats: tuple[tuple[str, Path | None], ...]) -> int:
    from circular.lca.lint import lint
    from circular.reports.lca_json import figure
    from circular.reports.materials_text import lint_text

    rows = _chosen(folder, set_name)
    ours = {row.set_name for row in rows}
    found = lint(rows, {name: {row.id: row for row in other} for name, other in _sets(folder).items() if name not in ours})  # fmt: skip
    for form, target in formats:
        if form == "json":
            told = [
                {"id": one.material.id, "name": one.material.name, "set": one.material.set_name, "kind": one.kind, "module": one.module,
                 "value": figure(one.value), "expected": figure(one.expected), "why": one.da if tongue() == "da" else one.en}
                for one in found
            ]  # fmt: skip
            options.write(json.dumps(told, ensure_ascii=False, indent=1), target)
        else:
            options.write(lint_text(found, len(rows), tongue()), target)
    return 0


@command.command("import", help=say("Importer EPD'er til projektets materials.yaml, eller bygningsreglementets tabel 7 og 8 til lca_data/.\n\nEksempel:  circular materials import epd.xml\n\nEksempel:  circular materials import Tabel-8-2025.xlsx --name br18-2025-tabel8 --regime-from 2025-07-01", "Import EPDs into the project's materials.yaml, or tabel 7 and 8 of the building regulations into lca_data/.\n\nExample:  circular materials import epd.xml\n\nExample:  circular materials import Tabel-8-2025.xlsx --name br18-2025-tabel8 --regime-from 2025-07-01"))  # fmt: skip
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar=say("FIL…", "FILE…"))  # fmt: skip
@click.option("--name", default=None, metavar=say("NAVN", "NAME"), help=say("Datasættets navn, fx br18-2027 eller br18-2025-tabel8.", "Name of the data set, e.g. br18-2027 or br18-2025-tabel8."))  # fmt: skip
@click.option("--regime-from", type=options.DAY, default=None, metavar=say("DATO", "DATE"), help=say("Første dag, datasættet gælder for byggeansøgninger.", "First day the data set holds for permit applications."))  # fmt: skip
@click.option("--scenario", default=None, metavar=say("NAVN", "NAME"), help=say("EPD'ens scenarie, hvor den har flere.", "The EPD's scenario, where it has several."))  # fmt: skip
@BESIDE
@options.lang
def import_(
    files: tuple[Path, ...], name: str | None, regime_from: date | None, scenario: str | None, folder: Path
) -> int:
    products: list[Any] = []
    tables = [_official(file) for file in files]
    if None not in tables:
        unheeded.remark(["scenario"], ("er for EPD'er", "is for EPDs"))
    if not any(tables):
        unheeded.remark(("name", "regime_from"), ("er for tabel 7 og 8", "is for tabel 7 and 8"))
    for file, official in zip(files, tables, strict=True):
        if official is not None:
            _import_table(official, name, regime_from, folder)
            continue
        from circular.building.epd import read_epds

        products += read_epds(file)
    if products:
        _import_products(products, folder, scenario)
    return 0


def _official(file: Path) -> Any:
    from circular.lca.official import read_official

    return read_official(file) if file.suffix.lower() in (".xlsx", ".csv") and _may_be_official(file) else None


def _may_be_official(file: Path) -> bool:
    """A CSV in another encoding, or with semicolons, is an EPD table and none of ours."""
    if file.suffix.lower() != ".csv":
        return True
    try:
        return ";" not in file.read_text(encoding="utf-8-sig")[:200]
    except UnicodeDecodeError:
        return False


def _import_table(official: Any, name: str | None, regime_from: date | None, folder: Path) -> None:
    from circular.lca.energy import shipped_series
    from circular.lca.lint import lint
    from circular.lca.materials import material_sets, shipped_sets
    from circular.lca.official import set_files

    if name is None or regime_from is None:
        raise Fault(official.file, "", ("en tabel kræver --name og --regime-from", "a table needs --name and --regime-from"), ("fx --name br18-2027 --regime-from 2027-01-01", "e.g. --name br18-2027 --regime-from 2027-01-01"))  # fmt: skip
    if name in shipped_sets() or name in shipped_series() or "/" in name or name.startswith("."):
        raise Fault(official.file, "", (f"navnet '{name}' er optaget eller ugyldigt", f"the name '{name}' is taken or not valid"), ("vælg et andet navn", "choose another name"))  # fmt: skip
    for path, text in set_files(official, name, regime_from, date.today()).items():
        options.write(text, folder / "lca_data" / path)
    if official.anchors is not None:
        carriers = ", ".join(official.anchors)
        click.echo(say(f"energiserien {name} er gemt ({carriers})", f"the energy series {name} is stored ({carriers})"))
        return
    rows = list(material_sets(folder)[name])
    odd = [one for one in lint(rows) if one.kind in ("per_kg", "mass", "negative")]
    click.echo(say(f"datasættet {name} er gemt: {len(rows)} materialer, {len(odd)} mistanker (circular materials lint --set {name})", f"the data set {name} is stored: {len(rows)} materials, {len(odd)} suspicions (circular materials lint --set {name})"))  # fmt: skip


def _import_products(products: list[Any], folder: Path, scenario: str | None) -> None:
    """Add products to materials.yaml; one of the same id is replaced."""
    from circular.building.epd_library import into_library
    from circular.lca.library import FILE, read_library

    path = folder / FILE
    existing = path.read_bytes() if path.is_file() else None
    if existing is not None:
        read_library(path)
    imported = into_library(products, existing, str(path), scenario=scenario, language=tongue())
    options.write(imported.text, path)
    for da, en in imported.lines:
        click.echo(clean_line(say(da, en)))
    click.echo(
        say(f"{len(imported.added)} produkter gemt i {path}", f"{len(imported.added)} products stored in {path}")
    )


def clean_line(text: str) -> str:
    """A line of a document on the terminal: its indent kept, control characters out."""
    from circular.reports.plain import clean

    return text[: len(text) - len(text.lstrip(" "))] + clean(text)


def _show(rows: list[Any], formats: tuple[tuple[str, Path | None], ...], text: str | None = None) -> int:
    from circular.reports.materials_json import material_json
    from circular.reports.materials_text import rows_text

    for form, target in formats:
        if form == "json":
            options.write(json.dumps([material_json(row) for row in rows], ensure_ascii=False, indent=1), target)
        else:
            options.write(rows_text(rows, tongue()) if text is None else text, target)
    return 0
