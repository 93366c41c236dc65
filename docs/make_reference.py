"""Writes docs/reference from the code and the rule files: `python docs/make_reference.py [--check]`.

With `--check` nothing is written; a page that no longer says what the code says is named and the exit code is 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference"


def shown(*arguments: str, language: str) -> str:
    """What the program prints, at a fixed width."""
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "circular", "--lang", language, *arguments],
        capture_output=True, text=True, encoding="utf-8", env=environment, check=True,
    )  # fmt: skip
    return done.stdout.rstrip() + "\n"


def commands_page() -> str:
    import click

    from circular.cli import COMMANDS, program

    lines = [
        "# Commands",
        "",
        "Generated from the program by `docs/make_reference.py`. Danish help: `circular COMMAND --help`.",
        "",
    ]
    context = click.Context(program, info_name="circular")
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        lines += [f"## circular {name}", "", "```text", shown(name, "--help", language="en").rstrip(), "```", ""]
        if isinstance(command, click.Group):
            for part in command.list_commands(context):
                lines += [
                    f"### circular {name} {part}",
                    "",
                    "```text",
                    shown(name, part, "--help", language="en").rstrip(),
                    "```",
                    "",
                ]
    return "\n".join(lines)


def rules_page(language: str) -> str:
    from circular.reports.rule_page import rule_page
    from circular.rulebook import load_rules

    title = "Regler" if language == "da" else "Rules"
    made = (
        "Dannet af regelfilerne med `docs/make_reference.py`."
        if language == "da"
        else "Generated from the rule files by `docs/make_reference.py`."
    )
    lines = [f"# {title}", "", made, ""]
    for rule in load_rules().rules:
        lines += [
            f"## {rule.code} {rule.name}",
            "",
            "```text",
            rule_page(rule, language).rstrip(),  # type: ignore[arg-type]
            "```",
            "",
        ]
    return "\n".join(lines)


def main() -> int:
    os.environ["COLUMNS"] = "100"
    made = {"commands.md": commands_page(), "rules.md": rules_page("en"), "regler.md": rules_page("da")}
    stale = [
        name
        for name, text in made.items()
        if not (TARGET / name).is_file() or (TARGET / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv:
        for name in stale:
            print(f"docs/reference/{name} is out of date: run python docs/make_reference.py")
        return 1 if stale else 0
    TARGET.mkdir(exist_ok=True)
    for name, text in made.items():
        (TARGET / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
