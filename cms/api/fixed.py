"""Addresses that answer without looking anything up: the OpenAPI document, and those that lead on."""

from __future__ import annotations

from http import HTTPStatus

from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.document import as_json, as_yaml
from evidence.api.base import ReadView
from questions.api.takes import BytesRenderer


class YamlRenderer(BytesRenderer):
    """Bytes of YAML."""

    media_type = "application/yaml"
    format = "yaml"


class OneFormat(ReadView):
    """An address that answers the same whatever the Accept header asks for."""

    sparse = False

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """The one format that there is."""
        (renderer,) = self.get_renderers()
        return renderer, renderer.media_type


class JsonDocument(OneFormat):
    """The OpenAPI document as JSON. Reading it is not counted: it asks the database nothing."""

    renderer_classes: tuple[type[BaseRenderer], ...] = (BytesRenderer,)

    def get(self, request: Request) -> Response:
        """The whole document."""
        self.read()
        return Response(self.document())

    def document(self) -> bytes:
        """Its bytes."""
        return as_json()


class YamlDocument(JsonDocument):
    """The OpenAPI document as YAML."""

    renderer_classes = (YamlRenderer,)

    def document(self) -> bytes:
        """Its bytes."""
        return as_yaml()


class Moved(OneFormat):
    """An address that people type: it leads for good to the one that was meant, with its query."""

    to = ""

    def get(self, request: Request) -> Response:
        """Lead on."""
        query = request.META.get("QUERY_STRING", "")
        place = f"{self.to}?{query}" if query else self.to
        return Response(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": place})
