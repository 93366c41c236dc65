"""What a project tells as documented: the sustainability class (FBK), the duties of demolition, the shares of the EU taxonomy.

Yes is documented, no is not; what nobody has told stays None and is never taken for either.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from circular.building.fields import Fields

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Demolition(BaseModel):
    """What is documented of demolition and waste; the words stand in rules/evidence.yaml."""

    model_config = _CONFIG
    waste_t: Decimal | None = None
    """Construction and demolition waste in all; None lets the removed components tell."""
    old_glazing: bool | None = None
    """Whether double glazing of 1950-1977 is taken out."""
    coordinator: bool | None = None
    authorised_company: bool | None = None
    demolition_plan: bool | None = None
    resource_responsible: bool | None = None
    notification: bool | None = None
    screening: bool | None = None
    sorting: bool | None = None


class SustainabilityClass(BaseModel):
    """Which requirements of the voluntary sustainability class (FBK) are documented."""

    model_config = _CONFIG
    lca: bool | None = None
    site_resources: bool | None = None
    life_cycle_cost: bool | None = None
    operation_plan: bool | None = None
    hazardous_substances: bool | None = None
    indoor_emissions: bool | None = None
    daylight: bool | None = None
    ventilation_noise: bool | None = None
    room_acoustics: bool | None = None


class Taxonomy(BaseModel):
    """Shares that the EU taxonomy asks for, 0 … 1."""

    model_config = _CONFIG
    waste_recovered_share: Decimal | None = None
    """Of non-hazardous construction and demolition waste, by mass, prepared for reuse or recycling."""
    retained_area_share: Decimal | None = None
    """Of the original building's floor area; None lets the floor areas tell."""
    primary_concrete: Decimal | None = None
    """Primary raw material, share of the mass of concrete and stone; so on below."""
    primary_brick: Decimal | None = None
    primary_bio_based: Decimal | None = None
    primary_glass: Decimal | None = None
    primary_plastic: Decimal | None = None
    primary_metal: Decimal | None = None
    primary_gypsum: Decimal | None = None

    def primary(self) -> list[tuple[str, Decimal]]:
        """The categories told of, with their share of primary raw material."""
        shares = [(name.removeprefix("primary_"), share) for name, share in self if name.startswith("primary_")]
        return [(category, share) for category, share in shares if share is not None]


Evidence = TypeVar("Evidence", Demolition, SustainabilityClass, Taxonomy)


def evidence_of(kind: type[Evidence], value: Any, key: str, fields: Fields) -> Evidence | None:
    """A table of evidence: yes or no, shares, tonnes; None where the project has none."""
    if value is None:
        return None
    row = fields.table(value, (key,), dict.fromkeys(kind.model_fields))
    told: dict[str, Any] = {}
    for name, said in row.items():
        at = (key, name)
        if kind is Taxonomy:
            told[name] = fields.number(said, at, most=1)
        elif name == "waste_t":
            told[name] = fields.number(said, at)
        else:
            told[name] = fields.flag(said, at)
    return kind(**told) if any(said is not None for said in told.values()) else None


def documented(evidence: BaseModel | None) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """What is told to be documented (None where nothing is told at all), and what is told not to be."""
    flags = {} if evidence is None else {name: said for name, said in evidence if isinstance(said, bool)}
    flags.pop("old_glazing", None)
    if not flags:
        return None, ()
    return tuple(name for name, said in flags.items() if said), tuple(name for name, said in flags.items() if not said)
