"""The editor's desk: what it offers for a draft, and that every door to a version is shut."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_latest_str
from wagtail.models import Revision, WorkflowState

from questions.auditing import audit_take
from questions.models import Claim, Finding, Indicator, Position, Take, Waiver
from questions.publishing import NotPublishable, publish_take
from questions.reviewing import approve_take, submit_for_review
from questions.seeing import seen_hash
from tests.sharing import shared
from tests.world import World, body_of

NAMES = "wagtailsnippets_questions_take"


@shared
def draft(world: World) -> Take:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    return world.take(
        [("The gauge counted 12 salmon at the weir.", [card])],
        answer="Not yet.",
        trip_wires=[(world.positions[2], "Salmon spawn above the weir.")],
    )


@shared
def version(world: World, draft: Take) -> Take:
    return publish_take(take=draft, by=world.reviewer, now=world.now)


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"{NAMES}:{name}", args=args)


def form_data(take: Take, **changes: str) -> dict[str, str]:
    block = take.body[0]
    data = {
        "verdict": str(take.verdict_id),
        "answer": take.answer,
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "section",
        "body-0-id": block.id,
        "body-0-value-kind": "answer",
        "body-0-value-heading": "",
        "body-0-value-text": contentstate(block.value["text"].source),
        "trip_wires-TOTAL_FORMS": "0",
        "trip_wires-INITIAL_FORMS": "0",
        "trip_wires-MIN_NUM_FORMS": "0",
        "trip_wires-MAX_NUM_FORMS": "1000",
        "window_from": str(take.window_from),
        "window_to": str(take.window_to),
        "change_kind": take.change_kind,
        "change_reason": take.change_reason,
    }
    return data | changes


def contentstate(html: str) -> str:
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    from questions.blocks import TEXT_FEATURES

    return ContentstateConverter(TEXT_FEATURES).from_database_format(html)


def test_the_list_shows_drafts_and_versions_with_their_audit(world: World, version: Take) -> None:
    world.take([("An uncited sentence.", [])])
    page = signed_in(world.editor).get(url("list"))
    assert page.status_code == 200
    assert b"1 of 1 claims" in page.content
    assert b"Not audited" in page.content


@pytest.mark.parametrize(
    ("state", "shown"), [("draft", 0), ("review", 1), ("returned", 0), ("published", 0), ("withdrawn", 0)]
)
def test_the_list_filters_by_state(world: World, draft: Take, state: str, shown: int) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    page = signed_in(world.editor).get(url("list"), {"state": state})
    assert page.content.count(b"1 of 1 claims") == shown


def test_the_menu_counts_what_waits_for_a_reviewer(world: World, draft: Take) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    assert "Takes (1)" in signed_in(world.reviewer).get(reverse("wagtailadmin_home")).content.decode()


def test_a_take_by_hand_begins_with_its_question(world: World) -> None:
    client = signed_in(world.editor)
    assert client.get(url("add")).status_code == 200
    answer = client.post(url("add"), {"question": world.question.pk})
    take = Take.objects.get()
    assert answer.url == url("edit", take.pk)
    assert (take.created_by, take.live, take.window_to is None) == (world.editor, False, False)
    assert client.get(url("edit", take.pk)).status_code == 200


def test_the_editor_offers_positions_of_the_questions_own_scale_only(world: World, draft: Take) -> None:
    other = world.make_question(title="Is the lake clean?", slug="lake", labels=("Murky lake", "Clear lake"))
    page = signed_in(world.editor).get(url("edit", draft.pk)).content.decode()
    assert "Nearly" in page
    assert "Murky lake" not in page
    answer = signed_in(world.editor).post(
        url("edit", draft.pk), form_data(draft, verdict=str(Position.objects.filter(question=other)[0].pk))
    )
    assert answer.status_code == 200
    assert Take.objects.get(pk=draft.pk).verdict_id == draft.verdict_id


def test_saving_audits_the_text_and_the_editor_shows_what_it_found(world: World, draft: Take) -> None:
    client = signed_in(world.editor)
    card_html = draft.body[0].value["text"].source.replace("12 salmon", "13 salmon")
    answer = client.post(
        url("edit", draft.pk), form_data(draft, **{"body-0-value-text": contentstate(card_html)})
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Finding.objects.filter(blocking=True, kind="untraced_number").exists()
    page = client.get(url("edit", draft.pk)).content.decode()
    assert "<mark>13</mark>" in page
    assert "0 of 1 claims trace to a card" in page


def test_scheduling_is_not_offered_and_not_heard(world: World, draft: Take) -> None:
    client = signed_in(world.reviewer)
    page = client.get(url("edit", draft.pk)).content.decode()
    assert 'name="go_live_at"' not in page
    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    client.post(url("edit", draft.pk), form_data(draft, go_live_at=later, **{"action-publish": "1"}))
    row = Take.objects.get(pk=draft.pk)
    assert (row.go_live_at, row.live, row.number) == (None, False, None)


@pytest.mark.parametrize("who", ["editor", "reviewer", "admin"])
def test_nobody_publishes_past_the_review(world: World, draft: Take, who: str) -> None:
    client = signed_in(getattr(world, who))
    assert 'name="action-publish"' not in client.get(url("edit", draft.pk)).content.decode()
    client.post(url("edit", draft.pk), form_data(draft, **{"action-publish": "1"}))
    row = Take.objects.get(pk=draft.pk)
    assert (row.live, row.number) == (False, None)


def test_an_editor_submits_and_a_reviewer_approves_from_the_editor(world: World, draft: Take) -> None:
    signed_in(world.editor).post(url("edit", draft.pk), form_data(draft, **{"action-submit": "1"}))
    row = Take.objects.get(pk=draft.pk)
    assert row.workflow_in_progress
    answer = signed_in(world.reviewer).post(
        url("edit", draft.pk),
        form_data(row, **{"action-workflow-action": "1", "workflow-action-name": "approve"}),
    )
    assert answer.status_code == 302
    done = Take.objects.get(pk=draft.pk)
    assert (done.number, done.reviewed_by) == (1, world.reviewer)


def test_approving_an_edit_that_shuts_the_gate_saves_it_and_says_why(world: World, draft: Take) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    html = draft.body[0].value["text"].source.replace("12 salmon", "13 salmon")
    answer = signed_in(world.reviewer).post(
        url("edit", draft.pk),
        form_data(
            draft,
            **{
                "action-workflow-action": "1",
                "workflow-action-name": "approve",
                "body-0-value-text": contentstate(html),
            },
        ),
        follow=True,
    )
    assert answer.status_code == 200
    assert "13" in answer.content.decode()
    assert Take.objects.get(pk=draft.pk).number is None


def test_wagtails_dashboard_approves_a_clean_take(world: World, draft: Take) -> None:
    row = submit_for_review(take=draft, by=world.editor, now=world.now)
    state = row.current_workflow_task_state
    signed_in(world.reviewer).post(url("workflow_action", draft.pk, "approve", state.pk))
    assert Take.objects.get(pk=draft.pk).number == 1


def test_wagtails_dashboard_says_why_it_does_not_approve(world: World) -> None:
    take = world.take([("An uncited sentence stands here.", [])])
    row = submit_for_review(take=take, by=world.editor, now=world.now)
    state = row.current_workflow_task_state
    answer = signed_in(world.reviewer).post(url("workflow_action", take.pk, "approve", state.pk), follow=True)
    assert answer.status_code == 200
    assert "cites no card" in answer.content.decode()
    assert Take.objects.get(pk=take.pk).number is None


def test_returning_from_the_dashboard_keeps_the_reason(world: World, draft: Take) -> None:
    row = submit_for_review(take=draft, by=world.editor, now=world.now)
    state = row.current_workflow_task_state
    signed_in(world.reviewer).post(
        url("workflow_action", draft.pk, "reject", state.pk), {"comment": "Too thin."}
    )
    state.refresh_from_db()
    assert state.comment == "Too thin."
    assert Take.objects.get(pk=draft.pk).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_the_review_compares_with_the_version_that_stands(world: World, version: Take) -> None:
    card = world.card(excerpt="The gauge counted 14 salmon at the weir.")
    take = world.take([("The gauge counted 14 salmon at the weir.", [card])], answer="Not quite yet.")
    page = signed_in(world.reviewer).get(reverse("questions_take_review", args=[take.pk])).content.decode()
    assert "Against version 1" in page
    assert ' quite<span class="w-sr-only">]</span></ins>' in page


def act(client: Client, take: Take, action: str, **data: object) -> str:
    answer = client.post(reverse("questions_take_act", args=[take.pk, action]), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def seen_in(take: Take) -> dict[str, object]:
    """What the review screen's form sends of the draft as it is now."""
    row = Take.objects.get(pk=take.pk)
    return {
        "seen_revision": row.latest_revision_id,
        "seen": seen_hash(row.get_latest_revision_as_object()),
    }


