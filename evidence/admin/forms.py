"""The card's form: its own fields, its links, its topics, and what higher apps add."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from evidence import curating
from evidence.admin.registry import CardPanel, card_panels
from evidence.models import Card, Topic

FIELDS = (
    "headline",
    "source",
    "excerpt",
    "excerpt_origin",
    "stored_text",
    "commentary",
    "published_on",
    "date_estimated",
)


class LinkForm(forms.Form):
    """One address; left empty, there is none."""

    url = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    label = forms.CharField(label=_("Label"), required=False, max_length=120)


LinkFormSet = forms.formset_factory(LinkForm, extra=2, max_num=20, validate_max=True)


class CardForm(WagtailAdminModelForm):
    """Saves through the use cases of `evidence.curating`, whose refusals the view shows."""

    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        label=_("Topics"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Topics whose matching rule fits are put on by themselves; one that you take off stays off. "
            "Indicators count by topics."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        card = self.instance if self.instance.pk else None
        if card:
            self.initial["topics"] = card.card_topics.filter(excluded=False).values_list("topic", flat=True)
        self.links = LinkFormSet(
            self.data if self.is_bound else None,
            prefix="links",
            initial=list(card.links.values("url", "label")) if card else None,
        )
        self.added: list[tuple[CardPanel, forms.Form]] = [
            (panel, panel.form(card=card, data=self.data if self.is_bound else None)) for panel in card_panels
        ]

    def is_valid(self) -> bool:
        """Whether every part of the form is."""
        parts = [super().is_valid(), self.links.is_valid(), *(form.is_valid() for _panel, form in self.added)]
        return all(parts)

    def has_changed(self) -> bool:
        """Whether any part of the form did."""
        return (
            super().has_changed()
            or self.links.has_changed()
            or any(form.has_changed() for _panel, form in self.added)
        )

    def create(self, *, by: AbstractBaseUser, now: datetime) -> Card:
        """Put the card into the inbox. Raises CardRefused."""
        card = curating.add_card(
            **self._values(), links=self._links(), topics=self.cleaned_data["topics"], by=by, now=now
        )
        self._save_added(card, by, now)
        return card

    def change(self, *, by: AbstractBaseUser, now: datetime) -> Card:
        """Keep what was changed. Raises CardRefused."""
        card: Card = self.instance
        # Topics first: the rules then run on the new text and put on what this form could not show yet.
        if "topics" in self.changed_data:
            curating.set_topics(card=card, topics=self.cleaned_data["topics"], by=by, now=now)
        card = curating.edit_card(card=card, by=by, now=now, **self._values(), links=self._links())
        self._save_added(card, by, now)
        return card

    def _values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def _links(self) -> list[tuple[str, str]]:
        return [(link["url"], link["label"]) for link in self.links.cleaned_data if link.get("url")]

    def _save_added(self, card: Card, by: AbstractBaseUser, now: datetime) -> None:
        for panel, form in self.added:
            panel.save(card=card, form=form, by=by, now=now)
