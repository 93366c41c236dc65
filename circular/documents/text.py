"""Plain text and Markdown as blocks: headings, numbered headings, lists with lead-ins, pipe tables, joined lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circular.documents.model import Cell, Document
from circular.documents.outline import Outline, is_header
from circular.documents.plain import clean, join_lines
from circular.documents.words import reading_words

_HASH = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*\Z")
_UNDERLINE = re.compile(r"(={3,}|-{3,})\s*\Z")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*\Z")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,2}){0,5})(\.?)\s+(\S.*)\Z")
_ITEM = re.compile(r"(\s*)(?:([-*•·▪◦‣–])|(\d{1,3}[.)]|\(?[a-zæøå]\)|\(?[ivx]{1,5}\)|\(\d{1,3}\)))\s+(\S.*)\Z")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*\Z")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STRUCK = re.compile(r"~~(.+?)~~")
_LONGEST_HEADING = 110


def document_from_text(text: str, file: str = "tekst.md", markdown: bool = True) -> Document:
    """A Document of plain text; `markdown` False leaves the marks #, ** and ~~ as they are. Places count lines from 1."""
    outline = Outline(file)
    tell_text(text, outline, markdown=markdown)
    return Document(file=file, kind="markdown" if markdown else "text", blocks=outline.blocks())


