"""Publishing a day's cards, which gives them their refs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from evidence.changing import card_urn, record_change
from evidence.models import Briefing, Card, Change
from evidence.refs import CardRef


class BriefingRefused(Exception):
    """A rule of briefings is not met; the message is for an editor."""


def briefing_for(day: date) -> Briefing:
    """The briefing of a day, made when there is none."""
    return Briefing.objects.get_or_create(day=day)[0]


@transaction.atomic
def publish_briefing(*, briefing: Briefing, by: AbstractBaseUser | None, now: datetime) -> Briefing:
    """Publish a briefing's kept cards in its order; a later call appends what was kept since.

    Raises BriefingRefused when its day is still to come, when it would be published without a card,
    or when one of them is dated in the future.
    """
    briefing = locked_briefing(briefing.day)
    if briefing.day > now.date():
        raise BriefingRefused(_("A briefing is published on its day or later, not before."))
    kept = briefing.cards.filter(state=Card.State.KEPT).order_by("briefing_order", "pk")
    cards = list(kept.defer("fts").select_for_update())
    if not cards and briefing.published_at is None:
        raise BriefingRefused(_("This briefing has no kept card to publish."))
    _require_dated(cards, now.date())
    append_cards(briefing=briefing, cards=cards, now=now)
    return briefing


def locked_briefing(day: date) -> Briefing:
    """A day's briefing, made when there is none, locked until the transaction ends.

    Lock it before any of its cards. Cards can still be put into it meanwhile.
    """
    return Briefing.objects.select_for_update(no_key=True).get(pk=briefing_for(day).pk)


def append_cards(*, briefing: Briefing, cards: Iterable[Card], now: datetime) -> None:
    """Publish cards at the end of a briefing, and the briefing with them.

    The caller holds the locks of the briefing and the cards, knows that they may be published, and writes
    nothing after this: the change feed comes last.
    """
    first_time = briefing.published_at is None
    if first_time:
        briefing.published_at = now
        briefing.save(update_fields=["published_at"])
    published = list(cards)
    taken = Card.objects.filter(ref_day=briefing.day).aggregate(last=Max("ref_number"))["last"]
    for number, card in enumerate(published, start=0 if taken is None else taken + 1):
        _publish(card, briefing, number, now)
    if first_time:
        _tell_of_briefing(briefing, now)
    for card in published:
        _tell_of_card(card, now)


def _require_dated(cards: Iterable[Card], today: date) -> None:
    early = next((card for card in cards if card.published_on > today), None)
    if early is not None:
        raise BriefingRefused(
            _("“%(card)s” is dated in the future, %(day)s: mend its date first.")
            % {"card": early.headline, "day": early.published_on.isoformat()}
        )


def _publish(card: Card, briefing: Briefing, number: int, now: datetime) -> None:
    """State, ref and time in one update: from then on the database lets none of them move."""
    card.briefing = briefing
    card.briefing_order = number
    card.state = Card.State.PUBLISHED
    card.ref_day, card.ref_number = briefing.day, number
    card.ref = str(CardRef(briefing.day, number))
    card.made_public_at = now
    card.save(
        update_fields=[
            "briefing", "briefing_order", "state", "ref_day", "ref_number", "ref", "made_public_at",
        ]
    )  # fmt: skip


def _tell_of_briefing(briefing: Briefing, now: datetime) -> None:
    record_change(
        kind=Change.Kind.BRIEFING_PUBLISHED,
        subject=f"urn:assay:briefing:{briefing.day.isoformat()}",
        payload={"day": briefing.day.isoformat(), "path": briefing.path},
        now=now,
    )


def _tell_of_card(card: Card, now: datetime) -> None:
    """Without any of its text: the feed only grows, and a withdrawn card's text must be able to go."""
    ref = CardRef(card.ref_day, card.ref_number)  # type: ignore[arg-type]
    record_change(
        kind=Change.Kind.CARD_PUBLISHED,
        subject=card_urn(ref.slug),
        payload={"ref": str(ref), "path": card.path},
        now=now,
    )
