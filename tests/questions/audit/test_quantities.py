from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.quantities import quantities
from questions.audit.shapes import PartialDate

D = Decimal


def kinds(text: str) -> list[tuple[str, str, Decimal, str]]:
    return [(figure.raw, str(figure.kind), figure.low, figure.unit) for figure in quantities(text)]


@pytest.mark.parametrize(
    ("text", "raw", "kind", "low", "unit"),
    [
        ("a gap of 2.7%", "2.7%", "percent", "2.7", ""),
        ("a gap of 2.7 per cent", "2.7 per cent", "percent", "2.7", ""),
        ("two percent of it", "two percent", "percent", "2", ""),
        ("up ９９%", "９９%", "percent", "99", ""),
        ("up .5%", ".5%", "percent", "0.5", ""),
        ("by 3 percentage points", "3 percentage points", "percentage points", "3", ""),
        ("by 25 basis points", "25 basis points", "percentage points", "0.25", ""),
        ("worth $285.9B", "$285.9B", "money", "285900000000", "USD"),
        ("worth 285.9 billion dollars", "285.9 billion dollars", "money", "285900000000", "USD"),
        ("worth US$285,900 million", "US$285,900 million", "money", "285900000000", "USD"),
        ("a $10-billion round", "$10-billion", "money", "1e10", "USD"),
        ("paid €5m", "€5m", "money", "5e6", "EUR"),
        ("paid £12", "£12", "money", "12", "GBP"),
        ("paid 5 bn yuan", "5 bn yuan", "money", "5e9", "CNY"),
        ("paid RMB 100 million", "RMB 100 million", "money", "1e8", "CNY"),
        ("paid ¥7tn", "¥7tn", "money", "7e12", "¥"),
        ("used 5×10²⁶ FLOPs", "5×10²⁶ FLOPs", "count", "5e26", "flop"),
        ("used 5e26", "5e26", "count", "5e26", ""),
        ("used 10^26", "10^26", "count", "1e26", ""),
        ("used 5 x 10^26", "5 x 10^26", "count", "5e26", ""),
        ("rose 23×", "23×", "multiple", "23", ""),
        ("rose 8x", "8x", "multiple", "8", ""),
        ("rose 23 times", "23 times", "multiple", "23", ""),
        ("rose tenfold", "tenfold", "multiple", "10", ""),
        ("it doubled", "doubled", "multiple", "2", ""),
        ("it tripled", "tripled", "multiple", "3", ""),
        ("a quarter of the cost", "a quarter", "fraction", "0.25", ""),
        ("cut by half", "half", "fraction", "0.5", ""),
        ("three-quarters of it", "three-quarters", "fraction", "0.75", ""),
        ("some ⅔ of it", "⅔", "fraction", "0.6666666666666666666666666667", ""),
        ("one in four firms", "one in four", "fraction", "0.25", ""),
        ("2,152 authors", "2,152", "count", "2152", ""),
        ("twelve releases", "twelve", "count", "12", ""),
        ("twenty-one labs", "twenty-one", "count", "21", ""),
        ("two dozen labs", "two dozen", "count", "24", ""),
        ("one hundred and five labs", "one hundred and five", "count", "105", ""),
        ("half a million cards", "half a million", "count", "5e5", ""),
        ("a 754B model", "754B", "count", "754e9", ""),
        ("3B active params", "3B active params", "count", "3e9", "parameter"),
        ("in 90 days", "90 days", "count", "7776000", "s"),
        ("an 8-hour run", "8-hour", "count", "28800", "s"),
        ("one year on", "one year", "count", "12", "month"),
        ("after 40 km", "40 km", "count", "40000", "m"),
        ("with 1.5 GW", "1.5 GW", "count", "1.5e9", "W"),
        ("the 3rd model", "3rd", "ordinal", "3", ""),
        ("the first lab", "first", "ordinal", "1", ""),
        ("the #1 lab", "#1", "ordinal", "1", ""),
        ("at 14:30 sharp", "14:30", "clock", "870", ""),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, raw: str, kind: str, low: str, unit: str) -> None:
    assert kinds(text) == [(raw, kind, D(low), unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("70–80 %", 70, 80, ""),
        ("70% to 80%", 70, 80, ""),
        ("5 to 7 labs", 5, 7, ""),
        ("between 3 and 4 days", 259200, 345600, "s"),
        ("$45–50B", 45 * 10**9, 50 * 10**9, "USD"),
        ("3-6 months", 3, 6, "month"),
    ],
)
def test_a_range_has_two_ends_of_one_unit(text: str, low: int, high: int, unit: str) -> None:
    (figure,) = quantities(text)
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


def test_from_and_to_give_two_figures_that_know_each_other() -> None:
    first, second = quantities("It rose from 30% to 40%.")
    assert (first.low, first.partner, second.low, second.partner) == (30, 40, 40, 30)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on 9 April 2026", PartialDate(2026, 4, 9)),
        ("on April 9, 2026", PartialDate(2026, 4, 9)),
        ("on 2026-04-09", PartialDate(2026, 4, 9)),
        ("on the 9th of April", PartialDate(None, 4, 9)),
        ("in early April", PartialDate(None, 4, None, "early")),
        ("in May 2026", PartialDate(2026, 5)),
        ("in March", PartialDate(None, 3)),
        ("by mid-2026", PartialDate(2026, None, None, "mid")),
        ("since 2024", PartialDate(2024)),
        ("the 1990s", PartialDate(1990, None, None, "decade")),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text: str, date: PartialDate) -> None:
    (figure,) = quantities(text)
    assert figure.date == date


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("about 5 labs", "about"),
        ("~5 labs", "about"),
        ("5 or so labs", "about"),
        ("more than 5 labs", "over"),
        ("exceeding 5 labs", "over"),
        ("less than 5 labs", "under"),
        ("no more than 5 labs", "at most"),
        ("up to 5 labs", "at most"),
        ("at least 5 labs", "at least"),
        ("5+ labs", "at least"),
        ("nearly 5 labs", "nearly"),
        ("just under 5 labs", "nearly"),
        ("the 5 labs", ""),
    ],
)
def test_a_hedge_is_read_with_its_figure(text: str, approx: str) -> None:
    (figure,) = quantities(text)
    assert figure.approx == approx


