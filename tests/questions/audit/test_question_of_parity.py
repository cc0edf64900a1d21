"""The take that this audit was made for: seventeen figures, none of them in the evidence it showed."""

from questions.audit.shapes import LedgerEntry
from questions.audit.trace import audit

from .builders import card, claim

# One sentence per figure, and what a source would have had to say.
FIGURES = {
    "The US lead is down to 2.7%.": "a lead of 2.7 percent",
    "GLM-5.1 reached 58.4 on the coding benchmark.": "GLM-5.1: 58.4",
    "GPT-5.4 reached 57.7.": "57.7 for GPT-5.4",
    "Claude Opus 4.6 reached 57.3.": "57.3 for Claude Opus 4.6",
    "The model has 754B weights.": "754 billion parameters",
    "It took roughly a quarter of the compute.": "about 25% of the compute",
    "All six top models are Chinese.": "the 6 models on top",
    "Their share of traffic is over 45%.": "their share is 45.6%",
    "China had 2,152 first authors.": "2152 first authors",
    "The US had 1,810 first authors.": "1810 first authors",
    "China makes 23.2% of the output.": "23.2 % of papers",
    "China holds 69.7% of the patents.": "69.7 % of patents",
    "Robots are installed at 8× the rate.": "8 times the rate",
    "US investment was $285.9B.": "285.9 billion dollars",
    "That is 23× as much.": "23 times as much",
    "China invested $12.4B.": "US$12,400 million",
    "The largest runs use ~5×10²⁶ FLOPs.": "5e26 FLOP",
}


def test_no_figure_traces_to_cards_that_show_only_commentary() -> None:
    bare = {1: card(1, headline="", excerpt="", text="")}
    report = audit([claim(text, 1) for text in FIGURES], bare)
    assert (report.figures_traced, report.figures_total) == (0, 17)
    assert report.claims_traced == 0


def test_every_figure_traces_once_the_cards_hold_the_sources() -> None:
    full = {1: card(1, "; ".join(FIGURES.values()) + ".")}
    report = audit([claim(text, 1) for text in FIGURES], full)
    assert (report.figures_traced, report.figures_total) == (17, 17)


def test_twelve_stories_may_not_become_twelve_releases() -> None:
    ledger = [LedgerEntry(12, None, "story", "stories", "Chinese frontier model releases", "reading")]
    report = audit([claim("Twelve frontier releases came in this window.", 1)], {1: card(1, "")}, ledger)
    assert [str(finding.kind) for _, finding in report.blocking] == ["wrong_noun"]
