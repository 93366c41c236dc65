"""Understands a tender package: which document is what, how tenders are judged, what it buys, what it refers to."""

from circular.tender.build import build_tender
from circular.tender.categories import Category, categories, category, known_categories
from circular.tender.model import (
    AwardTable,
    CategoryGuess,
    Criterion,
    DatedFact,
    DocumentRole,
    Label,
    Placeholder,
    Price,
    Reference,
    Tender,
)

__all__ = [
    "AwardTable",
    "Category",
    "CategoryGuess",
    "Criterion",
    "DatedFact",
    "DocumentRole",
    "Label",
    "Placeholder",
    "Price",
    "Reference",
    "Tender",
    "build_tender",
    "categories",
    "category",
    "known_categories",
]
