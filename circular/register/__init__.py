"""What was judged when, and the road to 2030: a store of judgements, and the report made from it.

Names are looked up when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circular.register.judged import judgement_of_case, judgement_of_lca
    from circular.register.judged_plan import judgement_of_plan
    from circular.register.model import Fact, Figure, Judgement
    from circular.register.policy import load_policy
    from circular.register.roadmap import Road, road
    from circular.register.store import Register, open_register
    from circular.register.writing import store_figures, store_judgement, store_many

HOME = {
    "judgement_of_case": "judged", "judgement_of_lca": "judged", "judgement_of_plan": "judged_plan", "Fact": "model",
    "Figure": "model", "Judgement": "model", "load_policy": "policy", "Road": "roadmap", "road": "roadmap", "Register": "store",
    "open_register": "store", "store_figures": "writing", "store_judgement": "writing", "store_many": "writing",
}  # fmt: skip
__all__ = [
    "Fact", "Figure", "Judgement", "Register", "Road", "judgement_of_case", "judgement_of_lca", "judgement_of_plan",
    "load_policy", "open_register", "road", "store_figures", "store_judgement", "store_many",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in HOME:
        raise AttributeError(f"module 'circular.register' has no attribute '{name}'")
    return getattr(import_module(f"circular.register.{HOME[name]}"), name)
