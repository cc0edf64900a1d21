"""What readers see of evidence; a withdrawn card has no text here, so no page, feed or answer can show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from evidence.models import Briefing, Card, Source, Topic
from evidence.models.card import CardQuerySet
from evidence.refs import CardRef


@dataclass(frozen=True, slots=True)
class LinkShape:
    """Where an item can be read; the host stands in for a missing label."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class SourceShape:
    """A publisher. `cards` is how many published cards it has, where that was counted."""

    slug: str
    name: str
    path: str
    kind: str
    kind_label: str
    url: str
    description: str
    cards: int | None = None


@dataclass(frozen=True, slots=True)
class TopicShape:
    """A label of cards. `cards` is how many published cards have it, where that was counted."""

    slug: str
    name: str
    path: str
    description: str
    cards: int | None = None


@dataclass(frozen=True, slots=True)
class CardShape:
    """A card with a public address. Withdrawn, it has its ref, dates and reason, and empty texts."""

    id: int
    ref: str
    slug: str
    number: int
    path: str
    briefing_day: date
    briefing_path: str
    source: SourceShape
    published_on: date
    date_estimated: bool
    made_public_at: datetime
    is_demo: bool
    headline: str = ""
    excerpt: str = ""
    excerpt_origin: str = ""
    excerpt_origin_label: str = ""
    commentary: str = ""
    links: tuple[LinkShape, ...] = ()
    topics: tuple[TopicShape, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""

    @property
    def withdrawn(self) -> bool:
        """Whether the card was taken back."""
        return self.withdrawn_at is not None

    @property
    def is_summary(self) -> bool:
        """Whether the excerpt is our summary, not the source's own words."""
        return self.excerpt_origin == Card.Origin.SUMMARY


@dataclass(frozen=True, slots=True)
class BriefingShape:
    """A published day. `count` is the number of its cards; `cards` holds them where the page shows them."""

    day: date
    path: str
    title: str
    intro: str
    published_at: datetime
    count: int
    cards: tuple[CardShape, ...] = ()


def card_shapes(cards: CardQuerySet) -> list[CardShape]:
    """Shapes of a queryset of public cards in its order: one query, and one each for links and topics."""
    return [card_shape(card) for card in cards.with_source().prefetch_related("links", "card_topics__topic")]


def card_shape(card: Card) -> CardShape:
    """The shape of one public card; without prefetched source, links and topics it asks for them.

    Raises ValueError for a card that has no public address.
    """
    ref = card.card_ref
    if ref is None or card.made_public_at is None:
        raise ValueError(f"card {card.pk} is not public")
    if card.state == Card.State.WITHDRAWN:
        return _bare(card, ref, card.made_public_at)
    return _whole(card, ref, card.made_public_at)


def source_shape(source: Source, cards: int | None = None) -> SourceShape:
    """The shape of a source."""
    return SourceShape(
        slug=source.slug,
        name=source.name,
        path=source.path,
        kind=source.kind,
        kind_label=str(Source.Kind(source.kind).label),
        url=source.url if source.url.startswith(("http://", "https://")) else "",
        description=source.description,
        cards=cards,
    )


def topic_shape(topic: Topic, cards: int | None = None) -> TopicShape:
    """The shape of a topic; its matching rule is the desk's business."""
    return TopicShape(
        slug=topic.slug, name=topic.name, path=topic.path, description=topic.description, cards=cards
    )


def briefing_shape(briefing: Briefing, count: int, cards: Iterable[CardShape] = ()) -> BriefingShape:
    """The shape of a published briefing. Raises ValueError for one that is not."""
    if briefing.published_at is None:
        raise ValueError(f"briefing {briefing.day} is not published")
    return BriefingShape(
        day=briefing.day,
        path=briefing.path,
        title=briefing.title,
        intro=briefing.intro,
        published_at=briefing.published_at,
        count=count,
        cards=tuple(cards),
    )


def _bare(card: Card, ref: CardRef, made_public_at: datetime, **text: object) -> CardShape:
    return CardShape(
        id=card.pk,
        ref=str(ref),
        slug=ref.slug,
        number=ref.number,
        path=f"/cards/{ref.slug}/",
        briefing_day=ref.day,
        briefing_path=f"/briefings/{ref.day.isoformat()}/#{ref.number}",
        source=source_shape(card.source),
        published_on=card.published_on,
        date_estimated=card.date_estimated,
        made_public_at=made_public_at,
        is_demo=card.is_demo,
        withdrawn_at=card.withdrawn_at,
        withdrawn_reason=card.withdrawn_reason,
        **text,  # type: ignore[arg-type]
    )


def _whole(card: Card, ref: CardRef, made_public_at: datetime) -> CardShape:
    topics = sorted(
        (row.topic for row in card.card_topics.all() if not row.excluded), key=lambda topic: topic.name
    )
    return _bare(
        card,
        ref,
        made_public_at,
        headline=card.headline,
        excerpt=card.excerpt,
        excerpt_origin=card.excerpt_origin,
        excerpt_origin_label=str(Card.Origin(card.excerpt_origin).label),
        commentary=card.commentary,
        links=tuple(_link(link.url, link.label) for link in card.links.all()),
        topics=tuple(topic_shape(topic) for topic in topics),
    )


def _link(url: str, label: str) -> LinkShape:
    return LinkShape(url, label or urlsplit(url).hostname or url)
