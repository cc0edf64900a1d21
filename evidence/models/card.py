"""The evidence card."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.models.briefing import Briefing
from evidence.models.source import Source
from evidence.models.topic import Topic
from evidence.refs import CardRef


class CardQuerySet(models.QuerySet["Card"]):
    """Adjectives of cards."""

    def published(self) -> Self:
        """Those that readers may see and takes may cite."""
        return self.filter(state=Card.State.PUBLISHED)

    def public(self) -> Self:
        """Those with a public address: published, or withdrawn and shown as such without their text."""
        return self.filter(state__in=[Card.State.PUBLISHED, Card.State.WITHDRAWN])

    def inbox(self) -> Self:
        """Those that arrived and nobody has judged yet."""
        return self.filter(state=Card.State.INBOX)

    def with_source(self) -> Self:
        """With the source joined and the search column left behind."""
        return self.select_related("source").defer("fts")

    def in_order(self) -> Self:
        """Newest briefing first, a briefing's own order within it."""
        return self.order_by("-ref_day", "ref_number", "-published_on", "-pk")


class Card(models.Model):
    """One dated item of evidence: headline, source, excerpt, links, commentary, topics."""

    class State(models.TextChoices):
        """Where the card stands on its way to the public."""

        INBOX = "inbox", _("Inbox")
        KEPT = "kept", _("Kept")
        PUBLISHED = "published", _("Published")
        DISMISSED = "dismissed", _("Dismissed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Origin(models.TextChoices):
        """Whose words the excerpt holds."""

        FETCHED = "fetched", _("Fetched from the source")
        QUOTED = "quoted", _("Quoted by an editor")
        SUMMARY = "desk_summary", _("Desk summary")

    headline = models.CharField(_("headline"), max_length=300)
    source = models.ForeignKey(Source, models.PROTECT, related_name="cards", verbose_name=_("source"))
    excerpt = models.TextField(
        _("excerpt"), help_text=_("What the source says. Figures in takes are checked against this.")
    )
    excerpt_origin = models.CharField(
        _("whose words the excerpt holds"), max_length=20, choices=Origin.choices, default=Origin.SUMMARY
    )
    stored_text = models.TextField(
        _("stored text"), blank=True, help_text=_("Longer source text for the audit; never shown whole.")
    )
    commentary = models.TextField(
        _("commentary"), blank=True, help_text=_("Why this matters, in our words. Never counts as evidence.")
    )
    published_on = models.DateField(
        _("published on"), help_text=_("The source's own date; windows count by it.")
    )
    date_estimated = models.BooleanField(_("date estimated"), default=False)

    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.INBOX, editable=False
    )
    briefing = models.ForeignKey(
        Briefing, models.SET_NULL, null=True, blank=True, related_name="cards", verbose_name=_("briefing")
    )
    briefing_order = models.PositiveSmallIntegerField(_("place in the briefing"), default=0)
    ref_day = models.DateField(null=True, editable=False)
    ref_number = models.PositiveSmallIntegerField(null=True, editable=False)
    ref = models.CharField(_("ref"), max_length=16, null=True, unique=True, editable=False)  # noqa: DJ001

    topics = models.ManyToManyField(
        Topic, through="CardTopic", related_name="cards", verbose_name=_("topics")
    )
    created_at = models.DateTimeField(_("arrived at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_public_at = models.DateTimeField(_("made public at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = models.TextField(_("reason for the withdrawal"), blank=True, editable=False)
    is_demo = models.BooleanField(_("demo content"), default=False, editable=False)

    # Written by PostgreSQL on each save in a millisecond; indexing cards with Wagtail's search rewrites its whole
    # index instead.
    fts = models.GeneratedField(
        expression=SearchVector("headline", weight="A", config="english")
        + SearchVector("excerpt", weight="B", config="english")
        + SearchVector("commentary", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("evidence card")
        verbose_name_plural = _("evidence cards")
        indexes = [
            GinIndex(fields=["fts"], name="card_fts"),
            models.Index(fields=["state", "-published_on"], name="card_state_published_on"),
            models.Index(fields=["source", "-published_on"], name="card_source_published_on"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ref_day", "ref_number"], name="card_ref_once"),
            models.CheckConstraint(
                name="card_public_means_ref",
                condition=~Q(state__in=["published", "withdrawn"])
                | Q(
                    ref__isnull=False,
                    ref_day__isnull=False,
                    ref_number__isnull=False,
                    made_public_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="card_withdrawn_means_reason",
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.headline}" if self.ref else self.headline

    @property
    def card_ref(self) -> CardRef | None:
        """The public ref, once a briefing gave one."""
        if self.ref_day is None or self.ref_number is None:
            return None
        return CardRef(self.ref_day, self.ref_number)

    @property
    def path(self) -> str | None:
        """The public page's address on this site, once there is one."""
        return f"/cards/{self.card_ref.slug}/" if self.card_ref else None


class CardLink(models.Model):
    """One address where the item can be read; a card may have none or several."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=1000)
    label = models.CharField(_("label"), max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "url"], name="card_link_once"),
            models.CheckConstraint(name="card_link_is_http", condition=Q(url__regex=r"^https?://")),
        ]

    def __str__(self) -> str:
        return self.label or self.url


class CardTopic(models.Model):
    """A topic on a card, and who put it there; an editor's exclusion outlives the rule."""

    class Origin(models.TextChoices):
        """Who put the topic on the card."""

        RULE = "rule", _("Matching rule")
        EDITOR = "editor", _("Editor")

    card = models.ForeignKey(Card, models.CASCADE, related_name="card_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="card_topics", verbose_name=_("topic"))
    origin = models.CharField(_("put on by"), max_length=10, choices=Origin.choices, default=Origin.EDITOR)
    excluded = models.BooleanField(_("excluded by an editor"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "topic"], name="card_topic_once")]
        indexes = [models.Index(fields=["topic", "card"], name="topic_card")]

    def __str__(self) -> str:
        return f"{self.card_id} · {self.topic_id}"


class CardEdit(models.Model):
    """What changed in a public card after it was first shown; the audit shows it beside the claims."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="edits")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    field = models.CharField(_("field"), max_length=40)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.card_id} {self.field} {self.at:%Y-%m-%d}"
