"""Two real Dask workers: the answers of one process byte for byte, a worker killed, the scheduler gone, other versions."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from circular.cli.engine import allowed
from circular.faults import Fault

pytest.importorskip("distributed")
HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize(
    "url", ["tls://example.dk:8786", "tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786"]
)
def test_encrypted_and_local_addresses_are_allowed(url: str) -> None:
    allowed(url, insecure=False)


@pytest.mark.parametrize("url", ["tcp://10.0.0.7:8786", "tcp://example.dk:8786", "tcp://127.0.0.1.example.dk:1"])
def test_an_unencrypted_connection_to_another_machine_needs_the_user_s_word(url: str) -> None:
    with pytest.raises(Fault, match="unencrypted"):
        allowed(url, insecure=False)
    allowed(url, insecure=True)


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:8786", "ws://127.0.0.1:1", "inproc://x", "ucx://127.0.0.1:1", "tls://", "file:///etc/passwd"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(Fault, match="not understood"):
        allowed(url, insecure=True)


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self.workers = [self.worker(), self.worker()]

    def start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(HERE), **environment},
        )  # fmt: skip
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self.start("worker", self.url, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", **environment)  # fmt: skip

    def ready(self, workers: int = 2) -> None:
        from distributed import Client

        with Client(self.url, timeout=120, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=120)

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait(10)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    try:
        made.ready()
        yield made
    finally:
        made.end()


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    (tmp_path / "sager").mkdir()
    for number in range(30):
        text = "\n\n".join(f"Afsnit {number}.{line}. Mindst {number + 10} % af murstenene skal være genbrugte." for line in range(60))  # fmt: skip
        (tmp_path / "sager" / f"sag{number:02}.md").write_text(text, encoding="utf-8")
    (tmp_path / "sager" / "sag05.docx").write_bytes(b"PK\x03\x04 broken")
    return tmp_path / "sager"


def check(cases: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "circular", "check", "--each", str(cases), "--format", "jsonl", "--as-of", "2026-11-25", "--category", "renovation", *more]  # fmt: skip


@pytest.mark.slow
def test_two_workers_answer_as_one_process_does(cluster: Cluster, cases: Path) -> None:
    alone = subprocess.run(check(cases), capture_output=True, check=False)
    spread = subprocess.run(check(cases, "--engine", cluster.url), capture_output=True, check=False)
    assert (spread.stdout, spread.stderr, spread.returncode) == (alone.stdout, alone.stderr, alone.returncode)
    assert len(alone.stdout.splitlines()) == 31


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_changes_nothing(cluster: Cluster, cases: Path) -> None:
    alone = subprocess.run(check(cases), capture_output=True, check=False)
    with subprocess.Popen(check(cases, "--engine", cluster.url), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as spread:  # fmt: skip
        assert spread.stdout is not None and spread.stderr is not None
        first = spread.stdout.readline()
        cluster.workers[0].send_signal(signal.SIGKILL)
        rest = spread.stdout.read()
        said = spread.stderr.read()
    assert first + rest == alone.stdout
    assert (said, spread.returncode) == (alone.stderr, alone.returncode)


@pytest.mark.slow
def test_the_scheduler_gone_is_one_clear_line_and_a_broken_run_goes_on(cluster: Cluster, cases: Path) -> None:
    alone = subprocess.run(check(cases), capture_output=True, check=False)
    run = cases.parent / "a.run"
    with subprocess.Popen(check(cases, "--engine", cluster.url, "--resume", str(run)), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as spread:  # fmt: skip
        assert spread.stdout is not None and spread.stderr is not None
        assert spread.stdout.readline()
        for process in cluster.processes:
            process.send_signal(signal.SIGKILL)
        begun = time.monotonic()
        spread.stdout.read()
        said = spread.stderr.read().decode()
    assert time.monotonic() - begun < 60
    assert spread.returncode == 2
    lines = [line for line in said.splitlines() if "sag05" not in line and not line.startswith("hint: gem") and "send filen" not in line]  # fmt: skip
    assert lines[-2].startswith(f"--engine:{cluster.url}: forbindelsen til planlæggeren er tabt"), said
    assert "Traceback" not in said
    assert subprocess.run(check(cases, "--resume", str(run)), capture_output=True, check=False).stdout == alone.stdout


@pytest.mark.slow
def test_no_scheduler_is_one_clear_line(cases: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"tcp://127.0.0.1:{free.getsockname()[1]}"  # held, so that nobody else answers there
        found = subprocess.run(
            check(cases, "--engine", url, "--lang", "en"), capture_output=True, text=True, check=False
        )
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.splitlines()[0].startswith(f"--engine:{url}: no scheduler answers")
    assert len(found.stderr.splitlines()) == 2


@pytest.mark.slow
def test_a_worker_of_another_version_is_named(cases: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sitecustomize.py").write_text("import circular; circular.__version__ = '0.0.9'\n")
    made = Cluster()
    try:
        made.worker(PYTHONPATH=str(other))
        made.ready(3)
        found = subprocess.run(check(cases, "--engine", made.url, "--lang", "en"), capture_output=True, text=True, check=False)  # fmt: skip
    finally:
        made.end()
    assert (found.returncode, found.stdout) == (2, "")
    assert "has circular 0.0.9, we have" in found.stderr


@pytest.mark.slow
def test_a_case_that_kills_its_workers_is_given_up_alone(tmp_path: Path) -> None:
    import many_work

    from circular.cli.crew import Task, answers

    made = Cluster()
    try:
        nannies = [made.start("worker", made.url, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]  # fmt: skip
        made.ready(4)
        for worker in made.workers:
            worker.kill()
        wanted = [(case, "lost" if case == -1 else case * case) for case in (1, 2, -1, 4, 5)]
        task = Task(many_work.start, many_work.square, many_work.lost, str(tmp_path))
        assert list(answers(task, [1, 2, -1, 4, 5], engine=made.url)) == wanted
        assert len(nannies) == 2
    finally:
        made.end()
