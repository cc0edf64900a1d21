"""Which names of a claim its cards do not hold, after people, acronyms and aliases are folded."""

import re
from collections.abc import Iterator, Sequence

from .aliases import Aliases
from .clauses import Parsed, Pool
from .demonyms import CAPITALS, EUROPE
from .evidence import ReadCard
from .names import Name, initials, missing, names, tokens
from .tokens import Token
from .vocabulary import is_everyday
from .wording import listed

TITLES = frozenset(
    listed(
        "dr mr mrs ms prof professor president minister sir dame lord lady justice judge chancellor "
        "governor mayor king queen pope senator general captain"
    )
)


# What kind of place it is need not be said.
_PLACES = frozenset(
    listed(
        "river lake sea ocean bay gulf strait mount mountain mountains island islands peninsula valley city "
        "town county province state region district basin canal desert coast non"
    )
)


def unknown_names(
    claim: Parsed, cards: Sequence[ReadCard], pool: Pool, aliases: Aliases
) -> Iterator[tuple[Name, list[str]]]:
    """The names that no card holds, each with the words of it that are missing."""
    known = frozenset[str]().union(*(read.words for read in cards))
    short = frozenset[str]().union(*(read.acronyms for read in cards))
    found = names(claim.text)
    opening = _opening_name(claim, pool)
    if opening is not None and not any(name.span.start == opening.span.start for name in found):
        found.insert(0, opening)
    figures = [figure.span for figure in claim.figures]
    for name in found:
        if any(span.holds(name.span) for span in figures):
            continue
        absent = [word for word in missing(name, known) if word not in TITLES and word not in short]
        if len(absent) < len(tokens(name.text)):
            absent = [word for word in absent if word not in _PLACES]
        if (
            absent
            and not _spelled_out(name.text, cards)
            and not _otherwise_named(name, claim.text, known, aliases)
        ):
            yield name, absent


def _otherwise_named(name: Name, text: str, known: frozenset[str], aliases: Aliases) -> bool:
    spoken = [name.text, *re.split(r"\s", name.text)]
    if any(tokens(alias) <= known for part in spoken for alias in aliases.of(part)):
        return True
    bare = tokens(name.text)
    if bare <= EUROPE and EUROPE & known:
        return True
    # "Washington ordered" means the government; "in Washington" is a place that the card has to name.
    governs = len(bare) == 1 and CAPITALS.get(next(iter(bare))) in known
    if governs and not _PLACED.search(text[: name.span.start]):
        return True
    # The whole of a long name runs on over "of" and "for", which single names do not.
    around = text[max(0, name.span.start - 60) : name.span.end + 60]
    return any(
        letters in known for letters in initials(around) if len(letters) > 2 and _within(letters, name)
    )


def _spelled_out(word: str, cards: Sequence[ReadCard]) -> bool:
    """Whether a card has the words that an acronym stands for, capitals or not: VAT and value added tax."""
    if not 3 <= len(word) <= _LONGEST_ACRONYM or not word.isalpha() or not word.isupper():
        return False
    written = re.compile(r"\b" + r"[\s-]".join(rf"{letter}[^\W\d_]+" for letter in word), re.IGNORECASE)
    return any(written.search(text) for entry in cards for _, text in entry.fields)


_LONGEST_ACRONYM = 6
_PLACED = re.compile(r"(?:\b(?:in|at|near|from|to|outside|around|across|through|over)\s|,\s)$")


def _within(letters: str, name: Name) -> bool:
    own = [word[0].lower() for word in re.findall(r"[^\W\d_]+", name.text)]
    return all(letter in letters for letter in own)


def _opening_name(claim: Parsed, pool: Pool) -> Name | None:
    """The first word, where it can only be a name and the cards do not know it."""
    first = next((token for piece in claim.pieces for token in piece.tokens if token.kind != "mark"), None)
    if first is None or pool.holds(first):
        return None
    if first.kind != "name" and not _only_a_name(first):
        return None
    return Name(first.span, first.text)


def _only_a_name(first: Token) -> bool:
    """A capitalised word that no dictionary and no list of ours has: "Siemens, who started from pole"."""
    bare = first.text.lower()
    return (
        first.kind == "word"
        and first.text[0].isupper()
        and not first.meanings
        and not first.poles
        and not any(is_everyday(part) for part in re.split(r"[^a-z]+", bare) if part)
    )
