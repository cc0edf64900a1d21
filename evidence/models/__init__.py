"""The nouns of evidence."""

from evidence.models.briefing import Briefing
from evidence.models.card import Card, CardEdit, CardLink, CardTopic
from evidence.models.change import Change
from evidence.models.source import Source
from evidence.models.topic import Topic

__all__ = ["Briefing", "Card", "CardEdit", "CardLink", "CardTopic", "Change", "Source", "Topic"]
