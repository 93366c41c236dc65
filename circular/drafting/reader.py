"""Reads one clause file strictly: every misspelt key, missing text or number out of range is told with file, line and hint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from circular.drafting.draft import MARK
from circular.drafting.model import (
    LEVELS,
    ROLES,
    Award,
    ClauseRole,
    ClauseTemplate,
    Level,
    Parameter,
    RuleValue,
    Source,
)  # fmt: skip
from circular.drafting.rule_values import goal_values
from circular.drafting.strict import Common, Path, Reading, Vocabulary
from circular.language import Words
from circular.strict_yaml import Lines

KEYS = (
    "name", "title", "strategy", "also", "concepts", "categories", "role", "levels", "parameters", "texts", "award",
    "documentation", "follow_up", "questions", "legal", "sources",
)  # fmt: skip
REQUIRED = ("name", "title", "strategy", "categories", "role", "levels", "documentation", "legal", "sources")
PARAMETER_KEYS = ("title", "unit", "default", "range", "decimals", "choices", "rule", "goal")
CONFIDENCES = ("read", "secondary", "memory", "inference")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
# What a duty says is the same as a minimum requirement and as a contract term; where it stands decides the role.
_TWINS: tuple[tuple[ClauseRole, ClauseRole], ...] = (
    ("contract_term", "minimum_requirement"),
    ("minimum_requirement", "contract_term"),
)


def read_common(document: Any, lines: Lines, file: str, known: Vocabulary) -> Common:
    """The texts and works that clauses share."""
    reading = Reading(document, lines, file)
    parts = reading.mapping((), document, ("documentation", "follow_up", "legal", "works"))

    def texts(key: str) -> dict[str, Words]:
        return {name: reading.words((key, name), value) for name, value in (parts.get(key) or {}).items()}

    works: dict[str, dict[str, str]] = {}
    for name, value in (parts.get("works") or {}).items():
        about = reading.mapping(("works", name), value, ("ref", "url", "read_on"), ("ref",))
        works[name] = {key: str(said) for key, said in about.items() if said is not None}
    return Common(
        documentation=texts("documentation"), follow_up=texts("follow_up"), legal=texts("legal"), works=works, known=known,
    )  # fmt: skip


def read_clause(document: Any, lines: Lines, file: str, common: Common) -> ClauseTemplate:
    """One clause; raises Fault with file, line, fault and hint."""
    reading = Reading(document, lines, file)
    about = reading.mapping((), document, KEYS)
    for key in REQUIRED:
        if key not in about:
            raise reading.fault((), (f"klausulen mangler '{key}'", f"the clause lacks '{key}'"))
    name = str(about["name"])
    stem = file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if name != stem or not _NAME.match(name):
        raise reading.fault(
            ("name",),
            (f"navnet '{name}' er ikke filens navn '{stem}'", f"the name '{name}' is not the file's name '{stem}'"),
            ("navne skrives med små bogstaver og bindestreg", "names are written in small letters with hyphens"),
        )
    parameters = {
        key: _parameter(reading, key, value, common) for key, value in (about.get("parameters") or {}).items()
    }
    texts = _texts(reading, about.get("texts"))
    award = _award(reading, about.get("award"))
    role = reading.known(("role",), about["role"], ROLES, ("rolle", "role"))
    found = ClauseTemplate(
        name=name,
        file=file,
        title=reading.words(("title",), about["title"]),
        strategy=_strategy(reading, ("strategy",), about["strategy"], common),
        also=tuple(
            _strategy(reading, ("also", index), each, common) or ""
            for index, each in enumerate(reading.listed(("also",), about.get("also")))
        ),
        concepts=tuple(
            reading.known(("concepts", index), each, common.known.concepts, ("begreb", "concept"))
            for index, each in enumerate(reading.listed(("concepts",), about.get("concepts")))
        ),
        categories=_categories(reading, about["categories"], common),
        role=role,  # type: ignore[arg-type]
        levels=_levels(reading, about["levels"]),
        parameters=parameters,
        texts=texts,
        award=award,
        documentation=_shared(reading, ("documentation",), about["documentation"], common.documentation),
        follow_up=_shared(reading, ("follow_up",), about.get("follow_up"), common.follow_up),
        questions=tuple(
            reading.words(("questions", index), each)
            for index, each in enumerate(reading.listed(("questions",), about.get("questions")))
        ),
        legal=tuple(
            words
            for index, each in enumerate(reading.listed(("legal",), about["legal"]))
            if (words := _shared(reading, ("legal", index), each, common.legal))
        ),
        sources=tuple(
            _source(reading, index, each, common)
            for index, each in enumerate(reading.listed(("sources",), about["sources"]))
        ),
    )
    _agree(reading, found)
    return found


def _strategy(reading: Reading, path: Path, value: Any, common: Common) -> str | None:
    return None if value is None else reading.known(path, value, common.known.strategies, ("strategi", "strategy"))


def _categories(reading: Reading, value: Any, common: Common) -> tuple[str, ...]:
    if value == "all":
        return common.known.categories
    return tuple(
        reading.known(("categories", index), each, common.known.categories, ("kategori", "category"))
        for index, each in enumerate(reading.listed(("categories",), value))
    )


def _levels(reading: Reading, value: Any) -> dict[Level, ClauseRole]:
    if isinstance(value, str):
        value = dict.fromkeys(LEVELS, value)
    said = reading.mapping(("levels",), value or {}, LEVELS)
    return {
        level: reading.known(("levels", level), said[level], ROLES, ("rolle", "role"))  # type: ignore[misc]
        for level in LEVELS
        if level in said
    }


def _texts(reading: Reading, value: Any) -> dict[ClauseRole, dict[Level, Words]]:
    roles = tuple(role for role in ROLES if role != "award_criterion")
    found: dict[ClauseRole, dict[Level, Words]] = {}
    for role, said in reading.mapping(("texts",), value or {}, roles).items():
        path: Path = ("texts", role)
        if isinstance(said, dict) and set(said) & set(LEVELS):
            by_level = reading.mapping(path, said, LEVELS)
            found[role] = {  # type: ignore[index]
                level: reading.words((*path, level), by_level[level]) for level in LEVELS if level in by_level
            }
        else:
            words = reading.words(path, said)
            found[role] = dict.fromkeys(LEVELS, words)  # type: ignore[index]
    for role, twin in _TWINS:
        if role not in found and twin in found:
            found[role] = found[twin]
    return found


def _by_level(reading: Reading, path: Path, value: Any) -> dict[Level, Any]:
    if isinstance(value, dict):
        said = reading.mapping(path, value, LEVELS)
        return {level: said[level] for level in LEVELS if level in said}
    return {} if value is None else dict.fromkeys(LEVELS, value)


def _award(reading: Reading, value: Any) -> Award | None:
    if value is None:
        return None
    said = reading.mapping(("award",), value, ("criterion", "text", "evaluation", "weight"), ("criterion", "text", "evaluation", "weight"))  # fmt: skip
    weights = _by_level(reading, ("award", "weight"), said["weight"])
    for level, weight in weights.items():
        if not isinstance(weight, int) or not 1 <= weight <= 60:
            raise reading.fault(
                ("award", "weight", level),
                (f"'{weight}' er ikke en vægt", f"'{weight}' is no weight"),
                ("skriv et helt tal fra 1 til 60, i procent", "write a whole number from 1 to 60, in percent"),
            )
    if len(weights) < len(LEVELS):
        missing = ", ".join(level for level in LEVELS if level not in weights)
        raise reading.fault(("award", "weight"), (f"vægten mangler for {missing}", f"the weight is missing for {missing}"))  # fmt: skip
    criterion, text, evaluation = (
        reading.words(("award", key), said[key]) for key in ("criterion", "text", "evaluation")
    )
    return Award(criterion=criterion, text=text, evaluation=evaluation, weight=weights)


def _parameter(reading: Reading, name: str, value: Any, common: Common) -> Parameter:
    path: Path = ("parameters", name)
    said = reading.mapping(path, value, PARAMETER_KEYS, ("title", "unit"))
    choices = {
        str(key): reading.words((*path, "choices", key), words) for key, words in (said.get("choices") or {}).items()
    }
    unit = reading.known((*path, "unit"), said["unit"], (*common.known.units, "word"), ("enhed", "unit"))
    if (unit == "word") != bool(choices):
        raise reading.fault(
            (*path, "unit"), ("'word' og 'choices' hører sammen", "'word' and 'choices' belong together")
        )
    least = most = None
    if not choices:
        bounds = said.get("range")
        if not isinstance(bounds, list) or len(bounds) != 2 or not all(isinstance(b, int | Decimal) for b in bounds):
            raise reading.fault(
                (*path, "range"), ("'range' mangler eller er ikke to tal", "'range' is missing or not two numbers"),
                ("skriv range: [mindst, højst]", "write range: [least, most]"),
            )  # fmt: skip
        least, most = Decimal(bounds[0]), Decimal(bounds[1])
    rule = said.get("rule")
    from_rule = None
    if rule is not None:
        about = reading.mapping((*path, "rule"), rule, ("code", "parameter"), ("code", "parameter"))
        from_rule = RuleValue(rule=str(about["code"]), parameter=str(about["parameter"]))
    if said.get("goal") is not None:
        from_rule = RuleValue(
            goal=reading.known((*path, "goal"), said["goal"], tuple(goal_values()), ("delmål", "sub-goal"))
        )
    defaults: dict[Level, Decimal | str] = {}
    for level, each in _by_level(reading, (*path, "default"), said.get("default")).items():
        at: Path = (*path, "default", level)
        if choices:
            defaults[level] = reading.known(at, each, tuple(choices), ("ord", "word"))
            continue
        if not isinstance(each, int | Decimal) or isinstance(each, bool) or not least <= each <= most:  # type: ignore[operator]
            raise reading.fault(
                at,
                (f"standardværdien {each} er uden for {least}-{most}", f"the default {each} is outside {least}-{most}"),
            )
        defaults[level] = Decimal(each)
    decimals = said.get("decimals", 0)
    if not isinstance(decimals, int) or not 0 <= decimals <= 6:
        raise reading.fault((*path, "decimals"), ("skriv et helt tal fra 0 til 6", "write a whole number from 0 to 6"))
    return Parameter(
        name=name, title=reading.words((*path, "title"), said["title"]), unit=unit, defaults=defaults, least=least,
        most=most, decimals=decimals, choices=choices, from_rule=from_rule,
    )  # fmt: skip


def _shared(reading: Reading, path: Path, value: Any, texts: Mapping[str, Words]) -> Words | None:
    """A text of its own, or the key of a shared one."""
    if value is None:
        return None
    if isinstance(value, str):
        return texts[reading.known(path, value, tuple(texts), ("fælles tekst", "shared text"))]
    return reading.words(path, value)


def _source(reading: Reading, index: int, value: Any, common: Common) -> Source:
    path: Path = ("sources", index)
    said = reading.mapping(path, value, ("work", "at", "confidence", "says"), ("work", "confidence"))
    work = reading.known((*path, "work"), said["work"], tuple(common.works), ("kilde", "work"))
    about = common.works[work]
    at = said.get("at")
    return Source(
        key=work,
        ref=f"{about['ref']}, {at}" if at else about["ref"],
        url=about.get("url"),
        confidence=reading.known((*path, "confidence"), said["confidence"], CONFIDENCES, ("troværdighed", "confidence")),  # type: ignore[arg-type]
        values={str(key): str(text) for key, text in (said.get("says") or {}).items()},
    )  # fmt: skip


def _agree(reading: Reading, found: ClauseTemplate) -> None:
    """Texts and parameters fit together, and the main role and every used level have a text."""
    if found.role not in found.roles:
        raise reading.fault(("role",), (f"der er ingen tekst som {found.role}", f"there is no text as {found.role}"))
    for level, role in found.levels.items():
        if not found.has_text(role, level):
            raise reading.fault(
                ("levels", level),
                (f"der er ingen tekst som {role} på {level}", f"there is no text as {role} at {level}"),
            )
    used: set[str] = set()
    places: list[tuple[Path, Words]] = [
        (("texts", role), words) for role, by_level in found.texts.items() for words in by_level.values()
    ]
    if found.award:
        places += [(("award", "text"), found.award.text), (("award", "evaluation"), found.award.evaluation)]
    for key, words in (("documentation", found.documentation), ("follow_up", found.follow_up)):
        if words:
            places.append(((key,), words))
    for path, words in places:
        marks = [set(MARK.findall(text)) for text in (words.da, words.en)]
        if marks[0] != marks[1]:
            raise reading.fault(
                path, ("dansk og engelsk nævner ikke de samme tal", "Danish and English name different parameters")
            )
        for mark in marks[0]:
            reading.known(path, mark, tuple(found.parameters), ("parameter", "parameter"))
        used |= marks[0]
    for name in found.parameters:
        if name not in used:
            raise reading.fault(
                ("parameters", name), (f"ingen tekst bruger '{name}'", f"no text uses '{name}'"),
                (f"skriv {{{name}}} i teksten", f"write {{{name}}} in the text"),
            )  # fmt: skip
