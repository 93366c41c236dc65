"""What the user can do about a file that was not read."""

from __future__ import annotations

from circular.documents.model import Document

AGAIN = (
    "åbn filen, og gem den igen, eller få den sendt på ny",
    "open the file and save it again, or have it sent anew",
)
OTHER_KIND = (
    "send filen som .docx, .pdf, .xlsx, .txt eller .md, en bekendtgørelse som .xml",
    "hand the file in as .docx, .pdf, .xlsx, .txt or .md, a notice as .xml",
)


def hint(document: Document) -> tuple[str, str]:
    """(da, en): a file that is broken inside wants saving again, one of another kind wants another kind."""
    return AGAIN if document.status == "unreadable" else OTHER_KIND
