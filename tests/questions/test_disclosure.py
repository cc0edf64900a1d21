"""The label says what happened, in every state.

| drafter | reviewed | edited | state | says |
|---|---|---|---|---|
| agent | no | no | agent-drafted-unreviewed | nobody edited or reviewed it |
| agent | no | yes | agent-drafted-unreviewed | share changed; nobody reviewed |
| agent | yes | no | agent-drafted-reviewed | by whom, when; unchanged |
| agent | yes | yes | agent-drafted-reviewed | by whom, when; share changed |
| none | yes, no | – | human-written | by whom, when; or nobody |
| any | any | any | withdrawn | when; whether its text was erased |
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from questions.disclosure import State, disclosure, withdrawn_disclosure
from questions.models import Take, Withdrawal, Wording
from questions.models.take import MadeAs
from questions.snapshot import Snapshot, canonical

EXTRACTIVE = {"kind": "extractive", "name": "Extractive drafter", "version": "1.0", "model": None}
MODEL = {"kind": "language_model", "name": "Prose drafter", "version": "2.1", "model": "small-1"}
PARTNER = {"kind": "partner", "name": "Valley desk", "version": "", "model": None}
REVIEWED = {"reviewed_by": "Rolf Reviewer", "reviewed_at": "2026-05-10T12:00:00Z"}
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def snapshot(drafter: dict[str, Any] | None = None, evidence: Any = None, **provenance: Any) -> Snapshot:
    whole: Any = {
        "number": 6,
        "evidence": evidence or {"cards": 41, "first": "2026-02-09", "last": "2026-05-09"},
        "provenance": {
            "drafter": drafter,
            "words_changed": 0.0,
            "edited": False,
            "reviewed_by": None,
            "reviewed_at": None,
            "self_approved": False,
            **provenance,
        },
    }
    return whole


@pytest.mark.parametrize("drafter", [EXTRACTIVE, MODEL, PARTNER])
@pytest.mark.parametrize("review", [{}, REVIEWED])
@pytest.mark.parametrize("edit", [{}, {"edited": True, "words_changed": 0.04}])
def test_every_agent_drafted_take_is_headed_by_the_experimental_mark(
    drafter: dict[str, Any], review: dict[str, Any], edit: dict[str, Any]
) -> None:
    label = disclosure(snapshot(drafter, **review, **edit), Wording())
    assert label.experimental
    assert label.mark == "Experimental, not advice"
    first = (
        "Handed in by a partner as drafted by Valley desk,"
        if drafter is PARTNER
        else "Drafted by an AI agent ("
    )
    assert label.text.startswith(f"Experimental, not advice. {first}")
    assert label.state == (State.REVIEWED if review else State.UNREVIEWED)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "No person has edited or reviewed it."),
        (
            {"edited": True, "words_changed": 0.04},
            "People changed 4 % of its words; nobody has reviewed it.",
        ),
        (REVIEWED, "Reviewed by Rolf Reviewer on 10 May 2026; its words are unchanged."),
        (
            {**REVIEWED, "edited": True, "words_changed": 0.041},
            "Reviewed by Rolf Reviewer on 10 May 2026; people changed 4 % of its words.",
        ),
        (
            {**REVIEWED, "edited": True, "words_changed": 0.001},
            "Reviewed by Rolf Reviewer on 10 May 2026; people changed less than 1 % of its words.",
        ),
        (
            {**REVIEWED, "edited": True, "words_changed": 0.5, "self_approved": True},
            "Reviewed on 10 May 2026 by Rolf Reviewer, who also edited it; people changed 50 % of its words.",
        ),
        (
            {**REVIEWED, "edited": True, "verdict_changed": True},
            "Reviewed by Rolf Reviewer on 10 May 2026; people changed the verdict and none of its words.",
        ),
        (
            {**REVIEWED, "edited": True, "verdict_changed": True, "words_changed": 0.002},
            "Reviewed by Rolf Reviewer on 10 May 2026; "
            "people changed the verdict and less than 1 % of its words.",
        ),
        (
            {"edited": True, "verdict_changed": False},
            "People changed its citations or trip-wires, none of its words; nobody has reviewed it.",
        ),
        # Versions from before the verdict was told apart.
        ({"edited": True}, "People changed none of its words; nobody has reviewed it."),
    ],
)
def test_the_second_sentence_tells_edits_and_review(facts: dict[str, Any], sentence: str) -> None:
    assert disclosure(snapshot(EXTRACTIVE, **facts), Wording()).sentences[1] == sentence


@pytest.mark.parametrize(
    ("review", "sentence"),
    [
        ({}, "Nobody has reviewed it."),
        (REVIEWED, "Reviewed by Rolf Reviewer on 10 May 2026."),
        (
            {**REVIEWED, "self_approved": True},
            "Reviewed on 10 May 2026 by Rolf Reviewer, who also wrote or edited it.",
        ),
    ],
)
def test_a_take_that_people_wrote_says_so_instead(review: dict[str, Any], sentence: str) -> None:
    label = disclosure(snapshot(None, **review), Wording())
    assert not label.experimental
    assert label.state == State.HUMAN
    assert label.mark == "Written by people"
    assert label.sentences == ("Written from 41 evidence cards dated 9 February – 9 May 2026.", sentence)


@pytest.mark.parametrize(
    ("drafter", "edited", "source_type"),
    [
        (EXTRACTIVE, False, "algorithmicMedia"),
        (EXTRACTIVE, True, "algorithmicMedia"),
        (MODEL, False, "trainedAlgorithmicMedia"),
        (MODEL, True, "compositeWithTrainedAlgorithmicMedia"),
        (None, True, "digitalCreation"),
    ],
)
def test_the_digital_source_type_fits_the_drafter(drafter: Any, edited: bool, source_type: str) -> None:
    label = disclosure(snapshot(drafter, edited=edited), Wording())
    assert label.digital_source_type == IPTC + source_type
    assert f"digital-source-type={source_type}" in label.token


@pytest.mark.parametrize("edited", [False, True])
def test_of_a_partners_draft_that_names_no_model_only_what_is_known_is_said(edited: bool) -> None:
    label = disclosure(snapshot(PARTNER, edited=edited), Wording())
    assert label.digital_source_type is None
    assert label.token.endswith("digital-source-type=unknown")
    assert label.sentences[0].startswith(
        "Handed in by a partner as drafted by Valley desk, without naming a model, from 41 evidence cards"
    )
    named = disclosure(snapshot({**PARTNER, "model": "large-2"}), Wording())
    assert named.sentences[0].startswith("Drafted by an AI agent (Valley desk, large-2)")


def test_a_changed_verdict_stands_in_the_token() -> None:
    label = disclosure(snapshot(MODEL, edited=True, verdict_changed=True), Wording())
    assert "; verdict-changed=yes; digital-source-type=compositeWith" in label.token


def test_the_drafter_that_uses_no_model_says_so() -> None:
    first = disclosure(snapshot(EXTRACTIVE), Wording()).sentences[0]
    assert first == (
        "Drafted by an AI agent (Extractive drafter 1.0, no language model) "
        "from 41 evidence cards dated 9 February – 9 May 2026."
    )
    assert "(Prose drafter 2.1, small-1)" in disclosure(snapshot(MODEL), Wording()).sentences[0]


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        ({"cards": 1, "first": "2026-05-09", "last": "2026-05-09"}, "1 evidence card dated 9 May 2026."),
        ({"cards": 0, "first": None, "last": None}, "0 evidence cards."),
        (
            {"cards": 2, "first": "2025-12-30", "last": "2026-01-02"},
            "2 evidence cards dated 30 December 2025 – 2 January 2026.",
        ),
    ],
)
def test_the_cards_are_counted_and_dated(evidence: Any, words: str) -> None:
    assert disclosure(snapshot(EXTRACTIVE, evidence), Wording()).sentences[0].endswith(words)


def withdrawn(text: str = "", **fields: Any) -> Take:
    take = Take(number=6, snapshot=text)
    take.withdrawal = Withdrawal(at=datetime(2026, 5, 11, tzinfo=UTC), **fields)
    return take


def test_a_withdrawn_version_says_so_and_needs_no_text_for_it() -> None:
    label = withdrawn_disclosure(withdrawn(made_as=MadeAs.MODEL), Wording())
    assert label.state == State.WITHDRAWN
    assert (label.experimental, label.mark) == (True, "Experimental, not advice")
    assert label.sentences == ("This version was withdrawn on 11 May 2026.",)
    assert label.token == "withdrawn; version=6; digital-source-type=trainedAlgorithmicMedia"
    by_people = withdrawn_disclosure(withdrawn(made_as=MadeAs.PEOPLE), Wording())
    assert (by_people.experimental, by_people.mark) == (False, "Written by people")


def test_an_erased_version_says_that_its_text_is_gone() -> None:
    erased = withdrawn(made_as=MadeAs.MODEL, redacted=True, erased_at=datetime(2026, 5, 12, tzinfo=UTC))
    assert withdrawn_disclosure(erased, Wording()).sentences == (
        "This version was withdrawn on 11 May 2026.",
        "Its text was erased for legal reasons on 12 May 2026.",
    )


def test_how_a_version_was_made_is_read_from_its_record_where_its_withdrawal_does_not_say() -> None:
    old = withdrawn(canonical(snapshot(EXTRACTIVE)))
    assert withdrawn_disclosure(old, Wording()).token.endswith("digital-source-type=algorithmicMedia")


def test_the_token_is_ascii_whatever_the_names_are() -> None:
    drafter = {**MODEL, "name": "Überarbeiter\r\nSet-Cookie: a=b"}
    token = disclosure(snapshot(drafter, reviewed_by="Zoë", words_changed=7.0, edited=True), Wording()).token
    assert token.isascii()
    assert token == (
        "agent-drafted-reviewed; version=6; reviewed=yes; words-changed=1.000; "
        "digital-source-type=compositeWithTrainedAlgorithmicMedia"
    )


def test_the_wording_comes_from_the_settings() -> None:
    wording = Wording(experimental_mark="A trial, no counsel", not_reviewed="Unread by people.")
    label = disclosure(snapshot(EXTRACTIVE), wording)
    assert label.mark == "A trial, no counsel"
    assert label.sentences[1] == "Unread by people."
