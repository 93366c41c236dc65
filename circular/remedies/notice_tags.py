"""The tags and the text that a notice should carry, lot by lot, from what its text and documents demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circular.faults import Fault
from circular.language import Words, listing
from circular.rulebook.facts_of_notice import demands_of, price_only, strategic_of, wholly_read
from circular.rulebook.notice_codes import notice_codes

if TYPE_CHECKING:
    from circular.clauses.model import Clause
    from circular.documents.notice_model import NoticeLot
    from circular.tender.model import Tender

STRATEGIC, IMPACT, GPP = "strategic-procurement", "environmental-impact", "gpp-criteria"
FIELDS = {STRATEGIC: "BT-06", IMPACT: "BT-774", GPP: "BT-805"}


@dataclass(frozen=True)
class Tag:
    """A code of a code list."""

    list: str
    code: str

    @property
    def field(self) -> str:
        """BT-06, BT-774 or BT-805."""
        return FIELDS[self.list]


@dataclass(frozen=True)
class LotTags:
    """What one lot should carry."""

    lot: str
    title: str
    xpath: str
    now: tuple[Tag, ...]
    add: tuple[Tag, ...] = ()
    remove: tuple[Tag, ...] = ()
    text: Words | None = None
    """For BT-777, where none stands beside BT-06."""
    because: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()
    """What a code can't mend."""


@dataclass(frozen=True)
class NoticeTags:
    """What a notice should carry."""

    file: str
    root: str
    version: str | None
    subtype: str | None
    languages: tuple[str, ...]
    allowed: bool
    """Whether BT-06 may stand in a notice of this subtype."""
    lots: tuple[LotTags, ...] = field(default=())

    @property
    def changes(self) -> tuple[LotTags, ...]:
        """The lots in which something is to be changed."""
        return tuple(lot for lot in self.lots if lot.add or lot.remove or lot.text)


def tags_of(tender: Tender) -> NoticeTags:
    """The tags that the first eForms notice of a package should carry; raises Fault where there is none."""
    found = next(((d.notice, d.file) for d in tender.documents if d.notice is not None and d.notice.form == "eforms"), None)  # fmt: skip
    if found is None:
        file = tender.documents[0].file if tender.documents else ""
        raise Fault(file, "", ("er ingen eForms-bekendtgørelse; kun den har mærker", "is no eForms notice; only one has tags"), ("giv bekendtgørelsens XML-fil", "name the XML file of the notice"))  # fmt: skip
    notice, file = found
    allowed = notice.subtype not in notice_codes().tagless
    head = NoticeTags(file, notice.root, notice.version, notice.subtype, notice.languages, allowed)
    return NoticeTags(**{**head.__dict__, "lots": _lots(notice.lots, file, tender) if allowed else ()})


def _lots(lots: Sequence[NoticeLot], file: str, tender: Tender) -> tuple[LotTags, ...]:
    from circular.tender.notice_lots import clauses_of_lots

    said = clauses_of_lots(lots, file, tender.documents, demands_of(tender))
    whole = wholly_read(tender)
    return tuple(lot_tags(lot, said.get(lot.xpath, ()), whole=whole) for lot in lots if lot.scheme == "Lot")


