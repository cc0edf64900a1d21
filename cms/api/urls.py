"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from cms.api import pages
from cms.api.addresses import DESCRIBED, TERMS
from cms.api.fixed import JsonDocument, Moved, YamlDocument
from cms.api.root import Nothing

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs/", pages.docs, name="api_docs"),
    path("v1/openapi.json", JsonDocument.as_view(), name="api_schema_json"),
    path("v1/openapi.yaml", YamlDocument.as_view(), name="api_schema_yaml"),
    path("v1/", include(DESCRIBED)),
    path("", Moved.as_view(to="/api/docs/", **TERMS)),
    path("docs", Moved.as_view(to="/api/docs/", **TERMS)),
    path("v1", Moved.as_view(to="/api/v1/", **TERMS)),
    re_path(r"", Nothing.as_view(**TERMS)),
]
