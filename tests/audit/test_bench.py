"""The bench itself: what it plants is really wrong, and it always plants the same."""

import re

import pytest

from tests.audit.base import BasePair, base_pairs
from tests.audit.bench import asked, judged, shares
from tests.audit.faults import PLANTERS, items
from tests.audit.figures import quotations, values
from tests.audit.items import ABSENT_KINDS, TIED_KINDS, TRUE_KINDS, Item

_FIELDS = (
    "economics health sport law science technology environment history politics energy education transport "
    "ai courts games markets medicine cities farming labour media security space"
)


def _of(kind: str) -> list[Item]:
    return [item for item in items() if item.kind == kind]


def test_every_field_has_its_share_of_base_pairs() -> None:
    fields = [pair.field for pair in base_pairs()]
    assert set(fields) == set(_FIELDS.split())
    assert min(fields.count(field) for field in set(fields)) >= 20
    assert len(fields) >= 640


def test_there_are_at_least_2000_true_claims_and_1000_faults_thought_of_by_hand() -> None:
    assert sum(item.is_true for item in items()) >= 2000
    assert sum(item.by_hand and item.family == "tied" for item in items()) >= 1000


def test_ids_are_unique() -> None:
    assert len({pair.id for pair in base_pairs()}) == len(base_pairs())
    assert len({item.id for item in items()}) == len(items())


def test_every_kind_of_fault_occurs_in_both_halves() -> None:
    for half in ("dev", "report"):
        kinds = {item.kind for item in items() if item.pair.half == half}
        assert kinds == {*ABSENT_KINDS, *TIED_KINDS, *TRUE_KINDS}


def test_a_planted_fault_differs_from_every_true_wording() -> None:
    for item in items():
        if not item.is_true and item.kind != "citation":
            assert item.claim not in item.pair.wordings, item.id


@pytest.mark.parametrize("kind", ["digit", "arithmetic", "rounding"])
def test_a_wrong_figure_is_nowhere_in_the_cited_card(kind: str) -> None:
    for item in _of(kind):
        if item.by_hand or item.claim == item.pair.claim:
            continue
        new = values(item.claim) - frozenset().union(*map(values, item.pair.wordings))
        hedge_only = kind == "rounding" and not new
        assert hedge_only or not new & values(item.pair.cited), item.id


def test_a_wrong_name_is_nowhere_in_the_cited_card() -> None:
    planted = [item for item in _of("name") if not item.by_hand]
    assert planted
    assert not [item.id for item in planted if item.wrong in item.pair.cited]


@pytest.mark.parametrize("kind", ["date", "unit", "currency", "word_number"])
def test_a_wrong_date_unit_currency_or_word_is_nowhere_in_the_cited_card(kind: str) -> None:
    planted = [item for item in _of(kind) if not item.by_hand]
    assert planted
    for item in planted:
        assert not re.search(rf"(?<![\w.]){re.escape(item.wrong)}(?!\w)", item.pair.cited), item.id


def test_an_altered_quotation_is_nowhere_in_the_cited_card() -> None:
    altered = _of("quotation")
    for item in altered:
        quoted = [item.claim[left + 1 : right - 1] for left, right in quotations(item.claim)]
        assert any(inner.strip(",.") not in item.pair.cited for inner in quoted), item.id
    planted = [item for item in altered if not item.by_hand]
    assert not [item.id for item in planted if item.wrong.strip('“”"') in item.pair.cited]


def test_a_moved_citation_points_to_a_card_that_lacks_a_figure_of_the_claim() -> None:
    for item in _of("citation"):
        (cited,) = item.cites
        assert values(item.claim) - values(item.cards[cited].words), item.id


def test_a_borrowed_figure_or_year_is_in_the_cited_card() -> None:
    for kind in ("figure", "year"):
        borrowed = [item for item in _of(kind) if item.wrong]
        assert borrowed
        assert not [item.id for item in borrowed if item.wrong not in item.pair.cited]


def test_all_items_of_a_pair_lie_in_one_half_and_the_halves_are_of_like_size() -> None:
    halves = [pair.half for pair in base_pairs()]
    assert 0.4 <= halves.count("dev") / len(halves) <= 0.6


def test_the_split_is_fixed() -> None:
    known = {"economics-bakery-chain": "dev", "sport-chess-title": "dev", "law-google-search": "report"}
    halves = {pair.id: pair.half for pair in base_pairs() if pair.id in known}
    assert halves == known


def test_a_pair_gives_the_same_faults_each_time() -> None:
    def planted(pair: BasePair) -> list[tuple[str, str]]:
        return [fault for kind in PLANTERS for fault in PLANTERS[kind](pair, pair.claim)]

    assert [planted(pair) for pair in base_pairs()[:40]] == [planted(pair) for pair in base_pairs()[:40]]


def test_the_audit_stays_above_a_floor_on_a_sample() -> None:
    sample = items()[::10]
    absent, tied, alarms = shares(judged(sample, asked(sample)))
    assert absent >= 0.98
    assert tied >= 0.64
    assert alarms <= 0.18
