"""Dated, sourced, self-testing rules: loads them, judges cases by them, and tells limits and classes.

Names are looked up when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.rulebook.case import Case, case_of
    from circular.rulebook.judging import judge
    from circular.rulebook.load import load_rules
    from circular.rulebook.model import Finding, Report
    from circular.rulebook.profile import Profile, load_profile
    from circular.rulebook.project_limits import ClassVerdict, Limit, class_ceiling, limits, low_emission_class
    from circular.rulebook.rule import Rule, Rulebook
    from circular.rulebook.say import marks_in_words
    from circular.rulebook.vocabulary import fact_name, value_name
    from circular.rulebook.waivers import Waiver, load_waivers

HOME = {
    "Case": "case", "case_of": "case", "judge": "judging", "ClassVerdict": "project_limits", "Limit": "project_limits", "class_ceiling": "project_limits",
    "limits": "project_limits", "low_emission_class": "project_limits", "load_rules": "load", "Finding": "model", "Report": "model",
    "Profile": "profile", "load_profile": "profile", "Rule": "rule", "Rulebook": "rule", "marks_in_words": "say",
    "fact_name": "vocabulary", "value_name": "vocabulary", "Waiver": "waivers", "load_waivers": "waivers",
}  # fmt: skip
__all__ = [
    "Case", "ClassVerdict", "Finding", "Limit", "Profile", "Report", "Rule", "Rulebook", "Waiver", "case_of", "class_ceiling",
    "fact_name", "judge", "limits", "load_profile", "load_rules", "load_waivers", "low_emission_class", "marks_in_words",
    "value_name",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in HOME:
        raise AttributeError(f"module 'circular.rulebook' has no attribute '{name}'")
    return getattr(import_module(f"circular.rulebook.{HOME[name]}"), name)
