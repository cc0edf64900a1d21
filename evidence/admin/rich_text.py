"""The citation in the rich text editor."""

from __future__ import annotations

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.editor_html import LinkTypeRule
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from evidence.citations import LINK_TYPE, CitationHandler
from evidence.rich_text import CONTENTSTATE_RULE, EditorCitation


@hooks.register("register_rich_text_features")
def register_citation(features: FeatureRegistry) -> None:
    """Offer `citation` to rich text fields; a field has it when its features name it."""
    features.register_link_type(CitationHandler)
    features.register_editor_plugin(
        "draftail",
        LINK_TYPE,
        EntityFeature(
            {
                "type": "CITATION",
                "icon": "openquote",
                "description": _("Cite an evidence card"),
                "attributes": ["id"],
                "allowlist": {"id": "^[1-9][0-9]*$"},
                "chooserUrls": {"cardChooser": reverse_lazy("wagtailsnippetchoosers_evidence_card:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "js/admin/citation.js"],
        ),
    )
    features.register_converter_rule("contentstate", LINK_TYPE, CONTENTSTATE_RULE)
    features.register_converter_rule("editorhtml", LINK_TYPE, [LinkTypeRule(LINK_TYPE, EditorCitation)])
