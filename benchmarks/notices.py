"""How fast notices are read and judged on one core, and whether memory stays flat.

    python -m benchmarks.notices [FOLDER] [--memory N]

FOLDER holds notices as XML (default: the samples beside the checkout). Reading is held against bare `lxml.etree.parse` of
the same files in the same run. `--memory N` judges N notices (copies with other ids) one by one and prints what the process
holds along the way. Clauses met before are not taken from the cache.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from lxml import etree

from benchmarks.figures import Figure
from circular.checking import Told
from circular.cli.streaming import Setup, lines
from circular.documents.failure import Unreadable
from circular.documents.notice import notice_of
from circular.documents.one import no_collection

TITLE = "Notices"
MINUTES = 15.0
SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "notices"
SMALL = 5_000
"""Characters of text below which a notice is a small one."""
ROUNDS = 5


def best(work: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Seconds of processor time for all files, the best of some rounds."""
    found = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        for path in files:
            work(path)
        found = min(found, time.process_time() - started)
    return found


def parse(path: Path) -> object:
    return etree.parse(str(path))


def read(path: Path) -> object:
    with no_collection():
        return notice_of(path.read_bytes(), path.name)


def texts(path: Path) -> int:
    """Characters of text in a notice."""
    return sum(len(block.text) for block in notice_of(path.read_bytes(), path.name)[1].blocks)


def setup() -> Setup:
    return Setup((), (), None, Told(cache=False), date(2026, 11, 24), "da", ("must",))


def checked(files: Sequence[Path]) -> float:
    """Seconds of processor time for the whole check of all files."""
    cases = [(path.stem, [path]) for path in files]
    list(lines(cases[:2], setup(), 1))
    found = float("inf")
    for _ in range(3):
        run = lines(cases, setup(), 1)
        next(run)
        started = time.process_time()
        count = sum(1 for _ in run)
        found = min(found, (time.process_time() - started) * len(cases) / max(1, count))
    return found


def held() -> float:
    """Megabytes of memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def copies(files: Sequence[Path], count: int, folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """`count` notices, each with an id of its own, never more than one of them on the disk."""
    for number in range(count):
        content = files[number % len(files)].read_bytes()
        content = re.sub(rb"(notice-id\"?>)[^<]+", rb"\g<1>%08d-0000-0000-0000-000000000000" % number, content)
        content = re.sub(rb"DOC_ID=\"[^\"]+\"", b'DOC_ID="%06d-2026"' % number, content)
        path = folder / f"{number:06}.xml"
        path.write_bytes(content)
        yield path.stem, [path]
        path.unlink()


def memory(files: Sequence[Path], count: int) -> None:
    """What is held after each fifth of the notices."""
    step = max(1, count // 5)
    with tempfile.TemporaryDirectory() as folder:
        for number, _ in enumerate(lines(copies(files, count, Path(folder)), setup(), 1), 1):
            if number % step == 0:
                gc.collect()
                print(f"{number:7} notices judged: {held():7.1f} MB")


def is_notice(path: Path) -> bool:
    try:
        notice_of(path.read_bytes(), path.name)
    except Unreadable:
        return False
    return True


def figures(quick: bool) -> Iterator[Figure]:
    """On the samples beside the checkout, where they are; in seconds of processor time."""
    files = [path for path in sorted(SAMPLES.glob("*.xml")) if is_notice(path)] if SAMPLES.is_dir() else []
    files = files[:20] if quick else files
    if not files:
        return
    read(files[0])
    shares, rates = [], []
    for _ in range(2 if quick else 5):
        bare, whole = _once(parse, files), _once(read, files)
        shares.append(bare / whole)
        rates.append(len(files) / whole)
    yield Figure(f"{len(files)} notices read into facts", median(rates), "notices/s", runs=tuple(rates))
    yield Figure("reading a notice against bare lxml.etree.parse", median(shares), "of its speed", goal=0.4, guard=0.25, runs=tuple(shares))  # fmt: skip
    small = [path for path in files if texts(path) < SMALL]
    for name, chosen, goal in (("all", files, 80), (f"with under {SMALL // 1000} kB of text", small, 150)):
        found = len(chosen) / checked(chosen)
        yield Figure(f"whole check on one core, {name} ({len(chosen)})", found, "notices/s", goal=goal)
    count = 100 if quick else 5000
    with tempfile.TemporaryDirectory() as folder:
        kept = []
        for number, _ in enumerate(lines(copies(files, count, Path(folder)), setup(), 1), 1):
            if number in (count // 5, count):
                gc.collect()
                kept.append(held())
    yield Figure(f"memory after {count:,} notices against after a fifth of them", kept[1] / kept[0], "x", "lower", 1.1, 1.3, note=f"{kept[1]:.0f} MB")  # fmt: skip


def _once(work: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Seconds of processor time for all files."""
    started = time.process_time()
    for path in files:
        work(path)
    return time.process_time() - started


def main() -> int:
    arguments = sys.argv[1:]
    most = int(arguments.pop(arguments.index("--memory") + 1)) if "--memory" in arguments else 0
    folder = next((Path(one) for one in arguments if not one.startswith("--")), SAMPLES)
    files = [path for path in sorted(folder.glob("*.xml")) if is_notice(path)] if folder.is_dir() else []
    if not files:
        print(f"no notices in {folder}; name a folder of them")
        return 2
    if most:
        memory(files, most)
        return 0
    for name, chosen in (("all", files), ("eForms", [p for p in files if b"<TED_EXPORT" not in p.read_bytes()]), ("TED", [p for p in files if b"<TED_EXPORT" in p.read_bytes()])):  # fmt: skip
        if chosen:
            bare, whole = best(parse, chosen), best(read, chosen)
            print(f"reading {name:7}{len(chosen):4} files  lxml {len(chosen) / bare:7.0f}/s  Notice {len(chosen) / whole:7.0f}/s  {100 * bare / whole:3.0f} % of lxml")  # fmt: skip
    for name, chosen in (("all", files), (f"under {SMALL // 1000} kB of text", [p for p in files if texts(p) < SMALL])):
        print(f"whole check, {name}: {len(chosen)} files, {len(chosen) / checked(chosen):.0f}/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
