"""The impact data of LCAx products, as products of the project's own library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from circular.building.foreign import Notes, number_of, text_of
from circular.building.model import LibraryProduct

MODULES = {"a1a3": "a1a3", "a4": "a4", "a5": "a5", "c3": "c3", "c4": "c4", "d": "d"}
PRODUCTION = ("a1", "a2", "a3")
WRAPPERS = ("EPD", "epd", "ExternalEPD", "InternalEPD", "externalImpactData", "internalImpactData")


class Impacts:
    """Library products by what they declare; equal ones are made once."""

    def __init__(self, data: Mapping[str, Any], notes: Notes, words: Mapping[str, Any]) -> None:
        self._data = data
        self._notes = notes
        self._words = words
        self._made: dict[str, LibraryProduct] = {}

    def used(self) -> tuple[LibraryProduct, ...]:
        return tuple(self._made.values())

    def materials_of(self, part: Mapping[str, Any], name: str) -> list[str]:
        """The ids of the products behind a part; a name that resolves to nothing where it has no figures."""
        found = [epd for epd in (self._epd(item, name) for item in self._sources(part)) if epd is not None]
        if not found:
            self._notes(f"'{name}' har ingen miljødata i filen", f"'{name}' has no impact data in the file")
            return [f"lcax: {name}"]
        merged = self._merged(found)
        if len(merged) > 1:
            self._notes(f"'{name}' har {len(merged)} datasæt for de samme moduler; hvert tæller med hele mængden", f"'{name}' has {len(merged)} data sets for the same modules; each counts with the whole amount")  # fmt: skip
        return [self._keep(product) for product in merged]

    def _sources(self, part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        said = part.get("impactData", part.get("epdSource"))
        items = (
            list(said.values())
            if isinstance(said, dict) and not _is_data(said)
            else said
            if isinstance(said, list)
            else [said]
        )
        return [item for item in items if isinstance(item, dict)]

    def _epd(self, said: Mapping[str, Any], name: str, depth: int = 0) -> LibraryProduct | None:
        """One data set; one that stands elsewhere in the file is followed, one on the net is named and left out."""
        inner = said
        for key in WRAPPERS:
            if isinstance(said.get(key), dict):
                inner = said[key]
                break
        url = text_of(inner.get("url") or inner.get("uri"))
        if url and not _figures(inner):
            self._notes(f"miljødata for '{name}' står på {url} og er ikke hentet", f"the impact data of '{name}' stand at {url} and were not fetched")  # fmt: skip
            return None
        path = text_of(inner.get("path"))
        if path:
            target = self._at(path)
            if target is None or depth > 5:
                self._notes(
                    f"'{name}' henviser til {path}, som ikke findes i filen",
                    f"'{name}' refers to {path}, which is not in the file",
                )
                return None
            for source in self._sources(target):
                return self._epd(source, name, depth + 1)
        figures = _figures(inner)
        if not figures:
            return None
        word = text_of(inner.get("declaredUnit")).lower()
        unit = self._words["units"].get(word)
        if unit is None:
            self._notes(f"den deklarerede enhed '{word}' af '{text_of(inner.get('name')) or name}' kendes ikke", f"the declared unit '{word}' of '{text_of(inner.get('name')) or name}' is not known")  # fmt: skip
            return None
        origin = inner.get("source")
        return LibraryProduct(
            id=text_of(inner.get("id")).lstrip("#") or name,
            name=text_of(inner.get("name")) or name,
            unit=unit,
            mass_kg=self._mass(inner) if unit not in ("kg", "t") else None,
            data_type=self._words["subtypes"].get(text_of(inner.get("subtype")).lower(), "epd"),
            standard=self._words["standards"].get(text_of(inner.get("standard")).lower()),
            valid_until=self._day(inner.get("validUntil")),
            source=" ".join(text_of(origin.get(key)) for key in ("name", "url")).strip()
            if isinstance(origin, dict)
            else "LCAx",
            note=text_of(inner.get("comment")),
            **figures,
        )

    def _at(self, path: str) -> Mapping[str, Any] | None:
        here: Any = self._data
        for step in path.replace("emission_parts", "emissionParts").strip("/").split("/"):
            here = here.get(step) if isinstance(here, dict) else None
        return here if isinstance(here, dict) else None

    def _mass(self, said: Mapping[str, Any]) -> Decimal | None:
        conversions = said.get("conversions")
        for conversion in conversions if isinstance(conversions, list) else []:
            if isinstance(conversion, dict) and text_of(conversion.get("to")).lower() == "kg":
                value = number_of(conversion.get("value"))
                return value if value and value > 0 else None
        return None

    def _day(self, value: Any) -> date | None:
        try:
            day = date.fromisoformat(str(value)[:10])
        except ValueError:
            return None
        return day if day.year >= self._words["undated"] else None

    @staticmethod
    def _merged(found: list[LibraryProduct]) -> list[LibraryProduct]:
        """Data sets that declare different modules of one unit are one product."""
        merged: list[LibraryProduct] = []
        for product in found:
            told = {module for module in MODULES.values() if getattr(product, module) is not None}
            for index, known in enumerate(merged):
                if known.unit == product.unit and all(getattr(known, module) is None for module in told):
                    merged[index] = known.model_copy(update={module: getattr(product, module) for module in told})
                    break
            else:
                merged.append(product)
        return merged

    def _keep(self, product: LibraryProduct) -> str:
        identifier = product.id
        for turn in range(2, len(self._made) + 3):
            known = self._made.setdefault(identifier, product.model_copy(update={"id": identifier}))
            if known == product.model_copy(update={"id": identifier}):
                return identifier
            identifier = f"{product.id} ({turn})"
        return identifier


def _is_data(said: Mapping[str, Any]) -> bool:
    return any(key in said for key in ("impacts", "gwp", "declaredUnit", "EPD", "epd", "ExternalEPD", "InternalEPD", "url", "uri", "path", "type"))  # fmt: skip


def _figures(said: Mapping[str, Any]) -> dict[str, Any]:
    impacts = said.get("impacts")
    gwp = impacts.get("gwp") if isinstance(impacts, dict) else said.get("gwp")
    if not isinstance(gwp, dict):
        return {}
    found = {ours: value for theirs, ours in MODULES.items() if (value := number_of(gwp.get(theirs))) is not None}
    parts = [number_of(gwp.get(module)) for module in PRODUCTION]
    if "a1a3" not in found and None not in parts:
        found["a1a3"] = sum((part for part in parts if part is not None), Decimal(0))
    return found
