"""Schema.org's words for a published version: an Article about a Question."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from questions.shapes.notes import NoteShape
from questions.shapes.takes import TakeShape

# What would end the script element or start a comment in it, as JSON escapes instead.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def linked_data(take: TakeShape, *, url: str, question_url: str, site: str, licence_url: str) -> SafeString:
    """JSON-LD for a data block. `url` is the version's own address, `site` the address of the site's root."""
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": f"{take.title} {take.verdict}",
        "alternativeHeadline": take.disclosure.mark,
        "abstract": take.answer,
        "about": {"@type": "Question", "name": take.title, "url": question_url},
        "version": str(take.number),
        "datePublished": take.published_at.isoformat(),
        "dateCreated": take.origin.generated_at.isoformat(),
        "isAccessibleForFree": True,
        "license": licence_url,
        "creditText": take.disclosure.text,
        "digitalSourceType": take.disclosure.digital_source_type,
        "creativeWorkStatus": take.disclosure.state.value,
        "identifier": f"sha256:{take.origin.content_hash}",
        "publisher": {"@type": "Organization", "name": "Assay", "url": site},
        "citation": [_citation(note, site) for note in take.notes if not note.withdrawn],
    }
    if take.origin.reviewed_by:
        article["editor"] = {"@type": "Person", "name": take.origin.reviewed_by}
    return mark_safe(json.dumps(article, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308


def _citation(note: NoteShape, site: str) -> dict[str, Any]:
    cited: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": note.headline,
        "identifier": note.ref,
        "url": site.rstrip("/") + note.path,
        "datePublished": note.published_on.isoformat(),
        "publisher": {"@type": "Organization", "name": note.source_name},
    }
    if note.links:
        cited["sameAs"] = [link.url for link in note.links]
    return cited
