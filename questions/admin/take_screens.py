"""The review of a draft, and a published version as the record has it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail import hooks

from evidence.models import Card
from questions.admin.comparing import compare_draft
from questions.admin.take_audit import audit_shape
from questions.admin.take_cards import card_shape, ref_of
from questions.admin.take_claims import claim_lines
from questions.admin.take_flags import take_flags
from questions.admin.take_marks import Marks
from questions.auditing import audit_take
from questions.correcting import NotCorrectable, open_correction
from questions.gate import unwaived
from questions.models import Claim, Finding, Take
from questions.people import EDIT, PUBLISH, WAIVE, WITHDRAW, may
from questions.publishing import NotPublishable, standing_take
from questions.reviewing import (
    NotReviewable,
    approve_take,
    cancel_review,
    compare_with_current,
    return_take,
    submit_for_review,
)
from questions.seeing import seen_hash
from questions.snapshot import parse
from questions.waiving import NotWaivable, waive_claim, waive_finding
from questions.withdrawing import NotWithdrawable, withdraw_take

REFUSALS = (NotPublishable, NotReviewable, NotWaivable, NotWithdrawable, NotCorrectable)


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft against the version that stands, with its audit and everything a reviewer decides.

    `?against=2` compares with another version; what is decided stays the same.
    """
    take = _take_for_editors(request, pk)
    if take.is_numbered:
        return redirect("questions_take_version", take.pk)
    draft = take.get_latest_revision_as_object()
    audit = audit_take(take=draft, now=timezone.now())
    shape = audit_shape(draft)
    marks = Marks((*shape.open, *shape.warnings))
    standing = standing_take(take.question)
    against = _compared_with(request, take, standing)
    weakest_first = request.GET.get("claims") == "weakest"
    return render(
        request,
        "questions/admin/take_review.html",
        {
            "take": take,
            "draft": draft,
            "seen": seen_hash(draft),
            "against": against,
            "versions": list(_versions(take).values_list("number", flat=True)),
            "comparison": compare_draft(against, draft, audit=audit, marks=marks),
            "audit": shape,
            "placed": marks.placed,
            "claims": claim_lines(audit, weakest_first=weakest_first),
            "weakest_first": weakest_first,
            "flags": take_flags(draft),
            "compared": take.based_on_id == (standing.pk if standing else None),
            "in_review": take.workflow_in_progress,
            "may_decide": may(request.user, PUBLISH),
            "may_waive": may(request.user, WAIVE),
            "edit_url": reverse("wagtailsnippets_questions_take:edit", args=[take.pk]),
            **_heading(take, _("Review")),
        },
    )


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """A published version, read-only, with what can still be done about it."""
    take = _take_for_editors(request, pk)
    if not take.is_numbered:
        return redirect("questions_take_review", take.pk)
    return render(
        request,
        "questions/admin/take_version.html",
        {
            "take": take,
            "record": parse(take.snapshot) if take.snapshot else None,
            "withdrawal": getattr(take, "withdrawal", None),
            "kinds": [choice for choice in Take.ChangeKind.choices if choice[0] != Take.ChangeKind.EVIDENCE],
            "may_withdraw": may(request.user, WITHDRAW),
            "public_url": f"{take.question.path_public}v/{take.number}/",
            **_heading(take, _("Version %(n)d") % {"n": take.number}),
        },
    )


@require_GET
def card(request: HttpRequest, pk: int, card_pk: int) -> HttpResponse:
    """A card read beside a finding: what the audit reads of it, with the place to look at marked."""
    take = _take_for_editors(request, pk)
    shown = get_object_or_404(Card.objects.with_source(), pk=card_pk)
    number = request.GET.get("finding", "")
    finding = (
        Finding.objects.filter(claim__audit__take=take, pk=number if number.isdecimal() else 0)
        .select_related("claim")
        .first()
    )
    return render(
        request,
        "questions/admin/take_card.html",
        {
            "take": take,
            "card": card_shape(shown, finding),
            "finding": finding,
            "gone": bool(number) and finding is None,
            "back_url": _review_url(take) + (f"#finding-{finding.pk}" if finding else ""),
            **_heading(take, _("Card %(ref)s") % {"ref": ref_of(shown)}, _("Review"), _review_url(take)),
        },
    )


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one thing to a take; a refusal is a message on the screen it came from."""
    take = _take_for_editors(request, pk)
    if action not in ACTIONS:
        raise PermissionDenied
    try:
        done, where = ACTIONS[action](request, take)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect("questions_take_review", take.pk)
    messages.success(request, done)
    return redirect(where)


def _heading(take: Take, title: str, above: str = "", above_url: str = "") -> dict[str, object]:
    """What Wagtail's header shows: where this is, and the way back to the takes, the question, a screen above."""
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailsnippets_questions_take:list"), "label": _("Takes")},
        {"url": reverse("wagtailadmin_pages:edit", args=[take.question_id]), "label": take.question.title},
        *([{"url": above_url, "label": above}] if above else []),
        {"url": "", "label": title},
    ]
    return {
        "breadcrumbs_items": trail,
        "header_title": f"{title}: {take.question.title}",
        "header_icon": "doc-full",
    }


