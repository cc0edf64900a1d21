"""The Atom feeds: parsed as any reader would, with lasting ids and nothing that was taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from evidence.atom import Entry, Feed, written
from evidence.curating import withdraw_card
from questions.models import Question, Take
from tests.questions.versions import publish, snapshot_of, withdraw
from tests.sharing import shared
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "<script>alert(1)</script> & ]]> \"'"
ALL = "/feeds/questions.atom"


def parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def entries(client: Client, path: str) -> list[ElementTree.Element]:
    seen = client.get(path)
    assert seen.status_code == 200
    return parsed(seen.content).findall(f"{ATOM}entry")


@shared
def versions(world: World) -> list[Take]:
    card = world.card(stance=world.positions[1])
    return [
        publish(
            world.question,
            snapshot_of(
                world.question,
                world.positions[n],
                [card],
                now=world.now + timedelta(hours=n),
                number=n,
                answer=f"Answer {n}: {HOSTILE}",
            ),
            by=world.reviewer,
            now=world.now + timedelta(hours=n),
        )
        for n in (1, 2)
    ]


def test_both_feeds_tell_each_version_once_newest_first(
    client: Client, world: World, versions: list[Take]
) -> None:
    for path in (ALL, f"{world.question.path_public}feed.atom"):
        with CaptureQueriesContext(connection) as queries:
            second, first = entries(client, path)
        assert len(queries) <= 3, [query["sql"] for query in queries]
        assert text(second, "id") == f"urn:assay:take:{world.question.stable_id}:2"
        assert text(first, "id") == f"urn:assay:take:{world.question.stable_id}:1"
        assert text(second, "updated") == "2026-05-10T14:00:00+00:00"
        link = second.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href") == f"http://testserver{world.question.path_public}v/2/"


def test_every_entry_carries_the_label_in_title_summary_and_content(
    client: Client, versions: list[Take]
) -> None:
    for entry in entries(client, ALL):
        assert text(entry, "title").startswith("Experimental, not advice · Is the river clean again?")
        assert text(entry, "summary").startswith("Experimental, not advice.")
        assert text(entry, "content").startswith("<p>Experimental, not advice.")


def test_the_content_is_escaped_html_without_foreign_markup(client: Client, versions: list[Take]) -> None:
    entry = entries(client, ALL)[0]
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert list(content) == []
    assert "<script" not in (content.text or "")
    assert "&lt;script&gt;" in (content.text or "")


def test_feeds_have_what_the_format_asks_for(client: Client, world: World, versions: list[Take]) -> None:
    for path in (ALL, f"{world.question.path_public}feed.atom", "/feeds/briefings.atom"):
        seen = client.get(path)
        assert seen.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = parsed(seen.content)
        assert root.tag == f"{ATOM}feed"
        assert text(root, "id").startswith("urn:assay:feed:")
        assert text(root, "title")
        assert datetime.fromisoformat(text(root, "updated")).tzinfo is not None
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"http://testserver{path}"
        assert text(root.find(f"{ATOM}author"), "name")  # type: ignore[arg-type]
        assert root.findall(f"{ATOM}entry")
        ids = [text(entry, "id") for entry in root.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))


def test_a_withdrawal_changes_the_versions_own_entry_and_takes_its_words_away(
    client: Client, world: World, versions: list[Take]
) -> None:
    later = world.now + timedelta(days=1)
    withdraw(versions[0], "The gauge was misread.", by=world.reviewer, now=later)
    first = entries(client, ALL)[0]
    assert text(first, "id").endswith(":1")
    assert text(first, "title") == "Experimental, not advice · Withdrawn: Is the river clean again? (v1)"
    assert "This version was withdrawn on 11 May 2026." in text(first, "content")
    assert "The gauge was misread." in text(first, "content")
    assert text(first, "updated") == "2026-05-11T12:00:00+00:00"
    assert b"Answer 1" not in client.get(ALL).content


def test_a_hidden_question_is_in_no_feed(client: Client, world: World, versions: list[Take]) -> None:
    Question.objects.filter(pk=world.question.pk).update(live=False)
    assert entries(client, ALL) == []
    assert client.get(f"{world.question.path_public}feed.atom").status_code == 404


def test_readers_who_have_it_get_304(client: Client, world: World, versions: list[Take]) -> None:
    seen = client.get(ALL)
    assert not seen.cookies
    assert seen.headers["Last-Modified"] == "Sun, 10 May 2026 14:00:00 GMT"
    assert client.get(ALL, HTTP_IF_NONE_MATCH=seen.headers["ETag"]).status_code == 304
    assert client.get(ALL, HTTP_IF_MODIFIED_SINCE=seen.headers["Last-Modified"]).status_code == 304
    withdraw(versions[0], "Misread.", by=world.reviewer, now=world.now + timedelta(days=1))
    assert client.get(ALL, HTTP_IF_MODIFIED_SINCE=seen.headers["Last-Modified"]).status_code == 200
    assert client.post(ALL).status_code == 405


def test_an_empty_feed_is_valid_and_the_same_each_time(client: Client, db: None) -> None:
    first, again = client.get(ALL), client.get(ALL)
    assert first.content == again.content
    assert text(parsed(first.content), "updated")


def test_briefings_tell_their_cards_and_no_withdrawn_ones(client: Client, world: World) -> None:
    kept = world.card("Kept card", published_on=world.today)
    gone = world.card("Zebrafish card", published_on=world.today)
    withdraw_card(card=gone, reason="Taken back.", by=world.editor, now=world.now + timedelta(days=2))
    (entry,) = entries(client, "/feeds/briefings.atom")
    assert text(entry, "id") == "urn:assay:briefing:2026-05-10"
    assert kept.headline in text(entry, "content")
    assert "Zebrafish" not in text(entry, "content")
    assert text(entry, "updated") == "2026-05-12T12:00:00+00:00"


def test_pages_name_their_feeds(client: Client, world: World, versions: list[Take]) -> None:
    own = f"{world.question.path_public}feed.atom"
    named = {
        "/": (ALL, "/feeds/briefings.atom"),
        "/questions/": (ALL,),
        world.question.path_public: (own,),
        f"{world.question.path_public}history/": (own,),
        "/briefings/": ("/feeds/briefings.atom",),
    }
    for page, feeds in named.items():
        html = client.get(page).content.decode()
        for feed in feeds:
            assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in html, page


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_well_formed_xml(title: str, html: str) -> None:
    at = datetime(2026, 5, 10, tzinfo=UTC)
    entry = Entry("urn:x:1", "http://testserver/", title, title, html, at, at, (title,))
    fields: dict[str, Any] = {"urn": "urn:x", "url": "http://t/", "self_url": "http://t/f", "language": "en"}
    feed = Feed(title=title, subtitle=title, rights=html, entries=(entry,), **fields)
    root = parsed(written(feed))
    shown = root.findtext(f"{ATOM}entry/{ATOM}title") or ""
    assert not any(ord(letter) < 32 for letter in shown)
