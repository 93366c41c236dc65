"""What click itself says in help and errors, in Danish: its source asks gettext for each text, and here they are."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click


class Told(NamedTuple):
    """A text about one, and about several."""

    one: str
    several: str


MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""The modules of click whose words a user of this program can meet."""
WORDS = {
    "(dynamic)": "(udregnes)",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "{name} {filename!r} does not exist.": "{name} {filename!r} findes ikke.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} er en mappe.",
    "{name} {filename!r} is a file.": "{name} {filename!r} er en fil.",
    "{name} {filename!r} is not executable.": "{name} {filename!r} kan ikke køres.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} kan ikke læses.",
    "{name} {filename!r} is not writable.": "der kan ikke skrives i {name} {filename!r}.",
    "{value!r} is not a valid {number_type}.": "{value!r} er ikke et gyldigt {number_type}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} er hverken ja eller nej. Skriv en af: {states}",
    "{value!r} is not a valid UUID.": "{value!r} er ikke et gyldigt UUID.",
    "{value} is not in the range {range}.": "{value} ligger ikke i {range}.",
    "Aborted!": "Afbrudt!",
    "Argument {name!r} takes {nargs} values.": "{name!r} tager {nargs} værdier.",
    "Choice({choices})": "Valg({choices})",
    "Choose from:\n\t{choices}": "Vælg mellem:\n\t{choices}",
    "Commands": "Kommandoer",
    "Confirm the action without prompting.": "Gør det uden at spørge.",
    "Could not open file {filename!r}: {message}": "filen {filename!r} kunne ikke åbnes: {message}",
    "default: {default}": "standard: {default}",
    "deprecated": "udgår",
    "directory": "mappe",
    "Do you want to continue?": "Vil du fortsætte?",
    "env var: {var}": "miljøvariabel: {var}",
    "Error: {message}": "Fejl: {message}",
    "Error: invalid input": "Fejl: svaret kan ikke bruges",
    "Error: The two entered values do not match.": "Fejl: de to svar er ikke ens.",
    "file": "fil",
    "Invalid start character for option ({option})": "et tilvalg kan ikke begynde sådan ({option})",
    "Invalid value for {param_hint}: {message}": "ugyldig værdi for {param_hint}: {message}",
    "Invalid value: {message}": "ugyldig værdi: {message}",
    "Missing {param_type}": "mangler {param_type}",
    "Missing argument": "mangler",
    "Missing command.": "mangler en kommando.",
    "Missing option": "mangler tilvalget",
    "Missing parameter: {param_name}": "mangler: {param_name}",
    "Missing parameter": "mangler",
    "No such command {name!r}.": "kommandoen {name!r} findes ikke.",
    "No such option {name!r}.": "tilvalget {name!r} findes ikke.",
    "Option {name!r} does not take a value.": "tilvalget {name!r} tager ingen værdi.",
    "Options": "Tilvalg",
    "path": "sti",
    "Positional arguments": "Argumenter",
    "Press any key to continue...": "Tryk på en tast for at fortsætte …",
    "Repeat for confirmation": "Gentag for at bekræfte",
    "Show the version and exit.": "Vis versionen.",
    "Show this message and exit.": "Vis denne hjælp.",
    "Try '{command} {option}' for help.": "Se '{command} {option}' for hjælp.",
    "unknown error": "ukendt fejl",
    "Usage:": "Brug:",
    "Value must be an iterable.": "værdien skal være en række.",
    "required": "skal angives",
}
PLURALS = {
    "{len_type} values are required, but {len_value} was given.": Told(
        "der skal {len_type} værdier til, men der er givet {len_value}.",
        "der skal {len_type} værdier til, men der er givet {len_value}.",
    ),
    "{value!r} does not match the format {format}.": Told(
        "{value!r} er ikke skrevet som {format}.",
        "{value!r} er ikke skrevet som en af {formats}.",
    ),
    "{value!r} is not {choice}.": Told("{value!r} er ikke {choice}.", "{value!r} er ikke en af {choices}."),
    "Did you mean {possibility}?": Told("Mente du {possibility}?", "(Mente du en af: {possibilities}?)"),
    "Got unexpected extra argument ({args})": Told("der er et argument for meget ({args})", "der er argumenter for meget ({args})"),
    "Option {name!r} requires an argument.": Told(
        "tilvalget {name!r} skal have en værdi.",
        "tilvalget {name!r} skal have {nargs} værdier.",
    ),
    "Takes {nargs} values but 1 was given.": Told(
        "tager {nargs} værdier, men der er givet 1.",
        "tager {nargs} værdier, men der er givet {len}.",
    ),
}  # fmt: skip
"""By the English about one."""
USAGE = {"[OPTIONS]": "[TILVALG]", "COMMAND [ARGS]...": "KOMMANDO [ARGUMENTER]…"}
"""The parts of a usage line that click writes without asking."""
KINDS = {"integer": "heltal", "integer range": "heltal", "float": "tal", "float range": "tal", "argument": "argument", "option": "tilvalg", "parameter": "værdi"}  # fmt: skip
"""What click puts into its sentences without asking for a word."""
NOT_MET = {
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Unknown color {colour!r}",
}
"""Said to whoever writes a command, never to whoever uses one."""


class _Sentence(str):
    """A Danish sentence whose blanks are filled in with Danish words."""

    __slots__ = ()

    def format(self, *args: Any, **blanks: Any) -> str:
        return str.format(self, *args, **{name: KINDS.get(value, value) if isinstance(value, str) else value for name, value in blanks.items()})  # fmt: skip


def in_danish(text: str) -> str:
    """The Danish of one of click's texts; a text that is not known stays as it is."""
    return _Sentence(WORDS[text]) if text in WORDS else text


def in_danish_number(one: str, several: str, count: int) -> str:
    """The Danish of one of click's texts that has a plural."""
    if one not in PLURALS:
        return one if count == 1 else several
    return _Sentence(PLURALS[one].one if count == 1 else PLURALS[one].several)


class Formatter(click.HelpFormatter):
    """Writes the line of usage in Danish."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for part, danish in USAGE.items():
            args = args.replace(part, danish)
        super().write_usage(prog, args, prefix)


def speak_danish() -> None:
    """Have click speak Danish in this process, from the commands built hereafter."""
    click.Context.formatter_class = Formatter
    for name in MODULES:
        module = import_module(f"click.{name}")
        for asked, answer in (("_", in_danish), ("ngettext", in_danish_number)):
            if hasattr(module, asked):
                setattr(module, asked, answer)
