"""The card list: what it shows, what it finds, what it costs, what it exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import django_filters
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.admin import registry
from evidence.models import Card, Topic
from tests.evidence.admin.conftest import MakeCard

LIST = reverse("wagtailsnippets_evidence_card:list")


def headlines(page: object) -> list[str]:
    return [card.headline for card in page.context["object_list"]]


class Stances:
    name = "stances"
    label = "Stances"

    def values(self, cards: Sequence[Card]) -> dict[int, str]:
        return {card.pk: f"stance of {card.pk}" for card in cards}


@pytest.fixture
def stances(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "card_columns", registry.card_columns)
    registry.register_card_column(Stances())
    registry.register_card_filter("estimated", django_filters.BooleanFilter(field_name="date_estimated"))
    yield
    registry.card_columns.pop()
    registry.card_filters.pop("estimated")


def test_the_list_shows_ref_source_state_and_topics(desk: Client, make_card: MakeCard, topic: Topic) -> None:
    card = make_card(state=Card.State.PUBLISHED, topics=[topic])
    page = desk.get(LIST)
    assert page.status_code == 200
    shown = page.content.decode()
    assert all(word in shown for word in (card.ref, "The tide rose", "Gauge Office", "Published"))
    assert page.context["object_list"][0].topic_count == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=inbox", ["Low water"]),
        ("state=published", ["High water"]),
        ("q=high", ["High water"]),
        ("q=2026-04-14", ["High water"]),
        ("published_on_from=2026-04-15", []),
        ("published_on_from=2026-04-14&published_on_to=2026-04-14", ["Low water", "High water"]),
        ("q=water&state=inbox", ["Low water"]),
    ],
)
def test_filters_and_words_narrow_the_list(
    desk: Client, make_card: MakeCard, query: str, found: list[str]
) -> None:
    make_card("High water", state=Card.State.PUBLISHED)
    make_card("Low water")
    assert headlines(desk.get(f"{LIST}?{query}")) == found


def test_a_topic_taken_off_does_not_find_the_card(desk: Client, make_card: MakeCard, topic: Topic) -> None:
    card = make_card(topics=[topic])
    assert headlines(desk.get(f"{LIST}?topic={topic.pk}")) == ["The tide rose"]
    card.card_topics.update(excluded=True)
    assert headlines(desk.get(f"{LIST}?topic={topic.pk}")) == []


def test_more_cards_cost_no_more_queries(
    desk: Client, make_card: MakeCard, topic: Topic, stances: None
) -> None:
    make_card(topics=[topic])
    desk.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get(LIST)
    for number in range(12):
        make_card(f"Tide {number}", topics=[topic], state=Card.State.PUBLISHED)
    with CaptureQueriesContext(connection) as many:
        desk.get(LIST)
    assert len(many) == len(few) <= 25


def test_a_higher_app_adds_a_column_and_a_filter(desk: Client, make_card: MakeCard, stances: None) -> None:
    sure = make_card("Sure")
    make_card("Unsure", date_estimated=True)
    assert f"stance of {sure.pk}" in desk.get(LIST).content.decode()
    assert headlines(desk.get(f"{LIST}?estimated=true")) == ["Unsure"]


def test_cells_that_a_spreadsheet_would_run_are_disarmed(desk: Client, make_card: MakeCard) -> None:
    make_card('=HYPERLINK("https://evil.example")', excerpt="+1 and more", commentary="-2")
    make_card("@SUM(A1)", state=Card.State.PUBLISHED)
    rows = b"".join(desk.get(f"{LIST}?export=csv").streaming_content).decode()
    assert "'=HYPERLINK" in rows
    assert ",=HYPERLINK" not in rows
    assert "'+1 and more" in rows
    assert "'-2" in rows
    assert "'@SUM(A1)" in rows
    assert "Gauge Office" in rows


def test_the_workbook_is_written_too(desk: Client, make_card: MakeCard) -> None:
    make_card("=1+1", state=Card.State.WITHDRAWN)
    assert desk.get(f"{LIST}?export=xlsx").status_code == 200


def test_the_menu_counts_what_waits(desk: Client, make_card: MakeCard) -> None:
    make_card()
    make_card(state=Card.State.DISMISSED)
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Inbox (1)" in home
    assert "state=inbox" in home
