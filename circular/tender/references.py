"""Documents that the text refers to, found among the files, or listed as absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circular.documents.model import Block, Document
from circular.tender.model import DocumentRole, Reference
from circular.tender.roles import voice_of
from circular.tender.text import sentences
from circular.tender.words import RoleWords, role_words, tender_words

_NEAR = 600
"""What stands farther from an annex than so many letters says nothing of it."""
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2})*[a-zA-Z]?|[A-Z]\d{0,2})(?![\w%])"
_TITLE = re.compile(r"\s*(?:[-–—:,|(\"”]|\s)\s*[\"”]?(?P<title>[A-ZÆØÅ][^,.;:()|\"”\n]{2,60})")


@dataclass
class _Named:
    """An annex as the package speaks of it."""

    target: str
    number: str
    title: str = ""
    demanding: bool = False
    block: Block | None = None
    start: int = 0
    end: int = 0


def references_of(documents: Sequence[Document], roles: dict[str, DocumentRole]) -> tuple[Reference, ...]:
    """Each document referred to, once, at its first place: annexes by number, others by their role's name."""
    annexes: dict[str, _Named] = {}
    for document in documents:
        if voice_of(roles.get(document.file, "other")) == "tenderer":
            continue
        for index, block in enumerate(document.blocks):
            if not block.struck and not block.toc and not _own_title(block, index):
                for named in _annexes_in(block):
                    _remember(annexes, named)
    found = [_resolved(named, documents, roles) for named in annexes.values()]
    taken = {reference.resolved for reference in found if reference.resolved}
    found += _by_role(documents, roles, found, taken)
    return tuple(found)


def _own_title(block: Block, index: int) -> bool:
    """Whether a block is where a document says which annex it is itself, in its title or in the margin of its pages."""
    annex = tender_words()["references.annex"].pattern
    title = re.match(rf"\W*(?:{annex}) (?:nr\.? ?)?{_NUMBER}", block.text, re.IGNORECASE) is not None
    return (title and index < 6 and not block.cells and len(block.text) <= 120) or block.place.part in (
        "header",
        "footer",
    )


def _remember(annexes: dict[str, _Named], named: _Named) -> None:
    known = annexes.setdefault(named.number.casefold(), named)
    known.demanding = known.demanding or named.demanding
    if not known.title or (named.title and _role_named(named.title) and not _role_named(known.title)):
        known.title = named.title or known.title


def _annexes_in(block: Block) -> Iterator[_Named]:
    words = tender_words()
    annex = words["references.annex"].pattern
    if not words["references.annex"].search(block.text):
        return
    for start, sentence in sentences(block.text):
        for found in re.finditer(rf"(?:{annex}) (?:nr\.? ?)?{_NUMBER}", sentence, re.IGNORECASE):
            number = found.group("number")
            if not (number[0].isdigit() or number[0].isupper()) or _of_law(sentence, found.start(), found.end()):
                continue
            after = sentence[found.end() : found.end() + _NEAR]
            title = _TITLE.match(after)
            said = title.group("title").strip() if title and block.kind != "paragraph" else ""
            if title and block.kind == "paragraph":
                said = _title_in_running_text(after, title)
            around = f"{sentence[max(0, found.start() - _NEAR) : found.start()]} {after}"
            yield _Named(
                target=re.sub(r"\s+", " ", found.group()).strip(),
                number=number,
                title=said,
                demanding=bool(words["references.demanding"].search(around)) and block.kind != "table_row",
                block=block,
                start=start + found.start(),
                end=start + found.end(),
            )


def _title_in_running_text(after: str, title: re.Match[str]) -> str:
    """'bilag 3 – Tilbudsliste', 'bilag 3 (Tilbudsliste)' or 'Bilag 2, Kravmatrix': words that name a role, else nothing."""
    said = title.group("title").strip()
    return said if after[:3].strip()[:1] in ("-", "–", "—", ":", "(") or _role_named(said) else ""


