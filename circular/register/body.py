"""A judgement as JSON and back: the row's body in the database, and a line of an export."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from circular.register.model import Judgement
from circular.register.standing import facts_from, facts_json, gaps_of

BODY = ("name", "department", "value_dkk", "dates", "versions", "figures", "source")
LISTS = ("categories", "files", "findings", "clauses")
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def body_json(judgement: Judgement) -> str:
    """What has no column of its own."""
    body = {key: getattr(judgement, key) for key in BODY} | {key: list(getattr(judgement, key)) for key in LISTS}
    return _written(body)


def judgement_from(row: Any) -> Judgement:
    """The judgement of a row with the columns uid, tool, kind, judged_on, stored_at, verdict, facts, body."""
    body = json.loads(row.body)
    told: dict[str, Any] = {key: body.get(key) for key in ("name", "department", "value_dkk", "source")}
    told |= {key: body.get(key) or {} for key in ("dates", "versions", "figures")}
    told |= {key: tuple(body.get(key) or ()) for key in LISTS}
    return Judgement(
        kind=row.kind, tool=row.tool, judged_on=date.fromisoformat(row.judged_on), verdict=row.verdict, uid=row.uid,
        stored_at=row.stored_at, facts=facts_from(json.loads(row.facts)), **told,
    )  # fmt: skip


def line_of(judgement: Judgement) -> dict[str, Any]:
    """A judgement as a line of an export."""
    return {
        "uid": judgement.uid, "kind": judgement.kind, "tool": judgement.tool, "judged_on": judgement.judged_on.isoformat(),
        "stored_at": judgement.stored_at, "verdict": judgement.verdict, "facts": facts_json(judgement.facts),
        **{key: getattr(judgement, key) for key in BODY}, **{key: list(getattr(judgement, key)) for key in LISTS},
    }  # fmt: skip


def judgement_of_line(line: dict[str, Any]) -> Judgement:
    """The judgement of a line of an export; raises KeyError, TypeError or ValueError for what is none."""
    told: dict[str, Any] = {key: line[key] for key in ("uid", "kind", "tool", "stored_at", "verdict", *BODY)}
    told |= {key: tuple(line[key]) for key in LISTS}
    judgement = Judgement(judged_on=date.fromisoformat(line["judged_on"]), facts=facts_from(line["facts"]), **told)
    if judgement.tool not in ("check", "lca", "plan", "notice", "history") or not isinstance(judgement.uid, str):
        raise ValueError(judgement.tool)
    if not (judgement.subject and judgement.name and judgement.dated):
        raise ValueError(judgement.kind)
    gaps_of(judgement.findings)
    return judgement
