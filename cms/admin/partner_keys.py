"""A partner's keys on the desk: what there is, one more, one less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from cms.models import ApiKey, Partner
from cms.partners.keys import MOST_LIVE, KeyNotIssued, issue_key, live_keys, revoke_key
from cms.users.models import User
from questions.people import may

ADD, CHANGE, VIEW = "cms.add_apikey", "cms.change_apikey", "cms.view_apikey"
USUAL_LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class KeyShape:
    """A key as the list shows it; `state` is in words."""

    pk: int
    prefix: str
    label: str
    scopes: str
    state: str
    live: bool
    issued_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class KeyForm(forms.Form):
    """What a new key is for, and until when."""

    label = forms.CharField(max_length=80, label=gettext_lazy("What it is for"))
    scopes = forms.MultipleChoiceField(
        choices=ApiKey.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("It may be used to"),
    )
    expires_on = forms.DateField(
        widget=AdminDateInput,
        label=gettext_lazy("Last day (UTC)"),
        help_text=gettext_lazy("At most two years."),
    )

    @property
    def expires_at(self) -> datetime:
        """The end of the last day."""
        day: date = self.cleaned_data["expires_on"]
        return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def keys(request: HttpRequest, pk: int) -> HttpResponse:
    """The keys and the form for one more; a new key is shown in the answer to its form and never again."""
    person = _require(request, VIEW)
    partner = get_object_or_404(Partner, pk=pk)
    now = timezone.now()
    if request.method != "POST":
        usual = (now + USUAL_LIFE).astimezone(UTC).date()
        return _list(request, partner, KeyForm(initial={"expires_on": usual}))
    _require(request, ADD)
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _list(request, partner, form, status=400)
    try:
        key, token = issue_key(
            partner=partner,
            label=form.cleaned_data["label"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at,
            by=person,
            now=now,
        )
    except KeyNotIssued as refusal:
        form.add_error(None, str(refusal))
        return _list(request, partner, form, status=400)
    log(instance=partner, action="cms.issue_key", user=person, data={"key": key.prefix, "scopes": key.scopes})
    context = {**_heading(partner, _("New key")), "partner": partner, "key": key, "token": token}
    return render(request, "cms/admin/partner_key_issued.html", context)


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the key back."""
    person = _require(request, CHANGE)
    key = get_object_or_404(ApiKey.objects.select_related("partner"), pk=pk)
    if request.method != "POST":
        context = {**_heading(key.partner, _("Revoke a key")), "key": key, "partner": key.partner}
        return render(request, "cms/admin/partner_key_revoke.html", context)
    revoke_key(key=key, by=person, now=timezone.now())
    log(instance=key.partner, action="cms.revoke_key", user=person, data={"key": key.prefix})
    messages.success(request, _("The key %(key)s… is revoked.") % {"key": key.prefix})
    return redirect("partner_keys", key.partner_id)


def key_shape(key: ApiKey, now: datetime) -> KeyShape:
    """The key as the list shows it."""
    if key.revoked_at is not None:
        state = _("Revoked")
    elif key.expires_at <= now:
        state = _("Expired")
    else:
        state = _("Live") if key.partner.active else _("Partner not active")
    return KeyShape(
        pk=key.pk,
        prefix=key.prefix,
        label=key.label,
        scopes=", ".join(key.scopes),
        state=state,
        live=key.revoked_at is None and key.expires_at > now,
        issued_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
    )


def _list(request: HttpRequest, partner: Partner, form: KeyForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    person = cast(User, request.user)
    context = {
        **_heading(partner, _("Keys")),
        "partner": partner,
        "keys": [
            key_shape(key, now) for key in ApiKey.objects.filter(partner=partner).select_related("partner")
        ],
        "form": form,
        "may_issue": may(person, ADD) and partner.active and live_keys(partner, now).count() < MOST_LIVE,
        "may_revoke": may(person, CHANGE),
        "most": MOST_LIVE,
    }
    return render(request, "cms/admin/partner_keys.html", context, status=status)


def _heading(partner: Partner, title: str) -> dict[str, object]:
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("partners:index"), "label": _("Partners")},
        {"url": reverse("partner_keys", args=[partner.pk]), "label": partner.name},
        {"url": "", "label": title},
    ]
    return {"breadcrumbs_items": trail, "header_title": f"{title}: {partner.name}", "header_icon": "key"}


def _require(request: HttpRequest, permission: str) -> User:
    """Whoever asks, if they may. Wagtail has let nobody through who is not logged in."""
    person = cast(User, request.user)
    if not may(person, permission):
        raise PermissionDenied
    return person
