"""Drafting a version again from its brief."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from evidence.curating import withdraw_card
from evidence.models import Card
from questions.bundling import bundle_version, pack
from questions.drafting.brief import Brief
from questions.drafting.drafter import (
    Draft,
    DraftCondition,
    DrafterKind,
    DraftSection,
    DraftSentence,
    DraftTripWire,
    Progress,
)
from questions.drafting.extractive import Extractive
from questions.drafting.language_model.prompting import load
from questions.drafting.reading import draft_hash, edition_of_draft, read_brief, read_draft
from questions.editions import edition_of
from questions.models import Run, Take
from questions.publishing import publish_take
from questions.replaying import NotReplayable, replay_bundle, replay_version
from questions.reviewing import approve_take
from questions.scoring import score_drafters
from questions.snapshot import parse
from tests.questions.drafting.language_model.desk import Desk, desk, filled
from tests.questions.runs import drafted_version
from tests.sharing import shared
from tests.world import World

__all__ = ["desk", "filled"]


@shared
def take(world: World) -> Take:
    return drafted_version(world)


@pytest.fixture
def clock(world: World) -> Callable[[], datetime]:
    return lambda: world.now


class Moody:
    """A drafter that asks a model, and says something new each time."""

    name = "extractive"
    version = "9"
    kind: DrafterKind = "model"
    description = "Moody."

    def for_run(self, run: Run, clock: Callable[[], datetime]) -> Callable[[Brief, Progress], Draft]:
        assert Run.objects.get(pk=run.pk).state == Run.State.RUNNING

        def draft(brief: Brief, progress: Progress) -> Draft:
            progress("Asking")
            card = brief.cards[0]
            sentence = DraftSentence("\x1b[31mSomething else.", (card.id,))
            return Draft("not-yet", "No.", (DraftSection("for", "A new case", ((sentence,),)),))

        return draft


def run(*args: Any, **options: Any) -> str:
    out = StringIO()
    call_command("replay_version", *args, stdout=out, **options)
    return out.getvalue()


def test_briefs_and_drafts_are_read_back_as_they_were(take: Take) -> None:
    made = Run.objects.get(take=take)
    brief = read_brief(made.brief)
    assert brief.to_json() == made.brief
    assert brief.input_hash == made.input_hash
    draft = read_draft(made.output)
    assert [section["heading"] for section in made.output["sections"]] == [
        part.heading for part in draft.sections
    ]
    assert draft.answer == made.output["answer"]


def test_the_extractive_drafter_gives_the_identical_text(take: Take, clock: Callable[[], datetime]) -> None:
    runs = Run.objects.count()
    found = replay_version(take=take, clock=clock)
    assert found.identical
    assert found.difference.empty
    assert found.notes == ()
    assert Run.objects.count() == runs
    assert "identical" in run(take.question.slug, "1")


def test_a_bundle_gives_the_identical_text_too(
    take: Take, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    content = bundle_version(take=Take.objects.get(pk=take.pk))
    found = replay_bundle(content=content, clock=clock)
    assert found.identical
    assert found.difference.empty
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(content)
    assert "identical" in run(bundle=bundle)


def test_a_bundle_with_a_tombstone_is_told_as_not_whole(
    world: World, take: Take, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    card = Card.objects.get(pk=json.loads(take.snapshot)["sources"][0]["card"])
    withdraw_card(card=card, reason="Taken back.", by=world.editor, now=world.now)
    found = replay_bundle(content=bundle_version(take=Take.objects.get(pk=take.pk)), clock=clock)
    assert not found.identical
    assert any("not whole" in note for note in found.notes)


def test_a_model_shows_its_difference_and_leaves_a_run_but_no_take(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questions.replaying.drafters", lambda: {"extractive": Moody()})
    takes = Take.objects.count()
    told = run(take.question.slug, "1")
    assert "verdict: [-Clean-]{+Not yet+}" in told
    assert "{+" in told
    assert "Something else." in told
    assert "\x1b" not in told
    assert "The drafter was version 2 then and is 9 now." in told
    assert Take.objects.count() == takes
    left = Run.objects.order_by("-pk")[0]
    assert (left.state, left.requested_by) == (Run.State.CANCELLED, None)
    assert not Run.objects.active().exists()


def test_a_run_at_work_is_not_disturbed(
    take: Take, monkeypatch: pytest.MonkeyPatch, world: World, clock: Callable[[], datetime]
) -> None:
    monkeypatch.setattr("questions.replaying.drafters", lambda: {"extractive": Moody()})
    Run.objects.create(
        question=world.question, drafter_version="1", draft_day=world.today, created_at=world.now
    )
    with pytest.raises(NotReplayable, match="at work"):
        replay_version(take=take, clock=clock)


def test_an_altered_record_ends_with_an_error(take: Take) -> None:
    made = Run.objects.get(take=take)
    made.output["answer"] = "Something that was never drafted."
    made.save(update_fields=["output"])
    with pytest.raises(CommandError, match="did not"):
        run(take.question.slug, "1")


def test_what_people_wrote_is_not_replayed(world: World, clock: Callable[[], datetime]) -> None:
    card = world.card("Salmon", "The gauge counted 12 salmon at the weir.")
    draft = world.take([("The gauge counted 12 salmon at the weir.", [card])], answer="Not yet.")
    version = publish_take(take=draft, by=world.reviewer, now=world.now)
    with pytest.raises(NotReplayable):
        replay_version(take=version, clock=clock)
    with pytest.raises(NotReplayable):
        replay_bundle(content=bundle_version(take=Take.objects.get(pk=version.pk)), clock=clock)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04nonsense",
        pack({"manifest.json": b"[]", "brief.json": b"{}"}),
        pack({"manifest.json": b"\xff", "brief.json": b"{}"}),
        pack({"manifest.json": b'{"schema": "other"}', "brief.json": b"{}"}),
        pack({"README.md": b"nothing"}),
    ],
)
def test_what_is_no_bundle_is_refused(db: None, clock: Callable[[], datetime], content: bytes) -> None:
    with pytest.raises(NotReplayable):
        replay_bundle(content=content, clock=clock)


def test_a_missing_version_is_named(db: None) -> None:
    with pytest.raises(CommandError, match="no published version"):
        run("no-such", "1")


def test_a_difference_that_its_notes_explain_is_no_error(world: World, take: Take, tmp_path: Path) -> None:
    card = Card.objects.get(pk=json.loads(take.snapshot)["sources"][0]["card"])
    withdraw_card(card=card, reason="Taken back.", by=world.editor, now=world.now)
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(bundle_version(take=Take.objects.get(pk=take.pk)))
    assert "not whole" in run(bundle=bundle)


def test_a_newer_drafter_may_draft_something_else(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Extractive, "version", "9")
    made = Run.objects.get(take=take)
    made.output["answer"] = "What version 1 said."
    made.save(update_fields=["output"])
    assert "is 9 now" in run(take.question.slug, "1")


def model_version(desk: Desk) -> Take:
    made = desk.draft()
    return approve_take(take=Take.objects.get(run=made), by=desk.world.reviewer, now=desk.world.now)


def test_a_model_s_version_is_drafted_again_by_the_same_model_with_the_same_prompt(
    desk: Desk, clock: Callable[[], datetime]
) -> None:
    desk.serve("server-error", "good", fallback="large-2")
    version = model_version(desk)
    server = desk.serve("good", fallback="large-2")
    found = replay_version(take=version, clock=clock)
    assert [request["model"] for request in server.requests] == ["large-2"]
    assert found.notes == ()
    assert found.identical
    replay = Run.objects.order_by("-pk")[0]
    assert (replay.trigger, replay.model, replay.prompt) == (Run.Trigger.REPLAY, "large-2", "draft-2")


def test_a_prompt_of_earlier_is_sent_again(desk: Desk, clock: Callable[[], datetime]) -> None:
    desk.serve("good")
    version = model_version(desk)
    first = load("draft-1")
    Run.objects.filter(take=version).update(prompt=first.name, prompt_hash=first.sha256)
    server = desk.serve("good")
    found = replay_version(take=version, clock=clock)
    assert "previous take" not in json.dumps(server.requests[0]["messages"])
    assert found.notes == ()


def test_another_model_and_a_prompt_that_is_gone_are_told(desk: Desk, clock: Callable[[], datetime]) -> None:
    desk.serve("good", model="old-1")
    version = model_version(desk)
    Run.objects.filter(take=version).update(prompt="draft-0", prompt_hash="f" * 64)
    server = desk.serve("good")
    notes = " ".join(replay_version(take=version, clock=clock).notes)
    assert "asks old-1 as then; this installation is set to small-1" in notes
    assert "draft-0 (sha256 ffffffffffff…) is not here any more; draft-2 was sent" in notes
    assert server.requests[0]["model"] == "old-1"


def test_a_replay_counts_in_no_scorecard(desk: Desk, clock: Callable[[], datetime]) -> None:
    desk.serve("good")
    version = model_version(desk)
    before = score_drafters()
    desk.serve("good")
    replay_version(take=version, clock=clock)
    assert Run.objects.filter(trigger=Run.Trigger.REPLAY).count() == 1
    assert score_drafters() == before


def test_the_hash_of_a_draft_includes_what_is_checked_of_its_trip_wires() -> None:
    def draft(*conditions: DraftCondition | None) -> Draft:
        wires = tuple(DraftTripWire("clean", "Fish are seen.", condition) for condition in conditions)
        return Draft("clean", "Yes.", (), wires)

    checks = [None, DraftCondition("cards", position_slug="clean", at_least=3)]
    checks += [replace(checks[1], at_least=5), DraftCondition("indicator_crosses", indicator_slug="fish")]
    assert len({draft_hash(draft(check)) for check in checks}) == len(checks)


def test_a_draft_and_the_version_made_of_it_are_checked_for_the_same(take: Take) -> None:
    run = Run.objects.get()
    handed_over = edition_of_draft(read_draft(run.output), read_brief(run.brief))
    assert any(wire.condition for wire in handed_over.wires)
    assert handed_over.wires == edition_of(parse(take.snapshot)).wires
