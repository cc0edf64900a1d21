"""`python -m questions.audit`: audit claims from standard input, one JSON object per line, with no database.

In: {"id", "claim", "cards": [{"headline", "excerpt", "text", "source", "published_on"}], "cites": [0, …]};
without "cites" every card counts as cited. Out: {"id", "result", "missing", "findings"}, or {"id", "error"}
for a line that cannot be read, and then the exit status is 1.
"""

import gc
import json
import sys
from datetime import date
from typing import Any

from .lines import batches
from .shapes import BLOCKING, WARNING, AuditedClaim, CardText, Claim, Finding, FindingKind, Result, Span
from .sharing import shared
from .trace import audit

_OBJECTS = 50_000
_FAULTS = BLOCKING | WARNING
_MISSING = _FAULTS - {FindingKind.UNCITED, FindingKind.WEAK_SUPPORT}


def answered(line: bytes) -> tuple[str, bool]:
    """The answer to one line as a line of its own, and whether the line could be read."""
    found = answer(line.decode(errors="replace"))
    return json.dumps(found) + "\n", "error" not in found


def answer(line: str) -> dict[str, Any]:
    """What the audit says of the claim that one line of JSON describes, or why the line cannot be read."""
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
    # Word lists and patterns stay for good, and so does most of what is read: looking for garbage less often
    # saves a tenth of the time.
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    readable = True
    for batch in batches(sys.stdin.fileno()):
        for line, was_read in shared(answered, [line for line in batch if line.strip()]):
            readable = readable and was_read
            sys.stdout.write(line)
        sys.stdout.flush()
    return int(not readable)


if __name__ == "__main__":
    sys.exit(main())
