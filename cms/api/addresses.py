"""Every address under `/api/v1/` that the OpenAPI document describes."""

from __future__ import annotations

from django.urls import URLPattern, path

from cms.api.drafts import addresses as draft_addresses
from cms.api.rates import PartnerRate
from cms.api.root import Root
from cms.api.terms import licence
from evidence.api.base import Terms
from evidence.api.urls import addresses as evidence_addresses
from questions.api.urls import addresses as question_addresses

TERMS: Terms = {"licence": licence, "throttle_classes": (PartnerRate,)}

DESCRIBED: list[URLPattern] = [
    path("", Root.as_view(**TERMS), name="api_root"),
    *question_addresses(TERMS),
    *evidence_addresses(TERMS),
    *draft_addresses(TERMS),
]
