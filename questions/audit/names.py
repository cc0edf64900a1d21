"""Named things: models, people, organisations. A name that no cited card holds is worth a second look."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .demonyms import DEMONYMS, PHRASE_DEMONYMS
from .shapes import Span
from .wording import FAMILIES, PLAIN_CAPITALS

_WORD = re.compile(r"[^\W_](?:[\w'’&+]|[.\-\u2010\u2011/](?=\w))*(?:(?<=\b[A-Z]\.[A-Z])\.)?")
_HYPHENS = re.compile(r"[-\u2010\u2011–/]")
_POSSESSIVE = re.compile(r"['’]s?$")
# The last word of each tells quickly that a text does not have it.
_PHRASES = tuple(
    (phrase.split()[-1], re.compile(phrase.replace(" ", r"\s+"), re.IGNORECASE), short)
    for phrase, short in PHRASE_DEMONYMS.items()
)
_LONG = re.compile(r"[A-Z][\w'’]*(?:(?:[\s-](?:of|for|the|and|on|in|de|des))*[\s-][A-Z][\w'’]*)+")
_FAMILIES = frozenset(FAMILIES)
_NUMBER = re.compile(r"\d+(?:\.\d+)*[A-Z]?$")
# A sentence starts, and so may what follows a colon or a bullet.
_START = re.compile(r"(?:^|[:•]\s)[\s\"'“‘«„(\[•]*")


@dataclass(frozen=True, slots=True)
class Name:
    span: Span
    text: str


def names(text: str) -> list[Name]:
    """The names in one sentence, in order. Its first word counts only if no common word is so written."""
    words = list(_WORD.finditer(text))
    firsts = {opening.end() for opening in _START.finditer(text)}
    inside = {_bare(word.group()) for word in words if word.start() not in firsts}
    found: list[Name] = []
    run: list[re.Match[str]] = []
    for word in words:
        if run and (text[run[-1].end() : word.start()] != " " or _POSSESSIVE.search(run[-1].group())):
            found.extend(_name(text, run))
            run = []
        if _is_name(word, word.start() in firsts, inside) or (run and _continues(run[-1], word)):
            run.append(word)
        elif run:
            found.extend(_name(text, run))
            run = []
    found.extend(_name(text, run))
    return found


def tokens(text: str) -> frozenset[str]:
    """Every word of a card's text as names are compared: lower case, no possessive, countries by one name."""
    return frozenset(token for word in _WORD.findall(_phrases_folded(text)) for token in _tokens(word))


def missing(name: Name, known: frozenset[str]) -> list[str]:
    """The words of a name that are not among a card's words."""
    written = _WORD.findall(_phrases_folded(name.text))
    words = (token for word in written for token in _tokens(word, only_names=True))
    return [
        word
        for word in words
        if word not in PLAIN_CAPITALS
        and not {word, word.removesuffix("s"), word + "s"} & known
        and not _people_of(word, known)
    ]


def _people_of(word: str, known: frozenset[str]) -> bool:
    """Siberia for Siberian and the other way: a country or its people that no list knows."""
    if len(word) < 5:
        return False
    word = word.removesuffix("s")
    land = word.removesuffix("n").removesuffix("a").removesuffix("ia")
    return any(land + end in known for end in ("", "a", "an", "ia", "ian", "ese", "ish", "i"))


# A claim is asked for each of its figures and names, a card for each claim that cites it.
@lru_cache(maxsize=4096)
def initials(text: str) -> frozenset[str]:
    """The acronyms that the long names of a text could be shortened to, in lower case."""
    found: set[str] = set()
    for run in _LONG.finditer(text):
        words = re.findall(r"[^\W\d_]+", run.group())
        for start in range(len(words)):
            for end in range(start + 2, min(len(words), start + 7) + 1):
                some = words[start:end]
                found.add("".join(word[0] for word in some).lower())
                found.add("".join(word[0] for word in some if word[0].isupper()).lower())
    return frozenset(short for short in found if len(short) > 1)


def _is_name(word: re.Match[str], is_first: bool, inside: set[str]) -> bool:
    text = word.group()
    if not text[0].isupper() or _bare(text) == "I":
        return False
    if not is_first:
        return True
    letters = [character for character in text if character.isalpha()]
    shouted = len(letters) > 1 and all(character.isupper() for character in letters)
    compound = any(part[:1].isupper() for part in _HYPHENS.split(text)[1:])
    return shouted or compound or any(map(str.isdigit, text)) or _bare(text) in inside


def _continues(before: re.Match[str], word: re.Match[str]) -> bool:
    return before.group() in _FAMILIES and _NUMBER.match(word.group()) is not None


def _name(text: str, run: list[re.Match[str]]) -> list[Name]:
    if not run:
        return []
    span = Span(run[0].start(), run[-1].start() + len(_bare(run[-1].group())))
    name = Name(span, text[span.start : span.end])
    return [name] if missing(name, frozenset()) else []


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _phrases_folded(text: str) -> str:
    lower = text.lower()
    for last, phrase, short in _PHRASES:
        if last in lower:
            text = phrase.sub(short.upper(), text)
    return text


# The words of a language come again and again.
@lru_cache(maxsize=20_000)
def _tokens(word: str, only_names: bool = False) -> tuple[str, ...]:
    folded = []
    for part in _HYPHENS.split(_bare(word)):
        # "us" is a pronoun, "US" a country; in "China-based" only the first half is a name.
        skipped = only_names and part.isalpha() and part.islower()
        if part and part != "us" and not skipped:
            bare = part.lower().rstrip(".")
            folded.append(DEMONYMS.get(bare, bare))
    return tuple(folded)
