"""What a check sees of a case in one possible world: facts, the values chosen for its parameters, the tender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from circular.rulebook.dated import Possible
from circular.rulebook.derived import derived_facts
from circular.rulebook.vocabulary import Fact

if TYPE_CHECKING:
    from circular.tender.model import Tender


@dataclass(frozen=True)
class View:
    """Facts and parameters of one possible world."""

    facts: Mapping[str, Any]
    names: Mapping[str, Fact]
    day: date | None = None
    parameters: Mapping[str, Possible] = field(default_factory=dict)
    tender: Tender | None = None
    item: Mapping[str, Any] | None = None

    def fact(self, name: str) -> Any:
        """A fact of the item at hand, of the case, or derived; None when nobody has told us."""
        if self.item is not None and name in self.item:
            return self.item[name]
        if name == "deciding_date":
            return self.day
        if name in self.facts:
            return self.facts[name]
        derived = derived_facts().get(name)
        return derived.of(self) if derived is not None else None

    def parameter(self, name: str) -> Any:
        """The value of a parameter in this world; None when none is in force or known."""
        chosen = self.parameters.get(name)
        return None if chosen is None or chosen.value == "not_found" else chosen.value

    def within(self, item: Mapping[str, Any], names: Mapping[str, Fact]) -> View:
        """The view of one item of a list; its own facts hide those of the case."""
        return replace(self, item=item, names={**self.names, **names})
