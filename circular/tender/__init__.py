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
from circular.tender.voices import in_the_buyers_words

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
    "in_the_buyers_words",
    "known_categories",
]
