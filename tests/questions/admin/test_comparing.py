"""The reviewer's comparison of a draft with the version that stands."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.curating import edit_card
from evidence.models import Card
from questions.admin.comparing import compare_draft
from questions.aligning import newer_text, older_text
from questions.auditing import audit_take
from questions.correcting import open_correction
from questions.gate import unwaived
from questions.models import Take, TripWire
from questions.publishing import publish_take
from questions.waiving import waive_finding
from tests.sharing import shared
from tests.world import World, body_of


@shared
def draft(world: World) -> Take:
    """A correction of version 1 in which one word and one citation of two sentences differ."""
    cards = [
        world.card(f"Reading {n}", "The gauge counted 12 salmon at the weir. Trout were seen.")
        for n in range(2)
    ]
    first = world.take(
        [("The gauge counted 12 salmon at the weir.", [cards[0]]), ("Trout were seen.", [cards[0]])],
        answer="Not yet.",
        trip_wires=[(world.positions[2], "If the gauge counts 12 salmon again.")],
    )
    version = publish_take(take=first, by=world.reviewer, now=world.now)
    made = open_correction(take=version, by=world.editor, now=world.now, kind=Take.ChangeKind.CORRECTION)
    changed = body_of(
        [("The gauge counted 12 salmon near the weir.", [cards[0]]), ("Trout were seen.", [cards[1]])]
    )
    made.body = changed
    made.save()
    made.save_revision(user=world.editor)
    return made


def test_one_changed_word_marks_one_word_and_a_moved_citation_is_told(world: World, draft: Take) -> None:
    standing, seen = Take.objects.get(number=1), draft.get_latest_revision_as_object()
    with CaptureQueriesContext(connection) as queries:
        found = compare_draft(standing, seen)
    assert len(queries) <= 6, [query["sql"] for query in queries]
    (section,) = found.sections
    first, second = section.change.sentences
    assert [(part.kind, part.text) for part in first.segments if part.kind != "equal"] == [
        ("delete", "at"),
        ("insert", "near"),
    ]
    assert second.kind == "changed"
    assert len(second.cites_added) == len(second.cites_removed) == 1
    assert [compared.wire.change.kind for compared in found.trip_wires] == ["same"]
    assert {part.kind for part in (*found.verdict, *found.answer)} == {"equal"}


def test_without_a_version_everything_is_new(world: World) -> None:
    card = world.card()
    first = world.take([("Salmon <b>pass</b> & rest.", [card])], answer="Not yet.")
    found = compare_draft(None, first)
    line = found.sections[0].change.sentences[0]
    assert (line.kind, older_text(line.segments), newer_text(line.segments)) == (
        "added",
        "",
        "Salmon <b>pass</b> & rest.",
    )


def test_the_review_shows_it_word_by_word(world: World, draft: Take) -> None:
    client = Client()
    client.force_login(world.reviewer)
    html = client.get(reverse("questions_take_review", args=[draft.pk])).content.decode()
    assert "Against version 1" in html
    assert '<del><span class="w-sr-only">[removed: </span>at<span class="w-sr-only">]</span></del>' in html
    assert "The gauge counted 12 salmon " in html
    assert "no longer cites" in html


def test_the_comparison_names_cards_that_came_went_or_were_edited(world: World, draft: Take) -> None:
    cards = list(Card.objects.order_by("pk"))
    third = world.card("Reading of June", "Trout were seen.")
    draft.body = body_of([("The gauge counted 12 salmon.", [cards[0]]), ("Trout were seen.", [third])])
    edit_card(card=cards[0], by=world.editor, now=world.now, headline="Reading 0, corrected")
    found = compare_draft(Take.objects.get(number=1), draft).evidence
    assert [card.ref for card in found.added] == [third.ref]
    assert [card.headline for card in found.edited] == ["Reading 0, corrected"]
    draft.body = body_of([("Trout were seen.", [third])])
    found = compare_draft(Take.objects.get(number=1), draft).evidence
    assert [card.ref for card in found.removed] == [cards[0].ref]


def test_the_comparison_tells_what_is_checked_of_a_trip_wire(world: World, draft: Take) -> None:
    row = draft.get_latest_revision_as_object()
    wire = row.trip_wires.all()[0]
    wire.condition, wire.at_least, wire.topic = "cards", 3, world.fish
    row.trip_wires.set([wire])
    row.save_revision(user=world.editor)
    (compared,) = compare_draft(Take.objects.get(number=1), row).trip_wires
    assert compared.wire.change.kind == "changed"
    client = Client()
    client.force_login(world.reviewer)
    html = client.get(reverse("questions_take_review", args=[draft.pk])).content.decode()
    assert "at least 3 cards on Fish" in html


def test_the_comparison_counts_what_was_waived(world: World, draft: Take) -> None:
    draft.body = body_of([("The gauge counted 13 salmon.", [Card.objects.first()])])
    draft.save_revision(user=world.editor)
    audit = audit_take(take=draft, now=world.now)
    for finding in unwaived(audit):
        waive_finding(finding=finding, reason="The gauge rounds.", by=world.reviewer, now=world.now)
    found = compare_draft(Take.objects.get(number=1), draft, audit=audit)
    counts = {count.name: (count.before, count.after) for count in found.counts}
    assert counts["Claims waived"] == (0, 1)
    assert counts["Claims traced"] == (2, 0)


def test_the_review_compares_with_any_version_that_is_asked_for(world: World, draft: Take) -> None:
    other = world.take([("Trout were seen.", [Card.objects.first()])], answer="Hardly.")
    publish_take(take=other, by=world.reviewer, now=world.now)
    client = Client()
    client.force_login(world.reviewer)
    address = reverse("questions_take_review", args=[draft.pk])
    assert "Against version 2" in client.get(address).content.decode()
    html = client.get(address, {"against": 1}).content.decode()
    assert "Against version 1" in html
    assert '<option value="1" selected>1</option>' in html
    for wrong in ("7", "x", "-1", "9" * 30):
        assert client.get(address, {"against": wrong}).status_code == 404


def test_trip_wires_take_as_many_queries_however_many_there_are(world: World) -> None:
    counts = []
    for n in (1, 5):
        take = world.take([("Trout were seen.", [world.card()])])
        take.trip_wires.set(
            [
                TripWire(
                    towards=world.positions[2],
                    text=f"If {k}.",
                    condition="cards",
                    at_least=k,
                    topic=world.fish,
                )
                for k in range(1, n + 1)
            ]
        )
        take.save_revision(user=world.editor)
        draft = Take.objects.get(pk=take.pk).get_latest_revision_as_object()
        with CaptureQueriesContext(connection) as queries:
            compare_draft(None, draft)
        counts.append(len(queries))
    assert counts[0] == counts[1]
