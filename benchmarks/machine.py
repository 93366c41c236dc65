"""What the figures were measured on: processor, cores, memory, system, and the versions that matter."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("pydantic", "lxml", "pypdfium2", "python-calamine", "ahocorasick-rs", "numpy", "pandas", "pyomo", "highspy", "SQLAlchemy")  # fmt: skip


def machine() -> str:
    """One line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {_memory()}{platform.system()} {platform.machine()}, Python {platform.python_version()}{_load()}"


def versions() -> str:
    """One line of the libraries that do the work."""
    told = []
    for name in PACKAGES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(told)


def _load() -> str:
    """How much else the machine did at the time: above the number of cores, times by the clock are longer than they need be."""
    try:
        return f", load {os.getloadavg()[1]:.1f}"
    except (AttributeError, OSError):
        return ""


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor unknown"


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return ""
    return f"{total / 1e9:.0f} GB, "
