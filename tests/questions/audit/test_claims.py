import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.audit.claims import TextBlock, claims
from questions.audit.shapes import Claim


def cite(number: object) -> str:
    return f'<a id="{number}" linktype="citation">[2026-04-14#0]</a>'


def read(markup: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.card_ids) for claim in claims([TextBlock("b", markup)])]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<p>It fell {cite(4)}. It rose {cite(5)}.</p>", [("It fell.", (4,)), ("It rose.", (5,))]),
        (f"<p>It fell.{cite(4)} It rose.</p>", [("It fell.", (4,)), ("It rose.", ())]),
        (f"<p>It fell. {cite(4)} It rose.</p>", [("It fell.", (4,)), ("It rose.", ())]),
        (f"<p>It fell.{cite(4)}It rose.</p>", [("It fell.", (4,)), ("It rose.", ())]),
        (f"<p>It fell {cite(4)}, {cite(5)}; hard.</p>", [("It fell; hard.", (4, 5))]),
        (f"<p>It {cite(5)} fell {cite(4)}{cite(5)}.</p>", [("It fell.", (5, 4))]),
        (f"<p>It fell ({cite(4)}).</p>", [("It fell.", (4,))]),
        (f"<p>{cite(4)} It fell.</p>", [("It fell.", (4,))]),
        ('<p>It fell <a linktype="citation" id="7">[x]</a>.</p>', [("It fell.", (7,))]),
        ('<p>It <a href="/x">fell</a> <b>far</b>.</p>', [("It fell far.", ())]),
        (f"<h2>For 12</h2><p>It fell {cite(1)}.</p>", [("It fell.", (1,))]),
        (f"<p>Did it fall {cite(1)}? Yes.</p>", [("Yes.", ())]),
        ("<ul><li>One</li><li>Two</li></ul>", [("One", ()), ("Two", ())]),
        ("<table><tr><th>Head</th><td>One</td><td>Two</td></tr></table>", [("One", ()), ("Two", ())]),
        ("<blockquote>So it is</blockquote>", [("So it is", ())]),
        ("<p>10<sup>26</sup> FLOP</p>", [("10²⁶ FLOP", ())]),
        ("<p>A &amp; B&nbsp;fell.</p>", [("A & B fell.", ())]),
        ("<p>…</p><p></p>", []),
        ("<script>It fell.</script>", []),
        (f"<p>It fell {cite('x')}.</p>", [("It fell.", (0,))]),
        (f"<p>It fell {cite('9' * 6000)}.</p>", [("It fell.", (0,))]),
        ('<p>It <a linktype="citation" id="1">[x]</p><p>rose.</p>', [("It", (1,)), ("rose.", ())]),
        ('<p>It <a linktype="citation" id="1">rose by 99 %.</a></p>', [("It rose by 99 %.", (1,))]),
        ("<h2>Head<p>It rose.</p>", [("It rose.", ())]),
        ("<table><tr><th>Head<td>It rose.</td></tr></table>", [("It rose.", ())]),
        ("<p>It <b rose.</p>", [("It <b rose.", ())]),
        ("</h2><p>It rose.</p>", [("It rose.", ())]),
    ],
)
def test_markup_becomes_sentences_with_their_cards(
    markup: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert read(markup) == expected


def test_claims_are_numbered_through_the_take() -> None:
    found = claims([TextBlock("a", "<p>One. Two.</p>"), TextBlock("b", "Three.", "answer")])
    assert [(claim.block_id, claim.n, claim.kind) for claim in found] == [
        ("a", 1, "claim"),
        ("a", 2, "claim"),
        ("b", 3, "answer"),
    ]


def test_a_waiver_survives_edits_elsewhere_and_dies_with_its_sentence() -> None:
    key = Claim("a", 1, "It “fell” by 5 %.", (2, 1)).waiver_key
    assert key == Claim("b", 9, 'It  "fell" by 5\u00a0%.', (1, 2)).waiver_key
    assert key != Claim("a", 1, "It “fell” by 6 %.", (2, 1)).waiver_key
    assert key != Claim("a", 1, "It “fell” by 5 %.", (2,)).waiver_key
    assert Claim("a", 1, "10²⁶", ()).waiver_key != Claim("a", 1, "1026", ()).waiver_key


@given(st.lists(st.tuples(st.sampled_from(["It fell", "Labs rose 5 %"]), st.integers(1, 99)), max_size=6))
def test_every_citation_reaches_exactly_its_own_sentence(parts: list[tuple[str, int]]) -> None:
    markup = "".join(f"<p>{html.escape(text)} {cite(number)}.</p>" for text, number in parts)
    assert read(markup) == [(f"{text}.", (number,)) for text, number in parts]


@given(st.text(alphabet="<>/paliu \"'=citation12.?&;!-\ue000", max_size=200))
def test_any_markup_can_be_read(markup: str) -> None:
    assert read(markup) == read(markup)
