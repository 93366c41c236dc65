"""The options of every command: a run in which each of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import click


@dataclass(frozen=True)
class Run:
    """A command with its arguments, and the option that must change its answer or the files it writes."""

    command: str
    option: str
    base: Sequence[str]
    more: Sequence[str] = field(default_factory=tuple)
    """What is given with the option, its value among them."""

    @property
    def name(self) -> str:
        return f"{self.command} {self.option}"


def _of(command: str, base: str, **options: str) -> Iterator[Run]:
    """Rows of one command on the same arguments; an option's name has _ for -, and its value may be blank."""
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        yield Run(command, option, tuple(base.split()), (option, *([value] if value else [])))


DAY = "--as-of 2026-11-01"
RUNS: tuple[Run, ...] = (
    *_of("check", f"tender.md {DAY}", category="it", published="2020-01-01", value="1", kind="owner_strategy", verbose="", register="new.sqlite", format="json", rules="rules", profile="en.toml", timing="", fail_on="should", quiet=""),
    *_of("check", f"new.yaml {DAY}", permit_applied="2020-01-01", waivers="waivers.yaml", against="old.json"),
    *_of("check", "new.yaml", as_of="2019-01-01"),
    *_of("check", f"both {DAY}", each=""),
    *_of("check", f"both/a.md both/b.md {DAY}", package=""),
    *_of("check", f"old.rtf {DAY}", convert=""),
    Run("check", "--department", ("new.yaml", *DAY.split(), "--register", "new.sqlite"), ("--department", "Teknik")),
    Run("check", "--resume", ("new.yaml", *DAY.split(), "--format", "jsonl"), ("--resume", "a.run")),
    *_of("notice suggest", "notice.xml", documents="tender.md", format="json"),
    *_of("notice summary", "notices", format="json"),
    *_of("clauses", "tender.md", explain="", all="", format="json"),
    *_of("clauses", "old.rtf", convert=""),
    *_of("lca", f"new.yaml {DAY}", case_note="", permit_applied="2020-01-01", timing="", rules="rules", profile="en.toml", register="new.sqlite", format="json", quiet=""),
    *_of("lca", "new.yaml", audit=""),
    *_of("lca", "undated.yaml", as_of="2019-01-01"),
    *_of("lca", f"school.yaml {DAY}", verbose=""),
    Run("lca", "--compare", ("new.yaml", "project.yaml", *DAY.split()), ("--compare",)),
    *_of("optimise", f"project.yaml {DAY}", solver="ingen", front="3", what_if="budget=1000000", then="cost", scenarios="", spread="generic=0.2", quiet="", timing="", rules="rules", profile="en.toml", register="new.sqlite", format="json"),
    *_of("optimise", "undated.yaml", as_of="2019-01-01"),
    *_of("optimise", f"stock.yaml {DAY}", why_not="skole"),
    Run("optimise", "--executed", ("stock.yaml", *DAY.split()), ("--executed", "plan.json", "--from", "2027")),
    Run("optimise", "--from", ("stock.yaml", *DAY.split(), "--executed", "plan.json", "--from", "2028"), ("--from", "2027")),
    *_of("report", f"--register kept.sqlite {DAY}", year="2020", department="Teknik", policy="ingen", both_versions="", verbose="", format="json", profile="en.toml"),
    *_of("report", f"--register kept.sqlite {DAY} --format json", evidence="0", rules="rules"),
    Run("report", "--all-evidence", ("--register", "kept.sqlite", *DAY.split(), "--evidence", "0", "--format", "json"), ("--all-evidence",)),
    *_of("report", "--register kept.sqlite", as_of="2019-01-01"),
    *_of("report", DAY, register="kept.sqlite"),
    *_of("register backup", "copy.sqlite", register="kept.sqlite"),
    *_of("register delete", "1", register="kept.sqlite"),
    Run("register delete", "--yes", ("1", "--register", "kept.sqlite"), ("--yes",)),
    *_of("register export", "", register="kept.sqlite"),
    *_of("register figure", "EN-3 2025 -12.5 --source regnskab --register new.sqlite", note="foreløbig"),
    Run("register figure", "--source", ("EN-3", "2025", "-12.5", "--register", "new.sqlite", "--source", "regnskab"), ("--source", "skøn")),
    *_of("register figure", "EN-3 2025 -12.5 --source regnskab", register="new.sqlite"),
    *_of("register import", "history.csv --register new.sqlite", what="figures", mapping="columns.yaml", save_mapping="saved.yaml"),
    *_of("register import", "history.csv", register="new.sqlite"),
    *_of("register list", "--register kept.sqlite", year="2020", department="Skole", most="1", format="json"),
    *_of("register list", "", register="kept.sqlite"),
    *_of("register merge", "1 2", register="kept.sqlite"),
    Run("register merge", "--from", ("--register", "new.sqlite"), ("--from", "kept.sqlite")),
    *_of("register show", "1 --register kept.sqlite", format="json"),
    *_of("register show", "1", register="kept.sqlite"),
    *_of("new tender", f"--category furniture {DAY}", level="ambitious", market_dialogue="", out="a.docx", templates="templates"),
    *_of("new tender", f"--category new_build {DAY}", set="area=77", published="2023-01-01", permit_applied="2023-01-01"),
    *_of("new tender", "--category new_build", as_of="2023-02-01"),
    *_of("new tender", DAY, category="furniture"),
    Run("new tender", "--from", DAY.split(), ("--from", "old.json")),
    *_of("new tender", f"--category furniture {DAY} --out a.docx", word_template="template.docx"),
    *_of("new clause", "genbrug-materialer", role="award_criterion", level="front_runner", set="share=77", out="a.md"),
    *_of("new clause", "lavemissionsklasse", as_of="2023-02-01"),
    *_of("new clause", "", category="furniture", templates="templates"),
    *_of("new project", "", out="a.yaml"),
    Run("new project", "--from", ("--out", "a.yaml"), ("--from", "bill.csv")),
    Run("new project", "--learn", ("--from", "bill.csv", "--out", "a.yaml"), ("--learn", "learned.yaml")),
    *_of("new portfolio", "", out="a.yaml"),
    Run("new portfolio", "--from", ("--out", "a.yaml"), ("--from", "list.csv")),
    Run("new portfolio", "--map", ("--from", "list.csv", "--out", "a.yaml"), ("--map", "building_type:320=office")),
    *_of("new profile", "", out="a.toml"),
    *_of("new rule", "", out="a.yaml"),
    *_of("new waivers", "", out="a.yaml"),
    *_of("rules list", "", subject="building", goal="CE-3", rules="rules", as_of="2019-01-01", format="json"),
    *_of("rules show", "OWN-901", rules="rules"),
    *_of("rules test", "CO2-201", verbose=""),
    *_of("rules test", "OWN-901", rules="rules"),
    *_of("materials compare", "#G1154", set="br18-2023", format="json"),
    *_of("materials compare", "own-brick", project="own"),
    *_of("materials import", "epd.csv", scenario="Recycling", project="own"),
    *_of("materials lint", "", set="br18-2023", format="json", project="own"),
    *_of("materials list", "", set="br18-2023", format="json", project="own"),
    *_of("materials search", "brick", most="2", set="br18-2023", format="json", project="own"),
    *_of("materials show", "#G1154", set="br18-2023", format="json"),
    *_of("materials show", "own-brick", project="own"),
)  # fmt: skip
SAME = {
    "--lang": "the language of the answer; tests/ground/test_language.py",
    "--jobs": "so many processes; the answers are the same",
    "--engine": "a cluster is not at hand",
    "--insecure-engine": "goes with --engine, else refused",
}
"""Options of several commands that change nothing that is answered here, and why."""
ALONE = {
    "check --no-cache": "the answers are the same; the cache is off in tests",
    "clauses --no-cache": "the answers are the same; the cache is off in tests",
    "notice summary --as-of": "the day judged on; the rules behind its figures hold on every day so far",
    "optimise --time-limit": "ends a long search sooner; tests/optimise",
    "optimise --why": "asks of a large project what is told of a small one anyhow; tests/optimise",
    "optimise --gap": "stops a large portfolio sooner; refused for a project",
    "materials import --name": "of a table of the regulations; tests/lca/test_official_tables.py",
    "materials import --regime-from": "of a table of the regulations; tests/lca/test_official_tables.py",
}


def known() -> set[str]:
    """Every option of every command, `command --option`."""
    from circular.cli import program

    return set(_options(program, ()))


def _options(command: click.Command, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _options(below, (*path, name))
        return
    for param in command.params:
        if isinstance(param, click.Option):
            yield f"{' '.join(path)} {param.opts[0]}"
