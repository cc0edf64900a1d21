"""What an answer of the right form may still not say. Pure: an answer, what was sent, and the objections."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.entities import html5

from questions.audit.wording import listed
from questions.drafting.language_model.answer import Answer, AnsweredSection
from questions.drafting.wire_conditions import Offered, condition_faults

MOST_SECTIONS = 10
MOST_SENTENCES = 80
MOST_WIRES = 8
LONGEST = {"answer": 400, "heading": 160, "sentence": 700, "trip-wire": 400}
# So many words in a row that stand in the instructions too are no coincidence.
ECHO = 8
# Each of these kinds is one part of the argument; only "other" may stand several times.
ONCE = frozenset({"answer", "for", "against", "uncertain"})

HIDDEN = "invisible characters"
# Prose writes "data:", "the file:" and "Tel:" too: a scheme counts only with what makes it an address.
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}\s*:\s*//\S+|\b(?:https?|javascript|vbscript|mailto):\S+"
    r"|\bdata:[\w/+.-]*[;,]\S*|\btel\s*:\s*\+?\(?(?:\d[\s().-]{0,2}){3,}|(?<![\w@])www\.\S+"
    r"|\b[\w.+-]+@[\w-]+\.[\w.-]+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,12}(?:/\S*)?(?![\w.])", re.IGNORECASE)
_TOP_LEVEL = frozenset(
    listed(
        "com org net io ai gov edu mil int info biz co app dev xyz me tv cc ly gg top site online shop eu uk "
        "us de fr cn ru jp in link click live news tech cloud page zip mov test example"
    )
)
_MARKUP = re.compile(
    r"<[a-z/!?]|&#(?:\d+|x[0-9a-f]+);"
    r"|\*\*|__|~~|`|!?\[[^\]]*\][(\[]|(?<!\w)[*_](?=\S)[^*_]*(?<=\S)[*_](?!\w)"
    r"|^\s*(?:#{1,6}[ \t]|[-*+>|][ \t]|\d{1,3}\.[ \t]|={3,}|-{3,})|\{\{|\{%|\$\$|\\[a-z(\[]",
    re.IGNORECASE | re.MULTILINE,
)
# "B&Bs;" is no entity: only names that HTML knows count.
_ENTITY = re.compile(r"&[a-z][a-z0-9]{1,31};", re.IGNORECASE)
_REF = re.compile(r"[\[(]?\b\d{4}-\d{2}-\d{2}#\d+\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that may not stay; `detail` names it and its place."""

    code: str
    detail: str


def objections(
    answer: Answer, *, allowed: Offered, cards: Mapping[str, str], instructions: str, fence: str
) -> list[Objection]:
    """Everything that is wrong with an answer, by kind; empty for one that may be believed so far.

    `allowed` is what may be named beside cards: positions, indicators, topics. `cards` are the texts of the
    cards that were sent by their refs, `instructions` what the model was told, `fence` the secret word of this run.
    """
    if not any(section.sentences for section in answer.sections) or not answer.answer.strip():
        return [Objection("empty", "")]
    return [
        *_off_scale(answer, allowed.positions),
        *_conditions(answer, allowed),
        *_foreign(answer, cards),
        *_uncited(answer),
        *_texts(answer, " ".join(cards.values()).casefold()),
        *_repeated(answer),
        *_echoed(answer, instructions, fence),
        *_oversized(answer),
    ]


def _off_scale(answer: Answer, scale: Sequence[str]) -> Iterator[Objection]:
    named = [answer.verdict, *(wire.towards for wire in answer.trip_wires)]
    for slug in dict.fromkeys(named):
        if slug not in scale:
            yield Objection("verdict_off_scale", _short(slug))


def _conditions(answer: Answer, allowed: Offered) -> Iterator[Objection]:
    for wire in answer.trip_wires:
        for member, detail in condition_faults(wire.condition, allowed) if wire.condition else ():
            place = f"condition of {_short(wire.text)}" + (f", {member}" if member else "")
            yield Objection("unfit_condition", f"{place} {detail}")


def _foreign(answer: Answer, cards: Mapping[str, str]) -> Iterator[Objection]:
    refs = (ref for section in answer.sections for each in section.sentences for ref in each.cards)
    for ref in dict.fromkeys(refs):
        if ref not in cards:
            yield Objection("foreign_citation", _short(ref))


