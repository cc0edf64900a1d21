"""The nouns of the site."""

from cms.models.home import HomePage

__all__ = ["HomePage"]
