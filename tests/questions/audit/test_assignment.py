"""The audit weighs which figure, date or name of a card the words of a claim belong to."""

import pytest

from questions.audit.shapes import BLOCKING, WARNING, AuditedClaim, FindingKind

from .builders import audited

POLL = (
    "A poll put Labour at 28.4%, its best showing for years. The Conservatives fell to 18.9% and the Progress "
    "Party slipped to 21.5%. Turnout at the last election was 77.2%."
)
TARGETS = "Member states must restore 30% of habitats in poor condition by 2030, 60% by 2040 and 90% by 2050."
LENDER = (
    "The lender hid fees in student loans between 2017 and 2021. The company must report to the agency each "
    "year until 2034. It made a profit of $31 million in 2023."
)


def faults(result: AuditedClaim) -> set[FindingKind]:
    return {finding.kind for finding in result.findings if finding.kind in BLOCKING | WARNING}


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Labour had its best showing for years, at 77.2%.", POLL, FindingKind.BORROWED_FIGURE),
        ("At the last election the turnout was 18.9%.", POLL, FindingKind.BORROWED_FIGURE),
        ("The company must report to the agency each year until 2021.", LENDER, FindingKind.WRONG_YEAR),
    ],
)
def test_words_that_clearly_belong_to_another_figure_are_found_out(
    text: str, source: str, kind: FindingKind
) -> None:
    assert kind in faults(audited(text, source))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Labour polled 28.4%, which nobody had expected of it.", POLL),
        ("By 2040, 60% of habitats in poor condition have to be restored.", TARGETS),
        ("Reports to the agency are due until 2034.", LENDER),
        ("Its profit in 2023 came to 31 million dollars.", LENDER),
    ],
)
def test_words_that_fit_their_own_figure_are_left_alone(text: str, source: str) -> None:
    assert not faults(audited(text, source))


def test_a_single_word_near_another_figure_decides_nothing() -> None:
    source = "The court convicted 371 people over the riot. Some 122 are fugitives, half of them abroad."
    assert not faults(audited("Of those wanted, 122 people are on the run.", source))


def test_a_capital_stands_for_its_government_but_not_for_a_place() -> None:
    source = "U.S. officials told the firm to halt exports of its chips."
    assert not faults(audited("Washington told the firm to halt exports of its chips.", source))
    assert FindingKind.NAME_NOT_FOUND in faults(
        audited("Officials in Washington told the firm to halt exports of its chips.", source)
    )


def test_a_people_is_known_by_its_country() -> None:
    assert not faults(audited("The Ghanaians voted again.", "Voters in Ghana voted again."))
