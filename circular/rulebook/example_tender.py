"""Small tender packages for the examples of rules: made of clauses that are spelled out, or read from a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from circular.rulebook.reading import Part

if TYPE_CHECKING:
    from circular.tender.model import Tender

FILE = "udbud.md"
CLAUSE_KEYS = ("strategy", "concepts", "role", "strength", "barrier", "struck", "quantities", "weight", "text", "file")
_FILE_LINE = re.compile(r"^=== (\S+)$\n?", re.MULTILINE)
DOCUMENT_KEYS = ("file", "role", "status", "absent")


def tender_from_clauses(clauses: Sequence[Part], documents: Sequence[Part]) -> Tender:
    """A package with these clauses; without `documents` one wholly read requirement specification."""
    from circular.clauses.model import Clause, Quantity
    from circular.documents.model import Document
    from circular.place import Place
    from circular.tender.model import Reference, Tender

    read, roles, absent = [], {}, []
    for index, part in enumerate(documents):
        part.keys(("role",), DOCUMENT_KEYS)
        file = str(part.data.get("file", f"{part.data['role']}-{index + 1}.md"))
        if part.data.get("absent"):
            absent.append(Reference(target=file, carries_demands=True, place=Place(file=FILE, paragraph=1)))
            continue
        read.append(Document(file=file, kind="markdown", status=part.data.get("status", "read")))
        roles[file] = part.data["role"]
    if not read:
        read, roles = [Document(file=FILE, kind="markdown")], {FILE: "kravspecifikation"}
    made = []
    for index, part in enumerate(clauses):
        part.keys((), CLAUSE_KEYS)
        data = dict(part.data)
        file = data.pop("file", read[0].file)
        data["quantities"] = tuple(Quantity(**one) for one in data.get("quantities") or ())
        data["concepts"] = tuple(data.get("concepts") or ())
        data.setdefault("strategy", None)
        data.setdefault("role", "minimum_requirement")
        data.setdefault("strength", "binding")
        data.setdefault("text", f"Krav {index + 1}")
        try:
            made.append(Clause(**data, place=Place(file=file, paragraph=index + 1), document=file))
        except ValueError as error:
            first = str(error).splitlines()[-2:]
            raise part.fault(f"klausulen kan ikke bruges: {' '.join(first)}", f"the clause cannot be used: {' '.join(first)}") from None  # fmt: skip
    return Tender(documents=tuple(read), roles=roles, clauses=tuple(made), references=tuple(absent))


def tender_from_text(text: str, given: Mapping[str, Any]) -> Tender:
    """Markdown through the whole pipeline: one requirement specification, or several files after lines `=== kontrakt.md`."""
    from circular.clauses import detect
    from circular.documents import document_from_text
    from circular.tender import build_tender

    parts = _FILE_LINE.split(text)
    named = [("kravspecifikation.md", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    documents = [document_from_text(part, file=file) for file, part in named if part.strip() or len(named) == 1]
    clauses = [clause for document in documents for clause in detect(document, concepts=True)]
    return build_tender(documents, clauses, categories=given.get("category") or ())
