"""Text from outside ends as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.cleaning import clean_line, clean_text

OUTSIDE = st.text(st.characters(), max_size=60) | st.text(alphabet="<>/!ab \n\u202e\x00", max_size=60)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<b>Salmon</b> are back", "Salmon are back"),
        ("wor<wbr>d", "word"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<<b>script>x", "script>x"),
        ("<a <b <c <d <e <f <g <h>>>>>>>>", "a b c d >>>>"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("p<0.05", "p<0.05"),
        ("abc\u202ecba", "abccba"),
        ("\u2066hidden\u2069", "hidden"),
        ("nul\x00 bell\x07", "nul bell"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("invisible\U000e0041 order", "invisible order"),
        ("line\r\nline\u2028line", "line line line"),
        ("  wide\u00a0 \t spaces  ", "wide spaces"),
    ],
)
def test_a_line_loses_what_is_not_plain_text(dirty: str, clean: str):
    assert clean_line(dirty) == clean


def test_a_text_keeps_its_paragraphs():
    assert clean_text(" One \r\nline.\n\n\n\nTwo.\n") == "One\nline.\n\nTwo."


@given(OUTSIDE)
def test_cleaning_twice_changes_nothing(text: str):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(OUTSIDE)
def test_cleaned_text_can_be_stored(text: str):
    assert "\x00" not in clean_text(text)
    clean_text(text).encode()


def test_deeply_nested_tags_take_linear_time():
    assert len(clean_text("<b" * 100_000 + ">" * 100_000)) < 300_000
