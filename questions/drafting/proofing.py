"""A drafter reads its own sentences as the audit will, before it hands them over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from questions.audit.aliases import Aliases
from questions.audit.claims import TextBlock, claims
from questions.audit.shapes import CardText, Claim
from questions.audit.trace import audit
from questions.drafting.brief import Brief, BriefCard
from questions.drafting.drafter import DraftSentence
from questions.drafting.richtext import paragraph


class Proof:
    """Holds sentences against the cards and the ledger of one brief; `aliases` are those that the audit goes by."""

    def __init__(self, brief: Brief, aliases: Mapping[str, str] | None = None) -> None:
        self.brief = brief
        self.aliases = Aliases(aliases or {})

    @cached_property
    def cards(self) -> dict[int, CardText]:
        """The brief's cards as the audit reads them."""
        return {card.id: _card_text(card) for card in self.brief.cards}

    @cached_property
    def refs(self) -> dict[int, str]:
        """Public refs by card."""
        return {card.id: card.ref for card in self.brief.cards}

    @cached_property
    def labels(self) -> frozenset[str]:
        """The scale's labels, which may stand in quotation marks."""
        return frozenset(position.label for position in self.brief.scale)

    def first_sound(self, wordings: Iterable[str], card_ids: Sequence[int]) -> DraftSentence | None:
        """The first wording that the audit has nothing to say of, else the first that it does not block."""
        passable: DraftSentence | None = None
        for text in wordings:
            sentence = DraftSentence(text, tuple(dict.fromkeys(card_ids)))
            found = self._claims([sentence])
            if [claim.text for claim in found] != [text]:
                continue
            findings = self._audit(found)
            if not findings:
                return sentence
            if passable is None and not any(findings):
                passable = sentence
        return passable

    def paragraphs(self, sentences: Sequence[DraftSentence]) -> list[tuple[DraftSentence, ...]]:
        """The sentences as one paragraph, or as one each where the audit would take two of them for one."""
        if not sentences:
            return []
        if [claim.text for claim in self._claims(sentences)] == [sentence.text for sentence in sentences]:
            return [tuple(sentences)]
        return [(sentence,) for sentence in sentences]

    def first_free(self, wordings: Iterable[str], card_ids: Sequence[int]) -> str:
        """The first wording of an answer or trip-wire that is not blocked; the last one if all are."""
        text = ""
        for text in wordings:
            report = audit(
                [Claim("", 1, text, tuple(card_ids), "answer")],
                self.cards,
                self.brief.ledger,
                labels=self.labels,
                aliases=self.aliases,
            )
            if not report.blocking:
                break
        return text

    def _claims(self, sentences: Sequence[DraftSentence]) -> list[Claim]:
        return claims([TextBlock("", paragraph(sentences, self.refs))])

    def _audit(self, found: Sequence[Claim]) -> list[bool]:
        """Whether each objection blocks; figures and quotations that were found are none."""
        report = audit(found, self.cards, self.brief.ledger, labels=self.labels, aliases=self.aliases)
        return [
            finding.blocking
            for audited in report.claims
            for finding in audited.findings
            if not finding.kind.startswith(("traced", "matched", "ledger"))
        ]


def _card_text(card: BriefCard) -> CardText:
    return CardText(
        id=card.id,
        ref=card.ref,
        headline=card.headline,
        excerpt=card.excerpt,
        text=card.stored_text,
        source=card.source_name,
        published_on=card.published_on,
        origin=card.origin,
        usable=True,
        in_window=True,
    )
