"""A Word document as it stood before its tracked changes: insertions taken out, deletions put back."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from circular.documents.docx_numbering import W
from circular.documents.model import Block

_CAME = (f"{W}ins", f"{W}moveTo")
_WENT = (f"{W}del", f"{W}moveFrom")
_THROUGH = f"{W}smartTag"
_TEXTS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_MARKS = (f"{W}rPr", f"{W}trPr")


def has_changes(root: Any) -> bool:
    """Whether a part holds tracked insertions, deletions or moves."""
    return next(root.iter(*_CAME, *_WENT), None) is not None


def taken_back(root: Any) -> Any:
    """A copy of a part without its tracked changes."""
    root = deepcopy(root)
    for element in list(root.iter(*_CAME)):
        above = element.getparent()
        if above is None:
            continue
        if above.tag == f"{W}trPr":
            row = above.getparent()
            if row is not None and row.getparent() is not None:
                row.getparent().remove(row)
        elif above.tag == f"{W}rPr":
            element.tag = f"{W}del"  # the end of its paragraph is new: before, the next one stood in the same
            element.set("came", "1")
        elif _is_whole(above, element):
            _drop(element)
    for element in list(root.iter(*_WENT)):
        above = element.getparent()
        if above is not None and above.tag in _MARKS:
            if element.get("came") is None:
                above.remove(element)
        else:
            element.tag = _THROUGH
    for element in list(root.iter(*_TEXTS)):
        element.tag = _TEXTS[element.tag]
    return root


def _is_whole(above: Any, element: Any) -> bool:
    """Whether an insertion wraps text, and is not only the mark of a numbering or a cell."""
    return above.tag not in (f"{W}numPr", f"{W}tcPr", f"{W}sectPr") and len(element) > 0


def _drop(element: Any) -> None:
    """Remove an element and keep what stands after it."""
    above = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def differ(after: Sequence[Block], before: Sequence[Block]) -> bool:
    """Whether two readings say different things, whatever their numbering."""
    return [(block.text, block.struck) for block in after] != [(block.text, block.struck) for block in before]
