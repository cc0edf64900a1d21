"""Findings let pass by name and reason."""

import pytest
from django.db import IntegrityError, transaction

from questions.auditing import audit_take, gate, open_findings
from questions.models import Finding, Take, Waiver
from questions.publishing import publish_take
from questions.snapshot import parse
from questions.waiving import NotWaivable, waive_claim, waive_finding
from tests.sharing import shared
from tests.world import World, body_of

WRONG = "The gauge counted 13 salmon at the weir."


@shared
def take(world: World) -> Take:
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    made = world.take([(WRONG, [card])], answer="Not yet.")
    audit_take(take=made, now=world.now)
    return made


@shared
def finding(take: Take) -> Finding:
    return open_findings(take)[0]


def test_a_waived_finding_no_longer_blocks_and_is_public(world: World, take: Take, finding: Finding) -> None:
    waive_finding(finding=finding, reason=" The gauge rounds. ", by=world.reviewer, now=world.now)
    version = publish_take(take=take, by=world.other_reviewer, now=world.now)
    record = parse(version.snapshot)
    claim = record["sections"][0]["claims"][0]
    assert claim["result"] == "waived"
    assert claim["waivers"][0]["byline"] == "Rolf Reviewer"
    assert claim["waivers"][0]["reason"] == "The gauge rounds."
    assert record["audit"]["waived"] == 1
    assert claim["findings"][0]["waived"]


def test_a_waiver_survives_edits_elsewhere_and_dies_with_its_sentence(
    world: World, take: Take, finding: Finding
) -> None:
    waive_finding(finding=finding, reason="The gauge rounds.", by=world.reviewer, now=world.now)
    card = finding.claim.citations.get().card
    take.body = body_of([("Salmon were counted at the weir.", [card]), (WRONG, [card])])
    take.save()
    audit_take(take=take, now=world.now)
    assert gate(take).open
    take.body = body_of([(WRONG.replace("weir", "dam"), [card])])
    take.save()
    audit_take(take=take, now=world.now)
    assert not gate(take).open


def test_a_waiver_of_one_kind_waives_no_other(world: World, take: Take, finding: Finding) -> None:
    waive_finding(finding=finding, reason="The gauge rounds.", by=world.reviewer, now=world.now)
    Waiver.objects.update(kind="altered_quotation")
    assert not gate(take).open


def test_a_waiver_of_one_take_waives_nothing_in_another(world: World, take: Take, finding: Finding) -> None:
    waive_finding(finding=finding, reason="The gauge rounds.", by=world.reviewer, now=world.now)
    other = world.take([(WRONG, [finding.claim.citations.get().card])])
    audit_take(take=other, now=world.now)
    assert not gate(other).open


@pytest.mark.parametrize("who", ["editor", "agent"])
def test_only_reviewers_waive(world: World, finding: Finding, who: str) -> None:
    with pytest.raises(NotWaivable, match="reviewers"):
        waive_finding(finding=finding, reason="The gauge rounds.", by=getattr(world, who), now=world.now)


def test_a_waiver_says_why(world: World, finding: Finding) -> None:
    with pytest.raises(NotWaivable, match="reason"):
        waive_finding(finding=finding, reason="  ", by=world.reviewer, now=world.now)


def test_a_dead_citation_is_never_waived(world: World) -> None:
    take = world.take([])
    take.body = [
        (
            "section",
            {"kind": "answer", "heading": "", "text": '<p>So.<a linktype="citation" id="999999">x</a></p>'},
        )
    ]
    take.save()
    audit_take(take=take, now=world.now)
    dead = next(found for found in open_findings(take) if found.kind == "dead_citation")
    with pytest.raises(NotWaivable, match="mend"):
        waive_finding(finding=dead, reason="Never mind.", by=world.reviewer, now=world.now)
    Waiver.objects.create(
        take=take,
        key=dead.claim.waiver_key,
        kind=dead.kind,
        reason="x",
        by=world.admin,
        byline="x",
        at=world.now,
    )
    assert not gate(take).open


def test_a_finding_is_waived_once(world: World, finding: Finding) -> None:
    waive_finding(finding=finding, reason="The gauge rounds.", by=world.reviewer, now=world.now)
    with pytest.raises(NotWaivable, match="already"):
        waive_finding(finding=finding, reason="Again.", by=world.other_reviewer, now=world.now)


def test_nothing_is_waived_in_a_version_here_or_in_the_database(
    world: World, take: Take, finding: Finding
) -> None:
    waiver = waive_finding(finding=finding, reason="The gauge rounds.", by=world.reviewer, now=world.now)
    publish_take(take=take, by=world.reviewer, now=world.now)
    with pytest.raises(NotWaivable, match="published"):
        waive_finding(finding=finding, reason="Again.", by=world.reviewer, now=world.now)
    for write in (waiver.delete, lambda: Waiver.objects.filter(pk=waiver.pk).update(reason="Another.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.parametrize("reason", ["x" * 501, "\x00"])
def test_a_reason_that_no_field_holds_waives_nothing(world: World, finding: Finding, reason: str) -> None:
    with pytest.raises(NotWaivable):
        waive_finding(finding=finding, reason=reason, by=world.reviewer, now=world.now)
    assert not Waiver.objects.exists()


def test_all_findings_of_a_sentence_are_waived_with_one_reason(
    world: World, take: Take, finding: Finding
) -> None:
    Finding.objects.create(
        claim=finding.claim, order=9, kind="altered_quotation", blocking=True, waivable=True, note="Differs."
    )
    given = waive_claim(claim=finding.claim, reason="Seen.\x00", by=world.reviewer, now=world.now)
    assert {(waiver.kind, waiver.reason) for waiver in given} == {
        (finding.kind, "Seen."),
        ("altered_quotation", "Seen."),
    }
    assert gate(take).open
    with pytest.raises(NotWaivable, match="already"):
        waive_claim(claim=finding.claim, reason="Again.", by=world.reviewer, now=world.now)


def test_a_sentence_with_a_finding_that_is_never_waived_is_not_waived_at_all(
    world: World, finding: Finding
) -> None:
    Finding.objects.create(
        claim=finding.claim, order=9, kind="dead_citation", blocking=True, waivable=False, note="Gone."
    )
    with pytest.raises(NotWaivable, match="mend"):
        waive_claim(claim=finding.claim, reason="Seen.", by=world.reviewer, now=world.now)
    assert not Waiver.objects.exists()