def test_a_reviewer_goes_from_submission_to_version_on_the_review_screen(world: World, draft: Take) -> None:
    act(signed_in(world.editor), draft, "submit")
    client = signed_in(world.reviewer)
    page = client.get(reverse("questions_take_review", args=[draft.pk])).content.decode()
    assert "Approve and publish" in page
    shown = {name: re.search(rf'name="{name}" value="(\w+)"', page)[1] for name in ("seen_revision", "seen")}
    assert "Published as version 1." in act(client, draft, "approve", **shown)


def test_the_review_screen_does_not_approve_what_was_saved_over_in_place(world: World, draft: Take) -> None:
    act(signed_in(world.editor), draft, "submit")
    other = signed_in(world.other_reviewer)
    other.post(url("edit", draft.pk), form_data(draft, change_reason="Read again."))
    shown = seen_in(draft)
    html = draft.body[0].value["text"].source.replace("at the weir", "at the weir, and the mayor is a crook")
    saved = other.post(
        url("edit", draft.pk),
        form_data(draft, **{"body-0-value-text": contentstate(html)})
        | {"overwrite_revision_id": str(shown["seen_revision"])},
        headers={"accept": "application/json"},
    )
    assert json.loads(saved.content)["revision_id"] == shown["seen_revision"]
    assert "edited since" in act(signed_in(world.reviewer), draft, "approve", **shown)
    assert Take.objects.get(pk=draft.pk).number is None


