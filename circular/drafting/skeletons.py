"""Commented files to start from: each loads without a fault as it stands."""

from __future__ import annotations

from circular.language import Language
from circular.shelf import shelf

KINDS = {"project": "yaml", "portfolio": "yaml", "profile": "toml", "rule": "yaml", "waivers": "yaml"}


def skeleton(kind: str, language: Language) -> str:
    """The text of the skeleton of that kind in the language."""
    entry = shelf("tender_templates") / "skeletons" / f"{kind}.{language}.{KINDS[kind]}"
    return entry.read_text(encoding="utf-8")
