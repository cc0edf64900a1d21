"""When to draft again: what is done about what moved under a take, as its question says."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questions.drafting.running import AlreadyRunning, RunRefused, default_drafter, request_run
from questions.models import Notice, Question, Run, Take
from questions.noticing import Told, tell_desk, untold
from questions.people import Person
from questions.publishing import standing_take
from questions.reviewing import draft_in_review
from questions.watching import Findings, check_question

AGENTS = "Agents"

Due = dict[str, list[Told]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of findings: a run, or notices for the desk, or neither."""

    run: Run | None = None
    notices: tuple[Notice, ...] = ()

    def __bool__(self) -> bool:
        return self.run is not None or bool(self.notices)


@transaction.atomic
def act_on(*, question: Question, findings: Findings, now: datetime) -> Acted:
    """Draft again or tell the desk, as the question says, of what it was not told of before.

    Doing it twice does it once. Drafting is left for the next night where a run is at work, or where the
    check has opened one today. Without an agent's account, when the run is refused, or while another draft waits
    in review, the desk is told. What a run is to answer is the desk's again if the run makes no draft.
    """
    locked = Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=question.pk)
    take = findings.take
    if take is None or locked.redraft == Question.Redraft.NEVER or standing_take(locked) != take:
        return Acted()
    due = _due(locked, take, findings)
    if not due:
        return Acted()
    agent = agents_account() if locked.redraft == Question.Redraft.RUN else None
    if agent is not None:
        return _draft_again(locked, take, due, agent, now)
    return Acted(notices=tuple(tell_desk(take=take, due=due, now=now)))


def watch_questions(*, questions: Iterable[Question], now: datetime) -> int:
    """Check each question and act; returns for how many something was done.

    A question whose check breaks is logged, and the others are looked at all the same.
    """
    acted = 0
    for question in questions:
        try:
            with transaction.atomic():
                found = check_question(question=question, now=now)
                acted += bool(act_on(question=question, findings=found, now=now))
        except Exception:
            logger.exception("question %s could not be checked", question.pk)
    return acted


def agents_account() -> Person | None:
    """The account that drafts for the installation: the one that the settings name, if it is an agent's."""
    return (
        get_user_model()
        ._default_manager.filter(username=settings.ASSAY_AGENT, is_active=True, groups__name=AGENTS)
        .first()
    )


def _due(question: Question, take: Take, findings: Findings) -> Due:
    """By kind, what is news and enough to act on."""
    return {
        kind: told
        for kind, told in untold(take, _told(findings)).items()
        if len(told) >= (question.redraft_after_cards if kind == Notice.Kind.CARDS else 1)
    }


def _draft_again(question: Question, take: Take, due: Due, agent: Person, now: datetime) -> Acted:
    waiting = draft_in_review(question)
    if waiting is not None:
        note = _("A draft of %(day)s waits in review, so none was made beside it.") % {
            "day": date_format(waiting.created_at, "j F Y")
        }
        return Acted(notices=tuple(tell_desk(take=take, due=due, now=now, note=note)))
    if _opened_today(question, now):
        return Acted()
    try:
        run = request_run(
            question=question,
            by=agent,
            trigger=Run.Trigger.EVIDENCE,
            day=now.astimezone(UTC).date(),
            now=now,
            drafter=default_drafter(),
        )
    except AlreadyRunning:
        return Acted()
    except RunRefused as refusal:
        logger.warning("question %s is not drafted again: %s", question.pk, refusal)
        return Acted(notices=tuple(tell_desk(take=take, due=due, now=now, note=str(refusal)[:300])))
    tell_desk(take=take, due=due, now=now, run=run)
    return Acted(run=run)


def _opened_today(question: Question, now: datetime) -> bool:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Run.objects.filter(
        question=question, trigger=Run.Trigger.EVIDENCE, created_at__gte=midnight
    ).exists()


def _told(findings: Findings) -> Due:
    """What the desk would read of the findings; the key says what counts as the same."""
    return {
        Notice.Kind.TRIP_WIRE: [
            Told(str(wire.id), f"{wire.towards}: {wire.text}") for wire in findings.wires
        ],
        Notice.Kind.INDICATOR: [
            Told(f"{crossing.slug} {'crossed' if crossing.crossed else 'back'}", crossing.name)
            for crossing in findings.crossings
        ],
        Notice.Kind.CARDS: [Told(str(card.id), card.ref) for card in findings.cards],
    }
