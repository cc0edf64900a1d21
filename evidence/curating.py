"""What editors and agents do with cards on their way to the public, and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from evidence import briefings
from evidence.card_fields import (
    CardRefused,
    checked_briefing_day,
    checked_links,
    checked_reason,
    checked_values,
)
from evidence.changing import card_urn, record_change
from evidence.matching import apply_rules, rematch_topic
from evidence.models import Card, CardEdit, CardLink, CardTopic, Change, Source, Topic

__all__ = [
    "CardRefused",
    "add_card",
    "apply_rules",
    "dismiss_card",
    "edit_card",
    "keep_card",
    "publish_card_now",
    "rematch_topic",
    "return_to_inbox",
    "set_topics",
    "withdraw_card",
]


@transaction.atomic
def add_card(
    *,
    headline: str,
    source: Source,
    excerpt: str,
    published_on: date,
    by: AbstractBaseUser | None,
    now: datetime,
    excerpt_origin: str = Card.Origin.SUMMARY,
    stored_text: str = "",
    commentary: str = "",
    links: Iterable[tuple[str, str]] = (),
    topics: Iterable[Topic] = (),
    date_estimated: bool = False,
    is_demo: bool = False,
) -> Card:
    """Put a new card into the inbox, with the topics given and those whose rules match.

    `links` are pairs of an http(s) address and a label. Texts lose markup and control characters.
    Raises CardRefused when a text is empty or too long, an address is not one of the web, or the date lies
    before 1900 or after today (UTC).
    """
    texts = {
        "headline": headline,
        "excerpt": excerpt,
        "excerpt_origin": excerpt_origin,
        "stored_text": stored_text,
        "commentary": commentary,
    }
    card = Card(
        **checked_values({**texts, "published_on": published_on}, today=now.date()),
        source=source,
        date_estimated=date_estimated,
        is_demo=is_demo,
        created_at=now,
    )
    card.created_by_id = by.pk if by else None
    card.save()
    _write_links(card, checked_links(links))
    CardTopic.objects.bulk_create(CardTopic(card=card, topic=topic) for topic in dict.fromkeys(topics))
    apply_rules(card)
    return card


@transaction.atomic
def edit_card(*, card: Card, by: AbstractBaseUser | None, now: datetime, **changes: Any) -> Card:
    """Change a card's texts, source, dates or links, and match the rules again.

    Once the card is public each changed field is kept with what it said before, and the change feed tells.
    Raises CardRefused for a withdrawn card and for values that `add_card` would refuse.
    """
    card = _locked(card)
    if card.state == Card.State.WITHDRAWN:
        raise CardRefused(_("A withdrawn card cannot be edited."))
    links = checked_links(changes.pop("links")) if "links" in changes else None
    edits = {}
    for name, value in checked_values(changes, today=now.date()).items():
        if value != getattr(card, name):
            edits[name] = (getattr(card, name), value)
            setattr(card, name, value)
    card.save(update_fields=[*edits])
    if links is not None and links != _links_of(card):
        edits["links"] = (_as_lines(_links_of(card)), _as_lines(links))
        card.links.all().delete()
        _write_links(card, links)
    apply_rules(card)
    _tell_of_edit(card, edits, by, now)
    return card


@transaction.atomic
def keep_card(*, card: Card, day: date, by: AbstractBaseUser | None, now: datetime) -> Card:
    """Keep a card for a day's briefing, at its end.

    Raises CardRefused unless the card is in the inbox or kept, and for a day before 1900 or more than 366 days
    ahead of today (UTC).
    """
    card = _locked(card)
    _require(card, Card.State.INBOX, Card.State.KEPT)
    briefing = briefings.briefing_for(checked_briefing_day(day, today=now.date()))
    if card.briefing_id != briefing.pk:
        last = briefing.cards.aggregate(last=Max("briefing_order"))["last"]
        card.briefing_order = 0 if last is None else last + 1
    return _move(card, Card.State.KEPT, briefing=briefing)


@transaction.atomic
def dismiss_card(*, card: Card, by: AbstractBaseUser | None, now: datetime) -> Card:
    """Set a card aside; it stays findable. Raises CardRefused unless it is in the inbox or kept."""
    card = _locked(card)
    _require(card, Card.State.INBOX, Card.State.KEPT)
    return _move(card, Card.State.DISMISSED, briefing=None)


@transaction.atomic
def return_to_inbox(*, card: Card, by: AbstractBaseUser | None, now: datetime) -> Card:
    """Judge a kept or dismissed card anew. Raises CardRefused for a card that was ever public."""
    card = _locked(card)
    _require(card, Card.State.INBOX, Card.State.KEPT, Card.State.DISMISSED)
    return _move(card, Card.State.INBOX, briefing=None)


@transaction.atomic
def publish_card_now(*, card: Card, by: AbstractBaseUser | None, now: datetime) -> Card:
    """Append one card to today's briefing (UTC) and publish it; other kept cards of the day wait for theirs.

    Raises CardRefused unless the card is in the inbox or kept, and for one dated after today.
    """
    briefing = briefings.locked_briefing(now.date())
    card = _locked(card)
    _require(card, Card.State.INBOX, Card.State.KEPT)
    checked_values({"published_on": card.published_on}, today=now.date())
    briefings.append_cards(briefing=briefing, cards=[card], now=now)
    return card


@transaction.atomic
def withdraw_card(*, card: Card, reason: str, by: AbstractBaseUser | None, now: datetime) -> Card:
    """Take a published card back: its address stays and gives the reason, its text goes from public view.

    Raises CardRefused without a reason or with one of more than 500 characters, and for a card that is not published.
    """
    card = _locked(card)
    _require(card, Card.State.PUBLISHED)
    card.withdrawn_reason = checked_reason(reason)
    card.state = Card.State.WITHDRAWN
    card.withdrawn_at = now
    card.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    _tell(card, Change.Kind.CARD_WITHDRAWN, {"reason": card.withdrawn_reason}, now)
    return card


@transaction.atomic
def set_topics(*, card: Card, topics: Iterable[Topic], by: AbstractBaseUser | None, now: datetime) -> Card:
    """Give a card exactly these topics; what a rule put or would put on and the editor took off stays off."""
    card = _locked(card)
    chosen = {topic.pk: topic for topic in topics}
    rows = list(card.card_topics.select_related("topic"))
    shown = {row.topic_id: row.topic for row in rows if not row.excluded}
    for row in rows:
        if (row.topic_id in chosen) != row.excluded:
            continue
        if not row.excluded and not row.topic.rule:
            row.delete()
            continue
        row.excluded = row.topic_id not in chosen
        row.origin = row.origin if row.excluded else CardTopic.Origin.EDITOR
        row.save(update_fields=["excluded", "origin"])
    known = {row.topic_id for row in rows}
    CardTopic.objects.bulk_create(CardTopic(card=card, topic_id=key) for key in chosen if key not in known)
    if chosen.keys() != shown.keys():
        _tell_of_edit(card, {"topics": (_names(shown), _names(chosen))}, by, now)
    return card


def _locked(card: Card) -> Card:
    """The card as it stands now, locked until the transaction ends."""
    return Card.objects.select_for_update().defer("fts").get(pk=card.pk)


def _require(card: Card, *states: Card.State) -> None:
    if card.state not in states:
        state = Card.State(card.state).label
        raise CardRefused(_("This is not possible: the card is “%(state)s”.") % {"state": state})


def _move(card: Card, state: Card.State, *, briefing: Any) -> Card:
    card.state = state
    card.briefing = briefing
    card.save(update_fields=["state", "briefing", "briefing_order"])
    return card


def _links_of(card: Card) -> list[tuple[str, str]]:
    return list(card.links.values_list("url", "label"))


def _as_lines(links: list[tuple[str, str]]) -> str:
    return "\n".join(f"{label} {url}".strip() for url, label in links)


def _names(topics: dict[int, Topic]) -> str:
    return ", ".join(sorted(topic.name for topic in topics.values()))


def _write_links(card: Card, links: list[tuple[str, str]]) -> None:
    CardLink.objects.bulk_create(CardLink(card=card, url=url, label=label) for url, label in links)


def _tell_of_edit(
    card: Card, edits: dict[str, tuple[Any, Any]], by: AbstractBaseUser | None, now: datetime
) -> None:
    """For a public card alone: a row of each field, and one entry of the change feed."""
    if card.state != Card.State.PUBLISHED or not edits:
        return
    author = by.pk if by else None
    CardEdit.objects.bulk_create(
        CardEdit(card=card, at=now, by_id=author, field=name, before=str(before), after=str(after))
        for name, (before, after) in edits.items()
    )
    _tell(card, Change.Kind.CARD_EDITED, {"fields": sorted(edits)}, now)


def _tell(card: Card, kind: Change.Kind, payload: dict[str, Any], now: datetime) -> None:
    ref = card.card_ref
    if ref is None:
        return
    payload = {"ref": str(ref), "path": card.path, **payload}
    record_change(kind=kind, subject=card_urn(ref.slug), payload=payload, now=now)
