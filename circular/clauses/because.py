"""Says in one sentence why a clause has its strategy, strength and role."""

from __future__ import annotations

from circular.clauses.model import Evidence, Role
from circular.clauses.names import word
from circular.clauses.strength import Force
from circular.language import Language

CIRCUMSTANCE = {
    "wish_heading": "overskriften gør det til et ønske", "heading": "overskriften gør det til et krav", "must": "rækken er et mindstekrav",
    "compete": "rækken er et konkurrencekrav", "info": "rækken er til orientering",
    "background": "det står under baggrund", "title": "det er en overskrift", "condition": "det står i en betingelse",
    "exception": "det står i en undtagelse", "reason": "det er en begrundelse", "purpose": "det er et formål",
    "bare": "intet gør det til et krav", "entry": "ordene er selv kravet", "virgin": "det er kun nævnt",
    "barrier": "ordene står i vejen for det",
}  # fmt: skip
_IN_ENGLISH = {
    "wish_heading": "the heading makes it a wish", "heading": "the heading makes it a demand", "must": "the row is a minimum requirement",
    "compete": "the row is for competition", "info": "the row is for information",
    "background": "it stands under background", "title": "it is a heading", "condition": "it stands in a condition",
    "exception": "it stands in an exception", "reason": "it is a reason", "purpose": "it is a purpose",
    "bare": "nothing makes it a demand", "entry": "the words are the demand themselves", "virgin": "it is only mentioned",
    "barrier": "the words stand in its way",
}  # fmt: skip
_CUES = {said: cue for cue, said in CIRCUMSTANCE.items()}


def evidence_said(one: Evidence, language: Language) -> str:
    """What decided, as a person reads it: the document's words in quotes, a circumstance in the words of the language."""
    cue = _CUES.get(one.term) if one.kind == "context" else None
    if cue is None:
        return f"“{one.term}”"
    return one.term if language == "da" else _IN_ENGLISH[cue]


def because_of(term: str, strategy: str | None, force: Force, role: Role, role_word: str) -> str:
    """ "“genbrugte byggevarer” taler om direkte genbrug; “skal” gør det bindende; mindstekrav."""
    about = word("strategy", strategy, "da") if strategy else "et emne uden for de 37 strategier"
    if force.struck:
        decided = f"“{force.said or 'udgår'}” tager kravet ud"
    elif force.barrier:
        decided = f"“{force.said or term}” spærrer for det" if force.cue != "barrier" else CIRCUMSTANCE["barrier"]
    elif force.said and force.strength == "mention":
        decided = f"“{force.said}” gør det til omtale"
    elif force.said:
        decided = f"“{force.said}” gør det {word('strength', force.strength, 'da')}"
    else:
        decided = CIRCUMSTANCE.get(force.cue, word("strength", force.strength, "da"))
    told = f" (“{role_word}”)" if role_word and role_word != force.said else ""
    return f"“{term}” taler om {about}; {decided}; rolle: {word('role', role, 'da')}{told}."


def evidence_of(terms: list[str], force: Force, role_word: str) -> tuple[Evidence, ...]:
    """The words that decided, each once."""
    found = [Evidence(term=term, kind="term") for term in dict.fromkeys(terms)]
    kinds = {"struck": "negation", "prohibition": "negation", "penalty": "negation"}
    if force.said:
        kind = kinds.get(force.cue, "modality")
        found.append(Evidence(term=force.said, kind=kind))  # type: ignore[arg-type]
    elif force.cue in CIRCUMSTANCE:
        found.append(Evidence(term=CIRCUMSTANCE[force.cue], kind="context"))
    if role_word and role_word != force.said:
        found.append(Evidence(term=role_word, kind="role"))
    return tuple(found)
