"""Sends documents to worker processes with limits, and turns a crash, hang or kill into that document's status."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from circular.documents.model import Document
from circular.documents.worker import HEADER

_START_S = 60.0
_DOCUMENTS_A_WORKER = 200
_BOOT = "import sys; sys.path[:] = sys.argv[3:]; from importlib import import_module; import_module(sys.argv[2]).main()"
MOST_ANSWER = 4_000_000_000


class File(NamedTuple):
    """A file to be read: where it lies, what it is called, and the keys to the file within it that is meant."""

    path: Path
    name: str
    keys: tuple[str, ...] = ()


class Worker:
    """One reading process; it answers within the time limit or says why it cannot."""

    def __init__(self, memory_mb: int, entry: str = "circular.documents.worker") -> None:
        self.memory_mb = memory_mb
        self.asked = 0
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}
        paths = [str(Path(entry).resolve()) if entry else str(Path.cwd()) for entry in sys.path]
        own = str(Path(__file__).resolve().parents[2])
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(memory_mb), entry, own, *paths],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        self._answers: queue.Queue[bytes | None] = queue.Queue()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.ready = False

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            header = stream.read(HEADER.size)
            if len(header) < HEADER.size:
                break
            (length,) = HEADER.unpack(header)
            said = stream.read(length) if length <= MOST_ANSWER else b""
            if len(said) < length:
                break
            self._answers.put(said)
        self._answers.put(None)

    def ask(self, path: Path, file: str, keys: Sequence[str], timeout_s: float) -> Document:
        """The Document of a file; raises Lost when the worker is gone afterwards."""
        asked = {"path": str(path.absolute()), "file": file, "keys": list(keys)}
        return Document.model_validate_json(self.answer(asked, timeout_s))

    def answer(self, asked: Mapping[str, object], timeout_s: float) -> bytes:
        """What the process says to a request; raises Lost when it is gone afterwards."""
        self.asked += 1
        try:
            if not self.ready and self._answers.get(timeout=_START_S) is None:
                raise Lost("læseprocessen kunne ikke startes", "the reading process could not be started")
            self.ready = True
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
            said = self._answers.get(timeout=timeout_s)
        except queue.Empty:
            seconds = f"{timeout_s:g}"
            raise Lost(
                f"læsningen blev standset efter {seconds} sekunder", f"reading was stopped after {seconds} seconds"
            ) from None
        except OSError:
            said = None
        if said is None:
            self._process.wait(timeout=10)
            raise Lost(*_ended(self._process.returncode, self.memory_mb))
        return said

    def close(self) -> None:
        """End the process and its pipes."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(timeout=10)
        self._thread.join(timeout=10)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue


class Lost(Exception):
    """The process is gone, with the reason in both languages."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da = da
        self.en = en


def _ended(code: int | None, memory_mb: int) -> tuple[str, str]:
    if code is not None and code < 0:
        return (
            f"læseprocessen blev afbrudt (signal {-code}); filen er måske beskadiget eller for stor til {memory_mb} MB",
            f"the reading process was killed (signal {-code}); the file may be damaged or too large for {memory_mb} MB",
        )
    return (
        f"læseprocessen gik ned (kode {code}); filen er måske beskadiget",
        f"the reading process crashed (code {code}); the file may be damaged",
    )


def read_apart(
    files: Sequence[File],
    *,
    timeout_s: float,
    memory_mb: int,
    progress: Callable[[str], None] | None = None,
) -> list[Document]:
    """The documents in the order given; several workers when there is much to read and cores to read it."""
    size = sum(_size(file.path) for file in files)
    count = min(len(files), os.cpu_count() or 1, 8) if len(files) >= 4 and size > 2_000_000 else 1
    found: dict[int, Document] = {}
    todo: queue.SimpleQueue[int] = queue.SimpleQueue()
    for index in sorted(range(len(files)), key=lambda index: -_size(files[index].path)):
        todo.put(index)

    def work() -> None:
        worker: Worker | None = None
        try:
            while True:
                try:
                    index = todo.get_nowait()
                except queue.Empty:
                    return
                path, file, keys = files[index]
                if worker is not None and worker.asked >= _DOCUMENTS_A_WORKER:
                    worker.close()
                    worker = None
                worker = worker or Worker(memory_mb)
                try:
                    found[index] = worker.ask(path, file, keys, timeout_s)
                except Lost as lost:
                    worker.close()
                    worker = None
                    found[index] = Document(file=file, kind="other", status="unreadable", why=lost.da, why_en=lost.en)
                if progress is not None:
                    progress(file)
        finally:
            if worker is not None:
                worker.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[index] for index in range(len(files))]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
