"""Versions taken back."""

import pytest
from django.db import IntegrityError, transaction

from evidence.models import Change
from questions.models import Take, Withdrawal
from questions.publishing import publish_take
from questions.withdrawing import NotWithdrawable, withdraw_take
from tests.sharing import shared
from tests.world import World


@shared
def version(world: World) -> Take:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 12 salmon at the weir.", [card])])
    return publish_take(take=take, by=world.reviewer, now=world.now)


def test_a_withdrawn_version_stays_on_record_with_its_reason(world: World, version: Take) -> None:
    withdrawal = withdraw_take(take=version, reason="The gauge was broken.", by=world.reviewer, now=world.now)
    assert (withdrawal.by, withdrawal.at, withdrawal.redacted) == (world.reviewer, world.now, False)
    assert Take.objects.published().get().snapshot == version.snapshot
    assert not Take.objects.standing().exists()
    told = Change.objects.get(kind="take.withdrawn")
    assert (told.payload["version"], told.payload["reason"]) == (1, "The gauge was broken.")


@pytest.mark.parametrize("who", ["editor", "agent"])
def test_only_reviewers_withdraw(world: World, version: Take, who: str) -> None:
    with pytest.raises(NotWithdrawable):
        withdraw_take(take=version, reason="No.", by=getattr(world, who), now=world.now)


def test_a_withdrawal_says_why_here_and_in_the_database(world: World, version: Take) -> None:
    with pytest.raises(NotWithdrawable):
        withdraw_take(take=version, reason=" ", by=world.reviewer, now=world.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(take=version, reason="", by=world.reviewer, at=world.now)


def test_a_version_is_withdrawn_once(world: World, version: Take) -> None:
    withdraw_take(take=version, reason="Broken.", by=world.reviewer, now=world.now)
    with pytest.raises(NotWithdrawable, match="before"):
        withdraw_take(take=version, reason="Again.", by=world.reviewer, now=world.now)


def test_a_draft_is_not_withdrawn(world: World) -> None:
    with pytest.raises(NotWithdrawable, match="draft"):
        withdraw_take(take=world.take([]), reason="No.", by=world.reviewer, now=world.now)


def test_the_version_before_does_not_become_the_newest_again_by_number(world: World, version: Take) -> None:
    card = version.audit.claims.filter(kind="claim").get().citations.get().card
    take = world.take([("The gauge counted 12 salmon at the weir.", [card])])
    second = publish_take(take=take, by=world.reviewer, now=world.now)
    withdraw_take(take=second, reason="Broken.", by=world.reviewer, now=world.now)
    newest = Take.objects.published().filter(question=world.question).first()
    assert newest == second


@pytest.mark.parametrize("reason", ["x" * 501, "\x00"])
def test_a_reason_that_no_field_holds_is_refused_with_a_sentence(
    world: World, version: Take, reason: str
) -> None:
    with pytest.raises(NotWithdrawable):
        withdraw_take(take=version, reason=reason, by=world.reviewer, now=world.now)
    assert not Withdrawal.objects.exists()
