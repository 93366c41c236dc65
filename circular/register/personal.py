"""Keeps personal data out of the register: names of cases and departments are checked before they are stored."""

from __future__ import annotations

import re

from circular.faults import Fault

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}(?!\d)")


def without_persons(text: str) -> str:
    """The text with e-mail addresses and Danish person numbers taken out."""
    return _CPR.sub("***", _MAIL.sub("***", text))


def refuse_persons(text: str, place: str) -> str:
    """The text; raises Fault when it names a person by e-mail address or person number."""
    if _MAIL.search(text) or _CPR.search(text):
        raise Fault(
            "register", place,
            ("her står en e-mail-adresse eller et CPR-nummer; registret gemmer ingen persondata", "an e-mail address or a person number stands here; the register keeps no personal data"),
            ("skriv en rolle eller en afdeling", "write a role or a department"),
        )  # fmt: skip
    return text
