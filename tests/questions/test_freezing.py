"""What a version keeps of its moment."""

import json
from datetime import timedelta

import pytest

from questions.claim_records import snippet
from questions.disclosure import disclosure
from questions.edits import words_changed
from questions.markup import foreign_markup
from questions.models import Run, Take, Tally, Wording
from questions.publishing import NotPublishable, publish_take
from questions.reviewing import approve_take, submit_for_review
from questions.snapshot import Snapshot, canonical, parse
from questions.withdrawing import withdraw_take
from tests.sharing import shared
from tests.world import World

SENTENCE = "The gauge counted 12 salmon at the weir."


def publish(world: World, **fields: object) -> Snapshot:
    card = world.card(excerpt=SENTENCE)
    take = world.take([(SENTENCE, [card])], answer="Not yet.", **fields)
    return parse(publish_take(take=take, by=world.reviewer, now=fields.pop("now", world.now)).snapshot)


def test_sources_are_numbered_by_first_citation(world: World) -> None:
    one, two, three = (world.card(excerpt=f"Item {n}.") for n in "abc")
    take = world.take(
        [("First of all.", [two]), ("Then this.", [three, two]), ("And that.", [one])], answer="Not yet."
    )
    record = parse(publish_take(take=take, by=world.reviewer, now=world.now).snapshot)
    assert [(source["n"], source["card"]) for source in record["sources"]] == [
        (1, two.pk),
        (2, three.pk),
        (3, one.pk),
    ]
    assert [claim["sources"] for claim in record["sections"][0]["claims"]] == [[1], [2, 1], [3]]
    html = record["sections"][0]["html"]
    assert 'id="cite-1-1" href="#source-1">1</a>' in html
    assert 'id="cite-1-2"' in html
    assert "linktype" not in html


def test_a_snapshot_reads_back_to_the_same_bytes(world: World) -> None:
    record = publish(world)
    version = Take.objects.published().get()
    assert canonical(parse(version.snapshot)) == version.snapshot
    assert json.loads(version.snapshot) == record


def test_the_readings_are_those_of_the_last_complete_day(world: World) -> None:
    world.indicator  # noqa: B018 (made when first asked for)
    reading = publish(world)["indicators"][0]
    assert reading["day"] == (world.today - timedelta(days=1)).isoformat()
    assert (reading["slug"], reading["value"], reading["crossed"]) == ("fish-sightings", 1, False)


@pytest.mark.parametrize(("count", "shown"), [(7, []), (27, [0, 27, 0])])
def test_the_tally_is_that_of_the_moment_and_keeps_the_minimum(
    world: World, count: int, shown: list[int]
) -> None:
    Tally.objects.create(question=world.question, position=world.positions[1], count=count)
    record = publish(world)
    assert record["tally"]["total"] == count
    assert [position["count"] for position in record["tally"]["positions"]] == shown


def test_a_verdict_is_held_since_the_oldest_version_in_a_row_that_gave_it(world: World) -> None:
    nearly = world.positions[1]
    assert publish(world)["held_since"]["number"] == 1
    assert publish(world, verdict=nearly)["held_since"]["number"] == 2
    assert publish(world, verdict=nearly)["held_since"]["number"] == 2
    assert publish(world)["held_since"]["number"] == 4


def test_a_withdrawn_version_does_not_count_towards_holding_a_verdict(world: World) -> None:
    publish(world)
    publish(world, verdict=world.positions[1])
    second = Take.objects.published().first()
    withdraw_take(take=second, reason="Broken.", by=world.reviewer, now=world.now)
    record = publish(world)
    assert (record["held_since"]["number"], record["previous"]) == (1, 1)


def test_the_verdict_says_its_place_on_the_scale(world: World) -> None:
    record = publish(world, verdict=world.positions[2])
    assert record["verdict"] == {"slug": "clean", "label": "Clean", "index": 2, "of": 3}
    assert [position["label"] for position in record["scale"]] == ["Not yet", "Nearly", "Clean"]


def test_a_take_by_hand_names_no_drafter_and_the_evidence_of_its_window(world: World) -> None:
    record = publish(world)
    assert record["provenance"]["drafter"] is None
    assert record["provenance"]["reviewed_by"] == "Rolf Reviewer"
    assert record["evidence"]["cards"] == 1
    assert record["published_at"] == "2026-05-10T12:00:00Z"


@shared
def drafted(world: World) -> Take:
    card = world.card(excerpt=SENTENCE)
    run = Run.objects.create(
        question=world.question, drafter="extractive", drafter_version="1", draft_day=world.today,
        state=Run.State.DONE, created_at=world.now, finished_at=world.now,
        brief={"cards": [{"published_on": "2026-04-01"}, {"published_on": "2026-05-01"}], "ledger": []},
        output={"answer": "Not yet.", "sections": [{"heading": "", "paragraphs": [[{"text": SENTENCE}]]}]},
    )  # fmt: skip
    return world.take([(SENTENCE, [card])], answer="Not yet.", run=run, by=world.agent)


