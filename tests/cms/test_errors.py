"""Pages for when something is not there, not allowed or broken."""

import pytest
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.views import defaults
from django.views.csrf import csrf_failure

from cms import views


def test_a_missing_page_offers_ways_on(client: Client, db: None):
    response = client.get("/nowhere/")

    html = response.content.decode()
    assert response.status_code == 404
    assert 'href="/questions/"' in html
    assert 'href="/briefings/"' in html
    assert 'content="noindex"' in html


def test_an_address_with_markup_runs_nothing(client: Client, db: None):
    html = client.get('/"><script>alert(1)</script>/').content.decode()

    assert "<script>alert" not in html


def test_the_page_for_what_is_broken_asks_the_database_nothing(db: None):
    with CaptureQueriesContext(connection) as captured:
        response = defaults.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert len(captured) == 0
    assert "Something broke" in response.content.decode()


def test_a_broken_view_answers_with_that_page(client: Client, db: None, monkeypatch: pytest.MonkeyPatch):
    def broken() -> None:
        raise RuntimeError("secret of the stack")

    monkeypatch.setattr(views, "home_shape", broken)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    html = response.content.decode()
    assert "Something broke" in html
    assert "secret" not in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_bare_pages_carry_no_inline_style_or_script(name: str):
    html = render_to_string(name)

    assert "<style" not in html
    assert "style=" not in html
    assert "<script" not in html


def test_an_unusable_request_gets_a_page(client: Client, db: None):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert "could not be read" in response.content.decode()


def test_a_refused_form_gets_the_page_for_refusals(rf: RequestFactory, db: None):
    request: HttpRequest = rf.post("/")

    response = csrf_failure(request)

    assert response.status_code == 403
    assert "Not allowed" in response.content.decode()


def test_health_answers_once_the_database_does(client: Client, db: None):
    response = client.get("/healthz/")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-cache" in response["Cache-Control"]