def test_what_was_submitted_is_not_saved_over_but_kept_beside_a_new_step(world: World, draft: Take) -> None:
    row = submit_for_review(take=draft, by=world.reviewer, now=world.now)
    submitted = row.latest_revision_id
    data = form_data(draft, answer="Nearly.") | {"overwrite_revision_id": str(submitted)}
    client = signed_in(world.reviewer)
    # The step's own author, so that nothing else stands in the way.
    Revision.objects.filter(pk=submitted).update(user=world.reviewer)
    answer = client.post(url("edit", draft.pk), data, headers={"accept": "application/json"})
    newest = json.loads(answer.content)["revision_id"]
    assert newest != submitted
    assert Revision.objects.get(pk=submitted).content["answer"] == "Not yet."
    with pytest.raises(NotPublishable, match="edited since"):
        approve_take(take=row, by=world.other_reviewer, now=world.now)


def test_no_code_saves_over_a_step_that_was_submitted(world: World, draft: Take) -> None:
    row = submit_for_review(take=draft, by=world.editor, now=world.now)
    with pytest.raises(PermissionDenied):
        row.save_revision(user=world.editor, overwrite_revision=row.latest_revision)


def test_a_reviewer_approves_in_the_editor_what_they_just_saved(world: World, draft: Take) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    data = form_data(draft, answer="Nearly.") | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{}",
    }
    signed_in(world.reviewer).post(url("edit", draft.pk), data)
    version = Take.objects.get(pk=draft.pk)
    assert (version.number, version.answer) == (1, "Nearly.")


