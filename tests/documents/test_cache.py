"""The cache changes how long it takes and nothing else: same answers, nothing wrong kept, nothing believed that was tampered with."""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from circular.cache import FORMAT, Cache, key_of, opened, place
from circular.checking import Told, check_case
from circular.documents import read
from circular.documents.failure import WITHOUT_TEXT
from circular.documents.model import Document
from circular.documents.remembered import may_be_kept
from circular.reports.check_json import case_json
from circular.rulebook import load_rules

DAY = date(2026, 11, 25)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("CIRCULAR_CACHE", str(tmp_path / "cache"))
    made = opened()
    assert made is not None
    return made


@pytest.fixture
def package(tmp_path: Path, root: Path) -> Path:
    folder = tmp_path / "udbud"
    folder.mkdir()
    for file in (root / "examples" / "udbud-skole").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@dataclass(frozen=True)
class Kept:
    """A cache that was filled by one run, and what the same run says without it."""

    folder: Path
    plain: str


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    package = shutil.copytree(root / "examples" / "udbud-skole", folder / "udbud")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIRCULAR_CACHE", str(folder / "cache"))
        judged(package, cache=True)
        return Kept(folder / "cache", judged(package, cache=False))


@pytest.fixture
def filled(once: Kept, store: Cache, tmp_path: Path) -> str:
    """The cache filled before; what is said without it."""
    shutil.copytree(once.folder, tmp_path / "cache", dirs_exist_ok=True)
    return once.plain


def entries(tmp_path: Path) -> list[Path]:
    return sorted(file for file in (tmp_path / "cache").rglob("*") if file.is_file())


def judged(folder: Path, cache: bool) -> str:
    case = check_case("x", [folder], load_rules(), as_of=DAY, told=Told(categories=("renovation",), cache=cache))
    return json.dumps(case_json(case, "da"), ensure_ascii=False)


def test_the_answer_is_the_same_without_with_and_from_the_cache(package: Path, store: Cache, tmp_path: Path) -> None:
    plain = judged(package, cache=False)
    assert entries(tmp_path) == []
    first = judged(package, cache=True)
    kept = entries(tmp_path)
    assert len(kept) == 6, "three documents and their clauses"
    assert first == judged(package, cache=True) == plain
    assert entries(tmp_path) == kept


def test_a_document_from_the_cache_equals_the_one_that_was_read(package: Path, store: Cache) -> None:
    plain = read([package])
    assert read([package], cache=store) == plain
    assert read([package], cache=store) == plain


