"""Shared fixtures: where the checkout is, and where the reference material beside it is, if it is there."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from circular.documents.isolation import File
    from circular.documents.model import Document

os.environ["CIRCULAR_CACHE"] = "off"  # no test reads what an earlier run kept, nor fills the cache of whoever runs it

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # begun behind "&": what the tests start would ignore Ctrl-C too
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", settings.get_profile("search"), derandomize=True)
settings.load_profile("steady")  # the same cases in every run on any machine; --hypothesis-profile=search seeks others

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "README.md").is_file():
        pytest.skip("the reference material beside the checkout is not here")
    return SHARED


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Each test settles its language for itself; what an earlier one spoke is forgotten."""
    from circular.cli.speak import tongue

    tongue.cache_clear()


@pytest.fixture(scope="module")
def workbooks_read_here() -> Iterator[None]:
    """Workbooks are opened in the test's own process: for modules where a process of their own is not the point."""
    from circular.documents import cells_apart, cells_worker

    def here(asked: dict[str, Any]) -> Any:
        said = json.dumps(cells_worker.told(**asked), default=cells_worker.marked)
        return json.loads(said, object_hook=cells_worker.unmarked)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells_apart, "_answer", here)
        yield


@pytest.fixture(scope="module")
def documents_read_here() -> Iterator[None]:
    """Documents are read in the test's own process: for modules where a process of their own is not the point."""
    from circular.documents import reading
    from circular.documents.one import read_one

    def here(files: Sequence[File], *, progress: Callable[[str], None] | None = None, **_: Any) -> list[Document]:
        found = []
        for file in files:
            found.append(read_one(file.path, file.name, file.keys))
            if progress is not None:
                progress(file.name)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_apart", here)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="slow; run with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)