def test_the_review_screen_does_not_approve_what_was_edited_meanwhile(world: World, draft: Take) -> None:
    act(signed_in(world.editor), draft, "submit")
    row = Take.objects.get(pk=draft.pk)
    shown = seen_in(draft)
    row.answer = "Yes."
    row.save_revision(user=world.agent)
    assert "edited since" in act(signed_in(world.reviewer), draft, "approve", **shown)
    assert Take.objects.get(pk=draft.pk).number is None


def test_a_waiver_is_given_beside_its_finding_and_opens_the_gate(world: World) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 13 salmon at the weir.", [card])])
    audit_take(take=take, now=world.now)
    finding = Finding.objects.get(blocking=True)
    client = signed_in(world.reviewer)
    act(client, take, "waive", finding=finding.pk, reason="The gauge rounds.")
    assert Waiver.objects.get().byline == world.reviewer.public_byline
    act(client, take, "submit")
    assert "Published as version 1." in act(client, take, "approve", **seen_in(take))


def test_an_editor_waives_approves_and_withdraws_nothing(world: World, draft: Take) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    other = world.take([("The gauge counted 13 salmon at the weir.", [card])])
    audit_take(take=other, now=world.now)
    client = signed_in(world.editor)
    assert "Only reviewers" in act(
        client, other, "waive", finding=Finding.objects.get(blocking=True).pk, reason="x"
    )
    submit_for_review(take=draft, by=world.editor, now=world.now)
    act(client, draft, "approve", **seen_in(draft))
    assert not Take.objects.published().exists()
    assert not Waiver.objects.exists()


