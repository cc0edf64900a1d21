"""Takes become versions: one at a time, whole, and only through the gate."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Revision

from evidence.curating import edit_card, withdraw_card
from evidence.models import Card, Change
from questions.audit.shapes import WARNING
from questions.auditing import audit_take
from questions.models import Audit, Claim, Finding, Position, Question, Run, Take
from questions.publishing import (
    Decision,
    NotPublishable,
    publish_take,
    publish_unreviewed,
    require_publishable,
)
from questions.reviewing import approve_take, compare_with_current, submit_for_review
from questions.snapshot import content_hash
from questions.waiving import waive_finding
from questions.withdrawing import withdraw_take
from tests.sharing import shared
from tests.world import World, body_of

SENTENCE = "The gauge counted 12 salmon at the weir."


def clean_take(world: World, **fields: object) -> Take:
    card = Card.objects.filter(excerpt=SENTENCE).first() or world.card(excerpt=SENTENCE)
    return world.take([(SENTENCE, [card])], answer="Not yet.", **fields)


def test_a_published_take_is_live_numbered_and_hashed(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    assert (version.number, version.live, version.has_unpublished_changes) == (1, True, False)
    assert version.content_hash == content_hash(version.snapshot)
    assert (version.numbered_by, version.reviewed_by, version.authorised_by) == (
        world.reviewer,
        world.reviewer,
        None,
    )
    assert version.audit is not None
    assert version.audit.take_id == version.pk


def test_the_change_feed_tells_of_a_version_last_and_of_a_verdict_only_when_it_moved(world: World) -> None:
    first = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    third = clean_take(world, verdict=world.positions[1])
    third = publish_take(take=third, by=world.reviewer, now=world.now)
    kinds = [c.kind for c in Change.objects.order_by("pk") if c.kind.startswith(("take.", "verdict."))]
    assert kinds == ["take.published", "take.published", "take.published", "verdict.changed"]
    told = Change.objects.get(kind="verdict.changed").payload
    assert (told["version"], told["verdict"]["slug"], told["previous_verdict"]["slug"]) == (
        3,
        "nearly",
        "not-yet",
    )
    assert (told["hash"], told["url"]) == (third.content_hash, f"{world.question.path_public}v/3/")
    assert first.number == 1


def test_a_correction_is_told_as_one(world: World) -> None:
    publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    publish_take(take=clean_take(world, change_kind="typo"), by=world.reviewer, now=world.now)
    assert Change.objects.filter(kind="take.corrected").count() == 1


def _retire(world: World, take: Take) -> None:
    Position.objects.filter(pk=take.verdict_id).update(retired=True)


def _silent(world: World, take: Take) -> None:
    _resave(take, change_reason="")


def _without_verdict(world: World, take: Take) -> None:
    _resave(take, verdict=None)


def _without_text(world: World, take: Take) -> None:
    _resave(take, body=[])


def _without_window(world: World, take: Take) -> None:
    _resave(take, window_from=None)


def _unpublish_question(world: World, take: Take) -> None:
    Question.objects.filter(pk=take.question_id).update(live=False)


def _withdraw_card(world: World, take: Take) -> None:
    withdraw_card(card=Card.objects.get(), reason="Retracted.", by=world.editor, now=world.now)


def _publish_another(world: World, take: Take) -> None:
    publish_take(take=clean_take(world), by=world.reviewer, now=world.now)


def _schedule(world: World, take: Take) -> None:
    _resave(take, go_live_at=timezone.now() + timedelta(days=1))


def _expire(world: World, take: Take) -> None:
    _resave(take, expire_at=timezone.now() + timedelta(days=1))


def _move_window(world: World, take: Take) -> None:
    _resave(take, window_from=date(2020, 1, 1), window_to=date(2020, 2, 1))


def _resave(take: Take, **changes: object) -> None:
    for name, value in changes.items():
        setattr(take, name, value)
    take.save()
    take.save_revision(clean=False)


@pytest.mark.parametrize(
    "obstacle",
    [
        _retire, _silent, _without_verdict, _without_text, _without_window, _unpublish_question,
        _withdraw_card, _publish_another, _schedule, _expire, _move_window,
    ],
)  # fmt: skip
def test_an_unfit_take_is_refused_with_a_sentence_and_nothing_is_written(
    world: World, obstacle: Callable[[World, Take], None]
) -> None:
    take = clean_take(world)
    obstacle(world, take)
    versions, changes = Take.objects.published().count(), Change.objects.count()
    with pytest.raises(NotPublishable) as refusal:
        publish_take(take=Take.objects.get(pk=take.pk), by=world.reviewer, now=world.now)
    assert str(refusal.value).endswith((".", "…"))
    row = Take.objects.get(pk=take.pk)
    assert (row.live, row.number, row.snapshot) == (False, None, "")
    assert (Take.objects.published().count(), Change.objects.count()) == (versions, changes)


@pytest.mark.parametrize("who", ["agent", "editor"])
def test_neither_agents_nor_editors_publish(world: World, who: str) -> None:
    with pytest.raises(NotPublishable):
        publish_take(take=clean_take(world), by=getattr(world, who), now=world.now)


def test_a_version_is_not_published_again(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    with pytest.raises(NotPublishable, match="version 1"):
        publish_take(take=version, by=world.reviewer, now=world.now)


def _update_at_once(take: Take, **changes: object) -> None:
    """Write past every use case and let deferred constraints speak now."""
    with transaction.atomic():
        Take.objects.filter(pk=take.pk).update(**changes)
        connection.check_constraints()


def test_a_verdict_of_another_question_is_refused_here_and_by_the_database(world: World) -> None:
    other = world.make_question(title="Is the lake clean?", slug="lake", labels=("Murky", "Clear"))
    take = clean_take(world)
    foreign = Position.objects.filter(question=other)[0]
    with pytest.raises(IntegrityError):
        _update_at_once(take, verdict=foreign)


def test_shell_publishing_past_the_review_is_refused(world: World) -> None:
    take = clean_take(world)
    with pytest.raises(NotPublishable, match="approving"), transaction.atomic():
        take.get_latest_revision().publish(user=world.admin)
    assert Take.objects.get(pk=take.pk).live is False


def test_the_database_refuses_a_live_take_without_a_number(world: World) -> None:
    take = clean_take(world)
    with pytest.raises(IntegrityError):
        _update_at_once(take, live=True)


def test_the_database_refuses_a_number_past_the_gate(world: World) -> None:
    card = world.card(excerpt=SENTENCE)
    take = world.take([("The gauge counted 13 salmon at the weir.", [card])])
    audit = audit_take(take=take, now=world.now)
    with pytest.raises(IntegrityError, match="open blocking"), transaction.atomic():
        Take.objects.filter(pk=take.pk).update(
            number=1, audit=audit, snapshot="{}", content_hash="0" * 64, numbered_at=world.now,
            reviewed_by=world.reviewer, live=True,
        )  # fmt: skip


def test_a_scheduled_go_live_never_makes_a_version(world: World) -> None:
    take = clean_take(world)
    take.go_live_at = timezone.now() + timedelta(days=1)
    revision = take.save_revision(user=world.admin)
    with pytest.raises(NotPublishable, match="not scheduled"), transaction.atomic():
        revision.publish(user=world.admin)
    row = Take.objects.get(pk=take.pk)
    assert (row.live, row.number, row.approved_schedule) == (False, None, False)


def test_the_scheduler_publishes_no_take_that_somebody_scheduled_in_the_shell(world: World) -> None:
    take = clean_take(world)
    past = timezone.now() - timedelta(hours=1)
    take.save_revision(user=world.admin, approved_go_live_at=past)
    with pytest.raises(NotPublishable), transaction.atomic():
        call_command("publish_scheduled")
    assert Take.objects.get(pk=take.pk).number is None


@pytest.mark.parametrize(
    "change",
    [
        lambda take: Take.objects.filter(pk=take.pk).update(answer="Yes!"),
        lambda take: Take.objects.filter(pk=take.pk).update(number=7),
        lambda take: Take.objects.filter(pk=take.pk).update(snapshot="{}"),
        lambda take: Take.objects.filter(pk=take.pk).update(content_hash="0" * 64),
        lambda take: _saved(take, answer="Yes!"),
        lambda take: take.delete(),
        lambda take: take.trip_wires.all().delete(),
        lambda take: take.audit.delete(),
        lambda take: take.audit.claims.update(result="untraced"),
        lambda take: take.audit.claims.all().delete(),
        lambda take: take.get_latest_revision().as_object().save(),
    ],
)
def test_the_database_refuses_every_change_to_a_version(
    world: World, change: Callable[[Take], object]
) -> None:
    wire = [(world.positions[2], "Salmon spawn above the weir.")]
    version = publish_take(take=clean_take(world, trip_wires=wire), by=world.reviewer, now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(version)
    assert Take.objects.get(pk=version.pk).snapshot == version.snapshot


def test_parts_of_a_version_cannot_be_moved_to_a_draft(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    drafts_audit = audit_take(take=clean_take(world), now=world.now)
    moves = [
        lambda: version.audit.claims.update(audit=drafts_audit, n=F("n") + 100),
        lambda: Finding.objects.filter(claim__audit=version.audit).update(claim=drafts_audit.claims.first()),
        lambda: Audit.objects.filter(pk=version.audit_id).update(take=drafts_audit.take),
    ]
    for move in moves:
        with pytest.raises(IntegrityError), transaction.atomic():
            move()


def _saved(take: Take, **changes: object) -> None:
    for name, value in changes.items():
        setattr(take, name, value)
    take.save()


def test_republishing_the_revision_of_a_version_in_the_shell_changes_nothing(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    with pytest.raises((IntegrityError, NotPublishable)), transaction.atomic():
        version.get_latest_revision().publish(user=world.admin)
    assert Take.objects.get(pk=version.pk).snapshot == version.snapshot


def test_unpublishing_in_the_shell_takes_nothing_from_the_record(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    version.unpublish(user=world.admin)
    assert Take.objects.standing().get().number == 1


def test_a_card_edited_later_does_not_change_the_version(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    edit_card(card=Card.objects.get(), by=world.editor, now=world.now, headline="Something else entirely")
    again = Take.objects.get(pk=version.pk)
    assert (again.snapshot, again.content_hash) == (version.snapshot, version.content_hash)
    assert "Something else entirely" not in again.snapshot


def test_a_card_edited_before_approval_is_checked_as_it_is_now(world: World) -> None:
    take = clean_take(world)
    audit_take(take=take, now=world.now)
    edit_card(card=Card.objects.get(), by=world.editor, now=world.now, excerpt="The gauge counted 40 salmon.")
    with pytest.raises(NotPublishable, match="12"):
        publish_take(take=take, by=world.reviewer, now=world.now)


def test_the_newest_version_comes_first_and_drafts_not_at_all(world: World) -> None:
    for _ in range(3):
        publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    clean_take(world)
    assert list(Take.objects.published().values_list("number", flat=True)) == [3, 2, 1]
    assert Take.objects.drafts().count() == 1


def test_after_a_withdrawal_the_next_version_takes_the_next_number(world: World) -> None:
    first = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    withdraw_take(take=first, reason="The gauge was broken.", by=world.reviewer, now=world.now)
    second = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    assert (second.number, second.based_on) == (2, None)


def run_take(world: World, **fields: object) -> Take:
    run = Run.objects.create(
        question=world.question, drafter="extractive", drafter_version="1", draft_day=world.today,
        state=Run.State.DONE, created_at=world.now, finished_at=world.now,
        output={"answer": "Not yet.", "sections": [{"heading": "", "paragraphs": [[{"text": SENTENCE}]]}]},
    )  # fmt: skip
    return clean_take(world, run=run, by=world.agent, **fields)


@shared
def unreviewed(world: World) -> World:
    publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    Question.objects.filter(pk=world.question.pk).update(
        review_policy=Question.ReviewPolicy.UNREVIEWED, policy_set_by=world.reviewer
    )
    return world


def test_a_clean_draft_is_published_unreviewed_on_the_authority_of_the_policy(unreviewed: World) -> None:
    version = publish_unreviewed(
        take=run_take(unreviewed), authorised_by=unreviewed.reviewer, now=unreviewed.now
    )
    assert (version.number, version.reviewed_by, version.authorised_by) == (2, None, unreviewed.reviewer)


def test_a_new_verdict_is_not_published_unreviewed(unreviewed: World) -> None:
    take = run_take(unreviewed, verdict=unreviewed.positions[1])
    with pytest.raises(NotPublishable, match="verdict"):
        publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now)


def test_a_waiver_keeps_a_draft_from_being_published_unreviewed(unreviewed: World) -> None:
    run = run_take(unreviewed)
    run.body[0].value["text"].source = run.body[0].value["text"].source.replace("12", "13")
    run.save()
    run.save_revision(user=unreviewed.agent)
    finding = audit_take(take=run, now=unreviewed.now).claims.get(kind="claim").findings.get(blocking=True)
    waive_finding(finding=finding, reason="The gauge rounds.", by=unreviewed.reviewer, now=unreviewed.now)
    with pytest.raises(NotPublishable, match="waiver"):
        publish_unreviewed(take=run, authorised_by=unreviewed.reviewer, now=unreviewed.now)


def test_a_doubt_about_what_a_sentence_makes_of_its_card_needs_a_review(unreviewed: World) -> None:
    card = unreviewed.card(excerpt="Salmon fell by 12 percent at the weir in spring.")
    take = run_take(unreviewed)
    take.body = body_of([("Salmon rose by 12 percent at the weir in spring.", [card])])
    take.save()
    take.save_revision(user=unreviewed.agent)
    audit = audit_take(take=take, now=unreviewed.now)
    assert Finding.objects.filter(claim__audit=audit, kind="direction").exists()
    with pytest.raises(NotPublishable, match="doubt"):
        publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now)


def rewritten(world: World, sentence: str, excerpt: str, **fields: object) -> Take:
    """A run's draft that says one other sentence of a card of its own, audited."""
    take = run_take(world, **fields)
    take.body = body_of([(sentence, [world.card(excerpt=excerpt)])])
    take.save()
    take.save_revision(user=world.agent)
    audit_take(take=take, now=world.now)
    return take


