"""Reads files as a municipality has them into documents: blocks of text, each with its place."""

from circular.documents.model import Block, Cell, Document, Inside
from circular.documents.reading import read
from circular.documents.text import document_from_text
from circular.documents.unpacking import unpacked

__all__ = ["Block", "Cell", "Document", "Inside", "document_from_text", "read", "unpacked"]
