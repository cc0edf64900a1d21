"""The public pages of questions: what they answer, to whom, at what cost."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.curating import withdraw_card
from evidence.models import Card
from questions.models import Indicator, IndicatorTopic, Position, Question, Reading, Take, Tally
from questions.publishing import publish_take
from questions.voting import cast_vote
from tests.questions.versions import claim_on, more_like, publish, snapshot_of, withdraw
from tests.sharing import shared
from tests.world import World

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></script><!--"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.now)


@pytest.fixture
def page(world: World) -> str:
    return world.question.path_public


def publish_one(world: World, number: int = 1, **changes: Any) -> Take:
    cards = changes.pop("cards", None) or [world.card(stance=world.positions[1])]
    verdict = changes.pop("verdict", world.positions[1])
    snapshot = snapshot_of(world.question, verdict, cards, now=world.now, number=number, **changes)
    return publish(world.question, snapshot, by=world.reviewer, now=world.now)


def public_paths(page: str) -> list[str]:
    parts = ("", "v/1/", "v/1/audit/", "audit/", "history/", "evidence/")
    return ["/questions/", *(page + part for part in parts)]


def test_every_public_page_answers(client: Client, world: World, page: str) -> None:
    publish_one(world)
    for path in public_paths(page):
        assert client.get(path).status_code == 200, path


def test_every_public_page_is_the_same_for_everyone(client: Client, world: World, page: str) -> None:
    publish_one(world)
    client.force_login(world.admin)
    for path in public_paths(page):
        seen = client.get(path)
        stale = Client().get(path, HTTP_COOKIE="browser=x; sessionid=y; csrftoken=z")
        assert stale.content == seen.content, path
        assert not stale.cookies, path
        assert "Set-Cookie" not in seen.headers, path
        assert not seen.cookies, path
        assert "Cookie" not in seen.headers.get("Vary", ""), path
        assert seen.headers["Cache-Control"] == "public, max-age=0, s-maxage=30", path
        assert "Ada Admin" not in seen.content.decode(), path


def test_a_reader_who_has_the_page_gets_304(client: Client, world: World, page: str) -> None:
    publish_one(world)
    first = client.get(page)
    again = client.get(page, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304
    assert not again.content
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert client.get(page, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_pages_are_read_only(client: Client, world: World, page: str) -> None:
    publish_one(world)
    for path in public_paths(page):
        assert client.post(path).status_code == 405, path
        assert client.head(path).status_code == 200, path


def test_pages_hold_no_inline_code_and_ask_no_third_party(client: Client, world: World, page: str) -> None:
    publish_one(world)
    for path in public_paths(page):
        html = client.get(path).content.decode()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", html), path
        for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S):
            assert 'type="application/ld+json"' in attributes or ("src=" in attributes and not body), path
        for tag in re.findall(r"<(?:script|link|img|iframe)[^>]*>", html):
            for address in re.findall(r'(?:src|href)="([^"]*)"', tag):
                assert address.startswith(("/", "http://testserver/")), tag


def test_what_is_not_public_answers_like_what_does_not_exist(client: Client, world: World, page: str) -> None:
    world.take([("Draft sentence.", [])])
    Question.objects.filter(pk=world.make_question("Hidden?", "hidden").pk).update(live=False)
    missing = client.get("/questions/no-such-question/")
    for path in (
        f"{page}v/1/",
        f"{page}audit/",
        f"{page}v/1/audit/",
        "/questions/hidden/",
        "/questions/hidden/history/",
    ):
        seen = client.get(path)
        assert seen.status_code == missing.status_code == 404, path
        assert seen.content.replace(path.encode(), b"") == missing.content.replace(
            b"/questions/no-such-question/", b""
        ), path


def test_a_draft_shows_nowhere(client: Client, world: World, page: str) -> None:
    publish_one(world)
    world.take([("Unpublished sentence of a draft.", [])], answer="Unpublished answer.")
    for path in public_paths(page):
        assert "Unpublished" not in client.get(path).content.decode(), path


@pytest.mark.parametrize(
    "path", ["v/0/", "v/01/", "v/99999999999/", "v/2/", "v/-1/", "evidence/?page=99", "evidence/?page=x",
             "evidence/?stance=nowhere", "evidence/?indicator=nothing", "evidence/?stance=%00"]
)  # fmt: skip
def test_wrong_addresses_are_not_found(client: Client, world: World, page: str, path: str) -> None:
    publish_one(world)
    assert client.get(page + path).status_code == 404


@pytest.mark.parametrize("slug", ["%00", "a%00b", "%E2%80%AE", "x" * 300, "..%2f"])
def test_hostile_slugs_are_not_found(client: Client, db: None, slug: str) -> None:
    assert client.get(f"/questions/{slug}/").status_code == 404


def test_a_question_without_a_take_says_so(client: Client, world: World, page: str) -> None:
    html = client.get(page).content.decode()
    assert "No take yet" in html
    assert "Assay-Disclosure" not in client.get(page).headers
    assert client.get(page + "audit/").status_code == 404


def test_a_withdrawn_current_version_is_not_replaced_by_an_older_one(
    client: Client, world: World, page: str
) -> None:
    publish_one(world, answer="The first answer.")
    second = publish_one(world, 2, answer="The second answer.", verdict=world.positions[2])
    withdraw(second, "The gauge was misread.", by=world.reviewer, now=world.now)
    html = client.get(page).content.decode()
    assert "version 2, was withdrawn on 10 May 2026" in html
    assert "The gauge was misread." in html
    assert "The first answer." not in html
    assert "The second answer." not in html
    assert "Take withdrawn" in client.get("/questions/").content.decode()
    assert "This version was withdrawn on 10 May 2026." in html
    assert client.get(page).headers["Assay-Disclosure"].startswith("withdrawn; version=2;")
    assert json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.S)[1])["version"] == "2"  # type: ignore[index]


def test_a_withdrawn_version_is_gone_with_its_reason_and_stays_listed(
    client: Client, world: World, page: str
) -> None:
    take = publish_one(world, answer="The retracted answer.")
    withdraw(take, "The gauge was misread.", by=world.reviewer, now=world.now)
    for path in ("v/1/", "v/1/audit/", "audit/"):
        seen = client.get(page + path)
        assert seen.status_code == 410, path
        assert "The gauge was misread." in seen.content.decode()
        assert "The retracted answer." not in seen.content.decode()
        assert "counted there" not in seen.content.decode()
        token = seen.headers["Assay-Disclosure"]
        assert token == "withdrawn; version=1; digital-source-type=algorithmicMedia"
        html = seen.content.decode()
        assert f'<meta name="assay-disclosure" content="{token}">' in html
        assert "<b>Experimental, not advice.</b> This version was withdrawn on 10 May 2026." in html
        data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
        assert (data["creativeWorkStatus"], data["correction"]) == ("withdrawn", "The gauge was misread.")
        assert "abstract" not in data
    history = client.get(page + "history/").content.decode()
    assert "The gauge was misread." in history
    assert take.content_hash in history


def test_an_older_version_says_that_a_newer_one_exists_and_takes_no_votes(
    client: Client, world: World, page: str
) -> None:
    publish_one(world)
    assert "A newer version exists" not in client.get(page + "v/1/").content.decode()
    publish_one(world, 2)
    html = client.get(page + "v/1/").content.decode()
    assert "A newer version exists" in html
    assert "<form" not in html


def test_a_version_shows_what_it_showed_on_its_day(client: Client, world: World, page: str) -> None:
    card = world.card("Salmon at the weir", "The gauge counted 41 salmon.", stance=world.positions[1])
    publish_one(world, cards=[card])
    Card.objects.filter(pk=card.pk).update(headline="Something else entirely")
    html = client.get(page + "v/1/").content.decode()
    assert "Salmon at the weir" in html
    assert "Something else entirely" not in html


def test_the_text_of_a_withdrawn_card_is_shown_nowhere(client: Client, world: World, page: str) -> None:
    card = world.card("Salmon at the weir", "Forty-one salmon counted.", stance=world.positions[1])
    publish_one(world, cards=[card])
    withdraw_card(card=card, reason="The source took it back.", by=world.editor, now=world.now)
    for path in public_paths(page):
        html = client.get(path).content.decode()
        assert "Salmon at the weir" not in html, path
        assert "Forty-one" not in html, path
    assert "Card withdrawn" in client.get(page).content.decode()


def test_citations_are_numbered_links_to_complete_notes(client: Client, world: World, page: str) -> None:
    cards = [world.card() for _ in range(3)]
    publish_one(world, cards=cards)
    html = client.get(page).content.decode()
    assert re.findall(r'class="cite"[^>]*href="#source-(\d)"|href="#source-(\d)"[^>]*class="cite"', html)
    assert re.findall(r'class="note" id="source-(\d)"', html) == ["1", "2", "3"]
    for n, card in enumerate(cards, start=1):
        assert card.headline in html
        assert f'href="#cite-{n}-1"' in html


def test_a_take_that_the_use_cases_published_is_shown_whole(client: Client, world: World, page: str) -> None:
    first = world.card(excerpt="The gauge counted 41 salmon.", excerpt_origin="quoted")
    second = world.card(excerpt="The gauge counted 17 trout.")
    sentences = [("The gauge counted 41 salmon.", [first]), ("The gauge counted 17 trout.", [second])]
    wires = [(world.positions[2], "More salmon come back.")]
    take = world.take(sentences, verdict=world.positions[1], answer="Fish are back.", trip_wires=wires)
    publish_take(take=take, by=world.reviewer, now=world.now)
    html = client.get(page).content.decode()
    for text in (
        "Fish are back.",
        "More salmon come back.",
        "to Clean",
        "<mark>41</mark> salmon",
        "Rolf Reviewer",
    ):
        assert text in html, text
    for n in (1, 2):
        assert f'id="source-{n}"' in html
        assert f'id="cite-{n}-1"' in html
    assert "<b>2<span>/2</span></b>" in html
    assert client.get(page + "audit/").content.decode().count('class="finding found"') == 2


def test_nothing_is_preselected_and_the_vote_form_leads_to_the_vote_page(
    client: Client, world: World, page: str
) -> None:
    publish_one(world)
    html = client.get(page).content.decode()
    form = html[html.index("<form") : html.index("</form>")]
    assert 'method="get"' in form
    assert f'action="{page}vote/"' in form
    assert re.findall(r'type="radio" name="position" value="([^"]*)"', form) == ["not-yet", "nearly", "clean"]
    assert "checked" not in form
    assert '<button type="submit"' in form


@pytest.mark.parametrize(
    ("votes", "says", "shares"),
    [
        (0, "No votes yet", False),
        (19, "19 votes so far; shares are shown from 20", False),
        (20, "Shares of 20 votes", True),
    ],
)
def test_shares_are_shown_from_twenty_votes(
    client: Client, world: World, page: str, votes: int, says: str, shares: bool
) -> None:
    publish_one(world)
    if votes:
        Tally.objects.create(question=world.question, position=world.positions[0], count=votes)
    html = client.get(page).content.decode()
    assert says in html
    assert ("pos-share" in html) is shares
    assert ("100%" in html) is shares


@pytest.mark.parametrize("number", [2, 5, 9])
def test_scales_of_any_length_are_shown_whole(client: Client, world: World, number: int) -> None:
    labels = [f"Place {n}" for n in range(number)]
    question = world.make_question("How long?", f"scale-{number}", labels)
    html = client.get(question.path_public).content.decode()
    assert all(label in html for label in labels)


def test_the_disclosure_is_told_to_people_and_machines_alike(client: Client, world: World, page: str) -> None:
    publish_one(world)
    for path in (page, page + "v/1/"):
        seen = client.get(path)
        html = seen.content.decode()
        token = seen.headers["Assay-Disclosure"]
        assert token.startswith("agent-drafted-unreviewed; version=1;")
        assert f'<meta name="assay-disclosure" content="{token}">' in html
        assert "<b>Experimental, not advice.</b>" in html
        assert "No person has edited or reviewed it." in html
        data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
        assert data["@type"] == "Article"
        assert data["about"]["@type"] == "Question"
        assert data["digitalSourceType"].endswith("/algorithmicMedia")
        assert data["alternativeHeadline"] == "Experimental, not advice"
        assert data["creditText"].startswith("Experimental, not advice.")
        assert len(data["citation"]) == 1
    assert "Experimental, not advice" in client.get("/questions/").content.decode()


def test_run_prompt_and_brief_are_told_to_people_and_machines_alike(
    client: Client, world: World, page: str
) -> None:
    made = snapshot_of(world.question, world.positions[1], [world.card()], now=world.now)["provenance"]
    told: dict[str, Any] = {
        **made,
        "drafter": {"kind": "model", "name": "prose", "version": "2", "model": "small-1"},
        "run": "5a4c4c9c-0000-4000-8000-000000000001",
        "trigger": "evidence",
        "prompt": {"name": "draft-2", "sha256": "a" * 64},
        "input_hash": "b" * 64,
    }
    publish_one(world, provenance=told)
    html = client.get(page).content.decode()
    for fact in (
        told["run"],
        "Set off by: New evidence",
        "draft-2",
        f"sha256 {'a' * 64}",
        f"sha256 {'b' * 64}",
    ):
        assert fact in html
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    creator = data["creator"]
    assert (creator["name"], creator["softwareVersion"]) == ("prose", "2")
    assert creator["softwareRequirements"] == "small-1"
    assert {each["propertyID"]: each["value"] for each in creator["identifier"]} == {
        "run": told["run"],
        "trigger": "evidence",
        "prompt": f"draft-2 sha256:{'a' * 64}",
        "input": f"sha256:{'b' * 64}",
    }
    api = client.get(f"/api/v1{page}takes/1/").json()["provenance"]
    assert (api["prompt"], api["input_hash"], api["trigger"]) == (told["prompt"], "b" * 64, "evidence")


def test_a_closed_question_says_where_its_windows_end(client: Client, world: World, page: str) -> None:
    publish_one(world)
    Question.objects.filter(pk=world.question.pk).update(evidence_until=world.today - timedelta(days=3))
    assert "Evidence was closed on 7 May 2026; windows end there." in client.get(page).content.decode()
    assert "Evidence was closed on 7 May 2026" in client.get(page + "evidence/").content.decode()


def test_an_indicator_shows_reading_threshold_chart_and_table(
    client: Client, world: World, page: str
) -> None:
    indicator = world.indicator
    for back in range(0, 70, 7):
        day = world.today - timedelta(days=back + 1)
        Reading.objects.create(indicator=indicator, day=day, value=1 if back else 3, counted_at=world.now)
    html = client.get(page).content.decode()
    assert "sightings in 90 days" in html
    assert "above the threshold of 2" in html
    assert "Crossed:" in html
    assert "speaks for Clean" in html
    assert 'role="img" aria-label="Fish sightings: weekly readings' in html
    assert "Fish sightings, weekly readings" in html
    assert "The 3 cards it counted" in html
    assert "nobody was collecting before 1 January 2026" in html


def test_the_cards_behind_an_indicator_are_as_many_as_it_says(
    client: Client, world: World, page: str
) -> None:
    for _ in range(3):
        world.card()
    world.card("Overflow reported", "The plant overflowed twice.", topics=[world.sewage])
    Reading.objects.create(indicator=world.indicator, day=world.today, value=3, counted_at=world.now)
    html = client.get(page + "evidence/?indicator=fish-sightings").content.decode()
    assert html.count('<li class="card">') == 3


def test_evidence_is_listed_by_stance_and_in_pages(client: Client, world: World, page: str) -> None:
    for n in range(33):
        world.card(stance=world.positions[0] if n % 3 else world.positions[2])
    first = client.get(page + "evidence/").content.decode()
    assert first.count('<li class="card">') == 30
    assert client.get(page + "evidence/?page=2").content.decode().count('<li class="card">') == 3
    clean = client.get(page + "evidence/?stance=clean").content.decode()
    assert clean.count('<li class="card">') == 11
    assert "supports Clean" in clean
    assert "supports Not yet" not in clean


def test_the_history_names_reasons_and_marks_moves(client: Client, world: World, page: str) -> None:
    publish_one(world)
    publish_one(
        world, 2, verdict=world.positions[2], change={"kind": "correction", "reason": "A wrong gauge."}
    )
    html = client.get(page + "history/").content.decode()
    assert "Correction: A wrong gauge." in html
    assert html.count("verdict changed") == 1
    assert "version 1, 10 May 2026: Nearly; version 2, 10 May 2026: Clean" in html


def test_a_waiver_is_public_with_byline_and_reason(client: Client, world: World, page: str) -> None:
    card = world.card()
    waiver = {
        "kind": "untraced_number",
        "reason": "By arithmetic.",
        "byline": "Rolf",
        "at": "2026-05-10T11:00:00Z",
    }
    claim: Any = {**claim_on(card, 1, "23 times as much."), "result": "waived", "waivers": [waiver]}
    section = {
        "id": "a",
        "kind": "for",
        "heading": "H",
        "html": "<p>23 times as much.</p>",
        "claims": [claim],
    }
    publish_one(world, cards=[card], sections=[section])
    for path in ("", "audit/"):
        html = client.get(page + path).content.decode()
        assert "Waived by Rolf</b> on 10 May 2026: By arithmetic." in html, path


def test_later_edits_of_a_cited_card_stand_in_the_audit(client: Client, world: World, page: str) -> None:
    card = world.card()
    publish_one(world, cards=[card])
    card.edits.create(at=world.now + timedelta(hours=1), field="excerpt", before="a", after="b")
    assert "Cards edited since" in client.get(page + "audit/").content.decode()


def strings_in(html: str) -> Iterator[str]:
    yield from re.findall(r"<script>alert|onerror=alert\(2\)>|<img src=x", html)


def test_hostile_text_comes_out_escaped_wherever_it_stands(client: Client, world: World, page: str) -> None:
    Question.objects.filter(pk=world.question.pk).update(title=EVIL, intro=EVIL)
    world.question.refresh_from_db()
    card = world.card(EVIL, EVIL, commentary=EVIL, stance=world.positions[1])
    type(world.gauge).objects.filter(pk=world.gauge.pk).update(name=EVIL)
    type(world.fish).objects.filter(pk=world.fish.pk).update(name=EVIL)
    Indicator.objects.filter(pk=world.indicator.pk).update(name=EVIL, noun_plural=EVIL[:60], why=EVIL)
    Reading.objects.create(indicator=world.indicator, day=world.today, value=4, counted_at=world.now)
    card = Card.objects.with_source().get(pk=card.pk)
    claim: Any = claim_on(card, 1, EVIL)
    claim["findings"][0] |= {"note": EVIL, "text": EVIL, "field": EVIL, "kind": EVIL}
    claim["waivers"] = [{"kind": EVIL, "reason": EVIL, "byline": EVIL, "at": "2026-05-10T11:00:00Z"}]
    html = f'<p onclick="x()">{EVIL}<a class="cite" href="javascript:alert(1)" id="x">1</a></p>'
    provenance = {
        "drafter": {"kind": EVIL, "name": EVIL, "version": EVIL, "model": EVIL},
        "run": EVIL,
        "generated_at": "2026-05-10T11:00:00Z",
        "words_changed": 0.5,
        "edited": True,
        "reviewed_by": EVIL,
        "reviewed_at": "2026-05-10T11:00:00Z",
        "self_approved": False,
        "review_policy": EVIL,
    }
    base = snapshot_of(world.question, world.positions[1], [card], now=world.now)
    take = publish_one(
        world,
        cards=[card],
        verdict=world.positions[1],
        answer=EVIL,
        answer_claims=[claim],
        sections=[{"id": EVIL, "kind": EVIL, "heading": EVIL, "html": html, "claims": [claim]}],
        trip_wires=[{"towards": {"slug": EVIL, "label": EVIL}, "text": EVIL, "claims": [claim]}],
        sources=[
            {**base["sources"][0], "links": [{"url": "javascript:alert(1)", "label": EVIL}], "slug": EVIL}
        ],
        provenance=provenance,
        change={"kind": "correction", "reason": EVIL},
        audit={**base["audit"], "rules": EVIL[:20]},
    )
    for path in public_paths(page):
        seen = client.get(path)
        text = seen.content.decode()
        assert seen.status_code == 200, path
        assert not list(strings_in(text)), path
        assert "javascript:" not in text, path
        assert "onclick" not in text, path
        assert text.count("<script") == text.count("</script>"), path
    withdraw(take, EVIL, by=world.reviewer, now=world.now)
    for path in (page, page + "v/1/", page + "history/"):
        assert not list(strings_in(client.get(path).content.decode())), path


def many(world: World, factor: int) -> None:
    """5 positions, 3 indicators, up to 40 citations; cards, readings and versions grow with `factor`."""
    question = world.question
    for n in range(3, 5):
        Position.objects.create(question=question, order=n, label=f"Place {n}", slug=f"place-{n}")
    for n in range(3):
        indicator = Indicator.objects.create(
            question=question, slug=f"i{n}", name=f"I{n}", noun_singular="card", noun_plural="cards",
            threshold=2, speaks_for=world.positions[0], why="Because.",
        )  # fmt: skip
        IndicatorTopic.objects.create(indicator=indicator, topic=world.fish)
        days = [world.today - timedelta(days=back) for back in range(20 * factor)]
        Reading.objects.bulk_create(
            Reading(indicator=indicator, day=day, value=3, counted_at=world.now) for day in days
        )
    cards = more_like(world.card(stance=world.positions[1]), 39 + 15 * factor)
    for number in range(1, 2 * factor + 1):
        publish_one(world, number, cards=cards[: 20 * min(factor, 2)])


MOST = {"": 12, "v/1/": 8, "audit/": 8, "history/": 8, "evidence/": 11}


@shared
def with_few(world: World) -> dict[str, int]:
    """How often the pages of a question with one card ask, while it is the only one."""
    publish_one(world)
    client, asked = Client(), {}
    with patch("django.utils.timezone.now", lambda: world.now):
        for path in MOST:
            client.get(world.question.path_public + path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(world.question.path_public + path).status_code == 200
            asked[path] = len(queries)
    return asked


@shared
def with_many(world: World, with_few: dict[str, int]) -> World:
    """The world a second time with a question of ten times the cards, readings and versions."""
    world.question = world.make_question("Many?", "many")
    many(world, 10)
    return world


@pytest.mark.parametrize("path", MOST)
def test_the_number_of_queries_does_not_grow(
    client: Client, with_few: dict[str, int], with_many: World, path: str
) -> None:
    with CaptureQueriesContext(connection) as lots:
        assert client.get(with_many.question.path_public + path).status_code == 200
    assert len(lots) <= MOST[path], [query["sql"][:120] for query in lots]
    assert len(lots) <= with_few[path] + 3


def vote_often(world: World, votes: int) -> None:
    """So many first votes, spread over the scale."""
    slugs = [position.slug for position in world.positions]
    for n in range(votes):
        cast_vote(
            question=world.question,
            browser=uuid.uuid4(),
            position=slugs[n % len(slugs)],
            address=f"192.0.2.{n % 250}",
            now=world.now,
        )


def test_ten_times_the_cards_versions_and_votes_ask_the_very_same_number_of_queries(
    client: Client, world: World
) -> None:
    many(world, 1)
    first = world.card(stance=world.positions[1])
    cards = [first, *more_like(first, 39)]
    publish_one(world, 3, cards=cards)
    vote_often(world, 20)
    with CaptureQueriesContext(connection) as few:
        assert client.get(world.question.path_public).status_code == 200

    more_like(first, 550)
    for number in range(4, 31):
        publish_one(world, number, cards=cards)
    vote_often(world, 180)
    with CaptureQueriesContext(connection) as lots:
        assert client.get(world.question.path_public).status_code == 200

    assert len(few) <= 14
    assert len(lots) == len(few), [query["sql"][:120] for query in lots]


def test_the_index_asks_as_often_for_many_questions_as_for_one(client: Client, world: World) -> None:
    publish_one(world)
    client.get("/questions/")
    with CaptureQueriesContext(connection) as few:
        client.get("/questions/")
    for n in range(12):
        world.question = world.make_question(f"Question {n}?", f"question-{n}")
        publish_one(world)
    with CaptureQueriesContext(connection) as lots:
        client.get("/questions/")
    assert len(lots) == len(few) <= 7


def test_a_retired_position_stays_on_the_scale_of_the_version_that_took_it(
    client: Client, world: World, page: str
) -> None:
    publish_one(world)
    assert "The scale has changed" not in client.get(page).content.decode()
    Position.objects.filter(pk=world.positions[1].pk).update(retired=True)
    Position.objects.create(question=world.question, slug="spotless", label="Spotless", order=3)
    html = client.get(page).content.decode()
    then = html[html.index('aria-label="The scale of version 1"') : html.index("</ol>")]
    assert re.findall(r'pos-name">([^<]*)', then) == ["Not yet", "Nearly", "Clean"]
    assert "retired: “Nearly”; added: “Spotless”" in html
    form = html[html.index("<form") : html.index("</form>")]
    assert re.findall(r'name="position" value="([^"]*)"', form) == ["not-yet", "clean", "spotless"]


def test_the_vote_page_is_one_click_away_and_not_for_crawlers(
    client: Client, world: World, page: str
) -> None:
    publish_one(world)
    html = client.get(page).content.decode()
    ways = re.findall(rf'<(?:a|form)[^>]*"{page}vote/"[^>]*>', html)
    assert len(ways) == 2
    assert all('rel="nofollow"' in way for way in ways)
    assert "See or change my vote" in html


def test_a_version_says_that_a_later_one_was_withdrawn(client: Client, world: World, page: str) -> None:
    publish_one(world)
    withdraw(publish_one(world, 2), "The gauge was misread.", by=world.reviewer, now=world.now)
    html = client.get(page + "v/1/").content.decode()
    assert "Version 2 was withdrawn" in html
    assert "A newer version exists" not in html
    history = client.get(page + "history/").content.decode()
    assert "h-cross" in history
    assert "version 2, 10 May 2026: withdrawn" in history


def test_whatever_would_write_is_told_that_a_page_can_only_be_read(world: World, page: str) -> None:
    publish_one(world)
    strict = Client(enforce_csrf_checks=True)
    for path in public_paths(page):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(strict, method)(path)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS"), path
            assert "can only be read" in answer.content.decode()
        asked = strict.options(path)
        assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS"), path


def test_cards_that_take_no_side_can_be_listed(client: Client, world: World, page: str) -> None:
    world.card("Sided", stance=world.positions[1])
    world.card("Sideless", topics=[world.fish])
    assert world.indicator
    html = client.get(page + "evidence/?stance=_none").content.decode()
    assert "takes no side <b>1</b>" in html
    assert "Sideless" in html
    assert ">Sided<" not in html


def test_topics_stand_below_the_introduction_and_not_among_the_crumbs(
    client: Client, world: World, page: str
) -> None:
    world.question.topics.add(world.fish)
    html = client.get(page).content.decode()
    crumbs = html[html.index('class="crumbs"') : html.index("</nav>", html.index('class="crumbs"'))]
    assert "/topics/" not in crumbs
    assert f'<a href="{world.fish.path}">' in html[html.index("on-topics") :]
