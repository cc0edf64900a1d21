"""Loading the demo, once, through the same use cases that people and agents use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction

from cms.demo.evidence import load_sources, load_topics
from cms.demo.facts import facts
from cms.demo.people import give_addresses, load_people
from cms.demo.story import Cast, tell_stories
from cms.models import HomePage
from questions.models import Question


class DemoRefused(Exception):
    """This installation is not one for demo accounts."""


@transaction.atomic
def load_demo(progress: Callable[[str], Any] = lambda line: None) -> bool:
    """Load the demo whole or not at all; False when it is there already. Raises DemoRefused in production."""
    if not settings.ASSAY_DEMO_ALLOWED:
        raise DemoRefused("The demo's accounts have a well-known password: it is not loaded in production.")
    if Question.objects.filter(is_demo=True).exists():
        return False
    progress("people, sources and topics")
    cast = Cast(
        people=load_people(settings.ASSAY_DEMO_PASSWORD),
        sources=load_sources(facts("sources")["source"]),
        topics=load_topics(facts("topics")["topic"]),
    )
    HomePage.objects.update(
        tagline="Contested questions, answers you can check",
        intro=(
            "Agents draft an answer from dated evidence. A machine audit traces every figure and quotation to the "
            "card it cites. People review, and readers say where they would put it."
        ),
    )
    tell_stories(cast, progress)
    give_addresses(cast.people.values())
    return True
