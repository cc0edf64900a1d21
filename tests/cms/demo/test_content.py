"""The demo content is complete, refers only to what exists, and tells the course that its verdicts take."""

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

CONTENT = Path(__file__).resolve().parents[3] / "cms" / "demo" / "content"
QUESTION_FILES = ("china", "second")
MIN_CARDS = {"china": 34, "second": 14}
CARD_LINKS: frozenset[str] = frozenset()
PUBLISHER_HOMES = {
    "https://hai.stanford.edu/",
    "https://www.deepseek.com/",
    "https://www.moonshot.ai/",
    "https://www.sensetime.com/",
    "https://openai.com/",
    "https://www.anthropic.com/",
    "https://www.nvidia.com/",
    "https://openrouter.ai/",
    "https://huggingface.co/",
    "https://www.trendforce.com/",
    "https://www.mathys-squire.com/",
    "https://www.nber.org/",
    "https://www.forbes.com/",
    "https://www.gizmochina.com/",
    "https://decrypt.co/",
    "https://www.economist.com/",
    "https://www.cgtn.com/",
    "https://www.reuters.com/",
    "https://www.bloomberg.com/",
    "https://www.wsj.com/",
    "https://thenextweb.com/",
    "https://www.state.gov/",
    "https://autonomy.work/",
    "https://www.cam.ac.uk/",
    "https://www.nature.com/nathumbehav/",
    "https://www.uni-muenster.de/",
    "https://www.unilever.com/",
    "https://www.atombank.co.uk/",
    "https://teamtreehouse.com/",
    "https://wellcome.org/",
    "https://www.scambs.gov.uk/",
    "https://goteborg.se/",
    "https://www.utah.gov/",
    "https://www.belgium.be/",
    "https://www.portugal.gov.pt/",
}
KINDS = {"lab", "press", "research", "government", "company", "community"}
QUOTATION = re.compile(r"“([^”]+)”")
MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 20)
EARLY_MAY, LATE_MAY = date(2026, 5, 10), date(2026, 5, 24)

Table = dict[str, Any]


def load(name: str) -> Table:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


QUESTIONS = {name: load(name) for name in QUESTION_FILES}
ALL_CARDS: list[Table] = [card for file in QUESTIONS.values() for card in file["card"]]
SOURCES: dict[str, Table] = {source["slug"]: source for source in load("sources")["source"]}
TOPICS: dict[str, Table] = {topic["slug"]: topic for topic in load("topics")["topic"]}


def in_window(file: Table, drafted_on: date, days: int) -> list[Table]:
    """The cards of the ``days`` days up to ``drafted_on`` that a briefing had carried by then."""
    end = min(drafted_on, file["question"]["evidence_until"])
    start = end - timedelta(days=days - 1)
    return [c for c in file["card"] if start <= c["published_on"] <= end and c["briefing"] <= drafted_on]


def count(file: Table, indicator: Table, drafted_on: date) -> int:
    wanted = set(indicator["topics"])
    return sum(bool(wanted & set(c["topics"])) for c in in_window(file, drafted_on, indicator["window_days"]))


def crossed(file: Table, indicator: Table, drafted_on: date) -> bool:
    value = count(file, indicator, drafted_on)
    threshold: int = indicator["threshold"]
    return value > threshold if indicator["comparison"] == "above" else value < threshold


def points(file: Table, drafted_on: date) -> Counter[str]:
    """One point per source, day and position, and one per crossed indicator."""
    window = in_window(file, drafted_on, file["question"]["window_days"])
    stances = {(c["source"], c["published_on"], c["stance"]) for c in window if "stance" in c}
    spoken = [i["speaks_for"] for i in file["indicator"] if crossed(file, i, drafted_on)]
    return Counter([stance for _, _, stance in stances] + spoken)


def verdict(file: Table, drafted_on: date, standing: str | None) -> str | None:
    """The position with most points; a standing one yields only to a lead of two; None if too thin."""
    window = in_window(file, drafted_on, file["question"]["window_days"])
    stanced = [c for c in window if "stance" in c]
    if len(stanced) < 5 or len({c["source"] for c in stanced}) < 3:
        return None
    tally = points(file, drafted_on)
    order: list[str] = [p["slug"] for p in file["position"]]
    middle = (len(order) - 1) / 2
    best = max(order, key=lambda slug: (tally[slug], -abs(order.index(slug) - middle)))
    if standing is not None and tally[best] - tally[standing] < 2:
        return standing
    return best


def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?”])\s+(?=[A-Z])", text, maxsplit=1)[0]


def matching_topics(card: Table) -> set[str]:
    """Topics of which a term stands in the card's words, plural forms included."""
    text = f"{card['headline']} {card['excerpt']}"
    return {
        slug
        for slug, topic in TOPICS.items()
        if any(
            re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", text, re.IGNORECASE) for term in topic["terms"]
        )
    }


def test_the_verdict_on_china_moves_once_and_by_a_clear_lead() -> None:
    china = QUESTIONS["china"]

    assert verdict(china, MARCH, None) == "us-still-ahead"
    assert verdict(china, APRIL, "us-still-ahead") == "at-parity"
    assert points(china, APRIL)["at-parity"] - points(china, APRIL)["us-still-ahead"] >= 2
    assert verdict(china, EARLY_MAY, "at-parity") == "at-parity"
    assert verdict(china, LATE_MAY, "at-parity") == "at-parity"


