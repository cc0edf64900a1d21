"""Figures tied to what they measure: sentences that a number alone would pass, and true ones in other
words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.shapes import BLOCKING, WARNING, AuditedClaim, FindingKind
from questions.audit.trace import audit

from .builders import audited, card, claim, found

ENERGY = (
    "In 2021 wind supplied 24% of the country's electricity and coal 31%; by 2024 wind's share had grown "
    "to 33% while coal's had shrunk to 19%."
)
CARS = (
    "Sales of electric cars in Brask rose to 84,000 last year, more than in neighbouring Tolland, "
    "where 61,000 "
    "were sold. Petrol cars still lead: 203,000 were registered in Brask and 175,000 in Tolland."
)
TRIAL = (
    "A trial of 1,240 patients at 36 hospitals found that the vaccine cut hospital admissions by 38% "
    "over six "
    "months. Side effects were reported by 112 participants."
)
COURT = (
    "The Supreme Court of Ostmark ruled that police may not search mobile phones without a warrant, "
    "overturning "
    "a judgment of the appeals court by 7 votes to 2. Fines may reach at most 4% of turnover."
)
FIRM = (
    "Revenue at Helio Motors reached $12.4 billion in 2023, up from $9.8 billion in 2022. Net profit "
    "was $640 "
    "million, compared with a loss of $210 million the year before. The company sold 318,000 cars."
)


def faults(result: AuditedClaim) -> set[FindingKind]:
    return {finding.kind for finding in result.findings if finding.kind in BLOCKING | WARNING}


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Coal supplied 33% of electricity in 2024.", ENERGY, "borrowed_figure"),
        ("Wind supplied 33% of the country's electricity in 2021.", ENERGY, "wrong_year"),
        ("203,000 electric cars were registered in Brask.", CARS, "borrowed_figure"),
        ("Brask registered 175,000 petrol cars.", CARS, "borrowed_figure"),
        ("More electric cars were sold in Tolland than in Brask.", CARS, "direction"),
        ("A trial of 36 patients at 1,240 hospitals was held.", TRIAL, "borrowed_figure"),
        ("Side effects were reported by 1,240 participants.", TRIAL, "borrowed_figure"),
        ("The vaccine raised hospital admissions by 38%.", TRIAL, "direction"),
        ("Police may search mobile phones without a warrant.", COURT, "negation"),
        ("The court upheld a judgment of the appeals court.", COURT, "direction"),
        ("By 2 votes to 7 the Supreme Court overturned the judgment.", COURT, "borrowed_figure"),
        ("Fines must reach at least 4% of turnover.", COURT, "untraced_number"),
        ("Helio Motors had revenue of $9.8bn in 2023.", FIRM, "borrowed_figure"),
        ("Helio Motors made a loss of $640 million in 2023.", FIRM, "direction"),
        ("The company sold 318,000 motorcycles.", FIRM, "borrowed_figure"),
        ("It took 12 firms to do it.", "It took 12 labs to do it.", "borrowed_figure"),
    ],
)
def test_a_figure_told_of_something_else_is_found_out(text: str, source: str, kind: str) -> None:
    assert kind in faults(audited(text, source))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In 2024, 33% of the country's power came from wind and 19% from coal.", ENERGY),
        ("Coal supplied 31% of electricity in 2021 and 19% in 2024.", ENERGY),
        ("Wind's share rose from 24% in 2021 to 33% in 2024.", ENERGY),
        ("In Brask 84,000 electric cars were sold last year, against 61,000 in Tolland.", CARS),
        ("Fewer electric cars were sold in Tolland than in Brask.", CARS),
        (
            "The trial, which enrolled 1,240 patients in 36 hospitals, showed a 38% reduction in admissions.",
            TRIAL,
        ),
        ("Nearly 40% fewer hospital admissions were seen with the vaccine.", TRIAL),
        ("By 7 votes to 2, Ostmark's Supreme Court held that police need a warrant to search phones.", COURT),
        ("Fines of up to 4% of turnover are possible.", COURT),
        ("Helio Motors had revenue of $12.4bn in 2023, compared with $9.8bn in 2022.", FIRM),
        ("Helio made a net profit of $640m after losing $210m a year earlier.", FIRM),
        ("The carmaker sold 318,000 vehicles.", FIRM),
        ("In Lyon, France were beaten 3-1 by Germany.", "Germany beat France 3-1 in Lyon."),
        ("Growth slowed by -3%.", "It fell 3%."),
        ("A quarter of it is 1/4.", "It was 25%."),
    ],
)
def test_the_same_thing_in_other_words_is_traced(text: str, source: str) -> None:
    assert not faults(audited(text, source))


@pytest.mark.parametrize(
    ("text", "source", "formula"),
    [
        ("Revenue rose by $2.6 billion from 2022 to 2023.", FIRM, "$12.4 billion − $9.8 billion"),
        ("That is 23 times the $12.4bn of before.", "It was $285.9bn, then $12.4bn.", "$285.9bn ÷ $12.4bn"),
        ("Together the two have 3.1 million users.", "A has 2.2 million users, B 900,000.", "+"),
        (
            "There are three models: Aster, Birch and Cedar.",
            "Aster, Birch and Cedar are out.",
            "Aster, Birch, Cedar",
        ),
    ],
)
def test_a_derived_figure_shows_its_formula(text: str, source: str, formula: str) -> None:
    result = audited(text, source)
    notes = [finding.note for finding in result.findings if finding.kind is FindingKind.TRACED_BY_ARITHMETIC]
    assert any(formula in note for note in notes)


@pytest.mark.parametrize("text", ["It took $3.1bn.", "It fell by 9%.", "It took 14 labs."])
def test_figures_never_combine_unasked(text: str) -> None:
    source = "Helio took $2.2bn and $0.9bn; it fell 4% and 5%; 9 labs and 5 labs."
    assert FindingKind.UNTRACED_NUMBER in faults(audited(text, source))


def test_a_label_is_neither_a_name_nor_a_quotation() -> None:
    given = claim("The verdict stays “Only in some jobs”: Only in some jobs.", 1)
    report = audit([given], {1: card(1, "nothing else")}, labels=["Only in some jobs"])
    assert not faults(report.claims[0]) & {FindingKind.NAME_NOT_FOUND, FindingKind.ALTERED_QUOTATION}


def test_a_citation_moved_to_another_card_is_weak() -> None:
    cards = {1: card(1, TRIAL), 2: card(2, ENERGY)}
    report = audit([claim("Side effects were reported by participants.", 2), claim("A trial.", 1)], cards)
    assert found(report.claims[0], FindingKind.WEAK_SUPPORT) == [""]
    assert report.weakest[0] is report.claims[0]
    assert report.claims[1].support > report.claims[0].support


_plain = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=300)


@given(_plain, _plain)
def test_any_text_is_audited_the_same_twice(text: str, source: str) -> None:
    first = audit([claim(text, 1)], {1: card(1, source)})
    assert first == audit([claim(text, 1)], {1: card(1, source)})
    assert 0 <= first.claims[0].support <= 1


@given(st.integers(21, 999), st.integers(21, 999))
def test_swapped_figures_are_borrowed_whatever_they_are(one: int, other: int) -> None:
    # The same number twice is told of both.
    source = f"Aster shipped {one} robots, while Birch shipped {other}."
    result = audited(f"Birch shipped {one} robots.", source)
    assert bool(faults(result)) == (one != other)


def test_one_figure_is_found_among_fifty_thousand_words() -> None:
    long = " ".join(
        f"Firm{n} sold {n} cars in Lyon, while unit sales of bikes rose {n % 97}%." for n in range(4200)
    )
    report = audit([claim("Firm77 sold 77 cars in Lyon.", 1)], {1: card(1, long)})
    assert found(report.claims[0], FindingKind.TRACED_NUMBER) == ["77"]
