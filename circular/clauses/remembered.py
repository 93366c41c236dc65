"""Clauses that were found before in the same blocks by the same language are taken from the cache."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from circular.cache import Cache, key_of, libraries, sources
from circular.clauses.detect import detect
from circular.clauses.model import Clause
from circular.documents.model import Document
from circular.shelf import shelf, walk

_CLAUSES: TypeAdapter[list[Clause]] = TypeAdapter(list[Clause])


def remembered(document: Document, store: Cache | None, concepts: bool = False) -> list[Clause]:
    """What `detect` finds in the document, from the cache where it stands there."""
    if store is None or not document.blocks or document.notice is not None:
        return detect(document, concepts)
    blocks = document.model_dump_json(include={"file", "blocks"}, exclude_defaults=True).encode("utf-8", "replace")
    key = key_of("clauses", _version(), str(concepts), blocks)
    said = store.get(key)
    if said is not None:
        try:
            return _CLAUSES.validate_json(said)
        except ValueError:
            store.drop(key)
    found = detect(document, concepts)
    store.put(key, _CLAUSES.dump_json(found, exclude_defaults=True))
    return found


@cache
def _version() -> str:
    """The detector and its language."""
    folder = shelf("rules") / "lexicon"
    words = [part for name, entry in walk(folder, ".yaml") for part in (name, entry.read_bytes())]
    return key_of(sources("clauses", "documents", "place"), libraries(("pydantic", "ahocorasick-rs")), *words)
