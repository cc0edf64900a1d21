"""Casting, changing and withdrawing votes; the tally moves in the same transaction.

An acknowledged vote is a committed vote, and a browser counts once however often it asks at the same time: one
upsert decides, never a read before a write.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from questions.limiting import count_action
from questions.models import Position, Question, Take, Vote

NEW_VOTERS_SECONDS = 3600


class VoteRefused(Exception):
    """The vote cannot be counted; the message says why to the reader."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote did: the position it stands on now (None when withdrawn) and the one it stood on before."""

    position: Position | None
    before: int | None

    @property
    def changed(self) -> bool:
        """Whether the tally moved."""
        return (self.position.pk if self.position else None) != self.before


# Under the lock of this browser no other vote of it is under way, so `before` reads what the upsert replaces. Not FOR
# UPDATE: a row that the same statement has updated would be passed over.
_UPSERT = """
WITH before AS (
    SELECT position_id FROM questions_vote WHERE question_id = %(question)s AND browser = %(browser)s
), written AS (
    INSERT INTO questions_vote
        (question_id, browser, position_id, take_id, seen_verdict, created_at, changed_at)
    VALUES (%(question)s, %(browser)s, %(position)s, %(take)s, %(seen)s, %(now)s, %(now)s)
    ON CONFLICT (question_id, browser) DO UPDATE
        SET position_id = EXCLUDED.position_id, take_id = EXCLUDED.take_id,
            seen_verdict = EXCLUDED.seen_verdict, changed_at = EXCLUDED.changed_at
    RETURNING (xmax = 0) AS inserted
)
SELECT (SELECT inserted FROM written), (SELECT position_id FROM before)
"""

# Deltas are applied in id order, so that two changes of mind in opposite directions cannot deadlock.
_MOVE = """
INSERT INTO questions_tally (question_id, position_id, count)
VALUES (%(question)s, %(position)s, GREATEST(%(delta)s, 0))
ON CONFLICT (position_id) DO UPDATE SET count = questions_tally.count + %(delta)s
"""

_BROWSER_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic
def cast_vote(
    *,
    question: Question,
    browser: uuid.UUID,
    position: str,
    address: str,
    now: datetime,
    seen_verdict: bool = True,
) -> Outcome:
    """Count the browser's vote for the position with that slug, or move the one it had.

    The vote keeps the version that stands now. Only a browser's first vote on a question counts against its address:
    a change of mind cannot stuff the tally. Raises VoteRefused for a question that is not public and for an unknown
    or retired position, TooOften when too many new browsers voted from the address within the hour.
    """
    if not question.live:
        raise VoteRefused(_("This question is not open for votes."))
    scale = {place.slug: place for place in Position.objects.filter(question=question)}
    chosen = scale.get(position)
    if chosen is None:
        raise VoteRefused(_("There is no such position on this question's scale."))
    if chosen.retired:
        raise VoteRefused(
            _("The position “%(label)s” was retired; choose another.") % {"label": chosen.label}
        )
    take_id = Take.objects.standing().filter(question=question).values_list("pk", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute(_BROWSER_LOCK, [f"{question.pk}:{browser}"])
        cursor.execute(
            _UPSERT,
            {
                "question": question.pk,
                "browser": browser,
                "position": chosen.pk,
                "take": take_id,
                "seen": seen_verdict,
                "now": now,
            },
        )
        inserted, before = cursor.fetchone()
    if inserted:
        count_action(
            address=address,
            purpose="vote",
            limit=settings.ASSAY_NEW_VOTERS_PER_ADDRESS,
            seconds=NEW_VOTERS_SECONDS,
            now=now,
        )
    _move(question, {chosen.pk: 1}, before)
    return Outcome(chosen, before)


@transaction.atomic
def withdraw_vote(*, question: Question, browser: uuid.UUID) -> Outcome:
    """Take the browser's vote back; doing it twice, or without a vote, changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_BROWSER_LOCK, [f"{question.pk}:{browser}"])
        cursor.execute(
            "DELETE FROM questions_vote WHERE question_id = %s AND browser = %s RETURNING position_id",
            [question.pk, browser],
        )
        row = cursor.fetchone()
    before = row[0] if row else None
    _move(question, {}, before)
    return Outcome(None, before)


def vote_of(question: Question, browser: uuid.UUID | None) -> Vote | None:
    """The browser's vote on the question, with its position and the version it answered."""
    if browser is None:
        return None
    return Vote.objects.select_related("position", "take").filter(question=question, browser=browser).first()


def recount(question: Question) -> dict[int, int]:
    """Votes per position id counted from the votes themselves; what the tally must always agree with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position_id, count(*) FROM questions_vote WHERE question_id = %s GROUP BY position_id",
            [question.pk],
        )
        return dict(cursor.fetchall())


def _move(question: Question, gains: dict[int, int], before: int | None) -> None:
    deltas = dict(gains)
    if before is not None:
        deltas[before] = deltas.get(before, 0) - 1
    with connection.cursor() as cursor:
        for position, delta in sorted(deltas.items()):
            if delta:
                cursor.execute(_MOVE, {"question": question.pk, "position": position, "delta": delta})
