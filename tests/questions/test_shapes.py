"""Shapes: marked text, safe sections, notes, scales and weekly readings."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.shapes import FindingKind
from questions.models import Reading, Tally, Wording
from questions.shapes import question_page
from questions.shapes.audits import finding_names
from questions.shapes.indicators import WEEKS, indicator_shapes
from questions.shapes.marking import Piece, marked, near_marks
from questions.shapes.notes import withdrawn_cards
from questions.shapes.scale import votable_scale
from questions.shapes.sections import sections_of
from questions.shapes.takes import TakeShape, take_shape
from questions.tallies import PositionTally, TallyShape
from tests.questions.versions import finding_in, publish, snapshot_of
from tests.world import World

spans = st.lists(st.none() | st.lists(st.integers(-10, 60), max_size=3), max_size=8)


@given(st.text(max_size=40), spans)
def test_the_pieces_join_to_the_text(text: str, cuts: list[list[int] | None]) -> None:
    assert "".join(piece.text for piece in marked(text, cuts)) == text


@given(st.text(max_size=40), spans)
def test_no_piece_is_empty(text: str, cuts: list[list[int] | None]) -> None:
    assert all(piece.text for piece in marked(text, cuts))


def test_spans_are_marked_and_overlaps_join_up() -> None:
    assert marked("at 2.7% now", [[3, 7]]) == (Piece("at ", False), Piece("2.7%", True), Piece(" now", False))
    assert marked("abcdef", [[0, 3], [2, 4]]) == (Piece("abc", True), Piece("d", True), Piece("ef", False))


def test_a_long_snippet_is_cut_near_its_marks() -> None:
    pieces = marked("a word and another word before 2.7% and then many words after it", [[31, 35]])
    short = near_marks(pieces, before=12, after=14)
    assert "".join(piece.text for piece in short) == "… before 2.7% and then …"
    assert (
        near_marks((Piece("no mark here at all", False),), before=2, after=2)[0].text == "no mark here at all"
    )


def record(html: str, **changes: Any) -> Any:
    return {"id": "a", "kind": "for", "heading": "", "html": html, "claims": [], **changes}


@given(st.text(max_size=200))
def test_a_section_lets_through_allowed_tags_alone(html: str) -> None:
    shapes, _first = sections_of([record(f"<p>{html}</p>")])
    assert set(re.findall(r"<([a-z0-9]+)", shapes[0].html)) <= {
        "p",
        "br",
        "a",
        "b",
        "strong",
        "i",
        "em",
        "ol",
        "ul",
        "li",
    }


@pytest.mark.parametrize(
    "html",
    [
        '<a class="cite" href="https://example.org/">1</a>',
        '<a class="cite evil" href="#source-1" onclick="x()" style="x">1</a>',
        "<script>alert(1)</script>",
        '<p id="main">x</p>',
        '<a href="javascript:alert(1)">x</a>',
    ],
)
def test_a_section_keeps_no_foreign_address_or_attribute(html: str) -> None:
    shown = str(sections_of([record(html)])[0][0].html)
    assert not re.search(r"https:|javascript:|onclick|style|script|id=|evil", shown)


def test_a_place_is_named_once_even_where_two_sections_name_it() -> None:
    cite = '<a class="cite" id="cite-2-1" href="#source-2">2</a>'
    shapes, first = sections_of([record(cite), record(cite)])
    assert "".join(shape.html for shape in shapes).count('id="cite-2-1"') == 1
    assert first == {2: "cite-2-1"}


def test_a_section_without_a_heading_is_named_by_what_it_argues() -> None:
    shapes, _first = sections_of([record(""), record("", kind="answer"), record("", heading="Mine")])
    assert [shape.heading for shape in shapes] == ["The case for", "", "Mine"]


def shape_of(world: World, *cards: Any, **changes: Any) -> TakeShape:
    snapshot = snapshot_of(world.question, world.positions[1], cards, now=world.now, **changes)
    return take_shape(snapshot, "0" * 64, withdrawn=withdrawn_cards(snapshot), wording=Wording())


def test_notes_stand_in_the_order_of_citation_with_the_matched_span(world: World) -> None:
    cards = [world.card(excerpt=f"Counted {n} salmon.") for n in range(3)]
    notes = shape_of(world, *cards).notes
    assert [(note.n, note.ref) for note in notes] == [(n, card.ref) for n, card in enumerate(cards, start=1)]
    assert notes[0].snippet == (Piece("Counted", True), Piece(" 0 salmon.", False))
    assert notes[0].cited_at == "cite-1-1"


def test_a_desk_summary_is_not_put_in_quotation_marks(world: World) -> None:
    summary, quoted = world.card(), world.card(excerpt_origin="quoted")
    assert [note.quoted for note in shape_of(world, summary, quoted).notes] == [False, True]


def test_several_spans_of_one_snippet_are_marked_together(world: World) -> None:
    card = world.card(excerpt="From 12 to 40 salmon.")
    findings = [{**finding_in(card, 1, "x"), "snippet_span": span} for span in ([5, 7], [11, 13])]
    claim = {"n": 1, "text": "x", "sources": [1], "result": "traced", "findings": findings, "waivers": []}
    note = shape_of(world, card, sections=[record("<p>x</p>", claims=[claim])]).notes[0]
    assert [piece.text for piece in note.snippet if piece.marked] == ["12", "40"]


def test_the_age_of_the_evidence_counts_to_the_draft(world: World) -> None:
    card = world.card(published_on=world.today - timedelta(days=4))
    assert shape_of(world, card).evidence_age == 4


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (("No", "Yes"), False),
        (("US still ahead", "At parity", "China ahead"), False),
        (("No", "Rather no", "Even", "Yes, with reservations", "Yes"), True),
        (tuple("ABCDEF"), True),
    ],
)
def test_a_scale_whose_labels_do_not_fit_takes_a_row_each(labels: tuple[str, ...], rows: bool) -> None:
    positions = tuple(
        PositionTally(label.lower(), label, index, None, None, None, None)
        for index, label in enumerate(labels)
    )
    tally = TallyShape(0, False, 20, positions, datetime(2026, 5, 10, tzinfo=UTC))
    assert votable_scale(tally, "").rows is rows


def test_weekly_readings_end_on_the_newest_day_and_leave_gaps(world: World) -> None:
    newest = world.today - timedelta(days=1)
    for back in (0, 3, 7, 21):
        Reading.objects.create(
            indicator=world.indicator, day=newest - timedelta(days=back), value=back, counted_at=world.now
        )
    shape = indicator_shapes(world.question, world.today)[0]
    assert len(shape.weeks) == WEEKS
    assert [week.value for week in shape.weeks[-4:]] == [21, None, 7, 0]
    assert (shape.day, shape.value, shape.noun) == (newest, 0, "sightings")
    assert shape.standing == "below the threshold of 2"


@pytest.mark.parametrize(
    ("value", "noun", "standing", "crossed"),
    [
        (1, "sighting", "below the threshold of 2", False),
        (2, "sightings", "at the threshold of 2", False),
        (3, "sightings", "above the threshold of 2", True),
    ],
)
def test_an_indicator_names_its_noun_and_side(
    world: World, value: int, noun: str, standing: str, crossed: bool
) -> None:
    Reading.objects.create(indicator=world.indicator, day=world.today, value=value, counted_at=world.now)
    shape = indicator_shapes(world.question, world.today)[0]
    assert (shape.noun, shape.standing, shape.crossed) == (noun, standing, crossed)


def test_readers_share_belongs_to_the_version_they_answered(world: World) -> None:
    tally = {
        "total": 40,
        "at": world.now.isoformat(),
        "positions": [{"slug": "nearly", "label": "Nearly", "count": 30}],
    }
    for number in (1, 2):
        kept = tally if number == 2 else {"total": 0, "at": world.now.isoformat(), "positions": []}
        snapshot = snapshot_of(
            world.question, world.positions[1], [], now=world.now, number=number, tally=kept
        )
        publish(world.question, snapshot, by=world.reviewer, now=world.now)
    Tally.objects.create(question=world.question, position=world.positions[1], count=50)
    versions = question_page(world.question, now=world.now).history.versions
    assert [(version.number, version.agreed) for version in versions] == [(2, 100), (1, 75)]


def test_the_whole_page_is_shaped_with_nine_queries(world: World) -> None:
    snapshot = snapshot_of(world.question, world.positions[1], [world.card()], now=world.now)
    publish(world.question, snapshot, by=world.reviewer, now=world.now)
    question = type(world.question).objects.get(pk=world.question.pk)
    with CaptureQueriesContext(connection) as queries:
        question_page(question, now=world.now)
    assert len(queries) == 9


def test_every_kind_of_finding_has_a_name_that_readers_understand() -> None:
    assert set(finding_names()) == set(FindingKind)