def tell_text(text: str, outline: Outline, *, markdown: bool = False) -> None:
    """Tell an outline the headings, paragraphs, items and tables of a plain text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").removeprefix("\ufeff")
    if markdown:
        text = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    _Lines(text.split("\n"), outline, markdown).read()


class _Lines:
    """Walks the lines of a text and tells the outline what each one is."""

    def __init__(self, lines: Sequence[str], outline: Outline, markdown: bool) -> None:
        self.lines = lines
        self.outline = outline
        self.markdown = markdown
        self.paragraph: list[str] = []
        self.began = 0
        self.index = 0

    def read(self) -> None:
        while self.index < len(self.lines):
            line = self.lines[self.index]
            if not line.strip():
                self.flush()
            elif not (self._heading(line) or self._table(line) or self._item(line)):
                if not self.paragraph:
                    self.began = self.index + 1
                self.paragraph.append(re.sub(r"\A\s*>\s?", "", line) if self.markdown else line)
            self.index += 1
        self.flush()

    def flush(self) -> None:
        """The lines gathered so far are a paragraph."""
        if self.paragraph:
            text = join_lines(self.paragraph)
            self.paragraph = []
            for said, struck in self._said(text):
                self.outline.paragraph(said, at={"paragraph": self.began}, struck=struck)

    def _said(self, text: str) -> list[tuple[str, bool]]:
        """The text without marks, and apart from it what is struck through."""
        if not self.markdown:
            return [(clean(text), False)]
        text = _EMPHASIS.sub(r"\2", text)
        struck = clean(" ".join(_STRUCK.findall(text)))
        kept = clean(_STRUCK.sub("", text))
        return [(said, gone) for said, gone in ((kept, False), (struck, True)) if said]

    def _heading(self, line: str) -> bool:
        at = {"paragraph": self.index + 1}
        found = _HASH.match(line) if self.markdown else None
        if found:
            self.flush()
            self._head(found.group(2), len(found.group(1)), at)
            return True
        following = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""
        if self.paragraph and self.markdown and _UNDERLINE.match(line) and len(self.paragraph) == 1:
            title, level = self.paragraph.pop(), 1 if line.startswith("=") else 2
            self._head(title, level, {"paragraph": self.began})
            return True
        if _RULE.match(line):
            self.flush()
            return True
        number = numbered_heading(line.strip())
        if self.paragraph or not (self._alone(following) or (number and "." in number and following[:1].isupper())):
            return False
        if number and "." not in number and line.strip()[len(number)] == "." and self._is_list(line):
            return False
        if number is None and not (
            reading_words().numbered_heading.match(line.strip()) and is_title(line.strip()) and not self.markdown
        ):
            return False
        self._head(line, (number or "0").count(".") + (2 if self.markdown else 1), at)
        return True

    def _alone(self, following: str) -> bool:
        """Whether the line at hand stands by itself: a blank line or a list mark of another kind follows."""
        if not following.strip():
            return True
        return bool(_NUMBERED.match(following.strip()) and numbered_heading(following.strip()))

    def _is_list(self, line: str) -> bool:
        """Whether '1. …' is an item: always in Markdown, and in a text when it is long or the next number follows."""
        last = self.outline.drafts[-1] if self.outline.drafts else None
        following = self.lines[self.index + 1].strip() if self.index + 1 < len(self.lines) else ""
        number = int(line.split(".", 1)[0])
        goes_on = last is not None and last.kind == "list_item" and last.number == f"{number - 1}."
        return self.markdown or len(line) > 60 or goes_on or following.startswith(f"{number + 1}. ")

    def _head(self, text: str, level: int, at: dict[str, int]) -> None:
        for said, struck in self._said(text):
            found = _NUMBERED.match(said)
            self.outline.heading(said, level, found.group(1) if found else None, at=at, struck=struck)

    def _item(self, line: str) -> bool:
        found = _ITEM.match(line)
        if not found or (self.paragraph and not self._opens_list(found)):
            return False
        self.flush()
        indent = len(found.group(1).expandtabs(4))
        began, lines = self.index + 1, [found.group(4)]
        while self.index + 1 < len(self.lines):
            following = self.lines[self.index + 1]
            if not following.strip() or _ITEM.match(following) or following.lstrip().startswith(("|", "#")):
                break
            lines.append(following)
            self.index += 1
        for said, struck in self._said(join_lines(lines)):
            self.outline.item(said, 1 + indent // 2, found.group(3), at={"paragraph": began}, struck=struck)
        return True

    def _opens_list(self, found: re.Match[str]) -> bool:
        """Whether an item may follow a paragraph without a blank line: not '1995. …' in running text."""
        return bool(found.group(2)) or found.group(3).rstrip(".)").lstrip("(") in ("1", "a", "i")

    def _begins_table(self, line: str) -> bool:
        """Whether a row opens with a bar, or has bars within it as the next line has, in as many cells."""
        following = self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""
        if _opens_row(line) or not (_has_bars(line) and _has_bars(following)):
            return _opens_row(line)
        return len(split_row(line)) == len(split_row(following))

    def _table(self, line: str) -> bool:
        if not self._begins_table(line):
            return False
        self.flush()
        table = self.outline.begin_table()
        rows: list[tuple[int, list[str]]] = []
        separated = False
        belongs = _opens_row if _opens_row(line) else _has_bars
        while self.index < len(self.lines) and belongs(self.lines[self.index]):
            row = self.lines[self.index]
            if _SEPARATOR.match(row) and rows:
                separated = separated or len(rows) == 1
            else:
                rows.append((self.index + 1, split_row(row)))
            self.index += 1
        self.index -= 1
        headers: list[str] = []
        for order, (number, texts) in enumerate(rows, start=1):
            said = ["".join(part for part, gone in self._said(text) if not gone) for text in texts]
            gone = [any(struck for _, struck in self._said(text)) for text in texts]
            struck = any(gone) and not any(text for text in said)
            texts = [text or "".join(part for part, _ in self._said(raw)) for text, raw in zip(said, texts, strict=True)] if struck else said  # fmt: skip
            header = order == 1 and (separated or is_header(texts))
            headers = texts if header else headers
            cells = [
                Cell(
                    text=text,
                    header="" if header or column >= len(headers) else headers[column],
                    name=f"tabel {table}, række {order}, kolonne {column + 1}",
                )
                for column, text in enumerate(texts)
            ]
            at = {"paragraph": number, "cell": f"tabel {table}, række {order}"}
            self.outline.row(cells, header=header, table=table, at=at, struck=struck)
        return True


def _opens_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _has_bars(line: str) -> bool:
    return " | " in line


def split_row(line: str) -> list[str]:
    """The cells of a pipe row; `\\|` is a bar within a cell."""
    parts = re.split(r"(?<!\\)\|", line.strip())
    parts = parts[1:] if parts and not parts[0].strip() else parts
    parts = parts[:-1] if parts and not parts[-1].strip() else parts
    return [part.replace("\\|", "|").strip() for part in parts]


def is_title(text: str) -> bool:
    """Whether a line reads as a title rather than a sentence."""
    return len(text) <= _LONGEST_HEADING and text[-1:] not in ".,;:!?"


def numbered_heading(line: str) -> str | None:
    """The number of a line such as '4.2 Materialer'; None for a sentence, an amount or an item of a list."""
    found = _NUMBERED.match(line)
    if not found or not is_title(line) or not found.group(3)[0].isupper():
        return None
    return found.group(1)
