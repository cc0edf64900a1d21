"""The card's form: it saves by the use cases and shows their refusals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from evidence.admin import registry
from evidence.models import Card, CardTopic, Source, Topic
from tests.evidence.admin.conftest import MakeCard

ADD = reverse("wagtailsnippets_evidence_card:add")


def edit_url(card: Card) -> str:
    return reverse("wagtailsnippets_evidence_card:edit", args=[card.pk])


def posted(by_source: Source, /, *links: tuple[str, str], **changes: Any) -> dict[str, Any]:
    """What a browser sends."""
    data: dict[str, Any] = {
        "headline": "The tide rose",
        "source": by_source.pk,
        "excerpt": "It rose by 3 m.",
        "excerpt_origin": Card.Origin.QUOTED,
        "stored_text": "",
        "commentary": "Worth knowing.",
        "published_on": "2026-04-14",
        "links-TOTAL_FORMS": len(links),
        "links-INITIAL_FORMS": 0,
    }
    for place, (url, label) in enumerate(links):
        data |= {f"links-{place}-url": url, f"links-{place}-label": label}
    return data | changes


class NotePanel:
    """A panel as a higher app would add it."""

    heading = "Note"
    kept: dict[int, str] = {}

    class NoteForm(forms.Form):
        note = forms.CharField(max_length=5)

    def form(self, *, card: Card | None, data: Any) -> forms.Form:
        return self.NoteForm(data, prefix="note")

    def save(self, *, card: Card, form: forms.Form, by: Any, now: Any) -> None:
        self.kept[card.pk] = form.cleaned_data["note"]


@pytest.fixture
def note_panel() -> Iterator[NotePanel]:
    panel = NotePanel()
    registry.register_card_panel(panel)
    yield panel
    registry.card_panels.remove(panel)


def test_a_new_card_goes_to_the_inbox_with_links_and_topics(
    desk: Client, source: Source, topic: Topic
) -> None:
    data = posted(source, ("https://example.org/a", "Report"), ("", ""), topics=[topic.pk])
    assert desk.get(ADD).status_code == 200
    assert desk.post(ADD, data).status_code == 302
    card = Card.objects.get()
    assert (card.state, card.excerpt_origin, card.created_by.username) == ("inbox", "quoted", "an-editor")
    assert [(link.url, link.label) for link in card.links.all()] == [("https://example.org/a", "Report")]
    assert list(card.topics.all()) == [topic]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"headline": ""}, "required"),
        ({"headline": "<b></b>"}, "needs this"),
        ({"headline": "x" * 301}, "300"),
        ({"excerpt": "x" * 10_001}, "10000"),
        ({"published_on": "yesterday"}, "valid date"),
        ({"source": "0"}, "valid choice"),
        ({"topics": ["0"]}, "valid choice"),
        ({"links-0-url": "javascript:alert(1)"}, "valid URL"),
        ({"links-0-url": "ftp://example.org/"}, "valid URL"),
        ({"links-TOTAL_FORMS": ""}, "ManagementForm"),
    ],
)
def test_what_a_card_may_not_hold_is_said_on_the_form(
    desk: Client, source: Source, changes: dict[str, Any], says: str
) -> None:
    answer = desk.post(ADD, posted(source, ("", ""), **changes))
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Card.objects.exists()


def test_the_form_shows_what_the_card_holds(desk: Client, make_card: MakeCard, topic: Topic) -> None:
    card = make_card(links=[("https://example.org/a", "Report")], topics=[topic])
    page = desk.get(edit_url(card)).content.decode()
    assert "https://example.org/a" in page
    assert page.count('name="topics"') == 1


def test_an_edit_of_a_public_card_is_told(desk: Client, make_card: MakeCard, source: Source) -> None:
    card = make_card(state=Card.State.PUBLISHED, links=[("https://example.org/a", "")])
    data = posted(source, ("https://example.org/b", ""), headline="The tide fell")
    assert desk.post(edit_url(card), data).status_code == 302
    card.refresh_from_db()
    assert card.headline == "The tide fell"
    assert {"headline", "links"} <= set(card.edits.values_list("field", flat=True))
    inspected = desk.get(reverse("wagtailsnippets_evidence_card:inspect", args=[card.pk])).content.decode()
    assert "The tide rose" in inspected


def test_a_rule_topic_taken_off_stays_off(desk: Client, make_card: MakeCard, source: Source) -> None:
    topic = Topic.objects.create(slug="rise", name="Rise", rule="rose")
    card = make_card()
    assert list(card.topics.all()) == [topic]
    desk.post(edit_url(card), posted(source, topics=[]))
    assert CardTopic.objects.get(card=card, topic=topic).excluded
    desk.post(edit_url(card), posted(source, topics=[], headline="It rose again"))
    assert CardTopic.objects.get(card=card, topic=topic).excluded


def test_a_topic_that_the_new_text_brings_is_not_taken_off_at_once(
    desk: Client, make_card: MakeCard, source: Source, topic: Topic
) -> None:
    fall = Topic.objects.create(slug="fall", name="Fall", rule="fell")
    card = make_card()
    desk.post(edit_url(card), posted(source, headline="The tide fell", topics=[topic.pk]))
    assert set(card.card_topics.filter(excluded=False).values_list("topic", flat=True)) == {topic.pk, fall.pk}


def test_a_withdrawn_card_says_why_it_cannot_be_edited(
    desk: Client, make_card: MakeCard, source: Source
) -> None:
    card = make_card(state=Card.State.WITHDRAWN)
    answer = desk.post(edit_url(card), posted(source, headline="Other"))
    assert answer.status_code == 200
    assert "A withdrawn card cannot be edited." in answer.content.decode()
    card.refresh_from_db()
    assert card.headline == "The tide rose"


def test_a_panel_of_a_higher_app_is_checked_and_saved_with_the_card(
    desk: Client, source: Source, note_panel: NotePanel
) -> None:
    assert "Note" in desk.get(ADD).content.decode()
    assert desk.post(ADD, posted(source, **{"note-note": "too long"})).status_code == 200
    assert not Card.objects.exists()
    desk.post(ADD, posted(source, **{"note-note": "short"}))
    assert note_panel.kept[Card.objects.get().pk] == "short"


def test_a_source_that_is_no_id_is_an_error_of_the_form(desk: Client, source: Source) -> None:
    for wrong in ("abc", "\x00", "9" * 30):
        page = desk.post(ADD, posted(source, source=wrong))
        assert page.status_code == 200
        assert "source" in page.context["form"].errors
    assert not Card.objects.exists()
