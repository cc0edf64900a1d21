"""Figures that follow from the card's own, where the wording asks for them, and never otherwise."""

import pytest

from questions.audit.shapes import FindingKind
from questions.audit.trace import audit
from tests.questions.audit.builders import card, claim

FERRY = (
    "The ferry carried 412 people in 2024 and 389 in 2023. Seven of its 12 crews took part. "
    "The fare rose from 81 to 93 crowns. The line opened in 1990."
)


def kinds(text: str) -> set[FindingKind]:
    (audited,) = audit([claim(text, 1)], {1: card(1, FERRY)}).claims
    return {finding.kind for finding in audited.findings}


@pytest.mark.parametrize(
    "text",
    [
        "The ferry carried 23 more people in 2024 than in 2023.",
        "More than half of the 12 crews took part.",
        "The fare rose by 12 crowns.",
    ],
)
def test_what_follows_from_the_card_is_traced(text: str) -> None:
    assert FindingKind.UNTRACED_NUMBER not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry carried 24 more people in 2024 than in 2023.",
        "Fewer than half of the 12 crews took part.",
        "The fare rose by 13 crowns.",
        "The ferry has 23 people.",
    ],
)
def test_what_does_not_follow_is_not(text: str) -> None:
    assert kinds(text) & {
        FindingKind.UNTRACED_NUMBER,
        FindingKind.BORROWED_FIGURE,
        FindingKind.DIRECTION,
        FindingKind.WRONG_NOUN,
    }
