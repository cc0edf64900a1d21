"""Under which terms the API is read: the licence from the site's settings."""

from __future__ import annotations

from evidence.api.base import LicenceRecord
from questions.models import Wording


def licence() -> LicenceRecord:
    """What every answer carries; one query."""
    wording = Wording.load()
    return {"name": wording.licence_name, "url": wording.licence_url, "excerpts": wording.excerpt_rights}
