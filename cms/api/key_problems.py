"""The problems of requests that need a key, and of the bodies that they send."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from evidence.api.problems import Problem, ProblemKind
from questions.drafting.partner_form import Fault

REALM = 'Bearer realm="assay"'

KEY_MISSING = ProblemKind(
    "key-missing",
    HTTPStatus.UNAUTHORIZED,
    "This needs a key",
    "Send the partner's key as `Authorization: Bearer assay_…`.",
)
KEY_REFUSED = ProblemKind(
    "key-refused",
    HTTPStatus.UNAUTHORIZED,
    "The key opens nothing",
    "The key is mistyped, unknown, expired or revoked, or its partner is not active.",
)
KEY_SCOPE = ProblemKind(
    "key-scope",
    HTTPStatus.FORBIDDEN,
    "The key is not for this",
    "The key is good, but was not issued for what was asked. `scope` names what it lacks.",
)
KEY_IN_ADDRESS = ProblemKind(
    "key-in-address",
    HTTPStatus.BAD_REQUEST,
    "A key stands in the address",
    "Addresses end up in logs. Send the key in the Authorization header, and have this one revoked.",
)
BAD_BODY = ProblemKind(
    "bad-body",
    HTTPStatus.BAD_REQUEST,
    "The body cannot be used",
    "`errors` names each place by its JSON pointer (RFC 6901) and says what is wrong. Nothing was kept.",
)
IDEMPOTENCY_MISSING = ProblemKind(
    "idempotency-key-missing",
    HTTPStatus.BAD_REQUEST,
    "An Idempotency-Key is needed",
    "Give each request a name of 1 to 255 visible ASCII characters in the Idempotency-Key header.",
)
IDEMPOTENCY_TAKEN = ProblemKind(
    "idempotency-key-taken",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "The Idempotency-Key belongs to another request",
    "This key sent another body or asked another address under the same name before.",
)
BODY_TOO_LARGE = ProblemKind(
    "body-too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "The body is too large",
    "A body has at most 524,288 bytes.",
)
UNSUPPORTED_MEDIA = ProblemKind(
    "unsupported-media-type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "The body is in no known format",
    "Send `Content-Type: application/json`, encoded in UTF-8 and not compressed.",
)
KEY_KINDS: tuple[ProblemKind, ...] = (
    KEY_MISSING,
    KEY_REFUSED,
    KEY_SCOPE,
    KEY_IN_ADDRESS,
    BAD_BODY,
    IDEMPOTENCY_MISSING,
    IDEMPOTENCY_TAKEN,
    BODY_TOO_LARGE,
    UNSUPPORTED_MEDIA,
)


def key_problem(kind: ProblemKind, detail: str = "", **extra: object) -> Problem:
    """A problem of a key, with the challenge that RFC 6750 asks for."""
    codes = {KEY_REFUSED.slug: ', error="invalid_token"', KEY_SCOPE.slug: ', error="insufficient_scope"'}
    scope = f', scope="{extra["scope"]}"' if "scope" in extra else ""
    problem = Problem(kind, detail, **extra)
    problem.headers = {"WWW-Authenticate": f"{REALM}{codes.get(kind.slug, '')}{scope}"}
    return problem


def body_problem(faults: Sequence[Fault]) -> Problem:
    """The problem that names each fault of a body."""
    errors = [{"pointer": fault.pointer, "detail": fault.detail} for fault in faults]
    return Problem(BAD_BODY, f"Refused: {len(errors)} faults." if len(errors) > 1 else "", errors=errors)
