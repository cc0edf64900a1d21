"""Making, changing and looking at a card."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView, InspectView

from evidence.admin.actions import card_buttons
from evidence.admin.cited_in import cited_in
from evidence.curating import CardRefused
from evidence.flagging import flags_of
from evidence.models import Card


class RefusalsShown:
    """A view whose form may be refused by a use case: the sentence appears on the form, nothing is saved."""

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        """Save, or show why not."""
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except CardRefused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class CardCreateView(RefusalsShown, CreateView):
    """A new card goes to the inbox."""

    def save_instance(self) -> Card:
        """Through the use case."""
        card: Card = self.form.create(by=self.request.user, now=timezone.now())
        log(instance=card, action="wagtail.create", user=self.request.user)
        return card


class CardEditView(RefusalsShown, EditView):
    """Changes a card; those of a public card are told to readers."""

    def save_instance(self) -> Card:
        """Through the use case."""
        card: Card = self.form.change(by=self.request.user, now=timezone.now())
        log(instance=card, action="wagtail.edit", user=self.request.user)
        return card

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """What else can be done to it."""
        return [*super().header_more_buttons, *card_buttons(self.object, self.request.user)]


class CardInspectView(InspectView):
    """The whole card: its parts, the texts that cite it, what was changed after it was public."""

    template_name = "evidence/admin/card_inspect.html"
    page_title = _("Card")

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The fields that hold something."""
        return [field for field in super().get_fields_context() if field["value"] not in (None, "", False)]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Days and times in full, times in UTC and labelled so."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(value.astimezone(UTC), "j F Y, H:i") + " UTC"
        if isinstance(value, date):
            return date_format(value, "j F Y")
        return _("yes") if value is True else value

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """What can be done to it."""
        return [*super().header_more_buttons, *card_buttons(self.object, self.request.user)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what hangs on the card."""
        return super().get_context_data(
            links=list(self.object.links.all()),
            flags=flags_of([self.object]),
            topics=list(self.object.card_topics.select_related("topic").order_by("topic__name")),
            cited=cited_in(self.object, self.request.user),
            edits=list(self.object.edits.select_related("by")),
            **kwargs,
        )
