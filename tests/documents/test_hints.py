"""What a user is told to do about a file that is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from circular.checking import check
from circular.documents import read
from circular.documents.hints import AGAIN, OTHER_KIND, hint


@pytest.mark.parametrize(
    ("name", "content", "cure"),
    [("krav.docx", b"PK\x03\x04 cut short", AGAIN), ("krav.pptx", b"PK\x03\x04 cut short", AGAIN), ("tegning.dwg", b"AC1032" + bytes(60), OTHER_KIND)],
)  # fmt: skip
def test_a_broken_file_wants_saving_again_and_a_foreign_one_another_kind(
    name: str, content: bytes, cure: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (document,) = read([tmp_path / name])
    assert hint(document) == cure
    (case,) = check(tmp_path / name)
    assert case.fault is not None
    assert cure[0] in case.fault.told("da") and cure[1] in case.fault.told("en")
