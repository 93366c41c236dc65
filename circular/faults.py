"""The one kind of error a user sees: where, what is wrong, and what to do about it."""

from __future__ import annotations


class Fault(Exception):
    """A broken input or a wrong call, told in one line with its place and a hint; ends in exit code 2.

    `file` and `place` say where (`skole.yaml`, `14` or `Bygning!C12`), `fault` says what, `hint` says what to do.
    """

    def __init__(self, file: str, place: str, fault: str, hint: str = "") -> None:
        super().__init__(fault)
        self.file = file
        self.place = place
        self.fault = fault
        self.hint = hint

    def __str__(self) -> str:
        where = ":".join(part for part in (self.file, self.place) if part)
        line = f"{where}: {self.fault}" if where else self.fault
        return f"{line}\nhint: {self.hint}" if self.hint else line

    def __reduce__(self) -> tuple[type[Fault], tuple[str, str, str, str]]:
        return Fault, (self.file, self.place, self.fault, self.hint)


def nearest(word: str, known: list[str], most: int = 3) -> list[str]:
    """The known words that look most like `word`, for a 'did you mean' hint."""
    from difflib import get_close_matches

    return get_close_matches(word, known, n=most, cutoff=0.5)
