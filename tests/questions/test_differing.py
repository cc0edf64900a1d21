"""The difference of two versions, worked out from their snapshots alone."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.aligning import newer_text, older_text, pairs, segments
from questions.differing import difference
from questions.editions import Edition, Passage, Sentence, read
from questions.snapshot import Snapshot
from questions.wording_difference import TextDifference, text_difference

WORDS = st.sampled_from(
    ["the", "river", "is", "clean", "dirty", "41", "4.5%", "salmon", "—", "don't", "été", "  ", "\n"]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=40)


def source(card: int, **changes: Any) -> dict[str, Any]:
    return {
        "n": card,
        "card": 100 + card,
        "ref": f"2026-05-0{card}#0",
        "slug": f"2026-05-0{card}-0",
        "headline": f"Reading {card}",
        "excerpt": f"The gauge counted {card} salmon.",
        "excerpt_origin": "quoted",
        "source": {"slug": "gauge", "label": "River Gauge Office"},
        "published_on": f"2026-05-0{card}",
        "date_estimated": False,
        "links": [],
        **changes,
    }


def section(
    html: str, *, id: str = "s1", kind: str = "for", heading: str = "The case for it"
) -> dict[str, Any]:
    return {"id": id, "kind": kind, "heading": heading, "html": html, "claims": []}


def cite(n: int) -> str:
    return f'<a class="cite" id="cite-{n}-1" href="#source-{n}">{n}</a>'


def version(number: int = 1, **changes: Any) -> Snapshot:
    counts = ("claims", "traced", "waived", "figures", "figures_traced", "quotations", "quotations_matched")
    whole: dict[str, Any] = {
        "number": number,
        "verdict": {"slug": "nearly", "label": "Nearly", "index": 1, "of": 3},
        "answer": "The river is nearly clean.",
        "sections": [
            section(f"<p>The gauge counted 41 salmon.{cite(1)} Trout were seen twice.{cite(2)}</p>")
        ],
        "trip_wires": [
            {"towards": {"slug": "clean", "label": "Clean"}, "text": "Twelve more sightings.", "claims": []}
        ],
        "sources": [source(1), source(2)],
        "indicators": [{"slug": "fish", "name": "Fish", "value": 4, "threshold": 3, "crossed": True}],
        "audit": {**dict.fromkeys(counts, 2), "rules": "1"},
        "change": {"kind": "new_evidence", "reason": "More readings."},
    }
    return copy.deepcopy({**whole, **changes})  # type: ignore[return-value]


def sentences_of(found: TextDifference) -> list[tuple[str, str, str]]:
    return [
        (line.kind, older_text(line.segments), newer_text(line.segments))
        for part in found.sections
        for line in part.sentences
    ]


@given(TEXTS, TEXTS)
def test_segments_read_as_both_texts(older: str, newer: str) -> None:
    found = segments(older, newer)
    assert (older_text(found), newer_text(found)) == (older, newer)
    assert all(segment.text for segment in found)
    assert all(one.kind != next_one.kind for one, next_one in pairwise(found))


@given(st.lists(TEXTS, max_size=9), st.lists(TEXTS, max_size=9))
def test_pairs_hold_every_place_once_and_in_order(older: list[str], newer: list[str]) -> None:
    found = pairs(older, newer)
    assert [old for old, _new in found if old is not None] == list(range(len(older)))
    assert [new for _old, new in found if new is not None] == list(range(len(newer)))
    assert (None, None) not in found


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6), TEXTS, TEXTS)
def test_a_difference_holds_both_takes_whole(
    older: list[str], newer: list[str], before: str, after: str
) -> None:
    editions = [
        Edition("", answer, (Passage("a", "for", "Heading", tuple(map(Sentence, lines))),), ())
        for answer, lines in ((before, older), (after, newer))
    ]
    found = text_difference(*editions)
    lines = found.sections[0].sentences
    assert [older_text(line.segments) for line in lines if line.kind != "added"] == older
    assert [newer_text(line.segments) for line in lines if line.kind != "removed"] == newer
    assert found.empty is (editions[0] == editions[1])


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.text(max_size=60), st.sampled_from(["for", "other"])), max_size=5
    )
)
def test_a_version_does_not_differ_from_itself(parts: list[tuple[str, str, str]]) -> None:
    made = version(sections=[section(html, id="", kind=kind, heading=name) for name, html, kind in parts])
    found = difference(made, copy.deepcopy(made))
    assert found.empty
    assert found == difference(made, made)
    assert all(change.kind == "same" for change in (*found.text.sections, *found.text.trip_wires))


def test_one_changed_word_is_told_as_one_word() -> None:
    html = f"<p>The gauge counted 42 salmon.{cite(1)} Trout were seen twice.{cite(2)}</p>"
    found = difference(version(), version(2, sections=[section(html)]))
    first, second = found.text.sections[0].sentences
    assert [(segment.kind, segment.text) for segment in first.segments] == [
        ("equal", "The gauge counted "),
        ("delete", "41"),
        ("insert", "42"),
        ("equal", " salmon."),
    ]
    assert second.kind == "same"
    assert not found.empty


def test_a_citation_moved_to_another_card_is_a_change_even_where_no_word_differs() -> None:
    html = f"<p>The gauge counted 41 salmon.{cite(2)} Trout were seen twice.{cite(2)}</p>"
    found = difference(version(), version(2, sections=[section(html)]))
    line = found.text.sections[0].sentences[0]
    assert (line.kind, line.cites_added, line.cites_removed) == (
        "changed",
        ("2026-05-02#0",),
        ("2026-05-01#0",),
    )


def test_renumbered_sources_are_no_change() -> None:
    html = f"<p>The gauge counted 41 salmon.{cite(2)} Trout were seen twice.{cite(1)}</p>"
    turned = [source(2, n=1), source(1, n=2)]
    assert difference(version(), version(2, sections=[section(html)], sources=turned)).empty


def test_sections_are_matched_by_id_then_name_then_kind_then_likeness() -> None:
    older = [
        section("<p>One thing.</p>", id="a", heading="First"),
        section("<p>Two things.</p>", id="b", kind="other", heading="Second"),
        section("<p>Three whole things were counted.</p>", id="c", kind="other", heading="Third"),
        section("<p>Against it.</p>", id="d", kind="against", heading="The case against"),
    ]
    newer = [
        section("<p>Three whole things were weighed.</p>", id="z", kind="other", heading="Other words"),
        section("<p>Two things.</p>", id="y", kind="other", heading="Second"),
        section("<p>One thing.</p>", id="a", heading="Renamed"),
        section("<p>Nothing in common here.</p>", id="x", kind="uncertain", heading="Doubts"),
    ]
    found = difference(version(sections=older), version(2, sections=newer)).text.sections
    told = [(part.kind, older_text(part.heading), newer_text(part.heading)) for part in found]
    assert told == [
        ("changed", "Third", "Other words"),
        ("removed", "The case against", ""),
        ("same", "Second", "Second"),
        ("changed", "First", "Renamed"),
        ("added", "", "Doubts"),
    ]


def test_facts_besides_the_words_are_compared() -> None:
    newer = version(
        2,
        verdict={"slug": "clean", "label": "Clean", "index": 2, "of": 3},
        sources=[source(1, excerpt="The gauge counted 40 salmon."), source(3, n=2)],
        indicators=[{"slug": "fish", "name": "Fish", "value": 2, "threshold": 3, "crossed": False}],
        trip_wires=[
            {
                "towards": {"slug": "not-yet", "label": "Not yet"},
                "text": "Twelve more sightings.",
                "claims": [],
            }
        ],
        audit={**version()["audit"], "figures": 5},
        change={"kind": "correction", "reason": "The gauge was misread."},
    )
    found = difference(version(), newer)
    assert (found.verdict_before["slug"], found.verdict_after["slug"], found.verdict_changed) == (
        "nearly",
        "clean",
        True,
    )
    assert [card.ref for card in found.evidence.added] == ["2026-05-03#0"]
    assert [card.ref for card in found.evidence.removed] == ["2026-05-02#0"]
    assert [card.ref for card in found.evidence.edited] == ["2026-05-01#0"]
    (reading,) = found.indicators
    assert (reading.value_before, reading.value_after, reading.crossed_after) == (4, 2, False)
    (wire,) = found.text.trip_wires
    assert wire.kind == "changed"
    assert (wire.before or {})["slug"] == "clean"
    assert [(count.name, count.after) for count in found.audit if count.before != count.after] == [
        ("figures", 5)
    ]
    assert found.change["reason"] == "The gauge was misread."
    told = found.to_json()
    assert json.loads(json.dumps(told)) == told
    assert told["verdict_after"] == {"slug": "clean", "label": "Clean"}


def test_citations_are_read_as_no_words() -> None:
    refs = {1: "a", 2: "b"}
    html = (
        f"<p>It rose {cite(1)}. It fell.{cite(1)} {cite(2)} Then <b>it</b> stood{cite(2)}, they say.</p>"
        f"<ul><li>One.{cite(1)}</li></ul>"
    )
    assert [(line.text, line.cites) for line in read(html, refs)] == [
        ("It rose.", ("a",)),
        ("It fell.", ("a", "b")),
        ("Then it stood, they say.", ("b",)),
        ("One.", ("a",)),
    ]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab.<>a/=\"'#& 1p", max_size=120))
def test_any_markup_is_read_without_an_error(html: str) -> None:
    read(html, {1: "a"})


def test_five_hundred_reworded_sentences_each_find_their_pair() -> None:
    def text(word: str) -> str:
        return "".join(
            f"<p>On day {n} the gauge counted {n * 7} salmon {word} the weir.</p>" for n in range(500)
        )

    found = difference(version(sections=[section(text("at"))]), version(2, sections=[section(text("near"))]))
    assert {kind for kind, _old, _new in sentences_of(found.text)} == {"changed"}


def test_a_text_of_one_endless_sentence_does_not_hang() -> None:
    older, newer = "the gauge " * 20_000, "a gauge of the " * 15_000
    found = segments(older, newer)
    assert (older_text(found), newer_text(found)) == (older, newer)


def watching(at_least: int | None, topic: str = "Fish") -> list[dict[str, Any]]:
    wire: dict[str, Any] = {
        "towards": {"slug": "clean", "label": "Clean"}, "text": "Twelve more sightings.", "claims": []
    }  # fmt: skip
    if at_least is not None:
        named = {"slug": topic.lower(), "label": topic}
        wire["condition"] = {
            "kind": "cards", "indicator": None, "at_least": at_least, "position": None, "topic": named
        }  # fmt: skip
    return [wire]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (watching(None), watching(3)),
        (watching(3), watching(None)),
        (watching(3), watching(5)),
        (watching(3), watching(3, "Sewage")),
    ],
)
def test_what_is_checked_of_a_trip_wire_is_part_of_the_difference(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    found = difference(version(1, trip_wires=before), version(2, trip_wires=after))
    (wire,) = found.text.trip_wires
    assert (wire.kind, found.empty) == ("changed", False)
    assert (wire.condition_before, wire.condition_after) == (
        before[0].get("condition"),
        after[0].get("condition"),
    )


def test_the_same_check_is_no_difference() -> None:
    found = difference(version(1, trip_wires=watching(3)), version(2, trip_wires=watching(3)))
    assert found.empty
    assert found.text.trip_wires[0].kind == "same"
