"""Which way, and whether at all: a claim that turns a sentence of its card round is found out."""

import pytest

from questions.audit.clauses import Parsed, Pool
from questions.audit.relations import flips

POLL = (
    "The care amendment was lost by 73.9% to 26.1%. Turnout was 44%. Only one of 39 constituencies backed it. "
    "The Centre Party, at 5.6%, stayed above the threshold."
)
FIRM = (
    "Sales at Helio rose 12% in June. The firm, which had promised not to take on debt, said its Arden "
    "works would stay closed. Fines may come to at most 4% of turnover. Users pay no fee."
)
PRIZE = (
    "Ada Lind is the first woman to win the prize since 1987. Her lead of 1.7 million votes is the largest in "
    "24 years. Ostra beat Karvia by six wickets. The committee said no to both plans."
)
VOTE = (
    "The other 14 members voted in favour; there were no abstentions. The council does not want to raise "
    "fees. Its first decision, without which the closure would have ended, was renewed. Light comes from "
    "stars and not from dust. Pay rises by 38% with the new contract. Growth was 54.2% from a year earlier."
)
UNUSED = "The government moved 60 billion of unused credit into the fund. Version 5.4.6 is safe."


def kinds(card: str, claim: str) -> set[str]:
    pool = Pool([Parsed(card)])
    return {flip.kind for flip in flips(Parsed(claim, pool.names), pool)}


@pytest.mark.parametrize(
    ("card", "claim", "kind"),
    [
        (POLL, "The care amendment was carried by 73.9% to 26.1%.", "direction"),
        (POLL, "The Centre Party, at 5.6%, stayed below the threshold.", "direction"),
        (FIRM, "Helio's sales fell 12% in June.", "direction"),
        (FIRM, "Sales at Helio did not rise 12% in June.", "negation"),
        (FIRM, "The Arden works would stay open, the firm said.", "direction"),
        (FIRM, "The firm had promised to take on debt.", "negation"),
        (FIRM, "Users pay a fee.", "negation"),
        (FIRM, "Fines may not come to 4% of turnover.", "negation"),
        (PRIZE, "Her lead of 1.7 million votes is not the largest in 24 years.", "negation"),
        (PRIZE, "Ostra lost to Karvia by six wickets.", "direction"),
        (FIRM, "Prices went from 40 euros to 30 euros, a rise from 40 euros to 30 euros.", "direction"),
        (FIRM, "Staff numbered 190, down from a previous count of 100.", "direction"),
        (FIRM, "Protests rose to 60 from 133.", "direction"),
        (VOTE, "The council wants to raise fees.", "negation"),
    ],
)
def test_a_claim_that_says_the_reverse_of_its_card_is_found_out(card: str, claim: str, kind: str) -> None:
    assert kind in kinds(card, claim)


@pytest.mark.parametrize(
    ("card", "claim"),
    [
        (POLL, "The care amendment did not win: 73.9% rejected it and 26.1% did not."),
        (POLL, "The Centre Party, at 5.6%, did not fall below the threshold."),
        (FIRM, "June's sales at Helio were up 12%."),
        (FIRM, "The firm said that its Arden works would not open."),
        (FIRM, "No fee is paid by users."),
        (PRIZE, "Not for 24 years had a lead been as large as Lind's 1.7 million votes."),
        (PRIZE, "No woman had won the prize since 1987."),
        (PRIZE, "Never before had a woman won the prize by so much."),
        (PRIZE, "Karvia lost to Ostra by six wickets."),
        (PRIZE, "The committee turned down both plans."),
        (UNUSED, "The fund got 60 billion that the government had not used."),
        (FIRM, "The price has been cut by more than two-thirds, from 16 euros to 5 euros."),
        (FIRM, "The count is 190, up from a previous one of 100."),
        (VOTE, "No member abstained."),
        (VOTE, "The council does not mean to raise fees."),
        (VOTE, "Without its first decision the closure would have ended."),
        (VOTE, "The light comes from stars rather than from dust."),
        (VOTE, "The new contract is to raise pay by 38%."),
        (VOTE, "Growth in the third quarter was 54.2%."),
        (VOTE, "The council will do without fees."),
    ],
)
def test_the_same_said_the_other_way_round_is_no_reversal(card: str, claim: str) -> None:
    assert not kinds(card, claim) & {"direction", "negation"}
