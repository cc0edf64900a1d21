"""The vote page: what it takes to be counted, and what it tells the reader."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client, override_settings

from questions.models import Vote
from questions.publishing import publish_take
from tests.world import World

OURS = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "http://testserver"}
URL = "/questions/is-the-river-clean-again/vote/"


@pytest.fixture
def page(world: World) -> str:
    assert world.question.live
    return URL


def token_in(response) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def post(client: Client, token: str, position: str = "clean", **extra: str):
    return client.post(URL, {"token": token, "position": position}, **{**OURS, **extra})


def test_two_requests_without_javascript_make_a_vote(client: Client, page: str):
    form = client.get(page, {"position": "nearly"})
    assert 'value="nearly" required checked' in form.content.decode()

    answer = post(client, token_in(form), "nearly")

    assert answer.status_code == 303
    assert answer["Location"] == URL
    assert "Your vote: <b>Nearly</b>" in client.get(page).content.decode()
    assert Vote.objects.get().position.slug == "nearly"


def test_the_page_is_private_and_its_cookie_is_guarded(client: Client, page: str):
    response = client.get(page)
    cookie = response.cookies["assay-browser"]
    assert response["Cache-Control"] == "private, no-store"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_where_there_is_tls_the_cookie_is_bound_to_the_host(client: Client, page: str):
    cookies = client.get(page, secure=True).cookies
    assert cookies["__Host-assay-browser"]["secure"]
    assert cookies["__Host-assay-browser"]["path"] == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {},
    ],
)
def test_a_request_that_did_not_begin_here_counts_nothing(client: Client, page: str, headers: dict[str, str]):
    token = token_in(client.get(page))
    response = client.post(page, {"token": token, "position": "clean"}, **headers)
    assert response.status_code == 403
    assert not Vote.objects.exists()


def test_a_vote_without_the_cookie_counts_nothing(client: Client, page: str):
    token = token_in(client.get(page))
    client.cookies.clear()
    assert post(client, token).status_code == 403
    assert not Vote.objects.exists()


def test_a_forged_cookie_counts_nothing(client: Client, page: str):
    token = token_in(client.get(page))
    client.cookies["assay-browser"] = "7c9e6679-7425-40de-944b-e07fc1f90ae7:forged"
    assert post(client, token).status_code == 403
    assert not Vote.objects.exists()


def test_another_browsers_token_counts_nothing(client: Client, page: str):
    token = token_in(Client().get(page))
    client.get(page)
    assert post(client, token).status_code == 403
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"position": ""},
        {"position": "sideways"},
        {"position": ["clean", "nearly"]},
        {"position": "cle\x00an"},
    ],
)
def test_missing_empty_unknown_or_double_choices_count_nothing(client: Client, page: str, body: dict):
    token = token_in(client.get(page))
    sent = urlencode({"token": token, **body}, doseq=True)
    response = client.post(page, sent, content_type="application/x-www-form-urlencoded", **OURS)
    assert response.status_code == 400
    assert "vote-error" in response.content.decode()
    assert not Vote.objects.exists()


def test_an_unknown_position_in_the_address_is_said_and_preselects_nothing(client: Client, page: str):
    response = client.get(page, {"position": "<script>"})
    assert response.status_code == 400
    assert " checked" not in response.content.decode()
    assert "<script>" not in response.content.decode().replace('<script src="', "")


def test_withdrawing_takes_the_vote_back(client: Client, page: str):
    token = token_in(client.get(page))
    post(client, token)
    response = client.post(page, {"token": token, "action": "withdraw"}, **OURS)
    assert response.status_code == 303
    assert not Vote.objects.exists()


@override_settings(ASSAY_NEW_VOTERS_PER_ADDRESS=2)
def test_spoofed_proxy_headers_do_not_lift_the_limit(page: str):
    answers = []
    for n in range(5):
        client = Client()
        token = token_in(client.get(page))
        spoofed = {
            "HTTP_X_FORWARDED_FOR": f"203.0.113.{n}",
            "HTTP_FORWARDED": f"for=203.0.113.{n}",
            "HTTP_CLIENT_IP": f"203.0.113.{n}",
        }
        answers.append(post(client, token, **spoofed))
    assert [answer.status_code for answer in answers] == [303, 303, 429, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert Vote.objects.count() == 2


def test_shares_show_from_twenty_votes_on_and_only_the_count_before(client: Client, page: str):
    for _ in range(19):
        voter = Client()
        post(voter, token_in(voter.get(page)))
    assert "19 votes so far; shares are shown from 20" in client.get(page).content.decode()
    tally = client.get(page.replace("vote", "tally")).json()
    assert (tally["total"], tally["shown"], tally["positions"][2]["count"]) == (19, False, None)

    voter = Client()
    post(voter, token_in(voter.get(page)))
    tally = client.get(page.replace("vote", "tally")).json()
    assert (tally["total"], tally["shown"], tally["positions"][2]["count"]) == (20, True, 20)


def test_a_question_that_is_not_public_has_no_vote_page(client: Client, world: World):
    world.question.unpublish()
    assert client.get(URL).status_code == 404
    assert client.post(URL, {}, **OURS).status_code == 404


def test_other_methods_are_refused(client: Client, page: str):
    assert client.put(page).status_code == 405
    assert client.post(page.replace("vote", "tally")).status_code == 405


def test_the_panel_marks_the_take_and_the_readers_own_vote(client: Client, world: World, page: str):
    card = world.card()
    take = world.take([(card.excerpt, [card])], verdict=world.positions[1])
    publish_take(take=take, by=world.reviewer, now=world.now)
    post(client, token_in(client.get(page)), "clean")

    labels = re.findall(r'<label class="([^"]*)">.*?</label>', client.get(page).content.decode(), re.S)

    assert labels == ["pos", "pos pick", "pos mine"]


def test_the_page_says_that_opening_it_sets_the_cookie(client: Client, page: str):
    response = client.get(page)
    assert response.cookies
    assert "Opening this page sets one cookie" in response.content.decode()
