"""The demo's sources, topics and cards, made as an editor makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from cms.users.models import User
from evidence.briefings import briefing_for, publish_briefing
from evidence.curating import add_card, keep_card
from evidence.models import Card, Source, Topic
from questions.judging import judge_card
from questions.models import Position

ORIGINS = {"desk summary": Card.Origin.SUMMARY, "quoted": Card.Origin.QUOTED, "fetched": Card.Origin.FETCHED}
MORNING = time(7, 0, tzinfo=UTC)


def load_sources(rows: Sequence[Mapping[str, Any]]) -> dict[str, Source]:
    """Sources by slug."""
    return {
        row["slug"]: Source.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"], "kind": row["kind"], "url": row.get("url", "")}
        )[0]
        for row in rows
    }


def load_topics(rows: Sequence[Mapping[str, Any]]) -> dict[str, Topic]:
    """Topics by slug, each term of their rule a phrase."""
    return {
        row["slug"]: Topic.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "description": row.get("description", ""),
                "rule": " or ".join(f'"{term}"' for term in row["terms"]),
            },
        )[0]
        for row in rows
    }


def publish_day(
    rows: Sequence[Mapping[str, Any]],
    day: date,
    *,
    sources: Mapping[str, Source],
    topics: Mapping[str, Topic],
    positions: Mapping[str, Position],
    by: User,
) -> None:
    """Publish one day's briefing with these cards, judged, at seven in the morning."""
    now = datetime.combine(day, MORNING)
    for row in sorted(rows, key=lambda row: row["order"]):
        card = add_card(
            headline=row["headline"],
            source=sources[row["source"]],
            excerpt=row["excerpt"],
            excerpt_origin=ORIGINS[row["origin"]],
            commentary=row["commentary"],
            published_on=row["published_on"],
            date_estimated=row["date_estimated"],
            links=[(link, "") for link in row["links"]],
            topics=[topics[slug] for slug in row["topics"]],
            by=by,
            now=now,
            is_demo=True,
        )
        if "stance" in row:
            judge_card(card=card, position=positions[row["stance"]], by=by, now=now)
        keep_card(card=card, day=day, by=by, now=now)
    publish_briefing(briefing=briefing_for(day), by=by, now=now)
