"""From an answer to a draft, and what the audit will say of it: the rules of publishing, beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from questions.audit.claims import TextBlock, claims
from questions.audit.sentences import sentences
from questions.audit.shapes import AuditReport
from questions.audit.trace import audit
from questions.drafting.brief import Brief
from questions.drafting.drafter import Draft, DraftSection, DraftSentence, DraftTripWire
from questions.drafting.language_model.answer import Answer, AnsweredSection, AnsweredSentence
from questions.drafting.proofing import Proof
from questions.drafting.richtext import rich_text
from questions.drafting.wire_conditions import Offered, to_condition

_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def to_draft(answer: Answer, ids: Mapping[str, int], proof: Proof, allowed: Offered) -> Draft:
    """The answer as a draft; `ids` are the cards by ref, all of which it names must be there.

    What the model wrote as one sentence and the audit reads as two becomes two, each with the same cards.
    """
    return Draft(
        verdict_slug=answer.verdict,
        answer=_whole(answer.answer),
        sections=tuple(_section(section, ids, proof) for section in answer.sections),
        trip_wires=tuple(
            DraftTripWire(wire.towards, _whole(wire.text), to_condition(wire.condition, allowed))
            for wire in answer.trip_wires
        ),
    )


def audit_draft(draft: Draft, brief: Brief, proof: Proof) -> AuditReport:
    """Audit a draft against the cards and the ledger of its brief."""
    blocks = [TextBlock("answer", escape(draft.answer), "answer")]
    blocks += [
        TextBlock(str(n), rich_text(part.paragraphs, proof.refs)) for n, part in enumerate(draft.sections)
    ]
    blocks += [
        TextBlock(f"wire {n}", escape(wire.text), "tripwire") for n, wire in enumerate(draft.trip_wires)
    ]
    return audit(claims(blocks), proof.cards, brief.ledger, labels=proof.labels, aliases=proof.aliases)


def problems(report: AuditReport) -> list[str]:
    """What blocks, in sentences that model and editor understand."""
    return [f"“{claim.text}”: {finding.note}" for claim, finding in report.blocking]


def _section(section: AnsweredSection, ids: Mapping[str, int], proof: Proof) -> DraftSection:
    paragraphs = [
        part
        for paragraph in section.paragraphs
        for part in proof.paragraphs([each for said in paragraph for each in _sentences(said, ids)])
    ]
    return DraftSection(section.kind, _line(section.heading), tuple(paragraphs))


def _sentences(said: AnsweredSentence, ids: Mapping[str, int]) -> Iterator[DraftSentence]:
    text = _whole(said.text)
    cited = tuple(dict.fromkeys(ids[ref] for ref in said.cards))
    for span in sentences(text):
        yield DraftSentence(text[span.start : span.end], cited)


def _whole(text: str) -> str:
    line = _line(text)
    return line if not line or _ENDED.search(line) else f"{line}."


def _line(text: str) -> str:
    return " ".join(text.split())
