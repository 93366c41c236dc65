"""Many cases at once: order, bounded waiting, and processes that die."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import many_work
import pytest

from circular.cli.crew import AHEAD, Task, answers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


def task(folder: Path) -> Task:
    return Task(many_work.start, many_work.square, many_work.lost, str(folder))


def test_answers_come_in_order_and_are_those_of_one_process(tmp_path: Path) -> None:
    alone = list(answers(task(tmp_path), range(50)))
    assert alone == [(case, case * case) for case in range(50)]
    assert list(answers(task(tmp_path), range(50), jobs=2)) == alone


def test_a_process_that_dies_once_costs_no_case(tmp_path: Path) -> None:
    for case in (3, 17, 29):
        (tmp_path / f"die-{case}").touch()
    assert list(answers(task(tmp_path), range(30), jobs=2)) == [(case, case * case) for case in range(30)]
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_kills_its_process_again_is_given_up_alone(tmp_path: Path) -> None:
    cases = [1, 2, -1, 4, 5, 6, 7, 8, 9, 10, -1]
    wanted = [(case, "lost" if case == -1 else case * case) for case in cases]
    assert list(answers(task(tmp_path), cases, jobs=2)) == wanted


def test_no_more_wait_than_so_many_for_each_process(tmp_path: Path) -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for case in range(1_000_000):
            taken.append(case)
            yield case

    given = answers(task(tmp_path), endless(), jobs=2)
    for wanted in range(20):
        assert next(given)[0] == wanted
        assert len(taken) <= wanted + 1 + 2 * AHEAD
    given.close()  # type: ignore[attr-defined]


def test_nothing_to_do_is_no_trouble(tmp_path: Path) -> None:
    assert list(answers(task(tmp_path), [], jobs=2)) == []
