"""Joins findings with what cures them: the clause to paste, the command that plans the change."""

from circular.remedies.attach import cures, plan_file, remedied

__all__ = ["cures", "plan_file", "remedied"]
