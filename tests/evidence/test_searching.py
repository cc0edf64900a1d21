"""Finding cards by words or by their ref."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.models import Card
from evidence.searching import search_cards
from tests.sharing import shared
from tests.world import TODAY, World


def found(text: str) -> list[str]:
    return sorted(search_cards(Card.objects.all(), text).values_list("headline", flat=True))


@shared
def cards(world: World) -> None:
    world.card("Export controls tightened", "The rule names 5090 parts.", published_on=TODAY)
    world.card("Controls on exports of fish", "Nothing new.", published_on=TODAY)
    world.card("Salmon at the weir", "Chips are not named.", published_on=TODAY)


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize(
    ("text", "headlines"),
    [
        ("export controls", ["Controls on exports of fish", "Export controls tightened"]),
        ('"export controls"', ["Export controls tightened"]),
        ("controls -fish", ["Export controls tightened"]),
        ("weir or tightened", ["Export controls tightened", "Salmon at the weir"]),
        ("salm", ["Salmon at the weir"]),
        ("the salmon at the we", ["Salmon at the weir"]),
        ("controls tight", ["Export controls tightened"]),
        ("5090", ["Export controls tightened"]),
        ("2026-05-10#1", ["Controls on exports of fish"]),
        ("2026-05-10-1", ["Controls on exports of fish"]),
        ("2026-05-10#", ["Controls on exports of fish", "Export controls tightened", "Salmon at the weir"]),
        ("2026-04", []),
        ("nowhere", []),
    ],
)
def test_words_and_refs_find_cards(text: str, headlines: list[str]):
    assert found(text) == headlines


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("text", ["", "   ", "\x00", "<b>"])
def test_no_words_leave_the_cards_as_they_are(text: str):
    assert len(found(text)) == 3


@pytest.mark.usefixtures("cards")
def test_an_exact_ref_does_not_find_longer_ones(world: World):
    for number in range(9):
        assert world.card(f"Card {number}", published_on=TODAY)

    assert len(found("2026-05-10#1")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "\x00salmon",
        "x" * 10_000,
        "'",
        "\\",
        "a:*b",
        "!&|()<->",
        '"',
        '"a',
        "-",
        "--",
        "#",
        "²",
        "or",
        "-or -",
        "９-１",
    ],
)
def test_odd_words_are_no_error(world: World, text: str):
    found(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=40) | st.text(alphabet="ab'\"\\:*&|!()<>-# \x00or", max_size=30))
def test_no_text_at_all_is_an_error(db: None, text: str):
    found(text)
