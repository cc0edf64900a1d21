"""One named world for all tests, made by the use cases that people and agents use.

A river, a town that argues about it, and a clock that stands still: nothing here depends on today's date. Everything
is made when first asked for, so that a test pays for what it names.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from html import escape
from itertools import count

from django.contrib.auth.models import Group
from wagtail.models import Page

from cms.users.models import User
from evidence.briefings import briefing_for, publish_briefing
from evidence.curating import add_card, keep_card
from evidence.models import Card, Source, Topic
from questions.asking import publish_question
from questions.bearing import window_of
from questions.judging import judge_card
from questions.models import Indicator, IndicatorTopic, Position, Question, QuestionIndex, Take, TripWire

NOW = datetime(2026, 5, 10, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


class World:
    """The river's question with its people, sources, topics, cards and takes."""

    now = NOW
    today = TODAY

    def __init__(self) -> None:
        self._numbers = count(1)

    @cached_property
    def editor(self) -> User:
        return self._person("edda", "Edda Editor", "Editors")

    @cached_property
    def reviewer(self) -> User:
        return self._person("rolf", "Rolf Reviewer", "Reviewers")

    @cached_property
    def other_reviewer(self) -> User:
        return self._person("rita", "Rita Reviewer", "Reviewers")

    @cached_property
    def agent(self) -> User:
        return self._person("drafting-agent", "", "Agents")

    @cached_property
    def admin(self) -> User:
        return User.objects.create_superuser("ada", "ada@example.org", "a-long-password", byline="Ada Admin")

    @cached_property
    def gauge(self) -> Source:
        return Source.objects.create(
            slug="river-gauge", name="River Gauge Office", kind=Source.Kind.GOVERNMENT
        )

    @cached_property
    def herald(self) -> Source:
        return Source.objects.create(slug="valley-herald", name="Valley Herald", kind=Source.Kind.PRESS)

    @cached_property
    def institute(self) -> Source:
        return Source.objects.create(
            slug="water-institute", name="Water Institute", kind=Source.Kind.RESEARCH
        )

    @cached_property
    def fish(self) -> Topic:
        return Topic.objects.create(slug="fish", name="Fish", rule='salmon or trout or "fish ladder"')

    @cached_property
    def sewage(self) -> Topic:
        return Topic.objects.create(slug="sewage", name="Sewage", rule="sewage or overflow")

    @cached_property
    def index(self) -> QuestionIndex:
        found = QuestionIndex.objects.first()
        if found is None:
            raise LookupError("the migrations made no question index")
        return found

    @cached_property
    def question(self) -> Question:
        return self.make_question()

    def make_question(
        self,
        title: str = "Is the river clean again?",
        slug: str = "is-the-river-clean-again",
        labels: Sequence[str] = ("Not yet", "Nearly", "Clean"),
        **fields: object,
    ) -> Question:
        """A live question on the topics *fish* and *sewage*, with a scale of these labels."""
        question = Question(
            title=title, slug=slug, live=False, **{"coverage_since": date(2026, 1, 1), **fields}
        )
        parent: Page = QuestionIndex.objects.get(pk=self.index.pk)
        parent.add_child(instance=question)
        question.topics.set([self.fish, self.sewage])
        question.save()
        for order, label in enumerate(labels):
            Position.objects.create(
                question=question, order=order, label=label, slug=label.lower().replace(" ", "-")
            )
        return publish_question(question=question, by=self.admin, now=self.now)

    def asking(self) -> World:
        """The same world with the question, its scale, its topics and the people who work on it."""
        for found in (self.editor, self.reviewer, self.question):
            assert found.pk
        return self

    @property
    def positions(self) -> list[Position]:
        return list(self.question.positions.order_by("order"))

    @cached_property
    def indicator(self) -> Indicator:
        """Crossed when more than two cards on fish stand in ninety days; speaks for the last position."""
        made = Indicator.objects.create(
            question=self.question,
            slug="fish-sightings",
            name="Fish sightings",
            noun_singular="sighting",
            noun_plural="sightings",
            threshold=2,
            speaks_for=self.positions[-1],
            why="Fish come back when the water can carry them.",
        )
        IndicatorTopic.objects.create(indicator=made, topic=self.fish)
        return made

    def card(
        self,
        headline: str = "",
        excerpt: str = "",
        *,
        published_on: date | None = None,
        source: Source | None = None,
        topics: Iterable[Topic] | None = None,
        stance: Position | None = None,
        publish: bool = True,
        **fields: object,
    ) -> Card:
        """A card on *fish* from the river gauge, in the briefing of its day and with a ref unless told otherwise."""
        n = next(self._numbers)
        day = published_on or TODAY - timedelta(days=n % 60 + 1)
        card = add_card(
            headline=headline or f"Gauge reading {n} published",
            source=source or self.gauge,
            excerpt=excerpt or f"The gauge counted {n} salmon at the weir.",
            published_on=day,
            topics=[self.fish] if topics is None else list(topics),
            by=self.editor,
            now=self.now,
            **fields,
        )
        if stance is not None:
            judge_card(card=card, position=stance, by=self.editor, now=self.now)
        if publish:
            self.publish_card(card, day)
        return card

    def publish_card(self, card: Card, day: date) -> None:
        """Keep the card for a day's briefing and publish that briefing."""
        keep_card(card=card, day=day, by=self.editor, now=self.now)
        publish_briefing(briefing=briefing_for(day), by=self.editor, now=self.now)
        card.refresh_from_db()

    def take(
        self,
        sentences: Sequence[tuple[str, Sequence[Card]]],
        *,
        verdict: Position | None = None,
        answer: str = "",
        question: Question | None = None,
        trip_wires: Sequence[tuple[Position, str]] = (),
        by: User | None = None,
        **fields: object,
    ) -> Take:
        """A hand-written draft with one section of these sentences, each citing these cards. Not audited yet."""
        asked = question or self.question
        window = window_of(asked, TODAY)
        take = Take(
            question=asked,
            verdict=verdict or asked.positions.order_by("order")[0],
            answer=answer,
            window_from=window.first,
            window_to=window.last,
            change_reason="First answer.",
            created_at=self.now,
            created_by=by or self.editor,
            live=False,
            based_on=Take.objects.standing().filter(question=asked).first(),
            **fields,
        )
        take.body = body_of(sentences)
        take.trip_wires = [
            TripWire(towards=position, text=text, sort_order=n)
            for n, (position, text) in enumerate(trip_wires)
        ]
        take.save()
        take.save_revision(user=by or self.editor)
        return take

    def _person(self, username: str, byline: str, group: str) -> User:
        person = User.objects.create_user(
            username, f"{username}@example.org", "a-long-password", byline=byline, is_active=True
        )
        person.groups.add(Group.objects.get(name=group))
        return person


def rich_text(sentences: Sequence[tuple[str, Sequence[Card]]]) -> str:
    """One paragraph of rich text with the citations as the editor stores them."""
    written = "".join(
        escape(sentence)
        + "".join(f'<a linktype="citation" id="{card.pk}">[{card.ref}]</a>' for card in cards)
        + " "
        for sentence, cards in sentences
    )
    return f"<p>{written.strip()}</p>"


def body_of(sentences: Sequence[tuple[str, Sequence[Card]]]) -> str:
    """A body of one section, as the JSON that the field reads."""
    return json.dumps(
        [
            {
                "type": "section",
                "id": str(uuid.uuid4()),
                "value": {"kind": "answer", "heading": "", "text": rich_text(sentences)},
            }
        ]
    )
