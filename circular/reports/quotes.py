"""The words that a finding points at, fetched from the documents as they were read."""

from __future__ import annotations

from circular.checking import Checked
from circular.documents.model import Block
from circular.place import Place

Key = tuple[str, str, int | None, str | None, int | None]


class Quotes:
    """Blocks of one case by place."""

    def __init__(self, case: Checked) -> None:
        self._blocks: dict[Key, Block] = {}
        for document in case.documents:
            for block in document.blocks:
                self._blocks.setdefault(_key(block.place), block)

    def block(self, place: Place) -> Block | None:
        """The block at a place; None for a place outside the text (a component, an element of XML)."""
        return self._blocks.get(_key(place))

    def words(self, place: Place) -> str:
        """The exact words, or the whole block where the place names no characters; '' where nothing stands there."""
        block = self.block(place)
        if block is None:
            return ""
        return block.text[place.start : place.end] if place.end else block.text

    def context(self, place: Place) -> tuple[str, str, str]:
        """(before, the words, after) within their block."""
        block = self.block(place)
        if block is None:
            return "", "", ""
        if not place.end:
            return "", block.text, ""
        return block.text[: place.start], block.text[place.start : place.end], block.text[place.end :]


def _key(place: Place) -> Key:
    return place.file, place.part, place.paragraph, place.cell, place.page
