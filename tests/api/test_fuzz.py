"""Requests made from the document, good and bad: no 5xx, no answer that the document does not describe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.api.document import document
from tests.api.conftest import River

CASES = 300
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def places(river: River, path: str) -> dict[str, Any]:
    slug = river.slug
    for part, of_it in (("/topics/", "fish"), ("/sources/", "river-gauge")):
        slug = of_it if part in path else slug
    if "/cards/" in path:
        slug = river.cards[0].card_ref.slug
    return {
        "slug": slug,
        "number": 1,
        "indicator": "fish-sightings",
        "day": river.cards[0].ref_day.isoformat(),
        "stable_id": str(river.world.question.stable_id),
    }


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """As Django's own test client does: a request neither begins nor ends with a fresh connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_request_breaks_the_contract(river: River, settings: Any, kept_connection: None) -> None:
    settings.ASSAY_API_RATE = 100_000
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    fuzz(strategies.one_of([schema.as_strategy(generation_mode=mode) for mode in modes]), river)


def fuzz(cases: Any, river: River) -> None:
    @settings(
        max_examples=CASES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, existing=strategies.booleans())
    def run(case: schemathesis.Case, existing: bool) -> None:
        if existing:
            known = places(river, case.operation.path)
            case.path_parameters = {
                name: known.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        case.call_and_validate(checks=CHECKS)

    run()
