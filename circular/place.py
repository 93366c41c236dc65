"""Where something was read, so that a finding can point at the user's own document."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from circular.language import Language

PART_WORDS = {
    "header": ("sidehoved", "header"),
    "footer": ("sidefod", "footer"),
    "footnote": ("fodnote", "footnote"),
    "endnote": ("slutnote", "endnote"),
    "textbox": ("tekstboks", "text box"),
    "comment": ("kommentar", "comment"),
    "attachment": ("vedhæftet fil", "attachment"),
}


class Place(BaseModel):
    """A place in a document; counts begin at 1 and a field nobody could tell is None."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    file: str
    """Path as the user gave it, or relative to the folder or archive that was given."""
    part: str = "body"
    """body, header, footer, footnote, endnote, textbox, comment, attachment, or the name of a sheet."""
    page: int | None = None
    """Page in a paged document."""
    heading: str | None = None
    """Number and text of the nearest heading above, e.g. '4.2 Materialer'."""
    paragraph: int | None = None
    """Number of the paragraph (block) in its part; the line in a text file."""
    cell: str | None = None
    """Cell of a sheet ('C12') or of a table ('tabel 2, række 3, kolonne 1')."""
    xpath: str | None = None
    """XPath in an XML document."""
    start: int | None = None
    """First character in the block's text, counted from 0."""
    end: int | None = None
    """Character after the last one in the block's text."""

    def text(self, language: Language = "da") -> str:
        """The place as a person would write it: `kravspec.docx, afsnit 4.2, side 7`."""
        danish = language == "da"
        if self.cell and self.part not in ("body", *PART_WORDS):
            return f"{self.file}, {self.part}!{self.cell}"
        said = [self.file]
        if self.part in PART_WORDS:
            said.append(PART_WORDS[self.part][0 if danish else 1])
        elif self.part != "body":
            said.append(self.part)
        if self.heading:
            first = self.heading.split(" ", 1)[0].rstrip(".")
            numbered = first.replace(".", "").isdigit()
            word = "afsnit" if danish else "section"
            said.append(f"{word} {first}" if numbered else f"{word} “{self.heading}”")
        if self.cell:
            said.append(
                self.cell
                if danish
                else self.cell.replace("tabel", "table").replace("række", "row").replace("kolonne", "column")
            )
        elif self.paragraph and not self.page:
            said.append(
                f"{'linje' if self.file.lower().endswith(('.txt', '.md', '.yaml', '.yml')) else 'punkt'} {self.paragraph}"
                if danish
                else f"{'line' if self.file.lower().endswith(('.txt', '.md', '.yaml', '.yml')) else 'paragraph'} {self.paragraph}"
            )
        if self.page:
            said.append(f"{'side' if danish else 'page'} {self.page}")
        if self.xpath:
            said.append(self.xpath)
        return ", ".join(said)

    def __str__(self) -> str:
        return self.text("da")
