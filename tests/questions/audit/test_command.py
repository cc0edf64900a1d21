import json
import subprocess
import sys

from questions.audit.__main__ import answers

CARD = {"headline": "Up 5 percent", "excerpt": "", "text": "", "source": "X", "published_on": "2026-01-02"}


def test_a_line_is_answered_with_result_missing_and_spans() -> None:
    line = json.dumps({"id": "a", "claim": "It rose 5% and 6%.", "cards": [CARD], "cites": [0]})
    (answer,) = answers([line, "\n"])
    assert (answer["id"], answer["result"], answer["missing"]) == ("a", "untraced", ["6%"])
    traced = answer["findings"][0]
    assert (traced["kind"], traced["claim_span"], traced["card"], traced["card_span"]) == (
        "traced_number",
        [8, 10],
        0,
        [3, 12],
    )


def test_a_line_that_cannot_be_read_is_answered_with_an_error() -> None:
    bad = ["{", "[]", '{"id": 1}', '{"claim": "x", "cards": [1]}', '{"claim": "x", "cites": ["y"]}']
    assert all("error" in answer for answer in answers(bad))


def test_the_command_runs_without_django() -> None:
    program = "import sys, questions.audit.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_command_answers_on_standard_output() -> None:
    line = json.dumps({"id": 1, "claim": "It rose.", "cards": [CARD], "cites": [0]})
    done = subprocess.run(
        [sys.executable, "-m", "questions.audit"], input=line, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {"id": 1, "result": "nothing", "missing": [], "findings": []}
