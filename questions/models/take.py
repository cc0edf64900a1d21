"""One drafted answer to a question; once published, a numbered version that never changes."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import PermissionDenied
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from evidence.models import Topic
from questions.blocks import BodyBlock
from questions.locks import RecordLock
from questions.models.question import Question
from questions.models.run import Run
from questions.models.scale import Position
from questions.steps import is_kept
from questions.take_preview import preview_of

# What only the publishing use case writes. Wagtail would reset these from a revision's JSON.
RECORD_FIELDS = (
    "number",
    "audit_id",
    "snapshot",
    "content_hash",
    "numbered_at",
    "numbered_by_id",
    "reviewed_by_id",
    "reviewed_at",
    "authorised_by_id",
    "run_id",
    "based_on_id",
)


class MadeAs(models.TextChoices):
    """How a version was made, in IPTC's words for digital sources; unknown where a partner does not say."""

    PEOPLE = "digitalCreation", _("By people")
    ALGORITHM = "algorithmicMedia", _("By an algorithm without a trained model")
    MODEL = "trainedAlgorithmicMedia", _("By a trained model")
    MODEL_AND_PEOPLE = "compositeWithTrainedAlgorithmicMedia", _("By a trained model and people")
    UNKNOWN = "unknown", _("Not told")


class TakeQuerySet(models.QuerySet["Take"]):
    """Adjectives of takes."""

    def published(self) -> Self:
        """Numbered versions, withdrawn ones included, newest first."""
        return self.filter(number__isnull=False).order_by("-number")

    def drafts(self) -> Self:
        """Those without a number."""
        return self.filter(number__isnull=True)

    def public(self) -> Self:
        """Numbered versions of questions that readers may see; a withdrawn one answers 410 with its reason."""
        return self.published().filter(question__live=True)

    def standing(self) -> Self:
        """Numbered versions that were not withdrawn."""
        return self.published().filter(withdrawal__isnull=True)


