import pytest

from questions.audit.names import missing, names, tokens


def named(text: str) -> list[str]:
    return [name.text for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lab Zhipu AI shipped GLM-5.1 in April.", ["Zhipu AI", "GLM-5.1"]),
        ("Claude Opus 4.6 won.", ["Opus 4.6"]),
        ("GLM-5.1 won.", ["GLM-5.1"]),
        ("NASA pays.", ["NASA"]),
        ("Stanford says so.", []),
        ("Stanford says so, and Stanford knows.", ["Stanford", "Stanford"]),
        ("It is an AI API.", []),
        ("Note: Analysis of Silicon Valley's Chinese rivals.", ["Silicon Valley", "Chinese"]),
    ],
)
def test_names_are_capitals_that_no_sentence_start_explains(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("claim", "card"),
    [
        ("the Chinese lab", "China's lab"),
        ("the United States won", "the U.S. won"),
        ("the US won", "American labs"),
        ("the UK won", "the United Kingdom"),
        ("it was GLM-5.1", "GLM 5.1 is out"),
        ("the US-China race", "China and the US"),
        ("by Alibaba’s team", "Alibaba ships"),
        ("a China-based lab", "labs in China"),
        ("by The Next Web", "Next Web reports"),
    ],
)
def test_one_name_in_two_spellings_is_found(claim: str, card: str) -> None:
    assert names(claim)
    assert not any(missing(name, tokens(card)) for name in names(claim))


@pytest.mark.parametrize(
    ("claim", "card"),
    [("it was GLM-5.2", "GLM-5.1 is out"), ("by Baidu", "by Alibaba"), ("the US won", "it told us")],
)
def test_another_name_is_missed(claim: str, card: str) -> None:
    assert any(missing(name, tokens(card)) for name in names(claim))
