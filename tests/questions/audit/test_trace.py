from datetime import date

import pytest

from questions.audit.shapes import BLOCKING, WARNING, FindingKind, LedgerEntry, Result
from questions.audit.trace import MOST_WEIGHED, audit

from .builders import audited, card, claim, found

READING = LedgerEntry(12, None, "story", "stories", "Frontier releases", "reading")
STANCE = LedgerEntry(17, 25, "card", "cards", "At parity", "stance")
LEDGER = (READING, STANCE)


def test_a_traced_figure_carries_both_spans() -> None:
    result = audit([claim("It fell 5 %.", 1)], {1: card(1, "down 5 percent", headline="News")}).claims[0]
    (finding,) = result.findings
    assert result.result is Result.TRACED
    assert finding.claim_span is not None
    assert finding.card_span is not None
    assert "It fell 5 %."[finding.claim_span.start : finding.claim_span.end] == "5 %"
    assert (finding.card_id, finding.card_field) == (1, "excerpt")
    assert "down 5 percent"[finding.card_span.start : finding.card_span.end] == "5 percent"


def test_the_headline_is_searched_before_the_excerpt_and_the_text() -> None:
    cards = {1: card(1, "5 labs", headline="5 labs", text="5 labs")}
    assert audit([claim("It took 5 labs.", 1)], cards).claims[0].findings[0].card_field == "headline"


def test_a_figure_may_stand_in_any_cited_card() -> None:
    cards = {1: card(1, "nothing"), 2: card(2, "5 labs"), 3: card(3, "7 labs")}
    report = audit([claim("It took 5 labs.", 1, 2), claim("It took 7 labs.", 1, 2)], cards)
    assert [entry.result for entry in report.claims] == [Result.TRACED, Result.UNTRACED]
    assert (report.figures_traced, report.figures_total) == (1, 2)


def test_an_untraced_figure_is_named_with_the_closest_one() -> None:
    result = audited("It was $285B.", "It was $285.9B.")
    (finding,) = result.findings
    assert finding.kind is FindingKind.UNTRACED_NUMBER
    assert "“$285B”" in finding.note
    assert "“$285.9B”" in finding.note
    assert finding.blocking
    assert finding.waivable


def test_a_hedge_that_the_card_does_not_bear_out_is_explained() -> None:
    (finding,) = audited("It was more than 45%.", "It was 45%.").findings
    assert finding.kind is FindingKind.UNTRACED_NUMBER
    assert finding.note.endswith("“45%” is there, but not as “over” that.")


def test_a_claim_without_citation_is_uncited() -> None:
    report = audit([claim("It fell 5 %.")], {1: card(1, "5 %")})
    assert report.claims[0].result is Result.UNCITED
    assert [finding.kind for _, finding in report.blocking] == ["uncited", "untraced_number"]


@pytest.mark.parametrize(
    ("usable", "in_window", "kinds"),
    [
        (False, True, ["unpublished_citation", "untraced_number"]),
        (True, False, ["out_of_window", "traced_number"]),
    ],
)
def test_a_card_that_may_not_be_cited_blocks(usable: bool, in_window: bool, kinds: list[str]) -> None:
    cards = {1: card(1, "5 labs", usable=usable, in_window=in_window)}
    result = audit([claim("It took 5 labs.", 1)], cards).claims[0]
    assert [finding.kind for finding in result.findings] == kinds
    assert result.result is Result.UNTRACED


def test_a_dead_citation_cannot_be_waived() -> None:
    (finding,) = audit([claim("It fell.", 9)], {}).claims[0].findings
    assert (finding.kind, finding.blocking, finding.waivable) == ("dead_citation", True, False)


def test_a_claim_with_nothing_to_check_counts_as_traced_to_its_card() -> None:
    report = audit([claim("It fell.", 1)], {1: card(1, "whatever")})
    assert report.claims[0].result is Result.NOTHING
    assert (report.claims_traced, report.claims_total) == (1, 1)


def test_figures_in_a_matched_quotation_trace_with_it() -> None:
    result = audited("She said “GLM-5 took 5 months”.", "“GLM-5 took 5 months”, she said.")
    assert found(result, FindingKind.MATCHED_QUOTATION) == ["GLM-5 took 5 months"]
    assert found(result, FindingKind.TRACED_NUMBER) == ["5 months"]


def test_an_altered_quotation_blocks() -> None:
    result = audited("She said “the gap is gone”.", "“The gap is nearly gone”, she said.")
    assert found(result, FindingKind.ALTERED_QUOTATION) == ["the gap is gone"]
    assert result.result is Result.UNTRACED


def test_the_day_of_publication_bears_out_a_date() -> None:
    cards = {1: card(1, "no date", published_on=date(2026, 4, 14))}
    texts = ["In 2026 it fell.", "In April 2026 it fell.", "On 14 April 2026 it fell.", "In 2025 it fell."]
    report = audit([claim(text, 1) for text in texts], cards)
    assert [str(entry.result) for entry in report.claims] == ["traced", "traced", "traced", "untraced"]
    assert report.claims[0].findings[0].card_span is None


