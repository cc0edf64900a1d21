"""A version is erased wherever its text stands; number, dates, hash, label and reason stay."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from cms.partners.repeating import Answered, once
from evidence.models import Change
from questions.correcting import open_correction
from questions.drafting.running import execute_run, request_run
from questions.erasing import ERASED, NotErasable, erase_version
from questions.models import (
    Claim,
    Finding,
    Notice,
    Run,
    RunExchange,
    Take,
    TripWire,
    Waiver,
    Withdrawal,
)
from questions.publishing import publish_take
from questions.reviewing import return_take, submit_for_review
from questions.verifying import State, verify_versions
from questions.withdrawing import withdraw_take
from tests.api.partners import make_desk, standing_clock
from tests.questions.runs import drafted
from tests.sharing import shared
from tests.world import World

__all__ = ["standing_clock"]
SECRET = "Mallory Quibble"
REASON = "A court ordered it."


@shared
def version(world: World) -> Take:
    """A run's draft in which a person named somebody, returned once with a comment, then published."""
    run = drafted(world)
    take = Take.objects.get(run=run)
    take.answer = f"{SECRET} says not yet."
    take.change_reason = f"{SECRET} was asked."
    take.save()
    take.save_revision(user=world.editor)
    Run.objects.filter(pk=run.pk).update(output={**run.output, "answer": f"{SECRET} says so."})
    RunExchange.objects.create(
        run=run, n=1, model="m", sent_hash="0" * 64, sent_text=SECRET, received_text=SECRET,
        findings=[{"note": SECRET}], held_tokens=1, at=world.now,
    )  # fmt: skip
    return publish_take(take=take, by=world.reviewer, now=world.now)


def erase(world: World, take: Take, reason: str = REASON, **who: Any) -> Any:
    return erase_version(take=take, reason=reason, by=who.get("by", world.reviewer), now=world.now)