def _of_law(sentence: str, start: int, end: int) -> bool:
    words = tender_words()
    before = re.split(r"[,;.]\s", sentence[max(0, start - _NEAR) : start])[-1].split()[-2:]
    if any(words["references.of_law_before"].fullmatch(word.strip('()"”')) for word in before):
        return True
    return words["references.of_law_after"].match(sentence[end : end + _NEAR].lstrip(" ,")) is not None


def _role_named(title: str) -> RoleWords | None:
    return next((role for role in role_words() if role.names.search(title) or role.title.search(title)), None)


def _resolved(named: _Named, documents: Sequence[Document], roles: dict[str, DocumentRole]) -> Reference:
    assert named.block is not None
    role = _role_named(named.title) if named.title else None
    file = _file_of(named, documents) or (_only_with(role.id, documents, roles) if role else None)
    if role is not None:
        demands = role.demands
    elif named.title and tender_words()["references.not_demanding"].search(named.title):
        demands = False
    else:
        demands = named.demanding
    place = named.block.place.model_copy(update={"start": named.start, "end": named.end})
    target = f"{named.target} {named.title}".strip() if named.title else named.target
    return Reference(target=target, resolved=file, carries_demands=demands, place=place)


def _file_of(named: _Named, documents: Sequence[Document]) -> str | None:
    """The file whose name, title or annex heading carries the annex's number."""
    annex = tender_words()["references.annex"].pattern
    number = re.escape(named.number)
    own = re.compile(rf"(?:{annex})[ _.\-]*(?:nr\.?)?[ _.\-]*0*{number}(?![\w])", re.IGNORECASE)
    for document in documents:
        name = re.sub(r"[_\-]+", " ", document.file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        if own.search(name):
            return document.file
    for document in documents:
        for block in document.blocks[:6]:
            if own.match(block.text) and len(block.text) <= 120:
                return document.file
    for document in documents:
        if any(block.kind == "heading" and own.match(block.text) for block in document.blocks):
            return document.file
    return None


def _only_with(role: DocumentRole, documents: Sequence[Document], roles: dict[str, DocumentRole]) -> str | None:
    files = [document.file for document in documents if roles.get(document.file) == role]
    return files[0] if len(files) == 1 else None


def _by_role(
    documents: Sequence[Document], roles: dict[str, DocumentRole], annexes: list[Reference], taken: set[str]
) -> list[Reference]:
    """Documents named by what they are ('kravspecifikationen'), when no annex reference stands for them already."""
    found: list[Reference] = []
    for role in role_words():
        if any(_named_in(role, reference.target) for reference in annexes) or role.id == "notice":
            continue
        for document in documents:
            if roles.get(document.file) == role.id or voice_of(roles.get(document.file, "other")) == "tenderer":
                continue
            hit = _first(role, document)
            if hit is not None:
                block, match = hit
                file = _only_with(role.id, documents, roles) or next(
                    (d.file for d in documents if roles.get(d.file) == role.id), None
                )
                if file is None and (_stands_here(role, documents) or not _missed(role)):
                    break
                if file is None or file not in taken:
                    place = block.place.model_copy(update={"start": match.start(), "end": match.end()})
                    found.append(Reference(target=match.group(), resolved=file, carries_demands=role.demands, place=place))  # fmt: skip
                break
    return found


def _missed(role: RoleWords) -> bool:
    """Whether such a document is missed when it is not there: an addendum need not exist, a form is the tenderer's."""
    return role.voice == "buyer" and role.id != "rettelsesblad"


def _named_in(role: RoleWords, target: str) -> bool:
    return role.names.search(target) is not None


def _first(role: RoleWords, document: Document) -> tuple[Block, re.Match[str]] | None:
    for block in document.blocks:
        if block.struck or block.toc or block.kind == "heading":
            continue
        match = role.names.search(block.text)
        if match:
            return block, match
    return None


def _stands_here(role: RoleWords, documents: Sequence[Document]) -> bool:
    """Whether a heading in the package is the document spoken of: 'Kravspecifikation' as a chapter."""
    return any(
        block.kind == "heading" and (role.title.search(block.text) or role.names.search(block.text))
        for document in documents
        for block in document.blocks
    )