def test_what_was_read_before_is_not_read_again(package: Path, store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read([package], cache=store)

    def refuse(*_: object, **__: object) -> list[Document]:
        raise AssertionError("a reading process was started")

    monkeypatch.setattr("circular.documents.reading.read_apart", refuse)
    assert read([package], cache=store) == before


def test_changed_content_and_changed_name_are_read_afresh(package: Path, store: Cache) -> None:
    (package / "a.txt").write_text("Mursten skal genbruges.", encoding="utf-8")
    read([package], cache=store)
    (package / "a.txt").write_text("Mursten skal ikke genbruges.", encoding="utf-8")
    (package / "b.txt").write_text("Mursten skal genbruges.", encoding="utf-8")
    texts = {one.file: one.blocks[0].text for one in read([package], cache=store) if one.kind == "text"}
    assert texts == {"a.txt": "Mursten skal ikke genbruges.", "b.txt": "Mursten skal genbruges."}
    assert all(block.place.file == one.file for one in read([package], cache=store) for block in one.blocks)


def test_a_changed_reader_makes_old_entries_unknown(
    package: Path, store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    read([package], cache=store)
    monkeypatch.setattr("circular.documents.remembered._version", lambda: "another reader")
    asked: list[str] = []

    def note(files: list[object], **_: object) -> list[Document]:
        asked.extend(str(getattr(file, "name", "")) for file in files)
        return [Document(file=str(getattr(file, "name", "")), kind="other") for file in files]

    monkeypatch.setattr("circular.documents.reading.read_apart", note)
    read([package], cache=store)
    assert len(asked) == 3


@pytest.mark.parametrize(
    "damage", ["empty", "cut", "flipped", "other format", "not zlib", "another's entry", "not a document"]
)
def test_a_poisoned_entry_is_ignored_and_replaced(damage: str, package: Path, filled: str, tmp_path: Path) -> None:
    files = entries(tmp_path)
    assert len(files) == 6
    whole = [file.read_bytes() for file in files]
    for index, file in enumerate(files):
        said = whole[index]
        key = file.parent.name + file.name
        forged = {
            "empty": b"",
            "cut": said[: len(said) // 2],
            "flipped": said[:-5] + bytes([said[-5] ^ 1]) + said[-4:],
            "other format": said.replace(b"cache-1", b"cache-0"),
            "not zlib": said[: len(FORMAT) + 32],
            "another's entry": whole[index - 1],
            "not a document": _signed(key, b'{"file": 1, "os": "system"}'),
        }[damage]
        file.write_bytes(forged)
    assert judged(package, cache=True) == filled
    assert [file.read_bytes() for file in entries(tmp_path)] == whole


def _signed(key: str, answer: bytes) -> bytes:
    import hashlib

    packed = zlib.compress(answer, 1)
    return FORMAT + hashlib.sha256(key.encode() + packed).digest() + packed


def test_an_entry_that_unpacks_without_end_is_not_believed(
    store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("circular.cache.MOST_ENTRY", 1000)
    key = key_of("a")
    store.put(key, b"x" * 10)
    entries(tmp_path)[0].write_bytes(_signed(key, b"x" * 100_000))
    assert store.get(key) is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of the folder are those of the profile")
def test_only_its_owner_can_read_the_cache(package: Path, store: Cache, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        judged(package, cache=True)
    finally:
        os.umask(old)
    for path in (tmp_path / "cache", *(tmp_path / "cache").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.skipif(sys.platform == "win32", reason="no links and owners as on unix")
def test_a_cache_that_is_a_link_or_lies_open_is_not_trusted_as_it_stands(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.mkdir()
    (tmp_path / "link").symlink_to(target)
    assert opened(tmp_path / "link") is None
    wide = tmp_path / "wide"
    wide.mkdir(mode=0o777)
    wide.chmod(0o777)
    assert opened(wide) is not None
    assert wide.stat().st_mode & 0o077 == 0


def test_the_folder_is_bounded_and_the_oldest_go_first(tmp_path: Path) -> None:
    cache = opened(tmp_path / "cache", most_bytes=200_000)
    assert cache is not None
    for number in range(129):
        cache.put(key_of(str(number)), os.urandom(10_000))
        assert cache.get(key_of("0")) is not None, "what is asked for again and again is kept"
    total = sum(file.stat().st_size for file in entries(tmp_path))
    assert total <= 200_000 * 0.8 + 64 * 10_200
    assert cache.get(key_of("1")) is None
    assert cache.get(key_of("128")) is not None


def test_writers_at_once_leave_whole_entries(tmp_path: Path) -> None:
    def write(seed: int) -> None:
        cache = opened(tmp_path / "cache", most_bytes=300_000)
        assert cache is not None
        for number in range(60):
            cache.put(key_of(str(number)), bytes([number]) * 5000)
            said = cache.get(key_of(str((number * seed) % 60)))
            wrong.append(seed) if said is not None and said != bytes([(number * seed) % 60]) * 5000 else None

    wrong: list[int] = []
    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not [file for file in entries(tmp_path) if file.name.startswith(".")]


def test_a_cache_that_cannot_be_written_is_as_none(
    package: Path, once: Kept, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CIRCULAR_CACHE", str(tmp_path / "file"))
    assert opened() is None
    assert judged(package, cache=True) == once.plain


def test_a_full_disk_costs_nothing_but_time(
    package: Path, once: Kept, store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("circular.cache.tempfile.mkstemp", full)
    assert judged(package, cache=True) == once.plain
    assert entries(tmp_path) == []


def test_deleting_it_between_two_runs_does_no_harm(package: Path, filled: str, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "cache")
    assert judged(package, cache=True) == filled


def test_what_a_limit_or_a_missing_program_cut_short_is_not_kept(tmp_path: Path, store: Cache) -> None:
    read_ = Document(file="a.pdf", kind="pdf")
    assert may_be_kept(read_)
    assert not may_be_kept(read_.model_copy(update={"status": "unreadable", "why": "stopped"}))
    assert not may_be_kept(read_.model_copy(update={"status": "partly_read", "why_en": f"page 2 {WITHOUT_TEXT[1]}"}))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    read([tmp_path / "broken.docx"], cache=store)
    assert entries(tmp_path) == []


def test_files_within_archives_are_kept_by_the_archive_and_their_place_in_it(tmp_path: Path, store: Cache) -> None:
    import zipfile

    def packed(first: str, second: str) -> Path:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("krav.txt", first)
            archive.writestr("mere/krav.txt", second)
        return tmp_path / "a.zip"

    for first, second in (
        ("Tegl skal genbruges.", "Træ skal genbruges."),
        ("Træ skal genbruges.", "Tegl skal genbruges."),
    ):
        path = packed(first, second)
        for _ in range(2):
            found = {one.file: one.blocks[0].text for one in read([path], cache=store)}
            assert sorted(found.values()) == sorted([first, second])
            assert read([path], cache=store) == read([path])


def test_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CIRCULAR_CACHE", "off")
    assert place() is None
    monkeypatch.setenv("CIRCULAR_CACHE", str(tmp_path))
    assert place() == tmp_path
    monkeypatch.delenv("CIRCULAR_CACHE")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
        assert place() == tmp_path / "xdg" / "circular"
        monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
        assert place() == Path.home() / ".cache" / "circular"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert place() == tmp_path / "circular" / "Cache"
    monkeypatch.delenv("LOCALAPPDATA")
    assert place() is None


def test_keys_of_different_parts_differ() -> None:
    assert key_of("ab", "c") != key_of("a", "bc") != key_of("abc")
