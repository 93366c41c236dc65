"""Files of other programs: read within bounds, decoded, and refused with one line when they are broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from circular.documents.encoding import decode
from circular.documents.failure import Unreadable
from circular.documents.package import Package, parse
from circular.faults import Fault, Said

MOST_BYTES = 200_000_000
MOST_DIGITS = 30
"""Numbers with more digits or larger exponents than this are none that a building holds."""

_AGAIN = ("eksportér filen igen", "export the file again")


class Notes:
    """What an importer has to tell: each line in Danish and English, said once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._lines: dict[tuple[str, str], None] = {}

    def __call__(self, da: str, en: str, place: str = "") -> None:
        where = f"{self.file}:{place}" if place else self.file
        self._lines[(f"{where}: {da}", f"{where}: {en}")] = None

    @property
    def da(self) -> tuple[str, ...]:
        return tuple(da for da, _ in self._lines)

    @property
    def en(self) -> tuple[str, ...]:
        return tuple(en for _, en in self._lines)


def content_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file; raises Fault for one that is missing, empty, unreadable or too large."""
    try:
        size = path.stat().st_size
        if size > most:
            raise Fault(
                str(path),
                "",
                (f"filen er større end {most // 1_000_000} MB", f"the file is larger than {most // 1_000_000} MB"),
                ("del den, eller eksportér kun det, der skal bruges", "split it, or export only what is needed"),
            )
        content = path.read_bytes()
    except OSError as error:
        raise Fault(str(path), "", (f"kan ikke læses: {error.strerror}", f"cannot be read: {error.strerror}")) from None
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Fault(str(path), "", ("filen er tom", "the file is empty"), _AGAIN)
    return content


def json_of(content: bytes, file: str) -> Any:
    """JSON with exact numbers; raises Fault with line and column where it breaks off, is too deep or holds no JSON."""
    text, replaced = decode(content)
    if replaced:
        raise Fault(file, "", ("filen er hverken UTF-8, UTF-16 eller Windows-1252", "the file is neither UTF-8, UTF-16 nor Windows-1252"), _AGAIN)  # fmt: skip
    try:
        return json.loads(text.lstrip("\ufeff"), parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        ended = error.pos >= len(text.rstrip()) - 1
        said: Said = (
            ("filen er afbrudt, før JSON slutter", "the file breaks off before the JSON ends")
            if ended
            else ("ikke gyldig JSON", "not valid JSON")
        )
        raise Fault(file, f"{error.lineno}:{error.colno}", said, _AGAIN) from None
    except RecursionError:
        raise Fault(file, "", ("JSON i alt for mange niveauer", "JSON nested too deep"), _AGAIN) from None
    except (ValueError, ArithmeticError):
        raise Fault(file, "", ("JSON med tal, der ikke er tal", "JSON with numbers that are none"), _AGAIN) from None


def _no_number(word: str) -> None:
    raise ValueError(word)


def number_of(value: Any) -> Decimal | None:
    """A finite number of reasonable size, also when it is written as text; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        text = value.strip().replace("\xa0", "").replace(" ", "").replace("−", "-")
        if "," in text:
            text = text.replace(".", "").replace(",", ".") if text.count(",") == 1 and text.rfind(",") > text.rfind(".") else text.replace(",", "")  # fmt: skip
        if not text or len(text) > 60:
            return None
    elif isinstance(value, float):
        text = repr(value)
    elif isinstance(value, int | Decimal):
        text = str(value) if not isinstance(value, int) or abs(value) < 10**MOST_DIGITS else "nan"
    else:
        return None
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    if not number.is_finite() or (number and abs(number.adjusted()) > MOST_DIGITS):
        return None
    return number


def text_of(value: Any, languages: tuple[str, ...] = ("Danish", "English", "Norwegian", "German")) -> str:
    """A name that is a text, or a table of one text a language of which some are blank."""
    if isinstance(value, dict):
        said = [value.get(language) for language in languages] + list(value.values())
        return next((printable(text) for text in said if isinstance(text, str) and printable(text)), "")
    return printable(value) if isinstance(value, str) else ""


def printable(text: str) -> str:
    """A text without control characters, on one line."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def package_of(content: bytes, file: str) -> Package:
    """A zip file opened within bounds; raises Fault for a bomb, a broken or a locked one."""
    try:
        return Package(content)
    except Unreadable as failure:
        raise Fault(file, "", (failure.da, failure.en), _AGAIN) from None


def members_of(package: Package, file: str, suffix: str, most: int = MOST_BYTES) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each part whose name ends with `suffix`, all together no more than `most`."""
    left = most
    for name in package.names():
        if name.lower().endswith(suffix) and not name.startswith("__MACOSX/"):
            try:
                content = package.read(name)
            except Unreadable as failure:
                raise Fault(file, name, (failure.da, failure.en), _AGAIN) from None
            left -= len(content)
            if left < 0:
                raise Fault(file, "", (f"mere end {most // 1_000_000} MB udpakket", f"more than {most // 1_000_000} MB unpacked"), _AGAIN)  # fmt: skip
            yield name, content


def xml_of(content: bytes, file: str) -> Any:
    """The root of XML without entities, DTD or network; raises Fault."""
    try:
        return parse(content, file.rsplit("/", 1)[-1])
    except Unreadable as failure:
        raise Fault(file, "", (failure.da, failure.en), _AGAIN) from None
