"""The label that indicators count by."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class SearchQueryField(models.Field):
    """A `tsquery` column, written by the database alone."""

    def db_type(self, connection: object) -> str:
        """PostgreSQL's type name."""
        return "tsquery"


class WebSearchQuery(models.Func):
    """`websearch_to_tsquery('english', rule)`, immutable as a generated column needs it."""

    function = "websearch_to_tsquery"
    template = "%(function)s('english'::regconfig, %(expressions)s)"
    output_field = SearchQueryField()


class Topic(models.Model):
    """A label for cards, put on by its matching rule or by an editor."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True)
    rule = models.CharField(
        _("matching rule"),
        max_length=1000,
        blank=True,
        help_text=_(
            'Words that put this topic on a new card, as in a web search: "export controls" or sanctions -football. '
            "Left empty, only editors put it on."
        ),
    )
    rule_query = models.GeneratedField(
        expression=WebSearchQuery(F("rule")), output_field=SearchQueryField(), db_persist=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The public page's address on this site."""
        return f"/topics/{self.slug}/"
