"""The one way numbers are rounded before they are judged; checker and optimiser share it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

WIDE = Context(prec=400)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`12.05` to one decimal is 12.1, `-0.05` is -0.1: halves go away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=WIDE)