class Take(PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """A verdict, sections made of claims with citations, and trip-wires."""

    class ChangeKind(models.TextChoices):
        """Why there is a new version."""

        EVIDENCE = "new_evidence", _("New evidence")
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        TYPO = "typo", _("Typo")

    question = models.ForeignKey(Question, models.PROTECT, related_name="takes", verbose_name=_("question"))
    run = models.OneToOneField(
        Run, models.PROTECT, null=True, blank=True, editable=False, related_name="take", verbose_name=_("run")
    )
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("based on"),
    )
    verdict = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="takes", verbose_name=_("verdict")
    )
    answer = models.TextField(_("answer in one sentence"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    window_from = models.DateField(_("evidence from"), null=True, blank=True)
    window_to = models.DateField(_("evidence to"), null=True, blank=True)
    change_kind = models.CharField(
        _("kind of change"), max_length=20, choices=ChangeKind.choices, default=ChangeKind.EVIDENCE
    )
    change_reason = models.CharField(
        _("reason for the change"),
        max_length=500,
        blank=True,
        help_text=_("Public; required before publishing."),
    )
    created_at = models.DateTimeField(_("drafted at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    number = models.PositiveIntegerField(_("version"), null=True, blank=True, editable=False)
    audit = models.ForeignKey(
        "questions.Audit", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    snapshot = models.TextField(_("snapshot"), blank=True, editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True, editable=False)
    numbered_at = models.DateTimeField(_("published at"), null=True, editable=False)
    numbered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, editable=False)
    authorised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="take")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="take",
        for_concrete_model=False,
    )

    objects = TakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("take")
        verbose_name_plural = _("takes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="take_number_once"),
            models.CheckConstraint(
                name="take_numbered_is_whole",
                condition=Q(number__isnull=True)
                | (
                    Q(audit__isnull=False, verdict__isnull=False, numbered_at__isnull=False)
                    & Q(window_from__isnull=False, window_to__isnull=False)
                    & ~Q(content_hash="")
                    & ~Q(change_reason="")
                    & (Q(reviewed_by__isnull=False) | Q(authorised_by__isnull=False))
                ),
            ),
        ]

    def __str__(self) -> str:
        name = str(self.question)
        if self.number:
            return f"{name} · v{self.number}"
        if self.created_at is None:
            return f"{name} · " + gettext("draft")
        day = date_format(self.created_at, "j F Y")
        return f"{name} · " + gettext("draft of %(day)s") % {"day": day}

    @property
    def revisions(self) -> Any:
        """The drafting steps of this one version."""
        return self._revisions

    @property
    def is_numbered(self) -> bool:
        """Whether it is part of the public record."""
        return self.number is not None

    def with_content_json(self, content: dict[str, Any]) -> "Take":
        """Wagtail's copy from a revision, with the record fields kept as the row has them."""
        take: Take = super().with_content_json(content)
        for name in RECORD_FIELDS:
            setattr(take, name, getattr(self, name))
        return take

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """Wagtail's new step of the draft; what was submitted or handed over is not written over."""
        if overwrite_revision is not None and is_kept(self, overwrite_revision):
            raise PermissionDenied(gettext("This step of the draft is kept as it is: save a new one."))
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def get_lock(self) -> Any:
        """A published version is locked for everybody and for good."""
        return RecordLock(self) if self.is_numbered else super().get_lock()

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The draft in the public frame."""
        return "questions/take_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """Wagtail's context with the shaped draft."""
        return {**super().get_preview_context(request, mode_name), "preview": preview_of(self)}


class TripWire(ClusterableModel):
    """A condition under which the verdict would move: in words and, where possible, checked nightly."""

    class Condition(models.TextChoices):
        """What the machine looks for."""

        NONE = "none", _("Not checked by machine")
        CROSSES = "indicator_crosses", _("An indicator crosses its threshold")
        UNCROSSES = "indicator_uncrosses", _("An indicator comes back behind its threshold")
        CARDS = "cards", _("So many new cards")

    take = ParentalKey(Take, on_delete=models.CASCADE, related_name="trip_wires")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    towards = models.ForeignKey(
        Position, models.PROTECT, related_name="+", verbose_name=_("would move it to")
    )
    text = models.TextField(_("condition"))
    condition = models.CharField(
        _("checked nightly"), max_length=20, choices=Condition.choices, default=Condition.NONE
    )
    indicator = models.ForeignKey(
        "questions.Indicator",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
    )
    at_least = models.PositiveSmallIntegerField(
        _("at least so many new cards"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Cards dated after the evidence window of this take, or public only since it was drafted."
        ),
    )
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("with a stance for")
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on the topic")
    )

    sort_order_field: ClassVar[str] = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("trip-wire")
        verbose_name_plural = _("trip-wires")
        constraints = [
            models.CheckConstraint(
                name="tripwire_condition_is_whole",
                condition=Q(condition="none", indicator=None, at_least=None, position=None, topic=None)
                | Q(
                    condition__in=["indicator_crosses", "indicator_uncrosses"],
                    indicator__isnull=False,
                    at_least=None,
                    position=None,
                    topic=None,
                )
                | (
                    Q(condition="cards", indicator=None, at_least__isnull=False, at_least__gte=1)
                    & (Q(position__isnull=False) | Q(topic__isnull=False))
                ),
                violation_error_message=_(
                    "The nightly check needs what belongs to its kind, and nothing else."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Withdrawal(models.Model):
    """A version that was taken back: who, when and why; it stays listed.

    Of a version that was erased this row is all there is: `redacted` opens the way for that, once and for good.
    """

    take = models.OneToOneField(Take, models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    made_as = models.CharField(_("made"), max_length=40, blank=True, choices=MadeAs.choices)
    redacted = models.BooleanField(_("text erased"), default=False)
    erased_at = models.DateTimeField(_("erased at"), null=True)
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.CheckConstraint(name="withdrawal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="withdrawal_erasure_is_whole",
                condition=Q(redacted=False, erased_at=None, erased_by=None)
                | (Q(redacted=True, erased_at__isnull=False, erased_by__isnull=False) & ~Q(made_as="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.take_id}: {self.reason}"
