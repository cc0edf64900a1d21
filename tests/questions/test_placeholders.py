"""Sentences of the label hold the places of their facts, and nothing else in braces."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from questions.models import Wording
from questions.models.wording import FACTS
from questions.placeholders import Placeholders, filled
from questions.templatetags.wording_samples import label_samples


@pytest.mark.parametrize(
    ("sentence", "complaint"),
    [
        ("Reviewed by {byline}.", "must hold {day}"),
        ("Reviewed.", "must hold {byline} and {day}"),
        ("By {byline} on {day} at {hour}.", "no placeholder {hour} here. Known: {byline} and {day}."),
        ("By {byline} on {day}, {0}.", "Braces stand around placeholders only."),
        ("By {byline!r} on {byline} {day}.", "Braces stand around placeholders only."),
        ("By {byline} on {day} {", "Braces stand around placeholders only."),
    ],
)
def test_an_unknown_or_missing_place_is_refused_with_a_sentence(sentence: str, complaint: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Placeholders("byline", "day")(sentence)
    assert complaint in refused.value.messages[0]


def test_a_sentence_without_facts_takes_no_place() -> None:
    Placeholders()("Nobody has reviewed it.")
    with pytest.raises(ValidationError) as refused:
        Placeholders()("Nobody has reviewed it on {day}.")
    assert "This sentence has no placeholder." in refused.value.messages[0]


def test_filling_reads_nothing_but_the_sentence() -> None:
    facts = {"byline": "{day}", "day": "10 May 2026"}
    assert filled("By {byline} on {day}, {else}.", facts) == "By {day} on 10 May 2026, {else}."


def test_every_default_passes_its_own_check() -> None:
    for name in FACTS:
        field = Wording._meta.get_field(name)
        field.clean(field.default, None)


@pytest.mark.parametrize("name", [name for name, facts in FACTS.items() if facts])
def test_the_database_refuses_a_sentence_that_leaves_a_fact_out(name: str, db: None) -> None:
    wording = Wording(**{name: "It was so."})
    with pytest.raises(ValidationError):
        wording.full_clean()
    with pytest.raises(IntegrityError, match=f"wording_{name}_tells_all"), transaction.atomic():
        wording.save()


def test_the_samples_show_every_state_in_this_wording() -> None:
    wording = Wording(withdrawn="Gone since {day}.", handed_in="{agent} of a partner, {cards}.")
    said = " ".join(label.text for label in label_samples(wording))
    assert "Gone since 14 April 2026. Its text was erased" in said
    assert "harbour-desk/scribe 1 of a partner, 41 evidence cards" in said
    for name in FACTS:
        words = getattr(wording, name).replace("{", "}").split("}")[0::2]
        assert all(part in said for part in words), name
