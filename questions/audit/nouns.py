"""What kind of thing a word stands for, as far as lists and endings tell."""

from . import stems
from .clauses import Piece
from .tokens import Token
from .wording import listed

# Nouns so wide that another noun beside the same figure says nothing else.
_WIDE_WORDS = [
    "case",
    "time",
    "thing",
    "number",
    "total",
    "figure",
    "item",
    "piece",
    "unit",
    "result",
    "level",
    "rate",
    "point",
    "kind",
    "end",
    "start",
    "beginning",
    "begin",
    "close",
    "day",
    "week",
    "month",
    "year",
    "season",
    "period",
    "quarter",
    "half",
    "decade",
    "century",
    "today",
    "rest",
    "part",
    "share",
    "average",
    "mean",
    "record",
    "analysis",
    "study",
    "survey",
    "report",
    "poll",
    "research",
    "data",
    "paper",
    "team",
    "group",
    "list",
]


WIDE = frozenset(stems.stem(word) for word in _WIDE_WORDS)


CONTINENTS = frozenset(("europe", "asia", "africa", "antarctica", "eu", "un"))


GENERIC = frozenset(
    stems.stem(word)
    for word in (
        "case",
        "thing",
        "number",
        "total",
        "figure",
        "item",
        "piece",
        "unit",
        "time",
        "point",
        "one",
        "other",
        "plus",
        "type",
        "kind",
        "sort",
    )
)


_HEADS = frozenset(
    stems.stem(word)
    for word in ("head", "pair", "piece", "kind", "group", "number", "bottle", "ton", "type", "set")
)


PEOPLE = frozenset(("person", "people", "soul", "individual"))


_HUMAN_ENDS = (
    "er",
    "or",
    "ist",
    "ian",
    "ee",
    "ant",
    "ent",
    "man",
    "men",
    "woman",
    "women",
    "ers",
    "ors",
    "ists",
    "ians",
    "ees",
    "ants",
    "ents",
)


_HUMAN = frozenset(
    listed(
        """
adult child children kid baby babies boy girl student pupil athlete victim staff crew refugee
migrant volunteer spectator smoker doctor nurse police troop fan guest youth teen couple family
mother father parent inmate adults kids boys girls victims refugees migrants fans guests nurses
volunteers athletes pupils teenagers families mothers fathers troops
"""
    )
)


def names_a_thing(token: Token) -> bool:
    """Whether a word is a name or, for all that its form shows, a noun or adjective."""
    return token.kind == "name" or (not token.verbal and not token.text.lower().endswith("ly"))


def is_thing(token: Token) -> bool:
    return not token.meanings or stems.is_noun(token.key)


def is_telling(token: Token) -> bool:
    """Whether leaving this word out can mean that the claim speaks of something else."""
    known = not token.meanings or stems.is_noun(token.key)
    return token.kind == "name" or (
        names_a_thing(token) and known and not stems.turns(token.poles) and token.key not in WIDE | _HEADS
    )


def measured(piece: Piece) -> list[Token]:
    """The words right after a plain count, up to the first that is no adjective or noun."""
    found: list[Token] = []
    after = False
    for token in piece.tokens:
        if token.kind == "figure":
            after = True
        elif after and token.text.lower() == "of" and found and found[-1].key in _HEADS:
            found.clear()
        elif after and token.kind == "name" and not found:
            continue
        elif after and token.kind == "word" and (not token.verbal or not found) and len(found) < 3:
            found.append(token)
        elif after:
            break
    nouns = [token for token in found if names_a_thing(token)]
    head = next(
        (n for n, token in enumerate(nouns) if token.key in PEOPLE or token.bare.endswith("s")), len(nouns)
    )
    return nouns[: head + 1]


def is_plural(token: Token) -> bool:
    lower = token.text.lower()
    return (
        (lower.endswith("s") and not lower.endswith("ss"))
        or token.key in PEOPLE
        or lower in _HUMAN
        or stems.is_noun(token.key)
    )


def both_people(one: Token, other: Token, *, is_known: bool = True) -> bool:
    """Whether two nouns may be the same people: "people" stand for any kind, and a kind that the cards do not
    know (`is_known`) for the one they name.
    """
    if not is_known and _human(one) and _human(other):
        return True
    return (one.key in PEOPLE and _human(other)) or (other.key in PEOPLE and _human(one))


def _human(token: Token) -> bool:
    return (
        token.key in PEOPLE
        or token.key in ("die", "homeless", "casualti", "life", "dead")
        or token.bare in _HUMAN
        or token.bare.endswith(_HUMAN_ENDS)
    )
