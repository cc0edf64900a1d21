"""Who counts as an editor of a take."""

from questions.drafting.drafter import Draft, DraftCondition, DraftTripWire
from questions.drafting.reading import read_draft
from questions.models import Take, TripWire
from questions.provenance import editors_of
from tests.world import World


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
