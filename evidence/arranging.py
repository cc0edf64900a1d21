"""Putting a briefing's kept cards in order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from evidence.models import Briefing, Card


@transaction.atomic
def arrange_cards(*, briefing: Briefing, order: Sequence[int]) -> None:
    """Give the kept cards of a briefing the order of these primary keys; others and published cards stay put.

    The order becomes public with the refs, when the briefing is published.
    """
    kept = briefing.cards.filter(state=Card.State.KEPT, pk__in=order)
    cards = {card.pk: card for card in kept.defer("fts").select_for_update()}
    for place, pk in enumerate(pk for pk in order if pk in cards):
        cards[pk].briefing_order = place
    Card.objects.bulk_update(cards.values(), ["briefing_order"])
