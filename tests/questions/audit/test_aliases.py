import pytest

from questions.audit.aliases import AliasCycle, Aliases
from questions.audit.shapes import FindingKind
from questions.audit.trace import audit

from .builders import card, claim, found


@pytest.mark.parametrize(
    "given", [{"Big Blue": "IBM"}, [["Big Blue", "IBM", "International Business Machines"]]]
)
def test_an_alias_stands_for_the_name(given: object) -> None:
    text, cards = claim("It was made by Big Blue.", 1), {1: card(1, "It was made by IBM.")}
    assert found(audit([text], cards).claims[0], FindingKind.NAME_NOT_FOUND) == ["Big Blue"]
    assert not found(audit([text], cards, aliases=given).claims[0], FindingKind.NAME_NOT_FOUND)  # type: ignore[arg-type]


def test_aliases_chain() -> None:
    assert Aliases({"a": "b", "b": "C"}).of("A") == {"b", "c"}


@pytest.mark.parametrize(
    "given", [{"a": "a"}, {"a": "b", "b": "A"}, {"x": "a", "a": "b", "b": "c", "c": "a"}]
)
def test_an_alias_that_leads_back_to_itself_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(AliasCycle):
        Aliases(given)


def test_groups_with_a_name_in_common_are_one() -> None:
    assert Aliases([["a", "b"], ["c"], ["b", "d"]]).of("a") == {"b", "d"}


def test_an_acronym_stands_for_the_long_name() -> None:
    pairs = [
        ("the WHO says", "the World Health Organization says"),
        ("by the World Health Organization", "WHO"),
    ]
    for text, source in pairs:
        report = audit([claim(f"It is so, {text}.", 1)], {1: card(1, f"{source}: it is so.")})
        assert not found(report.claims[0], FindingKind.NAME_NOT_FOUND)