def _compared_with(request: HttpRequest, take: Take, standing: Take | None) -> Take | None:
    """The version that is asked for, else the one that stands."""
    number = request.GET.get("against", "")
    if not number:
        return standing
    asked = _versions(take).filter(number=int(number) if number.isdecimal() and len(number) < 9 else 0)
    return get_object_or_404(asked)


def _versions(take: Take) -> QuerySet[Take]:
    """Versions of the question whose text is there, newest first."""
    return Take.objects.published().filter(question=take.question_id).exclude(snapshot="")


def _take_for_editors(request: HttpRequest, pk: int) -> Take:
    if not may(request.user, EDIT):
        raise PermissionDenied
    return get_object_or_404(Take.objects.select_related("question", "verdict"), pk=pk)


Done = tuple[str, str]


def _submit(request: HttpRequest, take: Take) -> Done:
    submit_for_review(take=take, by=request.user, now=timezone.now())
    return _("Submitted for review."), _review_url(take)


def _approve(request: HttpRequest, take: Take) -> Done:
    step, seen = request.POST.get("seen_revision", ""), request.POST.get("seen", "")
    if not step.isdecimal() or not seen:
        raise NotPublishable(_("The draft was edited since: look at it again before you approve it."))
    comment = request.POST.get("comment", "")
    done = approve_take(
        take=take, by=request.user, now=timezone.now(), comment=comment, seen_revision=int(step), seen=seen
    )
    return _("Published as version %(n)d.") % {"n": done.number}, reverse(
        "questions_take_version", args=[take.pk]
    )


def _return(request: HttpRequest, take: Take) -> Done:
    return_take(take=take, reason=request.POST.get("reason", ""), by=request.user, now=timezone.now())
    return _("Returned with your reason."), _review_url(take)


def _cancel(request: HttpRequest, take: Take) -> Done:
    cancel_review(take=take, by=request.user, now=timezone.now())
    return _("Taken out of review; the draft is kept."), _review_url(take)


def _compare(request: HttpRequest, take: Take) -> Done:
    compare_with_current(take=take, by=request.user, now=timezone.now())
    return _("Noted: compared with the current version."), _review_url(take)


def _waive(request: HttpRequest, take: Take) -> Done:
    number = request.POST.get("finding", "")
    finding = Finding.objects.filter(claim__audit__take=take, pk=number if number.isdecimal() else 0).first()
    if finding is None:
        raise NotWaivable(_("The finding is gone: the text was audited again."))
    waive_finding(finding=finding, reason=request.POST.get("reason", ""), by=request.user, now=timezone.now())
    return _("Waived, with your name and reason in public."), _review_url(take)


def _waive_all(request: HttpRequest, take: Take) -> Done:
    number = request.POST.get("claim", "")
    claim = Claim.objects.filter(audit__take=take, pk=number if number.isdecimal() else 0).first()
    if claim is None:
        raise NotWaivable(_("The sentence is gone: the text was audited again."))
    standing = unwaived(claim.audit).filter(claim=claim).count()
    waive_claim(claim=claim, reason=request.POST.get("reason", ""), by=request.user, now=timezone.now())
    done = ngettext(
        "Waived %(n)d finding of the sentence, with your name and reason in public.",
        "Waived all %(n)d findings of the sentence, with your name and reason in public.",
        standing,
    )
    return done % {"n": standing}, _review_url(take)


def _withdraw(request: HttpRequest, take: Take) -> Done:
    withdraw_take(take=take, reason=request.POST.get("reason", ""), by=request.user, now=timezone.now())
    return _("Withdrawn."), reverse("questions_take_version", args=[take.pk])


def _correct(request: HttpRequest, take: Take) -> Done:
    kind = request.POST.get("kind", "")
    draft = open_correction(take=take, by=request.user, now=timezone.now(), kind=kind)
    done = _("A new draft with the text of version %(n)d.") % {"n": take.number}
    return done, reverse("wagtailsnippets_questions_take:edit", args=[draft.pk])


def _review_url(take: Take) -> str:
    return reverse("questions_take_review", args=[take.pk])


ACTIONS: dict[str, Callable[[HttpRequest, Take], Done]] = {
    "submit": _submit,
    "approve": _approve,
    "return": _return,
    "cancel": _cancel,
    "compare": _compare,
    "waive": _waive,
    "waive-all": _waive_all,
    "withdraw": _withdraw,
    "correct": _correct,
}


@hooks.register("register_admin_urls")
def take_screens() -> list[URLPattern]:
    """Their addresses in the admin."""
    return [
        path("takes/<int:pk>/review/", review, name="questions_take_review"),
        path("takes/<int:pk>/cards/<int:card_pk>/", card, name="questions_take_card"),
        path("takes/<int:pk>/version/", version, name="questions_take_version"),
        path("takes/<int:pk>/act/<slug:action>/", act, name="questions_take_act"),
    ]
