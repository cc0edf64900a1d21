"""Saying which position a card supports, and taking a card out of a question's evidence."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from evidence.models import Card
from questions.models import Exclusion, Position, Question, Stance
from questions.reasons import checked_reason

_EXCLUSION_AT_MOST = 300


class JudgementRefused(Exception):
    """The stance or exclusion breaks a rule; the message is for an editor."""


@transaction.atomic
def judge_card(
    *,
    card: Card,
    position: Position,
    by: AbstractBaseUser | None,
    now: datetime,
    origin: Stance.Origin = Stance.Origin.EDITOR,
) -> Stance:
    """Say that the card supports the position; a card has one stance on a question, the newest judgement holds."""
    if position.retired:
        raise JudgementRefused(_("“%(label)s” was retired from the scale.") % {"label": position.label})
    stance, _created = Stance.objects.update_or_create(
        question=position.question,
        card=card,
        defaults={"position": position, "origin": origin, "by_id": by.pk if by else None, "at": now},
    )
    return stance


@transaction.atomic
def clear_judgement(*, card: Card, question: Question) -> None:
    """Take the card's stance on the question back; without one nothing happens."""
    Stance.objects.filter(card=card, question=question).delete()


@transaction.atomic
def exclude_card(
    *, question: Question, card: Card, reason: str, by: AbstractBaseUser | None, now: datetime
) -> Exclusion:
    """Take the card out of the question's evidence, with a reason that stays."""
    said = checked_reason(
        reason,
        missing=_("Say why this card does not bear on the question."),
        refusal=JudgementRefused,
        at_most=_EXCLUSION_AT_MOST,
    )
    exclusion, _created = Exclusion.objects.update_or_create(
        question=question,
        card=card,
        defaults={"reason": said, "by_id": by.pk if by else None, "at": now},
    )
    return exclusion


@transaction.atomic
def include_card(*, question: Question, card: Card) -> None:
    """Let an excluded card bear on the question again."""
    Exclusion.objects.filter(question=question, card=card).delete()
