"""What editors do with cards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from evidence import curating
from evidence.briefings import BriefingRefused, briefing_for, publish_briefing
from evidence.curating import CardRefused
from evidence.models import Briefing, Card, CardEdit, CardLink, CardTopic, Change
from tests.world import NOW, TODAY, World


def add(world: World, **values) -> Card:
    wanted = {
        "headline": "Council meets",
        "source": world.gauge,
        "excerpt": "The council met.",
        "published_on": TODAY,
        "by": world.editor,
        "now": NOW,
        **values,
    }
    return curating.add_card(**wanted)


def topics_of(card: Card) -> dict[str, tuple[str, bool]]:
    rows = CardTopic.objects.filter(card=card).select_related("topic")
    return {row.topic.slug: (row.origin, row.excluded) for row in rows}


def test_a_new_card_waits_in_the_inbox_with_the_topics_of_matching_rules(world: World):
    assert world.fish
    card = add(world, headline="Salmon at the weir", topics=[world.sewage])

    assert card.state == Card.State.INBOX
    assert topics_of(card) == {"fish": ("rule", False), "sewage": ("editor", False)}
    assert not Change.objects.exists()


def test_a_new_card_is_plain_text(world: World):
    card = add(world, headline="<b>Salmon</b>\u202e", excerpt="One.\x00\n\n<p>Two.")

    assert (card.headline, card.excerpt) == ("Salmon", "One.\n\nTwo.")


@pytest.mark.parametrize(
    "values",
    [
        {"headline": " <b></b> "},
        {"headline": "x" * 301},
        {"excerpt": ""},
        {"excerpt": "x" * 10_001},
        {"excerpt_origin": "hearsay"},
        {"links": [("javascript:alert(1)", "")]},
        {"links": [("ftp://example.org/a", "")]},
        {"links": [("//example.org/a", "")]},
        {"links": [("https://", "")]},
        {"links": [("https://example.org/" + "x" * 1000, "")]},
        {"links": [(f"https://example.org/{n}", "") for n in range(21)]},
    ],
)
def test_a_card_is_refused_that_breaks_a_rule_of_its_fields(world: World, values):
    with pytest.raises(CardRefused):
        add(world, **values)


def test_the_database_refuses_a_link_that_is_not_http(world: World):
    with pytest.raises(IntegrityError):
        CardLink.objects.create(card=add(world), url="javascript:alert(1)")


def test_an_address_given_twice_is_one_link(world: World):
    card = add(world, links=[("https://example.org/a", "A"), ("https://example.org/a", "Again")])

    assert list(card.links.values_list("url", "label")) == [("https://example.org/a", "Again")]


def test_an_edit_before_publishing_leaves_no_public_trace(world: World):
    assert world.fish
    card = add(world)

    curating.edit_card(card=card, headline="Trout at the weir", by=world.editor, now=NOW)

    assert topics_of(card) == {"fish": ("rule", False)}
    assert not CardEdit.objects.exists()
    assert not Change.objects.exists()


def test_an_edit_takes_off_a_topic_whose_rule_no_longer_matches(world: World):
    assert world.fish
    card = add(world, headline="Salmon at the weir")

    curating.edit_card(card=card, headline="Council meets", by=world.editor, now=NOW)

    assert topics_of(card) == {}


def test_an_edit_of_a_public_card_keeps_what_it_said_before(world: World):
    card = world.card("Old headline", "The gauge counted 3 salmon.")

    curating.edit_card(
        card=card,
        headline="New headline",
        excerpt="The gauge counted 3 salmon.",
        links=[("https://example.org/a", "")],
        by=world.editor,
        now=NOW,
    )

    edits = {edit.field: (edit.before, edit.after) for edit in CardEdit.objects.filter(card=card)}
    assert edits == {"headline": ("Old headline", "New headline"), "links": ("", "https://example.org/a")}
    change = Change.objects.get(kind=Change.Kind.CARD_EDITED)
    assert change.payload == {"ref": card.ref, "path": card.path, "fields": ["headline", "links"]}


def test_an_edit_that_changes_nothing_is_not_told(world: World):
    card = world.card("A headline")

    curating.edit_card(card=card, headline=" A  headline ", links=[], by=world.editor, now=NOW)

    assert not Change.objects.filter(kind=Change.Kind.CARD_EDITED).exists()


def test_a_field_of_the_record_cannot_be_edited(world: World):
    card = world.card()

    with pytest.raises(TypeError):
        curating.edit_card(card=card, state="inbox", by=world.editor, now=NOW)


def test_a_withdrawn_card_cannot_be_edited(world: World):
    card = world.card()
    curating.withdraw_card(card=card, reason="Mistaken.", by=world.editor, now=NOW)

    with pytest.raises(CardRefused):
        curating.edit_card(card=card, headline="Back", by=world.editor, now=NOW)


def test_kept_cards_stand_in_the_order_of_keeping(world: World):
    first, second = add(world), add(world)

    curating.keep_card(card=second, day=TODAY, by=world.editor, now=NOW)
    curating.keep_card(card=first, day=TODAY, by=world.editor, now=NOW)
    curating.keep_card(card=second, day=TODAY, by=world.editor, now=NOW)

    assert list(briefing_for(TODAY).cards.order_by("briefing_order")) == [second, first]


def test_a_dismissed_card_can_return_to_the_inbox(world: World):
    card = add(world)
    curating.keep_card(card=card, day=TODAY, by=world.editor, now=NOW)
    curating.dismiss_card(card=card, by=world.editor, now=NOW)

    card = curating.return_to_inbox(card=card, by=world.editor, now=NOW)

    assert (card.state, card.briefing) == (Card.State.INBOX, None)


@pytest.mark.parametrize("act", ["keep", "dismiss", "return_", "publish"])
def test_a_public_card_goes_nowhere_but_out(world: World, act: str):
    card = world.card()
    acts = {
        "keep": lambda: curating.keep_card(card=card, day=TODAY, by=world.editor, now=NOW),
        "dismiss": lambda: curating.dismiss_card(card=card, by=world.editor, now=NOW),
        "return_": lambda: curating.return_to_inbox(card=card, by=world.editor, now=NOW),
        "publish": lambda: curating.publish_card_now(card=card, by=world.editor, now=NOW),
    }

    with pytest.raises(CardRefused, match="Published"):
        acts[act]()


def test_the_database_refuses_a_public_card_back_in_the_inbox(world: World):
    card = world.card()

    with pytest.raises(IntegrityError):
        Card.objects.filter(pk=card.pk).update(state=Card.State.INBOX)


def test_the_database_refuses_to_delete_a_published_card(world: World):
    card = world.card()

    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.filter(pk=card.pk).delete()

    assert Card.objects.filter(pk=card.pk).exists()


def test_the_database_refuses_to_renumber_a_card(world: World):
    card = world.card()

    with pytest.raises(IntegrityError):
        Card.objects.filter(pk=card.pk).update(ref_number=7)


def test_a_withdrawn_card_says_why_in_the_change_feed(world: World):
    card = world.card()

    card = curating.withdraw_card(card=card, reason=" Mistaken. ", by=world.editor, now=NOW)

    change = Change.objects.get(kind=Change.Kind.CARD_WITHDRAWN)
    assert change.payload == {"ref": card.ref, "path": card.path, "reason": "Mistaken."}
    assert change.subject == f"urn:assay:card:{card.card_ref.slug}"
    assert card.withdrawn_at == NOW


def test_a_card_is_not_withdrawn_without_a_reason(world: World):
    with pytest.raises(CardRefused):
        curating.withdraw_card(card=world.card(), reason=" \n", by=world.editor, now=NOW)


def test_the_database_refuses_a_withdrawal_without_a_reason(world: World):
    card = world.card()

    with pytest.raises(IntegrityError):
        Card.objects.filter(pk=card.pk).update(state=Card.State.WITHDRAWN, withdrawn_at=NOW)


def test_an_unpublished_card_cannot_be_withdrawn(world: World):
    with pytest.raises(CardRefused):
        curating.withdraw_card(card=add(world), reason="Mistaken.", by=world.editor, now=NOW)


def test_an_editors_exclusion_outlives_the_rule(world: World):
    card = add(world, headline="Salmon at the weir", topics=[world.fish, world.sewage])

    curating.set_topics(card=card, topics=[world.sewage], by=world.editor, now=NOW)
    curating.edit_card(card=card, headline="Salmon and trout", by=world.editor, now=NOW)
    curating.rematch_topic(topic=world.fish)

    assert topics_of(card)["fish"][1] is True
    assert topics_of(card)["sewage"] == ("editor", False)


def test_an_excluded_topic_can_be_put_back(world: World):
    card = add(world, headline="Salmon at the weir", topics=[world.fish])
    curating.set_topics(card=card, topics=[], by=world.editor, now=NOW)

    curating.set_topics(card=card, topics=[world.fish], by=world.editor, now=NOW)

    assert topics_of(card) == {"fish": ("editor", False)}


def test_new_topics_of_a_public_card_are_told(world: World):
    card = world.card("Salmon", topics=[world.fish])

    curating.set_topics(card=card, topics=[world.fish, world.sewage], by=world.editor, now=NOW)

    edit = CardEdit.objects.get(card=card)
    assert (edit.field, edit.before, edit.after) == ("topics", "Fish", "Fish, Sewage")
    assert Change.objects.filter(kind=Change.Kind.CARD_EDITED).count() == 1


def test_a_changed_rule_is_matched_against_every_card(world: World):
    kept, fallen = add(world, headline="Eels return"), add(world, headline="Salmon return")
    assert world.fish
    curating.apply_rules(fallen)
    world.fish.rule = "eels"
    world.fish.save()

    curating.rematch_topic(topic=world.fish)

    assert topics_of(kept) == {"fish": ("rule", False)}
    assert topics_of(fallen) == {}


def test_a_topic_without_a_rule_matches_nothing(world: World):
    world.fish.rule = ""
    world.fish.save()

    assert topics_of(add(world, published_on=date(2026, 1, 1))) == {}


@pytest.mark.parametrize("day", [date(1899, 12, 31), TODAY + timedelta(days=1)])
def test_a_card_is_dated_between_1900_and_today(world: World, day: date):
    with pytest.raises(CardRefused, match="dated"):
        add(world, published_on=day)
    with pytest.raises(CardRefused, match="dated"):
        curating.edit_card(card=add(world), published_on=day, by=world.editor, now=NOW)


@pytest.mark.parametrize("day", [date(1899, 12, 31), TODAY + timedelta(days=367)])
def test_a_card_is_kept_for_a_day_that_may_have_a_briefing(world: World, day: date):
    with pytest.raises(CardRefused, match="366"):
        curating.keep_card(card=add(world), day=day, by=world.editor, now=NOW)
    assert not Briefing.objects.exists()


def test_a_card_dated_in_the_future_is_not_published(world: World):
    card = add(world)
    Card.objects.filter(pk=card.pk).update(published_on=TODAY + timedelta(days=1))
    with pytest.raises(CardRefused, match="future"):
        curating.publish_card_now(card=card, by=world.editor, now=NOW)
    curating.keep_card(card=card, day=TODAY, by=world.editor, now=NOW)
    with pytest.raises(BriefingRefused, match="Council meets"):
        publish_briefing(briefing=briefing_for(TODAY), by=world.editor, now=NOW)


@pytest.mark.parametrize("reason", ["x" * 501, "\x00"])
def test_a_card_is_not_withdrawn_with_a_reason_that_cannot_stand_in_its_place(world: World, reason: str):
    with pytest.raises(CardRefused):
        curating.withdraw_card(card=world.card(), reason=reason, by=world.editor, now=NOW)
