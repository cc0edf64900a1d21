"""What a reviewer has before them when they decide, as one hash: saving over a step keeps its id."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple

from questions.models import Take
from questions.take_text import take_text_hash, trip_wires_of
from questions.wires import condition_of


def seen_hash(take: Take) -> str:
    """sha256 in hex over all that a reviewer approves: what the audit reads, the verdict, towards what the
    trip-wires point and what is checked of them, and the kind and reason of the change.
    """
    in_order = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    conditions = [condition_of(wire) for wire in in_order]
    seen = {
        "text": take_text_hash(take),
        "verdict": take.verdict_id,
        "towards": [wire.towards for wire in trip_wires_of(take)],
        "conditions": [astuple(condition) if condition else None for condition in conditions],
        "change": [take.change_kind, take.change_reason],
    }
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()
