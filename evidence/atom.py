"""Atom feeds (RFC 4287): entries with lasting ids, written so that any reader can parse them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date

MEDIA_TYPE = "application/atom+xml"
# A feed that never had an entry was last changed before there was anything to tell.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `urn` names it for good, `url` is absolute, `summary` plain text, `html` the whole content.

    `updated` is when it last changed in a way that readers should be told of again. Kinds become categories.
    """

    urn: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, its newest entry first. `url` is the page that it is about, `self_url` its own address."""

    urn: str
    url: str
    self_url: str
    title: str
    subtitle: str
    rights: str
    language: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When its newest entry changed."""
        return max((entry.updated for entry in self.entries), default=_NEVER)


def feed_response(feed: Feed) -> HttpResponse:
    """The feed with the time of its last change; who caches adds the fingerprint."""
    response = HttpResponse(written(feed), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Last-Modified"] = http_date(feed.updated.timestamp())
    return response


def written(feed: Feed) -> bytes:
    """The XML in UTF-8."""
    writer = _Writer(
        title=_plain(feed.title),
        link=feed.url,
        description="",
        language=feed.language,
        subtitle=_plain(feed.subtitle),
        feed_url=feed.self_url,
        feed_copyright=_plain(feed.rights),
        feed_guid=feed.urn,
        author_name="Assay",
        changed=feed.updated,
    )
    for entry in feed.entries:
        writer.add_item(
            title=_plain(entry.title),
            link=entry.url,
            description="",
            summary=_plain(entry.summary),
            content=_xml(entry.html),
            unique_id=entry.urn,
            pubdate=entry.published.astimezone(UTC),
            updateddate=entry.updated.astimezone(UTC),
            categories=[_plain(kind) for kind in entry.kinds],
        )
    text: str = writer.writeString("utf-8")
    return text.encode()


class _Writer(Atom1Feed):
    """Django's, with a plain summary, the content as escaped HTML, and no clock of its own."""

    def latest_post_date(self) -> datetime:
        """The feed's own time."""
        changed: datetime = self.feed["changed"]
        return changed

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Title, link, times and id as Django writes them; then summary and content."""
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)


def _plain(text: str) -> str:
    return " ".join(_xml(text).split())


def paragraphs(lines: Iterable[str]) -> str:
    """HTML of plain lines, one paragraph each; markup in them is escaped, empty ones are left out."""
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
