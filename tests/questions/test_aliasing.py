"""The list of aliases: no name means two things, and none leads back to itself."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from questions.aliasing import AliasRefused, kept_aliases, save_alias
from questions.auditing import audit_take
from questions.models import Alias, Finding, Take
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_chain_is_kept_and_a_circle_is_refused_by_its_way() -> None:
    save_alias(name="the Fed", stands_for="Federal Reserve")
    save_alias(name="Federal Reserve", stands_for="Board of Governors")
    with pytest.raises(AliasRefused, match="in a circle: federal reserve → board of governors → the fed"):
        save_alias(name="board of  governors", stands_for="The FED")
    assert len(kept_aliases()) == 2


def test_a_name_stands_for_one_other_name() -> None:
    first = save_alias(name="the Fed", stands_for="Federal Reserve")
    with pytest.raises(AliasRefused, match="stands for “Federal Reserve” already"):
        save_alias(name="THE  FED", stands_for="Federal Bureau")
    assert save_alias(name="The Fed", stands_for="Federal Bureau", alias=first).pk == first.pk
    assert kept_aliases() == {"The Fed": "Federal Bureau"}


@pytest.mark.parametrize(
    ("name", "stands_for"), [("", "Fed"), ("Fed", " "), ("Fed", "FED"), ("Straße", "STRASSE")]
)
def test_an_alias_of_nothing_or_of_itself_is_refused(name: str, stands_for: str) -> None:
    with pytest.raises(AliasRefused):
        save_alias(name=name, stands_for=stands_for)


def test_the_database_refuses_a_second_meaning_and_an_empty_name() -> None:
    save_alias(name="the Fed", stands_for="Federal Reserve")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias.objects.create(name="The Fed", folded="the fed", stands_for="Elsewhere")
    with pytest.raises(IntegrityError, match="alias_names_two"), transaction.atomic():
        Alias.objects.create(name="Same", folded="same", stands_for="Same")


def test_the_audit_goes_by_the_list(world: World) -> None:
    card = world.card("Trust speaks", "The Valley Rivers Trust counted 12 salmon at the weir.")
    take = world.take([("The group Larkwater counted 12 salmon at the weir.", [card])])
    assert "Larkwater" in names_missing(take, world)
    save_alias(name="Larkwater", stands_for="Valley Rivers Trust")
    assert "Larkwater" not in names_missing(take, world)


def names_missing(take: Take, world: World) -> list[str]:
    audit = audit_take(take=take, now=world.now)
    findings = Finding.objects.filter(claim__audit=audit, kind__contains="name")
    return list(findings.values_list("text", flat=True))


def test_editors_keep_the_list_and_are_told_why_not(world: World, client: Client) -> None:
    client.force_login(world.editor)
    add = reverse("wagtailsnippets_questions_alias:add")
    assert client.get(add).status_code == 200
    assert client.post(add, {"name": "the Fed", "stands_for": "Federal Reserve"}).status_code == 302
    refused = client.post(add, {"name": "Federal Reserve", "stands_for": "The fed"})
    assert refused.status_code == 200
    assert "in a circle" in refused.content.decode()
    alias = Alias.objects.get()
    edit = reverse("wagtailsnippets_questions_alias:edit", args=[alias.pk])
    assert client.post(edit, {"name": "the Fed", "stands_for": "Fed Board"}).status_code == 302
    assert kept_aliases() == {"the Fed": "Fed Board"}
    assert "Fed Board" in client.get(reverse("wagtailsnippets_questions_alias:list")).content.decode()


def test_agents_do_not_keep_the_list(world: World, client: Client) -> None:
    client.force_login(world.agent)
    answer = client.post(reverse("wagtailsnippets_questions_alias:add"), {"name": "a", "stands_for": "b"})
    assert answer.status_code in {302, 403}
    assert not Alias.objects.exists()
