"""What is asked."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from evidence.models import Card, Topic


class QuestionIndex(Page):
    """The page that all questions stand under; its address is `/questions/`."""

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["questions.Question"]
    max_count = 1
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("question index")


class QuestionForm(WagtailAdminPageForm):
    """Keeps who set the review policy: takes published unreviewed are published in that person's name."""

    def save(self, commit: bool = True) -> Any:
        """Note the person when the policy changed."""
        if {"review_policy", "partners_unreviewed"} & set(self.changed_data):
            self.instance.policy_set_by = self.for_user
        return super().save(commit=commit)

    def clean(self) -> dict[str, Any]:
        """Refuse a question whose coverage would begin after its evidence ended."""
        cleaned: dict[str, Any] = super().clean()
        since, until = cleaned.get("coverage_since"), cleaned.get("evidence_until")
        if since and until and since > until:
            self.add_error("coverage_since", _("Coverage cannot begin after the evidence ends."))
        return cleaned


class QuestionQuerySet(PageQuerySet):
    """Adjectives of questions."""

    def public(self) -> "QuestionQuerySet":
        """Those that readers may see. Questions cannot be private, so being live is all it takes."""
        return self.filter(live=True)


class Question(Page):
    """A contested question: a page with a scale, indicators and takes."""

    class ReviewPolicy(models.TextChoices):
        """Whether a person stands between a draft and the public."""

        REQUIRED = "required", _("Review required")
        UNREVIEWED = "publish_unreviewed", _("Publish unreviewed")

    class Redraft(models.TextChoices):
        """What happens when a trip-wire is hit, an indicator crosses or enough new cards arrived."""

        NEVER = "never", _("Nothing")
        RUN = "run", _("The agent drafts a take")
        ASK = "ask", _("The desk is told")

    stable_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences under the question.")
    )
    topics = ParentalManyToManyField(
        Topic,
        blank=True,
        related_name="questions",
        verbose_name=_("topics"),
        help_text=_("Cards on these bear on it."),
    )
    window_days = models.PositiveSmallIntegerField(
        _("evidence window in days"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3660)],
        help_text=_("A window of 90 days until D is D−89 to D, D included."),
    )
    evidence_until = models.DateField(
        _("evidence until"),
        null=True,
        blank=True,
        help_text=_("For closed questions: windows end on this day."),
    )
    coverage_since = models.DateField(
        _("coverage since"),
        null=True,
        blank=True,
        help_text=_("Before this day nobody was collecting; charts say so."),
    )
    review_policy = models.CharField(
        _("review policy"), max_length=20, choices=ReviewPolicy.choices, default=ReviewPolicy.REQUIRED
    )
    partners_unreviewed = models.BooleanField(
        _("partners' drafts too"),
        default=False,
        help_text=_(
            "Where drafts are published unreviewed, those that partners hand in over the API are too."
        ),
    )
    policy_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    four_eyes = models.BooleanField(
        _("four eyes"), default=False, help_text=_("Whoever edited a draft cannot approve it.")
    )
    redraft = models.CharField(
        _("when the evidence moved"),
        max_length=10,
        choices=Redraft.choices,
        default=Redraft.ASK,
        help_text=_("Looked at nightly: trip-wires, indicators and cards that are newer than the take."),
    )
    redraft_after_cards = models.PositiveSmallIntegerField(
        _("new cards that count as moved"), default=10, validators=[MinValueValidator(1)]
    )
    is_demo = models.BooleanField(_("demo content"), default=False, editable=False)

    objects = PageManager.from_queryset(QuestionQuerySet)()

    content_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("window_days"), FieldPanel("evidence_until"), FieldPanel("coverage_since")],
            heading=_("Evidence"),
        ),
        MultiFieldPanel(
            [FieldPanel("review_policy"), FieldPanel("partners_unreviewed"), FieldPanel("four_eyes")],
            heading=_("Review"),
        ),
        MultiFieldPanel(
            [FieldPanel("redraft"), FieldPanel("redraft_after_cards")], heading=_("When to draft again")
        ),
    ]
    base_form_class = QuestionForm
    template = "questions/question_draft.html"
    parent_page_types: ClassVar[list[str]] = ["questions.QuestionIndex"]
    subpage_types: ClassVar[list[str]] = []
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @property
    def path_public(self) -> str:
        """The public page's address on this site."""
        return f"/questions/{self.slug}/"

    @property
    def urn(self) -> str:
        """The stable name in the change feed."""
        return f"urn:assay:question:{self.stable_id}"


class Exclusion(models.Model):
    """A card that an editor took out of a question's evidence, and why."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="exclusions")
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "card"], name="exclusion_once")]

    def __str__(self) -> str:
        return f"{self.card_id} out of {self.question_id}"
