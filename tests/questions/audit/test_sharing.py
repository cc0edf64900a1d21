import os

import pytest

from questions.audit.sharing import shared


def test_answers_come_in_the_order_of_the_lines_whoever_gives_them() -> None:
    lines = [str(n).encode() for n in range(1000)]
    assert list(shared(lambda line: int(line) * 2, lines, processes=3)) == [2 * n for n in range(1000)]


def test_few_lines_are_not_worth_another_process() -> None:
    assert set(shared(lambda _: os.getpid(), [b"x"] * 8, processes=2)) == {os.getpid()}


def test_many_lines_are_worked_on_by_others() -> None:
    assert os.getpid() not in set(shared(lambda _: os.getpid(), [b"x"] * 200, processes=2))


def test_a_process_that_breaks_off_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="ended before it was done"):
        list(shared(lambda line: 1 // int(line), [b"1"] * 150 + [b"0"], processes=2))
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_whoever_stops_asking_leaves_no_process_behind() -> None:
    answers = shared(lambda _: os.getpid(), [b"x"] * 500, processes=2)
    child = next(answers)
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
