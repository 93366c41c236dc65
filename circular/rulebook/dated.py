"""Values with dates and sources: which of them may be in force on a day, and all the ways they may be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from circular.language import Language
from circular.rulebook.conditions import Condition, Lookup, dates_of, holds, read_condition
from circular.rulebook.reading import Part
from circular.rulebook.vocabulary import Fact

CONFIDENCES = ("read", "secondary", "memory", "inference")
STATUSES = ("enacted", "agreed", "proposed")
WORDS = ("not_found", "exempt", "documentation_only")
ROW_KEYS = ("from", "when", "regime", "confidence", "status", "source", "note")


@dataclass(frozen=True)
class Source:
    """Where a number stands."""

    key: str
    ref: str
    en: str | None = None
    """The reference in English, where the Danish one holds more than names."""
    url: str | None = None
    read_on: date | None = None

    def said(self, language: Language) -> str:
        """The reference as it is cited in the language."""
        return self.en if language == "en" and self.en else self.ref


@dataclass(frozen=True, eq=False)
class Row:
    """One value from a day on; `latest` is later than `earliest` while the day is not yet known."""

    earliest: date
    latest: date
    value: Any
    when: Condition | None
    source: Source | None
    confidence: str
    status: str
    regime: str | None
    line: int

    @property
    def marks(self) -> tuple[str, ...]:
        """What keeps the value from being enacted and read."""
        return tuple(mark for mark in (self.status, self.confidence) if mark not in ("enacted", "read"))


@dataclass(frozen=True)
class Possible:
    """One value that may be in force, where it stands, and why it is not the only one."""

    value: Any
    row: Row | None
    marks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


NOT_IN_FORCE = Possible(None, None)


@dataclass(frozen=True)
class Dated:
    """Rows by date: a parameter, or the severity of a rule."""

    name: str
    unit: str | None
    by: str | None
    """The derived fact whose words are the keys of a table."""
    rows: tuple[Row, ...]

    def first(self) -> date:
        return min(row.earliest for row in self.rows)

    def days(self) -> Iterator[date]:
        """The days on which the value may change, and a day in each stretch between them."""
        for row in self.rows:
            yield row.earliest
            if row.latest != row.earliest:
                yield row.latest
            yield from dates_of(row.when)

    def on(self, day: date, lookup: Lookup) -> list[Possible]:
        """Every value that may be in force on the day; NOT_IN_FORCE stands for none."""
        if len(self.rows) == 1 and (only := self.rows[0]).latest <= day and only.when is None and self.by is None:
            return [Possible(one.value, only, one.marks) for one in _contested(only.value, only.marks)]
        begun = [row for row in self.rows if row.latest <= day]
        last = max((row.latest for row in begun), default=None)
        current = [row for row in begun if row.latest == last]
        perhaps: dict[date, list[Row]] = {}
        for row in self.rows:
            if row.earliest <= day < row.latest:
                perhaps.setdefault(row.latest, []).append(row)
        found = self._of(current, lookup) if current else [NOT_IN_FORCE]
        for rows in perhaps.values():
            found += self._of(rows, lookup)
        if perhaps:
            found = [Possible(one.value, one.row, (*one.marks, "day_unknown"), one.missing) for one in found]
        return found

    def _of(self, rows: list[Row], lookup: Lookup) -> list[Possible]:
        """The values of the rows of one day: the first whose condition holds, or every one that may."""
        found: list[Possible] = []
        missing: tuple[str, ...] = ()
        for row in rows:
            truth = holds(row.when, lookup) if row.when is not None else None
            if truth is not None and truth.value is False:
                continue
            if truth is not None and truth.value is None:
                missing = (*missing, *truth.missing)
            found += [Possible(one.value, row, one.marks, (*missing, *one.missing)) for one in self._ways(row, lookup)]
            if truth is None or truth.value:
                return [Possible(one.value, one.row, one.marks, (*missing, *one.missing)) for one in found]
        return [*found, Possible(None, None, (), missing)]

    def _ways(self, row: Row, lookup: Lookup) -> list[Possible]:
        """A contested value every way, a table at every key that the case may have."""
        if isinstance(row.value, dict) and self.by is not None:
            from circular.rulebook.conditions import OneOf

            key = lookup.fact(self.by)
            keys: tuple[str, ...]
            missing: tuple[str, ...]
            if key is None:
                keys, missing = tuple(row.value), (self.by,)
            elif isinstance(key, OneOf):
                keys, missing = key.values, key.missing
            else:
                keys, missing = (key,), ()
            ways = [way for one in keys for way in _contested(row.value[one], row.marks)]
            return [Possible(way.value, None, way.marks, missing) for way in dict.fromkeys(ways)]
        return _contested(row.value, row.marks)


def _contested(value: Any, marks: tuple[str, ...]) -> list[Possible]:
    if isinstance(value, Contested):
        return [Possible(one, None, ("contested", *marks)) for one in value.values]
    return [Possible(value, None, marks)]


@dataclass(frozen=True)
class Contested:
    """Sources disagree: any of these may be the value."""

    values: tuple[Any, ...]


def read_dated(
    part: Part, name: str, facts: Mapping[str, Fact], sources: Mapping[str, Source], units: Mapping[str, Any]
) -> Dated:
    """A parameter: `unit`, perhaps `by`, and `values`."""
    part.keys(("values",), ("unit", "by"))
    unit = part.get("unit")
    if unit is not None:
        unit.word(units, "enhed", "unit")
    by = part.get("by")
    keys: Mapping[str, Any] | None = None
    if by is not None:
        if by.data not in facts or not facts[by.data].values:
            raise by.unknown(
                "afledt oplysning", "derived fact", str(by.data), [n for n, f in facts.items() if f.values]
            )
        keys = facts[by.data].values
    rows = tuple(_row(one, keys, facts, sources) for one in part.sub("values").items())
    _no_clash(part.sub("values"), rows)
    return Dated(name, unit.data if unit else None, by.data if by else None, rows)


def _row(part: Part, keys: Mapping[str, Any] | None, facts: Mapping[str, Fact], sources: Mapping[str, Source]) -> Row:
    part.keys(("value",), ROW_KEYS)
    earliest, latest = read_from(part.sub("from")) if "from" in part.data else (date.min, date.min)
    value = read_table(part.sub("value"), keys)
    source = part.get("source")
    if source is None and value != "not_found":
        raise part.fault("værdien har ingen kilde", "the value has no source", ("skriv source: og confidence:", "write source: and confidence:"))  # fmt: skip
    confidence = part.get("confidence")
    if confidence is None and value != "not_found":
        raise part.fault("værdien siger ikke, hvor sikker den er", "the value does not say how sure it is", ("skriv confidence: read, secondary, memory eller inference", "write confidence: read, secondary, memory or inference"))  # fmt: skip
    when = part.get("when")
    status = part.get("status")
    return Row(
        earliest=earliest,
        latest=latest,
        value=value,
        when=read_condition(when, facts, {}) if when else None,
        source=sources[source.word(sources, "kilde", "source")] if source else None,
        confidence=confidence.word(CONFIDENCES, "grad", "confidence") if confidence else "read",
        status=status.word(STATUSES, "status", "status") if status else "enacted",
        regime=part.data.get("regime"),
        line=part.line,
    )


def read_from(part: Part) -> tuple[date, date]:
    """A day, or `{earliest: …, latest: …}` while the day is not known."""
    if not isinstance(part.data, dict):
        return part.day(), part.day()
    part.keys(("earliest", "latest"))
    earliest, latest = part.sub("earliest").day(), part.sub("latest").day()
    if earliest >= latest:
        raise part.fault("earliest ligger ikke før latest", "earliest is not before latest")
    return earliest, latest


def read_table(part: Part, keys: Mapping[str, Any] | None) -> Any:
    """A number, word, date, list, `{contested: […]}`, or a table that has every key of its closed list."""
    if isinstance(part.data, dict) and "contested" not in part.data:
        if keys is None:
            raise part.fault("en tabel kræver `by:`", "a table needs `by:`", ("skriv by: limit_class", "write by: limit_class"))  # fmt: skip
        for key in part.data:
            if key not in keys:
                raise part.unknown("nøgle i tabellen", "key of the table", str(key), keys, at=(key,))
        absent = [key for key in keys if key not in part.data]
        if absent:
            raise part.fault(f"tabellen mangler {', '.join(absent)}", f"the table lacks {', '.join(absent)}", ("hver nøgle skal stå der; der er ingen stiltiende værdi", "every key must be there; there is no silent default"))  # fmt: skip
        return {key: _value(part.sub(key)) for key in part.data}
    return _value(part)


def _value(part: Part) -> Any:
    if isinstance(part.data, dict):
        part.keys(("contested",))
        values = tuple(_value(one) for one in part.sub("contested").items())
        if len(values) < 2:
            raise part.fault("contested kræver mindst to værdier", "contested needs at least two values")
        return Contested(values)
    if isinstance(part.data, list):
        return tuple(_value(one) for one in part.items())
    if part.data is None:
        raise part.fault("værdien er tom", "the value is empty", ("skriv not_found, når ingen kender den", "write not_found when nobody knows it"))  # fmt: skip
    if isinstance(part.data, int) and not isinstance(part.data, bool):
        return Decimal(part.data)
    return part.data


def _no_clash(part: Part, rows: tuple[Row, ...]) -> None:
    """Two values from the same day clash unless all but the last of them carry a condition."""
    for index, row in enumerate(rows):
        for later in rows[index + 1 :]:
            if row.earliest == later.earliest and row.when is None:
                raise part.fault(
                    f"to værdier gælder fra {row.earliest}",
                    f"two values hold from {row.earliest}",
                    (f"den anden står i linje {later.line}; slet den ene eller giv den første en `when:`", f"the other stands in line {later.line}; delete one or give the first a `when:`"),
                    at=(index,),
                )  # fmt: skip
