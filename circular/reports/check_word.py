"""A copy of the user's own Word document with comments in the margin, at the exact words; nothing else in it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from circular.checking import Checked
from circular.collection import no_collection
from circular.documents.docx_numbering import W
from circular.language import Language
from circular.place import Place
from circular.reports.quotes import Quotes
from circular.reports.word_find import Finder, Spell
from circular.reports.word_marks import Marker
from circular.reports.word_notes import Note, is_word, notes
from circular.reports.word_package import Copy
from circular.reports.word_spots import Spot, SpotWalk


def word_files(case: Checked) -> list[str]:
    """The documents of a case that were read from Word files, as the report names them."""
    return [one.file for one in case.documents if one.kind == "docx" and one.status in ("read", "partly_read") and is_word(one.file)]  # fmt: skip


def main_document(case: Checked, names: Sequence[str]) -> str | None:
    """The Word document in which demands that belong nowhere else are told: that with the heading of requirements."""
    from circular.rulebook.clause_search import belongs

    if case.tender is None or not names:
        return next(iter(names), None)
    only = tuple(document for document in case.tender.documents if document.file in names)
    home = belongs(case.tender.model_copy(update={"documents": only}), ())
    return home.file if home is not None else names[0]


def commented(content: bytes, file: str, case: Checked, language: Language, *, first: bool = True) -> bytes:
    """The document's bytes with the comments of the case; `first`: also of demands that belong in no Word document."""
    with no_collection():
        copy = Copy(content)
        walk = SpotWalk(copy, file)
        put_notes(copy, walk, list(notes(case, file, language, first=first)), Quotes(case))
        return copy.content()


def put_notes(copy: Copy, walk: SpotWalk, said: Sequence[Note], quotes: Quotes) -> None:
    """Anchor the notes in the order in which their places stand, and number them on from the document's own."""
    order = {id(spot): number for number, spot in enumerate(walk.spots.values())}
    opening = next(iter(walk.body_spots()), None)
    placed = [(note, _spot(walk, note.place) or opening) for note in said]
    placed.sort(key=lambda pair: (-1, 0) if pair[0].place is None else (order.get(id(pair[1]), 0), pair[0].place.start or 0))  # fmt: skip
    finder = Finder()
    found = [_words(finder, spot, note, quotes, opening) for note, spot in placed]
    marker = Marker(copy.style_named("annotation reference"))
    comments = []
    for identifier, ((note, spot), words) in enumerate(zip(placed, found, strict=True), copy.next_id(walk.root)):
        _anchor(marker, spot, words, walk.root, identifier)
        comments.append((identifier, note.comment))
    copy.put_text(walk.root)
    copy.put_comments(comments)


def _spot(walk: SpotWalk, place: Place | None) -> Spot | None:
    return None if place is None or place.paragraph is None else walk.spots.get((place.part, place.paragraph))


def _words(finder: Finder, spot: Spot | None, note: Note, quotes: Quotes, opening: Spot | None) -> tuple[Spell, Spell] | None:  # fmt: skip
    """First and last letter to mark, found before any run is split; None where a reference or nothing is marked."""
    place = note.place
    if spot is not None and spot.margin and opening is not None:
        spot, place = opening, None
    if spot is None or spot.host is not None:
        return None
    block = quotes.block(place) if place is not None else None
    return finder.words(spot.said, block, place.start if place else None, place.end if place else None, note.near)


def _anchor(marker: Marker, spot: Spot | None, words: tuple[Spell, Spell] | None, root: Any, identifier: int) -> None:
    if words is not None:
        marker.words(*words, identifier)
    elif spot is None:
        marker.paragraph(_first_paragraph(root), identifier)
    elif spot.host is None:
        marker.paragraph(spot.said[-1].paragraph, identifier)
    else:
        run = _reference(spot)
        if run is not None:
            marker.run(run, identifier)
        else:
            marker.paragraph(spot.host, identifier)


def _reference(spot: Spot) -> Any | None:
    """The run in the body that refers to the note, or holds the text box, in which a place lies."""
    host: Any = spot.host
    for run in host.iter(f"{W}r"):
        if spot.note is not None:
            kind, number = spot.note
            if any(mark.get(f"{W}id") == number for mark in run.iterchildren(f"{W}{kind}Reference")):
                return run
        elif next(run.iter(f"{W}txbxContent"), None) is not None:
            return run
    return None


def _first_paragraph(root: Any) -> Any:
    """The first paragraph of a document without text, or a new one."""
    body = root.find(f"{W}body")
    paragraph = next(body.iter(f"{W}p"), None)
    if paragraph is None:
        paragraph = body.makeelement(f"{W}p")
        body.insert(0, paragraph)
    return paragraph
