"""Briefings, topics and sources on the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import Briefing, Card, Source, Topic
from tests.evidence.admin.conftest import DAY, MakeCard

LIST = reverse("wagtailsnippets_evidence_briefing:list")


@pytest.fixture
def briefing(make_card: MakeCard) -> Briefing:
    make_card("First", state=Card.State.KEPT)
    make_card("Second", state=Card.State.KEPT)
    return Briefing.objects.get(day=DAY)


def url(name: str, briefing: Briefing) -> str:
    return reverse(f"wagtailsnippets_evidence_briefing:{name}", args=[briefing.pk])


def places(briefing: Briefing, *headlines: str) -> dict[str, object]:
    rows = {card.headline: card.pk for card in briefing.cards.all()}
    return {f"card-{rows[headline]}-place": place for place, headline in enumerate(headlines, start=1)}


def order(briefing: Briefing) -> list[str]:
    return list(briefing.cards.order_by("briefing_order").values_list("headline", flat=True))


def test_the_list_counts_the_cards(desk: Client, briefing: Briefing) -> None:
    page = desk.get(LIST)
    assert page.status_code == 200
    assert (page.context["object_list"][0].kept, page.context["object_list"][0].published) == (2, 0)


def test_the_order_of_kept_cards_can_be_changed(desk: Client, briefing: Briefing) -> None:
    assert order(briefing) == ["First", "Second"]
    data = {"day": "2026-04-14", "title": "Tides", "intro": "", **places(briefing, "Second", "First")}
    assert desk.post(url("edit", briefing), data).status_code == 302
    assert order(briefing) == ["Second", "First"]
    briefing.refresh_from_db()
    assert briefing.title == "Tides"


def test_a_place_that_is_no_number_is_said(desk: Client, briefing: Briefing) -> None:
    data = {"day": "2026-04-14", **places(briefing, "Second", "First")}
    data[next(iter(places(briefing, "First")))] = "x"
    assert "whole number" in desk.post(url("edit", briefing), data).content.decode()
    assert order(briefing) == ["First", "Second"]


def test_publishing_asks_first_and_gives_refs_in_order(desk: Client, briefing: Briefing) -> None:
    assert "First" in desk.get(url("publish", briefing)).content.decode()
    assert not Card.objects.filter(state="published").exists()
    assert desk.post(url("publish", briefing)).status_code == 302
    assert list(Card.objects.order_by("ref").values_list("headline", "ref")) == [
        ("First", "2026-04-14#0"),
        ("Second", "2026-04-14#1"),
    ]


def test_an_empty_briefing_says_why_it_is_not_published(desk: Client, db: None) -> None:
    empty = Briefing.objects.create(day=DAY)
    page = desk.post(url("publish", empty), follow=True).content.decode()
    assert "no kept card" in page


def test_a_published_briefing_keeps_its_day(desk: Client, briefing: Briefing) -> None:
    desk.post(url("publish", briefing))
    desk.post(url("edit", briefing), {"day": "2026-05-01", "title": "Later", "intro": ""})
    briefing.refresh_from_db()
    assert (briefing.day, briefing.title) == (DAY, "Later")
    assert desk.get(url("edit", briefing)).status_code == 200


def test_two_briefings_of_a_day_are_an_error_on_the_form(desk: Client, briefing: Briefing) -> None:
    answer = desk.post(reverse("wagtailsnippets_evidence_briefing:add"), {"day": "2026-04-14"})
    assert answer.status_code == 200
    assert "already exists" in answer.content.decode()


def test_a_changed_rule_is_matched_at_once(desk: Client, make_card: MakeCard) -> None:
    card = make_card()
    data = {"name": "Rise", "slug": "rise", "description": "", "rule": "rose"}
    assert desk.post(reverse("wagtailsnippets_evidence_topic:add"), data).status_code == 302
    topic = Topic.objects.get()
    assert list(card.topics.all()) == [topic]
    desk.post(reverse("wagtailsnippets_evidence_topic:edit", args=[topic.pk]), data | {"rule": "fell"})
    assert not card.topics.exists()


@pytest.mark.parametrize("model", ["topic", "source", "briefing"])
def test_lists_and_forms_open(
    desk: Client, make_card: MakeCard, topic: Topic, source: Source, model: str
) -> None:
    make_card(topics=[topic], state=Card.State.KEPT)
    thing = {"topic": topic, "source": source, "briefing": Briefing.objects.first()}[model]
    namespace = f"wagtailsnippets_evidence_{model}"
    assert desk.get(reverse(f"{namespace}:list")).status_code == 200
    assert desk.get(reverse(f"{namespace}:add")).status_code == 200
    for name in ("edit", "usage", "history"):
        assert desk.get(reverse(f"{namespace}:{name}", args=[thing.pk])).status_code == 200
