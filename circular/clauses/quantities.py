"""The numbers of a sentence with comparator and unit, and to which hit each belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from circular.clauses.lexicon import Tongue, tongues
from circular.clauses.model import Comparator, Quantity
from circular.clauses.pattern import compile_pattern
from circular.clauses.strategies import strategies, units

_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,4})?(?!\d)|\d{1,12}(?:[.,]\d{1,6})?"
_HERE = r"(?<![\w.,§])"
_CODED = re.compile(r"(?<!\w)[a-zæøåäö]{1,4}-$")
"""What makes a number part of a code: "MK-07", "R-19"."""
_ADJECTIVES = (re.compile(r" \w{3,20} "), re.compile(r" \w{3,20} \w{3,20} "))
_SIGNS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", ">=": ">=", "<=": "<=", "=": "="}
_SIGN = re.compile(r"(≥|≤|>=|<=|>|<) ?$")
_LAST_WORD = re.compile(r"(?<!\S)([\wæøå]{1,12}) ?$")
_NEXT_WORD = re.compile(r" ?([\wæøå]{1,12})(?!\w)")
_WINDOW = 42
_MASS_WINDOW = 72
_NAMED_WINDOW = 110
_ANOTHER = re.compile(r"[\d;:|]|\. ")
_LABEL_ENDS = ":|"
DENIED: dict[Comparator, Comparator] = {">": "<=", "<": ">="}
"""What a comparator becomes under a negation: "must not contain more than"."""
COMPARATORS: tuple[tuple[str, Comparator], ...] = (
    ("cmp_ge", ">="), ("cmp_le", "<="), ("cmp_gt", ">"), ("cmp_lt", "<"), ("cmp_eq", "="),
)  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """A number as it stands in a folded sentence."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str
    comparator: Comparator | None
    of: str | None = None
    bare: bool = False
    """Whether no unit is written: a count of what follows."""


def measures(lower: str, tongue: Tongue) -> list[Measure]:
    """Every number of the sentence that has a unit, in order."""
    found = [*_ratios(lower, tongue), *_between(lower, tongue)]
    taken = [(each.start, each.end) for each in found]
    taken += [match.span() for match in tongue.cue("cmp_recurring").finditer(lower)]
    for match in _numbers(tongue.language).finditer(lower):
        if any(start <= match.start() < end for start, end in taken) or _CODED.search(
            lower[max(0, match.start() - 6) : match.start()]
        ):
            continue
        values = tuple(number(text, tongue.language) for text in (match.group("first"), match.group("second")) if text)
        measure = _measured(lower, match.start(), match.end(), values, tongue)
        if measure:
            found.append(measure)
    words = _number_words(tongue.language)
    if words is not None:
        for match in words.finditer(lower):
            if any(start <= match.start() < end for start, end in taken):
                continue
            value, _, unit = tongue.numbers[match.group().strip()].partition(" ")
            if unit:
                comparator = _comparator(lower, match.start(), match.end(), tongue)
                found.append(Measure(match.start(), match.end(), (Decimal(value),), unit, comparator, _of(lower, match.end(), tongue)))  # fmt: skip
                continue
            measure = _measured(lower, match.start(), match.end(), (Decimal(value),), tongue)
            if measure:
                found.append(measure)
    found.sort(key=lambda each: each.start)
    return found


def _ratios(lower: str, tongue: Tongue) -> list[Measure]:
    """Shares said as so many of so many: "four out of five chairs"."""
    found = []
    for link in tongue.cue("cmp_ratio").finditer(lower):
        part, whole = _LAST_WORD.search(lower, 0, link.start()), _NEXT_WORD.match(lower, link.end())
        if part is None or whole is None:
            continue
        few, many = (_whole(match.group(1), tongue) for match in (part, whole))
        if few is None or many is None or not 0 < few < many <= 100:
            continue
        start, end = part.start(1), whole.end(1)
        share = (100 * few / many).to_integral_value()
        found.append(Measure(start, end, (share,), "percent", _comparator(lower, start, end, tongue)))
    return found


def _between(lower: str, tongue: Tongue) -> list[Measure]:
    """Ranges whose ends are named by two words: "between 20 % and 40 % of the mass"."""
    found = []
    for opened in tongue.cue("cmp_between").finditer(lower):
        match = _ends(tongue.language).match(lower, opened.end())
        if match is None:
            continue
        values = tuple(number(match.group(name), tongue.language) for name in ("first", "second"))
        measure = _measured(lower, match.start("first"), match.end(), values, tongue)
        if measure:
            found.append(measure)
    return found


