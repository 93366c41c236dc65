"""What a console can show: text in its own letters where it has no UTF-8, and nothing more once its pipe is closed."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
import unicodedata
from typing import Any

PLAIN = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": ",", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-",
    "…": "...", "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≈": "ca.", "·": "-", "•": "-", "›": ">", "─": "-", "│": "|", "×": "x",
    "€": "EUR", "§": "par.", "✓": "v", "✗": "x", "█": "#", "▏": "|", "░": ".", "±": "+/-", "ø": "oe", "Ø": "Oe", "æ": "ae", "Æ": "Ae", "å": "aa", "Å": "Aa",
}  # fmt: skip
"""How a letter is written where the console's alphabet lacks it."""
HANDLER = "circular.plain"


def settle() -> None:
    """Make stdout and stderr take every text: UTF-8 into files and pipes, a terminal's own alphabet on a terminal.

    PYTHONIOENCODING is obeyed everywhere. What the alphabet lacks is written plainly.
    """
    codecs.register_error(HANDLER, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        own = "PYTHONIOENCODING" in os.environ or stream.isatty()
        with contextlib.suppress(ValueError, OSError):
            if own or _is_utf8(stream.encoding):
                stream.reconfigure(errors=HANDLER)
            else:
                stream.reconfigure(encoding="utf-8", errors=HANDLER)


def _is_utf8(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wanted = error.object[error.start : error.end]
    return "".join(plainly(char, error.encoding) for char in wanted), error.end


def plainly(char: str, encoding: str) -> str:
    """The letter in an alphabet that lacks it: its plain form, its letter without accents, or a question mark."""
    for form in (PLAIN.get(char), unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()):
        if form and _fits(form, encoding):
            return form
    return "?"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def let_go(stream: Any) -> None:
    """Turn a stream that can't be written to any more into nowhere, so that nothing complains at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
