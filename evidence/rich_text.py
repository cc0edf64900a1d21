"""Rich text on its way into the database: from the editor, and from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import nh3
from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler

from evidence.citations import ATTRIBUTES, LINK_TYPE, SCHEMES, card_id, tidy


def clean_rich_text(html: str, *, features: Sequence[str]) -> tuple[str, list[str]]:
    """Rich text from outside, reduced to what the editor's `features` allow, and what was taken away.

    The second part holds one line per removal, as `script unwrapped: feature_disabled`; it is empty when the
    text came through whole. Plain text becomes one paragraph, and so does markup nested as the editor could
    not hold it.
    """
    bare, removals = _without_declarations(_as_markup(html))
    cleaned, taken = DbHTMLConverter(features=list(features)).clean(bare)
    removals += [f"{removal.tag} {removal.action}: {removal.reason}" for removal in taken]
    markup = _BLANK.sub(_blank, _as_markup(tidy(cleaned)))
    if _opens_in_the_editor(markup, features):
        return markup, removals
    flat = nh3.clean(markup, tags={"a"}, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return f"<p>{flat}</p>", [*removals, "markup unwrapped: nesting"]


# White space alone between two tags: what stood in a <textarea> keeps all of it, and would lose some the next time.
_BLANK = re.compile(r"(?<=>)[ \t\n\f\r]+(?=<)")


def _blank(between: re.Match[str]) -> str:
    return "\n" if "\n" in between.group() else " "


class CitationElementHandler(InlineEntityElementHandler):
    """A stored citation on its way into the editor: the token cannot be typed into."""

    mutability = "IMMUTABLE"

    def __init__(self) -> None:
        super().__init__("CITATION")

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, int]:
        """The card's primary key; the ref is the token's own text, so no query is needed."""
        pk = card_id(attrs)
        return {} if pk is None else {"id": pk}


class EditorCitation:
    """The citation's attributes between the editor's HTML and the database's."""

    @staticmethod
    def get_db_attributes(tag: Any) -> dict[str, str]:
        """What is stored. Raises KeyError for a citation without a usable id, which drops it."""
        if card_id({"id": tag["data-id"]}) is None:
            raise KeyError("data-id")
        return {"id": tag["data-id"]}

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        """The opening tag that the editor's HTML has."""
        return f'<a data-linktype="{LINK_TYPE}" data-id="{escape(attrs.get("id", ""))}">'


def citation_element(props: dict[str, Any]) -> Any:
    """The editor's entity as it is stored; without a usable id only its text is kept."""
    pk = card_id({"id": str(props.get("id", ""))})
    if pk is None:
        return props["children"]
    return DOM.create_element("a", {"linktype": LINK_TYPE, "id": str(pk)}, props["children"])


CONTENTSTATE_RULE = {
    "from_database_format": {f'a[linktype="{LINK_TYPE}"]': CitationElementHandler()},
    "to_database_format": {"entity_decorators": {"CITATION": citation_element}},
}


def _as_markup(text: str) -> str:
    return f"<p>{text}</p>" if text and "<" not in text else text


def _without_declarations(html: str) -> tuple[str, list[str]]:
    """Without comments, CDATA and declarations: Wagtail's cleaner writes some of them out as they came."""
    soup = BeautifulSoup(html, "html.parser")
    found = [node for node in soup.find_all(string=True) if isinstance(node, PreformattedString)]
    for node in found:
        node.extract()
    return (str(soup) if found else html), [f"{type(node).__name__.lower()} removed" for node in found]


def _opens_in_the_editor(html: str, features: Sequence[str]) -> bool:
    """Whether Draftail can hold it; its converter asserts instead of telling."""
    try:
        ContentstateConverter(features=list(features)).from_database_format(html)
    except AssertionError:
        return False
    return True
