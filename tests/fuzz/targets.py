"""What is fuzzed: each reader, with whole files to begin from, and the errors that it may answer with."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest import mock

from tests.fuzz import mutate, seeds

DAY = date(2026, 11, 25)
SCRATCHED = 10_000
Run = Callable[[bytes], str]
"""Reads a content and says in a word how it ended: read, partly, refused."""


@dataclass(frozen=True)
class Target:
    """One reader."""

    begin: Callable[[], tuple[bytes, ...]]
    run: Run
    apart: bool = False
    """Whether the program runs this reader in a process with limits, so that its end is that document's status."""

    further: Callable[[], tuple[bytes, ...]] = tuple
    """More whole files for the second half of a run."""

    def case(self, seed: int, number: int) -> bytes:
        """The content of a case; the same for the same seed and number. From number 10,000 on files are only scratched."""
        chance = random.Random(f"{seed}/{number}")
        whole = self.begin()
        if number >= SCRATCHED:
            return mutate.scratched(chance.choice((*whole, *self.further())), chance)
        one = chance.choice(whole)
        return one if chance.random() < 0.01 else mutate.broken(one, chance, whole)


def _document(suffix: str) -> Run:
    def run(content: bytes) -> str:
        from circular.documents.failure import Unreadable
        from circular.documents.one import _reader, no_collection
        from circular.documents.sniff import sniff
        from circular.documents.within import open_within

        name = f"a.{suffix}"
        try:
            with no_collection():
                document = _reader(sniff(content, name))(content, name)
        except Unreadable as refused:
            assert refused.da and refused.en
            return "refused"
        except RecursionError:  # `read_one` answers it: nested too deep
            return "refused"
        assert (document.status == "read") == (document.why is None), document.why
        for block in document.blocks:
            assert block.place.file == name
        for inner in document.inside[:5]:
            try:
                open_within(content, (inner.key,))
            except Unreadable:
                continue
        document.model_validate_json(document.model_dump_json(exclude_defaults=True).encode("utf-8", "replace"))
        return "read" if document.status == "read" else "partly"

    return run


def _path(suffix: str, read: Callable[[Path], object]) -> Run:
    """A reader that wants a path; it may raise Fault and nothing else."""

    def run(content: bytes) -> str:
        from circular.faults import Fault

        with tempfile.TemporaryDirectory(dir=_memory()) as name:
            path = Path(name) / f"a{suffix}"
            path.write_bytes(content)
            try:
                read(path)
            except Fault as fault:
                assert fault.told("da") and fault.told("en")
                assert "\n" not in fault.told("da").replace("\nhint: ", ""), fault.told("da")
                return "refused"
        return "read"

    return run


@cache
def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _cells_here(read: Callable[[Path], object]) -> Callable[[Path], object]:
    """A reader of workbooks whose cells are opened in this process: a process for each of thousands of cases takes too long."""

    def run(path: Path) -> object:
        from circular.documents import cells_apart, cells_worker

        def here(asked: dict[str, Any]) -> dict[str, Any]:
            said = json.dumps(cells_worker.told(**asked), default=cells_worker.marked)
            told: dict[str, Any] = json.loads(said, object_hook=cells_worker.unmarked)
            return told

        with mock.patch.object(cells_apart, "_answer", here):
            return read(path)

    return run


def _yaml(content: bytes) -> str:
    from circular.faults import Fault
    from circular.strict_yaml import load

    try:
        load(content, "a.yaml")
    except Fault as fault:
        assert fault.told("da")
        return "refused"
    return "read"


def _words(content: bytes) -> str:
    """The detector and its quantities on text of its own words, and the tender that is built from it."""
    from circular.clauses import find_clauses
    from circular.documents.text import document_from_text
    from circular.tender import build_tender

    chance = random.Random(content)
    text = mutate.words(chance) if chance.random() < 0.7 else content.decode("utf-8", "replace")
    document = document_from_text(text, "a.md", markdown=True)
    clauses = find_clauses(text, concepts=True)
    build_tender([document], clauses)
    return "read"


def _notice(content: bytes) -> str:
    from circular.documents.failure import Unreadable
    from circular.documents.notice import read_notice

    try:
        document = read_notice(content, "a.xml")
    except Unreadable:
        return "refused"
    return "read" if document.status == "read" else "partly"


