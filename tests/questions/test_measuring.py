"""Readings: half-open nowhere, UTC everywhere, and the same however often they are counted."""

from datetime import timedelta

from evidence.curating import withdraw_card
from evidence.models import Change
from questions.measuring import read_indicators, rebuild_readings, record_readings
from questions.models import Reading
from tests.world import TODAY, World


def day(back: int):
    return TODAY - timedelta(days=back)


def value(world: World, back: int = 0) -> int:
    (reading,) = read_indicators(world.question, day(back), now=world.now)
    return reading.value


def test_a_window_of_ninety_days_holds_its_first_and_last_day(world: World):
    assert world.indicator
    for back in (0, 89, 90):
        world.card(published_on=day(back))
    assert value(world) == 2


def test_only_published_cards_on_the_topic_count(world: World):
    assert world.indicator
    world.card(published_on=day(3))
    world.card(published_on=day(3), publish=False)
    world.card(
        "Overflow reported", "A sewage overflow lasted 3 hours.", published_on=day(3), topics=[world.sewage]
    )
    gone = world.card(published_on=day(3))
    withdraw_card(card=gone, reason="The gauge was broken.", by=world.reviewer, now=world.now)
    assert value(world) == 1


def test_windows_end_where_the_evidence_does(world: World):
    assert world.indicator
    world.card(published_on=day(1))
    world.question.evidence_until = day(2)
    (reading,) = read_indicators(world.question, TODAY, now=world.now)
    assert (reading.value, reading.day, reading.provisional) == (0, day(2), False)


def test_today_is_provisional_and_yesterday_is_not(world: World):
    assert world.indicator
    record_readings(question=world.question, day=TODAY, now=world.now)
    record_readings(question=world.question, day=day(1), now=world.now)
    assert list(Reading.objects.order_by("day").values_list("provisional", flat=True)) == [False, True]


def test_recording_twice_changes_nothing(world: World):
    assert world.indicator
    world.card(published_on=day(2))
    for _ in range(2):
        record_readings(question=world.question, day=day(1), now=world.now)
    assert [reading.value for reading in Reading.objects.all()] == [1]


def test_a_crossing_is_told_once_when_its_day_has_ended(world: World):
    assert world.indicator.threshold == 2
    world.card(published_on=day(5))
    record_readings(question=world.question, day=day(5), now=world.now)
    for _ in range(2):
        world.card(published_on=day(4))
    for _ in range(2):
        record_readings(question=world.question, day=day(4), now=world.now)

    crossings = Change.objects.filter(kind=Change.Kind.INDICATOR_CROSSED)
    assert [change.payload["value"] for change in crossings] == [3]


def test_a_rebuilt_history_equals_what_each_day_counted(world: World):
    assert world.indicator
    for back in (100, 95, 60, 30, 5, 5, 1):
        world.card(published_on=day(back))

    assert (
        rebuild_readings(question=world.question, now=world.now)
        == (day(1) - world.question.coverage_since).days + 1
    )

    for back in (1, 5, 30, 89, 94, 95, 100):
        assert Reading.objects.get(day=day(back)).value == value(world, back)
