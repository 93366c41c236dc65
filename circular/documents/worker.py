"""The process that reads documents apart from the program, so that a file that kills its reader kills nothing else.

It is started with a bare interpreter (no re-run of the user's script), gets one line of JSON a document on standard
input and answers with a length and the Document as JSON. Its answers are data, never code.
"""

from __future__ import annotations

import gc
import json
import os
import struct
import sys
from pathlib import Path
from typing import BinaryIO

HEADER = struct.Struct(">Q")


def main() -> None:
    """Answer requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    limit(int(sys.argv[1]))
    from circular.documents.one import read_one

    answer(answers, b"ready")
    gc.disable()  # blocks hold no circles, and counting them again and again takes a third of the time
    for line in sys.stdin.buffer:
        request = json.loads(line)
        keys = request.get("keys") or ()
        document = read_one(Path(request["path"]), request["file"], *([tuple(keys)] if keys else ()))
        try:
            said = document.model_dump_json(exclude_defaults=True).encode("utf-8", "replace")
        except MemoryError:
            short = document.model_copy(update={"blocks": (), "comments": (), "status": "unreadable", "why": "der er for lidt hukommelse til filen", "why_en": "there is too little memory for the file"})  # fmt: skip
            said = short.model_dump_json(exclude_defaults=True).encode("utf-8", "replace")
        answer(answers, said)
        del document, said
        gc.collect()


def answer(stream: BinaryIO, said: bytes) -> None:
    """One answer: its length, then the bytes."""
    stream.write(HEADER.pack(len(said)))
    stream.write(said)
    stream.flush()


def limit(memory_mb: int) -> None:
    """Hold the process to this much memory, no core files and no written files, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in ((resource.RLIMIT_AS, memory_mb * 1_000_000), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):  # fmt: skip
        try:
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
