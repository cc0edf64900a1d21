"""The command that holds versions against their hashes."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evidence.changing import record_change
from evidence.models import Change
from questions.erasing import erase_version
from questions.models import Take
from questions.publishing import take_urn
from questions.snapshot import canonical, content_hash, parse
from questions.verifying import State, verify_versions
from tests.questions.versions import publish, snapshot_of
from tests.sharing import shared
from tests.world import World


@shared
def versions(world: World) -> list[Take]:
    card = world.card(stance=world.positions[1])
    made = [
        publish(
            world.question,
            snapshot_of(world.question, world.positions[1], [card], now=world.now, number=n),
            by=world.reviewer,
            now=world.now,
        )
        for n in (1, 2, 3)
    ]
    for take in made:
        record_change(
            kind=Change.Kind.TAKE_PUBLISHED,
            subject=take_urn(take),
            payload={"hash": take.content_hash},
            now=world.now,
        )
    return made


def overwrite(take: Take, **fields: str) -> None:
    """Past the database's own rule, as only whoever owns the database can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, value in fields.items():
            cursor.execute(f'UPDATE questions_take SET "{name}" = %s WHERE id = %s', [value, take.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")


def states() -> list[State]:
    return [checked.state for checked in verify_versions()]


def run() -> str:
    out = StringIO()
    call_command("verify_versions", stdout=out, stderr=out)
    return out.getvalue()


def test_whole_versions_pass_in_one_query(versions: list[Take]) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert states() == [State.WHOLE] * 3
    assert len(queries) == 1
    assert "3 versions: 3 whole, 0 erased, 0 broken." in run()


def test_a_changed_letter_is_reported_and_ends_with_an_error(versions: list[Take]) -> None:
    text = versions[1].snapshot.replace("The weir says so.", "The weir said so.")
    overwrite(versions[1], snapshot=text)
    assert states() == [State.WHOLE, State.BROKEN, State.WHOLE]
    with pytest.raises(CommandError, match="1 broken"):
        run()


@pytest.mark.parametrize("wrong", ["not json", "[]", "spaces", "number", "schema"])
def test_a_text_with_a_fitting_hash_must_be_the_version_too(versions: list[Take], wrong: str) -> None:
    snapshot = parse(versions[0].snapshot)
    text = {
        "spaces": json.dumps(snapshot, sort_keys=True),
        "number": canonical({**snapshot, "number": 7}),
        "schema": canonical({**snapshot, "schema": "other/1"}),
    }.get(wrong, wrong)
    overwrite(versions[0], snapshot=text, content_hash=content_hash(text))
    assert states()[0] == State.BROKEN


def test_an_erased_version_is_told_and_is_no_error(world: World, versions: list[Take]) -> None:
    erase_version(take=versions[2], reason="A court said so.", by=world.reviewer, now=world.now)
    assert "erased: is-the-river-clean-again v3" in run()


def test_text_and_hash_changed_together_disagree_with_the_change_feed(versions: list[Take]) -> None:
    text = canonical({**parse(versions[0].snapshot), "answer": "The weir says otherwise."})
    overwrite(versions[0], snapshot=text, content_hash=content_hash(text))
    first = next(verify_versions())
    assert first.state == State.BROKEN
    assert first.detail.startswith(f"The change feed gave it the hash {versions[0].content_hash}")


def test_a_version_that_the_change_feed_does_not_know_is_broken(world: World, versions: list[Take]) -> None:
    snapshot = snapshot_of(world.question, world.positions[1], [], now=world.now, number=4)
    publish(world.question, snapshot, by=world.reviewer, now=world.now)
    assert states() == [State.WHOLE] * 3 + [State.BROKEN]


def test_the_hash_of_an_erased_version_is_held_against_the_feed_as_well(
    world: World, versions: list[Take]
) -> None:
    erase_version(take=versions[2], reason="A court said so.", by=world.reviewer, now=world.now)
    assert states()[2] == State.ERASED
    overwrite(versions[2], content_hash="0" * 64)
    assert states()[2] == State.BROKEN


def test_a_text_that_is_gone_without_an_erasure_is_broken(versions: list[Take]) -> None:
    overwrite(versions[2], snapshot="")
    assert states()[2] == State.BROKEN
