"""The municipality's profile (circular.toml): its own limits, prices, dates and conventions."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from circular.faults import Fault, nearest

if TYPE_CHECKING:
    from circular.lca import Essentials
    from circular.rulebook.case import Case
    from circular.rulebook.rule import Rule, Rulebook

TABLES: Mapping[str, tuple[str, ...]] = {
    "municipality": ("name", "policy"),
    "shadow_price": ("dkk_per_tonne", "source"),
    "renovation_limit": ("value", "modules", "existing", "source"),
    "new_build_limit": ("value", "source"),
    "severity": (),
    "essential": ("mass_share", "footprint_share", "one_in_each_group", "source"),
    "departments": (),
}
TOP = ("lang", "reuse_convention", *TABLES)
LANGUAGES = ("da", "en")
EXISTING: Mapping[Any, bool] = {
    True: True,
    "counted": True,
    "included": True,
    False: False,
    "not_counted": False,
    "excluded": False,
}
"""Whether what is removed of the existing building counts in the municipality's own limit."""
CONVENTIONS = ("zero", "replacements_new", "eol_kept")
Convention = Literal["zero", "replacements_new", "eol_kept"]


@dataclass(frozen=True)
class OwnLimit:
    """A limit the municipality sets itself: a number, or the class of new buildings."""

    value: Decimal | None
    is_class: bool
    source: str
    modules: tuple[str, ...] | None = None
    existing: bool = False
    """Whether what is removed of the existing building counts too."""


