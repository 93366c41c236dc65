"""Libraries written in Rust stop with a panic, which is no Exception and writes on stderr; here it becomes a ValueError."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_PANIC = "PanicException"


@contextmanager
def panics_caught() -> Iterator[None]:
    """What a Rust library is asked within: a panic is raised as ValueError, and its words reach nobody's screen."""
    try:
        kept = os.dup(2)
    except OSError:
        kept = -1
    try:
        if kept >= 0:
            with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - the null device is no path
                os.dup2(nothing.fileno(), 2)
        yield
    except Exception:
        raise
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise ValueError("the library stopped") from None
    finally:
        if kept >= 0:
            os.dup2(kept, 2)
            os.close(kept)
