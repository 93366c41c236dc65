"""The one kind of error a user sees: where, what is wrong, and what to do about it."""

from __future__ import annotations

Said = str | tuple[str, str]
"""A text, or the same text in Danish and English: `("filen er tom", "the file is empty")`."""


class Fault(Exception):
    """A broken input or a wrong call, told in one line with its place and a hint; ends in exit code 2.

    `file` and `place` say where (`skole.yaml`, `14` or `Bygning!C12`), `fault` says what, `hint` says what to do.
    A text given as a pair is Danish and English; `fault` and `hint` read in English, `told` in either.
    """

    def __init__(self, file: str, place: str, fault: Said, hint: Said = "") -> None:
        self.file = file
        self.place = place
        self._fault = (fault, fault) if isinstance(fault, str) else fault
        self._hint = (hint, hint) if isinstance(hint, str) else hint
        super().__init__(self._fault[1])

    @property
    def fault(self) -> str:
        return self._fault[1]

    @property
    def hint(self) -> str:
        return self._hint[1]

    def parts(self, language: str) -> dict[str, str]:
        """file, place, fault and hint in the language ('da' or 'en')."""
        side = 0 if language == "da" else 1
        return {"file": self.file, "place": self.place, "fault": self._fault[side], "hint": self._hint[side]}

    def told(self, language: str) -> str:
        """`FILE:PLACE: fault`, and `hint: …` on a line of its own."""
        said = self.parts(language)
        said = {name: one_line(text) for name, text in said.items()}
        where = ":".join(part for part in (said["file"], said["place"]) if part)
        line = f"{where}: {said['fault']}" if where else said["fault"]
        return f"{line}\nhint: {said['hint']}" if said["hint"] else line

    def __str__(self) -> str:
        return self.told("en")

    def __reduce__(self) -> tuple[type[Fault], tuple[str, str, Said, Said]]:
        return Fault, (self.file, self.place, self._fault, self._hint)


def one_line(text: str) -> str:
    """The text without breaks, control characters and marks that turn its direction: what a file says can't pose as another line."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " for sign in text)


def nearest(word: str, known: list[str], most: int = 3) -> list[str]:
    """The known words that look most like `word`, for a 'did you mean' hint."""
    from difflib import get_close_matches

    return get_close_matches(word, known, n=most, cutoff=0.5)
