"""`python -m questions.audit`: audit claims from standard input, one JSON object per line, with no database.

In: {"id", "claim", "cards": [{"headline", "excerpt", "text", "source", "published_on"}], "cites": [0, …]};
without "cites" every card counts as cited. Out: {"id", "result", "missing", "findings"}, or {"id", "error"}
for a line that cannot be read, and then the exit status is 1.
"""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from .shapes import BLOCKING, WARNING, AuditedClaim, CardText, Claim, Finding, FindingKind, Result, Span
from .trace import audit

_FAULTS = BLOCKING | WARNING
_MISSING = _FAULTS - {FindingKind.UNCITED, FindingKind.WEAK_SUPPORT}


def answers(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One answer per line that is not blank."""
    for line in lines:
        if line.strip():
            yield _answer(line)


def _answer(line: str) -> dict[str, Any]:
    given: Any = None
    try:
        given = json.loads(line)
        cards = {place: _card(place, entry) for place, entry in enumerate(given.get("cards", []))}
        cites = tuple(int(place) for place in given.get("cites", cards))
        claim = Claim("", 1, str(given["claim"]), cites)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        name = given.get("id") if isinstance(given, dict) else None
        return {"id": name, "error": f"{type(error).__name__}: {error}"}
    return _as_json(given.get("id"), audit([claim], cards).claims[0])


def _card(place: int, given: dict[str, Any]) -> CardText:
    published = date.fromisoformat(str(given.get("published_on") or date.min.isoformat())[:10])
    text = {key: str(given.get(key) or "") for key in ("headline", "excerpt", "text", "source")}
    return CardText(
        id=place,
        ref=str(given.get("ref") or f"card {place}"),
        published_on=published,
        origin="fetched",
        usable=True,
        in_window=True,
        **text,
    )


def _as_json(name: Any, audited: AuditedClaim) -> dict[str, Any]:
    faulty = any(finding.kind in _FAULTS for finding in audited.findings)
    result = Result.UNTRACED if faulty else audited.result
    return {
        "id": name,
        "result": str(result),
        "missing": [
            finding.text for finding in audited.findings if finding.kind in _MISSING and finding.text
        ],
        "findings": [_finding(finding) for finding in audited.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind),
        "claim_span": _pair(finding.claim_span),
        "card": finding.card_id,
        "card_field": finding.card_field,
        "card_span": _pair(finding.card_span),
        "note": finding.note,
    }


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def main() -> int:
    failed = False
    for answer in answers(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")):
        failed = failed or "error" in answer
        sys.stdout.write(json.dumps(answer) + "\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
