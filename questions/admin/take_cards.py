"""The cards behind a finding, on the desk: which of them comes closest, and where in it to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from evidence.models import Card
from questions.audit.shapes import FindingKind
from questions.claim_records import CARD_FIELDS
from questions.models import Finding
from questions.nearest import Nearest, nearest_figure, nearest_words
from questions.shapes.marking import Piece, marked

_FIGURES = frozenset(
    {
        FindingKind.UNTRACED_NUMBER,
        FindingKind.WRONG_NOUN,
        FindingKind.BORROWED_FIGURE,
        FindingKind.WRONG_YEAR,
    }
)


@dataclass(frozen=True, slots=True)
class CardLink:
    """A card by its ref, and where to look at it."""

    ref: str
    url: str
    headline: str


@dataclass(frozen=True, slots=True)
class CardPart:
    """One of the texts that the audit reads in a card, with the place to look at marked."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CardShape:
    """A card as a reviewer reads it beside a finding. `place` says what is marked in it, if anything."""

    ref: str
    source: str
    published_on: date
    state: str
    parts: tuple[CardPart, ...]
    place: str
    edit_url: str


def card_url(card_id: int) -> str:
    """Where the card is edited on the desk."""
    try:
        return reverse("wagtailsnippets_evidence_card:edit", args=[card_id])
    except NoReverseMatch:
        return ""


def card_links(take_id: int, finding: Finding, cited: Iterable[Card]) -> tuple[CardLink, ...]:
    """The cards of a finding's sentence: the one it was found in, then the one that comes nearest, then the rest."""
    by_id = {card.pk: card for card in cited}
    if finding.card is not None:
        by_id = {finding.card.pk: finding.card, **by_id}
    nearness = {pk: _nearness(finding, card) for pk, card in by_id.items()}
    return tuple(
        CardLink(
            ref=ref_of(by_id[pk]),
            url=f"{reverse('questions_take_card', args=[take_id, pk])}?finding={finding.pk}#place",
            headline=by_id[pk].headline,
        )
        for pk in sorted(nearness, key=lambda pk: nearness[pk])
    )


def card_shape(card: Card, finding: Finding | None) -> CardShape:
    """Headline, excerpt and stored text of a card, with the place that a finding is about marked."""
    known = _known_place(finding, card) if finding else None
    near = known or (_nearest(finding, card) if finding else None)
    names = {"headline": _("Headline"), "excerpt": _("Excerpt"), "text": _("Stored text")}
    names["excerpt"] += f" ({card.get_excerpt_origin_display()})"
    return CardShape(
        ref=ref_of(card),
        source=card.source.name,
        published_on=card.published_on,
        state=card.get_state_display() if card.state != Card.State.PUBLISHED else "",
        parts=tuple(
            CardPart(
                names[field], marked(text, [(near.start, near.end)] if near and near.field == field else [])
            )
            for field, text in _texts(card).items()
            if text
        ),
        place=_told(finding, known, near),
        edit_url=card_url(card.pk),
    )


def ref_of(card: Card) -> str:
    """A card's public ref, or its number on the desk."""
    return str(card.ref or f"#{card.pk}")


def _texts(card: Card) -> dict[str, str]:
    return {field: getattr(card, column) for field, column in CARD_FIELDS.items()}


def _nearness(finding: Finding, card: Card) -> float:
    if finding.card_id == card.pk:
        return -1.0
    near = _nearest(finding, card)
    return near.off if near else 3.0


def _known_place(finding: Finding, card: Card) -> Nearest | None:
    if finding.card_id != card.pk or finding.card_start is None or finding.card_end is None:
        return None
    return Nearest(finding.card_field, finding.card_start, finding.card_end, 0.0)


def _nearest(finding: Finding, card: Card) -> Nearest | None:
    if finding.kind in _FIGURES:
        return nearest_figure(finding.text, _texts(card))
    if finding.kind == FindingKind.ALTERED_QUOTATION:
        return nearest_words(finding.text, _texts(card))
    return None


def _told(finding: Finding | None, known: Nearest | None, near: Nearest | None) -> str:
    if finding is None:
        return ""
    if known is not None:
        return _("Marked is what the finding is about.")
    if near is not None:
        return _("Marked is what comes nearest to “%(text)s” in this card.") % {"text": finding.text}
    if finding.text:
        return _("Nothing in this card comes near “%(text)s”.") % {"text": finding.text}
    return ""