@cache
def _numbers(language: str) -> re.Pattern[str]:
    """A number or a range: "20", "20-30", "20 to 30"."""
    to = _joined(language, "cmp_to")
    second = rf"(?:(?: ?[-–] ?| (?:{to}) )(?P<second>{_NUMBER}))?"
    return re.compile(rf"{_HERE}(?P<first>{_NUMBER}){second}(?P<bracket> \(\d{{1,4}}\))?")


@cache
def _ends(language: str) -> re.Pattern[str]:
    """Both ends of a range behind "between", the first with its unit or without."""
    return re.compile(
        rf" (?P<first>{_NUMBER})(?: ?[^\s\d]{{1,12}})? (?:{_joined(language, 'cmp_and')}) (?P<second>{_NUMBER})"
    )


def _joined(language: str, group: str) -> str:
    return "|".join(pattern.regex for pattern in tongues()[language].cues.get(group, ())) or "(?!)"


def _whole(word: str, tongue: Tongue) -> Decimal | None:
    """A whole number written in figures or letters, None if it is none."""
    text = tongue.numbers.get(word, word)
    return Decimal(text) if text.isdecimal() else None


def number(text: str, language: str) -> Decimal:
    """A number in the format of its language: 1.250 is a thousand in Danish, 7.1 seven and a tenth everywhere."""
    text = text.replace(" ", "").replace("'", "")
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", text):
        return Decimal(text.replace(thousands, "").replace(decimal, "."))
    if text.count(".") + text.count(",") > 1:
        return Decimal(re.sub(r"[.,]", "", text))
    return Decimal(text.replace(",", "."))


@dataclass(frozen=True)
class _Units:
    """The units as one expression each way that they are sought, in their order: the first that stands there counts."""

    names: tuple[str, ...]
    behind: re.Pattern[str]
    """Any unit right behind a number; its group tells which."""
    further: re.Pattern[str]
    """The units that may stand behind a word or two: "40 used chairs a year"."""
    before: tuple[tuple[int, re.Pattern[str]], ...]
    """The units that may stand before their number, by their place in the order."""


@cache
def _units() -> _Units:
    known = tuple(units().values())
    patterns = [r" ?-?(?:" + "|".join(map(_form, unit.forms)) + ")" for unit in known]

    def any_of(places: list[int]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?P<u{place}>{patterns[place]})" for place in places))

    order = list(range(len(known)))
    before = tuple((place, re.compile(patterns[place])) for place in order if known[place].bare)
    apart = [place for place in order if not known[place].close]
    return _Units(tuple(unit.id for unit in known), any_of(order), any_of(apart), before)


def _form(form: str) -> str:
    return compile_pattern(form).regex if len(form) > 1 and form != "%" else rf"{re.escape(form)}(?!\w)"


def _unit_at(lower: str, start: int, end: int) -> tuple[str, int]:
    """The unit of a number from `start` to `end` and where it ends; '' when none stands there."""
    known = _units()
    match = known.behind.match(lower, end)
    found = int(match.lastgroup[1:]) if match and match.lastgroup else len(known.names)
    for place, pattern in known.before:
        if place < found and pattern.search(lower, max(0, start - 5), start):
            return known.names[place], end
    if match:
        return known.names[found], match.end()
    for adjective in _ADJECTIVES:
        between = adjective.match(lower, end)
        further = known.further.match(lower, between.end() - 1) if between else None
        if further and further.lastgroup:
            return known.names[int(further.lastgroup[1:])], further.end()
    return "", end


def _measured(lower: str, start: int, end: int, values: tuple[Decimal, ...], tongue: Tongue) -> Measure | None:
    if lower[start - 1 : start] == "(" and lower[end : end + 1] == ")":
        end += 1
    unit, end = _unit_at(lower, start, end)
    if not unit and _named_percent(lower, start, values, tongue):
        unit = "percent"
    if not unit:
        return _counted(lower, start, end, values, tongue)
    if unit == "percent" and _by_mass(lower, end, tongue):
        unit = "percent_mass"
    return Measure(start, end, values, unit, _comparator(lower, start, end, tongue), _of(lower, end, tongue))


def _by_mass(lower: str, end: int, tongue: Tongue) -> bool:
    """Whether a share is said to be reckoned by mass behind what it is a share of: "30 % of the waste, by weight"."""
    match = tongue.cue("cmp_by_mass").search(lower, end, end + _MASS_WINDOW)
    return match is not None and _ANOTHER.search(lower, end, match.start()) is None


def _named_percent(lower: str, start: int, values: tuple[Decimal, ...], tongue: Tongue) -> bool:
    """Whether a number without a unit is the value of a percentage named before it: "en økologiprocent på 90"."""
    if max(values) > 100:
        return False
    named = [match.end() for match in tongue.cue("cmp_percent").finditer(lower, max(0, start - _NAMED_WINDOW), start)]
    return bool(named) and _ANOTHER.search(lower, named[-1], start) is None