@pytest.mark.parametrize("kind", sorted(WARNING))
def test_whatever_the_audit_warns_of_needs_a_review(unreviewed: World, kind: str) -> None:
    take = run_take(unreviewed)
    claim = audit_take(take=take, now=unreviewed.now).claims.first()
    decision = Decision(unreviewed.reviewer, unreviewed.now, reviewed=False)
    take = Take.objects.get(pk=take.pk)
    require_publishable(take, decision)
    Finding.objects.create(
        claim=claim, order=9, kind=kind, blocking=False, waivable=False, note="Look at it."
    )
    with pytest.raises(NotPublishable, match="doubt"):
        require_publishable(take, decision)


def test_a_sentence_with_nothing_to_check_needs_a_review(unreviewed: World) -> None:
    excerpt = "The mayor is a crook and ought to be locked up at once, said the miller."
    take = rewritten(unreviewed, "The mayor is a crook and ought to be locked up at once.", excerpt)
    Run.objects.update(drafter="language_model")
    assert Claim.objects.filter(audit__take=take, kind="claim", result="nothing").exists()
    with pytest.raises(NotPublishable, match="something to check"):
        publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now)


def test_an_answer_with_nothing_to_check_needs_a_review_unless_it_is_in_the_cards_words(
    unreviewed: World,
) -> None:
    take = run_take(unreviewed)
    Run.objects.update(drafter="language_model")
    with pytest.raises(NotPublishable, match="something to check"):
        publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now)
    Run.objects.update(drafter="extractive")
    assert publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now).number == 2