def _uncited(answer: Answer) -> Iterator[Objection]:
    for section in answer.sections:
        for sentence in section.sentences:
            if not sentence.cards:
                yield Objection("uncited", _short(sentence.text))


def _texts(answer: Answer, known: str) -> Iterator[Objection]:
    for place, text in answer.texts():
        for code, detail in unfit(text, known):
            yield Objection(code, f"{place}: {detail}" if detail == HIDDEN else f"{detail} ({place})")


def unfit(text: str, known: str) -> Iterator[tuple[str, str]]:
    """What plain text may not hold, as code and detail: foreign addresses, markup, hidden characters.

    `known` is the text of the cards, case folded.
    """
    address = _ADDRESS.search(text) or _unknown_domain(text, known)
    if address is not None:
        yield "foreign_address", _short(address.group())
    markup = _MARKUP.search(text) or _entity(text) or _REF.search(text)
    if markup is not None:
        yield "markup", _short(text[markup.start() :])
    elif any(map(_invisible, text)):
        yield "markup", HIDDEN


def _entity(text: str) -> re.Match[str] | None:
    return next((match for match in _ENTITY.finditer(text) if match.group()[1:] in html5), None)


def _invisible(character: str) -> bool:
    # White space is folded later; the two joiners belong to the spelling of several languages.
    if character.isspace() or character in "\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn")


def _unknown_domain(text: str, known: str) -> re.Match[str] | None:
    """A bare domain that no card writes; a company that is named like one stands in its cards."""
    for match in _DOMAIN.finditer(text):
        host = match.group().partition("/")[0].casefold()
        if host.rpartition(".")[2] in _TOP_LEVEL and match.group().casefold() not in known:
            return match
    return None


def _repeated(answer: Answer) -> Iterator[Objection]:
    kinds = Counter(section.kind for section in answer.sections)
    for kind, count in kinds.items():
        if kind in ONCE and count > 1:
            yield Objection("duplicate", f"section “{kind}”")
    for section in _twice(answer.sections):
        yield Objection("duplicate", f"section “{_short(section.heading or section.kind)}”")
    seen: set[tuple[str, ...]] = set()
    for section in answer.sections:
        for sentence in section.sentences:
            words = _words(sentence.text)
            if words in seen:
                yield Objection("duplicate", _short(sentence.text))
            seen.add(words)


def _twice(sections: Sequence[AnsweredSection]) -> Iterator[AnsweredSection]:
    seen: set[tuple[str, ...]] = set()
    for section in sections:
        heading = _words(section.heading)
        if heading and heading in seen:
            yield section
        seen.add(heading)


def _echoed(answer: Answer, instructions: str, fence: str) -> Iterator[Objection]:
    told = set(_runs(_words(instructions)))
    for place, text in answer.texts():
        if fence in text or "<<<" in text:
            yield Objection("prompt_echo", f"{_short(text)} ({place})")
            continue
        echo = next((run for run in _runs(_words(text)) if run in told), None)
        if echo is not None:
            yield Objection("prompt_echo", f"{' '.join(echo)} ({place})")


def _oversized(answer: Answer) -> Iterator[Objection]:
    counts = (
        ("sections", len(answer.sections), MOST_SECTIONS),
        ("sentences", sum(len(section.sentences) for section in answer.sections), MOST_SENTENCES),
        ("trip-wires", len(answer.trip_wires), MOST_WIRES),
    )
    for name, count, most in counts:
        if count > most:
            yield Objection("too_long", f"{count} {name}, at most {most}")
    texts: list[tuple[str, str]] = [("answer", answer.answer)]
    texts += [("heading", section.heading) for section in answer.sections]
    texts += [("sentence", each.text) for section in answer.sections for each in section.sentences]
    texts += [("trip-wire", wire.text) for wire in answer.trip_wires]
    for name, text in texts:
        if len(text) > LONGEST[name]:
            yield Objection("too_long", f"{name} of {len(text)} characters, at most {LONGEST[name]}")


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[n : n + ECHO]) for n in range(len(words) - ECHO + 1))


def _short(text: str) -> str:
    """At most eighty characters of what a model wrote, on one line, for a message."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"“{line[:80]}…”" if len(line) > 80 else f"“{line}”"
