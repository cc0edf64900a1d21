import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.quotations import find, folded, quotations


def quoted(text: str) -> list[str]:
    return [quotation.text for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “it is over”.", ["it is over"]),
        ('He said "it is over".', ["it is over"]),
        ("Er sagte „es ist vorbei“.", ["es ist vorbei"]),
        ("Il dit « tout est fini ».", [" tout est fini "]),
        ("He said ‘it isn’t over’ twice.", ["it isn’t over"]),
        ("He said 'it isn't over' twice.", ["it isn't over"]),
        ("China's labs and Meta's labs", []),
        ("a “word” in marks", []),
        ("She called it “obsolete”.", ["obsolete"]),
        ("“First part. Then", ["First part. Then"]),
        ("it went on” as he said", ["it went on"]),
        ('"One two" and "three four"', ["One two", "three four"]),
        ('a 27" screen and a 5" phone', []),
    ],
)
def test_quotations_are_found_with_any_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


SOURCE = "“The gap’s nearly gone”, she said — it took five years. Nobody   noticed, not\neven us."


@pytest.mark.parametrize(
    "quotation",
    [
        "The gap's nearly gone",
        "the gap’s nearly gone.",
        "Nobody noticed, not even us",
        "she said – it took",
        "The gap’s … five years",
        "The gap’s […] five years",
        "nearly gone ... noticed",
    ],
)
def test_marks_spaces_and_the_first_letter_do_not_count(quotation: str) -> None:
    assert find(quotation, folded(SOURCE)) is not None


@pytest.mark.parametrize(
    "quotation",
    [
        "The gap is nearly gone",
        "the Gap's nearly gone",
        "gap's nearly gon",
        "five years … the gap’s",
        "[the] gap’s nearly gone",
        "[The team’s] nearly gone",
        "it took 5 years",
    ],
)
def test_an_altered_quotation_is_not_found(quotation: str) -> None:
    assert find(quotation, folded(SOURCE)) is None


def test_the_span_points_at_the_words_in_the_card() -> None:
    span = find("nobody noticed", folded(SOURCE))
    assert span is not None
    assert SOURCE[span.start : span.end] == "Nobody   noticed"


@given(st.text(max_size=120), st.text(max_size=200))
def test_any_quotation_can_be_looked_for(quotation: str, text: str) -> None:
    find(quotation, folded(text))
    quotations(text)
    assert len(folded(text)) == len(text)
