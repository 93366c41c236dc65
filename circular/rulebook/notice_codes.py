"""What rules/notice_codes.yaml says of the codes of notices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from circular.language import Words
from circular.rulebook.reading import Part
from circular.shelf import shelf
from circular.strict_yaml import load

FILE = "notice_codes.yaml"


@dataclass(frozen=True)
class NoticeCodes:
    """The codes that rules and suggestions hang on."""

    tagless: frozenset[str]
    """Subtypes in which BT-06 may not stand."""
    says_nothing: frozenset[str]
    withheld: str
    environmental: str
    circular: str
    description: Mapping[str, Words]
    """The text of BT-777: `demands`, `codes`, `criteria`."""
    impacts: Mapping[str, Words]
    """Code of BT-774 -> what it stands for."""
    green_criteria: re.Pattern[str]


@cache
def notice_codes() -> NoticeCodes:
    """The codes, read once; raises Fault with file and line when the file is broken."""
    data, lines = load((shelf("rules") / FILE).read_bytes(), f"rules/{FILE}")
    top = Part(data, lines, f"rules/{FILE}").keys(
        ("source", "tagless", "says_nothing", "withheld", "environmental", "circular", "description", "impacts", "green_criteria")
    )  # fmt: skip
    texts = top.sub("description").keys(("demands", "codes", "criteria"))
    impacts = top.sub("impacts")
    return NoticeCodes(
        tagless=frozenset(top.sub("tagless").texts()), says_nothing=frozenset(top.sub("says_nothing").texts()),
        withheld=top.sub("withheld").text(), environmental=top.sub("environmental").text(), circular=top.sub("circular").text(),
        description={name: texts.sub(name).words() for name in texts.data},
        impacts={name: impacts.sub(name).words() for name in impacts.data},
        green_criteria=re.compile("|".join(top.sub("green_criteria").texts()), re.IGNORECASE),
    )  # fmt: skip