def test_a_version_is_shown_read_only_with_correction_and_withdrawal(world: World, version: Take) -> None:
    client = signed_in(world.reviewer)
    answer = client.get(url("edit", version.pk), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("questions_take_version", args=[version.pk])
    assert version.content_hash in page
    assert "Correct this version" in page
    assert "Withdraw" in page
    act(client, version, "correct", kind="typo")
    assert Take.objects.drafts().get().based_on == version
    act(client, version, "withdraw", reason="The gauge was broken.")
    version.refresh_from_db()
    assert version.withdrawal.reason == "The gauge was broken."


@pytest.mark.parametrize("who", ["reviewer", "admin"])
@pytest.mark.parametrize(
    "door",
    ["edit", "revert", "unpublish", "delete", "bulk", "lock", "unlock", "unschedule", "approve", "cancel"],
)
def test_no_door_of_the_admin_changes_a_version(world: World, version: Take, door: str, who: str) -> None:
    revision = version.latest_revision_id
    addresses = {
        "edit": url("edit", version.pk),
        "revert": url("revisions_revert", version.pk, revision),
        "unpublish": url("unpublish", version.pk),
        "delete": url("delete", version.pk),
        "bulk": reverse("wagtail_bulk_action", args=["questions", "take", "delete"]) + f"?id={version.pk}",
        "lock": url("lock", version.pk),
        "unlock": url("unlock", version.pk),
        "unschedule": url("revisions_unschedule", version.pk, revision),
        "approve": url("workflow_action", version.pk, "approve", 1),
        "cancel": url("confirm_workflow_cancellation", version.pk),
    }
    before = Take.objects.filter(pk=version.pk).values().get()
    client = signed_in(getattr(world, who))
    data = form_data(version, answer="Yes!") if door in ("edit", "revert") else {}
    if door == "approve":
        state = version.workflow_states.first()
        assert state is None
        answer = client.post(addresses[door], data)
        assert answer.status_code in (302, 404)
    else:
        answer = client.post(addresses[door], data)
        assert answer.status_code == 302, answer.content.decode()[:500]
    assert Take.objects.filter(pk=version.pk).values().get() == before


def test_a_draft_is_not_deleted_either(world: World, draft: Take) -> None:
    signed_in(world.admin).post(url("delete", draft.pk))
    assert Take.objects.filter(pk=draft.pk).exists()


def test_an_agent_does_not_get_into_the_admin(world: World, draft: Take) -> None:
    client = signed_in(world.agent)
    assert client.get(url("edit", draft.pk)).status_code == 302
    answer = client.post(reverse("questions_take_act", args=[draft.pk, "submit"]))
    assert answer.status_code == 302
    assert not Take.objects.get(pk=draft.pk).workflow_in_progress


def test_a_draft_in_review_is_locked_for_editors(world: World, draft: Take) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    signed_in(world.editor).post(url("edit", draft.pk), form_data(draft, answer="Yes!"))
    assert Take.objects.get(pk=draft.pk).answer == "Not yet."


def test_the_preview_shows_the_draft_in_the_public_frame(world: World, draft: Take) -> None:
    client = signed_in(world.editor)
    address = url("preview_on_edit", draft.pk)
    saved = client.post(address, form_data(draft))
    assert json.loads(saved.content)["is_valid"]
    page = client.get(address).content.decode()
    assert "not part of the public record" in page
    assert 'href="#source-1"' in page


def test_a_trip_wire_leads_to_a_position_of_the_same_question(world: World, draft: Take) -> None:
    other = world.make_question(title="Is the lake clean?", slug="lake", labels=("Murky lake", "Clear lake"))
    foreign = Position.objects.filter(question=other)[0]
    data = form_data(
        draft,
        **{
            "trip_wires-TOTAL_FORMS": "1",
            "trip_wires-0-id": "",
            "trip_wires-0-ORDER": "1",
            "trip_wires-0-DELETE": "",
            "trip_wires-0-towards": str(foreign.pk),
            "trip_wires-0-text": "The lake clears.",
        },
    )
    answer = signed_in(world.editor).post(url("edit", draft.pk), data)
    assert answer.status_code == 200
    assert not Take.objects.get(pk=draft.pk).trip_wires.filter(towards=foreign).exists()


def wire_data(world: World, **fields: object) -> dict[str, str]:
    given = {"id": "", "ORDER": "1", "DELETE": "", "towards": world.positions[2].pk, "text": "Salmon return."}
    row = {f"trip_wires-0-{name}": str(value) for name, value in {**given, **fields}.items()}
    return {"trip_wires-TOTAL_FORMS": "1", **row}


def test_a_trip_wire_keeps_what_its_check_needs_and_nothing_else(world: World, draft: Take) -> None:
    fields = {"condition": "cards", "at_least": 3, "topic": world.fish.pk, "indicator": world.indicator.pk}
    data = form_data(draft, **wire_data(world, **fields))
    assert signed_in(world.editor).post(url("edit", draft.pk), data).status_code == 302
    wires = Take.objects.get(pk=draft.pk).get_latest_revision_as_object().trip_wires.all()
    wire = next(wire for wire in wires if wire.text == "Salmon return.")
    assert (wire.condition, wire.at_least, wire.topic, wire.indicator) == ("cards", 3, world.fish, None)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"condition": "cards", "topic": True}, "Say how many cards it takes."),
        ({"condition": "cards", "topic": True, "at_least": 0}, "Say how many cards it takes."),
        ({"condition": "cards", "at_least": 2}, "Choose the position that the cards support"),
        ({"condition": "indicator_crosses", "at_least": 2}, "Choose the indicator to watch."),
    ],
)
def test_a_check_that_lacks_something_is_refused_in_words(
    world: World, draft: Take, fields: dict[str, object], reason: str
) -> None:
    filled = {name: world.fish.pk if value is True else value for name, value in fields.items()}
    answer = signed_in(world.editor).post(
        url("edit", draft.pk), form_data(draft, **wire_data(world, **filled))
    )
    assert answer.status_code == 200
    assert reason in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"towards": "", "text": ""},
        {"towards": "", "text": "If it rains."},
        {"text": ""},
        {"condition": "cards"},
        {"condition": "indicator_crosses"},
    ],
)
def test_what_is_saved_by_itself_leaves_out_a_trip_wire_that_is_not_complete_yet(
    world: World, draft: Take, fields: dict[str, object]
) -> None:
    data = form_data(draft, answer="Nearly.", **wire_data(world, **{"condition": "none", **fields}))
    client = signed_in(world.editor)
    saved = client.post(url("edit", draft.pk), data, headers={"accept": "application/json"})
    assert saved.status_code == 200, saved.content
    row = Take.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert (row.answer, [wire.text for wire in row.trip_wires.all()]) == (
        "Nearly.",
        ["Salmon spawn above the weir."],
    )
    # The page goes on with the rows it has: now there are as many as the last save knew of.
    whole = form_data(draft, **wire_data(world, condition="none")) | {"trip_wires-INITIAL_FORMS": "1"}
    assert client.post(url("edit", draft.pk), whole).status_code == 302
    row = Take.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert "Salmon return." in [wire.text for wire in row.trip_wires.all()]


