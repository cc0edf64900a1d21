"""Reviews of takes: who may do what, and what gets out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db.models import Count
from wagtail.models import Page, TaskState, Workflow, WorkflowState
from wagtail.signals import published

from questions.models import Take
from questions.publishing import NotPublishable
from questions.reviewing import (
    NotReviewable,
    approve_take,
    cancel_review,
    compare_with_current,
    return_take,
    submit_for_review,
    takes_awaiting_review,
)
from questions.seeing import seen_hash
from tests.sharing import shared
from tests.world import World, body_of


@shared
def clean_take(world: World) -> Take:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    return world.take([("The gauge counted 12 salmon at the weir.", [card])], answer="Not yet.")


@shared
def in_review(world: World, clean_take: Take) -> Take:
    return submit_for_review(take=clean_take, by=world.agent, now=world.now)


def test_an_approved_take_is_a_version_reviewed_by_whoever_approved_it(world: World, in_review: Take) -> None:
    version = approve_take(take=in_review, by=world.reviewer, now=world.now)
    assert (version.number, version.live) == (1, True)
    assert version.reviewed_by == world.reviewer
    assert version.numbered_at == world.now
    assert version.current_workflow_state is None
    assert version.workflow_states.get().status == WorkflowState.STATUS_APPROVED


def test_approving_through_wagtail_alone_makes_the_same_version(world: World, in_review: Take) -> None:
    in_review.current_workflow_task_state.approve(user=world.reviewer)
    version = Take.objects.get(pk=in_review.pk)
    assert version.number == 1
    assert version.reviewed_by == world.reviewer


def test_a_submitted_take_is_counted_as_waiting_and_the_reviewers_are_told(
    world: World, clean_take: Take
) -> None:
    assert world.reviewer.email
    before = takes_awaiting_review()
    submit_for_review(take=clean_take, by=world.agent, now=world.now)
    assert takes_awaiting_review() == before + 1
    assert world.reviewer.email in [address for message in mail.outbox for address in message.to]


def test_a_take_in_review_is_not_submitted_twice(world: World, in_review: Take) -> None:
    with pytest.raises(NotReviewable):
        submit_for_review(take=in_review, by=world.editor, now=world.now)


def test_what_an_agent_saves_after_submitting_does_not_get_out(world: World, in_review: Take) -> None:
    row = Take.objects.get(pk=in_review.pk)
    row.answer = "Yes, entirely."
    row.save_revision(user=world.agent)
    with pytest.raises(NotPublishable, match="edited since"):
        approve_take(take=row, by=world.reviewer, now=world.now)
    row.current_workflow_task_state.approve(user=world.reviewer)
    assert Take.objects.get(pk=row.pk).number is None


def test_a_reviewer_who_saw_the_newest_step_approves_it(world: World, in_review: Take) -> None:
    row = Take.objects.get(pk=in_review.pk)
    row.answer = "Nearly."
    newest = row.save_revision(user=world.reviewer)
    version = approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=newest.pk)
    assert version.answer == "Nearly."
    assert version.number == 1


def test_an_older_step_than_the_newest_is_not_approved(world: World, in_review: Take) -> None:
    row = Take.objects.get(pk=in_review.pk)
    seen = row.latest_revision_id
    row.answer = "Yes, entirely."
    row.save_revision(user=world.agent)
    with pytest.raises(NotPublishable):
        approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=seen)


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("answer", lambda take: setattr(take, "answer", "Yes.")),
        ("verdict", lambda take: setattr(take, "verdict", take.question.positions.last())),
        ("kind of change", lambda take: setattr(take, "change_kind", "typo")),
        ("reason", lambda take: setattr(take, "change_reason", "Another.")),
        ("text", lambda take: setattr(take, "body", body_of([("Nothing.", [])]))),
        ("direction of a trip-wire", lambda take: setattr(take.trip_wires.all()[0], "towards_id", 0)),
        ("words of a trip-wire", lambda take: setattr(take.trip_wires.all()[0], "text", "If it rains.")),
        ("check of a trip-wire", lambda take: setattr(take.trip_wires.all()[0], "condition", "cards")),
    ],
)
def test_a_reviewer_has_seen_no_more_than_what_they_had_before_them(
    world: World, what: str, change: Callable[[Take], None]
) -> None:
    take = world.take(
        [("Salmon were seen.", [world.card()])], trip_wires=[(world.positions[2], "Fish are seen daily.")]
    ).get_latest_revision_as_object()
    before = seen_hash(take)
    assert seen_hash(Take.objects.get(pk=take.pk).get_latest_revision_as_object()) == before
    change(take)
    assert seen_hash(take) != before, what


def test_a_step_that_was_saved_over_since_is_not_approved(world: World, in_review: Take) -> None:
    row = Take.objects.get(pk=in_review.pk)
    step = row.save_revision(user=world.other_reviewer)
    seen = seen_hash(step.as_object())
    row.answer = "Yes, entirely."
    row.save_revision(user=world.other_reviewer, overwrite_revision=step)
    with pytest.raises(NotPublishable, match="edited since"):
        approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=step.pk, seen=seen)
    seen = seen_hash(Take.objects.get(pk=row.pk).get_latest_revision_as_object())
    approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=step.pk, seen=seen)


def test_a_take_with_an_open_finding_offers_no_approval(world: World) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 13 salmon at the weir.", [card])])
    submitted = submit_for_review(take=take, by=world.editor, now=world.now)
    task = submitted.current_workflow_task
    assert [name for name, _, _ in task.get_actions(submitted, world.reviewer)] == ["reject"]
    with pytest.raises(NotPublishable, match="13"):
        approve_take(take=submitted, by=world.reviewer, now=world.now)
    assert Take.objects.get(pk=take.pk).number is None


def test_a_clean_take_offers_approval(world: World, in_review: Take) -> None:
    names = [name for name, _, _ in in_review.current_workflow_task.get_actions(in_review, world.reviewer)]
    assert "approve" in names


def test_wagtail_cannot_approve_past_a_gate_that_shut_in_between(world: World, in_review: Take) -> None:
    from evidence.curating import withdraw_card
    from evidence.models import Card

    withdraw_card(card=Card.objects.get(), reason="Retracted.", by=world.editor, now=world.now)
    state = in_review.current_workflow_task_state
    with pytest.raises(NotPublishable):
        state.approve(user=world.reviewer)
    row = Take.objects.get(pk=in_review.pk)
    assert (row.number, row.live) == (None, False)
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("who", ["editor", "agent"])
def test_nobody_but_a_reviewer_approves(world: World, in_review: Take, who: str) -> None:
    with pytest.raises(NotPublishable):
        approve_take(take=in_review, by=getattr(world, who), now=world.now)


def test_four_eyes_keep_the_editor_of_a_draft_from_approving_it(world: World) -> None:
    question = world.make_question(title="Four eyes?", slug="four-eyes", four_eyes=True)
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    sentences = [("The gauge counted 12 salmon at the weir.", [card])]
    take = world.take(sentences, question=question, by=world.reviewer)
    submit_for_review(take=take, by=world.reviewer, now=world.now)
    with pytest.raises(NotPublishable, match="four eyes"):
        approve_take(take=take, by=world.reviewer, now=world.now)
    assert approve_take(take=take, by=world.other_reviewer, now=world.now).number == 1


def test_saving_without_a_change_makes_no_editor(world: World) -> None:
    question = world.make_question(title="Four eyes?", slug="four-eyes", four_eyes=True)
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 12 salmon at the weir.", [card])], question=question)
    submit_for_review(take=take, by=world.editor, now=world.now)
    row = Take.objects.get(pk=take.pk)
    newest = row.save_revision(user=world.reviewer)
    version = approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=newest.pk)
    assert version.number == 1


def test_a_returned_take_is_kept_with_its_reason_and_can_be_handed_in_again(
    world: World, in_review: Take
) -> None:
    return_take(take=in_review, reason="The weir is not the whole river.", by=world.reviewer, now=world.now)
    row = Take.objects.get(pk=in_review.pk)
    assert row.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    rejected = TaskState.objects.get(
        workflow_state=row.current_workflow_state, status=TaskState.STATUS_REJECTED
    )
    assert (rejected.comment, rejected.finished_by) == ("The weir is not the whole river.", world.reviewer)
    submit_for_review(take=row, by=world.editor, now=world.now)
    assert approve_take(take=row, by=world.reviewer, now=world.now).number == 1


def test_returning_needs_a_reason(world: World, in_review: Take) -> None:
    with pytest.raises(NotReviewable):
        return_take(take=in_review, reason="  ", by=world.reviewer, now=world.now)


def test_a_cancelled_review_leaves_the_draft_and_what_was_said(world: World, in_review: Take) -> None:
    cancel_review(take=in_review, by=world.agent, now=world.now)
    row = Take.objects.get(pk=in_review.pk)
    assert row.workflow_states.get().status == WorkflowState.STATUS_CANCELLED
    assert row.number is None


def test_a_returned_draft_does_not_hinder_another(world: World, in_review: Take) -> None:
    return_take(take=in_review, reason="Too thin.", by=world.reviewer, now=world.now)
    card = world.card(excerpt="The gauge counted 14 salmon at the weir.")
    other = world.take([("The gauge counted 14 salmon at the weir.", [card])])
    submit_for_review(take=other, by=world.editor, now=world.now)
    version = approve_take(take=other, by=world.reviewer, now=world.now)
    assert version.number == 1
    assert "12" not in version.snapshot.split('"sections"')[1].split('"sources"')[0]


def test_a_draft_begun_before_another_version_is_compared_first(world: World, in_review: Take) -> None:
    card = world.card(excerpt="The gauge counted 14 salmon at the weir.")
    later = world.take([("The gauge counted 14 salmon at the weir.", [card])])
    submit_for_review(take=later, by=world.editor, now=world.now)
    first = approve_take(take=in_review, by=world.reviewer, now=world.now)
    with pytest.raises(NotPublishable, match="compare"):
        approve_take(take=later, by=world.reviewer, now=world.now)
    compare_with_current(take=later, by=world.reviewer, now=world.now)
    second = approve_take(take=later, by=world.reviewer, now=world.now + timedelta(days=1))
    assert (first.number, second.number, second.based_on) == (1, 2, first)


def test_an_agent_compares_nothing(world: World, in_review: Take) -> None:
    with pytest.raises(NotReviewable):
        compare_with_current(take=in_review, by=world.agent, now=world.now)


def test_an_edit_while_in_review_is_audited_before_approval(world: World, in_review: Take) -> None:
    from evidence.models import Card

    row = Take.objects.get(pk=in_review.pk)
    row.body = body_of([("The gauge counted 99 salmon at the weir.", [Card.objects.get()])])
    newest = row.save_revision(user=world.reviewer)
    with pytest.raises(NotPublishable, match="99"):
        approve_take(take=row, by=world.reviewer, now=world.now, seen_revision=newest.pk)


def test_the_review_of_takes_is_the_only_workflow_at_work(world: World) -> None:
    assert list(Workflow.objects.active().values_list("name", flat=True)) == ["Review of takes"]
    assert Take.get_default_workflow().name == "Review of takes"


def test_agents_may_draft_and_nothing_else(world: World) -> None:
    assert world.agent.get_all_permissions() == {"questions.add_take"}


def test_editors_neither_publish_nor_waive_nor_withdraw_nor_delete_takes(world: World) -> None:
    held = {name for name in world.editor.get_all_permissions() if name.startswith("questions.")}
    assert {"questions.add_take", "questions.change_take"} <= held
    assert not held & {
        "questions.publish_take", "questions.delete_take", "questions.add_waiver", "questions.add_withdrawal",
    }  # fmt: skip


def test_reviewers_are_editors_who_decide(world: World) -> None:
    held = world.reviewer.get_all_permissions()
    assert world.editor.get_all_permissions() < held
    assert {"questions.publish_take", "questions.add_waiver", "questions.add_withdrawal"} <= held


def test_what_the_migration_made_was_made_once(db: None) -> None:
    doubled = Permission.objects.values("content_type", "codename").annotate(n=Count("pk")).filter(n__gt=1)
    assert not doubled.exists()
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {"Editors", "Reviewers", "Partner managers", "Agents"}
    assert [page.slug for page in Page.objects.filter(depth__gt=1).order_by("path")] == ["home", "questions"]
    assert not Page.find_problems()[0]


def test_the_signal_is_heard_once(world: World) -> None:
    heard = [r for r in published._live_receivers(Take)[0] if r.__name__ == "take_was_published"]
    assert len(heard) == 1


@pytest.mark.parametrize("reason", ["x" * 2001, "\x00"])
def test_a_draft_is_not_returned_with_a_reason_that_cannot_be_kept(
    world: World, in_review: Take, reason: str
) -> None:
    with pytest.raises(NotReviewable):
        return_take(take=in_review, reason=reason, by=world.reviewer, now=world.now)
    assert Take.objects.get(pk=in_review.pk).workflow_in_progress


def test_a_comment_too_long_approves_nothing(world: World, in_review: Take) -> None:
    with pytest.raises(NotPublishable, match="too long"):
        approve_take(take=in_review, by=world.reviewer, now=world.now, comment="x" * 2001)
    assert not Take.objects.published().exists()
