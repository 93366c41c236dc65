"""Blocks as Markdown, for reading on a screen and for pasting."""

from __future__ import annotations

from collections.abc import Iterable

from circular.drafting.blocks import Block, Heading, Items, Paragraph


def to_markdown(blocks: Iterable[Block], title: str) -> str:
    """The document with numbered headings; the title is the only heading of level 1."""
    said = [f"# {title}"]
    counts = [0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (len(counts) - block.level)
            number = ".".join(str(count) for count in counts[: block.level])
            said.append(f"{'#' * (block.level + 1)} {number} {block.text}")
        elif isinstance(block, Paragraph):
            said.append(f"**{block.text}**" if block.bold else block.text)
        elif isinstance(block, Items):
            marks = [f"{index}." if block.numbered else "-" for index in range(1, len(block.items) + 1)]
            said.append("\n".join(f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True)))
        else:
            lines = [block.header, tuple("---" for _ in block.header), *block.rows]
            said.append("\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines))
    return "\n\n".join(said) + "\n"
