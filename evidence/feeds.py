"""The feed of briefings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.atom import Entry, Feed, paragraphs
from evidence.models import Card
from evidence.reading import newest_briefings
from evidence.shapes import BriefingShape

Address = Callable[[str], str]
_BRIEFINGS = 30


def briefings_feed(site: Address) -> Feed:
    """The newest briefings with the headlines of their published cards; five queries.

    A briefing is told again when cards were added to it or withdrawn from it.
    """
    briefings = newest_briefings(_BRIEFINGS)
    changed = _changed([briefing.day for briefing in briefings])
    entries = [
        _entry(briefing, changed.get(briefing.day, briefing.published_at), site) for briefing in briefings
    ]
    return Feed(
        urn="urn:assay:feed:briefings",
        url=site("/briefings/"),
        self_url=site("/feeds/briefings.atom"),
        title=_("Assay: briefings"),
        subtitle=_("Each day's evidence cards in order."),
        rights="",
        language=settings.LANGUAGE_CODE,
        entries=tuple(sorted(entries, key=lambda entry: entry.updated, reverse=True)),
    )


def _changed(days: list[date]) -> dict[date, datetime]:
    cards = Card.objects.public().filter(ref_day__in=days).order_by().values_list("ref_day")
    rows = cards.annotate(changed=Greatest(Max("made_public_at"), Max("withdrawn_at")))
    return {day: changed for day, changed in rows if changed}


def _entry(briefing: BriefingShape, changed: datetime, site: Address) -> Entry:
    day = date_format(briefing.day, "j F Y")
    count = ngettext("%(n)d card", "%(n)d cards", briefing.count) % {"n": briefing.count}
    cards = [
        f"{card.ref} {card.source.name}: {card.headline}" for card in briefing.cards if not card.withdrawn
    ]
    return Entry(
        urn=f"urn:assay:briefing:{briefing.day.isoformat()}",
        url=site(briefing.path),
        title=f"{day}: {briefing.title}" if briefing.title else _("Briefing of %(day)s") % {"day": day},
        summary=f"{count}. {briefing.intro}",
        html=paragraphs([briefing.intro, *cards]),
        published=briefing.published_at,
        updated=max(changed, briefing.published_at),
    )
