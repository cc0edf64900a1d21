"""Making a take the next version of its question. One path, whichever door it comes through.

Wagtail sets the take live and tells of it by its `published` signal; `number_take` answers that signal in the
same transaction, or refuses and so undoes it. Who decided travels beside Wagtail's call in a context
variable, because the signal carries neither a person nor a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Revision

from evidence.changing import record_change
from evidence.citations import cited_ids
from evidence.models import Card, Change
from questions.audit.shapes import WARNING
from questions.auditing import audit_take
from questions.freezing import Approval, build_snapshot
from questions.gate import gate, shortened
from questions.markup import foreign_markup
from questions.models import Audit, Claim, Finding, Question, Run, Take, Waiver
from questions.people import PUBLISH, Person, may
from questions.provenance import editors_of
from questions.snapshot import Snapshot, canonical, content_hash, parse
from questions.take_text import sections_of

# It says nothing but the cards' own words and counts of them; what others say without a figure may be an opinion.
_IN_THEIR_WORDS = "extractive"
_INSTRUCTION = "instruction_in_card"


class NotPublishable(Exception):
    """The take cannot be published as it stands; the message tells an editor why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who lets a take into the record, and when: a reviewer, or whoever set the policy that asks for none."""

    by: Person
    now: datetime
    reviewed: bool


_decision: ContextVar[Decision | None] = ContextVar("decision", default=None)


@transaction.atomic
def publish_take(*, take: Take, by: Person, now: datetime) -> Take:
    """Publish the newest draft of a take as the next version, reviewed by `by`. Raises NotPublishable."""
    locked = lock_for_publishing(take)
    # Before the audit and the snapshot: of drafts that race, all but one end here.
    for sentence in _uncompared(locked):
        raise NotPublishable(sentence)
    with deciding(Decision(by, now, reviewed=True)):
        _latest_revision(locked).publish(user=by, skip_permission_checks=True)
    return Take.objects.get(pk=take.pk)


@transaction.atomic
def publish_unreviewed(*, take: Take, authorised_by: Person, now: datetime) -> Take:
    """Publish what no person reviewed, on the authority of whoever set the question's policy.

    Asks for more than a review does: nothing waived, nothing the audit warns of or found nothing to check in, no
    card that talks to the drafter, the standing verdict, and a draft that a run handed over, a partner's only
    where the question lets partners' drafts pass. Raises NotPublishable; the take then goes to review.
    """
    locked = lock_for_publishing(take)
    with deciding(Decision(authorised_by, now, reviewed=False)):
        _latest_revision(locked).publish(user=authorised_by, skip_permission_checks=True)
    return Take.objects.get(pk=take.pk)


@contextmanager
def deciding(decision: Decision) -> Iterator[None]:
    """Let what is published inside carry this decision."""
    token = _decision.set(decision)
    try:
        yield
    finally:
        _decision.reset(token)


def current_decision() -> Decision | None:
    """The decision that the present call was made with."""
    return _decision.get()


def lock_for_publishing(take: Take) -> Take:
    """Lock the question, then the take: versions are given out one at a time. Raises NotPublishable."""
    Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=take.question_id)
    locked = Take.objects.select_for_update(no_key=True, of=("self",)).get(pk=take.pk)
    if locked.number is not None:
        raise NotPublishable(_("This take is published already, as version %(n)d.") % {"n": locked.number})
    return locked


@transaction.atomic
def number_take(*, take: Take, decision: Decision) -> Take:
    """Give a take that Wagtail has just set live its number, snapshot and hash, and tell of it.

    `take` holds the text being published, already saved to its row. Raises NotPublishable.
    """
    lock_for_publishing(take)
    _lock_cited_cards(take)
    audit = audit_take(take=take, now=decision.now)
    require_publishable(take, decision)
    standing = standing_take(take.question)
    highest = Take.objects.filter(question=take.question_id).aggregate(top=Max("number"))["top"] or 0
    approval = Approval(decision.by if decision.reviewed else None, decision.now, editors_of(take))
    snapshot = build_snapshot(
        take=take, number=highest + 1, audit=audit, standing=standing, approval=approval
    )
    _freeze(take, audit, snapshot, decision)
    # Wagtail's lists name a record by its newest revision, which was saved while this was a draft.
    Revision.objects.filter(pk=take.latest_revision_id).update(object_str=str(take))
    _tell(take, snapshot, standing, decision.now)
    return take


def require_publishable(take: Take, decision: Decision) -> None:
    """Raise NotPublishable with the first reason against publishing this text now."""
    for sentence in (*_unfit(take), *_unentitled(take, decision), *_shut(take, decision)):
        raise NotPublishable(sentence)


def standing_take(question: Question) -> Take | None:
    """The question's newest version that was not withdrawn."""
    return Take.objects.standing().filter(question=question).select_related("verdict").first()


def take_urn(take: Take) -> str:
    """The stable name of a version in the change feed."""
    return f"urn:assay:take:{take.question.stable_id}:{take.number}"


def _latest_revision(take: Take) -> Revision:
    if take.latest_revision is None:
        raise NotPublishable(_("The take has no saved draft."))
    return take.latest_revision