@dataclass(frozen=True)
class Profile:
    """What a municipality has decided for itself."""

    name: str | None = None
    policy: str | None = None
    lang: str | None = None
    reuse_convention: Convention = "zero"
    renovation_limit: OwnLimit | None = None
    new_build_limit: OwnLimit | None = None
    severity: Mapping[str, date] = field(default_factory=dict)
    """Rule code, name or goal -> the day from which it is a must."""
    shadow_price: Mapping[int, Decimal] = field(default_factory=dict)
    shadow_price_source: str | None = None
    essentials: Essentials | None = None
    """Its own bounds for which materials are essential; None: those of good practice."""
    departments: Mapping[str, str] = field(default_factory=dict)
    """Name -> what else it is called, the name itself where the profile says no more."""
    file: str = ""

    def must_from(self, rule: Rule) -> date | None:
        """The day from which the profile makes a rule a must."""
        for word in (rule.code, rule.name, rule.goal):
            if word is not None and word in self.severity:
                return self.severity[word]
        return None

    def source_of(self, facts: Container[str]) -> str | None:
        """Who decided the own limit that a rule asks for among its facts."""
        for name, own in (("renovation_limit", self.renovation_limit), ("new_build_limit", self.new_build_limit)):
            if own is not None and name in facts:
                return f"circular.toml: {own.source}"
        return None

    def hold_against(self, rulebook: Rulebook) -> None:
        """Raises Fault for a rule or goal of [severity] that is none, or that no policy asks."""
        asked = {word: rule for rule in rulebook.rules for word in (rule.code, rule.name)}
        goals = {rule.goal for rule in rulebook.rules if rule.goal is not None and rule.basis == "policy"}
        for word in self.severity:
            if word not in asked and word not in goals:
                close = nearest(word, [*asked, *goals]) or ["circular rules list"]
                raise Fault(self.file, f"severity.{word}", (f"ingen regel og intet delmål hedder '{word}'", f"no rule and no goal is named '{word}'"), (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"))  # fmt: skip
            if word in asked and asked[word].basis != "policy":
                raise Fault(
                    self.file, f"severity.{word}",
                    (f"{asked[word].code} står ikke i en politik ({asked[word].basis}); profilen kan kun fremrykke en politiks mål", f"{asked[word].code} is of no policy ({asked[word].basis}); the profile can only bring forward what a policy asks"),
                    ("fjern linjen, eller læg en egen regel ind med --rules", "remove the line, or bring in a rule of your own with --rules"),
                )  # fmt: skip


def load_profile(path: Path) -> Profile:
    """The profile of a circular.toml; raises Fault with file, line where TOML tells one, and hint."""
    file = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        raise Fault(file, "", ("findes ikke", "does not exist"), ("circular new profile laver en", "circular new profile makes one")) from None  # fmt: skip
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(
            file, "", (f"kan ikke læses som TOML: {error}", f"cannot be read as TOML: {error}"),
            ("circular new profile viser, hvordan den skrives", "circular new profile shows how it is written"),
        ) from None  # fmt: skip
    for key, value in data.items():
        _known(file, key, key, TOP)
        if key in TABLES:
            if not isinstance(value, dict):
                raise Fault(file, key, ("her skal stå en tabel", "a table must stand here"), (f"skriv [{key}]", f"write [{key}]"))  # fmt: skip
            for inner in value if TABLES[key] else ():
                _known(file, f"{key}.{inner}", inner, TABLES[key])
    convention = data.get("reuse_convention", "zero")
    _known(file, "reuse_convention", convention, CONVENTIONS)
    if "lang" in data:
        _known(file, "lang", data["lang"], LANGUAGES)
    municipality, price = data.get("municipality", {}), data.get("shadow_price", {})
    return Profile(
        name=_text(file, "municipality.name", municipality.get("name")),
        policy=_text(file, "municipality.policy", municipality.get("policy")),
        lang=data.get("lang"),
        reuse_convention=convention,
        renovation_limit=_limit(file, data, "renovation_limit", "new_build_class"),
        new_build_limit=_limit(file, data, "new_build_limit", "class"),
        severity={key: _must_from(file, key, value) for key, value in data.get("severity", {}).items()},
        shadow_price=_prices(file, price),
        shadow_price_source=_text(file, "shadow_price.source", price.get("source")),
        essentials=_essentials(file, data.get("essential")),
        departments=_departments(data.get("departments", {})),
        file=file,
    )


def _text(file: str, place: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise Fault(file, place, (f"'{value}' er ikke en tekst", f"'{value}' is not a text"), ('skriv den i anførselstegn: "…"', 'write it in quotes: "…"'))  # fmt: skip


def _number(value: Any) -> Decimal | None:
    """A finite number as Decimal, else None; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _known(file: str, place: str, word: Any, known: tuple[str, ...]) -> None:
    if word not in known:
        close = nearest(str(word), list(known)) or list(known)
        raise Fault(file, place, (f"ukendt nøgle eller værdi '{word}'", f"unknown key or value '{word}'"), (f"mente du {', '.join(close)}?", f"did you mean {', '.join(close)}?"))  # fmt: skip


def _limit(file: str, data: Mapping[str, Any], key: str, class_word: str) -> OwnLimit | None:
    table = data.get(key)
    if table is None:
        return None
    value, source = table.get("value"), _source(file, key, table, ("grænsen", "the limit"))
    number = _number(value)
    if value != class_word and (number is None or number < 0):
        raise Fault(file, f"{key}.value", (f"'{value}' er hverken et tal eller \"{class_word}\"", f"'{value}' is neither a number nor \"{class_word}\""))  # fmt: skip
    modules, existing = table.get("modules"), table.get("existing", False)
    if modules is not None and not (isinstance(modules, list) and modules):
        raise Fault(file, f"{key}.modules", (f"'{modules}' er ikke en liste af moduler", f"'{modules}' is not a list of modules"), ('skriv modules = ["A1-A3", "B4", "C3", "C4"]', 'write modules = ["A1-A3", "B4", "C3", "C4"]'))  # fmt: skip
    from circular.lca.model import MODULES, TOTALS

    for module in modules or ():
        _known(file, f"{key}.modules", module, (*MODULES, *TOTALS))
    if existing not in EXISTING:
        _known(file, f"{key}.existing", existing, tuple(word for word in EXISTING if isinstance(word, str)))
    return OwnLimit(
        value=None if value == class_word else number,
        is_class=value == class_word,
        source=source,
        modules=tuple(modules) if modules else None,
        existing=EXISTING[existing],
    )


def _source(file: str, key: str, table: Mapping[str, Any], what: tuple[str, str]) -> str:
    source = table.get("source")
    if isinstance(source, str) and source.strip():
        return source
    raise Fault(file, key, (f"{what[0]} har ingen kilde", f"{what[1]} has no source"), ('skriv source = "byrådets beslutning af …"', 'write source = "council decision of …"'))  # fmt: skip


def _essentials(file: str, table: Mapping[str, Any] | None) -> Essentials | None:
    """The municipality's own bounds; what it leaves out is as in good practice."""
    if not table:
        return None
    from circular.lca.essential import Essentials, usual

    common = usual()
    shares = {}
    for name in ("mass_share", "footprint_share"):
        share = _number(table.get(name, getattr(common, name)))
        if share is None or not 0 <= share <= 1:
            raise Fault(file, f"essential.{name}", (f"'{table[name]}' er ikke en andel fra 0 til 1", f"'{table[name]}' is not a share from 0 to 1"), (f"skriv {name} = 0.9 for 90 %", f"write {name} = 0.9 for 90 %"))  # fmt: skip
        shares[name] = share
    each = table.get("one_in_each_group", common.one_in_each_group)
    if not isinstance(each, bool):
        raise Fault(file, "essential.one_in_each_group", (f"'{each}' er hverken true eller false", f"'{each}' is neither true nor false"))  # fmt: skip
    source = _source(file, "essential", table, ("afgrænsningen", "the bound"))
    return Essentials(**shares, one_in_each_group=each, source=source)


def _must_from(file: str, key: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 1990 <= value <= 2200:
        return date(value, 1, 1)
    raise Fault(file, f"severity.{key}", (f"'{value}' er hverken et år eller en dag", f"'{value}' is neither a year nor a day"), ('skriv "CO2-201" = 2027', 'write "CO2-201" = 2027'))  # fmt: skip


def _departments(table: Mapping[str, Any]) -> dict[str, str]:
    """Name -> what else it is called: the text or the table's `name` beside it, else the same; a list names several."""
    found: dict[str, str] = {}
    for key, said in table.items():
        if isinstance(said, list):
            found |= {str(name): str(name) for name in said}
            continue
        other = said.get("name") if isinstance(said, dict) else said
        found[key] = other.strip() if isinstance(other, str) and other.strip() else key
    return found


def _prices(file: str, table: Mapping[str, Any]) -> dict[int, Decimal]:
    if not table:
        return {}
    _source(file, "shadow_price", table, ("skyggeprisen", "the shadow price"))
    prices = table.get("dkk_per_tonne", {})
    listed = prices.items() if isinstance(prices, dict) else [("0", prices)]
    prices = {str(year): _number(value) for year, value in listed}
    if not all(year.isdecimal() and value is not None and value >= 0 for year, value in prices.items()):
        raise Fault(file, "shadow_price.dkk_per_tonne", ("her skal stå år = pris", "year = price must stand here"), ("skriv { 2026 = 1500 }", "write { 2026 = 1500 }"))  # fmt: skip
    return {int(year): value for year, value in prices.items() if value is not None}


def with_profile(case: Case, profile: Profile | None, rulebook: Rulebook, as_of: date) -> Case:
    """The case with the facts that the profile tells."""
    if case.building is None:
        return case
    from circular.rulebook.own_limits import class_for_information, own_limit_facts

    case = class_for_information(case, rulebook, as_of)
    return case if profile is None else own_limit_facts(case, profile, rulebook, as_of)
