"""What search engines and browsers ask for without being told."""

import re

from django.test import Client

from evidence.curating import withdraw_card
from questions.publishing import publish_take
from questions.withdrawing import withdraw_take
from tests.world import World


def addresses(client: Client) -> list[str]:
    found = re.findall("<loc>http://testserver([^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    assert len(set(found)) == len(found)
    return found


def test_robots_may_go_everywhere_but_to_the_admin_and_the_votes(client: Client, db: None):
    text = client.get("/robots.txt").content.decode()

    assert re.findall("Disallow: (.*)", text) == ["/admin/", "/*/vote/"]
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_names_what_answers_and_nothing_else(client: Client, world: World):
    kept, gone, waiting = world.card(), world.card(), world.card(publish=False)
    withdraw_card(card=gone, reason="The source took it back.", by=world.editor, now=world.now)
    for _ in range(2):
        publish_take(take=world.take([(kept.excerpt, [kept])]), by=world.reviewer, now=world.now)

    listed = addresses(client)

    assert {kept.path, world.question.path_public, world.question.path_public + "v/2/"} <= set(listed)
    assert not {gone.path, waiting.path, world.question.path_public + "v/1/"} & set(listed)
    for path in listed:
        assert client.get(path).status_code == 200, path


def test_a_withdrawn_version_is_not_in_the_sitemap(client: Client, world: World):
    card = world.card()
    take = world.take([(card.excerpt, [card])])
    publish_take(take=take, by=world.reviewer, now=world.now)
    withdraw_take(take=take, reason="The gauge was misread.", by=world.reviewer, now=world.now)

    assert [path for path in addresses(client) if "/v/" in path] == []


def test_a_browser_finds_the_icon_where_it_looks(client: Client, db: None):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert "img/favicon" in response["Location"]


def test_there_is_one_door_to_sign_in_by(client: Client, db: None):
    response = client.get("/_util/login/?next=/admin/pages/")

    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/admin/pages/")
