"""Reasons that people type: plain text within its bounds, or refused with a sentence for whoever typed it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from evidence.cleaning import clean_line, clean_text

# Characters, as the fields that hold them.
REASON_AT_MOST = 500
COMMENT_AT_MOST = 2000


def checked_reason(
    reason: str, *, missing: str, refusal: type[Exception], at_most: int = REASON_AT_MOST
) -> str:
    """The reason on one line. Raises `refusal`: with `missing` when nothing is left of it, and when too long."""
    line = clean_line(reason)
    if not line:
        raise refusal(missing)
    return _within(line, at_most, refusal)


def checked_comment(comment: str, *, refusal: type[Exception]) -> str:
    """A comment for the desk with its paragraphs; it may be empty. Raises `refusal` when it is too long."""
    return _within(clean_text(comment), COMMENT_AT_MOST, refusal)


def _within(text: str, at_most: int, refusal: type[Exception]) -> str:
    if len(text) > at_most:
        raise refusal(
            _("The text is too long: %(given)d characters, and %(limit)d at most.")
            % {"given": len(text), "limit": at_most}
        )
    return text
