"""What the audit of a take keeps, and when it is made anew."""

import pytest

from evidence.curating import edit_card, withdraw_card
from evidence.models import Card
from questions.auditing import audit_take, current_audit, gate, open_findings, take_text_hash
from questions.models import Audit, Claim, Finding, Run, Take
from questions.publishing import publish_take
from tests.sharing import shared
from tests.world import World, body_of

SENTENCE = "The gauge counted 12 salmon at the weir."


@shared
def take(world: World) -> Take:
    card = world.card(excerpt=SENTENCE)
    return world.take([(SENTENCE, [card])], answer="Not yet.")


def test_each_sentence_becomes_a_claim_with_its_cards_and_findings(world: World) -> None:
    one, two = world.card(excerpt=SENTENCE), world.card(excerpt="Trout came back in 2025.")
    take = world.take(
        [(SENTENCE, [one]), ("Trout came back in 2025.", [two, one])],
        answer="Not yet.",
        trip_wires=[(world.positions[2], "Salmon spawn above the weir.")],
    )
    audit = audit_take(take=take, now=world.now)
    claims = list(audit.claims.order_by("n"))
    assert [claim.kind for claim in claims] == ["answer", "claim", "claim", "tripwire"]
    assert [citation.card_id for citation in claims[2].citations.order_by("order")] == [two.pk, one.pk]
    assert claims[1].block_id == take.body[0].id
    assert (audit.claims_total, audit.claims_traced) == (2, 2)
    traced = claims[1].findings.get(kind="traced_number")
    assert (claims[1].text[traced.claim_start : traced.claim_end], traced.card, traced.card_field) == (
        "12",
        one,
        "excerpt",
    )
    assert one.excerpt[traced.card_start : traced.card_end] == "12"


def test_the_same_text_is_audited_once(world: World, take: Take) -> None:
    first = audit_take(take=take, now=world.now)
    claims = set(Claim.objects.values_list("pk", flat=True))
    again = audit_take(take=Take.objects.get(pk=take.pk), now=world.now)
    assert again == first
    assert set(Claim.objects.values_list("pk", flat=True)) == claims


def test_the_row_and_the_revision_of_a_draft_have_the_same_hash(world: World, take: Take) -> None:
    row = Take.objects.get(pk=take.pk)
    assert (
        take_text_hash(row) == take_text_hash(row.get_latest_revision().as_object()) == take_text_hash(take)
    )


@pytest.mark.parametrize(
    "change",
    [{"answer": "Nearly."}, {"body": []}, {"window_from": None}],
)
def test_another_text_has_another_hash(world: World, take: Take, change: dict[str, object]) -> None:
    before = take_text_hash(take)
    for name, value in change.items():
        setattr(take, name, value)
    assert take_text_hash(take) != before


def test_the_verdict_and_the_reason_are_no_part_of_the_audited_text(world: World, take: Take) -> None:
    before = take_text_hash(take)
    take.verdict, take.change_reason = world.positions[2], "Another reason."
    assert take_text_hash(take) == before


def test_an_edit_needs_an_audit_of_its_own(world: World, take: Take) -> None:
    audit_take(take=take, now=world.now)
    assert gate(take).open
    take.answer = "Nearly."
    take.save()
    shut = gate(take)
    assert (shut.open, shut.audit) == (False, None)
    audit_take(take=take, now=world.now)
    assert gate(take).open
    assert Audit.objects.filter(take=take).count() == 2


def test_a_card_that_changed_since_changes_the_audit_of_the_same_text(world: World, take: Take) -> None:
    first = audit_take(take=take, now=world.now)
    edit_card(card=Card.objects.get(), by=world.editor, now=world.now, excerpt="The gauge counted 40 salmon.")
    again = audit_take(take=take, now=world.now)
    assert again.pk == first.pk
    assert [finding.kind for finding in open_findings(take)] == ["untraced_number"]
    assert not gate(take).open


def test_an_unpublished_card_shuts_the_gate_for_good(world: World, take: Take) -> None:
    audit_take(take=take, now=world.now)
    withdraw_card(card=Card.objects.get(), reason="Retracted.", by=world.editor, now=world.now)
    audit_take(take=take, now=world.now)
    finding = open_findings(take)[0]
    assert (finding.kind, finding.waivable) == ("unpublished_citation", False)


def test_a_citation_of_no_card_is_kept_as_a_finding_without_one(world: World) -> None:
    take = world.take([])
    take.body = [
        (
            "section",
            {
                "kind": "answer",
                "heading": "",
                "text": '<p>It is so.<a linktype="citation" id="999999">[x]</a></p>',
            },
        )
    ]
    take.save()
    audit = audit_take(take=take, now=world.now)
    finding = Finding.objects.get(claim__audit=audit, kind="dead_citation")
    assert (finding.card, finding.waivable) == (None, False)


def test_a_card_outside_the_takes_own_window_is_found(world: World, take: Take) -> None:
    take.window_from = take.window_to
    take.save()
    audit_take(take=take, now=world.now)
    assert "out_of_window" in {finding.kind for finding in open_findings(take)}


def test_counts_about_the_evidence_trace_to_the_brief_of_the_run(world: World) -> None:
    card = world.card(excerpt=SENTENCE)
    entry = {
        "count": 17, "of": 25, "noun_singular": "card", "noun_plural": "cards",
        "label": "cards that take a side", "kind": "cards",
    }  # fmt: skip
    run = Run.objects.create(
        question=world.question, drafter_version="1", draft_day=world.today, state=Run.State.DONE,
        created_at=world.now, finished_at=world.now, brief={"ledger": [entry]},
    )  # fmt: skip
    take = world.take([("Of these, 17 of 25 cards take a side.", [card])], run=run)
    audit_take(take=take, now=world.now)
    assert open_findings(take) == []


def test_counts_about_the_evidence_of_a_take_by_hand_trace_to_its_own_window(world: World) -> None:
    cards = [world.card(excerpt=SENTENCE) for _ in range(3)]
    take = world.take([("There are 3 cards in the window.", cards)])
    audit_take(take=take, now=world.now)
    assert open_findings(take) == []


def test_a_version_keeps_the_audit_it_was_published_with(world: World, take: Take) -> None:
    version = publish_take(take=take, by=world.reviewer, now=world.now)
    edit_card(card=Card.objects.get(), by=world.editor, now=world.now, excerpt="The gauge counted 40 salmon.")
    assert audit_take(take=version, now=world.now) == version.audit
    assert current_audit(version) == version.audit
    assert version.audit.claims_traced == 1


def test_quoting_a_position_of_the_scale_is_no_quotation(world: World) -> None:
    card = world.card(excerpt=SENTENCE)
    take = world.take([("This speaks for “Not yet”.", [card])])
    audit_take(take=take, now=world.now)
    assert open_findings(take) == []


def test_an_uncited_sentence_blocks(world: World) -> None:
    take = world.take([("The river is clean.", [])])
    audit_take(take=take, now=world.now)
    assert [finding.kind for finding in open_findings(take)] == ["uncited"]
    assert "The river is clean." in gate(take).reasons[0]


def test_many_open_findings_are_told_in_few_words(world: World) -> None:
    take = world.take(
        [(f"The river is clean, says {n}.", []) for n in ("one", "two", "three", "four", "five")]
    )
    audit_take(take=take, now=world.now)
    assert len(gate(take).reasons) == 4


def test_an_empty_draft_has_an_empty_audit(world: World) -> None:
    take = world.take([])
    take.body = body_of([])
    take.save()
    assert audit_take(take=take, now=world.now).claims_total == 0