def test_a_name_that_no_card_holds_only_warns() -> None:
    result = audited("It was made by Baidu.", "It was made by Alibaba.")
    assert found(result, FindingKind.NAME_NOT_FOUND) == ["Baidu"]
    assert result.result is Result.NOTHING


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The share rose 5 % this year.", "The share fell 5 % this year."),
        ("Its model is 3 months behind.", "Its model is 3 months ahead of all."),
        ("Up from 2 % it went.", "Down from 2 % it went."),
        ("The lab GLM leads GPT by 5 points.", "The lab GPT leads GLM by 5 points."),
    ],
)
def test_a_figure_told_the_wrong_way_round_warns(text: str, source: str) -> None:
    result = audited(text, source)
    assert found(result, FindingKind.DIRECTION)
    assert result.result is Result.TRACED


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The lab GLM leads GPT by 5 points.", "The lab GPT trails GLM by 5 points."),
        ("While the US leads China, the gap is 2.7 %.", "China narrows the US lead to 2.7 %."),
        ("For China it rose 5 % against the US.", "In the US they say it rose 5 % for China."),
        ("It did not fall 5 %.", "It rose 5 %."),
    ],
)
def test_the_same_thing_told_from_the_other_side_does_not_warn(text: str, source: str) -> None:
    assert not found(audited(text, source), FindingKind.DIRECTION)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The window held 12 stories.", "ledger_number"),
        ("Twelve Chinese frontier stories came.", "ledger_number"),
        ("There were 17 of 25 cards for it.", "ledger_number"),
        ("Twelve releases came.", "wrong_noun"),
        ("There were 18 of 25 cards for it.", "untraced_number"),
        ("There were 13 stories.", "untraced_number"),
    ],
)
def test_a_count_of_the_evidence_keeps_its_noun(text: str, kind: str) -> None:
    assert str(audited(text, "nothing here", LEDGER).findings[0].kind) == kind


def test_a_renamed_count_that_a_card_bears_out_is_traced() -> None:
    assert found(audited("Twelve releases came.", "12 releases", LEDGER), FindingKind.TRACED_NUMBER)


@pytest.mark.parametrize("kind", ["answer", "tripwire"])
def test_answer_and_tripwires_may_be_uncited_but_not_their_figures(kind: str) -> None:
    cards = {1: card(1, "5 labs"), 2: card(2, "9 labs")}
    body = claim("It took labs.", 1)
    fine = claim("It took 5 labs.", kind=kind, n=2)  # type: ignore[arg-type]
    wrong = claim("It took 9 labs.", kind=kind, n=3)  # type: ignore[arg-type]
    report = audit([body, fine, wrong], cards)
    assert [str(entry.result) for entry in report.claims] == ["nothing", "traced", "untraced"]
    assert report.claims_total == 1


def test_a_position_in_quotation_marks_is_no_quotation() -> None:
    wire = claim("It would move to “At parity”.", kind="tripwire")
    assert audit([wire], {}, LEDGER).claims[0].findings == ()
    assert audit([wire], {}, labels=["At parity"]).claims[0].findings == ()
    assert [str(finding.kind) for finding in audit([wire], {}).claims[0].findings] == ["altered_quotation"]


def test_the_same_take_gets_the_same_report_twice() -> None:
    given = [claim("Nearly 3 % of “the labs” at GLM-5.1 in 2026.", 2, 1)]
    cards = {1: card(1, "2.7 % of the labs"), 2: card(2, "GLM-5.1")}
    assert audit(given, cards, LEDGER) == audit(given, cards, LEDGER)


def test_warnings_and_traces_never_block() -> None:
    assert {kind for kind in FindingKind if kind not in BLOCKING} == WARNING | {
        FindingKind.TRACED_NUMBER,
        FindingKind.MATCHED_QUOTATION,
        FindingKind.LEDGER_NUMBER,
        FindingKind.TRACED_BY_ARITHMETIC,
    }


def test_a_text_of_very_many_sentences_is_looked_through_but_not_weighed() -> None:
    cards = {1: card(1, "Arbor has 5 labs and Belmo 7.")}
    claims = [claim("Arbor has 7 labs.", 1, n=number) for number in range(MOST_WEIGHED + 1)]
    *_, weighed, unweighed = audit(claims, cards).claims
    assert FindingKind.BORROWED_FIGURE in {finding.kind for finding in weighed.findings}
    assert {finding.kind for finding in unweighed.findings} == {
        FindingKind.TRACED_NUMBER,
        FindingKind.NOT_WEIGHED,
    }


def test_what_is_remembered_of_a_sentence_is_forgotten_when_anything_around_it_changes() -> None:
    said = [claim("It took 5 labs, and Borealis paid.", 1)]
    before = audit(said, {1: card(1, "5 labs, paid by Borealis")})
    assert audit(said, {1: card(1, "5 labs, paid by Borealis")}) == before
    assert audit(said, {1: card(1, "6 labs, paid by Borealis")}) != before
    assert audit(said, {1: card(1, "5 labs, paid by Borealis", usable=False)}) != before
    ledger = (LedgerEntry(5, None, "lab", "labs", "Labs counted", "reading"),)
    assert audit(said, {1: card(1, "5 labs, paid by Borealis")}, ledger) != before
    unnamed = audit(said, {1: card(1, "5 labs, paid by NorthCo")})
    assert audit(said, {1: card(1, "5 labs, paid by NorthCo")}, aliases=[["Borealis", "NorthCo"]]) != unnamed
