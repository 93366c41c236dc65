"""Brings in a procurement plan, a history of tenders, or figures from .xlsx and .csv, with a mapping of columns that can be saved."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from circular.building.tables import sheets_of
from circular.faults import Fault, nearest
from circular.register.model import Fact, Figure, Judgement
from circular.shelf import shelf
from circular.strict_yaml import load

FIELDS = (
    "name",
    "department",
    "category",
    "value_dkk",
    "published",
    "demand",
    "renovation_lca",
    "class",
    "climate_note",
    "fbk",
)
FIGURE_FIELDS = ("target", "year", "value", "source", "note")
_FACTS = {"demand": "demand", "renovation_lca": "renovation_lca", "class": "class", "climate_note": "goal:GO-1", "fbk": "goal:EN-4"}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """Column names and yes/no words that are understood without a mapping (rules/policy/history_columns.yaml)."""

    columns: dict[str, tuple[str, ...]]
    yes: frozenset[str]
    no: frozenset[str]


@cache
def words() -> Words:
    said, _ = load(
        (shelf("rules") / "policy" / "history_columns.yaml").read_bytes(), "rules/policy/history_columns.yaml"
    )
    columns = {name: tuple(map(_fold, names)) for name, names in said["columns"].items()}
    return Words(columns, frozenset(map(_fold, said["yes"])), frozenset(map(_fold, said["no"])))


def read_table(file: Path) -> list[list[Any]]:
    """The rows of the first sheet or of the CSV, the heading first."""
    try:
        if file.suffix.lower() in (".xlsx", ".xlsm", ".ods", ".xls"):
            file.stat()
            return list(next(iter(sheets_of(file, first=True, skip=True).values()), []))
        content = file.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        first = text.split("\n", 1)[0]
        mark = max(";,\t", key=first.count)
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=mark)]
    except Fault:
        raise
    except FileNotFoundError:
        raise Fault(str(file), "", ("findes ikke", "does not exist"), ("se efter stavefejl i stien", "check the path")) from None  # fmt: skip
    except Exception as error:
        raise Fault(str(file), "", (f"kan ikke læses: {error}", f"cannot be read: {error}"), ("gem den som .xlsx eller .csv", "save it as .xlsx or .csv")) from None  # fmt: skip


def read_mapping(file: Path) -> dict[str, str]:
    """A saved mapping: our field -> the column's heading in the file."""
    try:
        said, lines = load(file.read_bytes(), str(file))
    except FileNotFoundError:
        raise Fault(str(file), "", ("findes ikke", "does not exist"), ("--save-mapping laver en", "--save-mapping makes one")) from None  # fmt: skip
    columns = said.get("columns") if isinstance(said, dict) else None
    if not isinstance(columns, dict):
        raise Fault(str(file), "1", ("her skal stå `columns:`", "`columns:` must stand here"), ("--save-mapping viser formen", "--save-mapping shows the form"))  # fmt: skip
    for key in said:
        if key != "columns":
            raise Fault(str(file), str(lines[(key,)]), (f"ukendt nøgle '{key}'", f"unknown key '{key}'"), ("filen har kun `columns:`", "the file has `columns:` alone"))  # fmt: skip
    known = (*FIELDS, *FIGURE_FIELDS)
    for field in columns:
        if field not in known:
            close = ", ".join(nearest(str(field), list(known)) or known)
            raise Fault(str(file), str(lines[("columns", field)]), (f"ukendt felt '{field}'", f"unknown field '{field}'"), (f"mente du {close}?", f"did you mean {close}?"))  # fmt: skip
    return {field: str(heading) for field, heading in columns.items()}


def mapping_of(
    heading: Sequence[Any], given: dict[str, str] | None, fields: Sequence[str], file: str
) -> dict[str, int]:
    """Field -> column number, by the given mapping or the known words; raises Fault when a needed column is missing."""
    named = {_fold(str(cell)): index for index, cell in reversed(list(enumerate(heading))) if str(cell).strip()}
    found: dict[str, int] = {}
    for field in given or {}:
        if field not in fields:
            raise Fault(file, "1", (f"oversættelsens felt '{field}' hører til en anden slags fil", f"the mapping's field '{field}' belongs to another kind of file"), (f"felterne er {', '.join(fields)}", f"the fields are {', '.join(fields)}"))  # fmt: skip
    for field in fields:
        if given and field in given:
            if _fold(given[field]) not in named:
                close = ", ".join(nearest(_fold(given[field]), list(named)) or named)
                raise Fault(file, "1", (f"kolonnen '{given[field]}' mangler", f"the column '{given[field]}' is missing"), (f"filen har {close}", f"the file has {close}"))  # fmt: skip
            found[field] = named[_fold(given[field])]
        elif not given:
            index = next((named[word] for word in words().columns.get(field, ()) if word in named), None)
            if index is not None:
                found[field] = index
    for field in ("target", "year", "value", "source") if "target" in fields else ("name",):
        if field not in found:
            raise Fault(file, "1", (f"ingen kolonne er '{field}'", f"no column is '{field}'"), (f"giv en --mapping; filen har {', '.join(map(str, heading))}", f"give a --mapping; the file has {', '.join(map(str, heading))}"))  # fmt: skip
    return found