def test_a_stored_trip_wire_stays_as_it_was_while_somebody_is_at_it(world: World, draft: Take) -> None:
    wire = draft.trip_wires.get()
    fields = {"id": wire.pk, "towards": world.positions[1].pk, "text": "", "condition": "cards"}
    data = form_data(draft, **wire_data(world, **fields)) | {"trip_wires-INITIAL_FORMS": "1"}
    client = signed_in(world.editor)
    saved = client.post(url("edit", draft.pk), data, headers={"accept": "application/json"})
    assert saved.status_code == 200, saved.content
    wire.refresh_from_db()
    assert (wire.text, wire.towards, wire.condition) == (
        "Salmon spawn above the weir.",
        world.positions[2],
        "none",
    )
    gone = data | {"trip_wires-0-DELETE": "1"}
    assert client.post(url("edit", draft.pk), gone, headers={"accept": "application/json"}).status_code == 200
    assert not draft.trip_wires.exists()


@pytest.mark.parametrize("initial", ["0", "1"])
def test_a_trip_wire_that_nobody_filled_in_is_dropped(world: World, draft: Take, initial: str) -> None:
    empty = wire_data(world, towards="", text="", condition="none") | {"trip_wires-INITIAL_FORMS": initial}
    assert signed_in(world.editor).post(url("edit", draft.pk), form_data(draft, **empty)).status_code == 302


def test_the_editor_does_not_save_by_itself_for_whom_the_draft_is_locked(world: World, draft: Take) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    assert signed_in(world.reviewer).get(url("edit", draft.pk)).context["autosave_enabled"]
    assert not signed_in(world.editor).get(url("edit", draft.pk)).context["autosave_enabled"]


def test_a_check_watches_an_indicator_of_the_same_question(world: World, draft: Take) -> None:
    other = world.make_question(title="Is the lake clean?", slug="lake", labels=("Murky lake", "Clear lake"))
    foreign = Indicator.objects.create(
        question=other,
        slug="algae",
        name="Algae",
        noun_singular="bloom",
        noun_plural="blooms",
        threshold=1,
        speaks_for=other.positions.first(),
        why="They show.",
    )
    data = form_data(draft, **wire_data(world, condition="indicator_crosses", indicator=foreign.pk))
    assert signed_in(world.editor).post(url("edit", draft.pk), data).status_code == 200


def test_pages_of_the_desk_hold_however_odd_the_text_is(world: World) -> None:
    take = world.take([("<b>Bold</b> & “odd” – is it?", []), ("Ünïcode ½ sentence.", [])], answer="<i>No</i>")
    page = signed_in(world.reviewer).get(reverse("questions_take_review", args=[take.pk]))
    assert page.status_code == 200
    assert b"<i>No</i>" not in page.content
    assert body_of([]) != ""