def _whole_check(content: bytes) -> str:
    """A file in a folder, checked by the whole program; the case must be judged or carry a fault."""
    from circular import documents
    from circular.checking import Told, check_case
    from circular.documents import reading
    from circular.reports.check_json import case_json
    from circular.rulebook import load_rules

    suffix = {b"%PDF": ".pdf", b"<?xm": ".xml", b"PK\x03\x04": ".docx"}.get(content[:4], ".md")
    with tempfile.TemporaryDirectory(dir=_memory()) as name:
        path = Path(name) / f"krav{suffix}"
        path.write_bytes(content)
        documents.read = partial(reading.read, isolate=False)  # a process for each of thousands of cases takes too long
        case = check_case("a", [path], load_rules(()), as_of=DAY, told=Told(categories=("renovation",)))
        case_json(case, "da")
    return "refused" if case.fault is not None else "read"


def _mixed() -> tuple[bytes, ...]:
    known = seeds.documents()
    return (*known["md"], *known["txt"], *seeds.notices()[:4])


def _building(path: Path) -> None:
    from circular.building import read_building
    from circular.lca import assess

    assess(read_building(path), as_of=DAY)


def _bill(path: Path) -> None:
    from circular.building.importers import project_from

    project_from(path)


def _portfolio(path: Path) -> None:
    from circular.optimise import read_portfolio

    read_portfolio(path)


def _portfolio_book(path: Path) -> None:
    from circular.optimise.portfolio_workbook_in import read_portfolio_workbook

    read_portfolio_workbook(path)


def _portfolio_books() -> tuple[bytes, ...]:
    from circular.optimise.portfolio_workbook import workbook_bytes

    return (workbook_bytes("da"), workbook_bytes("en"))


def _filled_portfolio_books() -> tuple[bytes, ...]:
    """Books with a building and a package in them, which the templates lack."""
    from test_portfolio_workbook import PUMP, SCHOOL, filled

    with tempfile.TemporaryDirectory(dir=_memory()) as name:
        return (filled(Path(name) / "p.xlsx", buildings=[SCHOOL], packages=[PUMP]).read_bytes(),)


def _products(path: Path) -> None:
    from circular.building.epd import read_epds

    read_epds(path)


def _audit(path: Path) -> None:
    from circular.lca.audit import audit

    audit(path)


def _rules(path: Path) -> None:
    from circular.rulebook import load_rules

    load_rules((path.parent,))


def _profile(path: Path) -> None:
    from circular.rulebook import load_profile

    load_profile(path)


def _waivers(path: Path) -> None:
    from circular.rulebook import load_waivers

    load_waivers(path)


def _answers(path: Path) -> None:
    from circular.comparing import old_cases

    old_cases(path)


def _of(suffix: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: seeds.documents()[suffix]


TARGETS: dict[str, Target] = {
    **{suffix: Target(_of(suffix), _document(suffix), apart=True) for suffix in ("docx", "pdf", "xlsx", "xls", "odt", "ods", "csv", "html", "txt", "md", "eml", "msg", "zip")},
    "notice": Target(seeds.notices, _notice),
    "check": Target(_mixed, _whole_check),
    "words": Target(lambda: (*seeds.documents()["md"], *seeds.documents()["txt"]), _words),
    "strict_yaml": Target(lambda: (*seeds.projects(), *seeds.rules(), *seeds.waivers()), _yaml),
    "project_yaml": Target(seeds.projects, _path(".yaml", _building)),
    "project_workbook": Target(seeds.workbooks, _path(".xlsx", _cells_here(_building)), apart=True),
    "lcabyg": Target(seeds.lcabyg, _path(".json", _building)),
    "lcabyg_result": Target(lambda: seeds.lcabyg()[1:], _path(".json", _audit)),
    "lcabyg_workbook": Target(seeds.lcabyg_books, _path(".xlsx", _cells_here(_building)), apart=True),
    "lcax": Target(lambda: seeds.lcax()[:1], _path(".json", _building)),
    "bill_of_quantities": Target(lambda: seeds.lcax()[1:], _path(".csv", _bill)),
    "epd_json": Target(lambda: seeds.products()[:2], _path(".json", _products)),
    "epd_xml": Target(lambda: seeds.products()[2:3], _path(".xml", _products)),
    "epd_zip": Target(lambda: seeds.products()[3:], _path(".zip", _products)),
    "portfolio_yaml": Target(seeds.portfolios, _path(".yaml", _portfolio)),
    "portfolio_workbook": Target(cache(_portfolio_books), _path(".xlsx", _cells_here(_portfolio_book)), apart=True, further=cache(_filled_portfolio_books)),
    "rule_file": Target(seeds.rules, _path(".yaml", _rules)),
    "profile": Target(seeds.profiles, _path(".toml", _profile)),
    "waivers": Target(seeds.waivers, _path(".yaml", _waivers)),
    "earlier_check": Target(seeds.answers, _path(".json", _answers)),
}  # fmt: skip