def judgements_from(rows: Sequence[Sequence[Any]], columns: dict[str, int], file: str, today: date, *, planned: bool = False) -> Iterator[Judgement]:  # fmt: skip
    """One judgement a row, told from outside; the same row brought in twice is one."""
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        said = {field: row[index] if index < len(row) else "" for field, index in columns.items()}
        name = str(said["name"]).strip()
        if not name:
            if any(str(cell).strip() for cell in row):
                raise _fault(file, number, "name", "sagen har intet navn", "the case has no name")
            continue
        published = _day(said.get("published"), file, number)
        value = _number(said.get("value_dkk"), file, number, "value_dkk")
        if value is not None and value < 0:
            raise _fault(file, number, "value_dkk", f"beløbet er negativt: {value}", f"the amount is negative: {value}")
        facts = {_FACTS[field]: told for field in _FACTS if (told := _told(said.get(field), file, number, field))}
        categories = _categories(said.get("category"), file, number)
        if not facts and not planned:
            facts = {"demand": Fact("unknown")}
        text = "|".join(str(said.get(field, "")).strip() for field in FIELDS)
        seen[text] = seen.get(text, 0) + 1
        yield Judgement(
            name=name, kind="building" if "class" in facts and "demand" not in facts else "tender", tool="history",
            judged_on=published or today, department=str(said.get("department") or "").strip() or None,
            value_dkk=None if value is None else int(value), categories=categories,
            dates={"published": published.isoformat()} if published else {}, facts=facts, source=file,
            uid=hashlib.sha256(text.encode()).hexdigest()[:32],
        )  # fmt: skip


def figures_from(rows: Sequence[Sequence[Any]], columns: dict[str, int], file: str, today: date, targets: Iterable[str]) -> list[Figure]:  # fmt: skip
    """One figure a row, each with its source; raises Fault for a target the policy lacks."""
    known, figures = list(targets), []
    for number, row in enumerate(rows[1:], 2):
        said = {field: row[index] if index < len(row) else "" for field, index in columns.items()}
        if not any(str(cell).strip() for cell in row):
            continue
        target, source = str(said["target"]).strip(), str(said["source"]).strip()
        if target not in known:
            close = ", ".join(nearest(target, known) or known)
            raise _fault(file, number, "target", f"ukendt mål '{target}'; mente du {close}?", f"unknown target '{target}'; did you mean {close}?")  # fmt: skip
        value, year = _number(said["value"], file, number, "value"), _number(said["year"], file, number, "year")
        if value is None or year is None or not source or not 1990 <= year <= 2100 or year != int(year):
            raise _fault(
                file, number, "value", "år, tal og kilde skal alle stå der", "year, value and source must all be there"
            )
        figures.append(Figure(target, int(year), value, source, today, str(said.get("note") or "").strip() or None))
    return figures


def _categories(said: Any, file: str, row: int) -> tuple[str, ...]:
    from circular.tender.categories import categories

    found = []
    for word in str(said or "").replace(";", ",").split(","):
        folded = _fold(word)
        if not folded:
            continue
        cpv = folded.split("-")[0]
        fitting = [
            (len(p), c.id) for c in categories().values() for p in c.cpv if cpv.isdecimal() and cpv.startswith(p)
        ]
        named = [c.id for c in categories().values() if folded.replace(" ", "_") == c.id or folded in (_fold(c.name.da), _fold(c.name.en), *map(_fold, c.old))]  # fmt: skip
        if not named and not fitting and not cpv.isdecimal():
            close = ", ".join(nearest(folded, [c.name.da for c in categories().values()]) or sorted(categories()))
            raise _fault(file, row, "category", f"ukendt kategori '{word.strip()}'; mente du {close}?", f"unknown category '{word.strip()}'; did you mean {close}?")  # fmt: skip
        found += named[:1] or [name for _, name in sorted(fitting)[-1:]]
    return tuple(dict.fromkeys(found))


def _told(said: Any, file: str, row: int, field: str) -> Fact | None:
    word = _fold(str("" if said is None else said).removesuffix(".0"))
    if said is True or word in words().yes:
        return Fact("yes")
    if said is False or word in words().no:
        return Fact("no")
    if not word:
        return None
    raise _fault(file, row, field, f"'{said}' er hverken ja eller nej", f"'{said}' is neither yes nor no")


def _number(said: Any, file: str, row: int, field: str) -> Decimal | None:
    if said is None or str(said).strip() == "":
        return None
    if isinstance(said, int | float) and not isinstance(said, bool):
        if said != said:
            return None
        if abs(said) < 1e15:
            return Decimal(repr(said))
        raise _fault(
            file, row, field, f"'{said}' er for stort til at være rigtigt", f"'{said}' is too large to be right"
        )
    text = str(said).replace("\u00a0", "").replace(" ", "").removesuffix("kr.").removesuffix("%").replace("−", "-")
    if "," in text:
        text = text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
    elif text.count(".") > 1 or (text.count(".") == 1 and len(text.split(".")[1]) == 3 and field == "value_dkk"):
        text = text.replace(".", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise _fault(file, row, field, f"'{said}' er ikke et tal", f"'{said}' is not a number")
    return value


def _day(said: Any, file: str, row: int) -> date | None:
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    text = str(said or "").strip().removesuffix(".0")
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise _fault(file, row, "published", f"'{text}' er ikke en dato", f"'{text}' is not a date")


def _fault(file: str, row: int, field: str, da: str, en: str) -> Fault:
    return Fault(file, f"{row}:{field}", (da, en), ("ret rækken; intet af filen er hentet ind", "correct the row; nothing of the file was imported"))  # fmt: skip


def _fold(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split()).casefold()
