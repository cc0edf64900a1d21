"""Figures that follow from the card's own, where the wording asks for them, and never otherwise."""

from datetime import date

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


def follows(text: str, excerpt: str, published_on: date = date(2026, 4, 14)) -> bool:
    (audited,) = audit([claim(text, 1)], {1: card(1, excerpt, published_on=published_on)}).claims
    return all(finding.kind is not FindingKind.UNTRACED_NUMBER for finding in audited.findings)


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
    "Mill A made 0.5 million sacks in 2021 and 1 million in 2022; the plan had been 1.5 million. Mill B made 8.3% more "
    "and Mill C 8.1%. Sacks of the first kind cost 0.2% more. A worm lives for long; about a year later it leaves the "
    "mill. The mill was second in the county and is third in the country."
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
    assert follows(text, MILLS) is is_traced


CANAL = (
    "The canal, 100 kilometres long and closed since 30 August, was dug between August and December 2023. "
    "Tolls rose from 54.1 million crowns to 73.2 million. Of the 340 boats 61% carry grain; 207 of those that"
    " came were barges. It had 4.6 million visitors, twice as many as a year earlier, and of its 4,600 "
    "workers 1,500 will go. Women made up 65.4% of the crews, down 12.9 points. In May 1,080 barges were "
    "sold, in October 64% of the rest. Towing cost 72 billion yen and dredging 87 billion yen. The work took "
    "from 27 to 29 May. Water is sold at 15 crowns a square metre."
)


@pytest.mark.parametrize(
    ("text", "is_traced"),
    [
        ("The canal is some 62 miles long.", True),
        ("The canal is some 66 miles long.", False),
        ("Tolls rose by about a third.", True),
        ("Tolls fell by about a third.", False),
        ("Grain is in the hold of about three boats out of five.", True),
        ("Grain is in the hold of about two boats out of five.", False),
        ("Fewer than two fifths of the boats carry no grain.", True),
        ("Fewer than 20% of the boats carry no grain.", False),
        ("The year before the canal had about 2.3 million visitors.", True),
        ("The year before the canal had about 2.6 million visitors.", False),
        ("Some 3,100 workers stay.", True),
        ("Before, women had made up more than three quarters of the crews.", True),
        ("Before, women had made up more than 90% of the crews.", False),
        ("Barges were sold in May, the others in October.", True),
        ("Together towing and dredging cost almost ¥160 billion.", True),
        ("Together towing and dredging cost almost ¥150 billion.", False),
        ("The canal was dug in five months.", True),
        ("The canal was dug in six months.", False),
        ("It was closed for a little over five weeks, from 30 August to 8 October.", True),
        ("It was closed for seven weeks, from 30 August to 8 October.", False),
        ("The work lasted three days, in late May.", True),
        ("Barges, 207 of 340 boats or 61%, came.", True),
        ("Barges, 207 of 340 boats or 71%, came.", False),
        ("Water is sold at 15 crowns a square foot.", False),
    ],
)
def test_what_the_card_leaves_to_its_reader_is_reckoned(text: str, is_traced: bool) -> None:
    assert follows(text, CANAL, published_on=date(2024, 10, 8)) is is_traced


VOTE = "They voted by 9 to 2. Seven of its 20 members stayed away. Rates went from 16% to 11%; at most 5% pay them."


@pytest.mark.parametrize(
    ("text", "is_traced"),
    [
        ("In all 11 members of the board voted.", True),
        ("By a vote of eleven to two they agreed.", False),
        ("Thirteen members did not stay away.", True),
        ("The board, more divided than it had been in all the years before that, has thirteen seats.", False),
        ("No more than 5 percentage points pay the rates.", False),
        ("Rates fell by five percentage points or more.", False),
        ("It was the board that met first.", True),
    ],
)
def test_small_results_are_asked_for_close_by(text: str, is_traced: bool) -> None:
    assert follows(text, VOTE) is is_traced