def _counted(lower: str, start: int, end: int, values: tuple[Decimal, ...], tongue: Tongue) -> Measure | None:
    """A whole number without a unit before a noun: so many pieces of it."""
    following = lower[end : end + 2]
    if (
        values[0] != values[0].to_integral_value()
        or len(following) < 2
        or not following[1].isalpha()
        or following[0] != " "
    ):
        return None
    if any(match.end() >= start - 1 for match in tongue.cue("cmp_numbered").finditer(lower, max(0, start - 12), start)):
        return None
    if tongue.cue("cmp_uncounted").match(lower, end + 1):
        return None
    comparator = _comparator(lower, start, end, tongue)
    if values[0] in range(1990, 2100) or (comparator is None and values[0] < 10):
        return None
    return Measure(start, end, values, "piece", comparator, None, True)


def _comparator(lower: str, start: int, end: int, tongue: Tongue) -> Comparator | None:
    before = lower[max(0, start - _WINDOW) : start]
    sign = _SIGN.search(before)
    if sign:
        return _SIGNS[sign.group(1)]  # type: ignore[return-value]
    label, before = _since_label(before)
    denied = tongue.cue("cmp_denied").search(lower[max(0, start - 2 * _WINDOW) : start]) is not None
    best: tuple[int, Comparator] | None = None
    for group, comparator in COMPARATORS:
        for match in tongue.cue(group).finditer(before):
            if best is None or match.end() > best[0] or (match.end() == best[0] and comparator in ("<=", ">=")):
                best = (match.end(), comparator)
    if best is not None:
        return DENIED.get(best[1], best[1]) if denied else best[1]
    after = lower[end : end + 24]
    for group, comparator in COMPARATORS:
        if tongue.cue(f"{group}_after").match(after.lstrip()):
            return comparator
    for group, comparator in COMPARATORS:
        if any(match.end() == len(label) for match in tongue.cue(group).finditer(label)):
            return comparator
    return None


def _since_label(before: str) -> tuple[str, str]:
    """What stands before a number: the label that a colon or a cell closes right before it, and the words since."""
    parts = re.split(r"([;:|]|\d,? )", before)
    if len(parts) > 2 and not parts[-1].strip() and parts[-2] in _LABEL_ENDS:
        return parts[-3].strip(" ()%,"), ""
    return "", parts[-1]


_OF = re.compile(r" (?:af|of|av) (?:de |den |det |the |alle |all )?((?:[\w-]{2,30} ?){1,4})")


def _of(lower: str, end: int, tongue: Tongue) -> str | None:
    match = _OF.match(lower, end)
    if not match:
        return None
    words = []
    stop = set(tongue.words.get("ends_noun_phrase", ()))
    for word in match.group(1).split():
        if word in stop:
            break
        words.append(word)
    return " ".join(words) or None


@cache
def _number_words(language: str) -> re.Pattern[str] | None:
    words = sorted(tongues()[language].numbers, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])") if words else None


def quantities_of(
    measure: Measure, strategy: str | None, inverted: bool, fined: bool = False, forbidden: bool = False
) -> tuple[Quantity, ...]:
    """The measure as quantities of a strategy; a range gives two, a share of what is new is turned round.

    `fined`: falling short of it costs a fine, so that "less than 75 %" sets 75 % as the least; `forbidden`: what it
    counts must not be, so that "above 0.1 %" allows 0.1 %.
    """
    known = strategies().get(strategy or "")
    comparator = measure.comparator or _default(measure, known.comparators if known else {})
    if known and comparator in ("<", ">") and measure.unit in known.spans:
        comparator = "="
    if fined or (forbidden and comparator == ">"):
        comparator = DENIED.get(comparator, comparator)
    values = measure.values
    unit, of = measure.unit, measure.of
    if inverted and unit.startswith("percent") and len(values) == 1:
        turned: dict[str, Comparator] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "="}
        return (Quantity(comparator=turned[comparator], value=100 - values[0], unit=unit, of=of),)
    if len(values) == 2:
        low, high = sorted(values)
        return (
            Quantity(comparator=">=", value=low, unit=unit, of=of),
            Quantity(comparator="<=", value=high, unit=unit, of=of),
        )
    return (Quantity(comparator=comparator, value=values[0], unit=unit, of=of),)


def _default(measure: Measure, known: dict[str, str]) -> Comparator:
    if measure.unit in known:
        return known[measure.unit]  # type: ignore[return-value]
    return "="
