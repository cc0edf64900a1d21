"""What can be done to a card besides editing it; each is asked for on a page of its own and done by POST."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from evidence import curating
from evidence.admin.cited_in import cited_in
from evidence.curating import CardRefused
from evidence.models import Card

Doing = Callable[[Card, Mapping[str, Any], AbstractBaseUser, datetime], object]


def may_judge(user: Any) -> bool:
    """Editors."""
    return bool(user.has_perm("evidence.change_card"))


def may_withdraw(user: Any) -> bool:
    """Reviewers, and those who may even delete cards."""
    return bool(user.has_perm("evidence.delete_card") or user.groups.filter(name="Reviewers").exists())


class DayForm(forms.Form):
    """The day whose briefing is to have the card."""

    day = forms.DateField(
        label=_("Briefing of"),
        widget=AdminDateInput,
        initial=lambda: timezone.now().date(),
        help_text=_("The card gets its public ref when this day's briefing is published."),
    )


class ReasonForm(forms.Form):
    """Why a card is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=AdminAutoHeightTextInput,
        help_text=_("Readers see it in place of the card's text."),
    )


@dataclass(frozen=True, slots=True)
class CardAction:
    """One thing to do: its words, the states it starts from, who may do it, the use case behind it."""

    name: str
    label: str | Promise
    explanation: str | Promise
    done: str | Promise
    icon: str
    states: frozenset[str]
    run: Doing
    allowed: Callable[[Any], bool] = may_judge
    form_class: type[forms.Form] = forms.Form
    serious: bool = False
    order: int = field(default=50)

    def is_open_to(self, user: Any, card: Card) -> bool:
        """Whether this user may do it to a card that stands where this one stands."""
        return card.state in self.states and self.allowed(user)

    def do(self, card: Card, values: Mapping[str, Any], *, by: Any, now: datetime) -> None:
        """Do it and log it. Raises CardRefused."""
        self.run(card, values, by, now)
        log(instance=card, action=f"evidence.{self.name}", user=by)


def _keep(card: Card, values: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> None:
    curating.keep_card(card=card, day=values["day"], by=by, now=now)


def _dismiss(card: Card, values: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> None:
    curating.dismiss_card(card=card, by=by, now=now)


def _return(card: Card, values: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> None:
    curating.return_to_inbox(card=card, by=by, now=now)


def _publish(card: Card, values: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> None:
    curating.publish_card_now(card=card, by=by, now=now)


def _withdraw(card: Card, values: Mapping[str, Any], by: AbstractBaseUser, now: datetime) -> None:
    curating.withdraw_card(card=card, reason=values["reason"], by=by, now=now)


_UNJUDGED = frozenset({Card.State.INBOX, Card.State.KEPT})

KEEP = CardAction(
    name="keep",
    label=_("Keep"),
    explanation=_("The card goes to the end of a day's briefing and waits there until that is published."),
    done=_("“%(card)s” is kept."),
    icon="check",
    states=_UNJUDGED,
    run=_keep,
    form_class=DayForm,
    order=31,
)
DISMISS = CardAction(
    name="dismiss",
    label=_("Dismiss"),
    explanation=_("The card is set aside. It stays findable and can be returned to the inbox."),
    done=_("“%(card)s” is dismissed."),
    icon="cross",
    states=_UNJUDGED,
    run=_dismiss,
    order=32,
)
PUBLISH = CardAction(
    name="publish",
    label=_("Publish now"),
    explanation=_("The card is appended to today's briefing (UTC) and is public at once."),
    done=_("“%(card)s” is published."),
    icon="upload",
    states=_UNJUDGED,
    run=_publish,
    order=33,
)
RETURN = CardAction(
    name="return",
    label=_("Return to the inbox"),
    explanation=_("The card leaves its briefing, if it had one, and is judged anew."),
    done=_("“%(card)s” is back in the inbox."),
    icon="undo",
    states=frozenset({Card.State.KEPT, Card.State.DISMISSED}),
    run=_return,
    order=34,
)
WITHDRAW = CardAction(
    name="withdraw",
    label=_("Withdraw"),
    explanation=_("The card's address stays and gives the reason; its text goes from public view for good."),
    done=_("“%(card)s” is withdrawn."),
    icon="no-view",
    states=frozenset({Card.State.PUBLISHED}),
    run=_withdraw,
    allowed=may_withdraw,
    form_class=ReasonForm,
    serious=True,
    order=35,
)
ACTIONS = (KEEP, DISMISS, PUBLISH, RETURN, WITHDRAW)


def card_buttons(card: Card, user: Any) -> list[Button]:
    """Links to the pages that ask for what this user may do to the card now."""
    return [
        Button(
            action.label,
            url=reverse(f"wagtailsnippets_evidence_card:{action.name}", args=[card.pk]),
            icon_name=action.icon,
            priority=action.order,
        )
        for action in ACTIONS
        if action.is_open_to(user, card)
    ]


class CardActionView(WagtailAdminTemplateMixin, FormView):
    """Asks whether to do it, with what it takes and which texts cite the card, and does it by POST."""

    action: CardAction = KEEP
    template_name = "evidence/admin/card_action.html"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the card."""
        super().setup(request, *args, **kwargs)
        self.card = get_object_or_404(Card.objects.with_source(), pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those alone who may."""
        if not self.action.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[forms.Form]:
        """What the action asks for."""
        return self.action.form_class

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it and go back; a refusal is shown on the page."""
        try:
            self.action.do(self.card, form.cleaned_data, by=self.request.user, now=timezone.now())
        except CardRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.action.done % {"card": self.card.headline})
        return redirect(self.next_url)

    @property
    def next_url(self) -> str:
        """Where it was asked for, or the card's page of the desk."""
        here = reverse("wagtailsnippets_evidence_card:inspect", args=[self.card.pk])
        return get_valid_next_url_from_request(self.request) or here

    def get_page_title(self) -> str:
        """The action."""
        return str(self.action.label)

    def get_page_subtitle(self) -> str:
        """The card."""
        return str(self.card)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, cards, this card, the action."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailsnippets_evidence_card:list"), "label": _("Evidence cards")},
            {
                "url": reverse("wagtailsnippets_evidence_card:inspect", args=[self.card.pk]),
                "label": self.card,
            },
            {"url": "", "label": self.action.label},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the texts that cite the card, where that matters."""
        return super().get_context_data(
            action=self.action,
            card=self.card,
            next_url=self.next_url,
            cited=cited_in(self.card, self.request.user) if self.action.serious else None,
            **kwargs,
        )
