"""The nouns of the site."""

from cms.models.home import HomePage
from cms.models.partner import ApiKey, IdempotencyKey, Partner, PartnerDraft

__all__ = ["ApiKey", "HomePage", "IdempotencyKey", "Partner", "PartnerDraft"]