def test_the_first_verdict_on_china_owes_nothing_to_a_tie() -> None:
    ranked = points(QUESTIONS["china"], MARCH).most_common()
    assert ranked[0][1] > ranked[1][1]


def test_two_indicators_cross_in_the_course_of_the_data_and_one_stays_below() -> None:
    china = QUESTIONS["china"]
    crossings = {
        i["slug"]: [crossed(china, i, day) for day in (MARCH, APRIL, EARLY_MAY, LATE_MAY)]
        for i in china["indicator"]
    }
    assert crossings == {
        "chinese-frontier-model-releases": [False, True, True, True],
        "chinese-ai-investment-and-scale": [False, True, True, True],
        "western-export-controls-on-china": [False, False, False, False],
    }


def test_the_four_day_week_gets_a_verdict_at_the_end_of_its_evidence() -> None:
    second = QUESTIONS["second"]
    end = second["question"]["evidence_until"]

    assert verdict(second, end, None) == "output-holds"
    assert verdict(second, LATE_MAY, None) == "output-holds"
    assert [crossed(second, i, end) for i in second["indicator"]] == [True, False]


@pytest.mark.parametrize("name", QUESTION_FILES)
def test_each_question_has_enough_cards_and_a_valid_frame(name: str) -> None:
    file = QUESTIONS[name]
    question = file["question"]
    positions = {p["slug"] for p in file["position"]}

    assert len(file["card"]) >= MIN_CARDS[name]
    assert len(positions) == len(file["position"]) >= 2
    assert set(question["topics"]) <= TOPICS.keys()
    assert 1 <= question["window_days"] <= 3660
    assert question["coverage_since"] < question["evidence_until"]
    for indicator in file["indicator"]:
        assert set(indicator["topics"]) <= set(question["topics"])
        assert indicator["speaks_for"] in positions
        assert indicator["comparison"] in {"above", "below"}
        assert 1 <= indicator["window_days"] <= 3660


@pytest.mark.parametrize("name", QUESTION_FILES)
def test_each_card_refers_only_to_what_exists(name: str) -> None:
    file = QUESTIONS[name]
    positions = {p["slug"] for p in file["position"]}
    for card in file["card"]:
        assert card["source"] in SOURCES, card["key"]
        assert card["topics"], card["key"]
        assert set(card["topics"]) <= set(file["question"]["topics"]), card["key"]
        assert card.get("stance") in positions | {None}, card["key"]


def test_slugs_keys_and_usernames_are_unique() -> None:
    tables = (("sources", "source", "slug"), ("topics", "topic", "slug"), ("people", "person", "username"))
    for file, table, field in tables:
        values = [row[field] for row in load(file)[table]]
        assert len(values) == len(set(values)), file
    keys = [card["key"] for card in ALL_CARDS]
    assert len(keys) == len(set(keys))


def test_each_source_is_used_and_of_a_known_kind() -> None:
    assert {card["source"] for card in ALL_CARDS} == SOURCES.keys()
    assert {source["kind"] for source in SOURCES.values()} <= KINDS


def test_no_card_is_in_a_briefing_before_its_own_date() -> None:
    assert [c["key"] for c in ALL_CARDS if c["briefing"] < c["published_on"]] == []


def test_each_briefing_numbers_its_cards_from_zero_in_the_order_of_the_file() -> None:
    days: dict[date, list[int]] = {}
    for card in ALL_CARDS:
        days.setdefault(card["briefing"], []).append(card["order"])
    assert {day: orders for day, orders in days.items() if orders != list(range(len(orders)))} == {}


@pytest.mark.parametrize("card", ALL_CARDS, ids=lambda card: card["key"])
def test_each_card_opens_with_one_plain_sentence_of_fitting_length(card: Table) -> None:
    opening = first_sentence(card["excerpt"])

    assert card["headline"].strip()
    assert card["commentary"].strip()
    assert opening.rstrip("”").endswith(".")
    assert 12 <= len(opening.split()) <= 35
    assert re.search(r"\d|\b(one|two|three|four|five|six|seven|eight)\b|“", opening, re.IGNORECASE)


@pytest.mark.parametrize("card", ALL_CARDS, ids=lambda card: card["key"])
def test_only_quoted_cards_carry_quotation_marks_and_their_quotations_are_short(card: Table) -> None:
    quotations = QUOTATION.findall(card["excerpt"])

    assert card["origin"] in {"desk summary", "quoted"}
    assert bool(quotations) == (card["origin"] == "quoted")
    assert all(len(quotation.split()) <= 25 for quotation in quotations)


def test_at_least_three_cards_quote_their_source() -> None:
    assert sum(card["origin"] == "quoted" for card in ALL_CARDS) >= 3


def test_no_address_is_given_that_is_not_a_known_home_of_its_publisher() -> None:
    assert {link for card in ALL_CARDS for link in card["links"]} <= CARD_LINKS
    assert {source["url"] for source in SOURCES.values() if "url" in source} == PUBLISHER_HOMES


@pytest.mark.parametrize("card", ALL_CARDS, ids=lambda card: card["key"])
def test_each_topic_that_the_words_of_a_card_match_is_on_the_card(card: Table) -> None:
    assert matching_topics(card) <= set(card["topics"])
