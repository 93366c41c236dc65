"""Shows or writes what `circular check` found, in the formats asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from circular.cli import options
from circular.cli.check_files import FILES, TEXTS, write_file, write_text
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


def put(
    form: str, file: Path | None, done: list[Any], paths: list[list[Path]], severities: tuple[str, ...], *,
    verbose: bool, earlier: list[dict[str, Any]] | None,
) -> list[Path]:  # fmt: skip
    """Show or write the cases in one format; the files written."""
    if form == "html":
        from circular.cli.check_pages import write_pages

        write_pages(done, file)
        return [file] if file is not None else []
    if form in FILES:
        return write_file(form, done, paths, file)
    if form in TEXTS:
        return write_text(form, done, file, severities)
    said = shown(form, done, tongue(), verbose=verbose, coloured=file is None, earlier=earlier)
    options.write(said, file, machine=form != "text")
    return [file] if file is not None else []


def _comparisons(done: list[Any], earlier: list[dict[str, Any]]) -> list[Any]:
    """What became of each case; None for one that was not in the earlier check, or could not be judged."""
    from circular.comparing import compare, pair

    found = [(case, pair(case.name, earlier, len(done)) if case.fault is None else None) for case in done]
    return [compare(old, case_as_json(case)) if old is not None else None for case, old in found]


def quiet_line(case: Any) -> str:
    """The verdict of a case on one line."""
    from circular.reports.check_text import quiet_text

    return quiet_text(case, tongue(), paint=paint)


def case_as_json(case: Any) -> dict[str, Any]:
    """One case in the language of the run."""
    from circular.reports.check_json import case_json

    return case_json(case, tongue())


def shown(
    form: str, done: list[Any], language: Any, *, verbose: bool, coloured: bool, earlier: list[dict[str, Any]] | None
) -> str:
    """The cases as text or JSON."""
    changed = _comparisons(done, earlier) if earlier is not None and form in ("json", "text") else None
    if form == "json":
        from circular.reports.against import against_json
        from circular.reports.check_json import check_json

        answer = check_json(done, language)
        if changed is not None:
            answer["against"] = [against_json(one, language) if one is not None else None for one in changed]
        return json.dumps(answer, ensure_ascii=False, indent=1)
    if form == "jsonl":
        return "\n".join(json.dumps(case_as_json(case), ensure_ascii=False) for case in done)
    from circular.remedies import plan_file
    from circular.reports.check_text import check_text, no_paint, quiet_text, rule_line

    if options.is_quiet():
        return "\n".join(quiet_text(case, language, paint=paint if coloured else no_paint) for case in done)

    texts = [
        check_text(
            case,
            language,
            verbose=verbose,
            paint=paint if coloured else no_paint,
            project=plan_file(case.building),
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
