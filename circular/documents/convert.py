"""Turns .doc and .rtf into .docx with LibreOffice: only when asked, in a fresh profile, macros off, within a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from circular.documents.failure import Unreadable
from circular.documents.isolation import File
from circular.documents.model import Document
from circular.documents.one import MOST_BYTES
from circular.documents.within import open_within

SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
_FILTER = "docx:MS Word 2007 XML"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def converted(
    pairs: Sequence[tuple[File, Document]], read_all: Callable[[Sequence[File]], list[Document]]
) -> list[tuple[File, Document]]:
    """The documents again, the .doc and .rtf among them read through LibreOffice; where that fails, their status says why."""
    found: list[tuple[File, Document]] = []
    for file, document in pairs:
        if document.kind not in ("doc", "rtf") or document.status != "unsupported":
            found.append((file, document))
            continue
        with tempfile.TemporaryDirectory(prefix="circular-") as folder:
            try:
                content = open_within(_content(file.path), file.keys)
                made = to_docx(content, document.kind, Path(folder))
                (read,) = read_all([File(made, file.name)])
                found.append((file, read.model_copy(update={"sha256": document.sha256})))
            except Unreadable as failure:
                said = {"status": failure.status, "why": failure.da, "why_en": failure.en}
                found.append((file, document.model_copy(update=said)))
    return found


def to_docx(content: bytes, kind: str, folder: Path, seconds: float = SECONDS) -> Path:
    """The file as .docx in `folder`; raises Unreadable when LibreOffice is missing, fails or takes too long."""
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise Unreadable(
            "LibreOffice er ikke installeret, så filen kan ikke omdannes; gem den som .docx",
            "LibreOffice is not installed, so the file cannot be converted; save it as .docx",
            "unsupported",
        )
    source, out, profile = folder / f"fil.{kind}", folder / "ud", folder / "profil"
    source.write_bytes(content)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", _FILTER, "--outdir", str(out), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(  # noqa: S603 - a fixed program, a file name of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"LibreOffice blev standset efter {seconds:g} sekunder",
            f"LibreOffice was stopped after {seconds:g} seconds",
        ) from None
    finally:
        _end(process)
    made = out / "fil.docx"
    if not made.is_file():
        raise Unreadable("LibreOffice kan ikke omdanne filen", "LibreOffice cannot convert the file")
    return made


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass
    process.wait(timeout=10)


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("filen er for stor", "the file is too large")
    return path.read_bytes()
