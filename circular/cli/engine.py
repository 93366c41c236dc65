"""Cases judged on a Dask cluster (`--engine URL`): the same answers as one process, whatever becomes of its workers.

Dask hands over Python objects, so whoever speaks to the scheduler can run code on the workers and on us: encrypted
connections with certificates (tls://), or this machine alone, unless the user says otherwise.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from circular.cli.crew import Task
from circular.faults import Fault

CHUNK = 100
"""So many cases at most travel together."""
_AHEAD = 3
_ANSWER_S = 15.0
_MADE: dict[bytes, tuple[Task, Any]] = {}


class OtherVersion(Exception):
    """A worker whose program, rules or Python differ from ours."""


def on_cluster(task: Task, cases: Iterable[Any], url: str, *, insecure: bool = False) -> Iterator[Any]:
    """An answer a case, in order; raises Fault when the cluster can't be reached, is another version or goes away."""
    allowed(url, insecure)
    with _client(url) as client:
        workers = _same_everywhere(client, url)
        yield from _spread(client, task, list(cases), workers, url)


def allowed(url: str, insecure: bool) -> None:
    """Raise Fault for an address that anybody could listen to."""
    parts = urlsplit(url)
    if parts.scheme == "tls" and parts.hostname:
        return
    if parts.scheme != "tcp" or not parts.hostname:
        raise Fault("--engine", url, ("adressen forstås ikke", "the address is not understood"), ("skriv tls://vært:8786, eller tcp://127.0.0.1:8786 på denne maskine", "write tls://host:8786, or tcp://127.0.0.1:8786 on this machine"))  # fmt: skip
    if not insecure and not _loopback(parts.hostname):
        raise Fault("--engine", url, ("en ukrypteret forbindelse til en anden maskine bruges ikke: enhver på nettet kan køre kode gennem den", "an unencrypted connection to another machine is not used: anyone on the network can run code through it"), ("brug tls:// med certifikater, eller --insecure-engine på et net, du stoler på", "use tls:// with certificates, or --insecure-engine on a network you trust"))  # fmt: skip


def _loopback(host: str) -> bool:
    from ipaddress import ip_address

    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _client(url: str) -> Iterator[Any]:
    import logging

    try:
        import distributed
    except ImportError:
        raise Fault("--engine", url, ("Dask er ikke installeret", "Dask is not installed"), ("pip install 'circular-procurement[distributed]'", "pip install 'circular-procurement[distributed]'")) from None  # fmt: skip
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        dask: Any = distributed
        security = dask.Security(require_encryption=True) if url.startswith("tls") else None
        client = dask.Client(url, timeout=_ANSWER_S, security=security, set_as_default=False)
    except (OSError, TypeError, ValueError, RuntimeError) as error:
        raise Fault("--engine", url, (f"ingen planlægger svarer ({type(error).__name__})", f"no scheduler answers ({type(error).__name__})"), ("start den med `dask scheduler`, og se efter adresse, certifikater og firewall", "start it with `dask scheduler`, and check address, certificates and firewall")) from None  # fmt: skip
    try:
        yield client
    finally:
        client.close(timeout=2)


def _gone(url: str) -> Fault:
    return Fault("--engine", url, ("forbindelsen til planlæggeren er tabt", "the connection to the scheduler is lost"), ("start den igen; en kørsel med --resume fortsætter, hvor den slap", "start it again; a run with --resume goes on where it stopped"))  # fmt: skip


def _same_everywhere(client: Any, url: str) -> int:
    """The number of workers, each of which has our program, rules and Python; those that have just gone are left out."""
    asked = client.run(version, on_error="return")
    told = {worker: theirs for worker, theirs in asked.items() if not isinstance(theirs, OSError)}
    for worker, theirs in told.items():
        if isinstance(theirs, BaseException):
            raise Fault("--engine", url, (f"medhjælperen {worker} mangler programmet ({type(theirs).__name__})", f"the worker {worker} lacks the program ({type(theirs).__name__})"), ("installer samme version af circular-procurement alle steder", "install the same version of circular-procurement everywhere"))  # fmt: skip
    if not told:
        raise Fault("--engine", url, ("planlæggeren har ingen medhjælpere", "the scheduler has no workers"), (f"start dem med `dask worker {url}`", f"start them with `dask worker {url}`"))  # fmt: skip
    for worker, theirs in told.items():
        _compared(str(worker), theirs, url)
    return len(told)


