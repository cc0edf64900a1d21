"""Feeds of versions: every one of the site, or of one question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from evidence.atom import Entry, Feed, paragraphs
from questions.disclosure import disclosure, withdrawn_disclosure
from questions.models import Question, Take, Wording
from questions.models.take import TakeQuerySet
from questions.publishing import take_urn
from questions.snapshot import Snapshot, parse

Address = Callable[[str], str]
_ENTRIES = 50


def questions_feed(site: Address) -> Feed:
    """The newest versions, corrections and withdrawals of all public questions; two queries."""
    wording = _wording()
    return Feed(
        urn="urn:assay:feed:questions",
        url=site("/questions/"),
        self_url=site("/feeds/questions.atom"),
        title=_("Assay: versions of all questions"),
        subtitle=_("Published versions, corrections and withdrawals."),
        rights=_rights(wording),
        language=settings.LANGUAGE_CODE,
        entries=_entries(Take.objects.public(), wording, site),
    )


def question_feed(question: Question, site: Address) -> Feed:
    """The versions of one question; two queries."""
    wording = _wording()
    return Feed(
        urn=f"urn:assay:feed:question:{question.stable_id}",
        url=site(question.path_public),
        self_url=site(f"{question.path_public}feed.atom"),
        title=_("Assay: %(title)s") % {"title": question.title},
        subtitle=_("Published versions, corrections and withdrawals."),
        rights=_rights(wording),
        language=settings.LANGUAGE_CODE,
        entries=_entries(Take.objects.public().filter(question=question), wording, site),
    )


def _wording() -> Wording:
    return Wording.objects.first() or Wording()


def _rights(wording: Wording) -> str:
    return f"{wording.licence_name} <{wording.licence_url}> {wording.excerpt_rights}"


def _entries(versions: TakeQuerySet, wording: Wording, site: Address) -> tuple[Entry, ...]:
    """One entry a version: a withdrawal changes the version's own entry, so that readers replace its text."""
    changed = Coalesce(Greatest("numbered_at", "withdrawal__at"), "numbered_at")
    newest = versions.select_related("question", "withdrawal").defer("body").annotate(changed=changed)
    takes = newest.order_by("-changed", "-pk")[:_ENTRIES]
    return tuple(
        _withdrawn(take, wording, site) if hasattr(take, "withdrawal") else _published(take, wording, site)
        for take in takes
    )


def _published(take: Take, wording: Wording, site: Address) -> Entry:
    version = parse(take.snapshot)
    label = disclosure(version, wording)
    verdict = version["verdict"]["label"]
    mark = label.mark.rstrip(".")
    at = datetime.fromisoformat(version["published_at"])
    return Entry(
        urn=take_urn(take),
        url=_url(take, site),
        title=f"{mark} · {version['question']['title']} {verdict} (v{version['number']})",
        summary=f"{label.text} {verdict}: {version['answer']}",
        html=paragraphs(_told(version, label.text)),
        published=at,
        updated=at,
        kinds=(version["change"]["kind"],),
    )


def _told(version: Snapshot, label: str) -> list[str]:
    demo = _("Demo content.") if version["demo"] else ""
    kinds = dict(Take.ChangeKind.choices)
    change = version["change"]
    return [
        f"{label} {demo}",
        f"{version['verdict']['label']}. {version['answer']}",
        f"{kinds.get(change['kind'], change['kind'])}: {change['reason']}",
        *(f"{wire['towards']['label']}: {wire['text']}" for wire in version["trip_wires"]),
    ]


def _withdrawn(take: Take, wording: Wording, site: Address) -> Entry:
    label, reason = withdrawn_disclosure(take, wording), take.withdrawal.reason
    title = _("Withdrawn: %(title)s (v%(number)d)") % {"title": take.question.title, "number": take.number}
    return Entry(
        urn=take_urn(take),
        url=_url(take, site),
        title=f"{label.mark.rstrip('.')} · {title}",
        summary=f"{label.text} {reason}",
        html=paragraphs([label.text, reason]),
        published=take.numbered_at or take.withdrawal.at,
        updated=take.withdrawal.at,
        kinds=("withdrawn",),
    )


def _url(take: Take, site: Address) -> str:
    return site(f"{take.question.path_public}v/{take.number}/")
