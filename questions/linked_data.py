"""Schema.org's words for a version: an Article about a Question, by the software that drafted it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from questions.disclosure import Disclosure
from questions.models import Take
from questions.shapes.notes import NoteShape
from questions.shapes.takes import OriginShape, TakeShape

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
        **_labelled(take.disclosure),
        "identifier": f"sha256:{take.origin.content_hash}",
        "publisher": _publisher(site),
        "citation": [_citation(note, site) for note in take.notes if not note.withdrawn],
    }
    if take.origin.agent:
        article["creator"] = _drafter(take.origin)
    if take.origin.reviewed_by:
        article["editor"] = {"@type": "Person", "name": take.origin.reviewed_by}
    return _script(article)


def withdrawn_data(take: Take, label: Disclosure, *, url: str, question_url: str, site: str) -> SafeString:
    """JSON-LD of a version that was taken back: that it was, and nothing it said."""
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": take.question.title,
        "alternativeHeadline": label.mark,
        "about": {"@type": "Question", "name": take.question.title, "url": question_url},
        "version": str(take.number),
        "datePublished": take.numbered_at.isoformat() if take.numbered_at else None,
        "dateModified": take.withdrawal.at.isoformat(),
        **_labelled(label),
        "correction": take.withdrawal.reason,
        "identifier": f"sha256:{take.content_hash}",
        "publisher": _publisher(site),
    }
    return _script(article)


def _labelled(label: Disclosure) -> dict[str, str]:
    told = {"creditText": label.text, "creativeWorkStatus": label.state.value}
    return told | ({"digitalSourceType": label.digital_source_type} if label.digital_source_type else {})


def _publisher(site: str) -> dict[str, str]:
    return {"@type": "Organization", "name": "Assay", "url": site}


def _drafter(origin: OriginShape) -> dict[str, Any]:
    """Who drafted, with the model it needs, and what identifies the run."""
    prompt = f"{origin.prompt['name']} sha256:{origin.prompt['sha256']}" if origin.prompt else ""
    known = {"run": origin.run, "trigger": origin.trigger, "prompt": prompt, "input": origin.input_hash}
    drafter: dict[str, Any] = {
        "@type": "SoftwareApplication",
        "name": origin.agent,
        "softwareVersion": origin.agent_version,
        "identifier": [
            {
                "@type": "PropertyValue",
                "propertyID": name,
                "value": f"sha256:{value}" if name == "input" else value,
            }
            for name, value in known.items()
            if value
        ],
    }
    if origin.model:
        drafter["softwareRequirements"] = origin.model
    return drafter


def _script(data: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308


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
