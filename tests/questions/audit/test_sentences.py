from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.sentences import sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["One ends here.", "Two starts here."],
        ["Labs in the U.S. trained it.", "They shipped."],
        ["It came from the U.S.", "The model is open."],
        ["Use some, e.g. GLM-5.1, at 58.4 points.", "Fine."],
        ["Dr. Li of St. Gallen met Mr. Wu.", "No. 3 won."],
        ["It was approx. 5 % vs. 6 %.", "OK!"],
        ["v1.2 of Llama 3.1 runs.", "Really?", "Yes."],
        ["At 9 a.m. sharp it fell.", "By 5 p.m. it rose."],
        ["Inc. Foo Ltd. sells.", "Bar Inc.", "The rest is gone."],
        ["J. P. Morgan lends.", "Ok."],
        ["Smith et al. (2025) agree.", "See Fig. 2."],
        ["He said “it is over.”", "Nobody laughed."],
        ["(It was 5 %.)", "Then 6 %."],
        ["Wait… what?!", "Yes."],
        ["He paused ... and went on.", "Done."],
        ["No.", "Never."],
        ["1. The list goes on."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_an_empty_line_ends_a_sentence_without_a_stop() -> None:
    assert split("A heading\n\nThen text.") == ["A heading", "Then text."]


@given(st.text(alphabet="aB1 .?!…\"”)\n'U.S", max_size=200))
def test_sentences_cover_all_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(one.start < one.end for one in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(character.isspace() or at in covered for at, character in enumerate(text))
    assert spans == sentences(text)
