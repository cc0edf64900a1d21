"""The body of a request: JSON of a stated size, read strictly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError

from cms.api.key_problems import BODY_TOO_LARGE, UNSUPPORTED_MEDIA, body_problem
from evidence.api.problems import BAD_REQUEST, Problem
from questions.drafting.partner_form import Fault

MOST_BYTES = 512 * 1024
DEEPEST = 20


def body_bytes(request: HttpRequest) -> bytes:
    """The body as it came. Raises the problem of a wrong type or size before it is read."""
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != "application/json" or charset not in ("utf-8", "utf8"):
        raise Problem(UNSUPPORTED_MEDIA)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(UNSUPPORTED_MEDIA)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length[:12]) > MOST_BYTES:
        raise Problem(BODY_TOO_LARGE)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise Problem(BODY_TOO_LARGE) from error
    except UnreadablePostError as error:
        raise Problem(BAD_REQUEST, "The body broke off.") from error
    if len(body) > MOST_BYTES:
        raise Problem(BODY_TOO_LARGE)
    return body


def json_of(body: bytes) -> object:
    """The JSON values of a body. Raises the problem that says why it holds none.

    A member given twice, NaN and Infinity are refused: readers of JSON disagree on what they mean.
    """
    try:
        value = json.loads(body.decode(), object_pairs_hook=_members, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise body_problem([Fault("", "is not UTF-8.")]) from error
    except RecursionError as error:
        raise body_problem([Fault("", "is nested too deeply.")]) from error
    except ValueError as error:
        raise body_problem([Fault("", f"is no JSON: {str(error)[:200]}.")]) from error
    if not _is_shallow(value):
        raise body_problem([Fault("", "is nested too deeply.")])
    return value


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            shown = "".join(letter if letter.isprintable() else "?" for letter in name[:60])
            raise ValueError(f"the member “{shown}” is given twice")
        members[name] = value
    return members


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value")


def _is_shallow(value: object) -> bool:
    """Whether it is nested no deeper than drafts ever are; looks level by level, so no depth is too much."""
    level: list[object] = [value]
    for _ in range(DEEPEST):
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
        if not inner:
            return True
        level = inner
    return False
