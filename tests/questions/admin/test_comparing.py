"""The reviewer's comparison of a draft with the version that stands."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from questions.admin.comparing import compare_draft
from questions.aligning import newer_text, older_text
from questions.correcting import open_correction
from questions.models import Take
from questions.publishing import publish_take
from tests.world import World, body_of


@pytest.fixture
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
    assert len(queries) <= 4, [query["sql"] for query in queries]
    (section,) = found.sections
    first, second = section.change.sentences
    assert [(part.kind, part.text) for part in first.segments if part.kind != "equal"] == [
        ("delete", "at"),
        ("insert", "near"),
    ]
    assert second.kind == "changed"
    assert len(second.cites_added) == len(second.cites_removed) == 1
    assert [wire.kind for wire in found.trip_wires] == ["same"]
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
