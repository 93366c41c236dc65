"""Sets everything up with nothing but Python 3.11+ and then runs the tool or its tests.

    python3 start.py demo            the guided tour on the shipped examples
    python3 start.py test            the quick tests; with -n 2 --slow every one
    python3 start.py check FOLDER    any other command of the tool

The environment is made in `.venv` beside this file (CIRCULAR_VENV names another place) from requirements.lock, once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent


def environment() -> Path:
    """The python of an environment that holds what the lock file and pyproject.toml name."""
    home = Path(os.environ.get("CIRCULAR_VENV", HERE / ".venv"))
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        wanted.update((HERE / name).read_bytes())
    stamp = home / "circular-ready"
    if python.exists() and stamp.is_file() and stamp.read_text() == wanted.hexdigest():
        return python
    print(f"Setting up {home.name} (once; a minute or two) …", file=sys.stderr, flush=True)
    if not python.exists():
        try:
            venv.create(home, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit(
                "Python's venv module cannot make an environment here; on Debian or Ubuntu: apt install python3-venv"
            )
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for arguments in (
        ["--require-hashes", "-r", str(HERE / "requirements.lock")],
        ["--no-deps", "--editable", str(HERE)],
    ):
        if subprocess.run([*pip, *arguments], check=False).returncode:
            sys.exit(
                "The packages could not be installed; the lines above say why. Run the same command again to go on."
            )
    stamp.write_text(wanted.hexdigest())
    return python


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader of this line may have an older one
        sys.exit(f"circular needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    arguments = sys.argv[1:] or ["demo"]
    python = environment()
    if arguments[0] == "test":
        command = [str(python), "-m", "pytest", *(arguments[1:] or ["-n", "2"])]
        return subprocess.run(command, cwd=HERE, check=False).returncode
    return subprocess.run([str(python), "-m", "circular", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
