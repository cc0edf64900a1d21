"""`python -m tests.audit.bench`: how well `python -m questions.audit` tells true claims from faulty ones.

It asks the command, not the code behind it, so that the same lines can be tried by hand. The `report` half is
never listed: whoever mends the audit looks at the `dev` half only.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .faults import items
from .items import ABSENT_KINDS, TIED_KINDS, TRUE_KINDS, Item

_ROOT = Path(__file__).resolve().parents[2]
AIM_ABSENT, AIM_TIED, AIM_ALARMS = 0.99, 0.80, 0.03
AIM_SECONDS = 1.0
_RUNS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    item: Item
    answer: dict[str, Any]

    @property
    def flagged(self) -> bool:
        return self.answer.get("result") == "untraced"

    @property
    def failed(self) -> bool:
        return self.flagged if self.item.is_true else not self.flagged


def asked(chosen: Iterable[Item], seed: str = "0") -> bytes:
    """What the command answers, byte for byte."""
    lines = "".join(json.dumps(item.as_json()) + "\n" for item in chosen)
    run = subprocess.run(
        [sys.executable, "-m", "questions.audit"],
        input=lines.encode(),
        capture_output=True,
        cwd=_ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"python -m questions.audit failed:\n{run.stderr.decode()[-2000:]}")
    return run.stdout


def judged(chosen: Sequence[Item], output: bytes) -> list[Judged]:
    answers = [json.loads(line) for line in output.splitlines()]
    if [answer["id"] for answer in answers] != [item.id for item in chosen]:
        raise SystemExit("python -m questions.audit must answer each line in turn.")
    return [Judged(item, answer) for item, answer in zip(chosen, answers, strict=True)]


def shares(results: Sequence[Judged]) -> tuple[float, float, float]:
    """Caught of what is not in the card, caught of what is wrongly tied, false alarms; from 0 to 1."""

    def flagged(family: str) -> float:
        found = [result.flagged for result in results if result.item.family == family]
        return sum(found) / len(found) if found else 0.0

    return flagged("absent"), flagged("tied"), flagged("true")


def table(results: Sequence[Judged]) -> str:
    """Per kind: items, how many the audit flagged, recall, precision.

    Precision of a kind: of all flagged among its faulty claims and the true claims they were made from, the
    part that is faulty. For true claims the flagged ones are false alarms.
    """
    rows = [f"{'kind':<14}{'items':>7}{'flagged':>9}{'recall':>9}{'precision':>11}{'false alarms':>14}"]
    count, hits = Counter[str](), Counter[str]()
    for result in results:
        count[result.item.kind] += 1
        hits[result.item.kind] += result.flagged
    for family, kinds in (("absent", ABSENT_KINDS), ("tied", TIED_KINDS), ("true", TRUE_KINDS)):
        rows.append(f"-- {family}")
        for kind in kinds:
            if count[kind] and family == "true":
                rows.append(
                    f"{kind:<14}{count[kind]:>7}{hits[kind]:>9}{'':>20}{hits[kind] / count[kind]:>14.1%}"
                )
            elif count[kind]:
                rows.append(_row(kind, count[kind], hits[kind], _alarms(results, kind)))
    return "\n".join(rows)


def _row(kind: str, count: int, hits: int, alarms: int) -> str:
    precision = hits / (hits + alarms) if hits + alarms else 0.0
    return f"{kind:<14}{count:>7}{hits:>9}{hits / count:>9.1%}{precision:>11.1%}"


def _alarms(results: Sequence[Judged], kind: str) -> int:
    pairs = {result.item.pair.id for result in results if result.item.kind == kind}
    claims = (result for result in results if result.item.kind == "claim")
    return sum(result.flagged for result in claims if result.item.pair.id in pairs)


def verdict(results: Sequence[Judged]) -> tuple[str, bool]:
    absent, tied, alarms = shares(results)
    passed = (absent >= AIM_ABSENT, tied >= AIM_TIED, alarms <= AIM_ALARMS)
    marks = ["pass" if each else "FAIL" for each in passed]
    lines = (
        f"not in the card      {absent:7.2%}  (aim: at least {AIM_ABSENT:.0%})  {marks[0]}",
        f"wrongly tied         {tied:7.2%}  (aim: at least {AIM_TIED:.0%})  {marks[1]}",
        f"false alarms         {alarms:7.2%}  (aim: at most {AIM_ALARMS:.0%})   {marks[2]}",
    )
    return "\n".join(lines), all(passed)


def seconds_per_thousand() -> float:
    """The best of three runs of the whole command on 1,000 items, its start included."""
    chosen = items()[:: max(1, len(items()) // 1000)][:1000]
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        asked(chosen)
        best = min(best, time.perf_counter() - started)
    return best * 1000 / len(chosen)


def is_deterministic() -> bool:
    """Whether ten processes, each with another hash seed, answer every fifth line the same."""
    chosen = items()[::5]
    return len({hashlib.sha256(asked(chosen, str(seed))).hexdigest() for seed in range(_RUNS)}) == 1


def show(results: Sequence[Judged], most: int, kind: str | None) -> None:
    failing = [result for result in results if result.failed and kind in (None, result.item.kind)]
    for result in failing[:most]:
        item = result.item
        print(f"\n{item.id}: said {result.answer['result']}, missing {result.answer['missing']}")
        print(f"  claim: {item.claim}")
        for place in item.cites:
            print(f"  card:  {item.cards[place].words}")
        for finding in result.answer["findings"]:
            print(f"  {finding['kind']}: {finding['note']}")
    print(f"\n{len(failing)} failing, {min(most, len(failing))} shown.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.audit.bench", description=__doc__)
    parser.add_argument("--half", choices=("dev", "report", "all"), default="all")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list failing items of the dev half")
    parser.add_argument("--kind", help="with --show: only this kind")
    given = parser.parse_args()
    if given.show and given.half != "dev":
        parser.error("--show goes with --half dev: the report half is looked at only to report.")
    return given


def main() -> int:
    given = _arguments()
    chosen = [item for item in items() if given.half in ("all", item.pair.half)]
    results = judged(chosen, asked(chosen))
    if given.show:
        show(results, given.show, given.kind)
        return 0
    met = True
    for name in ("dev", "report", "all") if given.half == "all" else (given.half,):
        part = [result for result in results if name in ("all", result.item.pair.half)]
        line, passed = verdict(part)
        # The dev half is what the audit was mended on; only the others can prove anything.
        met = met and (passed or (name == "dev" and given.half == "all"))
        pairs = len({result.item.pair.id for result in part})
        print(f"\n== {name}: {pairs} base pairs, {len(part)} items\n{table(part)}\n{line}")
    if given.half == "all":
        met = _speed_and_sameness() and met
    return 0 if met else 1


def _speed_and_sameness() -> bool:
    seconds, same = seconds_per_thousand(), is_deterministic()
    quick = seconds < AIM_SECONDS
    print(f"\n1,000 claims: {seconds:.2f} s, start included (aim: under 1 s)  {'pass' if quick else 'FAIL'}")
    print(f"{_RUNS} runs, {_RUNS} hash seeds: {'the same answers  pass' if same else 'answers differ  FAIL'}")
    return quick and same


if __name__ == "__main__":
    sys.exit(main())
