"""The `sources:` of a rule file."""

from __future__ import annotations

from collections.abc import Mapping

from circular.rulebook.dated import Source
from circular.rulebook.reading import Part


def read_sources(part: Part | None) -> Mapping[str, Source]:
    """Key -> source; each has a `ref`, and its English, a `url` and the day it was read where they are known."""
    found: dict[str, Source] = {}
    if part is None:
        return found
    if not isinstance(part.data, dict):
        raise part.fault("her skal stå kilder med nøgler", "sources with keys must stand here", ("skriv br18-2023: {ref: …}", "write br18-2023: {ref: …}"))  # fmt: skip
    for key in part.data:
        row = part.sub(key).keys(("ref",), ("en", "url", "read_on"))
        url = row.get("url")
        if url is not None and not url.text().startswith(("http://", "https://")):
            raise url.fault("adressen begynder ikke med https://", "the address does not begin with https://")
        found[key] = Source(
            key=key,
            ref=row.sub("ref").text(),
            en=row.sub("en").text() if "en" in row.data else None,
            url=url.data if url else None,
            read_on=row.sub("read_on").day() if "read_on" in row.data else None,
        )
    return found
