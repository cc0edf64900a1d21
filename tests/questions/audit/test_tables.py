"""What nobody writes as a sentence is looked up figure by figure, and no clause of it is compared."""

from datetime import date

from questions.audit.clauses import LONGEST, MOST_FIGURES, Parsed
from questions.audit.shapes import CardText, Claim, FindingKind
from questions.audit.trace import audit

CARD = CardText(
    id=1,
    ref="2026-04-14#0",
    published_on=date(2026, 4, 14),
    headline="Sales rose",
    excerpt="Sales rose to 60 cars in June from 20 in May.",
    text="",
    source="Gauge",
    origin="fetched",
    usable=True,
    in_window=True,
)
TABLE = ", ".join(str(1000 + n) for n in range(MOST_FIGURES))


def kinds(claim: str, figure: str) -> set[FindingKind]:
    (audited,) = audit([Claim("a", 1, claim, (1,))], {1: CARD}).claims
    return {finding.kind for finding in audited.findings if finding.text == figure}


def test_more_figures_or_words_than_a_sentence_holds_make_a_table() -> None:
    assert Parsed("Sales tripled from 20 cars to 60.").is_written
    assert not Parsed(f"The days had 5, {TABLE} cars.").is_written
    assert not Parsed("the gauge counted salmon " * LONGEST).is_written


def test_a_figure_of_a_table_is_found_where_the_card_has_it_and_missed_where_not() -> None:
    said = f"Sales were 60 cars, 61 cars, {TABLE}."
    assert kinds(said, "60") == {FindingKind.TRACED_NUMBER}
    assert kinds(said, "61") == {FindingKind.UNTRACED_NUMBER}


def test_nothing_is_reckoned_for_a_table() -> None:
    assert kinds("In June sales were 40 cars more than in May.", "40") == {FindingKind.TRACED_BY_ARITHMETIC}
    assert kinds(f"In June sales were 40 cars more than in May, {TABLE}.", "40") == {
        FindingKind.UNTRACED_NUMBER
    }
