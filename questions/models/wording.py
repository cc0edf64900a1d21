"""What the label says. Facts are computed; only their wording stands here."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from questions.placeholders import Placeholders

# Which facts each sentence of the label puts in words. Every one of them must stand in it.
FACTS: dict[str, tuple[str, ...]] = {
    "drafted": ("agent", "cards"),
    "handed_in": ("agent", "cards"),
    "written": ("cards",),
    "not_reviewed": (),
    "edited_not_reviewed": ("changed",),
    "reviewed": ("byline", "day"),
    "edited_reviewed": ("byline", "day", "changed"),
    "self_approved": ("byline", "day", "changed"),
    "written_not_reviewed": (),
    "written_reviewed": ("byline", "day"),
    "written_self_approved": ("byline", "day"),
    "withdrawn": ("day",),
    "erased": ("day",),
}


def _sentence(name: str, label: Any, default: str) -> models.CharField:
    """One sentence of the label, that must put each of its facts in words."""
    facts = FACTS[name]
    told = format_lazy(_("Must hold {names}."), names=" ".join(f"{{{fact}}}" for fact in facts))
    return models.CharField(
        label,
        max_length=300,
        default=default,
        validators=[Placeholders(*facts)],
        help_text=told if facts else _("No placeholders."),
    )


@register_setting(icon="openquote")
class Wording(BaseGenericSetting):
    """Wording of the disclosure and the licence, for the whole site."""

    experimental_mark = models.CharField(
        _("heading of agent-drafted takes"), max_length=80, default="Experimental, not advice"
    )
    human_mark = models.CharField(
        _("heading of takes written by people"), max_length=80, default="Written by people"
    )
    drafted = _sentence("drafted", _("drafted by an agent"), "Drafted by an AI agent ({agent}) from {cards}.")
    handed_in = _sentence(
        "handed_in",
        _("handed in by a partner who names no model"),
        "Handed in by a partner as drafted by {agent}, without naming a model, from {cards}.",
    )
    written = _sentence("written", _("written by people"), "Written from {cards}.")
    not_reviewed = _sentence(
        "not_reviewed",
        _("drafted by an agent, neither edited nor reviewed"),
        "No person has edited or reviewed it.",
    )
    edited_not_reviewed = _sentence(
        "edited_not_reviewed",
        _("drafted by an agent, edited, not reviewed"),
        "People changed {changed}; nobody has reviewed it.",
    )
    reviewed = _sentence(
        "reviewed",
        _("drafted by an agent, reviewed as it was"),
        "Reviewed by {byline} on {day}; its words are unchanged.",
    )
    edited_reviewed = _sentence(
        "edited_reviewed",
        _("drafted by an agent, edited and reviewed"),
        "Reviewed by {byline} on {day}; people changed {changed}.",
    )
    self_approved = _sentence(
        "self_approved",
        _("drafted by an agent, reviewed by who edited it"),
        "Reviewed on {day} by {byline}, who also edited it; people changed {changed}.",
    )
    written_not_reviewed = _sentence(
        "written_not_reviewed", _("written by people, not reviewed"), "Nobody has reviewed it."
    )
    written_reviewed = _sentence(
        "written_reviewed", _("written by people, reviewed"), "Reviewed by {byline} on {day}."
    )
    written_self_approved = _sentence(
        "written_self_approved",
        _("written by people, reviewed by one of them"),
        "Reviewed on {day} by {byline}, who also wrote or edited it.",
    )
    withdrawn = _sentence("withdrawn", _("withdrawn"), "This version was withdrawn on {day}.")
    erased = _sentence(
        "erased", _("erased for legal reasons"), "Its text was erased for legal reasons on {day}."
    )
    footer = models.CharField(
        _("footer"),
        max_length=300,
        default="Takes are research experiments. Nothing here is financial, legal or professional advice.",
    )
    licence_name = models.CharField(_("licence of takes"), max_length=80, default="CC BY 4.0")
    licence_url = models.URLField(
        _("address of the licence"), default="https://creativecommons.org/licenses/by/4.0/"
    )
    excerpt_rights = models.CharField(
        _("rights in excerpts"), max_length=120, default="Rights in excerpts remain with the source."
    )

    panels = [
        HelpPanel(
            content=_(
                "The label is computed from what happened. Here stands how it says so; each sentence must put "
                "its facts in words, at the places in braces."
            )
        ),
        MultiFieldPanel(
            [FieldPanel("experimental_mark"), FieldPanel("human_mark")], heading=_("Heading of every take")
        ),
        MultiFieldPanel(
            [FieldPanel("drafted"), FieldPanel("handed_in"), FieldPanel("written")],
            heading=_("First sentence: where it comes from"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("not_reviewed"),
                FieldPanel("edited_not_reviewed"),
                FieldPanel("reviewed"),
                FieldPanel("edited_reviewed"),
                FieldPanel("self_approved"),
                FieldPanel("written_not_reviewed"),
                FieldPanel("written_reviewed"),
                FieldPanel("written_self_approved"),
            ],
            heading=_("Second sentence: who edited and reviewed it"),
        ),
        MultiFieldPanel(
            [FieldPanel("withdrawn"), FieldPanel("erased")], heading=_("Of versions that were taken back")
        ),
        HelpPanel(template="questions/admin/wording_preview.html", heading=_("In every state")),
        MultiFieldPanel(
            [
                FieldPanel("footer"),
                FieldPanel("licence_name"),
                FieldPanel("licence_url"),
                FieldPanel("excerpt_rights"),
            ],
            heading=_("Footer and licence"),
        ),
    ]

    class Meta:
        verbose_name = _("wording")
        constraints = [
            models.CheckConstraint(
                name=f"wording_{name}_tells_all",
                condition=Q(*[(f"{name}__contains", f"{{{fact}}}") for fact in facts]),
            )
            for name, facts in FACTS.items()
            if facts
        ]