def test_an_unedited_draft_says_that_people_changed_nothing(world: World, drafted: Take) -> None:
    record = parse(publish_take(take=drafted, by=world.reviewer, now=world.now).snapshot)
    provenance = record["provenance"]
    assert (provenance["words_changed"], provenance["edited"], provenance["self_approved"]) == (
        0.0,
        False,
        False,
    )
    assert provenance["drafter"] == {
        "kind": "extractive",
        "name": "extractive",
        "version": "1",
        "model": None,
    }
    assert record["evidence"] == {"cards": 2, "first": "2026-04-01", "last": "2026-05-01"}


def test_an_edited_draft_says_how_much_and_that_its_editor_approved_it(world: World, drafted: Take) -> None:
    submit_for_review(take=drafted, by=world.agent, now=world.now)
    row = Take.objects.get(pk=drafted.pk)
    row.answer = "Not quite yet."
    row.save()
    step = row.save_revision(user=world.reviewer)
    version = approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=step.pk)
    provenance = parse(version.snapshot)["provenance"]
    assert 0 < provenance["words_changed"] < 0.2
    assert (provenance["edited"], provenance["self_approved"]) == (True, True)


def test_who_changes_the_verdict_alone_changed_the_draft(world: World, drafted: Take) -> None:
    Run.objects.update(output={**drafted.run.output, "verdict_slug": "not-yet"})
    row = Take.objects.get(pk=drafted.pk)
    row.verdict = world.positions[2]
    row.save()
    row.save_revision(user=world.editor)
    version = parse(publish_take(take=row, by=world.reviewer, now=world.now).snapshot)
    provenance = version["provenance"]
    assert (provenance["words_changed"], provenance["verdict_changed"], provenance["edited"]) == (
        0,
        True,
        True,
    )
    assert (
        disclosure(version, Wording())
        .sentences[1]
        .endswith("people changed the verdict and none of its words.")
    )


def test_a_version_names_prompt_brief_and_what_set_its_run_off(world: World, drafted: Take) -> None:
    Run.objects.update(
        model="small-1", prompt="draft-2", prompt_hash="a" * 64, input_hash="b" * 64, trigger="evidence"
    )
    take = Take.objects.get(pk=drafted.pk)
    provenance = parse(publish_take(take=take, by=world.reviewer, now=world.now).snapshot)["provenance"]
    assert provenance["prompt"] == {"name": "draft-2", "sha256": "a" * 64}
    assert (provenance["input_hash"], provenance["trigger"]) == ("b" * 64, "evidence")


def test_a_take_by_hand_has_neither_prompt_nor_brief_nor_trigger(world: World) -> None:
    provenance = publish(world)["provenance"]
    assert [provenance[name] for name in ("prompt", "input_hash", "trigger")] == [None] * 3


def test_findings_carry_their_place_in_claim_and_source(world: World) -> None:
    record = publish(world)
    finding = record["sections"][0]["claims"][0]["findings"][0]
    assert (finding["kind"], finding["source"], finding["field"], finding["text"]) == (
        "traced_number",
        1,
        "excerpt",
        "12",
    )
    first, last = finding["snippet_span"]
    assert finding["snippet"][first:last] == "12"


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>99 salmon</h2>", "<!--> 99 salmon -->", "<![CDATA[99 salmon]]>", "<script>alert(1)</script>",
        '<p onclick="x()">', '<a href="https://example.org">more</a>', '<p title="99 salmon">', "<?php 99 ?>",
        '<a linktype="citation" id="x">[x]</a>', "<title>99 salmon</title>", "<th>99 salmon</th>",
        '<img src="x">', '<p data-block-key="a b">',
    ],
)  # fmt: skip
def test_text_that_the_audit_might_not_see_is_refused(world: World, markup: str) -> None:
    card = world.card(excerpt=SENTENCE)
    take = world.take([])
    text = f'<p>{SENTENCE}<a linktype="citation" id="{card.pk}">[x]</a></p>{markup}'
    take.body = [("section", {"kind": "answer", "heading": "", "text": text})]
    take.save()
    take.save_revision()
    assert foreign_markup(text)
    with pytest.raises(NotPublishable, match="markup"):
        publish_take(take=take, by=world.reviewer, now=world.now)


def test_what_the_editor_writes_is_not_foreign() -> None:
    text = (
        '<p data-block-key="a1b2c">One <b>two</b><a id="4" linktype="citation">[x]</a><br/>three &lt; 4</p>'
        '<ul><li data-block-key="x9">six <i>seven</i></li></ul>'
    )
    assert foreign_markup(text) == []


@pytest.mark.parametrize(("start", "end"), [(0, 2), (500, 510), (990, 1000), (100, 900)])
def test_a_snippet_is_short_and_holds_the_span(start: int, end: int) -> None:
    text = "".join(chr(97 + n % 26) for n in range(1000))
    cut, (first, last) = snippet(text, start, end)
    assert len(cut) == 200
    assert cut[first:last] == text[start:end][:200]


@pytest.mark.parametrize(
    ("draft", "published", "share"),
    [
        ("", "", 0.0),
        ("one two three four", "one two three four", 0.0),
        ("one two three four", "one two 3 four", 0.25),
        ("one two three four", "one  two\nthree four", 0.0),
        ("one two", "one two three four", 0.5),
        ("", "all of it", 1.0),
        ("all of it", "", 1.0),
        ("a b", "c d e f", 1.0),
    ],
)
def test_the_share_of_changed_words(draft: str, published: str, share: float) -> None:
    assert words_changed(draft, published) == share