def _compared(worker: str, theirs: dict[str, str], url: str) -> None:
    for name, own in version().items():
        if theirs.get(name) != own:
            raise Fault("--engine", url, (f"medhjælperen {worker} har {name} {theirs.get(name, '–')}, vi har {own}", f"the worker {worker} has {name} {theirs.get(name, '–')}, we have {own}"), ("installer samme version alle steder, og start medhjælperne igen", "install the same version everywhere and start the workers again"))  # fmt: skip


def version() -> dict[str, str]:
    """What must be the same on every machine for the answers to be the same."""
    import platform
    from importlib.metadata import version as installed

    from circular import __version__
    from circular.cache import sources
    from circular.rulebook import load_rules

    return {
        "circular": __version__, "program": sources(".")[:12], "rules": load_rules(()).version,
        "python": ".".join(platform.python_version_tuple()[:2]), "pydantic": installed("pydantic"),
    }  # fmt: skip


def _spread(client: Any, task: Task, cases: list[Any], workers: int, url: str) -> Iterator[Any]:
    packed, ours = pickle.dumps(task), version()
    size = max(1, min(CHUNK, -(-len(cases) // (workers * _AHEAD))))
    source = iter(cases)
    waiting: deque[tuple[list[Any], Any]] = deque()
    while True:
        while len(waiting) < workers * _AHEAD and (chunk := list(islice(source, size))):
            waiting.append((chunk, client.submit(answered, packed, chunk, ours, pure=False)))
        if not waiting:
            return
        chunk, future = waiting.popleft()
        yield from _of_chunk(client, task, packed, chunk, future, ours, url)


def _of_chunk(client: Any, task: Task, packed: bytes, chunk: list[Any], future: Any, ours: dict[str, str], url: str) -> Iterator[Any]:  # fmt: skip
    """The answers of a chunk; when it ended its workers, each of its cases is asked alone."""
    from distributed import KilledWorker

    try:
        found = _result(client, future, url)
    except KilledWorker:
        if len(chunk) == 1:
            yield task.lost(task.start(task.setup), chunk[0])
            return
        for case in chunk:
            alone = client.submit(answered, packed, [case], ours, pure=False)
            yield from _of_chunk(client, task, packed, [case], alone, ours, url)
        return
    yield from found


def _result(client: Any, future: Any, url: str) -> list[Any]:
    """A future's answers; raises Fault when the scheduler went away or a worker that came later is another version."""
    from concurrent.futures import CancelledError, TimeoutError

    while True:
        try:
            found: list[Any] = future.result(timeout=1)
            return found
        except (TimeoutError, OSError):
            if client.status not in ("running", "connecting") or not _alive(client):
                raise _gone(url) from None
        except CancelledError:
            raise _gone(url) from None
        except OtherVersion as other:
            worker, theirs = other.args
            _compared(worker, theirs, url)
            raise


def _alive(client: Any) -> bool:
    try:
        return client.sync(client.scheduler.identity, callback_timeout=_ANSWER_S) is not None
    except Exception:  # any trouble with the connection
        return False


def answered(packed: bytes, chunk: list[Any], expected: dict[str, str]) -> list[Any]:
    """Runs on a worker: the answers of a chunk."""
    if packed not in _MADE:
        own = version()
        if own != expected:
            raise OtherVersion(_own_name(), own)
        task: Task = pickle.loads(packed)  # noqa: S301 - packed by the program that gave the task
        _MADE.clear()
        _MADE[packed] = (task, task.start(task.setup))
    task, state = _MADE[packed]
    return [task.do(state, case) for case in chunk]


def _own_name() -> str:
    from distributed import get_worker

    return str(get_worker().address)