@pytest.mark.parametrize(
    "text",
    [
        "GLM-5.1, V4, H100-class, GPT-5.4, Qwen3.6-Max, MiMo-V2.5-Pro and Qwen3.6-35B-A3B",
        "Ascend 910C, Claude Opus 4.6, Llama 3 and DeepSeek V4",
        "gpt-5.4 and claude-4",
        "see 2026-04-14#0",
        "see https://example.org/2026/12?a=5",
        "as noted [12][3]",
        "one of them, no one, one another, this one",
        "one day soon",
        "5G and 3D in Article 50(4)",
        "v1.2 and 1.2.3",
        "in the first place",
        "First, a word",
        "third-party audits by first authors",
        "double-digit growth",
        "1. Models",
        "dozens of labs, thousands of chips",
    ],
)
def test_names_references_and_idioms_are_no_figures(text: str) -> None:
    assert kinds(text) == []


def test_the_figures_beside_model_names_are_read() -> None:
    text = "GLM-5.1 (754B) scored 58.4, beating GPT-5.4 (57.7) and Claude Opus 4.6 (57.3)"
    assert [figure.raw for figure in quantities(text)] == ["754B", "58.4", "57.7", "57.3"]


@given(st.text(alphabet="0123456789 ,.%$€–-+×x^²⁶()abBkmonetwoilhundredAp#/:'", max_size=120))
def test_figures_come_in_order_and_never_overlap(text: str) -> None:
    figures = quantities(text)
    assert all(one.span.end <= two.span.start for one, two in pairwise(figures))
    assert all(figure.raw == text[figure.span.start : figure.span.end] for figure in figures)
    assert figures == quantities(text)


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.sampled_from([" ", ", ", " and ", "; ", "/"])
)
def test_no_digit_standing_alone_escapes(numbers: list[int], between: str) -> None:
    text = between.join(map(str, numbers))
    covered = {at for figure in quantities(text) for at in range(figure.span.start, figure.span.end)}
    exempt = {"24/7", "9/11"}
    assert text in exempt or all(at in covered for at, character in enumerate(text) if character.isdigit())


def test_a_hyphen_before_a_figure_does_not_hide_it() -> None:
    assert [
        figure.raw for figure in quantities("a 1-in-5 chance, the top-10, a sub-5% and a some-45% share")
    ] == [
        "1",
        "5",
        "10",
        "5%",
        "45%",
    ]


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    quantities(text)


@pytest.mark.parametrize(
    ("text", "low"),
    [("growth of -3%", "-3"), ("minus 0.4 percent", "-0.4"), ("−0.9% in all", "-0.9"), ("3-1 won", "3")],
)
def test_a_sign_belongs_to_its_figure(text: str, low: str) -> None:
    assert quantities(text)[0].low == D(low)


def test_for_the_first_time_is_no_ordinal() -> None:
    assert quantities("for the first time") == []
