"""A reviewer follows an untraced figure to its card and back, and opens the gate: by mending it, or by waiving it."""

import re

import pytest
from playwright.sync_api import Page, expect

from questions.models import Take, Waiver
from questions.reviewing import submit_for_review
from tests.journeys.conftest import Open, sign_in
from tests.world import World

SAID = "The weir let 13 salmon pass in May."
pytestmark = pytest.mark.journey


@pytest.fixture
def faulty(town: World) -> list[Take]:
    """Two drafts in review that say 13 where the nearer of their cards says 12."""
    cards = [
        town.card("Sewage at the mill", "The mill spilled 90 litres of sewage."),
        town.card("Count at the weir", "The weir let 12 salmon pass in May."),
    ]
    takes = [town.take([(SAID, cards)], answer="Not yet.") for _ in range(2)]
    return [submit_for_review(take=take, by=town.editor, now=town.now) for take in takes]


def follow_the_figure_to_its_card_and_back(page: Page) -> None:
    """With the keyboard alone, as a link does it with or without a script."""
    figure = page.locator(".take-review__text mark a", has_text=re.compile("^13$"))
    figure.focus()
    page.keyboard.press("Enter")
    finding = page.locator(".audit-finding:target")
    expect(finding).to_contain_text("13")
    finding.get_by_role("link", name="Open card").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("comes nearest to “13”")).to_be_visible()
    expect(page.locator("mark:target")).to_have_text("12")
    expect(page.get_by_text("The weir let 12 salmon pass in May.")).to_be_visible()
    page.get_by_role("link", name="Back to the finding").press("Enter")
    expect(page.locator(".audit-finding:target")).to_contain_text("13")
    page.locator(".audit-finding:target").get_by_role("link", name="In the text").press("Enter")
    expect(page.locator("mark a:target")).to_have_text("13")


def expect_the_gate_to_be_shut(page: Page) -> None:
    expect(page.get_by_text("1 finding blocks publishing")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and publish")).to_have_count(0)


def mend(page: Page) -> None:
    """Change the 3 of 13 in the editor."""
    page.get_by_role("link", name="Edit the draft").click()
    page.locator(".public-DraftEditor-content").first.focus()
    page.keyboard.press("Control+Home")
    for _ in range(SAID.index("13") + 2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Backspace")
    page.keyboard.type("2")
    expect(page.locator("input[name=body-0-value-text]")).to_have_value(re.compile("let 12 salmon"))
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("updated").first).to_be_visible()


def waive(page: Page, reason: str) -> None:
    page.locator(".audit-finding summary", has_text=re.compile("^Waive$")).click()
    page.get_by_label("Reason, for readers").fill(reason)
    page.get_by_role("button", name="Waive in public").click()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_way_from_a_figure_to_its_card_and_back_needs_no_script(
    town: World, faulty: list[Take], open_page: Open, script: bool
) -> None:
    page = open_page("/admin/login/", java_script_enabled=script)
    sign_in(page, town.reviewer.username)
    page.goto(f"/admin/takes/{faulty[0].pk}/review/")
    expect_the_gate_to_be_shut(page)
    follow_the_figure_to_its_card_and_back(page)


def test_a_reviewer_mends_one_figure_waives_another_and_the_gate_opens(
    town: World, faulty: list[Take], open_page: Open
) -> None:
    mended, waived = faulty
    page = open_page("/admin/login/")
    sign_in(page, town.reviewer.username)

    page.goto(f"/admin/takes/{mended.pk}/review/")
    expect_the_gate_to_be_shut(page)
    follow_the_figure_to_its_card_and_back(page)
    mend(page)
    page.goto(f"/admin/takes/{mended.pk}/review/")
    expect(page.get_by_text("Nothing stands open.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and publish")).to_be_visible()

    page.goto(f"/admin/takes/{waived.pk}/review/")
    expect_the_gate_to_be_shut(page)
    follow_the_figure_to_its_card_and_back(page)
    waive(page, "The gauge rounds up.")
    expect(page.get_by_text("Nothing stands open.")).to_be_visible()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Published as version 1.")).to_be_visible()
    assert Take.objects.get(pk=waived.pk).reviewed_by == town.reviewer
    assert Waiver.objects.get().reason == "The gauge rounds up."
