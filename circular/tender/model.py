"""A tender package as facts: documents with roles, clauses, award tables, placeholders, references, labels."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from circular.clauses.model import Clause
from circular.documents.model import Document
from circular.place import Place

DocumentRole = Literal[
    "udbudsbrev", "udbudsbetingelser", "kravspecifikation", "kravmatrix", "byggesagsbeskrivelse", "arbejdsbeskrivelse",
    "bygherrekrav", "ydelsesbeskrivelse", "tilbudsliste", "kontrakt", "espd", "rettelsesblad", "spoergsmaal_svar",
    "moedereferat", "loesningsbeskrivelse", "bilag", "notice", "building", "other",
]  # fmt: skip

_CONFIG = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Criterion(BaseModel):
    model_config = _CONFIG

    name: str
    weight: Decimal | None
    """As written, percent or points; None for order of importance or a criterion without weight."""
    parent: str | None = None
    circular: bool = False
    """Whether a circular clause stands in its row."""
    place: Place


class AwardTable(BaseModel):
    """Award criteria that stand together: a table, or sentences with weights under one heading."""

    model_config = _CONFIG

    place: Place
    lot: str | None = None
    unit: Literal["percent", "points", "order"] = "percent"
    criteria: tuple[Criterion, ...]
    total: Decimal | None = None
    """Sum of the top-level weights."""


class Placeholder(BaseModel):
    model_config = _CONFIG
    text: str
    place: Place


class Reference(BaseModel):
    """A document that the text refers to: 'bilag 3', 'kravspecifikationen'."""

    model_config = _CONFIG
    target: str
    resolved: str | None = None
    """File it was found in; None when it is not in the package."""
    carries_demands: bool = False
    """Whether such a document usually holds demands (kravspecifikation …), unlike a drawing or a form."""
    place: Place


class Label(BaseModel):
    """An ecolabel or certificate named in a demand."""

    model_config = _CONFIG
    name: str
    kind: str
    or_equivalent: bool
    """'eller tilsvarende' stands in the sentence, or a general clause of the document says it."""
    other_evidence: bool
    """Other suitable documentation is accepted, in the sentence or by a general clause of the document."""
    strength: str
    """Strength of the clause that names it."""
    place: Place


class Price(BaseModel):
    model_config = _CONFIG
    text: str
    dkk: Decimal | None
    kind: Literal["contract_value", "co2_price", "other"] = "other"
    place: Place


class DatedFact(BaseModel):
    """A fact of the case read from the documents: never guessed silently."""

    model_config = _CONFIG
    name: str
    """published, deadline, permit_applied, removed_floor_area_m2, floor_area_m2, heated_area_m2, works, title, buyer …"""
    value: date | Decimal | str
    place: Place | None = None


class CategoryGuess(BaseModel):
    model_config = _CONFIG
    category: str
    score: float
    """0 … 1; the share of the package's cue words that point to it."""
    because: str


class Tender(BaseModel):
    """Everything the tender rules ask about, built once after reading."""

    model_config = _CONFIG
    documents: tuple[Document, ...]
    roles: dict[str, DocumentRole]
    """File -> role."""
    clauses: tuple[Clause, ...] = ()
    award_tables: tuple[AwardTable, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    references: tuple[Reference, ...] = ()
    labels: tuple[Label, ...] = ()
    prices: tuple[Price, ...] = ()
    facts: tuple[DatedFact, ...] = ()
    categories: tuple[str, ...] = ()
    """Settled categories (told by the user, or one clear winner among the guesses); empty when nobody can tell."""
    category_guesses: tuple[CategoryGuess, ...] = ()
    """The likeliest first."""
    lots: tuple[str, ...] = ()
    copies: dict[str, str] = {}
    """File -> the file that it is once more in another format; copies count for nothing."""
    superseded: tuple[str, ...] = ()
    """Places (as text) of blocks that an addendum strikes or replaces."""
