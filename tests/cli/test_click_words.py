"""Help and errors speak one language: click's own words are known in Danish, and no place-holder is shared by mistake."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circular.cli import program
from circular.cli.click_words import KINDS, MODULES, NOT_MET, PLURALS, WORDS, in_danish, in_danish_number

ALIKE = {"N", "G", "S", "URL", "DKK", "ID", "ID…", "A,B", "A B", "PLAN.json", "CHECK.json"}
"""Place-holders that are the same word in both languages."""


def asked(function: str) -> set[str]:
    """The texts that the installed click asks gettext for."""
    found = set()
    for name in MODULES:
        tree = ast.parse(inspect.getsource(importlib.import_module(f"click.{name}")))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_the_installed_click_is_known_in_danish() -> None:
    texts = asked("_")
    assert len(texts) > 40
    assert texts - NOT_MET <= WORDS.keys()
    assert asked("ngettext") == PLURALS.keys()


@pytest.mark.parametrize("english", [*WORDS])
def test_the_danish_fills_in_only_what_the_english_does(english: str) -> None:
    assert blanks(WORDS[english]) <= blanks(english)


def test_numbers_choose_the_form() -> None:
    one, several = "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"
    assert in_danish_number(one, several, 1).format(possibility="'--lang'") == "Mente du '--lang'?"
    assert in_danish_number(one, several, 2).format(possibilities="'a', 'b'") == "(Mente du en af: 'a', 'b'?)"


@pytest.mark.parametrize(("kind", "danish"), KINDS.items())
def test_kinds_of_values_are_told_in_danish(kind: str, danish: str) -> None:
    told = in_danish("{value!r} is not a valid {number_type}.").format(value="x", number_type=kind)
    assert told == f"'x' er ikke et gyldigt {danish}."


@given(st.text())
def test_what_is_not_known_stays_as_it_is(text: str) -> None:
    assert in_danish(text) == WORDS.get(text, text)
    assert in_danish_number(text, "several", 1) == text or text in PLURALS


def said(*arguments: str, language: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "circular", "--lang", language, *arguments],
        capture_output=True, text=True, encoding="utf-8", env={**os.environ, "COLUMNS": "100"},
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "danish", "english"),
    [
        (("chek",), ["Brug: circular [TILVALG] KOMMANDO", "Fejl: kommandoen 'chek' findes ikke. Mente du 'check'?", "Se 'circular --help' for hjælp."], ["Usage: circular [OPTIONS] COMMAND", "Error: No such command 'chek'. Did you mean 'check'?"]),
        (("check", "--lng"), ["Fejl: tilvalget '--lng' findes ikke.", "(Mente du en af: "], ["Error: No such option '--lng'."]),
        (("check",), ["Fejl: mangler 'STI…'."], ["Error: Missing argument 'PATH…'."]),
        (("check", "x", "--jobs", "mange"), ["Fejl: ugyldig værdi for '--jobs': 'mange' er ikke et gyldigt heltal."], ["Error: Invalid value for '--jobs': 'mange' is not a valid integer range."]),
        (("check", "x", "--jobs", "900"), ["900 ligger ikke i 1<=x<=64."], ["900 is not in the range 1<=x<=64."]),
        (("check", "x", "--jobs"), ["Fejl: tilvalget '--jobs' skal have en værdi."], ["Error: Option '--jobs' requires an argument."]),
        (("check", "x", "--rules", "intet"), ["mappe 'intet' findes ikke."], ["Directory 'intet' does not exist."]),
        (("check", "x", "--fail-on", "alt"), ["'alt' er ikke en af 'must', 'should'."], ["'alt' is not one of 'must', 'should'."]),
        (("rules", "list", "a", "b"), ["der er argumenter for meget (a b)"], ["Got unexpected extra arguments (a b)"]),
    ],
)  # fmt: skip
def test_errors_speak_the_language_of_the_run(
    arguments: tuple[str, ...], danish: list[str], english: list[str]
) -> None:
    for language, words in (("da", danish), ("en", english)):
        told = said(*arguments, language=language)
        for word in words:
            assert word.lower() in told.lower()


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    yield path
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield (*path, name)


PLACES = """
import json, sys
sys.argv[1:] = ["--lang", sys.argv[1]]
import click
from circular.cli import program

found = {}

def walk(command, path):
    context = click.Context(command, info_name=path)
    found[path] = [command.get_help(context), [p.make_metavar(context) for p in command.params if not (isinstance(p, click.Option) and (p.is_flag or isinstance(p.type, click.Choice)))]]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            walk(command.get_command(context, name), f"{path} {name}".strip())

walk(program, "")
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def helps() -> dict[str, dict[str, tuple[str, list[str]]]]:
    found = {}
    for language in ("da", "en"):
        done = subprocess.run([sys.executable, "-c", PLACES, language], capture_output=True, text=True, check=True)
        found[language] = json.loads(done.stdout)
    return found


def test_every_command_is_walked(helps: dict[str, dict[str, tuple[str, list[str]]]]) -> None:
    assert {" ".join(path) for path in commands(program)} == helps["da"].keys() == helps["en"].keys()


def test_place_holders_speak_the_language_of_the_run(helps: dict[str, dict[str, tuple[str, list[str]]]]) -> None:
    shared = {
        (command, danish)
        for command in helps["da"]
        for danish, english in zip(helps["da"][command][1], helps["en"][command][1], strict=True)
        if danish == english and danish not in ALIKE
    }
    assert not shared


def test_help_has_none_of_the_other_language_s_frame(helps: dict[str, dict[str, tuple[str, list[str]]]]) -> None:
    english = re.compile(
        r"\b(Usage|Options|Commands|OPTIONS|ARGS|COMMAND|and exit|default|required|INTEGER|TEXT|FILE|PATH|DIRECTORY|FOLDER|FLOAT)\b"
    )
    danish = re.compile(r"\b(Brug|Tilvalg|Kommandoer|TILVALG|KOMMANDO|FIL|STI|MAPPE|DATO|NAVN)\b")
    assert not {name: found for name, (text, _) in helps["da"].items() if (found := english.findall(text))}
    assert not {name: found for name, (text, _) in helps["en"].items() if (found := danish.findall(text))}
