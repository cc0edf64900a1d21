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


MILLS = (
    "Mill A made 0.5 million sacks in 2021 and 1 million in 2022; the plan had been 1.5 million. Mill B made 8.3% more and "
    "Mill C 8.1%. Sacks of the first kind cost 0.2% more. A worm lives for long; about a year later it leaves the mill. The "
    "mill was second in the county and is third in the country."
)


@pytest.mark.parametrize(
    ("text", "is_traced"),
    [
        ("Output doubled from 0.5 million sacks in 2021 to 1 million in 2022.", True),
        ("Output tripled from 0.5 million sacks in 2021 to 1 million in 2022.", False),
        ("Output rose by 100% from 0.5 to 1 million sacks.", True),
        ("The 1.5 million sacks of the plan are three times as many as the 0.5 million of 2021.", True),
        ("The 1.5 million sacks of the plan are twice as many as the 0.5 million of 2021.", False),
        ("Mill A made almost three times as many sacks as in 2021.", False),
        ("Sacks cost 0.2 percentage points more than before.", False),
        ("Mill A made 1 million sacks in 2027, more than in the year before.", False),
        ("Together the mill is fifth in the country.", False),
    ],
)
def test_a_change_follows_from_the_ends_that_the_claim_gives(text: str, is_traced: bool) -> None:
    (audited,) = audit([claim(text, 1)], {1: card(1, MILLS)}).claims
    untraced = any(finding.kind is FindingKind.UNTRACED_NUMBER for finding in audited.findings)
    assert untraced is not is_traced
