"""The main job: a card, a draft, its audit, a review, the next version."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from questions.models import Question, Take
from questions.publishing import publish_take
from tests.journeys.conftest import Open, sign_in
from tests.world import TODAY, World

QUESTION = "/questions/is-the-river-clean-again/"
API = "/api/v1/questions/is-the-river-clean-again/takes/"
WRONG = "The weir is 99 metres wide. "
pytestmark = pytest.mark.journey


@pytest.fixture
def river(town: World) -> World:
    """The river's question with enough judged cards from three sources and a first version."""
    assert town.indicator
    not_yet, nearly, _clean = town.positions
    sources = [town.gauge, town.herald, town.institute]
    for n in range(6):
        town.card(
            f"Count of week {n + 1} at the weir",
            f"The weir let {400 + 7 * n} salmon pass in week {n + 1}.",
            published_on=TODAY - timedelta(days=30 + n),
            source=sources[n % 3],
            stance=nearly,
        )
    first = town.card("Spill at the mill", "The mill spilled sewage for 3 hours.", stance=not_yet)
    take = town.take([(first.excerpt, [first])], verdict=not_yet, answer="One spill speaks against it.")
    publish_take(take=take, by=town.reviewer, now=town.now)
    # The desk works on the real day; the evidence ends on the world's.
    Question.objects.filter(pk=town.question.pk).update(evidence_until=TODAY)
    return town


def add_card(page: Page, world: World) -> None:
    page.goto("/admin/evidence/cards/add/")
    page.get_by_role("textbox", name="Headline").fill("Otters seen above the weir")
    page.get_by_role("button", name="Choose source").click()
    page.get_by_role("dialog").get_by_role("link", name="Valley Herald").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("textbox", name="Published on").fill((TODAY - timedelta(days=1)).isoformat())
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Excerpt").fill(
        "Walkers counted 11 otters above the weir in one morning."
    )
    page.get_by_role("combobox", name="Is the river clean again?").select_option(label="Nearly")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/admin/evidence/cards/")
    page.get_by_role("link", name="Otters seen above the weir").first.click()
    pk = re.search(r"/edit/(\d+)/", page.url)[1]
    page.goto(f"/admin/evidence/cards/publish/{pk}/")
    page.get_by_role("button", name="Publish now").click()


def draft(page: Page, world: World) -> None:
    page.goto(f"/admin/pages/{world.question.pk}/edit/")
    page.goto(f"/admin/questions/{world.question.pk}/draft/")
    page.get_by_role("button", name="Draft a take").click()
    page.wait_for_url("**/admin/questions/runs/**")
    expect(page.locator("[data-run-label]")).to_have_text(re.compile("Queued|Running|Done"))
    page.get_by_role("link", name="Look at the draft").click()


def test_an_editor_adds_a_card_a_run_drafts_a_reviewer_mends_and_the_next_version_is_out(
    river: World, worker: None, open_page: Open
):
    desk = open_page("/admin/login/")
    first = desk.request.get(API + "1/").json()
    sign_in(desk, river.editor.username)
    add_card(desk, river)
    draft(desk, river)
    take = Take.objects.drafts().get()

    review = open_page("/admin/login/")
    sign_in(review, river.reviewer.username)
    type_at_the_start(review, take, WRONG)
    review.goto(f"/admin/takes/{take.pk}/review/")
    expect(review.get_by_text("99 metres").first).to_be_visible()
    expect(review.get_by_role("button", name="Approve and publish")).to_have_count(0)

    delete_from_the_start(review, take, len(WRONG))
    review.goto(f"/admin/takes/{take.pk}/review/")
    review.get_by_role("button", name="Approve and publish").click()
    expect(review.get_by_text("version 2").first).to_be_visible()

    reader = open_page(QUESTION)
    expect(reader.get_by_text("Version 2", exact=False).first).to_be_visible()
    expect(reader.get_by_text("Nearly").first).to_be_visible()
    current = reader.request.get(API + "current/").json()
    assert (current["number"], current["take"]["verdict"]["slug"]) == (2, "nearly")
    again = reader.request.get(API + "1/").json()
    assert again["content_hash"] == first["content_hash"]
    assert again["take"] == first["take"]
    reader.goto(QUESTION + "v/1/")
    expect(reader.get_by_text("One spill speaks against it.").first).to_be_visible()


def type_at_the_start(page: Page, take: Take, text: str) -> None:
    at_the_start(page, take)
    page.keyboard.type(text)
    expect(page.locator("input[name=body-0-value-text]")).to_have_value(re.compile(re.escape(text.strip())))
    save(page)


def delete_from_the_start(page: Page, take: Take, length: int) -> None:
    at_the_start(page, take)
    for _ in range(length):
        page.keyboard.press("Delete")
    expect(page.locator("input[name=body-0-value-text]")).not_to_have_value(re.compile("metres"))
    save(page)


def at_the_start(page: Page, take: Take) -> None:
    page.goto(f"/admin/snippets/questions/take/edit/{take.pk}/")
    text = page.locator(".public-DraftEditor-content").first
    text.focus()
    page.keyboard.press("Control+Home")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("updated").first).to_be_visible()
