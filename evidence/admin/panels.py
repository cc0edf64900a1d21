"""The card form's panels."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel

from evidence.admin.forms import CardForm
from evidence.flagging import FlagShape, flags_of


class LinksPanel(Panel):
    """Rows for the card's addresses; empty rows are left out."""

    class BoundPanel(Panel.BoundPanel):
        """Renders the form's set of links."""

        template_name = "evidence/admin/links_panel.html"

        class Media:
            css = {"all": ["css/admin/links.css"]}


class PublicNote(Panel):
    """Says that the card is public, before an editor changes it."""

    class BoundPanel(Panel.BoundPanel):
        """A sentence, for cards with a ref."""

        template_name = "evidence/admin/public_note.html"

        def is_shown(self) -> bool:
            """Once readers can see the card."""
            return bool(self.instance and self.instance.ref)


class FlagsPanel(Panel):
    """Shows what in the card reads like an instruction to a machine."""

    class BoundPanel(Panel.BoundPanel):
        """The stretches with their reasons; hidden when there are none."""

        template_name = "evidence/admin/flags_panel.html"

        @cached_property
        def flags(self) -> list[FlagShape]:
            """Found in the card as it is saved."""
            return flags_of([self.instance]) if self.instance and self.instance.pk else []

        def is_shown(self) -> bool:
            """Where something was found."""
            return bool(self.flags)


class AddedPanel(Panel):
    """What higher apps add to the form, one group each."""

    class BoundPanel(Panel.BoundPanel):
        """Renders the added forms; hidden when there are none."""

        template_name = "evidence/admin/added_panel.html"

        def is_shown(self) -> bool:
            """Whether anything was added."""
            return bool(self.form.added)


def card_panels() -> ObjectList:
    """The whole form, as it is laid out."""
    return ObjectList(
        [
            PublicNote(),
            FlagsPanel(),
            FieldPanel("headline"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("published_on"), FieldPanel("date_estimated")], heading=_("Date")),
            MultiFieldPanel(
                [FieldPanel("excerpt"), FieldPanel("excerpt_origin"), FieldPanel("stored_text")],
                heading=_("What the source says"),
            ),
            FieldPanel("commentary"),
            LinksPanel(
                heading=_("Links"),
                help_text=_("Where the item can be read. Leave them out rather than invent one."),
            ),
            FieldPanel("topics"),
            AddedPanel(heading=_("Judgement")),
        ],
        base_form_class=CardForm,
    )
