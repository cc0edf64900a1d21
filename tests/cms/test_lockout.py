"""The login, and what happens when a password is mistyped too often."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World


@pytest.fixture
def guarded(settings) -> None:
    settings.AXES_ENABLED = True


def mistype(client: Client, times: int):
    wrong = {"username": "edda", "password": "not it"}
    return [client.post(reverse("wagtailadmin_login"), wrong) for _ in range(times)][-1]


@pytest.mark.usefixtures("guarded")
def test_a_locked_login_says_when_to_try_again_and_leads_back(client: Client, world: World):
    assert world.editor
    page = mistype(client, 8)
    html = page.content.decode()
    assert (page.status_code, page["Retry-After"]) == (429, "900")
    assert "Try again in 15 minutes." in html
    assert reverse("wagtailadmin_login") in html
    assert "css/admin/login" in html


def test_a_wrong_password_is_told_below_the_heading(client: Client, world: World):
    assert world.editor
    html = mistype(client, 1).content.decode()
    assert html.index("</h1>") < html.index('<li class="error">')
    assert html.index("img/mark-login") < html.index("Sign in to Assay")
    assert "css/admin/login" in html
