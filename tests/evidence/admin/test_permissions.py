"""Who may open what: every address of the evidence desk against every kind of visitor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.users.models import User
from evidence.models import Briefing, Card
from tests.evidence.admin.conftest import MakeCard

CARD = "wagtailsnippets_evidence_card"
BRIEFING = "wagtailsnippets_evidence_briefing"
# The address, the method, whether an editor may, whether a reviewer may.
ADDRESSES = [
    (f"{CARD}:list", "get", True, True),
    (f"{CARD}:list_results", "get", True, True),
    (f"{CARD}:add", "get", True, True),
    (f"{CARD}:triage", "get", True, True),
    (f"{CARD}:edit", "get", True, True),
    (f"{CARD}:inspect", "get", True, True),
    (f"{CARD}:usage", "get", True, True),
    (f"{CARD}:history", "get", True, True),
    (f"{CARD}:keep", "get", True, True),
    (f"{CARD}:dismiss", "get", True, True),
    (f"{CARD}:publish", "get", True, True),
    (f"{CARD}:return", "get", True, True),
    (f"{CARD}:withdraw", "get", False, True),
    (f"{CARD}:delete", "get", False, True),
    (f"{CARD}:keep", "post", True, True),
    (f"{CARD}:dismiss", "post", True, True),
    (f"{CARD}:publish", "post", True, True),
    (f"{CARD}:return", "post", True, True),
    (f"{CARD}:withdraw", "post", False, True),
    (f"{CARD}:delete", "post", False, True),
    (f"{CARD}:judge", "post", True, True),
    (f"{BRIEFING}:list", "get", True, True),
    (f"{BRIEFING}:edit", "get", True, True),
    (f"{BRIEFING}:publish", "get", True, True),
    (f"{BRIEFING}:publish", "post", True, True),
    (f"{BRIEFING}:delete", "get", False, True),
    ("wagtailsnippets_evidence_topic:list", "get", True, True),
    ("wagtailsnippets_evidence_topic:add", "get", True, True),
    ("wagtailsnippets_evidence_source:list", "get", True, True),
    ("wagtailsnippets_evidence_source:add", "get", True, True),
]
WITHOUT_KEY = ("list", "list_results", "add", "triage")


@pytest.fixture
def visit(client: Client, make_card: MakeCard) -> object:
    """Opens an address of a kept card or its briefing as somebody; True when it was answered as asked."""
    card = make_card(state=Card.State.KEPT)
    keys = {CARD: card.pk, BRIEFING: Briefing.objects.get().pk}

    def visiting(name: str, method: str, user: User | None) -> bool:
        namespace, view = name.split(":")
        url = reverse(name, args=[] if view in WITHOUT_KEY else [keys[namespace]])
        if user:
            client.force_login(user)
        answer = getattr(client, method)(
            url, {} if method == "get" else {"day": "2026-05-01", "judgement": "keep"}
        )
        turned_away = answer.status_code == 302 and answer.url.startswith(
            (reverse("wagtailadmin_login"), reverse("wagtailadmin_home") + "?")
        )
        assert answer.status_code in (200, 302)
        return not turned_away and not (
            answer.status_code == 302 and answer.url == reverse("wagtailadmin_home")
        )

    return visiting


@pytest.mark.parametrize(("name", "method", "editors", "reviewers"), ADDRESSES)
@pytest.mark.parametrize("who", ["anonymous", "onlooker", "editor", "reviewer"])
def test_only_those_who_may_get_an_answer(
    request: pytest.FixtureRequest,
    visit: object,
    name: str,
    method: str,
    editors: bool,
    reviewers: bool,
    who: str,
) -> None:
    user = None if who == "anonymous" else request.getfixturevalue(who)
    expected = {"anonymous": False, "onlooker": False, "editor": editors, "reviewer": reviewers}[who]
    before = Card.objects.get().state
    assert visit(name, method, user) is expected
    if not expected or method == "get":
        assert Card.objects.get().state == before
