"""From a faulty stretch of the text to its finding, from there to the card, and back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import Card
from questions.admin.comparing import compare_draft
from questions.admin.take_audit import audit_shape
from questions.admin.take_cards import card_shape
from questions.admin.take_marks import Marks
from questions.auditing import audit_take
from questions.models import Finding, Take
from tests.sharing import shared
from tests.world import World


@shared
def cards(world: World) -> list[Card]:
    return [
        world.card("Sewage", "The mill spilled 90 litres of sewage."),
        world.card("Salmon", "The gauge counted 12 salmon at the weir. It counted 40 trout."),
    ]


@shared
def take(world: World, cards: list[Card]) -> Take:
    made = world.take([("The gauge counted 13 salmon at the weir.", cards), ("Nobody cites this.", [])])
    audit_take(take=made, now=world.now)
    return made


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def review(world: World, take: Take) -> str:
    address = reverse("questions_take_review", args=[take.pk])
    return client_of(world.reviewer).get(address).content.decode()


def test_an_untraced_figure_offers_the_cards_of_its_sentence_the_nearest_first(
    world: World, take: Take, cards: list[Card]
) -> None:
    line = next(line for line in audit_shape(take).open if line.kind == "untraced_number")
    assert [link.ref for link in line.cards] == [cards[1].ref, cards[0].ref]
    assert f"Open card {cards[1].ref}" in review(world, take)


def test_the_faulty_stretch_leads_to_its_finding_and_the_finding_back(world: World, take: Take) -> None:
    page = review(world, take)
    finding = Finding.objects.get(kind="untraced_number")
    assert re.search(
        rf'<mark class="take-mark take-mark--open"><a href="#finding-{finding.pk}" id="said-{finding.pk}"[^>]*>13</a>',
        page,
    )
    assert f'<a href="#said-{finding.pk}">In the text</a>' in page
    assert page.count(f'id="finding-{finding.pk}"') == 1


def test_a_finding_without_a_place_marks_its_whole_sentence(world: World, take: Take) -> None:
    assert ">Nobody cites this.</a></mark>" in review(world, take)


def test_a_sentence_that_stands_twice_is_marked_twice_with_ids_of_their_own(
    world: World, cards: list[Card]
) -> None:
    twice = world.take([("The gauge counted 13 salmon.", cards), ("The gauge counted 13 salmon.", cards)])
    audit_take(take=twice, now=world.now)
    marks = Marks(audit_shape(twice).open)
    found = compare_draft(None, twice, marks=marks)
    pieces = [piece for line in found.sections[0].lines for piece in line.pieces if piece.finding]
    assert len({piece.finding for piece in pieces}) == len(pieces) == 2
    assert marks.placed == {piece.finding for piece in pieces}


def test_a_marked_word_that_was_changed_stays_one_text(world: World, take: Take, cards: list[Card]) -> None:
    audit_take(take=take, now=world.now)
    marks = Marks((*audit_shape(take).open, *audit_shape(take).warnings))
    (section,) = compare_draft(None, take, marks=marks).sections
    assert (
        "".join(piece.text for piece in section.lines[0].pieces) == "The gauge counted 13 salmon at the weir."
    )


def test_the_card_shows_what_the_audit_reads_with_the_nearest_figure_marked(
    world: World, take: Take, cards: list[Card]
) -> None:
    Card.objects.filter(pk=cards[1].pk).update(
        commentary="Our own words.", stored_text="In the long text: 7."
    )
    finding = Finding.objects.get(kind="untraced_number")
    address = reverse("questions_take_card", args=[take.pk, cards[1].pk])
    page = client_of(world.reviewer).get(address, {"finding": finding.pk}).content.decode()
    assert '<mark id="place" tabindex="-1">12</mark>' in page
    assert page.count('id="place"') == 1
    assert "comes nearest to “13”" in page
    assert "In the long text: 7." in page
    assert "Our own words." not in page
    assert f"{reverse('questions_take_review', args=[take.pk])}#finding-{finding.pk}" in page


def test_a_finding_that_was_made_in_the_card_marks_its_own_place(world: World) -> None:
    card = world.card(excerpt="Salmon fell by 12 percent at the weir in spring.")
    take = world.take([("Salmon rose by 12 percent at the weir in spring.", [card])])
    audit_take(take=take, now=world.now)
    finding = Finding.objects.filter(kind="direction").exclude(card=None).first()
    assert finding is not None
    shape = card_shape(card, finding)
    marked = [piece.text for part in shape.parts for piece in part.pieces if piece.marked]
    field = {"headline": card.headline, "excerpt": card.excerpt}[finding.card_field]
    assert marked == [field[finding.card_start : finding.card_end]]
    assert "what the finding is about" in shape.place


@pytest.mark.parametrize("finding", ["0", "99999999", "x", ""])
def test_a_finding_that_is_gone_leaves_the_card_to_be_read(
    world: World, take: Take, cards: list[Card], finding: str
) -> None:
    address = reverse("questions_take_card", args=[take.pk, cards[0].pk])
    answer = client_of(world.editor).get(address, {"finding": finding})
    assert answer.status_code == 200
    assert b"<mark" not in answer.content
    assert (b"audited again" in answer.content) == bool(finding)


def test_a_card_beside_a_finding_is_for_the_desk_alone(world: World, take: Take, cards: list[Card]) -> None:
    address = reverse("questions_take_card", args=[take.pk, cards[0].pk])
    assert Client().get(address).status_code == 302
    assert client_of(world.agent).get(address).status_code == 302
    assert client_of(world.editor).get(reverse("questions_take_card", args=[take.pk, 0])).status_code == 404


def test_findings_and_their_cards_take_as_many_queries_however_many_there_are(world: World) -> None:
    counts = []
    for n in (1, 6):
        cards = [world.card() for _ in range(n)]
        take = world.take([(f"The gauge counted {77 + k} salmon at the weir.", cards) for k in range(n)])
        audit_take(take=take, now=world.now)
        with CaptureQueriesContext(connection) as queries:
            audit_shape(take)
        counts.append(len(queries))
    assert counts[0] == counts[1]
