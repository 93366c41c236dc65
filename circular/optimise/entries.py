"""Checks that the names a project uses for its options exist, and finds the entry that chooses the heating."""

from __future__ import annotations

from circular.building.model import Building
from circular.faults import Fault, nearest


def heating_entry_of(building: Building) -> int | None:
    """The entry whose options choose the heating; two of them are refused."""
    found = [
        index
        for index, choice in enumerate(building.choices)
        if any(option.heating is not None or option.efficiency is not None for option in choice.options)
    ]
    if len(found) > 1:
        second = building.choices[found[1]]
        raise Fault(
            building.file,
            second.source.place if second.source else "",
            (
                f"både '{building.choices[found[0]].key}' og '{second.key}' vælger opvarmning",
                f"both '{building.choices[found[0]].key}' and '{second.key}' choose the heating",
            ),
            ("saml varmeløsningerne i ét valg", "gather the heating systems in one entry"),
        )
    return found[0] if found else None


def check_names(building: Building) -> None:
    """Every name in conflicts, requires, pin and ban must be an option (or, in pin, an entry and its option)."""
    names = [f"{choice.key}/{option.name}" for choice in building.choices for option in choice.options]
    asked = [(name, "conflicts") for pair in building.conflicts for name in pair]
    asked += [(name, "requires") for pair in building.requires for name in pair]
    asked += [(f"{key}/{value}", "pin") for key, value in building.pin.items()] + [
        (name, "ban") for name in building.ban
    ]
    for name, where in asked:
        if name not in names:
            near = nearest(name, names, 1)
            raise Fault(
                building.file,
                where,
                (f"'{name}' er ikke en mulighed", f"'{name}' is not an option"),
                (f"mente du '{near[0]}'?", f"did you mean '{near[0]}'?")
                if near
                else ("navne skrives element/mulighed", "names are written element/option"),
            )
