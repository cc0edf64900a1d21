"""What a reader does: read, vote with and without JavaScript, change their mind."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from questions.models import Vote
from questions.publishing import publish_take
from tests.journeys.conftest import Open
from tests.world import World

QUESTION = "/questions/is-the-river-clean-again/"
pytestmark = pytest.mark.journey


@pytest.fixture
def answered(town: World) -> World:
    """The river's question with one published version that cites two cards."""
    cards = [town.card(stance=town.positions[1]), town.card(stance=town.positions[1])]
    assert town.indicator
    take = town.take(
        [(card.excerpt, [card]) for card in cards],
        verdict=town.positions[1],
        answer="Most readings speak for a river that is nearly clean.",
    )
    publish_take(take=take, by=town.reviewer, now=town.now)
    return town


def test_with_javascript_one_click_votes(answered: World, open_page: Open):
    page = open_page(QUESTION)
    assert page.context.cookies() == []

    page.get_by_role("radio", name="Clean").check()
    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Your vote: Clean")
    assert page.url.endswith(QUESTION)
    vote = Vote.objects.get()
    assert (vote.position.slug, vote.take.number) == ("clean", 1)


def test_without_javascript_two_clicks_vote_change_and_withdraw(answered: World, open_page: Open):
    page = open_page(QUESTION, java_script_enabled=False)
    page.get_by_role("radio", name="Clean").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    assert not Vote.objects.exists()

    expect(page.get_by_role("radio", name="Clean")).to_be_checked()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Your vote: Clean")

    page.get_by_role("radio", name="Not yet").check()
    page.get_by_role("button", name="Change my vote").click()
    expect(page.get_by_role("status")).to_contain_text("Your vote: Not yet")
    assert Vote.objects.get().position.slug == "not-yet"

    page.get_by_role("button", name="Withdraw my vote").click()
    expect(page.get_by_role("button", name="Vote", exact=True)).to_be_visible()
    assert not Vote.objects.exists()


def test_a_reader_is_asked_again_after_a_new_version(answered: World, open_page: Open):
    page = open_page(QUESTION + "vote/?position=clean")
    page.get_by_role("button", name="Vote", exact=True).click()
    card = answered.card()
    take = answered.take([(card.excerpt, [card])], verdict=answered.positions[0])
    publish_take(take=take, by=answered.reviewer, now=answered.now)

    page.goto(QUESTION + "vote/")

    expect(page.get_by_role("status")).to_contain_text(
        "You voted on version 1; version 2 has come out since."
    )


def test_nothing_leaves_the_site_and_nothing_is_blocked_by_its_own_policy(answered: World, open_page: Open):
    page = open_page()
    foreign: list[str] = []
    complaints: list[str] = []
    own = page.url.rstrip("/")
    page.on(
        "request",
        lambda request: None if request.url.startswith((own, "data:")) else foreign.append(request.url),
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in (
        "/",
        "/questions/",
        QUESTION,
        QUESTION + "audit/",
        QUESTION + "v/1/",
        QUESTION + "vote/",
        "/briefings/",
        "/topics/",
        "/sources/",
    ):
        page.goto(path)
    assert foreign == []
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1240])
def test_the_pages_meet_the_accessibility_rules(answered: World, open_page: Open, scheme: str, width: int):
    page = open_page(QUESTION, color_scheme=scheme, viewport={"width": width, "height": 900})
    for path in (
        "/",
        "/questions/",
        QUESTION,
        QUESTION + "audit/",
        QUESTION + "history/",
        QUESTION + "vote/",
        "/briefings/",
    ):
        page.goto(path)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_keyboard_alone_is_enough_to_vote(answered: World, open_page: Open):
    page = open_page(QUESTION)
    page.get_by_role("radio", name="Not yet").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Your vote: Nearly")
