"""Breaks files: bytes, the parts of packages, XML, the values of JSON and YAML, words; the same for the same seed."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import zipfile
from typing import Any

VALUES = ("", "-1", "0", "99999999999999999999", "1e400", "NaN", "inf", "½", "æ", "x" * 300, "\u202e", "%s", "../../etc/passwd", "=1+1", "9" * 40, "1.200,5", "2026-02-30", "\x00", "\ud800")  # fmt: skip
JUNK: tuple[Any, ...] = (None, [], {}, "", -1, 0, 1e30, 3.5, True, "x", "9" * 50, [None], [[]], {"a": 1}, {"": None}, "NaN", "2026-02-30", "1.200,5", -0.0)  # fmt: skip
WORDS = ("genbrug ", "skal ", "mindst ", "20 % ", "ikke ", "kg CO2e/m2/år ", "- ", "a) ", "; ", ": ", "dog ", "såfremt ", "| ", "\n", "\n# ", "bilag 3 ", "CO\u2082 ", "\u00ad", "\ufffe", "1.250,5 ", "hverken ", "eller ", "tildelingskriterier ", "vægter 40 % ", "[X] ", "(", ")", "§ 46, ", "lavemissionsklassen ", "\u0301", "æøå")  # fmt: skip
_TAME = tuple(value for value in VALUES if value not in ("\x00", "\ud800"))
_PATTERNS = (r'="([^"]*)"', r">([^<>]+)<", r"(<(?:\w+:)?\w+[^<>]*/>)", r"(</?(?:\w+:)?\w+[^<>]*>)")
_PACKED = b"PK\x03\x04"


def broken(content: bytes, chance: random.Random, others: tuple[bytes, ...] = ()) -> bytes:
    """The content with something wrong in it, at whatever level it has."""
    kind = chance.random()
    if content.startswith(_PACKED) and kind < 0.75:
        return broken_package(content, chance)
    if content[:1] in (b"{", b"[") and kind < 0.7:
        return broken_json(content, chance)
    if content[:1] == b"<" and kind < 0.7:
        return broken_xml(content.decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    if kind > 0.93 and others:
        other = chance.choice(others)
        return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other) + 1) :]
    if kind < 0.5 and _is_text(content):
        return broken_lines(content.decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    return broken_bytes(content, chance)


def scratched(content: bytes, chance: random.Random) -> bytes:
    """The content with one small thing wrong in it, so that what lies behind the first checks is reached."""
    if not content.startswith(_PACKED):
        return _touched(content, chance, chance.randint(1, 3))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        inner = [name for name in names if name.endswith((".xml", ".rels"))] or names
        meant = set(chance.choices(inner, k=chance.randint(1, 2)))
        for name in names:
            data = source.read(name)
            if name in meant and name.endswith((".xml", ".rels")):
                data = broken_xml(data.decode("utf-8", "replace"), chance, tame=True).encode("utf-8", "replace")
            elif name in meant:
                data = _touched(data, chance, 1)
            target.writestr(name, data)
    return out.getvalue()


def _touched(content: bytes, chance: random.Random, times: int) -> bytes:
    said = bytearray(content)
    for _ in range(times if said else 0):
        said[chance.randrange(len(said))] = chance.choice((0, 1, 32, 48, 57, 127, 255, chance.randrange(256)))
    return bytes(said)


def broken_bytes(content: bytes, chance: random.Random) -> bytes:
    said = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        at, kind = chance.randrange(len(said) or 1), chance.random()
        if kind < 0.45 and said:
            said[at] = chance.randrange(256)
        elif kind < 0.6:
            del said[at : at + chance.randint(1, 60)]
        elif kind < 0.75:
            said[at:at] = chance.choice(VALUES).encode("utf-8", "replace")
        elif kind < 0.9:
            said[at:at] = said[at : at + chance.randint(1, 200)] * chance.randint(1, 4)
        elif kind < 0.95:
            said[at:at] = chance.randbytes(chance.randint(1, 20))
        else:
            said = said[:at]
    return bytes(said)


def broken_xml(text: str, chance: random.Random, tame: bool | None = None) -> str:
    """Attributes, texts and elements changed, taken out, doubled; `tame` (else two times in three) it stays XML."""
    tame = chance.random() < 0.67 if tame is None else tame
    for _ in range(chance.randint(1, 4)):
        pattern = chance.choice(_PATTERNS[: 3 if tame else 4])
        found = list(re.finditer(pattern, text))
        if not found:
            continue
        hit = chance.choice(found)
        whole = pattern.startswith("(")
        value = chance.choice(("", hit.group(1) * 2)) if whole else chance.choice(_TAME if tame else VALUES)
        text = text[: hit.start(1)] + value + text[hit.end(1) :]
    return text


def broken_package(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                data = source.read(name)
                if name.endswith((".xml", ".rels")) and chance.random() < 0.4:
                    data = broken_xml(data.decode("utf-8", "replace"), chance).encode("utf-8", "replace")
                elif chance.random() < 0.1:
                    data = broken_bytes(data, chance)
                if chance.random() > 0.03:
                    target.writestr(name, data)
    except (zipfile.BadZipFile, ValueError, OSError):
        return broken_bytes(content, chance)
    return out.getvalue()


def broken_json(content: bytes, chance: random.Random) -> bytes:
    try:
        data = json.loads(content)
    except ValueError:
        return broken_bytes(content, chance)
    return json.dumps(broken_data(data, chance)).encode("utf-8", "replace")


def broken_data(data: Any, chance: random.Random) -> Any:
    """Data with one to three parts taken out, exchanged or doubled."""
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        here, steps = data, chance.randint(1, 8)
        for step in range(steps):
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not keys:
                break
            key = chance.choice(keys)
            if step == steps - 1 or not isinstance(here[key], dict | list) or not here[key]:
                kind = chance.random()
                if kind < 0.25:
                    del here[key]
                elif kind < 0.4 and isinstance(here, dict):
                    here[f"{key}x"] = here.pop(key)
                elif kind < 0.5 and isinstance(here, list):
                    here.append(copy.deepcopy(here[key]))
                else:
                    here[key] = copy.deepcopy(chance.choice(JUNK))
                break
            here = here[key]
        if not isinstance(data, dict | list) or not data:
            break
    return data


def broken_lines(text: str, chance: random.Random) -> str:
    """Lines and the values in them changed, doubled, moved, indented; words put in."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at, kind = chance.randrange(len(lines)), chance.random()
        if kind < 0.15:
            del lines[at]
            lines = lines or [""]
        elif kind < 0.3:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif kind < 0.4:
            lines[at] = " " * chance.randint(1, 4) + lines[at]
        elif kind < 0.8:
            found = list(re.finditer(r"[\w.,#-]+", lines[at]))
            if found:
                hit = chance.choice(found)
                lines[at] = lines[at][: hit.start()] + chance.choice(VALUES) + lines[at][hit.end() :]
        else:
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:cut] + chance.choice(WORDS) * chance.randint(1, 30) + lines[at][cut:]
    return "\n".join(lines)


def words(chance: random.Random, most: int = 400) -> str:
    """Text of the words that readers and detectors look for, in no order."""
    said: list[str] = []
    while len(said) < chance.randint(1, most):
        said += [chance.choice(WORDS)] * chance.choice((1, 1, 1, 2, 40))
    return "".join(said)


def _is_text(content: bytes) -> bool:
    return b"\x00" not in content[:2000] and not content.startswith((b"%PDF", _PACKED, b"\xd0\xcf"))
