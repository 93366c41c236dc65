"""The language this run speaks: `--lang`, else CIRCULAR_LANG, else `lang` of the profile (`--profile`, else circular.toml), else Danish;
never the locale."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Literal

Tongue = Literal["da", "en"]


@cache
def tongue() -> Tongue:
    """`da` or `en`, settled before any command is built, because help texts need it too."""
    asked = _asked("--lang")
    if asked is not None:
        return _known(asked)
    if "CIRCULAR_LANG" in os.environ:
        return _known(os.environ["CIRCULAR_LANG"])
    for profile in (_asked("--profile"), "circular.toml"):
        told = None if profile is None else _of_profile(Path(profile))
        if told is not None:
            return _known(told)
    return "da"


def _asked(option: str) -> str | None:
    """The value of an option of this run."""
    words = sys.argv[1:]
    for index, word in enumerate(words):
        if word == "--":
            break
        if word.startswith(f"{option}="):
            return word.split("=", 1)[1]
        if word == option and index + 1 < len(words):
            return words[index + 1]
    return None


def _of_profile(file: Path) -> str | None:
    """The language of a profile; None where it names none, or is none: the command that uses it says what is wrong with it."""
    if not file.is_file():
        return None
    import tomllib

    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")).get("lang")
    except (OSError, ValueError):
        return None
    return None if told is None else str(told)


def _known(word: str) -> Tongue:
    return "en" if word.strip().lower().startswith("en") else "da"


def say(da: str, en: str) -> str:
    """The text in the language of this run."""
    return da if tongue() == "da" else en
