import json
import subprocess
import sys

from questions.audit.__main__ import answer

CARD = {"headline": "Up 5 percent", "excerpt": "", "text": "", "source": "X", "published_on": "2026-01-02"}


def test_a_line_is_answered_with_result_missing_and_spans() -> None:
    line = json.dumps({"id": "a", "claim": "It rose 5% and 6%.", "cards": [CARD], "cites": [0]})
    found = answer(line)
    assert (found["id"], found["result"], found["missing"]) == ("a", "untraced", ["6%"])
    traced = found["findings"][0]
    assert (traced["kind"], traced["claim_span"], traced["card"], traced["card_span"]) == (
        "traced_number",
        [8, 10],
        0,
        [3, 12],
    )


def test_a_line_that_cannot_be_read_is_answered_with_an_error() -> None:
    bad = ["{", "[]", '{"id": 1}', '{"claim": "x", "cards": [1]}', '{"claim": "x", "cites": ["y"]}']
    assert all("error" in answer(line) for line in bad)


def test_the_command_runs_without_django() -> None:
    program = "import sys, questions.audit.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_command_answers_on_standard_output() -> None:
    line = json.dumps({"id": 1, "claim": "It rose.", "cards": [CARD], "cites": [0]})
    done = subprocess.run(
        [sys.executable, "-m", "questions.audit"], input=line, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {"id": 1, "result": "nothing", "missing": [], "findings": []}


def _lines(count: int) -> list[str]:
    return [
        json.dumps({"id": n, "claim": f"It rose {n % 7}%.", "cards": [CARD], "cites": [0]})
        for n in range(count)
    ]


def test_many_lines_are_answered_in_order_and_blank_ones_passed_over() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "questions.audit"],
        input="\n\n".join(_lines(500)),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in found] == list(range(500))
    assert [each["result"] for each in found[:7]] == ["untraced"] * 5 + ["traced", "untraced"]


def test_a_line_that_cannot_be_read_fails_the_command_among_many_that_can() -> None:
    lines = [*_lines(200), "{", *_lines(200)]
    done = subprocess.run(
        [sys.executable, "-m", "questions.audit"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert ["error" in json.loads(line) for line in done.stdout.splitlines()].index(True) == 200


def test_whoever_waits_for_an_answer_before_the_next_line_gets_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "questions.audit"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for line in _lines(3):
            running.stdin.write(line + "\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == json.loads(line)["id"]
