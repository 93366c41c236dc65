"""Where the Word copies of a check go: one file, or a folder with one for each Word document; never over the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from circular.cli import options
from circular.cli.speak import say, tongue
from circular.documents.storable import storable
from circular.faults import Fault
from circular.written import write_whole

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def write_word(done: Sequence[Any], paths: Sequence[list[Path]], target: Path) -> list[Path]:
    """Write a commented copy of every Word document of the cases; the files written. Nothing is written on a Fault."""
    from circular.documents.failure import Unreadable
    from circular.reports.check_word import commented, main_document, word_files

    found = [(case, files, word_files(case)) for case, files in zip(done, paths, strict=True)]
    count = sum(len(names) for _, _, names in found)
    if not count:
        raise _nothing(done)
    places = _places(found, target, count)
    copies: list[tuple[bytes, Path]] = []
    for case, files, names in found:
        if not names:
            options.tell(say(f"{case.name}: ingen Word-fil at kommentere", f"{case.name}: no Word file to comment"))
        main = main_document(case, names)
        for name in names:
            try:
                content = _content(name, files)
                _macros_and_signature(name, content)
                made = commented(content, name, case, tongue(), first=name == main)
            except Unreadable as failure:  # it has changed since it was read
                raise Fault(name, "", (failure.da, failure.en)) from None
            copies.append((made, places[len(copies)]))
    for content, place in copies:
        write_whole(content, place)
    return [place for _, place in copies]


def _nothing(done: Sequence[Any]) -> Fault:
    """Why no copy can be made: the case's own fault, a Word file that could not be read, or that there is none."""
    fault = next((case.fault for case in done if case.fault is not None), None)
    if isinstance(fault, Fault):
        return fault
    documents = [one for case in done for one in case.documents]
    unread = next((one for one in documents if one.kind == "docx" and one.status == "unreadable"), None)
    if unread is not None:
        why = unread.why or "kunne ikke læses", unread.why_en or unread.why or "could not be read"
        return Fault(unread.file, "", why, ("gem den igen fra Word uden adgangskode", "save it again from Word without a password"))  # fmt: skip
    return Fault(
        documents[0].file if documents else "",
        "",
        ("sagen har ingen Word-fil (.docx), der kan kommenteres", "the case has no Word file (.docx) to comment"),
        ("brug --format xlsx=FIL eller html=FIL", "use --format xlsx=FILE or html=FILE"),
    )


def _places(found: Sequence[tuple[Any, list[Path], list[str]]], target: Path, count: int) -> list[Path]:
    """Where each copy goes, in order; raises Fault for a target that fits none, or that would be read as part of the case."""
    one_file = target.suffix.casefold() in SUFFIXES and not target.is_dir()
    if one_file and count > 1:
        raise Fault(
            str(target),
            "",
            (f"der er {count} Word-filer at kommentere, men kun ét filnavn", f"there are {count} Word files to comment, but one file name"),
            ("angiv en mappe i stedet: --format word=MAPPE", "name a folder instead: --format word=FOLDER"),
        )  # fmt: skip
    places = []
    for case, files, names in found:
        for name in names:
            inside = _relative(name, files)
            within = (
                PurePosixPath(*map(storable, PurePosixPath(case.name).parts)) / inside if len(found) > 1 else inside
            )
            place = target if one_file else target / within
            _refuse_other_kind(name, place)
            _refuse_in_the_way(place, files)
            places.append(place)
    return places


def _relative(name: str, files: Sequence[Path]) -> PurePosixPath:
    """The place of a copy within the folder: as within the case, or its bare name where the file itself was given."""
    parts = [storable(part) for part in PurePosixPath(name).parts if part not in ("/", "..")]
    given = any(name in (path.as_posix(), path.name) for path in files if not path.is_dir())
    return PurePosixPath(parts[-1]) if given else PurePosixPath(*parts)


def _refuse_other_kind(name: str, place: Path) -> None:
    if place.suffix.casefold() != PurePosixPath(name).suffix.casefold():
        kind = PurePosixPath(name).suffix
        raise Fault(
            str(place),
            "",
            (f"kopien af {name} skal også hedde {kind}, ellers åbner Word den ikke", f"the copy of {name} must be called {kind} too, or Word won't open it"),
            (f"skriv {place.with_suffix(kind).name}", f"write {place.with_suffix(kind).name}"),
        )  # fmt: skip


def _refuse_in_the_way(place: Path, files: Sequence[Path]) -> None:
    """Never over a document of the case, and never into its folder, where the next check would read it."""
    resolved = place.resolve()
    for path in files:
        own = path.resolve()
        if own == resolved or (path.is_dir() and resolved.is_relative_to(own)):
            raise Fault(
                str(place),
                "",
                ("kopien ville ligge oven i sagens egne dokumenter", "the copy would lie among the case's own documents"),
                ("vælg en anden mappe eller et andet filnavn", "choose another folder or file name"),
            )  # fmt: skip


def _content(name: str, files: Sequence[Path]) -> bytes:
    from circular.documents import unpacked
    from circular.documents.folders import found

    place = next((file.path for file in found(files)[0] if file.name == name), None)
    if place is not None:
        return place.read_bytes()
    with unpacked(name, None, files) as path:
        return path.read_bytes()


def _macros_and_signature(name: str, content: bytes) -> None:
    """Say on stderr what a reader of the copy must know besides its comments."""
    from circular.documents.package import Package

    names = Package(content).names()
    if any(part.startswith("_xmlsignatures/") for part in names):
        options.tell(say(f"{name}: dokumentet er digitalt underskrevet; underskriften gælder ikke kopien", f"{name}: the document is digitally signed; the signature does not hold for the copy"))  # fmt: skip
    if any(part.endswith("vbaProject.bin") for part in names):
        options.tell(say(f"{name}: makroerne er kopieret med, men ikke kørt", f"{name}: its macros were copied, not run"))  # fmt: skip
