"""Many cases at once: in this process, in several, or on a Dask cluster; the answers come in the order of the cases.

Nothing is kept: so many cases wait for each process and no more. A process that dies takes no case with it: what it was
at is asked once more, alone, and only a case that ends its process again is given up.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from circular.stages import stage

AHEAD = 4
"""So many cases wait for each process, so that the memory does not grow with the folder."""
_STATE: list[Any] = []


@dataclass(frozen=True)
class Task:
    """What is done to each case; the three functions stand in modules, so that another process can import them."""

    start: Callable[[Any], Any]
    """Makes of `setup` what every case needs (rules, profile), once a process."""
    do: Callable[[Any, Any], Any]
    """The answer to one case; raises nothing that concerns the case."""
    lost: Callable[[Any, Any], Any]
    """The answer in place of one whose process died twice; from what `start` made and the case."""
    setup: Any


def answers(task: Task, cases: Iterable[Any], *, jobs: int = 1, engine: str | None = None, insecure: bool = False) -> Iterator[Any]:  # fmt: skip
    """An answer a case, in order; `engine` names a Dask scheduler. Raises Fault for an engine that can't be used."""
    if engine is not None:
        from circular.cli.engine import on_cluster

        return on_cluster(task, cases, engine, insecure=insecure)
    return _here(task, cases) if jobs <= 1 else _in_processes(task, cases, jobs)


def _here(task: Task, cases: Iterable[Any]) -> Iterator[Any]:
    state = task.start(task.setup)
    for case in cases:
        yield task.do(state, case)


def _in_processes(task: Task, cases: Iterable[Any], jobs: int) -> Iterator[Any]:
    source = iter(cases)
    waiting: deque[tuple[Any, Future[Any]]] = deque()
    pool = _pool(task, jobs)
    try:
        more = True
        while more or waiting:
            while more and len(waiting) < jobs * AHEAD:
                for case in source:
                    waiting.append((case, _asked(pool, task, case)))
                    break
                else:
                    more = False
            if not waiting:
                break
            case, future = waiting.popleft()
            try:
                with stage("processes"):
                    answer = future.result()
            except BrokenExecutor:
                _end(pool)
                broken = [case, *(one for one, asked in waiting if not _settled(asked))]
                again = _alone(task, broken)
                settled = {id(one): asked.result() for one, asked in waiting if _settled(asked)}
                yield next(again)
                for one, _ in waiting:
                    yield settled[id(one)] if id(one) in settled else next(again)
                waiting.clear()
                pool = _pool(task, jobs)
                continue
            yield answer
    finally:
        _end(pool)


def _settled(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _alone(task: Task, cases: list[Any]) -> Iterator[Any]:
    """Each case by a process that does nothing else at the time; one that dies again is given up."""
    pool = _pool(task, 1)
    state: Any = None
    try:
        for case in cases:
            try:
                yield _asked(pool, task, case).result()
            except BrokenExecutor:
                _end(pool)
                pool = _pool(task, 1)
                state = task.start(task.setup) if state is None else state
                yield task.lost(state, case)
    finally:
        _end(pool)


def _pool(task: Task, jobs: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(task,))


def _asked(pool: ProcessPoolExecutor, task: Task, case: Any) -> Future[Any]:
    try:
        with _undisturbed():
            return pool.submit(_answer, case)
    except BrokenExecutor as error:
        broken: Future[Any] = Future()
        broken.set_exception(error)
        return broken


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back for a moment: a process that is begun meanwhile never sees it, and we see it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(task: Task) -> None:
    """Make a process ready; Ctrl-C is the business of the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _STATE[:] = [task, task.start(task.setup)]


def _answer(case: Any) -> Any:
    task, state = _STATE
    return task.do(state, case)


def _end(pool: ProcessPoolExecutor) -> None:
    """End the processes at once, whatever they are at."""
    running = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.kill()
    for process in running:
        process.join(10)
