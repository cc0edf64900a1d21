from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.quantities import matches, quantities


def agree(claim: str, card: str) -> bool:
    (wanted,) = quantities(claim)
    return any(matches(wanted, known) for known in quantities(card))


@pytest.mark.parametrize(
    ("claim", "card"),
    [
        ("2.7%", "2.7 percent"),
        ("2.7%", "2.70 per cent"),
        ("$285.9B", "US$285,900 million"),
        ("$285.9B", "285.9 billion dollars"),
        ("¥5bn", "5 billion yuan"),
        ("5×10²⁶ FLOPs", "5e26 FLOP"),
        ("10²⁶", "10^26 FLOPs"),
        ("1M tokens", "a 1M context"),
        ("754B", "754 billion parameters"),
        ("12 labs", "twelve labs"),
        ("two dozen", "24 labs"),
        ("23×", "23 times"),
        ("doubled", "twice"),
        ("a quarter of it", "25% of it"),
        ("one year", "12 months"),
        ("1.5 GW", "1,500 MW"),
        ("70–80 %", "70% to 80%"),
        ("5 to 7 labs", "grew from 5 to 7 labs"),
        ("3rd", "the third lab"),
        ("#1", "first"),
        ("April 2026", "on 9 April 2026"),
        ("in 2026", "April 9, 2026"),
        ("early April", "on 9 April 2026"),
        ("late May", "on 30 May"),
        ("about $286B", "$285.9 billion"),
        ("about 300", "285.9"),
        ("roughly a quarter of it", "24% of it"),
        ("nearly 3%", "2.7%"),
        ("over 45%", "45.3%"),
        ("over 45%", "more than 45%"),
        ("more than 280", "285.9"),
        ("under 3%", "2.7%"),
        ("at least 45%", "45%"),
        ("at most 80%", "70–80%"),
        ("over 90 days", "90 days"),
        ("45%", "over 45%"),
    ],
)
def test_the_same_figure_in_other_clothes_matches(claim: str, card: str) -> None:
    assert agree(claim, card)


@pytest.mark.parametrize(
    ("claim", "card"),
    [
        ("5%", "4.99%"),
        ("2.7%", "2.7"),
        ("2.7", "2.7%"),
        ("2.7 percentage points", "2.7%"),
        ("$5 million", "€5 million"),
        ("$5 million", "5 million"),
        ("$5 million", "$5 billion"),
        ("A$5", "$5"),
        ("5 billion yuan", "5 billion yen"),
        ("12 labs", "120 labs"),
        ("23×", "23%"),
        ("25%", "0.25×"),
        ("40 km", "40 GW"),
        ("90 days", "90 labs"),
        ("1M tokens", "1M parameters"),
        ("70–80 %", "70% then 80%"),
        ("75%", "70–80%"),
        ("third", "3 labs"),
        ("9 April 2026", "April 2026"),
        ("2025", "9 April 2026"),
        ("early April", "on 19 April 2026"),
        ("the 1990s", "in 1990"),
        ("2,026 labs", "in 2026"),
        ("about $286B", "$287.1 billion"),
        ("about 10", "14"),
        ("nearly 3%", "3.1%"),
        ("over 45%", "45%"),
        ("over 45%", "44.9%"),
        ("over 45%", "47%"),
        ("over 45%", "under 45%"),
        ("under 3%", "3.2%"),
        ("at least 45%", "44%"),
        ("5.1", "GLM-5.1"),
        ("$285B", "$285.9B"),
    ],
)
def test_another_figure_does_not_match(claim: str, card: str) -> None:
    assert not agree(claim, card)


_WAYS = {
    "percent": ["{n}%", "{n} %", "{n} percent", "{n} per cent", "{n}\u00a0%"],
    "money": ["${n}B", "US${n} billion", "{n} billion dollars", "${n}bn", "USD {n} billion"],
    "multiple": ["{n}×", "{n}x", "{n} times", "{n}-fold"],
    "count": ["{n} labs", "({n})", "{n},", "all {n} of them"],
    "duration": ["{n} days", "{n}-day"],
}
_figures = st.decimals(min_value=Decimal("0.1"), max_value=Decimal(99999), places=1)
_ways = st.sampled_from(sorted(_WAYS)).flatmap(
    lambda kind: st.tuples(st.sampled_from(_WAYS[kind]), st.sampled_from(_WAYS[kind]))
)


@given(_figures, _ways, st.booleans())
def test_a_figure_matches_itself_however_it_is_written(
    figure: Decimal, ways: tuple[str, str], grouped: bool
) -> None:
    written = f"{figure:,}" if grouped else str(figure)
    assert agree(f"up {ways[0].format(n=written)} now", f"It was {ways[1].format(n=figure)} then")


@given(_figures, _figures, _ways)
def test_a_changed_figure_never_matches(one: Decimal, other: Decimal, ways: tuple[str, str]) -> None:
    claim, card = f"up {ways[0].format(n=one)} now", f"It was {ways[1].format(n=other)} then"
    assert agree(claim, card) == (one == other)
