"""Checks on the clauses of a tender: has_clause and lacks_clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from circular.language import Words
from circular.place import Place
from circular.rulebook.checks import Check, Kind, Scope
from circular.rulebook.checks_numbers import looked_up
from circular.rulebook.clause_search import incomplete, search_words
from circular.rulebook.conditions import read_parameter
from circular.rulebook.outcome import Outcome
from circular.rulebook.reading import Part
from circular.rulebook.say import LANGUAGES, both, valued
from circular.rulebook.view import View
from circular.rulebook.vocabulary import Fact, value_name

if TYPE_CHECKING:
    from circular.clauses.model import Clause, Quantity
    from circular.tender.model import Tender

KEYS = ("strategy", "concept", "role", "strength", "quantity", "barrier", "struck")
QUANTITY_KEYS = ("at_least", "at_most", "unit", "of", "if_stated")
ENOUGH = {"at_least": (">=", "=", ">"), "at_most": ("<=", "=", "<")}


def _read(kind: str) -> Any:
    def read(part: Part, scope: Scope) -> Check:
        part.keys((), KEYS)
        facts = scope.items["clause"]
        arguments: dict[str, Any] = {
            "strategy": _words(part.get("strategy"), facts["strategy"], "strategi", "strategy"),
            "concept": _words(part.get("concept"), facts["concepts"], "begreb", "concept"),
            "role": _words(part.get("role"), facts["role"], "rolle", "role"),
            "strength": "binding",
            "barrier": "barrier" in part.data and part.sub("barrier").flag(),
            "struck": "struck" in part.data and part.sub("struck").flag(),
        }
        if "strength" in part.data:
            arguments["strength"] = part.sub("strength").word(("binding", "soft"), "styrke", "strength")
        quantity = part.get("quantity")
        if quantity is not None:
            arguments |= _quantity(quantity, scope)
        if not (arguments["strategy"] or arguments["concept"] or arguments["barrier"] or arguments["struck"]):
            raise part.fault("tjekket siger ikke, hvad der ledes efter", "the check does not say what is looked for", ("skriv strategy: eller concept:", "write strategy: or concept:"))  # fmt: skip
        return Check(kind, arguments, line=part.line)

    return read


def _words(part: Part | None, fact: Fact, da: str, en: str) -> tuple[str, ...]:
    """One word or a list of words of the fact's closed list."""
    if part is None:
        return ()
    listed = list(part.items()) if isinstance(part.data, list) else [part]
    if not fact.values:
        return tuple(one.text() for one in listed)
    return tuple(one.word(fact.values, da, en) for one in listed)


def _quantity(part: Part, scope: Scope) -> dict[str, Any]:
    part.keys(("unit",), QUANTITY_KEYS)
    comparators = [key for key in ("at_least", "at_most") if key in part.data]
    if len(comparators) != 1:
        raise part.fault("skriv enten at_least eller at_most", "write either at_least or at_most")
    value = part.sub(comparators[0])
    asked = read_parameter(value, scope.parameters) if isinstance(value.data, str) and value.data.startswith("$") else value.number()  # fmt: skip
    units = part.sub("unit")
    listed = list(units.items()) if isinstance(units.data, list) else [units]
    return {"comparator": comparators[0], "amount": asked, "units": tuple(one.text() for one in listed), "of": part.data.get("of"), "if_stated": "if_stated" in part.data and part.sub("if_stated").flag()}  # fmt: skip


def candidates(tender: Tender, *, barrier: bool = False, struck: bool = False) -> Iterator[Clause]:
    """Clauses of the buyer that are in force; or those that work against reuse, or are struck, where these are asked."""
    from circular.tender.roles import voice_of

    for clause in tender.clauses:
        if clause.barrier is not barrier or clause.struck is not struck:
            continue
        if voice_of(tender.roles.get(clause.place.file, "other")) == "buyer":
            yield clause


def _judge(check: Check, view: View) -> Outcome:
    tender, asked = view.tender, check.arguments
    name = _looked_for(check)
    if tender is None:
        return Outcome("unknown", (both("Udbudsmaterialet er ikke læst.", "The tender package was not read."),), missing=("documents",))  # fmt: skip
    amount, row, other = looked_up(asked.get("amount"), view)
    if other is not None:
        return other
    rows = (row,) if row is not None else ()
    marks = view.parameters[asked["amount"].name].marks if row is not None else ()
    hits: list[Clause] = []
    soft: list[Clause] = []
    few: list[Clause] = []
    other_way: list[Clause] = []
    for clause in candidates(tender, barrier=asked["barrier"], struck=asked["struck"]):
        if not _speaks_of(clause, asked):
            if _otherwise(clause, asked):
                other_way.append(clause)
            continue
        if not (asked["barrier"] or asked["struck"]):
            if clause.strength not in ("binding", "soft") or clause.role not in (asked["role"] or search_words().roles):
                continue
            if clause.strength == "soft" and asked["strength"] == "binding":
                soft.append(clause)
                continue
        elif asked["role"] and clause.role not in asked["role"]:
            continue
        (hits if amount is None or _clause_enough(clause, asked, amount) else few).append(clause)
    lacks = check.kind == "lacks_clause"
    if hits:
        head = (
            ("Fundet", "Found")
            if lacks or asked["barrier"] or asked["struck"]
            else ("Kravet er stillet", "The demand is made")
        )
        quotes = " ".join(dict.fromkeys(f"“{_short(one.text)}”" for one in hits[:3]))
        told = both("{head}: {quotes}", "{head}: {quotes}", head=head, quotes=(quotes, quotes))
        where = tuple(dict.fromkeys(one.place for one in hits))
        return Outcome("fail" if lacks else "pass", (told,), places=where, rows=rows, marks=marks, count=len(hits))
    gaps, missing = incomplete(tender, asked["strategy"], asked["concept"])
    if missing:
        unread = both("{name} er ikke fundet, men ikke alt er læst: {gaps}.", "{name} was not found, but not everything was read: {gaps}.", name=name, gaps=(gaps.da, gaps.en))  # fmt: skip
        return Outcome("unknown", (unread,), missing=missing, rows=rows, marks=marks, absent=True)
    if lacks:
        return Outcome("pass", (_not_there(asked, name),), absent=True)
    says: tuple[Words, ...] = (_absent(asked, name, amount),)
    places: tuple[Place, ...] = ()
    for clauses, words in ((few, ("Kravet er for lavt eller uden tal", "The demand is too low or has no number")), (other_way, ("Stillet er i stedet", "Demanded instead")), (soft, ("Kun blødt formuleret", "Only soft wording"))):  # fmt: skip
        if clauses:
            such = (", fx", ", such as") if len({one.place for one in clauses}) > 1 else ("", "")
            quote = both("{what}{such}: {text}", "{what}{such}: {text}", what=words, such=such, text=(_quoted(clauses[0].text),) * 2)  # fmt: skip
            says, places = (*says, quote), (*places, *(one.place for one in clauses[:3]))
    return Outcome("fail", says, places=tuple(dict.fromkeys(places)), rows=rows, marks=marks, absent=True)


