"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from cms.api import pages
from cms.api.addresses import DESCRIBED, TERMS
from cms.api.root import Nothing

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs/", pages.docs, name="api_docs"),
    path("v1/openapi.json", pages.openapi, {"form": "json"}, name="api_schema_json"),
    path("v1/openapi.yaml", pages.openapi, {"form": "yaml"}, name="api_schema_yaml"),
    path("v1/", include(DESCRIBED)),
    re_path(r"", Nothing.as_view(**TERMS)),
]
