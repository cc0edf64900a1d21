"""Public pages of evidence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence import citing
from evidence.curating import edit_card, keep_card, set_topics, withdraw_card
from evidence.models import Source
from tests.world import NOW, TODAY, World

DAY = "2026-05-10"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_briefing_shows_its_cards_at_the_anchors_of_their_numbers(client: Client, world: World):
    for name in ("First", "Second"):
        world.card(f"{name} card", published_on=TODAY)

    html = page(client, f"/briefings/{DAY}/")

    assert html.index('id="0"') < html.index("First card") < html.index('id="1"') < html.index("Second card")


def test_a_briefing_leads_to_the_published_days_around_it(client: Client, world: World):
    for days in (0, 2, 5):
        world.card(published_on=TODAY - timedelta(days=days))

    html = page(client, "/briefings/2026-05-08/")

    assert 'rel="prev" href="/briefings/2026-05-05/"' in html
    assert 'rel="next" href="/briefings/2026-05-10/"' in html


def test_a_day_without_a_published_briefing_answers_like_one_that_never_was(client: Client, world: World):
    keep_card(card=world.card(publish=False), day=TODAY, by=world.editor, now=NOW)

    waiting, never = client.get(f"/briefings/{DAY}/"), client.get("/briefings/2026-05-09/")

    assert waiting.status_code == never.status_code == 404
    assert waiting.content.replace(DAY.encode(), b"") == never.content.replace(b"2026-05-09", b"")


@pytest.mark.parametrize(
    "day", ["2026-13-01", "20260510", "today", "2026-W19-7", "2026-05-10x", "２０２６-05-10"]
)
def test_what_is_no_date_is_no_briefing(client: Client, world: World, day: str):
    world.card(published_on=TODAY)

    assert client.get(f"/briefings/{day}/").status_code == 404


def test_a_card_page_shows_whose_words_the_excerpt_holds(client: Client, world: World):
    card = world.card("A headline", "An excerpt.", commentary="Our view.", published_on=TODAY)

    html = page(client, card.path)

    for shown in ("A headline", "An excerpt.", "Desk summary", "Our view.", "No link on file", "Fish"):
        assert shown in html
    assert "Last edited" not in html


@pytest.mark.parametrize(
    ("origin", "heading", "quotes"),
    [
        ("desk_summary", "Desk summary", 0),
        ("quoted", "What the source says", 1),
        ("fetched", "What the source says", 1),
    ],
)
def test_only_the_sources_own_words_are_a_quotation(
    client: Client, world: World, origin: str, heading: str, quotes: int
):
    html = page(client, world.card(excerpt_origin=origin).path)

    assert html.count("<blockquote") == quotes
    assert f"<h2>{heading}</h2>" in html


def test_a_card_page_never_shows_the_stored_text(client: Client, world: World):
    card = world.card(stored_text="For the audit alone.", published_on=TODAY)

    assert "For the audit alone." not in page(client, card.path)


def test_markup_in_a_card_is_text_on_its_page(client: Client, world: World):
    card = world.card("5 <\"&' x", "&lt;script&gt;alert(1)", published_on=TODAY)

    html = page(client, card.path)

    assert "&lt;&quot;&amp;&#x27; x" in html
    assert "&amp;lt;script&amp;gt;alert(1)" in html


def test_an_edited_card_says_when(client: Client, world: World):
    card = world.card(published_on=TODAY)
    edit_card(card=card, headline="Other words", by=world.editor, now=NOW)

    assert "Last edited" in page(client, card.path)


def test_a_withdrawn_card_is_gone_and_gives_its_reason(client: Client, world: World):
    card = world.card("A headline to go", "An excerpt to go.", published_on=TODAY)
    withdraw_card(card=card, reason="The source took it back.", by=world.editor, now=NOW)

    response = client.get(card.path)

    html = response.content.decode()
    assert response.status_code == 410
    assert "The source took it back." in html
    assert "to go" not in html


@pytest.mark.parametrize("path", [f"/briefings/{DAY}/", "/topics/fish/", "/sources/river-gauge/"])
def test_no_list_shows_the_text_of_a_withdrawn_card(client: Client, world: World, path: str):
    world.card("Another salmon", published_on=TODAY)
    card = world.card("A headline to go", "An excerpt of salmon to go.", published_on=TODAY)
    withdraw_card(card=card, reason="Mistaken.", by=world.editor, now=NOW)

    assert "to go" not in page(client, path)


@pytest.mark.parametrize(
    "slug", ["2026-05-10-7", "2026-05-10", "2026-05-10-00", "2026-05-10%230", "x", "2026-02-30-0"]
)
def test_what_is_no_public_ref_is_no_card(client: Client, world: World, slug: str):
    world.card(published_on=TODAY)

    assert client.get(f"/cards/{slug}/").status_code == 404


def test_a_card_page_lists_what_cites_it(client: Client, world: World, monkeypatch: pytest.MonkeyPatch):
    card = world.card(published_on=TODAY)
    monkeypatch.setattr(citing, "_finders", [lambda ids: {ids[0]: [("A take & more", "/questions/a/v/1/")]}])

    html = page(client, card.path)

    assert '<a href="/questions/a/v/1/">A take &amp; more</a>' in html


def test_a_topic_page_leaves_out_excluded_and_unpublished_cards(client: Client, world: World):
    world.card("Shown salmon", published_on=TODAY)
    excluded = world.card("Excluded salmon", published_on=TODAY)
    set_topics(card=excluded, topics=[], by=world.editor, now=NOW)
    world.card("Waiting salmon", publish=False)

    html = page(client, "/topics/fish/")

    assert "Shown salmon" in html
    assert "Excluded salmon" not in html
    assert "Waiting salmon" not in html
    assert "1 card" in page(client, "/topics/")


def test_a_source_that_waits_in_the_inbox_is_not_named(client: Client, world: World):
    world.card(published_on=TODAY)
    world.card(source=world.herald, publish=False)

    assert "Valley Herald" not in page(client, "/sources/")
    assert client.get("/sources/valley-herald/").status_code == 404


def test_a_source_with_an_odd_home_page_is_not_linked(client: Client, world: World):
    world.card(published_on=TODAY)
    Source.objects.filter(pk=world.gauge.pk).update(url="javascript:alert(1)")

    assert "javascript:" not in page(client, "/sources/river-gauge/")


def test_a_list_turns_its_pages(client: Client, world: World):
    for number in range(31):
        world.card(f"Card number {number}.", published_on=TODAY - timedelta(days=number))

    first, second = page(client, "/topics/fish/"), page(client, "/topics/fish/?page=2")

    assert "Card number 0." in first
    assert 'href="?page=2"' in first
    assert "Card number 30." in second
    assert "Page 2 of 2" in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "1.0", "9999999", "3", "１", "1 ", "01"])
@pytest.mark.parametrize("path", ["/briefings/", "/topics/fish/", "/sources/river-gauge/"])
def test_a_page_that_there_is_not_is_not_found(client: Client, world: World, path: str, number: str):
    world.card(published_on=TODAY)

    assert client.get(path, {"page": number}).status_code == 404


PATHS = [
    "/briefings/",
    f"/briefings/{DAY}/",
    "/topics/",
    "/topics/fish/",
    "/sources/",
    "/sources/river-gauge/",
]


@pytest.mark.parametrize("path", [*PATHS, f"/cards/{DAY}-0/"])
def test_public_pages_are_read_only_and_shareable(client: Client, world: World, path: str):
    world.card(published_on=TODAY)

    response = client.get(path)

    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert "Set-Cookie" not in response
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", PATHS)
def test_ten_times_the_data_take_as_many_queries(client: Client, world: World, path: str):
    def fill(number: int) -> None:
        for _ in range(number):
            world.card(published_on=TODAY, links=[("https://example.org/a", "")])

    fill(2)
    few = count_queries(lambda: page(client, path))
    fill(18)

    assert count_queries(lambda: page(client, path)) == few <= 8


def count_queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
