"""Shared fixtures: where the checkout is, and where the reference material beside it is, if it is there."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

os.environ["CIRCULAR_CACHE"] = "off"  # no test reads what an earlier run kept, nor fills the cache of whoever runs it

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # begun behind "&": what the tests start would ignore Ctrl-C too
    signal.signal(signal.SIGINT, signal.default_int_handler)

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="slow; run with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)
