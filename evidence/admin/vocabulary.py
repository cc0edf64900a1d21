"""Topics and sources on the desk."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import NumberColumn
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from evidence.admin.chooser import VocabularyChooserViewSet
from evidence.admin.deleting import RefusingDeleteView
from evidence.curating import rematch_topic
from evidence.models import Source, Topic


class RuleApplied:
    """Saving a topic whose matching rule changed matches every card anew."""

    def save_instance(self) -> Topic:
        """Save, then match."""
        topic: Topic = super().save_instance()  # type: ignore[misc]
        if "rule" in self.form.changed_data:  # type: ignore[attr-defined]
            rematch_topic(topic=topic)
        return topic


class TopicCreateView(RuleApplied, CreateView):
    """A new topic."""


class TopicEditView(RuleApplied, EditView):
    """A topic's words and its rule."""


class TopicIndexView(IndexView):
    """Topics with the number of cards that carry them."""

    def get_base_queryset(self) -> QuerySet[Topic]:
        """With the cards counted."""
        carried = Count("card_topics", filter=Q(card_topics__excluded=False))
        return Topic.objects.defer("rule_query").annotate(card_count=carried)


class SourceIndexView(IndexView):
    """Sources with the number of their cards."""

    def get_base_queryset(self) -> QuerySet[Source]:
        """With the cards counted."""
        return Source.objects.annotate(card_count=Count("cards"))


class TopicViewSet(SnippetViewSet):
    """Topics on the desk."""

    model = Topic
    icon = "tag"
    url_prefix = "evidence/topics"
    menu_label = _("Topics")
    list_display = ["name", "rule", NumberColumn("card_count", label=_("Cards"))]
    search_fields = ["name", "description", "rule"]
    ordering = "name"
    index_view_class = TopicIndexView
    add_view_class = TopicCreateView
    edit_view_class = TopicEditView
    delete_view_class = RefusingDeleteView
    copy_view_enabled = False
    chooser_viewset_class = VocabularyChooserViewSet
    edit_handler = ObjectList([FieldPanel(name) for name in ("name", "slug", "description", "rule")])


class SourceViewSet(SnippetViewSet):
    """Sources on the desk."""

    model = Source
    icon = "site"
    url_prefix = "evidence/sources"
    menu_label = _("Sources")
    list_display = ["name", "kind", "url", NumberColumn("card_count", label=_("Cards"))]
    list_filter = ["kind"]
    search_fields = ["name", "description"]
    ordering = "name"
    index_view_class = SourceIndexView
    delete_view_class = RefusingDeleteView
    copy_view_enabled = False
    chooser_viewset_class = VocabularyChooserViewSet
    edit_handler = ObjectList([FieldPanel(name) for name in ("name", "slug", "kind", "url", "description")])
