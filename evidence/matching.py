"""Topics that their matching rules put on cards, as rows; an editor's exclusion is never overwritten."""

from __future__ import annotations

from django.db import connection, transaction

from evidence.models import Card, Topic

_FALLEN = """
DELETE FROM evidence_cardtopic AS held USING evidence_card AS card, evidence_topic AS topic
WHERE held.card_id = card.id AND held.topic_id = topic.id AND held.origin = 'rule' AND NOT held.excluded
    AND NOT card.fts @@ topic.rule_query
"""
_MATCHED = """
INSERT INTO evidence_cardtopic (card_id, topic_id, origin, excluded)
SELECT card.id, topic.id, 'rule', false
FROM evidence_card AS card JOIN evidence_topic AS topic ON card.fts @@ topic.rule_query
"""
_ONCE = " ON CONFLICT (card_id, topic_id) DO NOTHING"


@transaction.atomic
def apply_rules(card: Card) -> None:
    """Put on a card the topics whose rules match its stored text, and take off those that no longer do."""
    with connection.cursor() as cursor:
        cursor.execute(_FALLEN + " AND card.id = %s", [card.pk])
        cursor.execute(_MATCHED + " WHERE card.id = %s" + _ONCE, [card.pk])


@transaction.atomic
def rematch_topic(*, topic: Topic) -> None:
    """Match every card again after a topic's rule changed; seconds on a very common word: best in a task."""
    with connection.cursor() as cursor:
        cursor.execute(_FALLEN + " AND topic.id = %s", [topic.pk])
        cursor.execute(_MATCHED + " WHERE topic.id = %s" + _ONCE, [topic.pk])
