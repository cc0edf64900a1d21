"""Who counts as an editor of a take."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Revision

from questions.drafting.drafter import Draft, DraftCondition, DraftTripWire
from questions.drafting.reading import read_draft
from questions.drafting.running import execute_run, request_run
from questions.editing import edit_take
from questions.models import Run, Take, TripWire
from questions.provenance import editors_of
from questions.publishing import NotPublishable, publish_take
from questions.snapshot import parse
from tests.questions.runs import drafted, river_cards
from tests.sharing import shared
from tests.world import World, body_of


def test_whoever_changes_only_what_is_checked_nightly_is_an_editor(world: World) -> None:
    take = world.take(
        [("Salmon were seen.", [world.card()])], trip_wires=[(world.positions[2], "Fish are seen daily.")]
    )
    draft = Take.objects.get(pk=take.pk).get_latest_revision_as_object()
    draft.save_revision(user=world.reviewer)
    assert world.reviewer.pk not in editors_of(Take.objects.get(pk=take.pk))
    wire = draft.trip_wires.all()[0]
    wire.condition, wire.indicator = TripWire.Condition.CROSSES, world.indicator
    draft.trip_wires.set([wire])
    draft.save_revision(user=world.reviewer)
    assert world.reviewer.pk in editors_of(Take.objects.get(pk=take.pk))


def test_a_stored_draft_is_read_back_with_its_conditions() -> None:
    wires = (
        DraftTripWire("clean", "Many cards.", DraftCondition("cards", position_slug="clean", at_least=4)),
        DraftTripWire("nearly", "In words."),
    )
    draft = Draft("clean", "Yes.", (), wires)
    assert read_draft(draft.to_json()) == draft
    plain = draft.to_json()
    for wire in plain["trip_wires"]:
        del wire["condition"]
    assert [wire.condition for wire in read_draft(plain).trip_wires] == [None, None]


@shared
def asked_for(world: World) -> Take:
    """A run's draft that a reviewer asked for, so that Wagtail has its first step down as theirs."""
    river_cards(world)
    run = request_run(
        question=world.question, by=world.reviewer, trigger="editor", day=world.today, now=world.now
    )
    return Take.objects.get(run=execute_run(key=run.key, clock=lambda: world.now))


def test_asking_for_a_draft_makes_nobody_its_editor(world: World, asked_for: Take) -> None:
    assert editors_of(asked_for) == frozenset()


def test_a_runs_own_step_is_not_saved_over(world: World, asked_for: Take) -> None:
    Revision.objects.filter(pk=asked_for.latest_revision_id).update(user=world.reviewer)
    asked_for.workflow_states.all().delete()
    with pytest.raises(PermissionDenied):
        asked_for.save_revision(user=world.reviewer, overwrite_revision=asked_for.latest_revision)


@pytest.mark.parametrize("changed", ["answer", "verdict", "body", "wires"])
def test_whoever_changed_the_runs_own_step_is_an_editor(world: World, asked_for: Take, changed: str) -> None:
    step = asked_for.latest_revision
    take = step.as_object()
    match changed:
        case "answer":
            take.answer = "The river is rather clean, says the desk."
        case "verdict":
            take.verdict = next(each for each in world.positions if each.pk != take.verdict_id)
        case "body":
            take.body = body_of([("Another sentence.", [])])
        case "wires":
            take.trip_wires.set([TripWire(towards=world.positions[1], text="If it rains.")])
    # Past every door of the editor.
    Revision.objects.filter(pk=step.pk).update(content=take.serializable_data())
    assert editors_of(Take.objects.get(pk=take.pk)) == {world.reviewer.pk}


def test_who_saved_over_the_runs_own_step_cannot_approve_alone(world: World, asked_for: Take) -> None:
    type(world.question).objects.update(four_eyes=True)
    step = asked_for.latest_revision
    Revision.objects.filter(pk=step.pk).update(content={**step.content, "answer": "Says the desk."})
    with pytest.raises(NotPublishable, match="four eyes"):
        publish_take(take=Take.objects.get(pk=asked_for.pk), by=world.reviewer, now=world.now)


def test_the_first_edit_counts_although_whoever_asked_for_the_run_has_no_account_any_more(
    world: World, asked_for: Take
) -> None:
    Revision.objects.filter(pk=asked_for.latest_revision_id).update(user=None)
    edit_take(take=asked_for, by=world.other_reviewer, now=world.now, answer="Says the desk.")
    assert editors_of(Take.objects.get(pk=asked_for.pk)) == {world.other_reviewer.pk}


def test_a_draft_published_as_it_was_handed_over_was_edited_by_nobody(world: World) -> None:
    take = Take.objects.get(run=drafted(world))
    version = publish_take(take=take, by=world.reviewer, now=world.now)
    told = parse(version.snapshot)["provenance"]
    assert (told["edited"], told["words_changed"], told["self_approved"]) == (False, 0.0, False)
    assert Run.objects.get().output is not None
