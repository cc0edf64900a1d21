"""Partners on the desk: the menu, the list, the form."""

from __future__ import annotations

from typing import Any

from django.forms import ModelChoiceField
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.admin import partner_keys
from cms.models import Partner
from cms.users.models import User


class PartnerPolicy(ModelPermissionPolicy):
    """Partners are switched off, never deleted: what they drafted stays theirs."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whatever the groups say, except for deleting."""
        return action != "delete" and super().user_has_permission(user, action)


class PartnerForm(WagtailAdminModelForm):
    """A partner drafts under an account of the agents, which cannot publish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = self.fields["user"]
        if isinstance(accounts, ModelChoiceField):
            accounts.queryset = User.objects.filter(
                groups__name="Agents", is_active=True, is_superuser=False
            ).distinct()


class PartnerViewSet(ModelViewSet):
    """List, add, edit; the keys have a screen of their own."""

    model = Partner
    name = "partners"
    url_prefix = "partners"
    icon = "group"
    menu_label = _("Partners")
    menu_order = 600
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "name",
        Column("slug", label=_("Short name")),
        Column("contact", label=_("Contact")),
        BooleanColumn("active", label=_("Active")),
        TitleColumn(
            "keys",
            label=_("Keys"),
            accessor=lambda _partner: _("Keys"),
            get_url=lambda partner: reverse("partner_keys", args=[partner.pk]),
        ),
    ]
    search_fields = ["name", "slug", "contact"]
    ordering = "name"
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "slug", "contact", "user", "active")],
        base_form_class=PartnerForm,
    )


register_permission_policy(Partner, PartnerPolicy(Partner))


@hooks.register("register_admin_viewset")
def partner_viewset() -> PartnerViewSet:
    """In the menu for those who may see partners."""
    return PartnerViewSet()


@hooks.register("register_admin_urls")
def key_urls() -> list[URLPattern]:
    """Addresses of the keys."""
    return [
        path("partners/<int:pk>/keys/", partner_keys.keys, name="partner_keys"),
        path("partners/keys/<int:pk>/revoke/", partner_keys.revoke, name="partner_key_revoke"),
    ]


@hooks.register("register_log_actions")
def key_actions(actions: LogActionRegistry) -> None:
    """What the log says of keys."""
    actions.register_action("cms.issue_key", _("Issue a key"), _("A key was issued"))
    actions.register_action("cms.revoke_key", _("Revoke a key"), _("A key was revoked"))
