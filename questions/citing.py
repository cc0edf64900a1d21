"""Which versions cite a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from evidence.citing import register_citing
from questions.models import Citation


@register_citing
def versions_citing(card_ids: Sequence[int]) -> Mapping[int, Iterable[tuple[str, str]]]:
    """For each card, the public versions whose published text cites it, newest first; one query."""
    rows = (
        Citation.objects.filter(
            card__in=card_ids,
            claim__audit__take__number__isnull=False,
            claim__audit__take__withdrawal__isnull=True,
            claim__audit__take__question__live=True,
            claim__audit__take__audit=F("claim__audit"),
        )
        .order_by("card_id", "claim__audit__take__question_id", "-claim__audit__take__number")
        .values_list(
            "card_id",
            "claim__audit__take__question__title",
            "claim__audit__take__question__slug",
            "claim__audit__take__number",
        )
        .distinct()
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for card_id, title, slug, number in rows:
        label = _("%(question)s, version %(number)d") % {"question": title, "number": number}
        found.setdefault(card_id, []).append((label, f"/questions/{slug}/v/{number}/"))
    return found
