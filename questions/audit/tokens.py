"""The words, names, figures and marks of a text, with what each may mean."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from . import stems
from .demonyms import COUNTRIES, DEMONYMS, PHRASE_DEMONYMS
from .opposites import NEGATORS
from .shapes import Quantity, QuantityKind, Span
from .wording import ORDINALS, PLAIN_CAPITALS, listed

TokenKind = Literal["figure", "date", "name", "word", "stop", "mark"]


_TOKEN = re.compile(r"[^\W_](?:[\w&]|[.'’\-\u2010\u2011/](?=\w))*|[;:,()\[\]—–\"“”]|(?<=\s)-(?=\s)")


# Words that begin with so many letters alike are taken for forms of one word.
_PREFIX = 6


MARKS = frozenset(";:,()[]—–-")


_BEFORE_NOUNS = frozenset(listed("on in of for the a an its their his her"))


FINITE = frozenset(
    listed(
        "put set cut hit is are was were has had have be rose fell grew won led said will can could "
        "may might must did does made took held"
    )
)


_NOT_VERBS = frozenset(
    listed(
        "hundred need speed seed bed led red percent building morning evening wing king spring ring "
        "thing string"
    )
)


class Token(NamedTuple):
    """A word, figure or mark; `key` is its stem, `meanings` its synonyms, `poles` its opposites.

    `marks` are what two tokens have in common if and only if they are like one another.
    """

    span: Span
    text: str
    kind: TokenKind
    key: str
    meanings: frozenset[int] = stems.NONE
    poles: tuple[tuple[int, int], ...] = ()
    figure: Quantity | None = None
    verbal: bool = False
    bare: str = ""
    marks: tuple[str | int, ...] = ()

    @property
    def says_something(self) -> bool:
        return self.kind in ("word", "name")

    def like(self, other: "Token") -> bool:
        """Whether both are one name, forms of one word or words of one meaning."""
        if self.key == other.key or (self.bare and self.bare == other.bare):
            return True
        if "name" in (self.kind, other.kind):
            return False
        return not self.meanings.isdisjoint(other.meanings) or (
            len(self.key) >= _PREFIX and self.key[:_PREFIX] == other.key[:_PREFIX]
        )


def read_tokens(text: str, figures: list[Quantity]) -> list[Token]:
    found: list[Token] = []
    at = 0
    for figure in sorted(figures, key=lambda figure: figure.span.start):
        if figure.span.start < at:
            continue
        _read_words(text, at, figure.span.start, found)
        found.append(_figure_token(figure))
        at = figure.span.end
    _read_words(text, at, len(text), found)
    return _with_phrases(found)


def _read_words(text: str, at: int, stop: int, found: list[Token]) -> None:
    """The words and marks from one place of a text to another, where a figure stands or the text ends."""
    first = not at
    for match in _TOKEN.finditer(text, at):
        start, end = match.span()
        if start >= stop:
            break
        first = first or (start > 1 and _opens_after(text, start))
        written = text[start : min(end, stop)].rstrip("-")
        if written:
            token = _word_token(written, Span(start, start + len(written)), first)
            if token.kind == "word" and found:
                token = _as_used(token, found[-1].text.lower())
            found.append(token)
        if written not in MARKS:
            first = False


def _as_used(token: Token, before: str) -> Token:
    """A word as a verb after "to", and one in -ing as none after an article or a preposition."""
    verbal = token.verbal or (before == "to" and not stems.is_noun(token.key))
    if verbal and before in _BEFORE_NOUNS and token.text.endswith("ing"):
        verbal = False
    return token if verbal == token.verbal else token._replace(verbal=verbal)


def _opens_after(text: str, at: int) -> bool:
    """Whether a sentence or line ended before this place. A few characters back tell; all of them would take long."""
    if text[at - 1] == " " and text[at - 2].isalnum():
        return False  # Nearly every word follows another.
    return text[max(0, at - _BACK) : at].rstrip(" \"“‘'(")[-1:] in ".!?:•\n"


_BACK = 12


def with_names(tokens: list[Token], names: frozenset[str], is_title: bool) -> list[Token]:
    """First words of sentences turned to names where the text shows elsewhere, or by what follows, that
    they are.

    In a headline written with capitals throughout, capitals show nothing.
    """
    shouting = is_title and _shouts(tokens)
    own = {token.bare for token in tokens if token.kind == "name"}
    found = []
    for place, token in enumerate(tokens):
        if not token.text[0].isupper():
            found.append(token)
            continue
        if (
            shouting
            and token.kind == "name"
            and _plain_capital(token.text)
            and token.bare not in names
            and token.bare not in COUNTRIES
        ):
            token = _word_token(token.text.lower(), token.span, True)
        elif token.kind == "word" and (
            (key := name_key(token.bare)) in own
            or key in names
            or key in COUNTRIES
            or _opens_as_name(tokens, place)
        ):
            token = _as_name(token)
        found.append(token)
    return found


def _shouts(tokens: list[Token]) -> bool:
    """Whether most words of some length are written with a capital."""
    long = [token for token in tokens if token.kind in ("name", "word") and len(token.text) > 3]
    capitals = [token for token in long if _plain_capital(token.text)]
    return len(long) > 4 and len(capitals) > 0.7 * len(long)


def _plain_capital(text: str) -> bool:
    return text[0].isupper() and text[1:].islower()


def _opens_as_name(tokens: list[Token], place: int) -> bool:
    """Whether a capitalised first word can be nothing but a name: no plain noun, and a verb or a name
    follows.
    """
    token = tokens[place]
    plain = token.bare.endswith(_PLAIN_ENDS) and not token.bare.endswith(("us", "is", "os", "as"))
    if token.meanings or token.poles or plain or token.figure is not None or token.bare in _COMMON:
        return False
    if token.text.endswith(("'s", "’s")):
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None:
        return False
    lower = after.text.lower()
    third_person = lower.endswith("s") and after.kind == "word" and not after.verbal and bool(after.meanings)
    return (
        after.kind == "name"
        or lower == ","
        or lower in FINITE
        or lower in stems.VERB_FORMS
        or third_person
        or (after.verbal and lower.endswith("ed"))
    )


_PLAIN_ENDS = (
    "s",
    "ing",
    "ed",
    "ly",
    "ion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ism",
    "ship",
    "hood",
    "age",
    "ure",
    "cy",
    "th",
    "ty",
)


_COMMON = frozenset(
    listed(
        """
