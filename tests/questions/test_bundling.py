"""A version's bundle: what is in it, what is not, and that it is the same each time."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from evidence.curating import withdraw_card
from evidence.models import Card
from questions.bundling import bundle_version, pack
from questions.models import Question, Run, Take
from questions.publishing import publish_take
from questions.withdrawing import withdraw_take
from tests.questions.runs import drafted_version
from tests.sharing import shared
from tests.world import World


@shared
def take(world: World) -> Take:
    return drafted_version(world)


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def fresh(take: Take) -> dict[str, bytes]:
    return files_of(bundle_version(take=Take.objects.get(pk=take.pk)))


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    return dict(json.loads(files["manifest.json"]))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_hashes_in_it_are_those_of_its_files(take: Take) -> None:
    files = fresh(take)
    told = manifest(files)
    assert sorted(files) == sorted([*told["files"], "manifest.json"])
    assert all(sha256(files[name]) == expected for name, expected in told["files"].items())
    assert sha256(files["snapshot.json"]) == told["content_hash"] == take.content_hash
    run = Run.objects.get(take=take)
    assert sha256(files["brief.json"]) == told["input_hash"] == run.input_hash
    assert json.loads(files["cards.json"]) == json.loads(take.snapshot)["sources"]
    assert json.loads(files["audit.json"])["audit"]["claims"] > 0
    assert told["drafter"]["name"] == "extractive"
    assert "Experimental, not advice" in files["README.md"].decode()


def test_it_is_the_same_each_time_in_every_language(take: Take) -> None:
    first = bundle_version(take=Take.objects.get(pk=take.pk))
    with translation.override("de"):
        assert bundle_version(take=Take.objects.get(pk=take.pk)) == first


def test_packing_ignores_the_order_of_files() -> None:
    assert pack({"a": b"1", "b": b"2"}) == pack({"b": b"2", "a": b"1"})


def test_what_a_withdrawn_card_said_is_nowhere_in_it(world: World, take: Take) -> None:
    cited = json.loads(take.snapshot)["sources"][0]
    withdraw_card(
        card=Card.objects.get(pk=cited["card"]), reason="Taken back.", by=world.editor, now=world.now
    )
    files = fresh(take)
    assert "snapshot.json" not in files
    assert not any(cited["headline"].encode() in content for content in files.values())
    told = manifest(files)
    assert told["left_out"]["cited_cards"] == told["left_out"]["brief_cards"] == [cited["card"]]
    tombstone = next(card for card in json.loads(files["brief.json"])["cards"] if card["id"] == cited["card"])
    assert tombstone == {"id": cited["card"], "ref": cited["ref"], "withdrawn": True}


def test_longer_source_texts_are_never_in_it(take: Take) -> None:
    run = Run.objects.get(take=take)
    run.brief["cards"][0]["stored_text"] = "The whole article of the herald."
    run.save(update_fields=["brief"])
    files = fresh(take)
    assert not any(b"whole article" in content for content in files.values())
    assert manifest(files)["left_out"]["stored_texts"] == [run.brief["cards"][0]["id"]]


def test_the_answer_of_a_withdrawn_version_is_not_in_a_later_ones_brief(world: World, take: Take) -> None:
    run = Run.objects.get(take=take)
    card = Card.objects.published().order_by("pk")[0]
    sentence = card.excerpt.split(". ")[0] + "."
    other = world.take([(sentence, [card])], answer="The retracted answer.")
    withdrawn = publish_take(take=other, by=world.reviewer, now=world.now)
    run.brief["previous"] = {
        "number": withdrawn.number,
        "verdict": "clean",
        "answer": "The retracted answer.",
    }
    run.save(update_fields=["brief"])
    assert b"retracted" in fresh(take)["brief.json"]
    withdraw_take(take=withdrawn, reason="Misread.", by=world.reviewer, now=world.now)
    files = fresh(take)
    assert not any(b"retracted" in content for content in files.values())
    assert manifest(files)["left_out"]["previous_answer"] is True


def test_a_version_written_by_people_has_no_brief(world: World) -> None:
    card = world.card("Salmon", "The gauge counted 12 salmon at the weir.")
    draft = world.take([("The gauge counted 12 salmon at the weir.", [card])], answer="Not yet.")
    files = fresh(publish_take(take=draft, by=world.reviewer, now=world.now))
    assert "brief.json" not in files
    assert manifest(files)["drafter"] is None


def test_readers_fetch_it_and_the_page_leads_to_it(client: Client, take: Take) -> None:
    path = f"{take.question.path_public}v/{take.number}/"
    seen = client.get(f"{path}bundle.zip")
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "application/zip")
    assert seen.content == bundle_version(take=Take.objects.get(pk=take.pk))
    assert f'filename="{take.question.slug}-v1.zip"' in seen.headers["Content-Disposition"]
    assert client.get(f"{path}bundle.zip", HTTP_IF_NONE_MATCH=seen.headers["ETag"]).status_code == 304
    assert f'href="{path}bundle.zip"' in client.get(path).content.decode()
    assert client.get(f"{take.question.path_public}v/9/bundle.zip").status_code == 404


def test_a_withdrawn_version_has_none(client: Client, world: World, take: Take, tmp_path: Path) -> None:
    withdraw_take(take=take, reason="The gauge was misread.", by=world.reviewer, now=world.now)
    seen = client.get(f"{take.question.path_public}v/{take.number}/bundle.zip")
    assert seen.status_code == 410
    assert "The gauge was misread." in seen.content.decode()
    with pytest.raises(CommandError):
        call_command("bundle_version", take.question.slug, "1", out=tmp_path / "b.zip")


def test_a_hidden_question_gives_none(client: Client, take: Take) -> None:
    Question.objects.filter(pk=take.question_id).update(live=False)
    assert client.get(f"{take.question.path_public}v/1/bundle.zip").status_code == 404


def test_the_command_writes_the_same_bytes(take: Take, tmp_path: Path) -> None:
    out = tmp_path / "bundle.zip"
    call_command("bundle_version", take.question.slug, "1", out=out)
    assert out.read_bytes() == bundle_version(take=Take.objects.get(pk=take.pk))
