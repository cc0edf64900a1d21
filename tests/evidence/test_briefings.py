"""Publishing a day's cards."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from evidence.briefings import BriefingRefused, briefing_for, publish_briefing
from evidence.curating import keep_card, publish_card_now, withdraw_card
from evidence.models import Briefing, Card, Change
from tests.world import NOW, TODAY, World


def kept(world: World, headline: str) -> Card:
    card = world.card(headline, publish=False)
    return keep_card(card=card, day=TODAY, by=world.editor, now=NOW)


def publish(world: World) -> Briefing:
    return publish_briefing(briefing=briefing_for(TODAY), by=world.editor, now=NOW)


def refs() -> list[str]:
    return list(Card.objects.published().order_by("ref_number").values_list("ref", flat=True))


def test_publishing_numbers_the_kept_cards_in_order_from_0(world: World):
    first, second = kept(world, "First"), kept(world, "Second")
    Card.objects.filter(pk=first.pk).update(briefing_order=5)
    world.card("Still in the inbox", publish=False)

    briefing = publish(world)

    assert briefing.published_at == NOW
    assert refs() == ["2026-05-10#0", "2026-05-10#1"]
    second.refresh_from_db()
    assert (second.ref, second.made_public_at) == ("2026-05-10#0", NOW)


def test_publishing_again_only_appends(world: World):
    kept(world, "First")
    publish(world)
    kept(world, "Second")

    publish_briefing(briefing=briefing_for(TODAY), by=world.editor, now=NOW + timedelta(hours=1))

    assert refs() == ["2026-05-10#0", "2026-05-10#1"]
    assert briefing_for(TODAY).published_at == NOW
    kinds = list(Change.objects.values_list("kind", flat=True))
    assert kinds == ["briefing.published", "card.published", "card.published"]


def test_publishing_again_without_new_cards_tells_nothing(world: World):
    kept(world, "First")
    publish(world)
    told = Change.objects.count()

    publish(world)

    assert Change.objects.count() == told


def test_the_ref_of_a_withdrawn_card_is_not_given_again(world: World):
    card = publish_card_now(card=kept(world, "First"), by=world.editor, now=NOW)
    withdraw_card(card=card, reason="Mistaken.", by=world.editor, now=NOW)

    second = publish_card_now(card=kept(world, "Second"), by=world.editor, now=NOW)

    assert second.ref == "2026-05-10#1"


def test_the_change_feed_never_holds_a_cards_text(world: World):
    publish_card_now(card=kept(world, "A headline that may have to go"), by=world.editor, now=NOW)

    assert "may have to go" not in str(list(Change.objects.values()))


def test_a_briefing_of_tomorrow_is_refused(world: World):
    keep_card(card=world.card(publish=False), day=TODAY + timedelta(days=1), by=world.editor, now=NOW)

    with pytest.raises(BriefingRefused):
        publish_briefing(briefing=briefing_for(TODAY + timedelta(days=1)), by=world.editor, now=NOW)


def test_a_briefing_without_cards_is_refused(world: World):
    with pytest.raises(BriefingRefused):
        publish(world)


def test_publishing_one_card_now_leaves_the_days_other_kept_cards(world: World):
    waiting = kept(world, "Waiting")
    card = world.card("Urgent", publish=False)

    card = publish_card_now(card=card, by=world.editor, now=NOW)

    assert card.ref == "2026-05-10#0"
    assert briefing_for(TODAY).published_at == NOW
    waiting.refresh_from_db()
    assert waiting.state == Card.State.KEPT


def test_twelve_cards_published_at_once_get_consecutive_refs(committed_world: World):
    world = committed_world
    editor = world.editor
    cards = [world.card(publish=False) for _ in range(12)]

    def work(card: Card) -> None:
        try:
            publish_card_now(card=card, by=editor, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, cards))

    assert sorted(Card.objects.published().values_list("ref_number", flat=True)) == list(range(12))
    assert Change.objects.filter(kind=Change.Kind.BRIEFING_PUBLISHED).count() == 1


def test_one_card_published_twice_at_once_is_published_once(committed_world: World):
    world = committed_world
    editor, card = world.editor, world.card(publish=False)

    def work(_: int) -> bool:
        try:
            publish_card_now(card=card, by=editor, now=NOW)
        except Exception:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(work, range(6)))

    assert outcomes.count(True) == 1
    assert Change.objects.filter(kind=Change.Kind.CARD_PUBLISHED).count() == 1