def lot_tags(lot: NoticeLot, demands: Sequence[Clause], *, whole: bool) -> LotTags:
    """What one lot should carry; `whole`: whether everything that may hold demands was read."""
    codes = notice_codes()
    now = tuple(Tag(name, code) for name, said in ((STRATEGIC, lot.strategic), (IMPACT, lot.impact), (GPP, lot.gpp)) for code in said)  # fmt: skip
    head = {"lot": lot.id, "title": lot.title, "xpath": lot.xpath, "now": now}
    if codes.withheld in (*lot.strategic, *lot.impact):
        return LotTags(**head, remarks=(Words(da="Mærkerne er tilbageholdt (BT-195) og kan ikke bedømmes.", en="The tags are withheld (BT-195) and cannot be judged."),))  # type: ignore[arg-type]  # fmt: skip
    impact = [one for one in lot.impact if one not in codes.says_nothing]
    claimed = [one for one in lot.gpp if one not in codes.says_nothing]
    binding = [one for one in demands if one.strength == "binding"]
    add: list[Tag] = []
    remove: list[Tag] = []
    because: list[Words] = []
    if binding and codes.circular not in impact:
        add.append(Tag(IMPACT, codes.circular))
        remove += [Tag(IMPACT, one) for one in lot.impact if one in codes.says_nothing]
        because.append(_demanded(binding))
    elif codes.circular in impact and not demands and whole:
        remove.append(Tag(IMPACT, codes.circular))
        impact.remove(codes.circular)
        because.append(Words(da="Intet i tekst, kriterier eller dokumenter bærer circ-econ: stil et krav, eller fjern koden.", en="Nothing in text, criteria or documents bears circ-econ out: make a demand, or remove the code."))  # fmt: skip
    if (impact or claimed or binding) and strategic_of(lot) != "env_imp":
        add.insert(0, Tag(STRATEGIC, codes.environmental))
        remove += [Tag(STRATEGIC, one) for one in lot.strategic if one in codes.says_nothing]
        because += _uncovered(lot, impact, claimed)
    environmental = strategic_of(lot) == "env_imp" or any(one.list == STRATEGIC for one in add)
    text = _text(binding, impact, bool(claimed)) if environmental and not lot.described else None
    return LotTags(**head, add=tuple(add), remove=tuple(remove), text=text, because=tuple(because), remarks=_remarks(lot, environmental=environmental))  # type: ignore[arg-type]  # fmt: skip


def _strategies(clauses: Sequence[Clause]) -> Words:
    """The strategies of clauses by their names, the commonest first."""
    from circular.rulebook.vocabulary import vocabulary

    names = vocabulary().items["clause"]["strategy"].values
    found = list(dict.fromkeys(one.strategy for one in clauses if one.strategy and one.strategy in names))
    return Words(da=listing([names[one].da for one in found], "da"), en=listing([names[one].en for one in found], "en"))


def _demanded(binding: Sequence[Clause]) -> Words:
    named = _strategies(binding)
    where = binding[0].place
    return Words(
        da=f"Der stilles bindende krav om {named.da} ({where.text('da')}).",
        en=f"There are binding demands on {named.en} ({where.text('en')}).",
    )


def _uncovered(lot: NoticeLot, impact: Sequence[str], claimed: Sequence[str]) -> list[Words]:
    """Why BT-06 must say env-imp: what is coded in the lot without it."""
    says = "mangler" if not lot.strategic else f"er {', '.join(lot.strategic)}"
    says_en = "is absent" if not lot.strategic else f"is {', '.join(lot.strategic)}"
    found = []
    if impact:
        found.append(Words(da=f"BT-774 er {', '.join(impact)}, men BT-06 {says}.", en=f"BT-774 is {', '.join(impact)}, but BT-06 {says_en}."))  # fmt: skip
    if claimed:
        found.append(Words(da=f"BT-805 er {', '.join(claimed)}, men BT-06 {says}.", en=f"BT-805 is {', '.join(claimed)}, but BT-06 {says_en}."))  # fmt: skip
    return found


def _text(binding: Sequence[Clause], impact: Sequence[str], claimed: bool) -> Words | None:
    """The text of BT-777, from what was found."""
    codes = notice_codes()
    known = [codes.impacts[one] for one in impact if one in codes.impacts]
    if binding:
        return _filled(codes.description["demands"], _strategies(binding))
    if known:
        named = Words(da=listing([one.da for one in known], "da"), en=listing([one.en for one in known], "en"))
        return _filled(codes.description["codes"], named)
    return codes.description["criteria"] if claimed else None


def _filled(text: Words, named: Words) -> Words:
    return Words(da=text.da.replace("{named}", named.da), en=text.en.replace("{named}", named.en))


def _remarks(lot: NoticeLot, *, environmental: bool) -> tuple[Words, ...]:
    if environmental and price_only(lot):
        return (Words(da="Alle tildelingskriterier er pris: giv miljø vægt, eller skriv i BT-777, at kravene er mindstekrav.", en="Every award criterion is price: give the environment weight, or say in BT-777 that the demands are minimum requirements."),)  # fmt: skip
    return ()
