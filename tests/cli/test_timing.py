"""`--timing` tells where the time went, on stderr, and changes no answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from in_process import circular

from circular.cli.timing import lines
from circular.stages import Stages, ask, forget, stage

pytestmark = pytest.mark.usefixtures("documents_read_here")


@pytest.mark.parametrize("words", [("lca", "examples/skole.yaml"), ("check", "examples/skole.yaml")])
def test_the_shares_sum_to_the_whole_and_the_answer_is_the_same(words: tuple[str, ...], root: Path) -> None:
    command = (*words, "--as-of", "2026-11-25", "--lang", "en")
    plain = circular(*command, cwd=root)
    told = circular(*command, "--timing", cwd=root)
    assert (told.stdout, told.returncode) == (plain.stdout, plain.returncode)
    shares = [float(share) for share in re.findall(r"^ *([\d.]+)%", told.stderr, re.MULTILINE)]
    assert len(shares) >= 4
    assert abs(sum(shares) - 100) < 1
    assert told.stderr.rstrip().endswith("in all")


def test_a_stage_within_another_is_taken_out_of_it() -> None:
    stages = ask()
    try:
        with stage("outer"), stage("inner"):
            pass
    finally:
        forget()
    assert set(stages.seconds) == {"outer", "inner"}
    assert sum(stages.seconds.values()) <= 1
    with stage("not asked"):
        assert "not asked" not in stages.seconds


def test_the_longest_comes_first() -> None:
    stages = Stages()
    stages.seconds = {"read": 1.0, "judge": 2.0}
    stages.times = {"read": 1, "judge": 3}
    told = lines(stages, 4.0)
    assert told[0].split()[0] == "50.0%"
    assert told[0].endswith("× 3")