@pytest.mark.parametrize("reason", ["x" * 2001, "x\x00" * 2001, "\x00"])
def test_a_reason_that_cannot_be_kept_is_a_message_whatever_it_was_for(
    world: World, version: Take, reason: str
) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    other = world.take([("The gauge counted 13 salmon at the weir.", [card])])
    submit_for_review(take=other, by=world.editor, now=world.now)
    client = signed_in(world.reviewer)
    finding = Finding.objects.get(blocking=True)
    for page in (
        act(client, version, "withdraw", reason=reason),
        act(client, other, "return", reason=reason),
        act(client, other, "waive", finding=finding.pk, reason=reason),
        act(client, other, "waive-all", claim=finding.claim_id, reason=reason),
    ):
        assert '<li class="error">' in page
    assert not Waiver.objects.exists()


def test_all_findings_of_a_sentence_are_waived_at_once(world: World) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 13 salmon and 14 trout at the weir.", [card])])
    audit_take(take=take, now=world.now)
    claim = Finding.objects.filter(blocking=True)[0].claim
    standing = claim.findings.filter(blocking=True).count()
    client = signed_in(world.reviewer)
    offer = f"Waive all {standing} findings of this sentence"
    assert offer in client.get(reverse("questions_take_review", args=[take.pk])).content.decode()
    page = act(client, take, "waive-all", claim=claim.pk, reason="The gauge rounds.")
    assert f"Waived all {standing} findings of the sentence" in page
    assert offer not in page
    assert "Nothing stands open." in page


def test_the_review_shows_each_claim_with_its_cards_and_where_figures_were_found(
    world: World, draft: Take
) -> None:
    audit_take(take=draft, now=world.now)
    card = Finding.objects.get(kind="traced_number").card
    page = signed_in(world.editor).get(reverse("questions_take_review", args=[draft.pk])).content.decode()
    listed = page[page.index('<ol class="take-claims">') :]
    assert f'<a href="{reverse("wagtailsnippets_evidence_card:edit", args=[card.pk])}"' in listed
    assert card.ref in listed
    assert "<mark>12</mark>" in listed


def test_the_weakest_claims_come_first_when_asked_for(world: World) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir. Sewage spilled at the mill.")
    take = world.take(
        [
            ("The gauge counted 12 salmon at the weir.", [card]),
            ("Sewage spilled at the mill because its owner prefers profit.", [card]),
        ]
    )
    audit = audit_take(take=take, now=world.now)
    strong, weak = audit.claims.order_by("n")
    assert 0 <= weak.support < strong.support <= 1
    address = reverse("questions_take_review", args=[take.pk])
    client = signed_in(world.reviewer)

    def first(**asked: str) -> str:
        page = client.get(address, asked).content.decode()
        return re.search(r'<ol class="take-claims">\s*<li value="(\d+)"', page)[1]

    assert (first(), first(claims="weakest")) == (str(strong.n), str(weak.n))
    page = client.get(address).content.decode()
    assert 'href="?claims=weakest#claims"' in page
    assert f"{round(weak.support * 100)} % of its words in its cards" in page


def test_support_is_a_share(world: World, draft: Take) -> None:
    claim = audit_take(take=draft, now=world.now).claims.first()
    with pytest.raises(IntegrityError, match="claim_support_is_a_share"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(support=1.5)


def test_an_editor_sees_no_heading_over_nothing_to_decide(world: World, draft: Take) -> None:
    submit_for_review(take=draft, by=world.editor, now=world.now)
    address = reverse("questions_take_review", args=[draft.pk])
    assert "Decide" not in signed_in(world.editor).get(address).content.decode()
    assert "Decide" in signed_in(world.reviewer).get(address).content.decode()


def test_lists_name_a_version_by_its_number_and_a_draft_by_its_day(world: World, version: Take) -> None:
    other = world.take([("Another sentence.", [world.card()])])
    name = str(world.question)
    assert get_latest_str(Take.objects.get(pk=version.pk)) == f"{name} · v1"
    assert get_latest_str(Take.objects.get(pk=other.pk)) == f"{name} · draft of 10 May 2026"


def test_the_list_of_takes_writes_days_in_full(world: World, draft: Take) -> None:
    assert "10 May 2026" in signed_in(world.editor).get(url("list")).content.decode()
