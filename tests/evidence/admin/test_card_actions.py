"""Keeping, dismissing, publishing, returning, withdrawing and deleting, one card at a time."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.users.models import User
from evidence.models import Briefing, Card, Source, Topic
from tests.evidence.admin.conftest import DAY, MakeCard
from tests.world import World


def url(name: str, card: Card) -> str:
    return reverse(f"wagtailsnippets_evidence_card:{name}", args=[card.pk])


@pytest.mark.parametrize(
    ("name", "data", "before", "after"),
    [
        ("keep", {"day": "2026-04-14"}, "inbox", "kept"),
        ("dismiss", {}, "kept", "dismissed"),
        ("publish", {}, "inbox", "published"),
        ("return", {}, "dismissed", "inbox"),
    ],
)
def test_an_editor_moves_a_card_and_the_log_says_so(
    desk: Client, make_card: MakeCard, name: str, data: dict[str, str], before: str, after: str
) -> None:
    card = make_card(state=before)
    assert str(card.headline) in desk.get(url(name, card)).content.decode()
    card.refresh_from_db()
    assert card.state == before
    assert desk.post(url(name, card), data).status_code == 302
    card.refresh_from_db()
    assert card.state == after
    assert ModelLogEntry.objects.filter(action=f"evidence.{name}", object_id=str(card.pk)).exists()


def test_a_kept_card_lies_in_the_chosen_days_briefing(desk: Client, make_card: MakeCard) -> None:
    card = make_card()
    desk.post(url("keep", card), {"day": "2026-05-01"})
    card.refresh_from_db()
    assert str(card.briefing) == "2026-05-01"


def test_a_refused_action_is_a_sentence(desk: Client, make_card: MakeCard) -> None:
    card = make_card(state=Card.State.PUBLISHED)
    answer = desk.post(url("dismiss", card))
    assert answer.status_code == 200
    assert "This is not possible" in answer.content.decode()


def test_an_unreadable_day_is_a_sentence(desk: Client, make_card: MakeCard) -> None:
    answer = desk.post(url("keep", make_card()), {"day": "soon"})
    assert answer.status_code == 200
    assert "valid date" in answer.content.decode()


def test_an_action_leads_back_here_alone(desk: Client, make_card: MakeCard) -> None:
    away = desk.post(url("dismiss", make_card()), {"next": "https://evil.example/"})
    assert "evil" not in away.url
    back = desk.post(url("dismiss", make_card()), {"next": "/admin/evidence/cards/?state=inbox"})
    assert back.url == "/admin/evidence/cards/?state=inbox"


def test_withdrawing_takes_a_reason(client: Client, reviewer: User, make_card: MakeCard) -> None:
    client.force_login(reviewer)
    card = make_card(state=Card.State.PUBLISHED)
    assert "required" in client.post(url("withdraw", card), {"reason": ""}).content.decode()
    client.post(url("withdraw", card), {"reason": "The source took it back."})
    card.refresh_from_db()
    assert (card.state, card.withdrawn_reason) == ("withdrawn", "The source took it back.")


def test_the_group_of_reviewers_may_withdraw(client: Client, editor: User, make_card: MakeCard) -> None:
    editor.groups.add(Group.objects.get(name="Reviewers"))
    client.force_login(editor)
    assert client.get(url("withdraw", make_card(state=Card.State.PUBLISHED))).status_code == 200


def test_the_actions_offered_are_those_that_are_open(desk: Client, make_card: MakeCard) -> None:
    page = desk.get(url("edit", make_card())).content.decode()
    assert "/publish/" in page
    assert "/withdraw/" not in page
    page = desk.get(url("inspect", make_card(state=Card.State.PUBLISHED))).content.decode()
    assert "/publish/" not in page


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_a_card_that_readers_saw_is_not_deleted(
    client: Client, reviewer: User, make_card: MakeCard, state: str
) -> None:
    client.force_login(reviewer)
    card = make_card(state=state)
    for answer in (
        client.get(url("delete", card), follow=True),
        client.post(url("delete", card), follow=True),
    ):
        assert answer.status_code == 200
        assert "It can be withdrawn" in answer.content.decode()
    assert Card.objects.filter(pk=card.pk).exists()


def test_a_card_of_the_inbox_is_deleted(client: Client, reviewer: User, make_card: MakeCard) -> None:
    client.force_login(reviewer)
    card = make_card()
    assert client.get(url("delete", card)).status_code == 200
    client.post(url("delete", card))
    assert not Card.objects.filter(pk=card.pk).exists()


def test_what_cards_hang_on_is_not_deleted(
    client: Client, reviewer: User, make_card: MakeCard, source: Source, topic: Topic
) -> None:
    client.force_login(reviewer)
    make_card(state=Card.State.PUBLISHED, topics=[topic])
    kept_things = [source, topic, Briefing.objects.get()]
    for thing in kept_things:
        model = thing._meta.model_name
        answer = client.post(
            reverse(f"wagtailsnippets_evidence_{model}:delete", args=[thing.pk]), follow=True
        )
        assert answer.status_code == 200
        bulk = reverse("wagtail_bulk_action", args=["evidence", model, "delete"])
        assert client.post(f"{bulk}?id={thing.pk}").status_code == 302
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_a_topic_that_a_question_watches_is_not_deleted(client: Client, world: World) -> None:
    watched = world.question.topics.get(slug="fish")
    client.force_login(world.admin)
    url = reverse("wagtailsnippets_evidence_topic:delete", args=[watched.pk])
    assert "is in use" in client.post(url, follow=True).content.decode()
    assert world.question.topics.filter(pk=watched.pk).exists()


def test_a_briefing_with_a_kept_card_is_not_deleted(
    client: Client, reviewer: User, make_card: MakeCard
) -> None:
    client.force_login(reviewer)
    card = make_card(state=Card.State.KEPT)
    client.post(reverse("wagtailsnippets_evidence_briefing:delete", args=[card.briefing_id]))
    card.refresh_from_db()
    assert card.briefing_id is not None


def test_an_unused_source_is_deleted(client: Client, reviewer: User, source: Source) -> None:
    client.force_login(reviewer)
    client.post(reverse("wagtailsnippets_evidence_source:delete", args=[source.pk]))
    assert not Source.objects.exists()


def test_the_inspected_card_names_what_hangs_on_it(desk: Client, make_card: MakeCard, topic: Topic) -> None:
    card = make_card(state=Card.State.PUBLISHED, topics=[topic], links=[("https://example.org/x", "Report")])
    page = desk.get(url("inspect", card)).content.decode()
    assert all(
        word in page for word in ("Tides", "https://example.org/x", "No text cites this card.", str(DAY.year))
    )
    assert desk.get(reverse("wagtailsnippets_evidence_card:usage", args=[card.pk])).status_code == 200
    assert desk.get(reverse("wagtailsnippets_evidence_card:history", args=[card.pk])).status_code == 200
