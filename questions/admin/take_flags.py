"""What a reviewer is told of cards that read like instructions to a machine."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.citations import cited_ids
from evidence.flagging import FlagShape, flags_of
from evidence.models import Card
from questions.admin.run_log import run_flags
from questions.models import Take
from questions.take_text import sections_of


@dataclass(frozen=True, slots=True)
class TakeFlags:
    """Found in the cards that the text cites, as they are now, and in others that its drafter was given."""

    cited: tuple[FlagShape, ...]
    given: tuple[FlagShape, ...]

    def __bool__(self) -> bool:
        return bool(self.cited or self.given)


def take_flags(take: Take) -> TakeFlags:
    """Screen the cited cards and add what the run kept, whatever drafted; one query beside the run."""
    ids = {pk for section in sections_of(take) for pk in cited_ids(section.html)}
    cards = Card.objects.filter(pk__in=ids).with_source().order_by("ref", "pk")
    cited = tuple(flags_of(cards))
    told = {flag.ref for flag in cited}
    kept = run_flags(take.run) if take.run is not None else ()
    return TakeFlags(cited, tuple(flag for flag in kept if flag.ref not in told))
