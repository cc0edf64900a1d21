"""Addresses that only a partner's key opens: never cached, never read across sites."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from drf_spectacular.plumbing import ComponentRegistry
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.key_problems import KEY_IN_ADDRESS, KEY_MISSING, KEY_REFUSED, KEY_SCOPE
from cms.api.rates import KEY
from cms.models import ApiKey
from evidence.api.base import ReadView
from evidence.api.describing import Schema, ViewSchema, schema_of
from evidence.api.problems import ProblemKind

SECURITY_SCHEMES: Schema = {
    "partnerKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key that a partner manager issued: `Authorization: Bearer assay_…`.",
    }
}
KEYED_PROBLEMS: tuple[ProblemKind, ...] = (KEY_MISSING, KEY_REFUSED, KEY_SCOPE, KEY_IN_ADDRESS)
_CROSS_SITE = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")


class KeyedSchema(ViewSchema):
    """An operation with its key, and with its body where it takes one."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        """As any other, with what is special."""
        operation = super().get_operation(path, path_regex, path_prefix, method, registry)
        view = cast(KeyedView, self.view)
        if operation is None:
            return None
        operation["security"] = [{"partnerKey": [view.scope]}]
        operation["parameters"] += view.header_parameters
        if view.body is not None:
            content = {"application/json": {"schema": schema_of(view.body, registry)}}
            operation["requestBody"] = {"required": True, "content": content}
            found = operation["responses"].pop("200")
            operation["responses"].pop("304")
            operation["responses"] = {"201": {**found, "description": "Made."}, **operation["responses"]}
        return operation


class KeyedView(ReadView):
    """An address for partners. Its throttle lets only fitting keys through."""

    schema = KeyedSchema()
    sparse = False
    cache_control = "private, no-store"
    scope: ClassVar[str] = ApiKey.Scope.DRAFT.value
    body: ClassVar[Any] = None
    header_parameters: ClassVar[list[Schema]] = []

    @property
    def key(self) -> ApiKey:
        """The key that this request came with."""
        key: ApiKey = getattr(self.request, KEY)
        return key

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """Which methods there are. A browser is not told that it may send keys across sites."""
        allowed = ", ".join(name.upper() for name in self.http_method_names)
        return Response(status=204, headers={"Allow": allowed})

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        """For this partner alone."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name in _CROSS_SITE:
            response.headers.pop(name, None)
        response.headers["Vary"] = "Accept, Authorization"
        return response
