"""New drafts from published versions."""

import pytest

from questions.auditing import audit_take, current_audit
from questions.correcting import NotCorrectable, open_correction
from questions.models import Run, Take
from questions.publishing import publish_take
from questions.snapshot import parse
from tests.sharing import shared
from tests.world import World

SENTENCE = "The gauge counted 12 salmon at the weir."


@shared
def version(world: World) -> Take:
    card = world.card(excerpt=SENTENCE)
    run = Run.objects.create(
        question=world.question, drafter="extractive", drafter_version="1", draft_day=world.today,
        state=Run.State.DONE, created_at=world.now, finished_at=world.now,
        output={"answer": "Not yet.", "sections": [{"heading": "", "paragraphs": [[{"text": SENTENCE}]]}]},
    )  # fmt: skip
    take = world.take(
        [(SENTENCE, [card])], answer="Not yet.", run=run, by=world.agent,
        trip_wires=[(world.positions[2], "Salmon spawn above the weir.")],
    )  # fmt: skip
    return publish_take(take=take, by=world.reviewer, now=world.now)


def test_a_correction_carries_text_block_ids_trip_wires_and_window_over(world: World, version: Take) -> None:
    draft = open_correction(take=version, by=world.editor, now=world.now, kind="typo")
    row = Take.objects.get(pk=draft.pk)
    assert [block.id for block in row.body] == [block.id for block in version.body]
    assert row.body[0].value["text"].source == version.body[0].value["text"].source
    assert [wire.text for wire in row.trip_wires.all()] == ["Salmon spawn above the weir."]
    assert (row.window_from, row.window_to) == (version.window_from, version.window_to)
    assert (row.based_on, row.change_kind, row.change_reason) == (version, "typo", "")
    assert (row.number, row.live, row.run) == (None, False, None)
    assert current_audit(row) is not None
    assert version.trip_wires.count() == 1


def test_a_corrected_version_still_says_which_agent_drafted_it(world: World, version: Take) -> None:
    draft = open_correction(take=version, by=world.editor, now=world.now, kind="typo")
    draft.change_reason, draft.answer = "A word was wrong.", "Not now."
    draft.save()
    draft.save_revision(user=world.editor)
    corrected = publish_take(take=draft, by=world.reviewer, now=world.now)
    provenance = parse(corrected.snapshot)["provenance"]
    assert provenance["drafter"]["name"] == "extractive"
    assert 0 < provenance["words_changed"] < 1
    assert provenance["edited"]
    assert not provenance["self_approved"]


def test_opening_a_correction_makes_nobody_its_editor(world: World, version: Take) -> None:
    draft = open_correction(take=version, by=world.reviewer, now=world.now)
    draft.change_reason = "Said again."
    draft.save()
    draft.save_revision(user=world.reviewer)
    corrected = publish_take(take=draft, by=world.reviewer, now=world.now)
    provenance = parse(corrected.snapshot)["provenance"]
    assert (provenance["self_approved"], provenance["edited"]) == (False, True) or not provenance["edited"]


def test_a_draft_is_not_corrected(world: World) -> None:
    with pytest.raises(NotCorrectable):
        open_correction(take=world.take([]), by=world.editor, now=world.now)


def test_an_agent_corrects_nothing(world: World, version: Take) -> None:
    with pytest.raises(NotCorrectable):
        open_correction(take=version, by=world.agent, now=world.now)


def test_a_correction_is_of_a_known_kind(world: World, version: Take) -> None:
    with pytest.raises(NotCorrectable):
        open_correction(take=version, by=world.editor, now=world.now, kind="whatever")


def test_an_audit_of_a_correction_leaves_the_versions_alone(world: World, version: Take) -> None:
    draft = open_correction(take=version, by=world.editor, now=world.now)
    assert audit_take(take=draft, now=world.now).pk != version.audit_id
