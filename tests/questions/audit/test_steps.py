"""Figures that a card leaves to its reader, and which two figures a claim may reckon with at all."""

import pytest

from questions.audit.shapes import FindingKind
from questions.audit.trace import audit
from tests.questions.audit.builders import card, claim

REGATTA = (
    "Ilse Vane of Port Anders leads the regatta with 62 points, one more than Okada. Her boat, 136 inches long, "
    "is the second-longest; the Heron is four inches shorter. Some 130 sailors fell ill, half of them on Monday. "
    "The club wants to double the €5 fee. Vane is the 18th woman to take part. Each fault costs a loop of 150 "
    "metres; Vane made two. She finished in 2 hours and 40 minutes, the Heron in 1 hour and 2 minutes. Some 92% of "
    "the crews were uninsured. The hall measures 30 by 40 metres. Entries rose 192% in Dover."
)
FLEET = (
    "Arden ferries carried 410,000 people and Bellmont ferries 290,000, up from 145,000. Cormack has 820 "
    "cabins and Dunmore 205. Fuel made up 23% of the costs, wages 37% and harbour dues 14%."
)
TREATY = "The court upheld a ruling of 1984. The senate had passed the treaty in March."


def kinds(text: str, source: str) -> set[FindingKind]:
    (audited,) = audit([claim(text, 1)], {1: card(1, source)}).claims
    return {finding.kind for finding in audited.findings}


@pytest.mark.parametrize(
    "text",
    [
        "Okada has 61 points in the regatta.",
        "The Heron is 132 inches long.",
        "Of the 130 ill sailors, 65 fell ill on Monday.",
        "The club plans a fee of €10.",
        "Seventeen women had taken part before Vane.",
        "Two faults cost Vane 300 metres.",
        "The Heron finished 98 minutes faster than Vane.",
        "Only 8% of the crews had insurance.",
        "The hall covers 1,200 square metres.",
        "Entries in Dover nearly tripled.",
    ],
)
def test_a_step_that_the_card_leaves_to_its_reader_is_taken(text: str) -> None:
    assert FindingKind.UNTRACED_NUMBER not in kinds(text, REGATTA)


@pytest.mark.parametrize(
    "text",
    [
        "Okada has 63 points in the regatta.",
        "The Heron is 140 inches long.",
        "Of the 130 ill sailors, 75 fell ill on Monday.",
        "The club plans a fee of €15.",
        "Nineteen women had taken part before Vane.",
        "Two faults cost Vane 350 metres.",
        "The Heron finished 88 minutes faster than Vane.",
        "Only 9% of the crews had insurance.",
        "The hall covers 1,300 square metres.",
        "Entries in Dover nearly quadrupled.",
    ],
)
def test_a_step_the_other_way_or_of_another_length_is_not(text: str) -> None:
    assert FindingKind.UNTRACED_NUMBER in kinds(text, REGATTA)


@pytest.mark.parametrize(
    "text",
    [
        "Arden ferries carried 120,000 more people than Bellmont ferries.",
        "Bellmont ferries doubled the number of people they carried, to 290,000.",
        "Cormack has four times as many cabins as Dunmore.",
        "Fuel, wages and harbour dues together made up 74% of the costs.",
    ],
)
def test_figures_that_the_claim_names_are_reckoned_with(text: str) -> None:
    assert FindingKind.UNTRACED_NUMBER not in kinds(text, FLEET)


@pytest.mark.parametrize(
    "text",
    [
        # 410,000 − 145,000, which is what Bellmont once carried.
        "Arden ferries carried 265,000 more people than Bellmont ferries.",
        # 820 ÷ 410,000 and 410,000 ÷ 205 are of different things.
        "Cormack has 500 times as many cabins as Dunmore.",
        "Cormack has three times as many cabins as Dunmore.",
        "Fuel and wages together made up 51% of the costs.",
    ],
)
def test_figures_of_something_else_are_not_reckoned_with(text: str) -> None:
    assert FindingKind.UNTRACED_NUMBER in kinds(text, FLEET)


def published() -> int:
    return card(1, TREATY).published_on.year


def test_years_are_counted_from_the_day_of_publication() -> None:
    age = published() - 1984
    assert FindingKind.UNTRACED_NUMBER not in kinds(f"The court upheld a {age}-year-old ruling.", TREATY)
    assert FindingKind.UNTRACED_NUMBER in kinds(f"The court upheld a {age + 3}-year-old ruling.", TREATY)
