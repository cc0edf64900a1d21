"""Citations: what is stored, what readers get, what never comes out."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from evidence.citations import CitationHandler, cited_ids, numbered
from evidence.models import Card, Source
from evidence.rich_text import clean_rich_text
from tests.sharing import shared

DAY = date(2026, 4, 14)
NOON = datetime(2026, 4, 14, 12, tzinfo=UTC)
FEATURES = ["bold", "italic", "ol", "ul", "citation"]
CITED = '<p>Parity is near.<a linktype="citation" id="42">[2026-04-14#0]</a></p>'

ATTACKS = [
    "<script>alert(1)</script>",
    "<p><img src=x onerror=alert(1)></p>",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<!--><script>alert(1)</script>-->",
    "<?php ><script>alert(1)</script>?>",
    "<!doctype x><svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav\tascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a linktype="citation" id="1&quot; onclick=&quot;alert(1)">x</a>',
    '<a linktype="citation" id="1" onclick="alert(1)">x</a>',
    '<a linktype="page" id="1" onclick="alert(1)">x</a>',
    '<a onclick=alert(1) linktype=citation id=1>x<iframe src="//evil"></a>',
    '<embed embedtype="image" id="1" onload="alert(1)">',
    "<p style=\"background:url('//evil')\" onmouseover=alert(1)>x</p>",
    "<math><mtext></p><style><img src onerror=alert(1)></style>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<li>lonely</li>",
    "<b><p>crossed</b></p>",
    '<ul><p>in a list</p><a linktype="citation" id="7">',
]
PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<h2>",
    "<div>",
    "</a>",
    '<a linktype="citation" id="1">',
    '<a id="2" linktype="citation">',
    "<a linktype=citation id=0>",
    '<a href="',
    "javascript:alert(1)",
    "https://e.org/",
    '">',
    '"',
    "'",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!doctype ",
    "<svg>",
    "<math>",
    "<noscript>",
    "<textarea>",
    "<table>",
    "<td>",
    " onload=alert(1) ",
    "<img src=x ",
    "<",
    ">",
    "&lt;",
    "&",
    "&#60;",
    "\x00",
    "\n",
    "word ",
    "<br>",
    "<br/>",
    "<hr>",
    '<embed embedtype="image" id="1"/>',
    "<iframe>",
    "<plaintext>",
    "<template>",
    "<select>",
    "<form>",
]
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map("".join)


def is_safe(html: str) -> bool:
    """Whether a sanitiser that allows what takes may show finds nothing to take away."""
    allowed = nh3.clean(
        html,
        tags={
            "a",
            "b",
            "br",
            "em",
            "i",
            "li",
            "ol",
            "p",
            "strong",
            "ul",
            "hr",
            "s",
            "sub",
            "sup",
            "del",
            "code",
        }
        | {f"h{n}" for n in range(2, 7)}
        | {"blockquote"},
        attributes={"a": {"href", "class", "id", "data-card"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    lowered = html.lower()
    return (
        "<script" not in lowered
        and 'href="javascript' not in lowered
        and allowed.count("<") == html.count("<")
    )


def test_a_stored_citation_gives_its_card() -> None:
    assert cited_ids(CITED) == [42]


def test_the_order_of_attributes_does_not_matter() -> None:
    assert cited_ids('<p>a<a id="7" linktype="citation">[x]</a><a linktype=citation id=8>[y]</a></p>') == [
        7,
        8,
    ]


def test_a_card_cited_twice_is_listed_once_where_it_came_first() -> None:
    text = "".join(f'<a linktype="citation" id="{pk}">[r]</a>' for pk in (9, 3, 9))
    assert cited_ids(text) == [9, 3]


@pytest.mark.parametrize("pk", ["0", "-1", "x", "", "1 or 1", "٤٢", "9" * 30])
def test_an_unusable_id_cites_nothing(pk: str) -> None:
    assert cited_ids(f'<a linktype="citation" id="{pk}">[x]</a>') == []


def test_a_citation_inside_a_script_or_comment_cites_nothing() -> None:
    assert (
        cited_ids('<script><a linktype="citation" id="1"></script><!-- <a linktype="citation" id="2"> -->')
        == []
    )


def test_a_citation_becomes_a_numbered_link_without_its_ref() -> None:
    expected = '<p>Parity is near.<a class="cite" id="cite-1-1" href="#source-1">1</a></p>'
    assert numbered(CITED, {42: 1}) == expected


def test_ids_stay_unique_over_the_texts_of_a_page() -> None:
    seen: Counter[int] = Counter()
    numbered(CITED, {42: 1}, seen=seen)
    assert 'id="cite-1-2"' in numbered(CITED, {42: 1}, seen=seen)


def test_a_citation_of_an_unknown_card_is_dropped_with_its_ref() -> None:
    assert numbered(CITED, {}) == "<p>Parity is near.</p>"


def test_text_is_escaped_and_plain_links_keep_their_address() -> None:
    link = '<a href="https://e.org/?a=1&amp;b=2" onclick="x()">d</a>'
    html = f'<p>a &lt; b &amp; c {link} <a linktype="page" id="1">e</a></p>'
    assert numbered(html, {}) == '<p>a &lt; b &amp; c <a href="https://e.org/?a=1&amp;b=2">d</a> e</p>'


@pytest.mark.parametrize("html", ATTACKS)
def test_numbered_text_is_safe_whatever_came_in(html: str) -> None:
    assert is_safe(numbered(html, {1: 1, 7: 2}))


@given(MARKUP)
def test_numbered_text_is_safe_for_any_markup(html: str) -> None:
    assert is_safe(numbered(html, {1: 1}))


@given(MARKUP)
def test_numbered_text_cites_only_what_cited_ids_names(html: str) -> None:
    ids = cited_ids(html)
    shown = numbered(html, {pk: pk for pk in ids})
    assert all(f'href="#source-{pk}"' in shown for pk in ids)


@pytest.mark.parametrize("html", ATTACKS)
def test_cleaned_text_is_safe_and_opens_in_the_editor(html: str) -> None:
    cleaned, _removals = clean_rich_text(html, features=FEATURES)
    assert is_safe(cleaned.replace(' linktype="citation"', ""))
    ContentstateConverter(FEATURES).from_database_format(cleaned)


@given(MARKUP)
@example("<textarea>\n\n")
def test_any_cleaned_text_opens_in_the_editor_and_stays_as_it_is(html: str) -> None:
    cleaned, _removals = clean_rich_text(html, features=FEATURES)
    ContentstateConverter(FEATURES).from_database_format(cleaned)
    assert clean_rich_text(cleaned, features=FEATURES) == (cleaned, [])


def test_clean_text_comes_through_whole() -> None:
    html = "<p>One <b>bold</b> word.</p>" + CITED.replace(
        'linktype="citation" id="42"', 'id="42" linktype="citation"'
    )
    cleaned, removals = clean_rich_text(html, features=FEATURES)
    assert removals == []
    assert cited_ids(cleaned) == [42]
    assert "<b>bold</b>" in cleaned


def test_what_was_taken_away_is_named() -> None:
    _cleaned, removals = clean_rich_text("<h2>T</h2><p>x<!-- y --></p>", features=FEATURES)
    assert removals == ["comment removed", "h2 unwrapped: feature_disabled"]


def test_a_citation_survives_the_editor() -> None:
    converter = ContentstateConverter(FEATURES)
    state = json.loads(converter.from_database_format(CITED))
    assert state["entityMap"]["0"] == {"mutability": "IMMUTABLE", "type": "CITATION", "data": {"id": 42}}
    assert cited_ids(converter.to_database_format(json.dumps(state))) == [42]


def test_an_editor_entity_with_a_forged_id_keeps_only_its_text() -> None:
    converter = ContentstateConverter(FEATURES)
    state = json.loads(converter.from_database_format(CITED))
    state["entityMap"]["0"]["data"]["id"] = '1"><script>'
    stored = converter.to_database_format(json.dumps(state))
    assert "linktype" not in stored
    assert "[2026-04-14#0]" in stored


def test_the_reference_index_hears_of_the_card() -> None:
    assert [reference[1] for reference in CitationHandler.extract_references({"id": "42"})] == ["42"]
    assert list(CitationHandler.extract_references({"id": "x"})) == []


@shared
def cards() -> dict[str, Card]:
    """A card in each state, by state."""
    source = Source.objects.create(slug="desk", name="Desk")
    made = {}
    for number, state in enumerate(Card.State):
        public = state in (Card.State.PUBLISHED, Card.State.WITHDRAWN)
        made[state.value] = Card.objects.create(
            headline="H",
            source=source,
            excerpt="E",
            published_on=DAY,
            created_at=NOON,
            state=state,
            ref=f"2026-04-14#{number}" if public else None,
            ref_day=DAY if public else None,
            ref_number=number if public else None,
            made_public_at=NOON if public else None,
            withdrawn_at=NOON if state == Card.State.WITHDRAWN else None,
            withdrawn_reason="wrong" if state == Card.State.WITHDRAWN else "",
        )
    return made


@pytest.mark.parametrize(
    ("state", "leads"),
    [("published", True), ("withdrawn", True), ("kept", False), ("inbox", False), ("dismissed", False)],
)
def test_only_public_cards_are_linked(cards: dict[str, Card], state: str, leads: bool) -> None:
    card = cards[state]
    shown = expand_db_html(f'<p>x<a linktype="citation" id="{card.pk}">[r]</a></p>')
    assert (f'href="{card.path}"' in shown) is leads
    assert ('class="cite missing"' in shown) is not leads


def test_many_citations_cost_one_query(
    cards: dict[str, Card], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    html = "".join(f'<a linktype="citation" id="{card.pk}">[r]</a>' for card in cards.values()) * 10
    with django_assert_num_queries(1):
        expand_db_html(html)


@pytest.mark.parametrize("html", ATTACKS)
def test_cleaned_text_is_safe_through_the_public_expander(cards: dict[str, Card], html: str) -> None:
    cleaned, _removals = clean_rich_text(html, features=FEATURES)
    assert is_safe(expand_db_html(cleaned))
