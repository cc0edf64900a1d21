"""The page that compares two versions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.curating import withdraw_card
from evidence.models import Card
from questions.models import Question, Take
from tests.questions.versions import publish, snapshot_of, withdraw
from tests.sharing import shared
from tests.world import World


@shared
def cards(world: World) -> list[Card]:
    return [world.card(f"Card headline {n}", stance=world.positions[1]) for n in range(4)]


def publish_one(world: World, cards: list[Card], number: int, **changes: Any) -> Take:
    verdict = changes.pop("verdict", world.positions[1])
    snapshot = snapshot_of(world.question, verdict, cards, now=world.now, number=number, **changes)
    return publish(world.question, snapshot, by=world.reviewer, now=world.now)


def section(text: str) -> dict[str, Any]:
    return {"id": "s1", "kind": "for", "heading": "The case", "html": f"<p>{text}</p>", "claims": []}


@shared
def page(world: World, cards: list[Card]) -> str:
    publish_one(
        world, cards[:3], 1, sections=[section("The weir counted 41 salmon. It <b>rained</b> & poured.")]
    )
    publish_one(
        world,
        [cards[0], cards[3]],
        2,
        sections=[section("The weir counted 42 salmon. It <b>rained</b> & poured.")],
        verdict=world.positions[2],
        change={"kind": "correction", "reason": "The <gauge> was misread."},
    )
    publish_one(world, cards[:1], 3, change={"kind": "new_evidence", "reason": "The third reading."})
    return f"{world.question.path_public}compare/"


def test_it_shows_verdict_words_evidence_and_reason(client: Client, page: str, cards: list[Card]) -> None:
    with CaptureQueriesContext(connection) as queries:
        seen = client.get(f"{page}1..2/")
    assert len(queries) <= 8, [query["sql"] for query in queries]
    html = seen.content.decode()
    assert '<del><span class="vh">[removed: </span>41<span class="vh">]</span></del>' in html
    assert '<ins><span class="vh">[added: </span>42<span class="vh">]</span></ins>' in html
    assert "It rained &amp; poured." in html
    assert re.search(r"<del[^>]*>.*Nearly.*</del>.*<ins>.*Clean.*</ins>", html)
    assert "Correction: The &lt;gauge&gt; was misread." in html
    added, removed = html.index(">Added<"), html.index(">Removed<")
    assert added < html.index("Card headline 3") < removed < html.index("Card headline 1")
    assert "Card headline 0" not in html
    assert html.count("Experimental, not advice") >= 2
    assert seen.headers["Assay-Disclosure"].startswith("agent-drafted-unreviewed; version=2;")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html)


def test_versions_on_the_way_give_their_reasons_too(client: Client, page: str) -> None:
    html = client.get(f"{page}1..3/").content.decode()
    assert "The &lt;gauge&gt; was misread." in html
    assert "The third reading." in html


def test_the_wrong_order_leads_to_the_right_one(client: Client, page: str) -> None:
    seen = client.get(f"{page}3..1/")
    assert (seen.status_code, seen.headers["Location"]) == (301, f"{page}1..3/")


@pytest.mark.parametrize(
    "pair", ["1..1", "1..4", "0..1", "01..2", "1..999999", "1..9999999", "1...2", "a..b", "1-2"]
)
def test_other_pairs_are_not_found(client: Client, page: str, pair: str) -> None:
    assert client.get(f"{page}{pair}/").status_code == 404


def test_a_hidden_question_has_no_comparison(client: Client, world: World, page: str) -> None:
    Question.objects.filter(pk=world.question.pk).update(live=False)
    assert client.get(f"{page}1..2/").status_code == client.get(f"{page}2..1/").status_code == 404


def test_a_withdrawn_version_is_compared_no_more(client: Client, world: World, page: str) -> None:
    withdraw(Take.objects.get(number=1), "The gauge was misread.", by=world.reviewer, now=world.now)
    for pair in ("1..2", "1..3"):
        seen = client.get(f"{page}{pair}/")
        assert seen.status_code == 410
        assert "The gauge was misread." in seen.content.decode()
        assert "weir counted" not in seen.content.decode()
    assert client.get(f"{page}2..3/").status_code == 200


def test_the_text_of_a_withdrawn_card_is_not_shown(
    client: Client, world: World, page: str, cards: list[Card]
) -> None:
    withdraw_card(card=cards[3], reason="The source took it back.", by=world.editor, now=world.now)
    html = client.get(f"{page}1..2/").content.decode()
    assert "Card headline 3" not in html
    assert "Card withdrawn" in html


def test_the_page_is_the_same_for_everyone_and_compared_by_its_etag(
    client: Client, world: World, page: str
) -> None:
    client.force_login(world.admin)
    first = client.get(f"{page}1..2/")
    assert not first.cookies
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    again = Client().get(f"{page}1..2/", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304
    assert client.post(f"{page}1..2/").status_code == 405


def test_history_and_version_pages_lead_to_it_past_withdrawn_versions(
    client: Client, world: World, page: str
) -> None:
    link = f'href="{page}{{}}/"'.format
    assert link("1..2") in client.get(f"{world.question.path_public}v/2/").content.decode()
    assert link("2..3") in client.get(f"{world.question.path_public}v/2/").content.decode()
    withdraw(Take.objects.get(number=2), "Misread.", by=world.reviewer, now=world.now)
    history = client.get(f"{world.question.path_public}history/").content.decode()
    assert link("1..3") in history
    assert "2.." not in history
    assert link("1..3") in client.get(f"{world.question.path_public}v/3/").content.decode()


def test_a_trip_wire_whose_check_alone_changed_is_told(
    client: Client, world: World, cards: list[Card]
) -> None:
    for number, at_least in ((1, 3), (2, 5)):
        fish = {"slug": "fish", "label": "Fish"}
        check = {"kind": "cards", "indicator": None, "at_least": at_least, "position": None, "topic": fish}
        wire = {
            "towards": {"slug": "clean", "label": "Clean"},
            "text": "Fish.",
            "claims": [],
            "condition": check,
        }
        publish_one(world, cards[:1], number, trip_wires=[wire])
    html = client.get(f"{world.question.path_public}compare/1..2/").content.decode()
    told = html[html.index('id="wires-heading"') :]
    assert '<li class="changed">' in told
    assert "checked nightly: at least " in told
    assert re.search(r"<del>.*3.*</del>\s*<ins>.*5.*</ins> cards on Fish", told)
