"""What the background worker does for the site; each task may be delivered twice."""

from django.utils import timezone

from cms.partners.repeating import forget_answers


def forget_old_answers() -> int:
    """Drop the answers that no partner will ask for again; returns how many."""
    return forget_answers(now=timezone.now())
