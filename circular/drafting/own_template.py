"""Fills a municipality's own Word template: `{{ buyer }}`, `{% for demand in minimum_requirements %}` and the like.

Needs the extra `templates` (docxtpl). The template runs in a sandbox and may not ask for what there is not.
"""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

from circular.drafting.compose import TenderDraft
from circular.faults import Fault
from circular.packed import reproducible


def context_of(tender: TenderDraft) -> dict[str, Any]:
    """What a template may use: title, about, the demands by role with id, text and documentation, the criteria."""

    def demands(role: Any) -> list[dict[str, str]]:
        return [
            {
                "id": entry.id,
                "text": entry.clause.demand,
                "documentation": entry.clause.documentation or "",
                "follow_up": entry.clause.follow_up or "",
                "clause": entry.clause.template.name,
            }
            for entry in tender.of(role)
        ]

    return {
        "title": tender.title,
        "about": list(tender.about),
        "minimum_requirements": demands("minimum_requirement"),
        "contract_terms": demands("contract_term"),
        "documentation": demands("documentation"),
        "criteria": [
            {"id": each.id, "name": each.name, "weight": each.weight, "text": each.text, "evaluation": each.evaluation}
            for each in tender.criteria
        ],
    }


def fill_template(path: Path, tender: TenderDraft) -> bytes:
    """The filled template as .docx bytes; raises Fault when it cannot be read, or asks for something unknown."""
    try:
        docxtpl = import_module("docxtpl")
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import SandboxedEnvironment
    except ImportError:
        raise Fault(
            str(path), "",
            ("Word-skabeloner kræver tilvalget 'templates'", "Word templates need the extra 'templates'"),
            ("pip install 'circular-procurement[templates]'", "pip install 'circular-procurement[templates]'"),
        ) from None  # fmt: skip
    if not path.is_file():
        raise Fault(str(path), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path"))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template = docxtpl.DocxTemplate(str(path))
        template.render(context_of(tender), environment)
    except TemplateError as error:
        known = ", ".join(context_of(tender))
        raise Fault(
            str(path), "",
            (f"skabelonen kan ikke udfyldes: {error}", f"the template cannot be filled: {error}"),
            (f"navnene er {known}", f"the names are {known}"),
        ) from None  # fmt: skip
    except Exception as error:
        raise Fault(
            str(path), "",
            (f"er ikke en Word-skabelon: {type(error).__name__}", f"is not a Word template: {type(error).__name__}"),
            ("gem den som .docx fra Word", "save it as .docx from Word"),
        ) from None  # fmt: skip
    out = io.BytesIO()
    template.save(out)
    return reproducible(out.getvalue())
