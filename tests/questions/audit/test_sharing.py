"""Many lines are worked on side by side, and nobody notices but by the clock."""

import os
import signal
from concurrent.futures.process import BrokenProcessPool

import pytest

from questions.audit.sharing import shared


def doubled(line: bytes) -> int:
    return int(line) * 2


def worker(line: bytes) -> int:
    return os.getpid()


def divided(line: bytes) -> float:
    return 1 / int(line)


def killed(line: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_answers_come_in_the_order_of_the_lines_whoever_gives_them() -> None:
    lines = [str(n).encode() for n in range(1000)]
    assert list(shared(doubled, lines, processes=3)) == [2 * n for n in range(1000)]


def test_few_lines_are_not_worth_another_process() -> None:
    assert set(shared(worker, [b"x"] * 8, processes=2)) == {os.getpid()}


def test_many_lines_are_worked_on_by_others() -> None:
    assert os.getpid() not in set(shared(worker, [b"x"] * 200, processes=2))


def test_what_goes_wrong_with_a_line_is_told() -> None:
    with pytest.raises(ZeroDivisionError):
        list(shared(divided, [b"1"] * 150 + [b"0"], processes=2))


def test_a_process_that_ends_too_early_is_told() -> None:
    with pytest.raises(BrokenProcessPool):
        list(shared(killed, [b"1"] * 150, processes=2))
