"""The language this run speaks: `--lang`, else CIRCULAR_LANG, else circular.toml's `lang`, else Danish; never the locale."""

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
    words = sys.argv[1:]
    for index, word in enumerate(words):
        if word == "--":
            break
        if word.startswith("--lang="):
            return _known(word.split("=", 1)[1])
        if word == "--lang" and index + 1 < len(words):
            return _known(words[index + 1])
    if "CIRCULAR_LANG" in os.environ:
        return _known(os.environ["CIRCULAR_LANG"])
    profile = Path("circular.toml")
    if profile.is_file():
        import tomllib

        try:
            return _known(str(tomllib.loads(profile.read_text(encoding="utf-8")).get("lang", "da")))
        except (OSError, ValueError):
            return "da"  # the command that uses the profile says what is wrong with it
    return "da"


def _known(word: str) -> Tongue:
    return "en" if word.strip().lower().startswith("en") else "da"


def say(da: str, en: str) -> str:
    """The text in the language of this run."""
    return da if tongue() == "da" else en
