"""The demo is loaded whole, by the use cases, and tells its story."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from cms.demo.loading import load_demo
from cms.users.models import User
from evidence.models import Card, Change
from questions.models import Question, Take, Vote, Waiver
from questions.snapshot import content_hash, parse
from tests.database import Databases, point_django_at


@pytest.fixture(scope="module")
def told(databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo in a database of its own, loaded once for these tests, which only read."""
    name = f"{databases.own}_demo_committed"
    with django_db_blocker.unblock():
        databases.copy_template(name)
        point_django_at(databases.url, name)
        try:
            assert load_demo()
            yield
        finally:
            point_django_at(databases.url, databases.own)
            databases.drop(name)


@pytest.fixture
def china(told: None) -> Question:
    return Question.objects.get(slug="has-china-caught-up-in-ai")


@pytest.mark.usefixtures("china")
def test_loading_it_again_changes_nothing():
    before = (Card.objects.count(), Take.objects.count(), Change.objects.count(), User.objects.count())
    assert not load_demo()
    assert (
        Card.objects.count(),
        Take.objects.count(),
        Change.objects.count(),
        User.objects.count(),
    ) == before


def test_the_verdict_really_moves_once(china: Question):
    versions = Take.objects.standing().filter(question=china).order_by("number")
    assert [parse(take.snapshot)["verdict"]["label"] for take in versions] == [
        "US still ahead",
        "At parity",
        "At parity",
        "At parity",
    ]


@pytest.mark.usefixtures("china")
def test_every_version_is_audited_and_keeps_its_hash():
    for take in Take.objects.published():
        audit = parse(take.snapshot)["audit"]
        assert take.content_hash == content_hash(take.snapshot)
        assert audit["claims"] >= 10
        assert audit["traced"] + audit["waived"] == audit["claims"]
        assert audit["figures_traced"] == audit["figures"]


def test_one_version_was_edited_with_a_waived_claim_and_one_draft_was_returned(china: Question):
    edited = [parse(take.snapshot) for take in china.takes.published()]
    assert [version["provenance"]["edited"] for version in edited] == [False, True, False, False]
    assert Waiver.objects.get().take.question == china
    assert china.takes.drafts().count() == 1


def test_both_review_policies_are_shown(china: Question):
    other = Question.objects.exclude(pk=china.pk).get()
    reviewers = [parse(take.snapshot)["provenance"]["reviewed_by"] for take in other.takes.published()]
    assert reviewers == [None, "Jonas Brandt, demo reviewer"]


@pytest.mark.usefixtures("china")
def test_no_vote_is_made_up_and_the_feed_runs_forward():
    assert not Vote.objects.exists()
    times = list(Change.objects.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times)
