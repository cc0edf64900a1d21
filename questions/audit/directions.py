"""Direction words: a figure may be right and yet be told the wrong way round."""

import re

from .names import missing, names, tokens

_AXES = (
    (
        re.compile(
            r"\b(?:ahead\sof|leads|leading|led|overt(?:ook|aken|akes)|beats?|beating|surpass(?:es|ed|ing)?"
            r"|outperform(?:s|ed|ing)?|outpace[sd]?|exceed(?:s|ed|ing)?)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:behind|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|los(?:t|es|ing)\sto|falls?\sshort)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(
            r"\b(?:rose|rises?|risen|rising|gr[eo]w(?:s|n|ing)?|increas(?:e[sd]?|ing)|climb(?:s|ed|ing)?|up\sfrom"
            r"|gain(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surged?|widen(?:s|ed|ing)?)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|down\sfrom"
            r"|shr[aiu]nk(?:s|ing)?|plung(?:e[sd]?|ing)|slump(?:s|ed)?|narrow(?:s|ed|ing)?|closed)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(?:more|greater|higher|larger|bigger|faster)\sthan\b", re.IGNORECASE),
        re.compile(r"\b(?:less|fewer|lower|smaller|slower)\sthan\b", re.IGNORECASE),
    ),
)
_CHANGE = _AXES[1]
_NEGATED = re.compile(r"\b(?:not|never|no\slonger|hardly)\b|n['’]t\b", re.IGNORECASE)


def flipped(claim: str, source: str) -> tuple[str, str] | None:
    """The word of a claim and the word of its source that point opposite ways, or None.

    Also when both use the same word but the names before and after it have changed places.
    """
    if _NEGATED.search(claim) or _NEGATED.search(source):
        return None
    for up, down in _AXES:
        in_claim, in_source = (up.search(claim), down.search(claim)), (up.search(source), down.search(source))
        if (in_claim[0] is None) == (in_claim[1] is None) or (in_source[0] is None) == (in_source[1] is None):
            continue
        said, known = in_claim[0] or in_claim[1], in_source[0] or in_source[1]
        if said is None or known is None:
            continue
        opposite = (in_claim[0] is None) != (in_source[0] is None)
        # "China's share rose" compares nobody, so that the order of names around it says nothing.
        swapped = (up, down) != _CHANGE and _swapped(claim, said, source, known)
        if opposite != swapped:
            return said.group(), known.group()
    return None


def _swapped(claim: str, said: re.Match[str], source: str, known: re.Match[str]) -> bool:
    """Whether what the claim names before its word the source names only after its own, and vice versa."""
    before, after = claim[: said.start()], claim[said.end() :]
    source_before, source_after = tokens(source[: known.start()]), tokens(source[known.end() :])
    return _only_in(before, source_after, source_before) and _only_in(after, source_before, source_after)


def _only_in(side: str, there: frozenset[str], not_there: frozenset[str]) -> bool:
    # A filler keeps the first word from being taken for the start of a sentence.
    found = names(f"x {side}")
    return any(not missing(name, there) and missing(name, not_there) for name in found)
