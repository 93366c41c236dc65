"""Compares a case with how it was judged before: demands gone, new, weakened and strengthened, verdicts changed."""

from circular.comparing.cases import Comparison, compare, old_cases, pair
from circular.comparing.demands import Change, Demand

__all__ = ["Change", "Comparison", "Demand", "compare", "old_cases", "pair"]