def test_a_card_that_talks_to_the_drafter_needs_a_review(unreviewed: World) -> None:
    take = run_take(unreviewed)
    Run.objects.update(findings=[{"kind": "instruction_in_card", "ref": "2026-05-01#0"}])
    with pytest.raises(NotPublishable, match="instruction"):
        publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now)


def test_a_partners_draft_needs_a_review_unless_the_question_lets_partners_pass(unreviewed: World) -> None:
    take = run_take(unreviewed)
    Run.objects.update(trigger=Run.Trigger.PARTNER)
    with pytest.raises(NotPublishable, match="partners"):
        publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now)
    Question.objects.update(partners_unreviewed=True)
    assert publish_unreviewed(take=take, authorised_by=unreviewed.reviewer, now=unreviewed.now).number == 2


def test_nothing_is_published_unreviewed_against_the_policy(unreviewed: World) -> None:
    Question.objects.update(review_policy=Question.ReviewPolicy.REQUIRED)
    with pytest.raises(NotPublishable, match="review"):
        publish_unreviewed(take=run_take(unreviewed), authorised_by=unreviewed.reviewer, now=unreviewed.now)


def test_only_whoever_set_the_policy_authorises_by_it(unreviewed: World) -> None:
    with pytest.raises(NotPublishable):
        publish_unreviewed(take=run_take(unreviewed), authorised_by=unreviewed.admin, now=unreviewed.now)