output demand supply rent housing software hardware traffic research staff equipment bread rice
wheat corn milk steel gold silver copper iron coal cement glass plastic paper sand wood snow rain
fog air soil land sea music art tennis football rugby cricket hockey golf chess dengue malaria
measles polio flu influenza covid cholera smallpox rabies asthma stroke dementia insulin aspirin
caffeine carbon methane oxygen hydrogen nitrogen lithium helium uranium crime fraud murder theft
bail voter bond stock share budget profit income debt credit cash money trade tourism travel fuel
gas oil petrol diesel water food beef pork fish salmon life death work school college science
physics biology chemistry law justice parliament congress senate support turnout yesterday tomorrow
tonight otherwise overall besides nonetheless nevertheless furthermore attendance participation
everyone someone nobody nothing everything anyone half double triple total net gross
"""
    )
)


def _figure_token(figure: Quantity) -> Token:
    span, raw = figure.span, figure.raw
    if figure.kind is QuantityKind.DATE:
        return Token(span, raw, "date", "", figure=figure, marks=(f"date:{figure.date}",))
    if figure.kind is QuantityKind.ORDINAL and raw.isalpha():
        key = stems.stem(raw)
        poles = stems.poles(raw.lower(), key)
        marks = _word_marks("", key, stems.NONE)
        return Token(span, raw, "word", key, poles=poles, figure=figure, marks=marks)
    key = stems.stem(raw) if figure.kind is QuantityKind.MULTIPLE and raw.isalpha() else ""
    marks = (f"{figure.kind}:{figure.low.normalize()}",)
    return Token(span, raw, "figure", key, figure=figure, marks=marks)


def _word_token(text: str, span: Span, first: bool) -> Token:
    return Token(span, *_understood(text, first)[1:])


# The words of a language come again and again; where they stand changes nothing in what they are.
@lru_cache(maxsize=60_000)
def _understood(text: str, first: bool) -> Token:
    """A word or mark as a token that stands nowhere yet."""
    span = _NOWHERE
    lower = text.lower()
    if not text[0].isalnum():
        return Token(span, text, "mark", text)
    bare = _POSSESSIVE.sub("", lower)
    key = stems.stem(lower)
    poles = stems.poles(bare, key)
    if (
        bare in stems.STOP
        or bare in ORDINALS
        or lower in NEGATORS
        or (not first and bare in PLAIN_CAPITALS and bare != "ai")
    ):
        return Token(span, text, "stop", bare, poles=poles)
    named = text[0].isupper() and not first
    if not named and not (text.isalpha() and text[1:].islower()):
        named = any(map(str.isdigit, text)) or sum(map(str.isupper, text)) > 1
    if named or bare in DEMONYMS:
        return _as_name(Token(span, text, "name", key, bare=bare))
    ending = bare.endswith("ed") or (bare.endswith("ing") and not stems.is_noun(key))
    past = bare != key and not bare.endswith("s") and key in _PASTS
    verbal = bare not in _NOT_VERBS and (ending or past)
    return _as_word(span, text, key, bare, poles, verbal)


def _as_word(
    span: Span, text: str, key: str, bare: str, poles: tuple[tuple[int, int], ...], verbal: bool
) -> Token:
    meanings = stems.meanings(key)
    marks = _word_marks(bare, key, meanings)
    return Token(span, text, "word", key, meanings, poles, verbal=verbal, bare=bare, marks=marks)


def _word_marks(bare: str, key: str, meanings: frozenset[int]) -> tuple[str | int, ...]:
    prefix = key[:_PREFIX] + "…" if len(key) >= _PREFIX else key
    return (bare, key, prefix, *meanings)


def _as_name(token: Token) -> Token:
    """A token as a name; names have neither synonyms nor opposites."""
    bare = name_key(token.bare)
    return token._replace(
        kind="name", bare=bare, meanings=stems.NONE, poles=(), verbal=False, marks=(bare, token.key)
    )


_NOWHERE = Span(0, 0)
_POSSESSIVE = re.compile(r"['’]s?$")
_PASTS = frozenset(
    listed(
        "run see get draw drive steal teach throw freeze wear ride do go know feel fight catch "
        "choose eat hear tell say lend rise fall grow shrink win lose beat lead hold keep leave "
        "meet pay send spend take write begin give find break build strike sink speak stand buy "
        "sell make come show fly bring seek"
    )
)


def name_key(bare: str) -> str:
    """A name as names are compared: lower case, a people by its country."""
    bare = bare.rstrip(".")
    return DEMONYMS.get(bare, bare)


def _with_phrases(tokens: list[Token]) -> list[Token]:
    """Two words that the lists know as one, such as "laid off", become one token."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        one = tokens[at]
        joined = _joined(one, tokens[at + 1]) if at + 1 < len(tokens) and _may_open(one) else None
        found.append(one if joined is None else joined)
        at += 1 if joined is None else 2
    return found


def _may_open(token: Token) -> bool:
    """Whether any phrase begins with this word."""
    return token.text.lower() in _PEOPLES_OPEN or (
        token.kind in ("word", "stop") and stems.stem(token.text) in _PHRASES_OPEN
    )


def _joined(one: Token, two: Token) -> Token | None:
    """Two words as the phrase that they are, if they are one."""
    span, text = Span(one.span.start, two.span.end), f"{one.text} {two.text}"
    if one.kind in ("word", "stop") and two.kind in ("word", "stop"):
        keys = (stems.stem(one.text), stems.stem(two.text))
        if keys in stems.PHRASES:
            key = "_".join(keys)
            return _as_word(span, text, key, key, stems.poles(key, key), not stems.is_noun(key))
    people = PHRASE_DEMONYMS.get(text.lower())
    return Token(span, text, "name", people, bare=people, marks=(people, people)) if people else None


_PHRASES_OPEN = frozenset(keys[0] for keys in stems.PHRASES)
_PEOPLES_OPEN = frozenset(phrase.split(" ", 1)[0] for phrase in PHRASE_DEMONYMS)
