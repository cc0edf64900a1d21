"""From a draft to a take: held against its brief, written whole or not at all, audited, and handed on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.models import Card, Topic
from questions.auditing import audit_take
from questions.bearing import Window, evidence_for
from questions.blocks import SectionKind
from questions.drafting.drafter import Draft, DraftCondition, DraftRefused, DraftSection
from questions.drafting.richtext import rich_text
from questions.models import Indicator, Position, Question, Run, Take, TripWire
from questions.publishing import NotPublishable, publish_unreviewed, standing_take
from questions.reviewing import NoReview, submit_for_review


class NoReviewers(DraftRefused):
    """The draft is sound, and there is no review to put it to; the message tells an administrator what to do."""

    code = "no_review"


@transaction.atomic
def open_draft(
    *, question: Question, draft: Draft, window: Window, run: Run, by: AbstractUser, now: datetime
) -> Take:
    """Make a take of a draft, audit it, and put it to review, or publish it where the policy says so.

    A draft with a verdict that is not on the scale, a citation outside its brief, or a card that has left the
    evidence since raises DraftRefused naming it, and nothing is written. NoReviewers where nobody could review.
    """
    positions = {
        position.slug: position for position in Position.objects.on_offer().filter(question=question)
    }
    cards = {card.pk: card for card in evidence_for(question, window).defer("fts")}
    for objection in _objections(draft, run, positions, cards):
        raise DraftRefused(objection)
    standing = standing_take(question)
    take = Take(
        question=question,
        run=run,
        based_on=standing,
        verdict=positions[draft.verdict_slug],
        answer=draft.answer,
        body=_body(draft, run, {pk: card.ref or "" for pk, card in cards.items()}),
        window_from=window.first,
        window_to=window.last,
        change_kind=Take.ChangeKind.EVIDENCE,
        change_reason=_reason(len(run.given), window, standing, positions[draft.verdict_slug]),
        created_at=now,
        created_by_id=by.pk,
        live=False,
    )
    indicators = {each.slug: each for each in Indicator.objects.in_use().filter(question=question)}
    topics = _topics(draft)
    take.trip_wires.set(
        [
            TripWire(
                towards=positions[wire.position_slug],
                text=wire.text,
                sort_order=n,
                **_condition(wire.condition, positions, indicators, topics),
            )
            for n, wire in enumerate(draft.trip_wires)
        ]
    )
    take.save()
    take.save_revision(user=by)
    audit_take(take=take, now=now)
    return _hand_on(take, question, by, now)


def _objections(
    draft: Draft, run: Run, positions: Mapping[str, Position], cards: Mapping[int, Card]
) -> Iterator[str]:
    known = {card["id"]: card["ref"] for card in run.brief["cards"]}
    if draft.verdict_slug not in positions:
        yield _("The draft settles on “%(slug)s”, which this scale does not offer.") % {
            "slug": draft.verdict_slug
        }
    towards = [wire.position_slug for wire in draft.trip_wires if wire.position_slug not in positions]
    if towards:
        yield _("A trip-wire points to “%(slug)s”, which this scale does not offer.") % {"slug": towards[0]}
    kinds = [section.kind for section in draft.sections if section.kind not in SectionKind.values]
    if kinds:
        yield _("There is no kind of section called “%(kind)s”.") % {"kind": kinds[0]}
    if not any(section.sentences for section in draft.sections):
        yield _("The draft has no text.")
    strangers = [str(card_id) for card_id in draft.card_ids if card_id not in known]
    if strangers:
        yield _("The draft cites cards that it was not given: %(ids)s.") % {"ids": ", ".join(strangers)}
    gone = [known[card_id] for card_id in draft.card_ids if card_id in known and card_id not in cards]
    if gone:
        yield _("The draft cites cards that have left the evidence since: %(refs)s.") % {
            "refs": ", ".join(gone)
        }


def _body(draft: Draft, run: Run, refs: Mapping[int, str]) -> str:
    """The sections as the body field reads them; a block's id follows from the run and its place."""
    return json.dumps(
        [
            {
                "type": "section",
                "id": str(uuid.uuid5(run.key, f"section {n}")),
                "value": _value(section, refs),
            }
            for n, section in enumerate(draft.sections)
        ]
    )


def _topics(draft: Draft) -> dict[str, Topic]:
    """The topics that its conditions name, by name."""
    names = {wire.condition.topic_name for wire in draft.trip_wires if wire.condition is not None} - {""}
    return {topic.name: topic for topic in Topic.objects.filter(name__in=names)} if names else {}


def _condition(
    asked: DraftCondition | None,
    positions: Mapping[str, Position],
    indicators: Mapping[str, Indicator],
    topics: Mapping[str, Topic],
) -> dict[str, Any]:
    """The fields of a trip-wire's condition; what the question no longer has leaves it in words only."""
    if asked is None:
        return {}
    if asked.kind == "cards":
        position, topic = positions.get(asked.position_slug), topics.get(asked.topic_name)
        whole = bool(position) == bool(asked.position_slug) and bool(topic) == bool(asked.topic_name)
        fields = {"condition": asked.kind, "position": position, "topic": topic, "at_least": asked.at_least}
        return fields if whole and (position or topic) and asked.at_least else {}
    indicator = indicators.get(asked.indicator_slug)
    return {"condition": asked.kind, "indicator": indicator} if indicator is not None else {}


def _value(section: DraftSection, refs: Mapping[int, str]) -> dict[str, str]:
    return {
        "kind": section.kind,
        "heading": section.heading[:160],
        "text": rich_text(section.paragraphs, refs),
    }


def _reason(count: int, window: Window, standing: Take | None, verdict: Position) -> str:
    """Why there is a new version, in words for readers."""
    drafted = ngettext(
        "Drafted from %(n)d card of %(first)s to %(last)s",
        "Drafted from %(n)d cards of %(first)s to %(last)s",
        count,
    ) % {
        "n": count,
        "first": date_format(window.first, "j F Y" if window.first.year != window.last.year else "j F"),
        "last": date_format(window.last, "j F Y"),
    }
    names = {
        "verdict": verdict.label,
        "before": standing.verdict.label if standing and standing.verdict else "",
    }
    if standing is None:
        outcome = _("the first verdict is %(verdict)s.")
    elif standing.verdict_id == verdict.pk:
        outcome = _("the verdict stays %(verdict)s.")
    else:
        outcome = _("the verdict moves from %(before)s to %(verdict)s.")
    return f"{drafted}; {outcome % names}"[:500]


def _hand_on(take: Take, question: Question, by: AbstractUser, now: datetime) -> Take:
    """To the public where the policy allows it and nothing speaks against it; else to the reviewers."""
    authority = question.policy_set_by
    if question.review_policy == Question.ReviewPolicy.UNREVIEWED and authority is not None:
        try:
            return publish_unreviewed(take=take, authorised_by=authority, now=now)
        except NotPublishable:
            take.refresh_from_db()
    try:
        return submit_for_review(take=take, by=by, now=now)
    except NoReview as refusal:
        raise NoReviewers(str(refusal)) from refusal
