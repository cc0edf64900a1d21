"""The blocks that a take's body is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "citation"]


class SectionKind(models.TextChoices):
    """What a section argues."""

    ANSWER = "answer", _("The answer")
    FOR = "for", _("The case for")
    AGAINST = "against", _("The case against")
    UNCERTAIN = "uncertain", _("What is uncertain")
    OTHER = "other", _("Something else")


class SectionBlock(blocks.StructBlock):
    """One section of a take: what it argues, its heading, its text with citations."""

    kind = blocks.ChoiceBlock(choices=SectionKind.choices, default=SectionKind.ANSWER, label=_("Kind"))
    heading = blocks.CharBlock(max_length=160, required=False, label=_("Heading"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Section")


class BodyBlock(blocks.StreamBlock):
    """The whole body; the only truth for a take's text and citations."""

    section = SectionBlock()
