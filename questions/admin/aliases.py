"""The audit's aliases on the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from questions.aliasing import AliasRefused, require_sound, save_alias
from questions.models import Alias


class AliasForm(WagtailAdminModelForm):
    """Saves by the use case, which may refuse."""

    def clean(self) -> dict[str, Any]:
        """Say why an alias would be refused."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                require_sound(name=cleaned["name"], stands_for=cleaned["stands_for"], alias=self._known())
            except AliasRefused as refusal:
                self.add_error(None, str(refusal))
        return cleaned

    def save(self, commit: bool = True) -> Alias:
        """Keep the alias. Raises AliasRefused."""
        kept = save_alias(
            name=self.cleaned_data["name"],
            stands_for=self.cleaned_data["stands_for"],
            alias=self._known(),
        )
        self.instance = kept
        return kept

    def _known(self) -> Alias | None:
        return self.instance if self.instance.pk else None


class RefusalShown:
    """What somebody else saved between checking and saving may still refuse an alias."""

    request: HttpRequest

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        """Save, or say why not."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except AliasRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)


class AliasCreateView(RefusalShown, CreateView):
    """A new alias."""


class AliasEditView(RefusalShown, EditView):
    """An alias that is there."""


class AliasViewSet(SnippetViewSet):
    """Names that mean the same, in the settings menu."""

    model = Alias  # Wagtail declares None
    icon = "tag"
    menu_label = _("Aliases")
    menu_name = "aliases"
    add_to_settings_menu = True
    url_prefix = "aliases"
    list_display: list[Any] = ["name", "stands_for"]
    search_fields = ["name", "stands_for"]
    ordering = "folded"
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = AliasCreateView
    edit_view_class = AliasEditView
    edit_handler = ObjectList(
        [
            HelpPanel(_("The audit takes an alias for the name that it stands for. A circle is refused.")),
            FieldPanel("name"),
            FieldPanel("stands_for"),
        ],
        base_form_class=AliasForm,
    )


register_snippet(AliasViewSet)
