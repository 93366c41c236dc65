"""`circular demo [DIR]`: a guided tour on the shipped examples, from tender to plan to the 2030 report."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import click

from circular.cli import options
from circular.cli.speak import say, tongue


@click.command(
    "demo",
    help=say(
        "En rundtur på medfølgende eksempler: et skoleudbud bedømmes, skolens klimaaftryk beregnes, en renovering og en "
        "bygningsportefølje planlægges, og registret viser vejen til 2030. Filerne bliver liggende i MAPPE.\n\n"
        "Eksempel:  circular demo min-demo",
        "A guided tour on shipped examples: a school tender is judged, the school's footprint computed, a renovation and a "
        "building stock planned, and the register shows the road to 2030. The files stay in DIR.\n\n"
        "Example:  circular demo my-demo",
    ),
)
@click.argument(
    "folder",
    required=False,
    default=Path("circular-demo"),
    type=click.Path(file_okay=False, path_type=Path),
    metavar=say("[MAPPE]", "[DIR]"),
)
@options.lang
def command(folder: Path) -> int:
    from circular.cli import program
    from circular.cli.guard import NOT_JUDGED, run
    from circular.shelf import shelf

    copied = copy(shelf("examples"), folder)
    (folder / "register.sqlite").unlink(missing_ok=True)
    register = str(folder / "register.sqlite")
    tender, school, stock = (str(folder / name) for name in ("udbud-skole", "skole.yaml", "portefoelje.yaml"))
    profile = ["--profile", str(folder / "circular.toml")] if (folder / "circular.toml").is_file() else []
    steps = [
        (
            say("Et udbud bedømmes: hvad kræves, hvad mangler, og hvor?", "A tender is judged: what is demanded, what is missing, and where?"),
            ["check", tender, *profile, "--register", register, "--format", "text", "--format", f"html={folder / 'udbud.html'}",
             "--format", f"json={folder / 'udbud.json'}"],
        ),
        (
            say("Skolens klimaaftryk, modul for modul", "The school's climate footprint, module by module"),
            ["lca", school, *profile, "--register", register, "--format", "text", "--format", f"html={folder / 'skole-lca.html'}", "--format", f"json={folder / 'skole-lca.json'}"],
        ),
        (
            say("Renoveringen, der sparer mest CO₂ inden for budgettet", "The renovation that saves most CO₂ within the budget"),
            ["optimise", school, *profile, "--front", "8", "--format", "text", "--format", f"html={folder / 'skole-plan.html'}", "--format", f"json={folder / 'skole-plan.json'}"],
        ),
        (
            say("Seks bygninger over fem år", "Six buildings over five years"),
            ["optimise", stock, *profile, "--register", register, "--format", "text", "--format", f"html={folder / 'portefoelje-plan.html'}", "--format", f"json={folder / 'portefoelje-plan.json'}"],
        ),
        (
            say("Vejen til 2030, ud fra det registret nu ved", "The road to 2030, from what the register now knows"),
            ["report", "--register", register, "--format", "text", "--format", f"html={folder / 'vejen-til-2030.html'}", "--format", f"json={folder / 'vejen-til-2030.json'}"],
        ),
    ]  # fmt: skip
    click.echo(say(f"{copied} eksempelfiler er lagt i {folder}", f"{copied} example files are now in {folder}"))
    worst = 0
    for number, (title, arguments) in enumerate(steps, 1):
        shown = (
            " ".join(word for word in arguments if "=" not in word)
            .replace(" --format text", "")
            .replace(" --format", "")
        )
        click.echo("")
        click.secho(f"── {number}/{len(steps)}  {title}", bold=True)
        click.secho(f"$ circular {shown}", fg="bright_black")
        click.echo("")
        worst = max(worst, run(program, ["--lang", tongue(), *arguments]))
    click.echo("")
    click.secho(
        say(
            f"Se siderne (.html) i {folder} i en browser, og prøv selv: circular check DIN-MAPPE",
            f"See the pages (.html) in {folder} in a browser, and try your own: circular check YOUR-FOLDER",
        ),
        bold=True,
    )
    return NOT_JUDGED if worst == NOT_JUDGED else 0


def copy(source: Traversable, target: Path) -> int:
    """Copy a shipped folder into a folder of the user's; how many files it holds."""
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for entry in sorted(source.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            count += copy(entry, target / entry.name)
        elif not entry.name.startswith("."):
            (target / entry.name).write_bytes(entry.read_bytes())
            count += 1
    return count
