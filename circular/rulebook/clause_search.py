"""Where clauses are looked for: which documents must have been read, and where an absent demand belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from circular.language import Words, listing
from circular.place import Place
from circular.rulebook.reading import Part
from circular.rulebook.say import both
from circular.rulebook.vocabulary import vocabulary
from circular.shelf import shelf
from circular.strict_yaml import load

if TYPE_CHECKING:
    from circular.documents.model import Block
    from circular.tender.model import Tender

FILE = "clause_search.yaml"


@dataclass(frozen=True)
class Group:
    """Headings under which a demand belongs, and the documents in which they are looked for."""

    roles: tuple[str, ...]
    headings: re.Pattern[str]


@dataclass(frozen=True)
class SearchWords:
    roles: tuple[str, ...]
    must_be_read: tuple[str, ...]
    groups: Mapping[str, Group]
    role_group: Mapping[str, str]
    whole_of: re.Pattern[str]
    whole_text: re.Pattern[str]
    concepts: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]
    work_headings: re.Pattern[str]
    demand_words: re.Pattern[str]

    def shows(self, concept: str, text: str) -> bool:
        """Whether a sentence shows a concept by its words, and by none of those that take it away again."""
        if concept not in self.concepts:
            return False
        has, lacks = self.concepts[concept]
        return has.search(text) is not None and lacks.search(text) is None

    def of_all_materials(self, of: str | None, text: str) -> bool:
        """Whether a share is of everything that is built in, not of one material or element."""
        if of is not None:
            return self.whole_of.search(" ".join(of.split())) is not None
        return self.whole_text.search(" ".join(text.split())) is not None


@cache
def search_words() -> SearchWords:
    """What rules/clause_search.yaml says."""
    data, lines = load((shelf("rules") / FILE).read_bytes(), f"rules/{FILE}")
    top = Part(data, lines, f"rules/{FILE}").keys(
        (
            "roles",
            "must_be_read",
            "belongs",
            "role_belongs",
            "whole_project",
            "concept_words",
            "work_headings",
            "demand_words",
        )
    )
    groups = {
        name: Group(
            top.sub("belongs").sub(name).sub("roles").texts(),
            re.compile("|".join(top.sub("belongs").sub(name).sub("headings").texts()), re.IGNORECASE),
        )
        for name in data["belongs"]
    }
    of, text = (
        re.compile("|".join(top.sub("whole_project").sub(key).texts()), re.IGNORECASE) for key in ("of", "text")
    )
    plain = [re.compile("|".join(top.sub(key).texts()), re.IGNORECASE) for key in ("work_headings", "demand_words")]
    shown = {name: (_pattern(top, name, "has"), _pattern(top, name, "not")) for name in data["concept_words"]}
    return SearchWords(
        top.sub("roles").texts(), top.sub("must_be_read").texts(), groups, data["role_belongs"], of, text, shown, *plain
    )


def _pattern(top: Part, concept: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(top.sub("concept_words").sub(concept).sub(key).texts()), re.IGNORECASE)


def incomplete(tender: Tender, strategies: Sequence[str], concepts: Sequence[str]) -> tuple[Words, tuple[str, ...]]:
    """Why a missing demand can't be held against the package: what was not read, and the names of it; empty when all was."""
    words, said, missing = search_words(), [], []
    for document in tender.documents:
        if document.status != "read" and tender.roles.get(document.file) in words.must_be_read:
            said.append((f"{document.file} er ikke læst helt", f"{document.file} was not wholly read"))
            missing.append(document.file)
    for reference in tender.references:
        if reference.resolved is None and reference.carries_demands and reference.target not in missing:
            said.append((f"“{reference.target}” er ikke i materialet", f"“{reference.target}” is not in the package"))
            missing.append(reference.target)
    if tender.documents and all(tender.roles.get(one.file) == "notice" for one in tender.documents):
        url = next((one.notice.documents_url for one in tender.documents if one.notice and one.notice.documents_url), None)  # fmt: skip
        where_da, where_en = (f"; materialet ligger på {url}", f"; the documents are at {url}") if url else ("", "")
        said.append((f"kun udbudsbekendtgørelsen er her{where_da}", f"only the notice is here{where_en}"))
        missing.append("documents")
    for clause in tender.clauses:
        if clause.strategy == "by_reference" and not clause.struck and _may_hold(clause.concepts, strategies, concepts):
            said.append((f"der henvises til krav andetsteds ({clause.place.text('da')})", f"demands elsewhere are referred to ({clause.place.text('en')})"))  # fmt: skip
            missing.append(clause.place.text("da"))
    if not said:
        return Words(da="", en=""), ()
    da, en = listing(list(dict.fromkeys(one for one, _ in said)), "da"), listing(list(dict.fromkeys(one for _, one in said)), "en")  # fmt: skip
    return Words(da=da, en=en), tuple(dict.fromkeys(missing))


def _may_hold(named: Sequence[str], strategies: Sequence[str], concepts: Sequence[str]) -> bool:
    """A reference that names strategies touches rules asking one of them; one that names none only circular_economy."""
    known = vocabulary().items["clause"]["strategy"].values
    names = [name for name in named if name in known]
    return any(name in (*strategies, *concepts) for name in named) or (not names and "circular_economy" in strategies)


def searched(tender: Tender) -> tuple[str, ...]:
    """The buyer's documents that were read, wholly or in part."""
    from circular.tender.roles import voice_of

    return tuple(
        document.file
        for document in tender.documents
        if document.status in ("read", "partly_read")
        and document.kind not in ("building", "portfolio")
        and voice_of(tender.roles.get(document.file, "other")) in ("buyer", "both")
    )


def belongs(tender: Tender, roles: Sequence[str]) -> Place | None:
    """The heading under which an absent demand of these roles belongs; None when the package has none."""
    words = search_words()
    name = words.role_group.get(roles[0], "demands") if roles else "demands"
    for group in (words.groups[name], words.groups["demands"]):
        for role in group.roles:
            for document in tender.documents:
                if tender.roles.get(document.file) != role or document.status not in ("read", "partly_read"):
                    continue
                headings = [b for b in document.blocks if b.kind == "heading" and not (b.struck or b.toc)]
                titles = headings[:1] if len(headings) > 1 else []
                for block in headings:
                    if block not in titles and group.headings.search(block.text):
                        return block.place
                if role in words.must_be_read and role != "udbudsbetingelser" and headings:
                    return _of_the_work(
                        document.blocks, [one for one in headings if one not in titles] or headings
                    ).place
    return None


def _of_the_work(blocks: Sequence[Block], headings: Sequence[Block]) -> Block:
    """The heading of the work itself; else of the section that demands most, the first of several; else the last."""
    words = search_words()
    for block in headings:
        if words.work_headings.search(block.text):
            return block
    demands = dict.fromkeys(range(len(headings)), 0)
    section = -1
    for block in blocks:
        if section + 1 < len(headings) and block == headings[section + 1]:
            section += 1
        elif section >= 0 and not (block.struck or block.toc):
            demands[section] += len(words.demand_words.findall(block.text))
    most = max(demands.values())
    return headings[-1] if most == 0 else headings[next(index for index, count in demands.items() if count == most)]


def nothing_belongs() -> Words:
    return both("Materialet har ingen overskrift for krav eller tildelingskriterier.", "The package has no heading of requirements or award criteria.")  # fmt: skip
