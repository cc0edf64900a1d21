"""Which cards a take tells of, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from evidence.models import Card
from questions.drafting.brief import Brief, BriefCard


def strongest_first(cards: Sequence[BriefCard], brief: Brief) -> list[BriefCard]:
    """Order cards by weight, then newest first; a source's second card comes after every source's first.

    A card weighs more in the source's own words, with an exact date, and for each indicator that counts it.
    """
    counted = Counter(card_id for reading in brief.readings for card_id in reading.card_ids)

    def weight(card: BriefCard) -> int:
        return counted[card.id] + (not card.date_estimated) + (card.origin != Card.Origin.SUMMARY)

    by_weight = sorted(cards, key=lambda card: (-weight(card), -card.published_on.toordinal(), -card.id))
    seen: Counter[str] = Counter()
    rounds: list[tuple[int, BriefCard]] = []
    for card in by_weight:
        rounds.append((seen[card.source], card))
        seen[card.source] += 1
    return [card for _, card in sorted(rounds, key=lambda entry: entry[0])]


def in_turn(*lists: Sequence[BriefCard]) -> list[BriefCard]:
    """The first of each list, then the second of each, and so on."""
    return [card for row in zip_longest(*lists) for card in row if card is not None]


def by_topic(cards: Sequence[BriefCard]) -> list[tuple[str | None, list[BriefCard]]]:
    """Group cards by the topic that most of them share, largest group first; what is left over stands last.

    A group has two cards or more; the left-overs have no topic. Within a group the older card comes first.
    """
    left = list(cards)
    groups: list[tuple[str | None, list[BriefCard]]] = []
    while left:
        shared = Counter(topic for card in left for topic in card.topics)
        if not shared or max(shared.values()) < 2:
            groups.append((None, _oldest_first(left)))
            break
        topic = min(shared, key=lambda name: (-shared[name], name))
        groups.append((topic, _oldest_first([card for card in left if topic in card.topics])))
        left = [card for card in left if topic not in card.topics]
    return groups


def main_topics(cards: Sequence[BriefCard], limit: int) -> list[str]:
    """The topics that most of these cards share, most frequent first."""
    shared = Counter(topic for card in cards for topic in card.topics)
    return sorted(shared, key=lambda name: (-shared[name], name))[:limit]


def _oldest_first(cards: Sequence[BriefCard]) -> list[BriefCard]:
    return sorted(cards, key=lambda card: (card.published_on, card.id))
