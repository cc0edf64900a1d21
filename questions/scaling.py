"""Changing a question's scale: free before the first vote or take, almost frozen after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from questions.models import Position, Question, Take, Vote
from questions.publishing import standing_take

FEWEST, MOST = 2, 9


class ScaleRefused(Exception):
    """The scale cannot be saved like this; the message is for an editor."""


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One position as the editor wants it. `pk` is None for a new one; rows stand in the scale's order."""

    pk: int | None
    label: str
    description: str = ""
    retired: bool = False


def is_locked(question: Question) -> bool:
    """Whether votes or takes stand on the scale, so that labels and order may no longer move."""
    return Vote.objects.filter(question=question).exists() or Take.objects.filter(question=question).exists()


@transaction.atomic
def save_scale(*, question: Question, rows: Sequence[PositionRow]) -> list[Position]:
    """Make the scale what the rows say, in their order.

    Before the first vote or take, rows may come, go and change freely. After it, positions keep their label and
    order, leave only by being retired, and new ones stand at the upper end. Raises ScaleRefused otherwise, for
    fewer than two or more than nine positions on offer, for labels that are empty or given twice, and when a position
    goes that the standing version answers with or an indicator speaks for.
    """
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    _check_rows(rows)
    known = {position.pk: position for position in Position.objects.filter(question=question)}
    if any(row.pk is not None and row.pk not in known for row in rows):
        raise ScaleRefused(_("The scale was changed meanwhile; load the page again."))
    if is_locked(question):
        _check_locked(rows, known)
    _check_spoken_for(question, rows, known)
    kept = {row.pk for row in rows if row.pk is not None}
    for pk in known.keys() - kept:
        known[pk].delete()
    return [_write(question, order, row, known) for order, row in enumerate(rows)]


def _check_rows(rows: Sequence[PositionRow]) -> None:
    offered = [row for row in rows if not row.retired]
    if not FEWEST <= len(offered) <= MOST:
        raise ScaleRefused(
            _("A scale has two to nine positions on offer; this one would have %d.") % len(offered)
        )
    slugs = [slugify(row.label) for row in rows]
    if not all(slugs):
        raise ScaleRefused(_("Each position needs a label with at least one letter or digit."))
    if len(set(slugs)) < len(slugs):
        raise ScaleRefused(_("Two positions have the same label."))


def _check_locked(rows: Sequence[PositionRow], known: dict[int, Position]) -> None:
    old = sorted(known.values(), key=lambda position: position.order)
    head = rows[: len(old)]
    if [row.pk for row in head] != [position.pk for position in old]:
        raise ScaleRefused(
            _(
                "Votes or takes stand on this scale: positions keep their place and are only retired; new ones go last."
            )
        )
    for row, position in zip(head, old, strict=True):
        if row.label != position.label:
            raise ScaleRefused(
                _("“%(label)s” has been voted on or answered with and keeps its label; retire it instead.")
                % {"label": position.label}
            )


def _check_spoken_for(question: Question, rows: Sequence[PositionRow], known: Mapping[int, Position]) -> None:
    offered = {row.pk for row in rows if not row.retired}
    going = {position.pk for position in known.values() if not position.retired} - offered
    standing = standing_take(question)
    if standing is not None and standing.verdict_id in going:
        raise ScaleRefused(
            _("“%(label)s” stays: version %(n)d answers with it; publish another verdict first.")
            % {"label": known[standing.verdict_id].label, "n": standing.number}
        )
    # A retired indicator still names its position, so that one may be retired and not removed.
    removed = known.keys() - {row.pk for row in rows}
    speaking = question.indicators.filter(
        Q(retired=False, speaks_for__in=going) | Q(speaks_for__in=removed)
    ).select_related("speaks_for")
    if indicator := speaking.order_by("order", "pk").first():
        raise ScaleRefused(
            _(
                "“%(label)s” stays: the indicator “%(indicator)s” speaks for it; let it speak for another first."
            )
            % {"label": indicator.speaks_for.label, "indicator": indicator.name}
        )


def _write(question: Question, order: int, row: PositionRow, known: dict[int, Position]) -> Position:
    position = known.get(row.pk) if row.pk is not None else None
    if position is None:
        position = Position(question=question)
    if position.label != row.label:
        position.label, position.slug = row.label, slugify(row.label)
    position.order, position.description, position.retired = order, row.description, row.retired
    position.save()
    return position