def _not_there(asked: Any, name: tuple[str, str]) -> Words:
    """What a rule says that looks for something that should not be there."""
    if asked["barrier"]:
        return both("Intet, der spærrer for genbrug, er fundet.", "Nothing that bars reuse was found.")
    if asked["struck"]:
        return both("Intet udgået krav er fundet.", "No struck demand was found.")
    return both("{name} er ikke fundet.", "{name} was not found.", name=name)


def _absent(asked: Any, name: tuple[str, str], amount: Any) -> Words:
    words = both(
        "Intet bindende krav om {name}", "No binding demand for {name}", name=(_lower(name[0]), _lower(name[1]))
    )
    if asked["strength"] == "soft":
        words = both("Intet om {name}", "Nothing on {name}", name=(_lower(name[0]), _lower(name[1])))
    if amount is None:
        return Words(da=f"{words.da} er fundet.", en=f"{words.en} was found.")
    bound = {"at_least": ("mindst", "at least"), "at_most": ("højst", "at most")}[asked["comparator"]]
    unit = asked["units"][0]
    value = valued(amount, unit="percent" if unit.startswith("percent") else unit)
    return Words(
        da=f"{words.da} på {bound[0]} {value[0]} er fundet.", en=f"{words.en} of {bound[1]} {value[1]} was found."
    )


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _looked_for(check: Check) -> tuple[str, str]:
    """What is looked for, in both languages: the names of strategies and concepts."""
    from circular.language import listing

    asked = check.arguments
    if asked["barrier"]:
        return "En hindring for genbrug", "A barrier to reuse"
    pairs = [("strategy", one) for one in asked["strategy"]] + [("concepts", one) for one in asked["concept"]]
    if asked["strategy"] and asked["concept"]:
        pairs = pairs[len(asked["strategy"]) :]
    if not pairs:
        return "Et udgået krav", "A struck demand"
    da, en = (listing([value_name(fact, one, lang) for fact, one in pairs], lang, "or") for lang in LANGUAGES)
    return da[:1].upper() + da[1:], en[:1].upper() + en[1:]


def _speaks_of(clause: Clause, asked: Any) -> bool:
    if asked["strategy"] and clause.strategy not in asked["strategy"]:
        return False
    return not asked["concept"] or any(
        one in clause.concepts or search_words().shows(one, clause.text) for one in asked["concept"]
    )


def _otherwise(clause: Clause, asked: Any) -> bool:
    """Whether a clause makes a binding demand of the strategy, but in another way than the one asked."""
    return (
        bool(asked["concept"])
        and clause.strategy in asked["strategy"]
        and clause.strength == "binding"
        and clause.role in search_words().roles
    )


def _clause_enough(clause: Clause, asked: Any, amount: Any) -> bool:
    """Whether a clause's number is enough; with `if_stated`, a demand without such a number is enough too."""
    if asked["if_stated"] and not any(one.unit in asked["units"] for one in clause.quantities):
        return True
    return any(_enough(one, asked, amount) for one in clause.quantities)


def _enough(quantity: Quantity, asked: Any, amount: Any) -> bool:
    comparator = asked["comparator"]
    if quantity.unit not in asked["units"] or quantity.comparator not in ENOUGH[comparator]:
        return False
    return bool(quantity.value >= amount if comparator == "at_least" else quantity.value <= amount)


def _quoted(text: str) -> str:
    """A quote that ends its sentence: “… er genbrugte.” or “Genbrug”."""
    short = _short(text)
    return f"“{short}”" if short.endswith((".", "!", "?", "…")) else f"“{short}”."


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else f"{flat[:158].rsplit(' ', 1)[0]} …"


_GAPS = ("et dokument, der plejer at bære krav, er ikke læst eller mangler", "a document that usually carries demands was not read or is absent")  # fmt: skip
KINDS = {
    "has_clause": Kind(_read("has_clause"), _judge, ("kravet er ikke fundet, og alt er læst", "the demand was not found and everything was read"), _GAPS),
    "lacks_clause": Kind(_read("lacks_clause"), _judge, ("en sådan klausul er fundet", "such a clause was found"), _GAPS),
}  # fmt: skip
