"""The tables of the register. One row a judgement; the narrow `fact` table holds what stands now, for the measures."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 2
METADATA = MetaData()
_ID = BigInteger().with_variant(Integer, "sqlite")

META = Table(
    "circular_meta", METADATA,
    Column("key", String(40), primary_key=True), Column("value", Text, nullable=False),
)  # fmt: skip

CELL = Table(
    "cell", METADATA,
    Column("id", _ID, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("categories", Text, nullable=False),
    UniqueConstraint("year", "department", "kind", "categories", name="one_cell"),
)  # fmt: skip
"""A year, department, kind and set of categories: what measures are split by."""

CASE = Table(
    "register_case", METADATA,
    Column("id", _ID, primary_key=True),
    Column("subject", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("cell_id", _ID, ForeignKey("cell.id"), nullable=False),
    Column("value_dkk", BigInteger),
    Column("last_stored_at", String(32), nullable=False),
    Column("verdict", String(16)),
    Column("one_clause", String(60)),
    Index("case_of_one_clause", "one_clause"),
    UniqueConstraint("subject", "name_key", "department", name="one_case"),
)  # fmt: skip

JUDGEMENT = Table(
    "judgement", METADATA,
    Column("id", _ID, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("case_id", _ID, ForeignKey("register_case.id", ondelete="CASCADE"), nullable=False),
    Column("tool", String(10), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("judged_on", String(10), nullable=False),
    Column("stored_at", String(32), nullable=False),
    Column("verdict", String(16)),
    Column("fingerprint", String(64)),
    Column("standing", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("gaps", Text, nullable=False, server_default="[]"),
    Index("judgement_of_case", "case_id"),
    Index("judgement_of_files", "fingerprint"),
)  # fmt: skip
"""`body` is the judgement as JSON: findings, clauses, figures, files, dates, versions; `gaps` the findings that fall short."""

GAP = Table(
    "gap",
    METADATA,
    Column("case_id", _ID, ForeignKey("register_case.id", ondelete="CASCADE"), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("cell_id", _ID, nullable=False),
    Column("severity", String(10), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("clause", String(120)),
    Index("gap_by_cell", "code", "cell_id", "verdict", "clause"),
)
"""What falls short of each case now, with the clause that would cure it. Since schema 2, as `verdict` and `one_clause` of a case."""

FACT = Table(
    "fact", METADATA,
    Column("case_id", _ID, ForeignKey("register_case.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(40), primary_key=True),
    Column("cell_id", _ID, nullable=False),
    Column("told", SmallInteger, nullable=False),
    Column("number", Float),
    Column("waived", Boolean, nullable=False),
    Column("value_dkk", BigInteger),
    Index("fact_by_cell", "name", "cell_id", "told", "waived", "value_dkk", "number"),
)  # fmt: skip
"""What stands of each case: the newest of its judgements that tells the fact. `told` is 1 yes, 0 no, -1 unknown."""

FIGURE = Table(
    "figure", METADATA,
    Column("id", _ID, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("target", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text),
    Column("entered_on", String(10), nullable=False),
    Column("stored_at", String(32), nullable=False),
)  # fmt: skip
