"""Whether a figure is tied to the same thing in the claim and in the card.

A figure that is in the card may still be told of another subject, year or unit. The test is contrastive:
words of
the claim's clause that the card ties only to other figures, against words that the card ties to this figure
and the
claim leaves out. One without the other proves nothing, since a claim may say less or say it otherwise.
"""

from collections.abc import Sequence

from .assignment import Strays
from .clauses import Parsed, Pool
from .evidence import Sighting
from .names import initials
from .nouns import GENERIC, both_people, is_plural, measured
from .pairing import more_than_all, other_order, part_for_whole
from .shapes import Quantity, QuantityKind
from .subjects import other_subject, outmatched
from .ties import Mistie, Tie, tie
from .timing import only_compared, other_day, other_time, other_year
from .tokens import Token


def mistie(claim: Parsed, figure: Quantity, card: Parsed, known: Quantity, pool: Pool) -> Mistie | None:
    """How the claim ties this figure to something else than the card does, or None."""
    said, there = tie(claim, figure), tie(card, known)
    if said is None or there is None:
        return None

    def shortened(token: Token) -> bool:
        """Whether the claim shortens a long name of the card, or the card one of the claim's."""
        return token.bare in initials(claim.text) or not _bares(claim).isdisjoint(initials(card.text))

    return (
        other_order(said, there)
        or more_than_all(said)
        or only_compared(said, there)
        or other_time(said, there)
        or part_for_whole(said, there)
        or other_year(said, there)
        or _other_noun(said, there, pool)
        or outmatched(said, there, pool)
        or other_subject(said, there, pool, shortened)
    )


def _bares(claim: Parsed) -> set[str]:
    return {token.bare for token in claim.content}


# Dates and ranks are told of so much that only the figures beside them are held to them.
UNTIED = frozenset({QuantityKind.DATE, QuantityKind.ORDINAL})


def wrongly_tied(
    figure: Quantity,
    claim: Parsed,
    seen: Sighting,
    telling: Sequence[Sighting],
    pool: Pool,
    strays: Strays,
) -> Mistie | None:
    """How the claim ties a figure to something else than this place of the cards does."""
    if figure.kind is QuantityKind.DATE:
        places = [place for one in telling if (place := one.parsed.piece_of(one.known)) is not None]
        fault = other_day(claim, figure, places, pool)
    elif figure.kind in UNTIED:
        return None
    else:
        fault = mistie(claim, figure, seen.parsed, seen.known, pool)
    if fault is not None and (fault.kind != "subject" or _says_what(figure, fault.said)):
        return fault
    stray = strays.of(figure)
    if fault is not None:
        # Words further off prove little where the rest fits, or where no other figure could be meant.
        fault = None if stray is None or stray.fits_here else fault
    if fault is None and stray is not None and stray.fits_there:
        return Mistie("year" if figure.kind is QuantityKind.DATE else "subject", stray.said, stray.rival)
    return fault


def _says_what(figure: Quantity, word: Token) -> bool:
    """Whether a word follows a plain count at once and so says what is counted: "203,000 electric cars"."""
    plain = figure.kind is QuantityKind.COUNT and not figure.unit
    return plain and word.kind == "word" and 0 <= word.span.start - figure.span.end <= 1


def _other_noun(said: Tie, there: Tie, pool: Pool) -> Mistie | None:
    """A plain count keeps its noun: 12 labs are not 12 firms."""
    figure, known = said.piece.figure, there.piece.figure
    if figure is None or known is None or figure.kind is not QuantityKind.COUNT or figure.unit or known.unit:
        return None
    ours, theirs = measured(said.piece), measured(there.piece)
    if not ours or not theirs or any(one.like(other) for one in ours for other in theirs):
        return None
    noun, rival = ours[-1], theirs[-1]
    if (
        noun.key in GENERIC
        or rival.key in GENERIC
        or both_people(noun, rival, is_known=pool.holds(noun))
        or not (is_plural(noun) and is_plural(rival))
    ):
        return None
    if any(noun.like(token) for _, token in there.wide()):
        return None
    return Mistie("noun", noun, rival)
