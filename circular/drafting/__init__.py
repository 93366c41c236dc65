"""Clause texts and tender documents, filled from the same dated values as the rules."""

from circular.drafting.draft import DraftedClause, draft
from circular.drafting.library import clause_named, clauses_for, load_clauses
from circular.drafting.model import ClauseTemplate

__all__ = ["ClauseTemplate", "DraftedClause", "clause_named", "clauses_for", "draft", "load_clauses"]
