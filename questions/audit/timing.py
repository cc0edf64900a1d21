"""Whether claim and card tell a figure or a date of the same time."""

from collections import Counter
from collections.abc import Sequence

from . import stems
from .clauses import Parsed, Piece, Pool
from .dates import implies
from .nouns import WIDE
from .shapes import PartialDate, Quantity, QuantityKind
from .ties import Mistie, Tie, among, measure_of
from .tokens import Token

# By how many words another figure has to fit better.
AHEAD = 2


_COMPARING = frozenset(("against", "compared", "versus", "vs", "than"))


_EARLIER = frozenset(("earlier", "before", "previously", "ago", "previous", "prior"))


def other_time(said: Tie, there: Tie) -> Mistie | None:
    """Of two figures, the claim gives for the earlier time the one that the card gives for the later."""
    for ours in said.piece.siblings:
        for theirs in there.piece.siblings:
            if ours is said.piece or theirs is there.piece or not _one_value(ours, theirs):
                continue
            flags = (_earlier(said.piece), _earlier(there.piece), _earlier(ours), _earlier(theirs))
            if flags in ((True, False, False, True), (False, True, True, False)):
                token = next(token for token in ours.tokens if token.kind == "figure")
                return Mistie("pair", next(one for one in said.piece.tokens if one.kind == "figure"), token)
    return None


def only_compared(said: Tie, there: Tie) -> Mistie | None:
    """The figure that a card only compares with, told as the main one: "against 4.42 % a year earlier"."""
    piece = there.piece
    if piece.opener not in _COMPARING and not _earlier(piece):
        return None
    main = next((other for other in reversed(there.before) if measure_of(other) == measure_of(piece)), None)
    place = next((n for n, token in enumerate(piece.tokens) if token.kind == "figure"), 0)
    if (
        main is None
        or not _comparable(main, piece)
        or any(stems.turns(token.poles) for token in piece.tokens[place:])
    ):
        return None
    marked = [
        token
        for token in piece.tokens
        if token.kind in ("word", "name", "date") or token.text.lower() in _EARLIER
    ]
    theirs = [token for other in said.piece.siblings for token in other.tokens]
    told = {token.text.lower() for token in theirs}
    if not marked or told & (_EARLIER | _COMPARING | {"from", "than"}):
        return None
    if any(_tells(token, marked) for token in theirs) or not any(
        among(token, main.content) for token in said.piece.content
    ):
        return None
    figure = next(token for token in main.tokens if token.kind == "figure")
    return Mistie("pair", next(token for token in said.piece.tokens if token.kind == "figure"), figure)


def _comparable(one: Piece, other: Piece) -> bool:
    """Whether two figures can be of one thing at two times: neither dwarfs the other."""
    low, high = sorted(abs(piece.figure.low) for piece in (one, other) if piece.figure is not None)
    return bool(low) and high <= 20 * low


def _tells(token: Token, marked: list[Token]) -> bool:
    if token.kind == "date":
        return any(other.kind == "date" and agree(other, token) for other in marked)
    return token.says_something and any(other.says_something and token.like(other) for other in marked)


def other_day(claim: Parsed, figure: Quantity, places: Sequence[Piece], pool: Pool) -> Mistie | None:
    """A date of which the card tells other things, while it tells the claim's of another date."""
    piece = claim.piece_of(figure)
    if piece is None or not places:
        return None
    token = next(one for one in piece.tokens if one.figure is not None and one.figure.span == figure.span)
    wanted = [one for one in piece.content if one.key not in WIDE]
    if len(wanted) < AHEAD:
        wanted += [
            one for beside in piece.siblings if abs(beside.at - piece.at) == 1 for one in beside.content
        ]
    here = {id(place.siblings) for place in places}
    if _alone(claim, figure, places) and _elsewhere_dated(token, piece, places, pool):
        rival = next(
            day
            for number in votes_of(wanted, pool)
            for day in pool.pieces[number].dates
            if not agree(day, token)
        )
        return Mistie("year", token, rival)
    votes = Counter(number for one in wanted for number in pool.having(one))
    telling = [(number, count) for number, count in sorted(votes.items()) if count >= AHEAD]
    if not telling:
        return None
    told = [[other for other in place.sentence if other.says_something] for place in places]
    home = max(sum(among(one, others) for one in wanted) for others in told)
    for number, count in telling:
        other = pool.pieces[number]
        another = next((day for day in other.dates if not agree(day, token)), None)
        if (
            another is not None
            and id(other.siblings) not in here
            and count >= home + AHEAD
            and not any(agree(day, token) for day in other.dates)
        ):
            return Mistie("year", token, another)
    return None


def votes_of(wanted: Sequence[Token], pool: Pool) -> list[int]:
    """The pieces that hold most of these words, best first, and have a date."""
    votes = Counter(number for one in wanted for number in pool.having(one) if pool.pieces[number].dates)
    return [number for number, _ in sorted(votes.items(), key=lambda entry: (-entry[1], entry[0]))]


def _alone(claim: Parsed, figure: Quantity, places: Sequence[Piece]) -> bool:
    """Whether a date is the claim's only one and no figure of the claim stands beside it in the cards too."""
    said = {other.low for other in claim.figures if other.kind is not QuantityKind.DATE}
    beside = {place.figure.low for place in places if place.figure is not None}
    return not said & beside and all(
        other is figure or other.kind is not QuantityKind.DATE for other in claim.figures
    )


def _elsewhere_dated(token: Token, piece: Piece, places: Sequence[Piece], pool: Pool) -> bool:
    """Whether pieces with this date have nothing of the claim's words, and the best piece with a date has
    another.
    """
    wanted = [one for one in piece.content if one.key not in WIDE]
    best = votes_of(wanted, pool)[:1]
    if not best or any(agree(day, token) for day in pool.pieces[best[0]].dates):
        return False
    told = [
        other
        for place in places
        for near in place.siblings[max(0, place.at - 1) : place.at + 2]
        if near is place or not near.dates
        for other in near.content
    ]
    shared = sum(among(one, pool.pieces[best[0]].content) for one in wanted)
    return shared >= AHEAD and not any(among(one, told) for one in wanted)


def _one_value(piece: Piece, other: Piece) -> bool:
    return piece.figure is not None and other.figure is not None and piece.figure.low == other.figure.low


def _earlier(piece: Piece) -> bool:
    """Whether a figure is the one to start from: "a year earlier", "up from", "after being frozen at"."""
    texts = [token.text.lower() for token in piece.tokens]
    place = next((n for n, token in enumerate(piece.tokens) if token.kind == "figure"), 0)
    return bool(_EARLIER & set(texts)) or "from" in texts[max(0, place - 2) : place]


def other_year(said: Tie, there: Tie) -> Mistie | None:
    leading = [piece for piece in said.around if piece.at < said.piece.at]
    claimed = [token for piece in (said.piece, *leading) for token in piece.dates]
    known = there.dates()
    for token in claimed if known else ():
        if not any(agree(day, token) for day in known):
            return Mistie("year", token, known[0])
    return None


def agree(day: Token, other: Token) -> bool:
    """Whether two dates can be one: a part that either leaves open contradicts nothing."""
    known, claimed = (
        token.figure.date or PartialDate() if token.figure else PartialDate() for token in (day, other)
    )
    if implies(known, claimed) or implies(claimed, known):
        return True
    pairs = ((known.year, claimed.year), (known.month, claimed.month), (known.day, claimed.day))
    return "decade" not in (known.part, claimed.part) and not any(
        a is not None and b is not None and a != b for a, b in pairs
    )
