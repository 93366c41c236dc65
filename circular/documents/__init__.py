"""Reads files as a municipality has them into documents: blocks of text, each with its place."""

from circular.documents.model import Block, Cell, Document, Inside
from circular.documents.reading import read
from circular.documents.text import document_from_text

__all__ = ["Block", "Cell", "Document", "Inside", "document_from_text", "read"]
