"""Life-cycle assessment by EN 15978 modules as the Danish building regulations count them."""

from circular.lca.assess import assess
from circular.lca.context import Context, context_of
from circular.lca.energy import factors
from circular.lca.essential import Essentials
from circular.lca.model import Assessment
from circular.lca.rows import RowFootprint, declared_of, row_footprint

__all__ = [
    "Assessment",
    "Context",
    "Essentials",
    "RowFootprint",
    "assess",
    "context_of",
    "declared_of",
    "factors",
    "row_footprint",
]
