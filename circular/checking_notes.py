"""What is remarked on how a case was read: copies, where the documents of a notice are, what tracked changes changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circular.documents.model import Document
    from circular.rulebook.model import Report
    from circular.tender.model import Tender

Note = tuple[str, str]
"""A remark in Danish and English."""


def notes_of(
    tender: Tender, texts: Sequence[Document], report: Report, judged_again: Callable[[Sequence[Document]], Report]
) -> tuple[Note, ...]:
    """Every remark on a tender, in the order they are shown; `judged_again` judges other texts as the case was."""
    return (*_copies(tender), *_elsewhere(texts), *_before_changes(texts, report, judged_again))


def kind_of(texts: Sequence[Document]) -> str:
    """A notice alone is a notice; with its documents it is a tender."""
    return "notice" if texts and all(one.notice is not None for one in texts) else "tender"


_SAID = {
    "pass": ("holder", "holds"), "fail": ("holder ikke", "falls short"), "unknown": ("kan ikke afgøres", "can't be told"),
    "not_applicable": ("gælder ikke", "doesn't apply"),
}  # fmt: skip


def _copies(tender: Tender) -> tuple[Note, ...]:
    return tuple(
        (
            f"{copy} er samme dokument som {file} og tælles én gang",
            f"{copy} is the same document as {file} and counts once",
        )
        for copy, file in tender.copies.items()
    )


def _elsewhere(texts: Sequence[Document]) -> tuple[Note, ...]:
    """Of notices without their documents: where the documents are, so that what can't be told can be looked up."""
    if kind_of(texts) != "notice":
        return ()
    urls = dict.fromkeys(
        lot.documents_url for one in texts if one.notice for lot in one.notice.lots if lot.documents_url
    )
    return tuple((f"udbudsmaterialet er ikke læst; det ligger på {url}", f"the tender documents were not read; they are at {url}") for url in list(urls)[:3])  # fmt: skip


def _before_changes(
    texts: Sequence[Document], report: Report, judged_again: Callable[[Sequence[Document]], Report]
) -> tuple[Note, ...]:
    """Of drafts with tracked changes: which verdicts would be others without the changes."""
    drafts = [document for document in texts if document.before]
    if not drafts:
        return ()
    earlier = [document.model_copy(update={"blocks": document.before or document.blocks}) for document in texts]
    with_them, without = _verdicts(report), _verdicts(judged_again(earlier))
    names = ", ".join(document.file for document in drafts)
    notes = [
        (
            f"sporede ændringer i {names}: bedømt, som de står med ændringerne",
            f"tracked changes in {names}: judged as they stand with the changes",
        )
    ]
    for code, verdicts in with_them.items():
        if code in without and without[code] != verdicts:
            (da, en), (da_before, en_before) = _SAID[verdicts[0]], _SAID[without[code][0]]
            notes.append((f"{code} {da} med ændringerne, men {da_before} uden dem", f"{code} {en} with the changes, but {en_before} without them"))  # fmt: skip
    if len(notes) == 1:
        notes.append(("ingen dom er en anden uden ændringerne", "no verdict is another one without the changes"))
    return tuple(notes)


def _verdicts(report: Report) -> dict[str, list[str]]:
    """The verdicts of each rule, the worst first."""
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        found.setdefault(f"{finding.code} {finding.name}", []).append(finding.verdict)
    return {code: sorted(verdicts, key=("fail", "unknown", "pass", "not_applicable").index) for code, verdicts in found.items()}  # fmt: skip
