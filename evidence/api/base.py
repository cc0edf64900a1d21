"""What every address of the API has in common: read only, anonymous, limited, described, compared by ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, ClassVar, TypedDict

from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from drf_spectacular.plumbing import ComponentRegistry
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from evidence.api import parameters as known
from evidence.api.describing import Schema, Url, ViewSchema, schema_of
from evidence.api.parameters import Fields, Parameter
from evidence.api.problems import ProblemKind, ProblemRenderer, answer_problem

CACHED = "public, max-age=0, s-maxage=30"
FRESH = "no-cache"
# Where a limit leaves its headers on the request.
RATE_HEADERS = "rate_headers"
# What `fields` cannot leave out.
ALWAYS = ("disclosure", "licence")
_SEEN_ACROSS_SITES = "Assay-Disclosure, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Content-Digest"


class LicenceRecord(TypedDict):
    """Under which terms takes may be used, and whose the excerpts are."""

    name: str
    url: Url
    excerpts: str


# What the site hands to each view: its licence and its limits. Addresses are built with it.
Terms = Mapping[str, Any]


class PlainJsonRenderer(JSONRenderer):
    """JSON without parameters in the Accept header."""

    def get_indent(self, accepted_media_type: str, renderer_context: Mapping[str, Any]) -> None:
        """Never indented: the same answer has the same bytes and ETag."""
        return


class AcceptNegotiation(DefaultContentNegotiation):
    """By the Accept header or an address's own format; there is no `format` parameter."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)  # type: ignore[assignment]


class ReadView(APIView):
    """An address that answers GET with one record."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = ()
    throttle_classes: tuple[type[BaseThrottle], ...] = ()
    renderer_classes: tuple[type[BaseRenderer], ...] = (PlainJsonRenderer,)
    content_negotiation_class = AcceptNegotiation
    schema = ViewSchema()
    http_method_names = ["get", "head", "options"]

    licence: Callable[[], LicenceRecord] | None = None
    # How the schema names it: operation is a verb and a noun, empty for what the schema leaves out.
    operation = ""
    about = ""
    tag = ""
    record: ClassVar[Any] = None
    parameters: tuple[Parameter, ...] = ()
    problems: tuple[ProblemKind, ...] = ()
    sparse = True
    cache_control = CACHED

    @property
    def operation_id(self) -> str:
        """The operation's name in the schema."""
        return self.operation

    def field_names(self) -> tuple[str, ...]:
        """What `fields` may name."""
        return tuple(self.record.__annotations__) if self.record is not None else ()

    def known_parameters(self) -> tuple[Parameter, ...]:
        """Everything that may stand in the query."""
        if not self.sparse:
            return self.parameters
        fields = Fields(
            "fields", "Give these members alone, separated by commas.", options=self.field_names()
        )
        return (*self.parameters, fields)

    def contents(self, registry: ComponentRegistry) -> dict[str, Schema]:
        """What it answers with: a schema for each media type."""
        return {"application/json": schema_of(self.record, registry)}

    def terms(self) -> LicenceRecord:
        """The licence that the site gives."""
        if self.licence is None:
            raise TypeError("an address of the API needs a licence")
        return self.licence()

    def read(self) -> dict[str, Any]:
        """The values of the query's parameters, or the problem that names the bad ones."""
        return known.read(self.request.query_params, self.known_parameters())

    def site(self, path: str) -> str:
        """An absolute address on this site."""
        return self.request.build_absolute_uri(path)

    def answer(self, record: Mapping[str, Any], fields: tuple[str, ...] | None = None) -> Response:
        """A record, or the members of it that were asked for; licence and disclosure always stay."""
        return Response(pick(record, fields, always=ALWAYS))

    def compared(self, response: Response) -> bytes:
        """What the ETag is made of: the whole body, where a view does not leave something out."""
        return bytes(response.content)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """What browsers ask before they read across sites."""
        response = Response(status=204)
        response.headers["Allow"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    def check_throttles(self, request: Request) -> None:
        """OPTIONS reads nothing and is not counted."""
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def get_exception_handler(self) -> Callable[[Exception, Mapping[str, Any]], Response]:
        """Ours, so that no default reaches into other parts of the site."""
        return answer_problem

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        """Problems leave in their own media type, everything with the headers of the API."""
        if response.exception:
            request.accepted_renderer = ProblemRenderer()
            request.accepted_media_type = ProblemRenderer.media_type
        elif response.data is None:
            request.accepted_renderer = PlainJsonRenderer()
        response = super().finalize_response(request, response, *args, **kwargs)
        response.render()
        if response.status_code == 200:
            response.headers.setdefault("Content-Type", request.accepted_renderer.media_type)
        self._add_headers(request, response)
        return response

    def _add_headers(self, request: Request, response: Response) -> None:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _SEEN_ACROSS_SITES
        patch_vary_headers(response, ["Accept"])
        for name, value in getattr(request, RATE_HEADERS, {}).items():
            response.headers[name] = value
        if response.status_code == 200:
            response.headers["Cache-Control"] = self.cache_control
            if "ETag" not in response.headers:
                digest = hashlib.sha256(self.compared(response)).hexdigest()
                response.headers["ETag"] = f'W/"{digest[:32]}"'
            _compare(request, response)
        else:
            response.headers.setdefault("Cache-Control", "no-store")


def pick(
    record: Mapping[str, Any], fields: tuple[str, ...] | None, always: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    """The members named by `fields`, or all of them when it is None."""
    if fields is None:
        return record
    return {name: value for name, value in record.items() if name in fields or name in always}


def _compare(request: Request, response: Response) -> None:
    """Drop the body where the reader has it."""
    mine = response.headers["ETag"].removeprefix("W/")
    theirs = [etag.removeprefix("W/") for etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))]
    if mine in theirs or "*" in theirs:
        response.status_code = 304
        response.content = b""
        del response.headers["Content-Type"]