def everything() -> str:
    """All text of all tables, as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed:
                cursor.execute(f'SELECT row_to_json(t)::text FROM "{model._meta.db_table}" t')
                found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_no_table_holds_the_text_afterwards(world: World, version: Take) -> None:
    later = request_run(
        question=world.question, by=world.agent, trigger=Run.Trigger.EDITOR, day=world.today, now=world.now
    )
    later = execute_run(key=later.key, clock=lambda: world.now)
    assert SECRET in later.brief["previous"]["answer"]
    Notice.objects.create(
        question=world.question, take=version, kind=Notice.Kind.TRIP_WIRE, made_at=world.now,
        facts=[{"key": "1", "text": SECRET}],
    )  # fmt: skip
    assert SECRET in everything()
    hashed, own = version.content_hash, version.run
    erase(world, version)
    assert SECRET not in everything()
    version.refresh_from_db()
    assert (version.number, version.content_hash, version.snapshot) == (1, hashed, "")
    own.refresh_from_db()
    assert (own.brief, own.output) == ({}, None)
    assert own.input_hash
    later.refresh_from_db()
    assert later.brief["cards"]
    assert not Claim.objects.filter(audit__take=version).exclude(text="").exists()
    assert not Finding.objects.filter(claim__audit__take=version).exclude(note="", text="").exists()
    assert not TripWire.objects.filter(take=version).exclude(text="").exists()
    assert version.audit.claims.exists()


def test_comments_of_the_desk_go_too(world: World) -> None:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 12 salmon at the weir.", [card])])
    submit_for_review(take=take, by=world.editor, now=world.now)
    return_take(take=take, reason=f"{SECRET} cannot be named.", by=world.reviewer, now=world.now)
    take.refresh_from_db()
    publish_take(take=take, by=world.reviewer, now=world.now)
    assert SECRET in everything()
    erase(world, take)
    assert SECRET not in everything()


def test_what_a_partner_was_answered_goes_too(world: World, client: Client, standing_clock: None) -> None:
    desk = make_desk(world)
    told = desk.send(desk.body())
    assert told.status_code == 201, told.content
    take = publish_take(take=Take.objects.get(), by=world.reviewer, now=world.now)
    sentence = "The gauge counted 11 salmon at the weir."
    erase(world, take)
    again = desk.send(desk.body())
    assert (again.status_code, again.json()["key"]) == (201, told.json()["key"])
    assert again.json()["claims"] == []
    assert sentence not in again.content.decode()
    assert desk.get(told.json()["url"]).json()["review"]["reason"] == REASON


def test_page_api_feed_and_comparison_say_that_it_is_gone(
    world: World, version: Take, client: Client
) -> None:
    erase(world, version)
    base = version.question.path_public
    for path in ("v/1/", "v/1/audit/", "v/1/bundle.zip"):
        seen = client.get(base + path)
        assert seen.status_code == 410
        assert REASON in seen.content.decode()
        assert "Its text was erased for legal reasons on 10 May 2026." in seen.content.decode()
        assert (
            seen.headers["Assay-Disclosure"] == "withdrawn; version=1; digital-source-type=algorithmicMedia"
        )
    for path in ("", "history/", "feed.atom"):
        seen = client.get(base + path)
        assert seen.status_code == 200
        assert REASON in seen.content.decode()
    api = f"/api/v1{base}"
    for path in ("takes/1/", "takes/current/", "takes/1/claims/", "takes/1/snapshot/", "takes/1/markdown/"):
        gone = client.get(api + path)
        assert gone.status_code == 410
        assert (gone.json()["reason"], gone.json()["disclosure"]["state"]) == (REASON, "withdrawn")
    (listed,) = client.get(f"{api}takes/").json()["results"]
    assert listed["withdrawal"] == {"reason": REASON, "at": "2026-05-10T12:00:00Z", "erased": True}
    assert listed["content_hash"] == version.content_hash
    assert client.get(f"{api}tallies/").status_code == client.get("/").status_code == 200


def test_the_pages_of_the_desk_still_open(world: World, version: Take, client: Client) -> None:
    own = version.run
    erase(world, version)
    client.force_login(world.admin, backend="django.contrib.auth.backends.ModelBackend")
    for path in (
        reverse("questions_take_version", args=[version.pk]),
        reverse("questions_run", args=[own.key]),
        reverse(Take.snippet_viewset.get_url_name("history"), args=[version.pk]),
    ):
        assert client.get(path).status_code == 200, path


def test_the_change_feed_tells_of_it_and_forgets_what_it_told(world: World, version: Take) -> None:
    erase(world, version)
    kinds = list(Change.objects.filter(kind__startswith="take").values_list("kind", flat=True))
    assert kinds == ["take.published", "take.withdrawn", "take.erased"]
    published, withdrawn, erased = Change.objects.filter(kind__startswith="take")
    assert (published.payload["change"], published.payload["verdict"]) == (None, None)
    assert published.payload["hash"] == erased.payload["hash"] == version.content_hash
    assert published.payload["erased"] is True
    assert (withdrawn.payload["reason"], erased.payload["reason"]) == (None, REASON)


def test_the_hash_stays_and_the_record_is_told_as_erased(world: World, version: Take) -> None:
    erase(world, version)
    assert [checked.state for checked in verify_versions()] == [State.ERASED]


def test_an_earlier_withdrawal_keeps_its_day_and_gets_the_new_reason(world: World, version: Take) -> None:
    withdraw_take(take=version, reason=f"{SECRET} was misnamed.", by=world.reviewer, now=world.now)
    done = erase_version(
        take=version, reason=REASON, by=world.other_reviewer, now=world.now + timedelta(days=1)
    )
    found = Withdrawal.objects.get()
    assert (found.at, found.by, found.reason) == (world.now, world.reviewer, REASON)
    assert (found.erased_at, found.erased_by) == (world.now + timedelta(days=1), world.other_reviewer)
    assert not done.again
    assert SECRET not in everything()


def test_doing_it_twice_does_it_once(world: World, version: Take) -> None:
    erase(world, version)
    before = everything()
    assert erase(world, version, "Another reason.").again
    assert everything() == before


def test_it_names_other_takes_in_which_sections_of_it_stand(world: World, version: Take) -> None:
    open_correction(take=version, kind=Take.ChangeKind.TYPO, by=world.editor, now=world.now)
    draft = Take.objects.drafts().get()
    assert erase(world, version).shared == (f"draft {draft.pk}",)


@pytest.mark.parametrize("who", ["editor", "agent"])
def test_only_reviewers_erase(world: World, version: Take, who: str) -> None:
    with pytest.raises(NotErasable, match="Only reviewers"):
        erase(world, version, by=getattr(world, who))
    assert SECRET in everything()


def test_a_draft_a_missing_reason_and_a_run_at_work_are_refused(world: World, version: Take) -> None:
    with pytest.raises(NotErasable, match="reason"):
        erase(world, version, " ")
    with pytest.raises(NotErasable, match="draft"):
        erase(world, world.take([]))
    request_run(
        question=world.question, by=world.agent, trigger=Run.Trigger.EDITOR, day=world.today, now=world.now
    )
    with pytest.raises(NotErasable, match="at work"):
        erase(world, version)
    assert not Withdrawal.objects.exists()


def refused(model: type[models.Model], pk: int, **changes: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=pk).update(**changes)


def test_the_database_lets_no_text_go_without_an_erasure(world: World, version: Take) -> None:
    withdraw_take(take=version, reason="Broken.", by=world.reviewer, now=world.now)
    claim = version.audit.claims.first()
    assert claim is not None
    refused(Take, version.pk, snapshot="", answer="", body="[]", change_reason=ERASED)
    refused(Claim, claim.pk, text="")
    refused(Change, Change.objects.get(kind="take.published").pk, payload={"erased": True})
    told = Change.objects.get(kind="take.published")
    refused(Change, told.pk, payload={**told.payload, "change": None, "erased": True})


def test_the_database_lets_an_erasure_take_text_and_nothing_else(world: World, version: Take) -> None:
    claim, wire = version.audit.claims.first(), TripWire.objects.filter(take=version).first()
    assert claim is not None
    assert wire is not None
    erase(world, version)
    refused(Take, version.pk, answer="Something else.")
    refused(Take, version.pk, content_hash="0" * 64)
    refused(Claim, claim.pk, text="Something else.")
    refused(Claim, claim.pk, result="uncited")
    refused(TripWire, wire.pk, text="Something else.")
    told = Change.objects.get(kind="take.published")
    refused(Change, told.pk, payload={**told.payload, "hash": "0" * 64})
    refused(Change, told.pk, kind="take.corrected")
    with pytest.raises(IntegrityError), transaction.atomic():
        claim.delete()


def test_an_erasure_stays_and_is_whole_here_and_in_the_database(world: World, version: Take) -> None:
    withdrawal = withdraw_take(take=version, reason="Broken.", by=world.reviewer, now=world.now)
    refused(Withdrawal, withdrawal.pk, redacted=True)
    erase(world, version)
    refused(Withdrawal, withdrawal.pk, redacted=False, erased_at=None, erased_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        withdrawal.delete()


def test_a_version_without_a_snapshot_needs_an_erasure(world: World, version: Take) -> None:
    with pytest.raises(IntegrityError, match=r"must have a snapshot|public record"), transaction.atomic():
        Take.objects.filter(pk=version.pk).update(snapshot="")
    draft = world.take([])
    with pytest.raises(IntegrityError), transaction.atomic():
        Take.objects.filter(pk=draft.pk).update(number=9, snapshot="", content_hash="0" * 64)


def test_the_command_says_what_it_would_do_until_it_is_told_yes(world: World, version: Take) -> None:
    out = StringIO()
    order = ("erase_version", version.question.slug, "1", "--by", "rolf", "--reason", REASON)
    with pytest.raises(CommandError, match="--yes"):
        call_command(*order, stdout=out)
    assert not Withdrawal.objects.exists()
    with pytest.raises(CommandError, match="no version 7"):
        call_command("erase_version", version.question.slug, "7", "--by", "rolf", "--reason", REASON)
    call_command(*order, "--yes", stdout=out)
    assert f"is erased. sha256 {version.content_hash} stays." in out.getvalue()
    call_command(*order, "--yes", stdout=out)
    assert "nothing to do" in out.getvalue()


def test_a_waiver_loses_its_reason_and_keeps_its_name(world: World, version: Take) -> None:
    waivers = Waiver.objects.filter(take=version)
    assert not waivers.exists()
    erase(world, version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.create(
            take=version,
            key="0" * 64,
            kind="uncited",
            reason="No.",
            by=world.reviewer,
            byline="R",
            at=world.now,
        )


def test_an_answer_kept_for_another_request_is_left_alone(world: World, version: Take) -> None:
    desk = make_desk(world)
    kept = once(
        api_key=desk.key,
        key="other",
        fingerprint="f",
        work=lambda: Answered(201, '{"url": "/x"}'),
        now=world.now,
    )
    erase(world, version)
    again = once(api_key=desk.key, key="other", fingerprint="f", work=lambda: kept, now=world.now)
    assert (again.body, again.again) == (kept.body, True)