def _at_once(jobs: Sequence[Callable[[], object]], workers: int) -> list[object]:
    """Run jobs on connections of their own, begun together; an exception is a result."""
    start = threading.Barrier(min(workers, len(jobs)))
    first = threading.local()

    def one(job: Callable[[], object]) -> object:
        if not getattr(first, "begun", False):
            first.begun = True
            start.wait(timeout=60)
        try:
            return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, jobs))


def test_24_takes_of_one_question_published_at_once_get_consecutive_numbers(committed_world: World) -> None:
    world = committed_world
    takes = [clean_take(world) for _ in range(24)]
    reviewer = world.reviewer

    def publish(pk: int) -> int | None:
        for _ in range(100):
            take = Take.objects.get(pk=pk)
            compare_with_current(take=take, by=reviewer, now=world.now)
            try:
                return publish_take(take=take, by=reviewer, now=world.now).number
            except NotPublishable:
                continue
        return None

    numbers = _at_once([lambda pk=take.pk: publish(pk) for take in takes], workers=12)
    assert sorted(numbers) == list(range(1, 25))
    ids = list(
        Change.objects.filter(kind="take.published").order_by("pk").values_list("payload__version", flat=True)
    )
    assert ids == list(range(1, 25))


def test_fifty_approvals_of_one_take_at_once_make_one_version(committed_world: World) -> None:
    world = committed_world
    take = submit_for_review(take=clean_take(world), by=world.editor, now=world.now)
    reviewer = world.reviewer
    found = _at_once(
        [lambda: approve_take(take=Take.objects.get(pk=take.pk), by=reviewer, now=world.now)] * 50, workers=25
    )
    assert sum(isinstance(result, Take) for result in found) == 1
    refused = [result for result in found if not isinstance(result, Take)]
    assert all(isinstance(result, NotPublishable) for result in refused), {type(r) for r in refused}
    assert Take.objects.published().count() == 1
    assert Change.objects.filter(kind="take.published").count() == 1


def test_revisions_of_a_version_can_be_purged_without_losing_it(world: World) -> None:
    version = publish_take(take=clean_take(world), by=world.reviewer, now=world.now)
    Revision.objects.filter(pk=version.latest_revision_id).delete()
    assert Take.objects.get(pk=version.pk).snapshot == version.snapshot
