"""What the API tells of cards, briefings, topics, sources and changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal, TypedDict

from evidence.api.base import LicenceRecord
from evidence.api.describing import Day, Moment, Url
from evidence.models import Briefing, Card, Change, Source, Topic

Address = Callable[[str], str]


class NamedRecord(TypedDict):
    """Anything with a slug and a name."""

    slug: str
    label: str


class CardLinkRecord(TypedDict):
    """Where a card's item can be read."""

    url: Url
    label: str


class CardEntry(TypedDict):
    """An evidence card. Of a withdrawn one only its ref, its day, the reason and the time are left.

    `excerpt_origin` says whose words the excerpt holds: fetched, quoted or desk_summary.
    """

    slug: str
    ref: str
    state: Literal["published", "withdrawn"]
    url: Url
    briefing: Day
    headline: str | None
    excerpt: str | None
    excerpt_origin: str | None
    commentary: str | None
    source: NamedRecord | None
    published_on: Day | None
    date_estimated: bool | None
    links: list[CardLinkRecord]
    topics: list[NamedRecord]
    made_public_at: Moment | None
    withdrawn_at: Moment | None
    withdrawn_reason: str | None
    demo: bool


class CardDetailEntry(CardEntry):
    """A card with the terms under which it may be used."""

    licence: LicenceRecord


class BriefingEntry(TypedDict):
    """A day's briefing. `cards` counts its public cards, withdrawn ones included."""

    day: Day
    title: str
    intro: str
    url: Url
    published_at: Moment
    cards: int


class BriefingDetailEntry(TypedDict):
    """A day's briefing with its cards in order."""

    day: Day
    title: str
    intro: str
    url: Url
    published_at: Moment
    cards: list[CardEntry]
    licence: LicenceRecord


class TopicEntry(TypedDict):
    """A topic, the label that indicators count by."""

    slug: str
    name: str
    description: str
    url: Url


class TopicDetailEntry(TopicEntry):
    """A topic with the terms of use."""

    licence: LicenceRecord


class SourceEntry(TypedDict):
    """A source: who published the items behind cards. `homepage` is null where none is on file."""

    slug: str
    name: str
    kind: str
    description: str
    homepage: Url | None
    url: Url


class SourceDetailEntry(SourceEntry):
    """A source with the terms of use."""

    licence: LicenceRecord


class ChangeEntry(TypedDict):
    """One public happening. `subject` is the URN of what it happened to; ids only grow."""

    id: int
    kind: str
    subject: str
    at: Moment
    payload: dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """RFC 3339 in UTC, or None."""
    return None if at is None else stamp(at)


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def card_entry(card: Card, site: Address) -> CardEntry:
    """A public card; reads its source, links and the topics prefetched as `shown_topics`."""
    if card.state == Card.State.WITHDRAWN:
        return _tombstone(card, site)
    return {
        **_tombstone(card, site),
        "headline": card.headline,
        "excerpt": card.excerpt,
        "excerpt_origin": card.excerpt_origin,
        "commentary": card.commentary,
        "source": {"slug": card.source.slug, "label": card.source.name},
        "published_on": card.published_on.isoformat(),
        "date_estimated": card.date_estimated,
        "links": [{"url": link.url, "label": link.label} for link in card.links.all()],
        "topics": [_topic(row.topic) for row in card.shown_topics],  # type: ignore[attr-defined]
    }


def briefing_entry(briefing: Briefing, cards: int, site: Address) -> BriefingEntry:
    """A published briefing."""
    return {
        "day": briefing.day.isoformat(),
        "title": briefing.title,
        "intro": briefing.intro,
        "url": site(briefing.path),
        "published_at": moment(briefing.published_at) or "",
        "cards": cards,
    }


def topic_entry(topic: Topic, site: Address) -> TopicEntry:
    """A topic; its matching rule is the desk's own business."""
    return {
        "slug": topic.slug,
        "name": topic.name,
        "description": topic.description,
        "url": site(topic.path),
    }


def source_entry(source: Source, site: Address) -> SourceEntry:
    """A source."""
    return {
        "slug": source.slug,
        "name": source.name,
        "kind": source.kind,
        "description": source.description,
        "homepage": source.url or None,
        "url": site(source.path),
    }


def change_entry(change: Change) -> ChangeEntry:
    """An entry of the change feed."""
    return {
        "id": change.pk,
        "kind": change.kind,
        "subject": change.subject,
        "at": stamp(change.at),
        "payload": change.payload,
    }


def _topic(topic: Topic) -> NamedRecord:
    return {"slug": topic.slug, "label": topic.name}


def _tombstone(card: Card, site: Address) -> CardEntry:
    """What every public card keeps, whatever happens to its text."""
    slug = card.card_ref.slug if card.card_ref else ""
    return {
        "slug": slug,
        "ref": card.ref or "",
        "state": "withdrawn" if card.state == Card.State.WITHDRAWN else "published",
        "url": site(f"/cards/{slug}/"),
        "briefing": card.ref_day.isoformat() if card.ref_day else "",
        "headline": None,
        "excerpt": None,
        "excerpt_origin": None,
        "commentary": None,
        "source": None,
        "published_on": None,
        "date_estimated": None,
        "links": [],
        "topics": [],
        "made_public_at": moment(card.made_public_at),
        "withdrawn_at": moment(card.withdrawn_at),
        "withdrawn_reason": card.withdrawn_reason or None,
        "demo": card.is_demo,
    }