def _unfit(take: Take) -> Iterator[str]:
    """What the take itself lacks."""
    if take.go_live_at or take.expire_at:
        yield _("Takes are not scheduled: remove the dates and publish when it is time.")
    if not take.question.live:
        yield _("The question is not published yet.")
    if take.verdict is None or take.verdict.retired or take.verdict.question_id != take.question_id:
        yield _("The verdict must be a position that the question offers.")
    if not (take.window_from and take.window_to and take.window_from <= take.window_to):
        yield _("The take names no evidence window.")
    if not take.change_reason.strip():
        yield _("Say for readers why there is a new version.")
    if not sections_of(take):
        yield _("The take has no text.")
    for section in sections_of(take):
        for name in foreign_markup(section.html):
            yield _("The text holds markup that its editor does not offer: %(name)s.") % {"name": name}
    yield from _uncompared(take)


def _uncompared(take: Take) -> Iterator[str]:
    """A draft that was written against another version than the one that stands."""
    standing = standing_take(take.question)
    if take.based_on_id != (standing.pk if standing else None):
        yield _(
            "Another version was published since this draft began: compare it with the current take first."
        )


def _unentitled(take: Take, decision: Decision) -> Iterator[str]:
    """What the person who decides may not do."""
    if not may(decision.by, PUBLISH):
        yield _("Only reviewers publish takes.")
    if decision.reviewed and take.question.four_eyes and decision.by.pk in editors_of(take):
        yield _("This question asks for four eyes: whoever edited the draft cannot approve it.")
    if not decision.reviewed:
        yield from _unfit_without_review(take, decision)


def _unfit_without_review(take: Take, decision: Decision) -> Iterator[str]:
    question = take.question
    if (
        question.review_policy != Question.ReviewPolicy.UNREVIEWED
        or question.policy_set_by_id != decision.by.pk
    ):
        yield _("The question's policy asks for a review.")
    standing = standing_take(question)
    if standing is None or standing.verdict_id != take.verdict_id:
        yield _("A new verdict needs a review.")
    if take.run is None:
        yield _("Only a run's own draft is published without a review.")
    elif take.run.trigger == Run.Trigger.PARTNER and not question.partners_unreviewed:
        yield _("The question's policy asks for a review of partners' drafts.")
    elif any(found.get("kind") == _INSTRUCTION for found in take.run.findings):
        yield _("A card holds what looks like an instruction to the drafter: a person looks at it first.")
    if Waiver.objects.filter(take=take.pk).exists():
        yield _("A take with a waiver needs a review.")


def _shut(take: Take, decision: Decision) -> Iterator[str]:
    found = gate(take)
    if not found.open:
        yield _("The audit leaves something open.") + " " + " ".join(found.reasons)
    if not decision.reviewed and found.audit is not None:
        yield from _doubts(take, found.audit)
    cited = _cited(take)
    if Card.objects.published().filter(pk__in=cited).count() < len(cited):
        yield _("A citation points to a card that is not published.")


def _doubts(take: Take, audit: Audit) -> Iterator[str]:
    """What a reviewer would look at, where there is none: each sentence must be checked and without a warning."""
    warned = Finding.objects.filter(claim__audit=audit, kind__in=WARNING).select_related("claim").first()
    if warned is not None:
        yield _("Without a review no sentence may be in doubt: “%(sentence)s” %(note)s") % {
            "sentence": shortened(warned.claim.text),
            "note": warned.note,
        }
    if take.run is not None and take.run.drafter == _IN_THEIR_WORDS:
        return
    for claim in audit.claims.filter(result=Claim.Result.NOTHING).order_by("n")[:1]:
        yield _("Without a review every sentence must hold something to check: “%(sentence)s”") % {
            "sentence": shortened(claim.text)
        }


def _cited(take: Take) -> set[int]:
    return {pk for section in sections_of(take) for pk in cited_ids(section.html)}


def _lock_cited_cards(take: Take) -> None:
    """So that no card is edited or withdrawn between the audit and the commit."""
    cards = Card.objects.filter(pk__in=_cited(take)).order_by("pk")
    list(cards.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))


def _freeze(take: Take, audit: Audit, snapshot: Snapshot, decision: Decision) -> None:
    """Write the record fields, once; from here on the database refuses every change."""
    text = canonical(snapshot)
    take.number, take.audit = snapshot["number"], audit
    take.snapshot, take.content_hash = text, content_hash(text)
    take.numbered_at, take.numbered_by = decision.now, decision.by
    if decision.reviewed:
        take.reviewed_by, take.reviewed_at = decision.by, decision.now
    else:
        take.authorised_by = decision.by
    fields = ["number", "audit", "snapshot", "content_hash", "numbered_at", "numbered_by"]
    take.save(update_fields=[*fields, "reviewed_by", "reviewed_at", "authorised_by"])


def _tell(take: Take, snapshot: Snapshot, standing: Take | None, now: datetime) -> None:
    evidence = take.change_kind == Take.ChangeKind.EVIDENCE
    payload = {
        "question": take.question.slug,
        "version": take.number,
        "verdict": snapshot["verdict"],
        "previous": snapshot["previous"],
        "previous_verdict": parse(standing.snapshot)["verdict"] if standing and standing.snapshot else None,
        "change": snapshot["change"],
        "url": f"{take.question.path_public}v/{take.number}/",
        "hash": take.content_hash,
    }
    kind = Change.Kind.TAKE_PUBLISHED if evidence or standing is None else Change.Kind.TAKE_CORRECTED
    record_change(kind=kind, subject=take_urn(take), payload=payload, now=now)
    if standing is not None and standing.verdict_id != take.verdict_id:
        record_change(kind=Change.Kind.VERDICT_CHANGED, subject=take.question.urn, payload=payload, now=now)
